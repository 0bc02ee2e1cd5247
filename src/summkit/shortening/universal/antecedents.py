"""Checks whether a shortened sentence has an antecedent for its pronouns and its subject.

As in `summkit.shortening.universal.checks`, each check takes the sentence and the mask of the
remaining tokens. All are for languages with a parser by Universal Dependencies.
"""

from __future__ import annotations

from summkit.shortening.parsing.tree import members
from summkit.shortening.universal.lexicon import Lexicon, lexicon
from summkit.shortening.universal.tree import SentenceTree

_SUBJECTS = ("nsubj", "csubj")


def presupposes_subject(tree: SentenceTree, kept: int, unique: frozenset[str]) -> bool:
    """Return whether the subject is a definite noun without a modifier: "La cantidad sube"."""
    known = lexicon(tree.code)
    subject = tree.child(tree.root, *_SUBJECTS)
    if subject < 0 or tree.tags[subject] != "N" or not kept >> subject & 1:
        return False
    if tree.lower[subject] in unique or tree.tokens[subject].text[0].isupper():
        return False
    around = [
        c
        for c in tree.children[subject]
        if kept >> c & 1 and tree.labels[c] != "punct" and tree.lower[c] not in known.persons
    ]
    articles = [c for c in around if tree.lower[c] in known.definite]
    return bool(articles) and len(around) == len(articles)


def lacks_antecedent(tree: SentenceTree, kept: int, resolved: int = 0) -> bool:
    """Return whether a pronoun has no antecedent in the shortened sentence.

    Parameters
    ----------
    resolved
        The mask of pronouns for which the text prints a full name.
    """
    known = lexicon(tree.code)
    quotes = _quoted(tree)
    return any(
        not (quotes | resolved) >> node & 1 and _is_unresolved(tree, known, kept, node)
        for node in members(kept)
    )


def _is_unresolved(tree: SentenceTree, known: Lexicon, kept: int, node: int) -> bool:
    """Return whether a word is a pronoun or demonstrative without an antecedent in the text."""
    tag, word = tree.tags[node], tree.lower[node]
    following = tree.tags[node + 1] if node + 1 < len(tree.tags) else ""
    if word in known.clitics and following in ("VF", "TF"):
        tag = "PO"  # independent of the tag that the parse gives the word
    elif word in known.persons and tag[:1] == "P":
        tag = "PS"
    if tag == "PO" and word not in known.first_person:
        if not _is_object(tree, node) and word not in known.clitics:
            return not _named_before(tree, kept, node)
        return not _doubled(tree, kept, node) and not _named_before(tree, kept, node, clause=True)
    if tag == "PS":
        return not _is_expletive(tree, known, node) and not _named_before(tree, kept, node)
    if word in known.possessives:
        return not _named_before(tree, kept, node)
    if word in known.demonstratives:
        return not _of_time(tree, known, node) and not (tag == "D" and _described(tree, node))
    return False


def _is_expletive(tree: SentenceTree, known: Lexicon, node: int) -> bool:
    """Return whether a pronoun is expletive and has no referent: "il faut"."""
    if tree.labels[node] == "expl" or tree.lower[node] in known.expletive:
        return True
    return bool({*tree.lower[node + 1 : node + 4]} & known.impersonal)


def _quoted(tree: SentenceTree) -> int:
    mask = 0
    for each in tree.closed_spans:
        mask |= each
    return mask


def _is_object(tree: SentenceTree, node: int) -> bool:
    return (
        tree.labels[node] in ("obj", "iobj", "expl", "dep", "obl:arg") and tree.heads[node] > node
    )


def _doubled(tree: SentenceTree, kept: int, node: int) -> bool:
    """Return whether a noun repeats the referent of a pronoun: "le dijo a María"."""
    verb = tree.heads[node]
    return any(
        child != node
        and kept >> child & 1
        and tree.labels[child] in ("obj", "iobj", "obl:arg", "obl", "dislocated")
        and tree.tags[child] in ("N", "NP")
        and (tree.code == "es" or tree.labels[child] == "dislocated")
        and tree.case(child) in ("a", "al", "")
        for child in tree.children[verb]
    )


def _named_before(tree: SentenceTree, kept: int, node: int, clause: bool = False) -> bool:
    """Return whether a noun or name before a pronoun may be its antecedent.

    Parameters
    ----------
    clause
        Whether the subject of the pronoun's own verb is excluded.
    """
    verb = tree.heads[node]
    if (clause and tree.tags[verb][:1] not in "VT") or verb < node:
        verb = next((n for n in range(node, len(tree.tags)) if tree.tags[n] in ("VF", "VBN")), verb)
    own = 0
    if clause:
        subject = tree.child(verb, *_SUBJECTS)
        own = tree.subtrees[subject] if subject >= 0 else 0
    return any(
        each < node
        and (tree.tags[each] in ("N", "NP") or (each and tree.tokens[each].text[0].isupper()))
        and not own >> each & 1
        and tree.lower[each] not in lexicon(tree.code).times
        and tree.case(each) not in ("sin",)
        for each in members(kept)
    )


def _of_time(tree: SentenceTree, known: Lexicon, node: int) -> bool:
    head = tree.heads[node]
    return head >= 0 and (tree.lower[head] in known.times or tree.lower[head] in known.occasions)


def _described(tree: SentenceTree, node: int) -> bool:
    """Return whether a modifier identifies the referent of a demonstrative: "estos que [...]"."""
    head = tree.heads[node]
    return head >= 0 and any(
        child > head and tree.labels[child] in ("acl", "nmod", "appos")
        for child in tree.children[head]
    )

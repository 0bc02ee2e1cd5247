"""Checks whether a shortened sentence is complete, for languages with Universal Dependencies.

Each check takes the sentence and the mask of the remaining tokens. It returns whether the shortened
sentence is broken or changes the meaning.
"""

from __future__ import annotations

from itertools import pairwise

from summkit.shortening.parsing.tree import members
from summkit.shortening.universal.ends import loses_end
from summkit.shortening.universal.lexicon import lexicon
from summkit.shortening.universal.tree import SentenceTree
from summkit.shortening.unparsed.cuts import has_paired_marks, opens_dependent
from summkit.shortening.unparsed.segments import words_of

_SIGNS = frozenset({",", ".", ":", "``", "''", "-LRB-", "-RRB-"})
_BAD_ENDS = frozenset({"I", "D", "K", "M", "W", "TF", "PO", "PR", "RN"})
_BAD_OPENINGS = frozenset({"K", "W", ",", ":", ".", "PR"})
_RANGE = 10  # maximum tokens between "from" and "to"
_SUBJECTS = ("nsubj", "csubj")
_NEEDS_HEAD = frozenset("acl nmod amod obj nsubj ccomp xcomp advcl obl conj".split())
_NOMINAL = ("N", "NP", "J", "VBN", "''")
_CORE = frozenset({"nsubj", "csubj", "obj", "ccomp", "xcomp", "cop", "aux", "expl"})


def broken(tree: SentenceTree, kept: int, text: str, *, by_relations: bool = True) -> bool:
    """Return whether a text is no sentence, for example if it ends on "de" or has a stray comma.

    `by_relations` adds the relations of the parse to the words and punctuation.
    """
    words = [n for n in members(kept) if tree.tags[n] not in _SIGNS]
    if len(words) < 3 or not has_paired_marks(text):
        return True
    last, first = words[-1], words[0]
    if tree.tags[last] in _BAD_ENDS and not tree.lower[last].startswith("-"):
        return True
    end = text.rstrip(".")[-1:]
    if not (end.isalnum() or end in "%€$£!?)»”\"'’"):
        return True
    if tree.tags[members(kept)[0]] in _BAD_OPENINGS:
        return True
    known = lexicon(tree.code)
    if tree.lower[first] in known.relatives:
        return True
    speaks = tree.tags[first][:1] == "V" and tree.lower[first].startswith(known.speech)
    if first and tree.lower[first - 1] in ',»”"' and speaks:
        return True  # the speaker remains without the statement: ", informaram pesquisadores"
    if tree.tags[first] in ("VBN", "J") and tree.lower[first + 1 : first + 2] != (",",):
        following = next((n for n in members(kept) if n > first), first)
        if tree.lower[following] == ",":
            return True  # "Lancée [en 2002], la société"
    if tree.tags[first] == "M" and not _governs(tree, kept, first):
        return True
    if any(
        tree.labels[c] == "mark" and tree.tags[c] == "M" and kept >> c & 1
        for c in tree.children[tree.root]
    ):
        return True  # a subordinate clause alone
    listed = words_of(tree.code)
    if listed is not None and "," not in text and opens_dependent(text, listed):
        return True
    if last > 1 and tree.tags[last] == "VF" and tree.lower[last - 1] in known.relatives:
        return True  # the clause is cut after its verb: ", que aparecieron [en las calles]"
    if loses_end(tree, kept):
        return True
    checks = _BY_WORDS + _BY_RELATIONS if by_relations else _BY_WORDS
    return any(check(tree, kept) for check in checks)


def _governs(tree: SentenceTree, kept: int, mark: int) -> bool:
    """Return whether the main clause of a subordinate clause at the head remains."""
    clause = tree.heads[mark]
    over = tree.heads[clause] if clause >= 0 else -1
    return over >= 0 and bool(kept >> over & 1)


def _commas_break(tree: SentenceTree, kept: int) -> bool:
    """Return whether a comma separates nothing, or is alone between a subject and its verb."""
    nodes = members(kept)
    for before, node in pairwise(nodes):
        if tree.lower[before] in (",", ";", ":") and tree.tags[node] in (",", ".", ":"):
            return True
        if (
            tree.tags[before] in ("M", "K", "D", "I")
            and node > before + 1
            and tree.lower[node] == ","
        ):
            return True
    if tree.tags[nodes[0]] in _SIGNS - {"``", "''", "-LRB-"}:
        return True
    for node, label in enumerate(tree.labels):
        head = tree.heads[node]
        if label not in _SUBJECTS or head < node or not (kept >> node & 1 and kept >> head & 1):
            continue
        begin = max(members(tree.phrases[node] & kept), default=node)
        between = [n for n in nodes if begin < n < head]
        whole = range(begin + 1, head)
        if sum(tree.lower[n] == "," for n in between) == 1 and len(between) < len(whole):
            return True
    return False


def _loses_pair(tree: SentenceTree, kept: int) -> bool:
    """Return whether one of two dashes is deleted."""
    dashes = [n for n, word in enumerate(tree.lower) if word in ("–", "—", "-", "--")]
    left = sum(kept >> n & 1 for n in dashes)
    return left > 0 and left % 2 != len(dashes) % 2


def _loses_core(tree: SentenceTree, kept: int) -> bool:
    """Return whether a word has lost its subject, object or verb, with the whole subtree."""
    times = lexicon(tree.code).times  # "Hakim, 29 ans,"
    return any(
        label in _CORE
        and tree.lower[node] not in times
        and not kept >> node & 1
        and kept >> tree.heads[node] & 1
        and not tree.subtrees[node] & kept
        and not _is_in_opening(tree, kept, node)
        for node, label in enumerate(tree.labels)
        if tree.heads[node] >= 0
    )


def _is_in_opening(tree: SentenceTree, kept: int, node: int) -> bool:
    """Return whether a word is in a deleted opening, and the verb has another subject.

    "[Endommagé par l'attentat,] l'immeuble est promis à la démolition"
    """
    first = (kept & -kept).bit_length() - 1
    if not 0 < first <= tree.root or node >= first or tree.lower[first - 1] != ",":
        return False
    return any(
        tree.labels[c] in _SUBJECTS and first <= c < tree.heads[node] and kept >> c & 1
        for c in tree.children[tree.heads[node]]
    )


def _orphans(tree: SentenceTree, kept: int) -> bool:
    """Return whether a phrase remains without its head."""
    return any(
        tree.labels[node] in _NEEDS_HEAD
        and tree.heads[node] >= 0
        and not kept >> tree.heads[node] & 1
        for node in members(kept)
    )


def _stops(tree: SentenceTree, kept: int) -> bool:
    """Return whether a full stop inside the text is next to a deleted word."""
    nodes = members(kept)
    return any(
        tree.tags[node] == "." and (node - before > 1 or after - node > 1)
        for before, node, after in zip(nodes, nodes[1:], nodes[2:], strict=False)
    )


def _in_relative_clause(tree: SentenceTree, kept: int) -> bool:
    """Return whether the main verb is inside a relative clause: "O clube, cuja equipa milita"."""
    known = lexicon(tree.code)
    return any(
        kept >> node & 1
        and _after_comma(tree, node)
        and (tree.tags[node] == "W" or tree.lower[node] in known.relatives)
        and "," not in tree.lower[node : tree.root]
        for node in range(1, tree.root)
    )


def _after_comma(tree: SentenceTree, node: int) -> bool:
    """Return whether a word comes after a comma, or after ", and in"."""
    while node > 1 and tree.tags[node - 1] in ("K", "I") and tree.lower[node - 1] != ",":
        node -= 1
    return tree.lower[node - 1] == ","


def _loses_end(tree: SentenceTree, kept: int) -> bool:
    """Return whether a range has lost its end: "de 76 [a 186] millones"."""
    known = lexicon(tree.code)
    begin = [
        n
        for n in range(len(tree.tags) - 1)
        if tree.tags[n + 1] == "C" and kept >> n & 1 and tree.lower[n] in known.from_words
    ]
    return any(
        not kept >> n & 1
        and tree.lower[n] in known.to_words
        and "C" in tree.tags[n + 1 : n + 3]
        and any(n - _RANGE <= start < n for start in begin)
        for n in range(len(tree.tags))
    )


def loses_statement(tree: SentenceTree, kept: int) -> bool:
    """Return whether a verb of saying has lost the statement: "Le ministre a indiqué [que ...]"."""
    verb = tree.root
    if not tree.lower[verb].startswith(lexicon(tree.code).speech) or not kept >> verb & 1:
        return False
    behind = kept >> verb + 1 << verb + 1
    quoted = any(tree.lower[n] in '"«“' and not kept >> n & 1 for n in range(verb, len(tree.tags)))
    if quoted and not any(tree.tags[node] in ("VF", "TF", "VI") for node in members(behind)):
        return True  # "avait déclaré sur RTL : [...]"
    says = any(
        tree.lower[n] in ("que", "qu'", "qu’") and tree.tags[n] != "W"
        for n in range(verb + 1, len(tree.tags))
    )
    if says and not any(tree.tags[node] in ("VF", "TF") for node in members(behind)):
        # The clause after "que" is deleted: "La comisaria aseguró en Vara[, durante ..., que ...]".
        return True
    return tree.tags[verb] in ("VF", "VBN") and not any(
        tree.tags[node] in ("N", "NP", "VF", "VI", "TF", "VBN") for node in members(behind)
    )


def _bare_predicate(tree: SentenceTree, kept: int) -> bool:
    """Return whether a noun after "to be" lost all its modifiers: "es una crisis [con rostro]"."""
    return any(
        tree.tags[noun] == "N"
        and kept >> noun & 1
        and tree.child(noun, "cop") >= 0
        and (after := [c for c in tree.children[noun] if tree.labels[c] in _DESCRIBING])
        and not any(kept >> c & 1 for c in after)
        for noun in range(len(tree.tags))
    )


_DESCRIBING = ("nmod", "amod", "acl")
_BY_WORDS = (_commas_break, _loses_pair, _loses_end, _stops, loses_statement)
_BY_RELATIONS = (_loses_core, _orphans, _in_relative_clause, _bare_predicate)


def no_clause(tree: SentenceTree, kept: int) -> bool:
    """Return whether the remaining text has no finite main verb."""
    return not tree.is_finite(tree.root) or not kept >> tree.root & 1


def loses_complement(tree: SentenceTree, kept: int) -> bool:
    """Return whether the last noun has lost its complement: "un plan [contra las listas]"."""
    known = lexicon(tree.code)
    last = max((n for n in members(kept) if tree.tags[n] not in _SIGNS), default=0)
    following = last + 1
    if following >= len(tree.tags) or kept >> following & 1 or tree.labels[following] != "case":
        return False
    over = tree.heads[tree.heads[following]]
    nominal = tree.labels[tree.heads[following]] in ("nmod", "obl:arg")
    if tree.labels[over] == "nmod" or any(
        over < c < following and kept >> c & 1 and tree.labels[c] in ("nmod", "obl:arg")
        for c in tree.children[over]
    ):
        return False  # "la suppression de 300 postes [sur son site]": the noun has a complement
    return nominal and over <= last and tree.lower[following] not in known.places


def lacks_subject(tree: SentenceTree, kept: int) -> bool:
    """Return whether the main verb has no subject: "Anunció que dimite"."""
    root = tree.root
    known = lexicon(tree.code)
    if any(
        tree.tags[node] == "VF"
        and tree.lower[node].startswith(known.speech)
        and tree.labels[node] in ("ROOT", "parataxis")
        and tree.child(node, *_SUBJECTS, "expl") < 0
        for node in members(kept)
    ):
        return True
    subjects = [c for c in tree.children[root] if tree.labels[c] in (*_SUBJECTS, "expl")]
    if any(tree.subtrees[c] & kept for c in subjects):
        return False
    verbs = {tree.lower[n] for n in (root, *tree.children[root]) if tree.tags[n][:1] in "VT"}
    if verbs & known.impersonal or tree.tags[root] in ("N", "NP", "J"):
        return False
    if root == 0 and tree.lower[root].endswith(("n", "m")) and known.prodrop:
        return False  # "Detienen a dos hombres": the ending of the verb expresses the subject
    return not any(tree.tags[c] == "PR" for c in tree.children[root])


def loses_subject(tree: SentenceTree, kept: int) -> bool:
    """Return whether a finite verb after a deleted stretch has lost its subject.

    The parse may give the verb another subject or none. So the check looks at the verb that
    follows the deleted stretch: "[Back from the island, two deputies] have saved a man".
    """
    known = lexicon(tree.code)
    if _strands_noun(tree, kept):
        return True
    for node in members(kept):
        if tree.tags[node] not in ("VF", "TF") or (node and kept >> node - 1 & 1):
            continue
        if not node or tree.lower[node].startswith(known.speech):
            continue
        before = kept & (1 << node) - 1
        if not before:
            if not known.prodrop or lacks_subject(tree, kept):
                return True
            continue
        verb = tree.heads[node] if tree.labels[node] in ("aux", "cop") else node
        subject = tree.child(verb, *_SUBJECTS)
        owned = subject >= 0 and bool(tree.subtrees[subject] & kept)
        if not owned and (_joins_noun(tree, kept, node) or _only_circumstance(tree, before)):
            return True
    return False


def _strands_noun(tree: SentenceTree, kept: int) -> bool:
    """Return whether a deleted stretch opens on the finite verb of the noun before it.

    "two were found dead and an inquiry [has begun]"
    """
    for node in range(1, len(tree.tags) - 1):
        if kept >> node & 1 or not kept >> node - 1 & 1 or tree.tags[node - 1] not in _NOMINAL:
            continue
        verb = node + (tree.lower[node] == ",")
        if tree.tags[verb] not in ("VF", "TF"):
            continue
        over = tree.heads[verb] if tree.labels[verb] in ("aux", "cop") else verb
        if tree.lower[over].startswith(lexicon(tree.code).speech):
            continue
        if verb == node or tree.child(over, *_SUBJECTS) < 0:
            return True
    return False


def _joins_noun(tree: SentenceTree, kept: int, verb: int) -> bool:
    """Return whether the deleted words before a verb add a noun that may be its subject.

    "two were found dead[, at their home, and an inquiry into the murder,] has begun"
    """
    node = verb - 1
    while node > 0 and not kept >> node & 1:
        if tree.tags[node] in ("VF", "TF"):
            return False
        if tree.tags[node] == "K" and not kept >> node - 1 & 1 and tree.lower[node - 1] != ",":
            return True
        node -= 1
    return False


def _only_circumstance(tree: SentenceTree, before: int) -> bool:
    """Return whether all nouns before a verb belong to phrases with a preposition."""
    nouns = [node for node in members(before) if tree.tags[node] in ("N", "NP", "PS")]
    first = members(before)[0]
    return (
        bool(nouns)
        and tree.tags[first] == "I"
        and not any(tree.labels[node] in _SUBJECTS for node in nouns)
    )

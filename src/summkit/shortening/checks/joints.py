"""Checks of the joints in a headline: commas, conjunctions and phrases at the gaps.

As in `checks.required`, each takes the tree of the source sentence and the mask of the
remaining tokens, and returns whether the headline fails it.
"""

from __future__ import annotations

from summkit.shortening.lexicon import words
from summkit.shortening.parsing.tree import FINITE, Tree, high, low, mask_of, members, once


def opens_dependent(tree: Tree, kept: int) -> bool:
    """Return whether the text opens on "when" or "after", which no shortened headline should do."""
    return bool(kept & -kept & _dependent(tree))


@once
def _dependent(tree: Tree) -> int:
    """Return the mask of the words that open a subordinate clause."""
    openers = words("subordinators") - {"that", "who", "whose", "what"}
    return mask_of(
        node
        for node, word in enumerate(tree.lower)
        if word in openers or (word == "as" and not node and tree.labels[node] == "mark")
    )


def leaves_comma(tree: Tree, kept: int) -> bool:
    """Return whether a single comma separates subject and verb: "The manager, [a Dane,] agreed"."""
    signs = kept & commas(tree) & ~(kept & -kept)
    return any(_parts_subject(tree, kept, comma) for comma in members(signs))


def _parts_subject(tree: Tree, kept: int, comma: int) -> bool:
    """Return whether a comma is directly between a subject and its verb."""
    behind = kept >> comma + 1
    if not behind:
        return False
    following = comma + 1 + low(behind)
    verb = tree.heads[following] if tree.labels[following][:3] == "aux" else following
    subject = tree.subject(verb) if tree.is_verb(verb) else -1
    if not 0 <= subject < comma or not kept >> subject & 1:
        return False
    phrase = kept & (1 << comma) - 1 & ~((1 << subject) - 1)
    if phrase & commas(tree):
        return False  # two commas set off a phrase
    first = low(kept & commas(tree))
    return first != comma or tree.tags[low(kept)] not in ("IN", "WRB")


@once
def commas(tree: Tree) -> int:
    """Return the mask of the commas."""
    return mask_of(node for node, word in enumerate(tree.lower) if word == ",")


def leaves_unclosed(tree: Tree, kept: int) -> bool:
    """Return whether an apposition to a subject lost its second comma: "Ann Vogel, 48[,] won"."""
    for node, verb in _described_subjects(tree):
        if not kept >> node & 1 or not kept >> verb & 1:
            continue
        phrase = tree.subtrees[node] & kept
        before = kept & (1 << low(phrase)) - 1
        if not before or tree.lower[high(before)] != ",":
            continue
        between = range(high(phrase) + 1, verb)
        if not any(kept >> n & 1 and tree.lower[n] in (",", "–", "—", "-") for n in between):
            return True
    return False


@once
def _described_subjects(tree: Tree) -> list[tuple[int, int]]:
    """Return each apposition or clause that modifies a subject, with the subject's verb."""
    found = []
    for node, head in enumerate(tree.heads):
        if not 0 <= head <= node or tree.labels[node] not in ("appos", "relcl", "acl"):
            continue
        if tree.labels[head][:5] == "nsubj" and tree.heads[head] >= node:
            found.append((node, tree.heads[head]))
    return found


def loses_question(tree: Tree, kept: int) -> bool:
    """Return whether a verb lost its question: "able to tell [whether grapes are sour]"."""
    for node, verbs in _questions(tree):
        if kept >> node & 1:
            continue
        for verb, objects, asks in verbs:
            if kept >> verb & 1 and (
                (asks and not kept & objects) or tree.lower[node] == "whether"
            ):
                return True
    return False


@once
def _questions(tree: Tree) -> list[tuple[int, list[tuple[int, int, bool]]]]:
    """Return each question word with the verbs that may govern it.

    Each verb comes with its objects as a mask, and with whether it is a verb of asking or telling.
    """
    found = []
    for node, word in enumerate(tree.lower):
        if word not in _ASKED or not node or tree.tags[node - 1] == "IN":
            continue
        nearest = next((n for n in range(node - 1, -1, -1) if tree.is_verb(n)), -1)
        verbs = []
        for verb in dict.fromkeys((nearest, _governor(tree, node))):
            if 0 <= verb < node:
                objects = mask_of(n for n in tree.children[verb] if tree.labels[n] == "dobj")
                verbs.append((verb, objects, tree.lower[verb] in words("asking_verbs")))
        found.append((node, verbs))
    return found


_ASKED = frozenset("whether if why how what who when where which".split())


def _governor(tree: Tree, node: int) -> int:
    """Return the verb that governs the clause of a question word; -1 without one."""
    while tree.heads[node] >= 0 and not tree.is_verb(node):
        node = tree.heads[node]
    head = tree.heads[node]
    return head if head >= 0 and tree.is_verb(head) else -1


def joins_nothing(tree: Tree, kept: int) -> bool:
    """Return whether the first remaining verb follows a conjunction: "[He rose] and left"."""
    finite = kept & _finite(tree)
    verb = low(finite) if finite else -1
    return verb > 1 and tree.tags[verb - 1] == "CC" and bool(kept >> verb - 1 & 1)


@once
def _finite(tree: Tree) -> int:
    return mask_of(node for node, tag in enumerate(tree.tags) if tag in FINITE)


def runs_on(tree: Tree, kept: int) -> bool:
    """Return whether a second verb lost its "and": "passed the bill [and] ordered members"."""
    return any(
        kept & verbs == verbs and not kept & between for verbs, between in _joined_verbs(tree)
    )


@once
def _joined_verbs(tree: Tree) -> list[tuple[int, int]]:
    """Return each two coordinated verbs, and the conjunctions and commas between them, as masks."""
    finite = _finite(tree)
    found = []
    for node, head in enumerate(tree.heads):
        if tree.labels[node] != "conj" or not 0 <= head < node:
            continue
        if finite >> node & finite >> head & 1:
            between = mask_of(
                each
                for each in range(head + 1, node)
                if tree.tags[each] == "CC" or tree.lower[each] in ",;:–—-"
            )
            found.append((1 << node | 1 << head, between))
    return found


def breaks_phrase(tree: Tree, kept: int) -> bool:
    """Return whether a gap that begins at a preposition splits a phrase: "team [in the] match"."""
    gone = tree.everything & ~kept
    opened = gone & ~(gone << 1) & _prepositions(tree)
    while opened:
        first = low(opened)
        opened &= opened - 1
        behind = kept >> first
        if not behind:
            return False
        node = first + low(behind)
        before, tag = tree.tags[node - 1], tree.tags[node]
        if tree.labels[node - 1] == "mark" or _whole_phrase(tree, first, node - 1):
            continue  # "confirmed [on Thursday that] it will close", "filed [with Ann a] claim"
        if tree.tags[first] == "IN" and before in ("IN", "DT"):
            return node - first > 1  # "By ten past [five]"
        if before not in _WITHIN:
            continue
        if before == "POS" and tag[:2] == "NN":
            return True  # the genitive needs its noun: "theatres [of St Ann's] Hospital"
        if tag[:2] in ("NN", "JJ", "CD") and tree.labels[node][:5] != "nsubj":
            return tree.labels[node] not in ("npadvmod", "nummod") or tag == "CD"
        if tree.tokens[node - 1].text[0].isupper() and tree.tokens[node].text[0].isupper():
            return True
    return False


def _whole_phrase(tree: Tree, first: int, article: int) -> bool:
    """Return whether a preposition and its noun end before an article: "[with Ann a]"."""
    ended = tree.tags[article - 1][:2] in ("NN", ",") or tree.labels[article - 1] == "mark"
    return tree.tags[article] == "DT" and ended and article - first > 1


@once
def _prepositions(tree: Tree) -> int:
    return mask_of(
        node
        for node, tag in enumerate(tree.tags)
        if tag in ("IN", "TO") and tree.lower[node] != "that"
    )


_WITHIN = frozenset({"NN", "NNS", "NNP", "JJ", "POS", "CD"})

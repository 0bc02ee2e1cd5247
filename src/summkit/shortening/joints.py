"""Whether what is left of a sentence is joined where something went: checks for headlines.

As in `summkit.shortening.checks`, each takes the tree of the source sentence and the mask of the
tokens that are kept, and tells whether the headline breaks it.
"""

from __future__ import annotations

from summkit.shortening.lexicon import words
from summkit.shortening.tree import Tree, high, low, members


def opens_dependent(tree: Tree, kept: int) -> bool:
    """Whether it opens on "when" or "after", as no headline does that lost anything."""
    return tree.lower[low(kept)] in words("subordinators") - {"that", "who", "whose", "what"}


def leaves_comma(tree: Tree, kept: int) -> bool:
    """Whether one comma alone parts a subject from its verb: "The manager, agreed"."""
    nodes = list(members(kept))
    for place in range(1, len(nodes) - 1):
        if tree.lower[nodes[place]] != ",":
            continue
        following = nodes[place + 1]
        verb = tree.heads[following] if tree.labels[following][:3] == "aux" else following
        subject = tree.subject(verb) if tree.is_verb(verb) else -1
        inside = tree.tags[nodes[0]] not in ("IN", "WRB")
        return inside and 0 <= subject < nodes[place] and bool(kept >> subject & 1)
    return False


def leaves_unclosed(tree: Tree, kept: int) -> bool:
    """Whether what a comma sets off behind a subject runs into its verb: "Ann Vogel, 48 won"."""
    for node in members(kept):
        head = tree.heads[node]
        if head < 0 or head > node or tree.labels[node] not in ("appos", "relcl", "acl"):
            continue
        if tree.labels[head][:5] != "nsubj":
            continue
        first, verb = low(tree.subtrees[node] & kept), tree.heads[head]
        before = max((n for n in members(kept) if n < first), default=-1)
        if before < 0 or tree.lower[before] != "," or not kept >> verb & 1 or verb < node:
            continue
        between = range(high(tree.subtrees[node] & kept) + 1, verb)
        if not any(kept >> n & 1 and tree.lower[n] in (",", "–", "—", "-") for n in between):
            return True
    return False


def loses_question(tree: Tree, kept: int) -> bool:
    """Whether a verb has lost what is asked or told: "able to tell [whether grapes are sour]"."""
    for node, word in enumerate(tree.lower):
        if word not in _ASKED or kept >> node & 1 or not node or tree.tags[node - 1] == "IN":
            continue
        nearest = next((n for n in range(node - 1, -1, -1) if tree.is_verb(n)), -1)
        for verb in {nearest, _governor(tree, node)} - {-1}:
            told = any(kept >> n & 1 for n in tree.children[verb] if tree.labels[n] == "dobj")
            asks = tree.lower[verb] in words("asking_verbs") and not told
            if kept >> verb & 1 and verb < node and (asks or word == "whether"):
                return True
    return False


_ASKED = frozenset("whether if why how what who when where which".split())


def _governor(tree: Tree, node: int) -> int:
    """Return the verb that the clause of a question word hangs on, or -1."""
    while tree.heads[node] >= 0 and not tree.is_verb(node):
        node = tree.heads[node]
    head = tree.heads[node]
    return head if head >= 0 and tree.is_verb(head) else -1


def joins_nothing(tree: Tree, kept: int) -> bool:
    """Whether the first verb that is left stands behind an "and": "message and recorded it"."""
    verb = next((n for n in members(kept) if tree.tags[n] in _FINITE), -1)
    return verb > 1 and tree.tags[verb - 1] == "CC" and bool(kept >> verb - 1 & 1)


def runs_on(tree: Tree, kept: int) -> bool:
    """Whether a second verb has lost the "and" before it: "passed the bill ordered members"."""
    return any(
        tree.labels[node] == "conj"
        and tree.tags[node] in _FINITE
        and tree.tags[tree.heads[node]] in _FINITE
        and tree.heads[node] < node
        and kept >> tree.heads[node] & 1
        and not any(
            kept >> between & 1 and (tree.tags[between] == "CC" or tree.lower[between] in ",;:–—-")
            for between in range(tree.heads[node] + 1, node)
        )
        for node in members(kept)
    )


_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})


def breaks_phrase(tree: Tree, kept: int) -> bool:
    """Whether what went opened on a preposition and broke a phrase: "team [in the] Aid match"."""
    first = -1
    for node in range(len(tree.tags)):
        if not kept >> node & 1:
            first = node if first < 0 else first
            continue
        if first >= 0 and tree.tags[first] == "IN" and tree.tags[node - 1] in ("IN", "DT"):
            return node - first > 1  # "By ten past [five]"
        if first >= 0 and tree.tags[first] in ("IN", "TO") and tree.tags[node - 1] in _WITHIN:
            if tree.tags[node - 1] == "POS" and tree.tags[node][:2] == "NN":
                return True  # "theatres [of St Ann's] Hospital"
            if tree.tags[node][:2] in ("NN", "JJ", "CD") and tree.labels[node][:5] != "nsubj":
                return tree.labels[node] not in ("npadvmod", "nummod") or tree.tags[node] == "CD"
            before = tree.tokens[node - 1].text
            if before[0].isupper() and tree.tokens[node].text[0].isupper():
                return True
        first = -1
    return False


_WITHIN = frozenset({"NN", "NNS", "NNP", "JJ", "POS", "CD"})

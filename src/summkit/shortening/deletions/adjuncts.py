"""Adjuncts without a comma that may be deleted from prose: "amid ...", "as part of ...".

They are recognised by their first words alone, because the parser often attaches them to the wrong
word. An adjunct ends at the end of the sentence, or before the comma of an attribution.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from summkit.shortening.lexicon import words
from summkit.shortening.parsing.tree import COMMAS, FINITE, Tree, span

_LEAST = 6  # minimum tokens before an adjunct
_SURE = frozenset({"amid", "despite"})
_PAIRS = frozenset(
    {("as", "part"), ("in", "connection"), ("in", "response"), ("in", "retaliation")}
    | {("in", "protest"), ("at", "a"), ("for", "an")}
)
_AIMS = frozenset("bid move effort attempt hope push drive".split())
_TERMS = frozenset(
    "plan plans program programme scheme deal agreement accord pact law laws rule rules legislation"
    " contract arrangement system proposal reform reforms policy terms".split()
)
_NEAR = 7  # tokens after "under" among which a plan, a law or the like is searched
_ABSOLUTE = 8  # tokens after "with" among which the participle is searched
_NOUNS = ("NN", "NNS", "NNP", "NNPS", "CD", "RB")


def adjuncts(tree: Tree, marks: Sequence[int], last: int) -> Iterator[tuple[int, str]]:
    """Yield the adjuncts of a sentence, with the name of their rule."""
    finite = False
    for node in range(1, last - 2):
        finite = finite or tree.tags[node] in FINITE
        if node < _LEAST or not finite or tree.quoted >> node & 1 or not _opens(tree, node):
            continue
        if tree.tags[node - 1] not in _NOUNS or tree.lower[node - 1] in words("bound_nouns"):
            continue
        end = _end(tree, marks, node, last)
        if end > node + 1:
            yield span(node, end), "adjunct"


def _opens(tree: Tree, node: int) -> bool:
    """Return whether an adjunct begins at a word."""
    word, following = tree.lower[node], tree.lower[node + 1]
    if word in _SURE:
        return following != "this"
    if word == "compared":
        return following in ("with", "to")
    if word == "as":
        return following == "part" and tree.lower[node + 2] == "of"
    if word == "in" and following in ("a", "an", "the"):
        return tree.lower[node + 2] in _AIMS
    if word == "in":
        return (word, following) in _PAIRS
    if word == "under" and tree.tags[node + 1] in ("DT", "PRP$", "JJ"):
        return not _TERMS.isdisjoint(tree.lower[node + 2 : node + _NEAR])
    if word == "with" and tree.tags[node + 1] != "VBG":
        near = range(node + 2, min(node + _ABSOLUTE, len(tree.tags)))
        stop = next((n for n in near if tree.lower[n] in COMMAS), len(tree.tags))
        return any(tree.tags[n] == "VBG" and tree.tags[n - 1][:2] == "NN" for n in near if n < stop)
    return False


def _end(tree: Tree, marks: Sequence[int], node: int, last: int) -> int:
    """Return the last token of an adjunct; 0 if a comma of another kind follows."""
    following = [mark for mark in marks if mark > node]
    if not following:
        return last
    said = range(following[-1] + 1, last + 1)
    speech = words("plain_speech") | words("tellers")
    if any(tree.lower[n] in speech and tree.is_verb(n) for n in said):
        return following[0] - 1 if len(following) == 1 else 0
    return last if tree.lower[following[0]] == "," and len(following) > 1 else 0

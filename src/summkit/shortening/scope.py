"""Checks whether a deletion changed the scope of a negation, a measure or a time.

The parse may be wrong, so these checks use the words as written. As in
`summkit.shortening.checks`, each takes the tree of the source sentence and the mask of the
remaining tokens, and returns whether the headline fails it.
"""

from __future__ import annotations

from summkit.shortening.tree import Tree, once, span

_NEGATIONS = frozenset({"not", "n't", "n’t", "never", "cannot", "nor"})
_LIMITS = frozenset(
    "just only simply merely automatically necessarily always entirely fully wholly completely"
    " solely purely exactly directly alone all every everyone everything both enough altogether"
    " because unless until".split()
)
"""Words that a negation denies instead of the verb: "not reduced automatically"."""
_REACH = 12  # tokens after a negation
_ENDS = frozenset(',;:–—.!?"”')

_KINDS = frozenset({"cubic", "square", "nautical", "metric", "light", "troy", "fluid"})
"""Adjectives that are part of a unit: "cubic feet"."""

_PERIODS = frozenset("year quarter month week season half decade".split())
_WHICH = frozenset({"this", "last", "next", "the", "that"})


def loses_denied_limit(tree: Tree, kept: int) -> bool:
    """Return whether a negation lost the limit that it denies: "should not be cut [just] to win".

    Without the limit, the headline denies more than the sentence does.
    """
    return any(kept & negation and not kept & limit for negation, limit in _limits(tree))


@once
def _limits(tree: Tree) -> list[tuple[int, int]]:
    """Return each negation with a limit in its scope, as masks."""
    found = []
    for node, word in enumerate(tree.lower):
        if word not in _NEGATIONS:
            continue
        for after in range(node + 1, min(node + _REACH, len(tree.lower))):
            if tree.lower[after] in _ENDS:
                break
            if tree.lower[after] in _LIMITS:
                found.append((1 << node, 1 << after))
    return found


def splits_measure(tree: Tree, kept: int) -> bool:
    """Return whether a unit lost its adjective: "60 million [cubic] feet of gas"."""
    return any(kept & unit and not kept & kind for kind, unit in _measures(tree))


@once
def _measures(tree: Tree) -> list[tuple[int, int]]:
    """Return the adjective and the noun of each unit such as "square miles", as masks."""
    return [
        (1 << node, 1 << node + 1)
        for node in range(len(tree.lower) - 1)
        if tree.lower[node] in _KINDS and tree.tags[node + 1] in ("NN", "NNS")
    ]


def merges_times(tree: Tree, kept: int) -> bool:
    """Return whether one of two times was deleted: "2.2 pct [this year] and 1.9 pct in 1988".

    Without the first time, the second seems to apply to both numbers.
    """
    return any(
        kept & number and kept & second and not kept & first
        for number, first, second in _times(tree)
    )


@once
def _times(tree: Tree) -> list[tuple[int, int, int]]:
    """Return the number before, and the times before and after, each "and", as masks."""
    found = []
    size = len(tree.lower)
    for node in range(3, size - 2):
        if tree.lower[node] not in ("and", "but", "from", "to") or not _is_time(tree, node - 2):
            continue
        later = next((n for n in range(node + 2, min(node + 7, size - 1)) if _is_time(tree, n)), 0)
        if later and any(map(str.isdigit, "".join(tree.lower[node + 1 : node + 3]))):
            before = span(max(0, node - 5), node - 3)
            found.append((before, span(node - 2, node - 1), span(later, later + 1)))
    return found


def _is_time(tree: Tree, node: int) -> bool:
    """Return whether two tokens are a time: "this year", "in 1988"."""
    first, second = tree.lower[node : node + 2]
    year = len(second) == 4 and second.isdecimal()
    return (first in _WHICH and second in _PERIODS) or (first in ("in", "for") and year)


CHECKS = (loses_denied_limit, splits_measure, merges_times)

"""Combinations of deletions: most long sentences need two or three of them to fit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from summkit.shortening.unparsed.circumstances import Ways
from summkit.shortening.unparsed.cuts import Spans, without

Option = tuple[str, Spans]
"""The kind of a deletion, and the stretches that it deletes together."""

_MOST_OPTIONS, _MOST_TOGETHER = 7, 3
_MOST_ENDED = 12  # maximum combinations whose end is shortened, too


def combined(base: Ways, options: Sequence[Option]) -> Iterator[Ways]:
    """Yield the sentence without each set of deletions, the smallest sets first.

    A set has one, two or three deletions; the last set has all. With more than seven possible
    deletions, only the first seven are combined.

    Parameters
    ----------
    base
        The sentence without the stretches that are always deleted, and the kinds of these.
    options
        The possible deletions, the smallest loss of meaning first.
    """
    first = options[:_MOST_OPTIONS]
    for count in range(1, min(_MOST_TOGETHER, len(first)) + 1):
        for chosen in combinations(first, count):
            yield _deleted(base, chosen)
    if len(options) > _MOST_TOGETHER:
        yield _deleted(base, options)


def shortest_sets(base: Ways, options: Sequence[Option]) -> list[Ways]:
    """Return the sentence without sets of deletions, so that its end can be shortened, too.

    The sets are the first option, the first two options, and so on; then each option alone; then
    pairs.
    """
    result = [_deleted(base, options[:count]) for count in range(1, len(options) + 1)]
    for count in (1, 2):
        for chosen in combinations(options, count):
            if len(result) < _MOST_ENDED and list(chosen) != list(options[:count]):
                result.append(_deleted(base, chosen))
    return result


def _deleted(base: Ways, chosen: Sequence[Option]) -> Ways:
    spans, kinds = base
    for kind, gone in chosen:
        spans = without(spans, sorted(gone))
        kinds = (*kinds, kind)
    return spans, kinds

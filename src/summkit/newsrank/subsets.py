"""Every subset of a shortlist, and what of one is more than a sum or mean over its sentences."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from summkit.newsrank.features import NAMES, View

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.intp]
    Numbers = NDArray[Any]

SHORTLIST = 9
"""Candidates are all subsets of so many sentences: 511."""

EXTRA = {
    "one": "it is one sentence",
    "two": "it is two sentences",
    "three": "it is three sentences",
    "four": "it is four sentences",
    "many": "it is five sentences or more",
    "used": "it fills the budget",
    "used_square": "it fills the budget to the brim",
    "longer": "it is longer than the lead",
    "distance": "it is far from the lead's length",
    "distance_square": "it is very far from the lead's length",
    "covered": "it covers what the article is about",
    "covered_headline": "together it takes up the headline",
    "important": "it covers what editors take up",
    "important_density": "it wastes few words",
    "expected": "it is likely to match what an editor would write",
    "opening": "it has the opening sentence",
    "opening_two": "it has the first two sentences",
    "adjacent": "its sentences stand next to each other",
    "orphans": "a sentence points back to one that is left out",
    "half_quotes": "half of a quotation is left out",
    "start": "it starts late",
    "spread": "it is gathered from far apart",
    "cut": "it is one sentence, cut",
}
"""Every feature of a set that is not a sum or mean over its sentences."""


@dataclass(frozen=True)
class Subsets:
    """Every non-empty subset of the shortlist, and what of it is the same for any texts.

    Attributes
    ----------
    members
        Subsets x shortlist, 0 or 1.
    sizes, low, high
        Of each subset: how many, the lowest, the highest.
    neighbours
        Subsets x (shortlist - 1): 1 where both of two neighbours are in it.
    """

    members: Floats
    sizes: Floats
    low: Ints
    high: Ints
    neighbours: Floats


@cache
def all_subsets() -> Subsets:
    """Return the subsets of `SHORTLIST` sentences."""
    import numpy as np

    numbers = np.arange(1, 1 << SHORTLIST)
    members = (numbers[:, None] >> np.arange(SHORTLIST) & 1).astype(np.float64)
    return Subsets(
        members,
        members.sum(axis=1),
        members.argmax(axis=1),
        SHORTLIST - 1 - members[:, ::-1].argmax(axis=1),
        members[:, :-1] * members[:, 1:],
    )


def of_picked(values: Numbers, picked: Ints) -> Floats:
    """Return one number for each of the shortlists, 0 where there is no sentence."""
    import numpy as np

    return np.where(picked >= 0, values[picked], 0.0)


def extra_of(
    seen: View,
    picked: Ints,
    words: Floats,
    room: Floats,
    lead_words: Floats,
    where: tuple[Ints, Ints],
) -> Floats:
    """Return the rows at `where`, each an article and a subset, x `EXTRA`.

    Parameters
    ----------
    picked
        The shortlist of each article, numbered through `seen`.
    words
        Of each row.
    room, lead_words
        Of each article.
    """
    import numpy as np

    subsets = all_subsets()
    article, subset = where
    there = picked >= 0
    place = picked - seen.starts[:, None]

    def of(values: Numbers) -> Floats:
        return of_picked(values, picked)

    def total(values: Numbers, over: Floats) -> Floats:
        """Sum values of an article over what each set has: its sentences or neighbours."""
        found: Floats = (values @ over.T)[where]
        return found

    sizes = subsets.sizes[subset]
    more = np.maximum(sizes - 1.0, 1.0)
    mass = _by_article(seen, seen.importance)[article]
    important, covered, headline = _reached(seen, picked)[:, article, subset]
    used, aim = words / room[article], (lead_words / room)[article]
    next_to = there[:, 1:] & (place[:, 1:] - place[:, :-1] == 1)
    dangling = of(seen.features[:, NAMES.index("dangling")])
    half = of(seen.features[:, NAMES.index("half_quote")])
    opens = (place[:, 0] == 0)[article]
    first = subsets.members[subset, 0] * opens
    low, high = place[article, subsets.low[subset]], place[article, subsets.high[subset]]
    columns = (
        sizes == 1,
        sizes == 2,
        sizes == 3,
        sizes == 4,
        sizes > 4,
        used,
        used * used,
        used - aim,
        np.abs(used - aim),
        (used - aim) ** 2,
        covered,
        headline,
        important / np.maximum(mass, 1e-9),
        important / np.maximum(words, 1.0),
        2.0 * important / np.maximum(0.5 * words + mass, 1e-9),
        first,
        subsets.neighbours[subset, 0] * opens * next_to[article, 0],
        total(next_to, subsets.neighbours) / more,
        total(dangling, subsets.members) - total(next_to * dangling[:, 1:], subsets.neighbours),
        total(half, subsets.members)
        - 2.0 * total(next_to * half[:, :-1] * half[:, 1:], subsets.neighbours),
        np.log1p(low),
        np.log1p(high - low),
        total(of(seen.cut), subsets.members),
    )
    extra = np.empty((len(columns), len(subset)))
    for row, column in zip(extra, columns, strict=True):
        row[:] = column
    return extra.T


def _by_article(seen: View, values: Floats) -> Numbers:
    """Sum over the terms of each article."""
    import numpy as np

    owner = np.repeat(np.arange(len(seen.widths)), seen.widths)
    return np.bincount(owner, values, minlength=len(seen.widths))


def _reached(seen: View, picked: Ints) -> Numbers:
    """Return importance, weight and share in the headline that each subset reaches.

    Terms that just the same of the shortlist hold are taken together.

    Returns
    -------
    Of shape (3, articles, subsets).
    """
    import numpy as np

    articles = len(seen.sizes)
    bit = np.zeros(len(seen.words), np.intp)
    there = picked >= 0
    bit[picked[there]] = np.left_shift(1, np.nonzero(there)[1])
    holders = np.bincount(seen.term, bit[seen.holder], minlength=len(seen.weight)).astype(np.intp)
    owner = np.repeat(np.arange(articles), seen.widths)
    holders += np.left_shift(owner, SHORTLIST)
    full = articles << SHORTLIST
    missed = np.stack(
        [
            np.bincount(holders, kind, minlength=full)
            for kind in (seen.importance, seen.weight, seen.headline)
        ]
    ).reshape(3, articles, -1)
    # Bring together the terms of all subsets of each set, set n being that of the bits of n:
    # Yates's algorithm (1937), or zeta transform, has 9 steps instead of 512 for each set.
    for place in range(SHORTLIST):
        halves = missed.reshape(3, articles, -1, 2, 1 << place)
        halves[..., 1, :] += halves[..., 0, :]
    # What a set misses is held by subsets of all the others only; subsets count from 1.
    reached: Numbers = missed[:, :, -1:] - missed[:, :, -2::-1]
    return reached

"""All subsets of a shortlist, and the set features that are no sum or mean over sentences."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from summkit.newsrank.feature import Feature, fill
from summkit.newsrank.features import NAMES

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from summkit.newsrank.view import View

    Floats = NDArray[np.float64]
    Ints = NDArray[np.intp]
    Numbers = NDArray[Any]

SHORTLIST = 9
"""Number of sentences whose subsets, 511 in all, are the candidates."""


class Subsets(NamedTuple):
    """All non-empty subsets of the shortlist, with properties that do not depend on the texts.

    Attributes
    ----------
    members
        Subsets x shortlist, 0 or 1.
    sizes, low, high
        For each subset: the number of members, the lowest and the highest place.
    neighbours
        Subsets x (shortlist - 1): 1 if a subset contains both of two neighbours.
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
    """Return one number for each place of the shortlists, 0 for a place without a sentence."""
    import numpy as np

    return np.where(picked >= 0, values[picked], 0.0)


class SetMeasures:
    """The quantities from which features of candidate sets are computed, one set in each row.

    Parameters
    ----------
    picked
        The shortlist of each article, numbered as in `seen`.
    words
        The number of words of each row.
    room, lead_words
        The budget's size and the lead's length of each article, in words.
    where
        The article and the subset of each row.
    """

    def __init__(
        self,
        seen: View,
        picked: Ints,
        words: Floats,
        room: Floats,
        lead_words: Floats,
        where: tuple[Ints, Ints],
    ) -> None:
        import numpy as np

        subsets = all_subsets()
        article, subset = where
        there = picked >= 0
        place = picked - seen.starts[:, None]
        self._where = where
        self._subsets = subsets
        self.words = words
        self.sizes = subsets.sizes[subset]
        self.used, self.aim = words / room[article], (lead_words / room)[article]
        self.longer = self.used - self.aim
        self.mass = _by_article(seen, seen.importance)[article]
        self.important, self.covered, self.covered_headline = _reached(seen, picked)[
            :, article, subset
        ]
        opens = (place[:, 0] == 0)[article]
        self.opening = subsets.members[subset, 0] * opens
        self._next_to = there[:, 1:] & (place[:, 1:] - place[:, :-1] == 1)
        self.opening_two = subsets.neighbours[subset, 0] * opens * self._next_to[article, 0]
        self._dangling = of_picked(seen.features[:, NAMES.index("dangling")], picked)
        self._half = of_picked(seen.features[:, NAMES.index("half_quote")], picked)
        self._cut = of_picked(seen.cut, picked)
        low, high = place[article, subsets.low[subset]], place[article, subsets.high[subset]]
        self.start, self.spread = np.log1p(low), np.log1p(high - low)

    def _of_members(self, values: Numbers) -> Floats:
        """Return the sum of an article's values over the members of each set."""
        result: Floats = (values @ self._subsets.members.T)[self._where]
        return result

    def _of_neighbours(self, values: Numbers) -> Floats:
        """Return the sum of an article's values over the neighbours that each set contains."""
        result: Floats = (values @ self._subsets.neighbours.T)[self._where]
        return result

    @property
    def distance(self) -> Floats:
        """The difference between each set's length and the lead's, as a share of the budget."""
        import numpy as np

        return np.abs(self.longer)

    def share(self, value: Floats, of: Floats, least: float) -> Floats:
        """Return a quotient whose divisor is at least `least`."""
        import numpy as np

        result: Floats = value / np.maximum(of, least)
        return result

    @property
    def adjacent(self) -> Floats:
        """The share of a set's pairs of consecutive sentences that are adjacent in the article."""
        return self.share(self._of_neighbours(self._next_to), self.sizes - 1.0, 1.0)

    @property
    def orphans(self) -> Floats:
        """The number of sentences that refer back to a sentence outside the set."""
        together = self._of_neighbours(self._next_to * self._dangling[:, 1:])
        return self._of_members(self._dangling) - together

    @property
    def half_quotes(self) -> Floats:
        """The number of quotation marks in a set whose partner is not in the set."""
        pairs = self._of_neighbours(self._next_to * self._half[:, :-1] * self._half[:, 1:])
        return self._of_members(self._half) - 2.0 * pairs

    @property
    def cut(self) -> Floats:
        """Whether each set is one sentence that has to be cut."""
        return self._of_members(self._cut)


EXTRA: tuple[Feature[SetMeasures], ...] = (
    Feature("one", "is one sentence", "", lambda s: s.sizes == 1),
    Feature("two", "is two sentences", "", lambda s: s.sizes == 2),
    Feature("three", "is three sentences", "", lambda s: s.sizes == 3),
    Feature("four", "is four sentences", "", lambda s: s.sizes == 4),
    Feature("many", "is five sentences or more", "", lambda s: s.sizes > 4),
    Feature("used", "uses much of the budget", "", lambda s: s.used),
    Feature("used_square", "uses almost the whole budget", "", lambda s: s.used * s.used),
    Feature("longer", "is longer than the lead", "", lambda s: s.longer),
    Feature("distance", "is far from the lead's length", "", lambda s: s.distance),
    Feature("distance_square", "is very far from the lead's length", "", lambda s: s.longer**2),
    Feature("covered", "covers the main words of the article", "", lambda s: s.covered),
    Feature("covered_headline", "covers words of the headline", "", lambda s: s.covered_headline),
    Feature(
        "important",
        "covers the words that editors tend to reuse",
        "",
        lambda s: s.share(s.important, s.mass, 1e-9),
    ),
    Feature(
        "important_density",
        "has few words that editors tend to leave out",
        "",
        lambda s: s.share(s.important, s.words, 1.0),
    ),
    Feature(
        "expected",
        "is likely to share words with an editor's text",
        "",
        lambda s: s.share(2.0 * s.important, 0.5 * s.words + s.mass, 1e-9),
    ),
    Feature("opening", "has the first sentence", "", lambda s: s.opening),
    Feature("opening_two", "has the first two sentences", "", lambda s: s.opening_two),
    Feature("adjacent", "has adjacent sentences", "", lambda s: s.adjacent),
    Feature("orphans", "has a sentence that refers to an omitted one", "", lambda s: s.orphans),
    Feature("half_quotes", "has half of a quotation", "", lambda s: s.half_quotes),
    Feature("start", "starts late", "", lambda s: s.start),
    Feature("spread", "has sentences that are far apart in the article", "", lambda s: s.spread),
    Feature("cut", "is one sentence, cut", "", lambda s: s.cut),
)
"""The features of a set that are no sum or mean over its sentences."""


def extra_of(measures: SetMeasures) -> Floats:
    """Return rows x `EXTRA`."""
    import numpy as np

    extra = np.empty((len(EXTRA), len(measures.words)))
    fill(extra, EXTRA, measures)
    return extra.T


def _by_article(seen: View, values: Floats) -> Numbers:
    """Return the sum over the terms of each article."""
    import numpy as np

    owner = np.repeat(np.arange(len(seen.widths)), seen.widths)
    return np.bincount(owner, values, minlength=len(seen.widths))


def _reached(seen: View, picked: Ints) -> Numbers:
    """Return the importance, weight and headline share of the terms in each subset.

    Terms that occur in exactly the same sentences of the shortlist are added up first.

    Returns
    -------
    An array of shape (3, articles, subsets).
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
    # Add, for each set, the terms of all its subsets; set n has the sentences of the bits of n.
    # Yates's algorithm (1937), or zeta transform, needs 9 steps instead of 512 for each set.
    for place in range(SHORTLIST):
        halves = missed.reshape(3, articles, -1, 2, 1 << place)
        halves[..., 1, :] += halves[..., 0, :]
    # A set misses the terms of all subsets of its complement; subsets count from 1.
    reached: Numbers = missed[:, :, -1:] - missed[:, :, -2::-1]
    return reached

"""The penalties of a set: for unmet needs of its sentences, for gaps, and for a late start."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from summkit import core
from summkit.cohesion.need import Need
from summkit.newsrank.subsets import SHORTLIST, all_subsets

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from summkit.newsrank.limits import BudgetLimits
    from summkit.newsrank.sets import Candidates

    Floats = NDArray[np.float64]
    Ints = NDArray[np.intp]

NEED, GAP, LATE = 12.0, 1.0, 4.0
"""Penalties, in units of the set score, for an unmet need, for a gap and for a late start.

The penalty of a gap is `GAP` for each doubling of the distance in sentences. The penalty of a set
that begins after the news is `LATE` for each doubling of the distance. It is twice as high in a
text of at most `BRIEF` words. In such a text it is higher again if the news fits and needs no other
sentence: by four in English, by two in other languages. A sentence before the news costs as much as
two unmet needs. An unmet need costs twice as much if the text has one sentence, and in English,
where needs are recognised best, in a text of at most `BRIEF` words. All values were chosen on the
development half of the corpora; see benchmarks/newsrank.md.
"""

NEAR, FAR = 3.0, 2.0
"""Each doubling of a gap above `NEAR` doublings (eight sentences) costs `FAR` more.
"""

JUMP = 2.0
"""Additional penalty for each doubling of the number of sentences left out between two sentences.

It is four times as high in a short English text. If only one sentence is left out, there is no such
penalty.
"""

BRIEF = 45.0
"""Maximum words of a short text, which has room only for the news."""

Needs = Callable[[int], Sequence[Need]]
"""A function that returns the needs of a sentence: `summkit.cohesion.ties.Ties.needs`."""


class Demands(NamedTuple):
    """The requirements of an article for a set of its sentences.

    Attributes
    ----------
    needs
        The needs of each sentence.
    news
        The place of the news sentence; see `summkit.cohesion.leadin`.
    late
        The penalty for each doubling of the distance between the news and the first sentence.
    need
        The penalty of an unmet need.
    jump
        The penalty for each doubling of the number of sentences left out between two sentences.
    """

    needs: Needs
    news: int
    late: float
    need: float
    jump: float = 0.0


def demands_of(
    needs: Needs, news: int | None, bounds: BudgetLimits, language: str, *, leads: bool = False
) -> Demands:
    """Return the demands of an article under a budget; they are stricter for a short text.

    Parameters
    ----------
    news
        The place of the news; None if any sentence may contain it.
    language
        The language code.
    leads
        Whether the news sentence fits the budget and reports.
    """
    brief = bounds.room <= BRIEF
    need = NEED * (2.0 if bounds.sentences == 1 or (brief and language == "en") else 1.0)
    late = LATE * (2.0 if brief else 1.0)
    more = bounds.sentences > 1 or language != "en" or bool(news)
    if leads and brief and more and not needs(news or 0):
        late *= 4.0 if language == "en" else 2.0  # the text can open on the news
    jump = JUMP * (4.0 if brief and language == "en" else 1.0)
    if news is None:
        return Demands(needs, 0, 0.0, need, jump)
    return Demands(needs, news, late, need, jump)


class Costs:
    """The penalties of each subset of each article's shortlist, with the needs added so far.

    Parameters
    ----------
    demands
        The demands of each article.
    """

    def __init__(self, demands: Sequence[Demands], sets: Candidates) -> None:
        import numpy as np

        listed = sets.shortlist
        there = listed >= 0
        first, last, pairs = _pairs()
        distance = listed[:, last] - listed[:, first]
        apart = np.log2(np.maximum(distance, 1))
        apart += FAR * np.maximum(apart - NEAR, 0.0)
        jump = np.array([each.jump for each in demands])[:, None]
        apart = GAP * apart + jump * np.log2(np.maximum(distance - 1, 1))
        self.values: Floats = np.where(there[:, last], apart, 0.0) @ pairs.T
        subsets = all_subsets()
        carrier = np.array([each.news for each in demands])[:, None]
        late = np.array([each.late for each in demands])[:, None] * np.log2(
            1.0 + np.maximum(listed - carrier, 0)
        )
        self.values += late[:, subsets.low]
        self._need = np.array([each.need for each in demands])
        before = (there & (listed < carrier)) @ subsets.members.T
        self.values += 2.0 * self._need[:, None] * before
        self._needs = [each.needs for each in demands]
        self._listed = [[index for index in row if index >= 0] for row in listed.tolist()]
        self._added = [0] * len(demands)

    def add(self, wanted: Sequence[tuple[int, int]]) -> list[int]:
        """Add the needs of sentences that were not added before. Return the articles that changed.

        Parameters
        ----------
        wanted
            Pairs of an article, in rising order, and the wanted sentences of its shortlist as bits.
        """
        import numpy as np

        changed: list[int] = []
        articles: list[int] = []
        masks: list[tuple[int, int, int, int]] = []
        for article, bits in wanted:
            new = bits & ~self._added[article]
            if not new:
                continue
            self._added[article] |= new
            changed.append(article)
            listed, of = self._listed[article], self._needs[article]
            for place, index in enumerate(listed):
                for need in of(index) if new >> place & 1 else ():
                    articles.append(article)
                    masks.append((place, *_masks(need, listed, place)))
        if masks:
            owner = np.array(articles, np.intp)
            starts = np.flatnonzero(np.diff(owner, prepend=-1))
            missing = _missing(np.array(masks, np.intp))
            unmet = np.add.reduceat(missing, starts, axis=0, dtype=np.float64)
            self.values[owner[starts]] += self._need[owner[starts], None] * unmet
        return changed


def costs_of(demands: Sequence[Demands], sets: Candidates) -> Floats:
    """Return the penalty of each candidate set; see `Costs`."""
    costs = Costs(demands, sets)
    costs.add([(article, (1 << SHORTLIST) - 1) for article in range(len(demands))])
    result: Floats = costs.values[sets.article, sets.subset]
    return result


def best_rows(values: Floats, demands: Sequence[Demands], sets: Candidates) -> list[int | None]:
    """Return the row of each article with the highest value minus penalty; None without a row.

    Penalties are never negative. So if the best set has its full penalty, it is the best even if
    the penalties of the other sets are incomplete. The needs of most sentences are therefore never
    computed.
    """
    import numpy as np

    costs = Costs(demands, sets)
    ends = np.bincount(sets.article, minlength=len(demands)).cumsum().tolist()
    starts = [0, *ends]
    best: list[int | None] = [None] * len(demands)
    left: Sequence[int] = [a for a in range(len(demands)) if ends[a] > starts[a]]
    subsets: list[int] = sets.subset.tolist()
    while left:
        for article in left:
            start, end = starts[article], ends[article]
            paid = costs.values[article, sets.subset[start:end]]
            best[article] = start + int(np.round(values[start:end] - paid, 6).argmax())
        left = costs.add([(article, subsets[best[article] or 0] + 1) for article in left])
    return best


def best_row(
    values: bytes, subsets: bytes, numbers: Sequence[int], shortlist: list[int], demands: Demands
) -> int:
    """Return the result of `best_rows` for one article with the compiled core; -1 for None.

    Parameters
    ----------
    values, subsets
        The value and the subset of each row, in the buffers of the core.
    numbers
        The subsets as integers.
    """
    native, (needs, news, late, price, jump) = core.native, demands
    costs = native.newsrank_costs(shortlist, news, late, price, GAP, NEAR, FAR, jump)
    added = 0
    while True:
        row = native.newsrank_best(subsets, values, costs)
        new = numbers[row] + 1 & ~added if row >= 0 else 0
        if not new:
            return row
        added |= new
        masks = [
            (place, *_masks(need, shortlist, place))
            for place, index in enumerate(shortlist)
            if new >> place & 1
            for need in needs(index)
        ]
        if masks:
            native.newsrank_unmet(costs, price, masks)


def _missing(masks: Ints) -> NDArray[np.bool_]:
    """Return for each need and subset whether the subset has the sentence, but no antecedent.

    Parameters
    ----------
    masks
        For each need, the place of the sentence and the result of `_masks`.
    """
    import numpy as np

    place, earlier, before, after = masks.T
    numbers = np.arange(1, 1 << SHORTLIST)
    previous, following = _neighbours()
    missing: NDArray[np.bool_] = numbers >> place[:, None] & 1 > 0
    missing &= numbers & earlier[:, None] == 0
    missing &= previous[place] & before[:, None] == 0
    missing &= following[place] & after[:, None] == 0
    return missing


def _masks(need: Need, listed: Sequence[int], place: int) -> tuple[int, int, int]:
    """Return the sentences of a shortlist that meet a need of the sentence at `place`, as bits."""
    earlier = before = after = 0
    for number, index in enumerate(listed):
        if number < place:
            earlier |= (index in need.earlier) << number
            before |= (index in need.before) << number
        elif number > place:
            after |= (index in need.after) << number
    return earlier, before, after


@cache
def _pairs() -> tuple[Ints, Ints, Floats]:
    """Return all pairs of places, and for each subset whether the two are neighbours in it."""
    import numpy as np

    first, last = np.triu_indices(SHORTLIST, 1)
    numbers = np.arange(1, 1 << SHORTLIST)[:, None]
    ends = (1 << first) + (1 << last)
    between = (1 << last) - (1 << first + 1)
    return first, last, ((numbers & ends == ends) & (numbers & between == 0)).astype(np.float64)


@cache
def _neighbours() -> tuple[Ints, Ints]:
    """Return, for each place and subset, the bits of the members before and after the place."""
    import numpy as np

    numbers = np.arange(1, 1 << SHORTLIST)
    before = np.zeros((SHORTLIST, len(numbers)), np.intp)
    after = np.zeros_like(before)
    for place in range(SHORTLIST):
        for other in range(SHORTLIST):
            has = numbers >> other & 1 > 0
            if other < place:
                before[place][has] = 1 << other
            elif other > place:
                after[place][has & (after[place] == 0)] = 1 << other
    return before, after

"""What a set pays for what its sentences need and do not get, and for each gap in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from summkit import core
from summkit.cohesion.need import Need
from summkit.newsrank.limits import BudgetLimits
from summkit.newsrank.sets import Candidates
from summkit.newsrank.subsets import SHORTLIST, all_subsets

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.intp]

NEED, GAP, LATE = 12.0, 1.0, 4.0
"""What an unmet need, a gap between two sentences, and opening after the news take from a score.

A gap costs `GAP` for each doubling of the distance in sentences, and a late opening `LATE`
likewise, four times as much in a short English text whose news fits and stands by itself, twice
as much in other languages; a sentence that stands before the news costs what two unmet needs do.
A need costs twice as much where there is but one sentence, and in English, where needs are known
best, in a text of at most `BRIEF` words; a late opening costs twice as much in such a text of any
language. All were settled on the development half of the corpora; see benchmarks/newsrank.md.
"""

NEAR, FAR = 3.0, 2.0
"""Beyond so many doublings, eight sentences, a gap costs by so much more for each: it jumps."""

JUMP = 2.0
"""What each doubling of what is left out between two sentences costs beside, in a short English
text four times as much. One sentence left out is no jump."""

BRIEF = 45.0
"""Words of a text that has no room but for the news."""

Needs = Callable[[int], Sequence[Need]]
"""What each sentence of a document needs; see `summkit.cohesion.ties.Ties.needs`."""


class Demands(NamedTuple):
    """What an article asks of a set of its sentences.

    Attributes
    ----------
    needs
        What each sentence needs of others.
    news
        The sentence that carries the news; see `summkit.cohesion.leadin`.
    late
        What it costs to open twice as far behind it.
    need
        What it costs to leave a need unmet.
    jump
        What it costs to leave out twice as much between two sentences.
    """

    needs: Needs
    news: int
    late: float
    need: float
    jump: float = 0.0


def demands_of(
    needs: Needs, news: int | None, bounds: BudgetLimits, language: str, *, leads: bool = False
) -> Demands:
    """Return the demands of an article under a budget; a short text must stand all the more.

    Parameters
    ----------
    news
        None where it may stand anywhere.
    language
        Its code.
    leads
        Whether the sentence of the news is known to fit the budget and to report.
    """
    brief = bounds.room <= BRIEF
    need = NEED * (2.0 if bounds.sentences == 1 or (brief and language == "en") else 1.0)
    late = LATE * (2.0 if brief else 1.0)
    more = bounds.sentences > 1 or language != "en"
    if leads and brief and more and not needs(news or 0):
        late *= 4.0 if language == "en" else 2.0  # nothing speaks against the news
    jump = JUMP * (4.0 if brief and language == "en" else 1.0)
    if news is None:
        return Demands(needs, 0, 0.0, need, jump)
    return Demands(needs, news, late, need, jump)


class Costs:
    """What each subset of each article's shortlist pays, as far as it has been asked for.

    Parameters
    ----------
    demands
        Of each article.
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
        self._asked = [0] * len(demands)

    def add(self, wanted: Sequence[tuple[int, int]]) -> list[int]:
        """Add the needs of sentences that have not been asked for; return their articles.

        Parameters
        ----------
        wanted
            Articles in rising order, and which of their shortlists, as bits.
        """
        import numpy as np

        changed: list[int] = []
        articles: list[int] = []
        masks: list[tuple[int, int, int, int]] = []
        for article, bits in wanted:
            new = bits & ~self._asked[article]
            if not new:
                continue
            self._asked[article] |= new
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
    """Return what each row pays; see `Costs`."""
    costs = Costs(demands, sets)
    costs.add([(article, (1 << SHORTLIST) - 1) for article in range(len(demands))])
    result: Floats = costs.values[sets.article, sets.subset]
    return result


def best_rows(values: Floats, demands: Sequence[Demands], sets: Candidates) -> list[int | None]:
    """Return the best row of each article, its costs taken off; None where it has no row.

    Costs are never below 0. So a set that is best while all that its sentences need is known,
    and of the others only a part, is best of all; most sentences are never asked.
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
    """Do what `best_rows` does in the compiled core, for one article; -1 for None.

    Parameters
    ----------
    values, subsets
        Of each row, as the core has them.
    numbers
        The same subsets.
    """
    native, (needs, news, late, price, jump) = core.native, demands
    costs = native.newsrank_costs(shortlist, news, late, price, GAP, NEAR, FAR, jump)
    asked = 0
    while True:
        row = native.newsrank_best(subsets, values, costs)
        new = numbers[row] + 1 & ~asked if row >= 0 else 0
        if not new:
            return row
        asked |= new
        masks = [
            (place, *_masks(need, shortlist, place))
            for place, index in enumerate(shortlist)
            if new >> place & 1
            for need in needs(index)
        ]
        if masks:
            native.newsrank_unmet(costs, price, masks)


def _missing(masks: Ints) -> NDArray[np.bool_]:
    """Return for each need and subset whether the subset has the sentence and not what it needs.

    Parameters
    ----------
    masks
        The place of the sentence, and what `_masks` returns, of each need.
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
    """Return which of a shortlist meet a need of the sentence at a place, as bits."""
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
    """Return the pairs of places, and whether each subset has both and none between them."""
    import numpy as np

    first, last = np.triu_indices(SHORTLIST, 1)
    numbers = np.arange(1, 1 << SHORTLIST)[:, None]
    ends = (1 << first) + (1 << last)
    between = (1 << last) - (1 << first + 1)
    return first, last, ((numbers & ends == ends) & (numbers & between == 0)).astype(np.float64)


@cache
def _neighbours() -> tuple[Ints, Ints]:
    """Return, for each place and subset, the bit of the member before and after that place."""
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

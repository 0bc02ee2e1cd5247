"""Whole candidate summaries: subsets of the best sentences under a budget, as numbers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING

from summkit.ranking.features import NAMES, View
from summkit.ranking.layer import Layer
from summkit.ranking.limits import Limits

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.intp]
    Bools = NDArray[np.bool_]

SHORTLIST = 9
"""Candidates are all subsets of so many sentences: 511."""

_SHORTEST = 0.5

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
    "repeats": "its sentences resemble each other",
    "repeats_most": "two of its sentences say much the same",
    "covered": "it covers what the article is about",
    "covered_headline": "together it takes up the headline",
    "important": "it covers what editors take up",
    "important_density": "it wastes few words",
    "expected": "it is likely to match what an editor would write",
    "opening": "it has the opening sentence",
    "opening_two": "it has the first two sentences",
    "opening_alone": "it is the opening sentence alone",
    "is_lead": "it is the lead",
    "adjacent": "its sentences stand next to each other",
    "orphans": "a sentence points back to one that is left out",
    "half_quotes": "half of a quotation is left out",
    "start": "it starts late",
    "spread": "it is gathered from far apart",
    "paragraphs": "its sentences come from different paragraphs",
    "cut": "it is one sentence, cut",
}
"""Every feature of a set that is not a sum or mean over its sentences."""

SET_NAMES = (
    *(f"sum:{name}" for name in NAMES),
    *(f"mean:{name}" for name in NAMES),
    *EXTRA,
)


@dataclass(frozen=True)
class Candidates:
    """Candidate sets of some articles: every subset of the shortlist of each.

    Attributes
    ----------
    shortlist
        Articles x `SHORTLIST`: sentences of the article in document order, then -1.
    within
        Articles x subsets: whether the subset is a candidate.
    words
        Articles x subsets.
    lead_words
        Words of the first sentences of each article that the budget takes.
    features
        Articles x shortlist x `NAMES`.
    share
        Articles x shortlist: what each takes of the budget.
    extra
        One for each of `EXTRA`: articles x subsets, or one for all articles or subsets.
    """

    shortlist: Ints
    within: Bools
    words: Floats
    lead_words: Floats
    features: Floats
    share: Floats
    extra: tuple[Floats, ...]

    def indices(self, article: int, subset: int) -> list[int]:
        """Return the sentences of one set in document order."""
        listed: list[int] = self.shortlist[article].tolist()
        return [index for place, index in enumerate(listed) if subset + 1 >> place & 1]

    def members(self, article: int) -> Floats:
        """Return the candidates of an article x its shortlist: 1.0 where the set has it."""
        size = int((self.shortlist[article] >= 0).sum())
        found: Floats = _subsets().members[self.within[article], :size]
        return found

    def values(self, article: int) -> Floats:
        """Return the candidates of an article x `SET_NAMES`, as training wants them."""
        import numpy as np

        rows = self.within[article]
        members, sizes = _subsets().members[rows], _subsets().sizes[rows]
        features, share = self.features[article], self.share[article]
        columns = [
            np.broadcast_to(column, self.within.shape)[article][rows] for column in self.extra
        ]
        return np.hstack(
            [
                members @ (features * share[:, None]),
                members @ features / sizes[:, None],
                np.stack(columns, axis=1),
            ]
        )

    def score(self, weights: Sequence[tuple[Layer, str]]) -> Floats:
        """Return what `layer.score` makes of `values`, without making them; articles x subsets.

        Parameters
        ----------
        weights
            Layer and language of each article.
        """
        import numpy as np

        width = len(NAMES)
        scaled = np.stack([layer.weights(language) / layer.scale for layer, language in weights])
        mean = np.stack([layer.mean for layer, _ in weights])
        in_sum = np.matmul(self.features, scaled[:, :width, None])[:, :, 0] * self.share
        in_mean = np.matmul(self.features, scaled[:, width : 2 * width, None])[:, :, 0]
        subsets = _subsets()
        scores: Floats = in_sum @ subsets.members.T + in_mean @ subsets.members.T / subsets.sizes
        scores -= (mean * scaled).sum(axis=1)[:, None]
        for place, column in enumerate(self.extra, 2 * width):
            scores += scaled[:, place, None] * column
        return scores


def candidates(
    seen: View,
    bounds: Sequence[Limits],
    scores: Floats,
    allowed: Sequence[Sequence[int]],
) -> Candidates:
    """Return the sets to choose from.

    A sentence longer than the budget is a set of its own: it can only be had cut.

    Parameters
    ----------
    bounds
        Of each article.
    scores
        One a sentence of `seen`; those highest make the shortlist.
    allowed
        What may be chosen of each article, in document order, at least one.
    """
    import numpy as np

    articles, count = len(seen.sizes), len(seen.words)
    starts = np.cumsum(seen.sizes) - seen.sizes
    article = np.repeat(np.arange(articles), seen.sizes)
    sizes = list(map(len, allowed))
    listed = np.repeat(starts, sizes) + np.fromiter(chain.from_iterable(allowed), np.intp)
    order = np.lexsort((listed, -scores[listed], article[listed]))
    chosen = np.zeros(count, np.bool_)
    rank = np.arange(len(listed)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    chosen[listed[order[rank < SHORTLIST]]] = True
    rows = np.flatnonzero(chosen)
    column = np.cumsum(chosen)[rows] - 1
    found = np.bincount(article[rows], minlength=articles)
    column -= (np.cumsum(found) - found)[article[rows]]
    picked = np.full((articles, SHORTLIST), -1)
    picked[article[rows], column] = rows
    firsts = [
        [start + index for index in first]
        for start, first in zip(starts.tolist(), leads(seen, bounds, allowed), strict=True)
    ]
    return _made(seen, bounds, picked, firsts)


def _made(
    seen: View, bounds: Sequence[Limits], picked: Ints, firsts: Sequence[Sequence[int]]
) -> Candidates:
    """Return the candidates of given shortlists, sentences being numbered through `seen`."""
    import numpy as np

    subsets = _subsets()
    there = picked >= 0
    starts = np.cumsum(seen.sizes) - seen.sizes

    def of(values: Floats) -> Floats:
        """One number for each of the shortlist, 0 where there is none."""
        return np.where(there, values[picked], 0.0)

    def bound(name: str) -> Floats:
        return np.array([getattr(each, name) for each in bounds], np.float64)[:, None]

    sizes = subsets.sizes
    words = of(seen.words) @ subsets.members.T
    within = (subsets.members @ ~there.T == 0).T
    within &= (words <= bound("words")) & (sizes <= bound("sentences"))
    cut = of(seen.cut)
    within &= (cut @ subsets.members.T == 0) | (sizes == 1)
    limit = bound("characters")
    if np.isfinite(limit).any():
        characters = of(seen.characters) @ subsets.members.T - seen.joiner[:, None]
        within &= characters <= limit
    exact = bound("exact") > 0
    most = np.where(within, sizes, 0.0).max(axis=1, keepdims=True)
    within &= ~exact | (sizes == most)
    # Far below the lead's length lies nothing that the weights have been fitted for.
    lead_words = np.array([seen.words[list(first)].sum() for first in firsts])
    longest = np.where(within, words, 0.0).max(axis=1)
    within &= words >= np.minimum(lead_words * _SHORTEST, longest)[:, None]
    room = bound("room")
    extra = _extra(seen, picked, of, words, room, lead_words[:, None] / room, firsts)
    return Candidates(
        np.where(there, picked - starts[:, None], -1),
        within,
        words,
        lead_words,
        np.where(there[:, :, None], seen.features[picked], 0.0),
        of(seen.words) / room,
        extra,
    )


def leads(
    seen: View, bounds: Sequence[Limits], allowed: Sequence[Sequence[int]]
) -> list[list[int]]:
    """Return the first sentences of each article, whole, that its budget takes.

    Long ones are passed over. They are numbered as in their article.
    """
    words, characters = seen.words.tolist(), seen.characters.tolist()
    cut, joiners = seen.cut.tolist(), seen.joiner.tolist()
    found = []
    start = 0
    for size, limit, own, joiner in zip(seen.sizes.tolist(), bounds, allowed, joiners, strict=True):
        taken: list[int] = []
        used, long = 0.0, -float(joiner)
        for index in own:
            row = start + index
            if len(taken) == limit.sentences or used >= limit.words:
                break
            more, longer = used + words[row], long + characters[row]
            if not cut[row] and more <= limit.words and longer <= limit.characters:
                taken.append(index)
                used, long = more, longer
        found.append(taken)
        start += size
    return found


@dataclass(frozen=True)
class _Subsets:
    """Every non-empty subset of the shortlist, and what of it is the same for any texts.

    Attributes
    ----------
    members
        Subsets x shortlist, 0 or 1.
    sizes, low, high
        Of each subset: how many, the lowest, the highest.
    neighbours
        Subsets x (shortlist - 1): 1 where both of two neighbours are in it.
    pairs
        Subsets x pairs: 1 where both of a pair are in it.
    first, second
        The pairs.
    """

    members: Floats
    sizes: Floats
    low: Ints
    high: Ints
    neighbours: Floats
    pairs: Floats
    first: Ints
    second: Ints


@cache
def _subsets() -> _Subsets:
    import numpy as np

    numbers = np.arange(1, 1 << SHORTLIST)
    members = (numbers[:, None] >> np.arange(SHORTLIST) & 1).astype(np.float64)
    first, second = np.triu_indices(SHORTLIST, 1)
    return _Subsets(
        members,
        members.sum(axis=1),
        members.argmax(axis=1),
        SHORTLIST - 1 - members[:, ::-1].argmax(axis=1),
        members[:, :-1] * members[:, 1:],
        members[:, first] * members[:, second],
        first,
        second,
    )


def _extra(
    seen: View,
    picked: Ints,
    of: Callable[[Floats], Floats],
    words: Floats,
    room: Floats,
    aim: Floats,
    firsts: Sequence[Sequence[int]],
) -> tuple[Floats, ...]:
    """Return the columns `EXTRA`; see `Candidates.extra`."""
    import numpy as np

    subsets = _subsets()
    members, sizes = subsets.members, subsets.sizes
    starts = np.cumsum(seen.sizes) - seen.sizes
    place = picked - starts[:, None]
    mass = _by_article(seen, seen.importance)[:, None]
    important, covered, headline = _reached(seen, picked)
    used = words / room
    more = np.maximum(sizes - 1, 1.0)
    next_to = np.where(picked[:, 1:] >= 0, place[:, 1:] - place[:, :-1] == 1, False)
    near = next_to @ subsets.neighbours.T
    similar = _similar(seen, picked, place)
    dangling = of(seen.features[:, NAMES.index("dangling")])
    half = of(seen.features[:, NAMES.index("half_quote")])
    paragraph = of(seen.paragraph)
    same = (picked[:, 1:] >= 0) & (paragraph[:, 1:] == paragraph[:, :-1])
    opens = place[:, :1] == 0
    low, high = place[:, subsets.low], place[:, subsets.high]
    return (
        (sizes == 1)[None, :],
        (sizes == 2)[None, :],
        (sizes == 3)[None, :],
        (sizes == 4)[None, :],
        (sizes > 4)[None, :],
        used,
        used * used,
        used - aim,
        np.abs(used - aim),
        (used - aim) ** 2,
        2.0 * (similar @ subsets.pairs.T) / np.maximum(sizes * (sizes - 1), 1.0),
        _most(similar),
        covered,
        headline,
        important / np.maximum(mass, 1e-9),
        important / np.maximum(words, 1.0),
        2.0 * important / np.maximum(0.5 * words + mass, 1e-9),
        members[:, 0] * opens,
        subsets.neighbours[:, 0] * (opens & next_to[:, :1]),
        members[:, 0] * (sizes == 1) * opens,
        _is(picked, firsts),
        near / more,
        dangling @ members.T - (next_to * dangling[:, 1:]) @ subsets.neighbours.T,
        half @ members.T - 2.0 * (next_to * half[:, :-1] * half[:, 1:]) @ subsets.neighbours.T,
        np.log1p(np.maximum(low, 0)),
        np.log1p(np.maximum(high - low, 0)),
        1.0 - same @ subsets.neighbours.T / more,
        of(seen.cut) @ members.T,
    )


def _by_article(seen: View, values: Floats) -> Floats:
    """Sum over the terms of each article."""
    import numpy as np

    owner = np.repeat(np.arange(len(seen.widths)), seen.widths)
    return np.bincount(owner, values, minlength=len(seen.widths))


def _similar(seen: View, picked: Ints, place: Ints) -> Floats:
    """Return articles x pairs of the shortlist: how similar they are, 0 where one is missing."""
    import numpy as np

    subsets = _subsets()
    squares = seen.sizes * seen.sizes
    begins = (np.cumsum(squares) - squares)[:, None]
    there = picked[:, subsets.second] >= 0
    flat = begins + place[:, subsets.first] * seen.sizes[:, None] + place[:, subsets.second]
    return np.where(there, seen.similar[np.where(there, flat, 0)], 0.0)


def _most(similar: Floats) -> Floats:
    """Return the most that two sentences of each subset resemble each other."""
    import numpy as np

    subsets = _subsets()
    most = np.zeros((len(similar), 1 << SHORTLIST))
    most[:, (1 << subsets.first) + (1 << subsets.second)] = similar
    found: Floats = _gathered(most, np.maximum)[:, 1:]
    return found


def _gathered(values: Floats, by: np.ufunc) -> Floats:
    """Bring together, in place, the values of all subsets of each set; the last axis is sets.

    Set n has the sentences whose bits n has. This is Yates's algorithm (1937), by sums known
    as the zeta transform: 9 steps instead of 512 for each set.
    """
    for place in range(SHORTLIST):
        halves = values.reshape(*values.shape[:-1], -1, 2, 1 << place)
        by(halves[..., 1, :], halves[..., 0, :], out=halves[..., 1, :])
    return values


def _reached(seen: View, picked: Ints) -> Floats:
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
    bit[picked[there]] = 1 << np.nonzero(there)[1]
    holders = np.bincount(seen.term, bit[seen.holder], minlength=len(seen.weight)).astype(np.intp)
    owner = np.repeat(np.arange(articles), seen.widths)
    holders += owner << SHORTLIST
    full = articles << SHORTLIST
    missed = np.stack(
        [
            np.bincount(holders, kind, minlength=full)
            for kind in (seen.importance, seen.weight, seen.headline)
        ]
    ).reshape(3, articles, -1)
    _gathered(missed, np.add)
    # What a set misses is held by subsets of all the others only; subsets count from 1.
    reached: Floats = missed[:, :, -1:] - missed[:, :, -2::-1]
    return reached


def _is(picked: Ints, wanted: Sequence[Sequence[int]]) -> Floats:
    """Return 1.0 for the subset that is just the sentences wanted, where there is one."""
    import numpy as np

    found = np.zeros((len(picked), len(_subsets().sizes)))
    for row, own in enumerate(wanted):
        listed = picked[row].tolist()
        if own and set(own) <= set(listed):
            found[row, sum(1 << listed.index(index) for index in own) - 1] = 1.0
    return found

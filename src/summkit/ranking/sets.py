"""Whole candidate summaries: subsets of the best sentences under a budget, as numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING, Any

from summkit.ranking.features import NAMES, View
from summkit.ranking.layer import Layer
from summkit.ranking.limits import Limits

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.intp]
    Numbers = NDArray[Any]

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

SET_NAMES = (
    *(f"sum:{name}" for name in NAMES),
    *(f"mean:{name}" for name in NAMES),
    *EXTRA,
)


@dataclass(frozen=True)
class Candidates:
    """Candidate sets of some articles, one row each, article after article.

    Attributes
    ----------
    article
        Of each row.
    subset
        Of each row: which of the shortlist; see `_Subsets`.
    words
        Of each row.
    extra
        Rows x `EXTRA`.
    shortlist
        Articles x `SHORTLIST`: sentences of the article in document order, then -1.
    lead_words
        Words of the first sentences of each article that the budget takes.
    features
        Articles x shortlist x `NAMES`.
    share
        Articles x shortlist: what each takes of the budget.
    """

    article: Ints
    subset: Ints
    words: Floats
    extra: Floats
    shortlist: Ints
    lead_words: Floats
    features: Floats
    share: Floats

    def indices(self, row: int) -> list[int]:
        """Return the sentences of one set in document order."""
        listed: list[int] = self.shortlist[self.article[row]].tolist()
        number = int(self.subset[row]) + 1
        return [index for place, index in enumerate(listed) if number >> place & 1]

    def members(self) -> Floats:
        """Return rows x `SHORTLIST`: 1.0 where the set has the sentence."""
        found: Floats = _subsets().members[self.subset]
        return found

    def values(self) -> Floats:
        """Return rows x `SET_NAMES`, as training wants them."""
        import numpy as np

        both = np.concatenate([self.features * self.share[:, :, None], self.features], axis=2)
        sums = np.matmul(_subsets().members, both)[self.article, self.subset]
        sums[:, len(NAMES) :] /= _subsets().sizes[self.subset, None]
        values: Floats = np.hstack([sums, self.extra])
        return values

    def score(self, using: Sequence[tuple[Layer, str]]) -> Floats:
        """Return what `layer.score(values)` is for each row, without making the values.

        Parameters
        ----------
        using
            Layer and language of each article.
        """
        import numpy as np

        width = len(NAMES)
        scaled = np.stack([layer.weights(language) / layer.scale for layer, language in using])
        mean = np.stack([layer.mean for layer, _ in using])
        in_sum = np.matmul(self.features, scaled[:, :width, None])[:, :, 0] * self.share
        in_mean = np.matmul(self.features, scaled[:, width : 2 * width, None])[:, :, 0]
        subsets = _subsets()
        of_sentences = in_sum @ subsets.members.T + in_mean @ subsets.members.T / subsets.sizes
        of_sentences -= (mean * scaled).sum(axis=1)[:, None]
        scores: Floats = (self.extra * scaled[self.article, 2 * width :]).sum(axis=1)
        scores += of_sentences[self.article, self.subset]
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
    starts, words = seen.sizes.cumsum() - seen.sizes, seen.words.tolist()
    article = np.repeat(np.arange(articles), seen.sizes)
    sizes = np.array(list(map(len, allowed)))
    listed = np.repeat(starts, sizes) + np.fromiter(chain.from_iterable(allowed), np.intp)
    order = np.lexsort((listed, -scores[listed], article[listed]))
    chosen = np.zeros(count, np.bool_)
    rank = np.arange(len(listed)) - np.repeat(sizes.cumsum() - sizes, sizes)
    chosen[listed[order[rank < SHORTLIST]]] = True
    rows = np.flatnonzero(chosen)
    column = chosen.cumsum()[rows] - 1
    found = np.bincount(article[rows], minlength=articles)
    column -= (found.cumsum() - found)[article[rows]]
    picked = np.full((articles, SHORTLIST), -1)
    picked[article[rows], column] = rows
    firsts = leads(seen, bounds, allowed)
    lead_words = [
        sum(words[start + index] for index in first)
        for start, first in zip(starts.tolist(), firsts, strict=True)
    ]
    return _made(seen, bounds, picked, np.array(lead_words))


def _made(seen: View, bounds: Sequence[Limits], picked: Ints, lead_words: Floats) -> Candidates:
    """Return the candidates of given shortlists, sentences being numbered through `seen`."""
    import numpy as np

    subsets = _subsets()
    there = picked >= 0
    starts = seen.sizes.cumsum() - seen.sizes

    def of(values: Numbers) -> Floats:
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
    longest = np.where(within, words, 0.0).max(axis=1)
    within &= words >= np.minimum(lead_words * _SHORTEST, longest)[:, None]
    rows, subset = within.nonzero()
    room = bound("room")
    words = words[rows, subset]
    return Candidates(
        rows,
        subset,
        words,
        _extra(seen, picked, words, room[:, 0], lead_words, (rows, subset)),
        np.where(there, picked - starts[:, None], -1),
        lead_words,
        np.where(there[:, :, None], seen.features[picked], 0.0),
        of(seen.words) / room,
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
    """

    members: Floats
    sizes: Floats
    low: Ints
    high: Ints
    neighbours: Floats


@cache
def _subsets() -> _Subsets:
    import numpy as np

    numbers = np.arange(1, 1 << SHORTLIST)
    members = (numbers[:, None] >> np.arange(SHORTLIST) & 1).astype(np.float64)
    return _Subsets(
        members,
        members.sum(axis=1),
        members.argmax(axis=1),
        SHORTLIST - 1 - members[:, ::-1].argmax(axis=1),
        members[:, :-1] * members[:, 1:],
    )


def _extra(
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

    subsets = _subsets()
    article, subset = where
    there = picked >= 0
    place = picked - (seen.sizes.cumsum() - seen.sizes)[:, None]

    def of(values: Numbers) -> Floats:
        return np.where(there, values[picked], 0.0)

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

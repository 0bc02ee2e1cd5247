"""The feature values of candidate summaries: subsets of the best sentences within a budget."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

from summkit.newsrank.feature import names_of
from summkit.newsrank.features import NAMES
from summkit.newsrank.subsets import (
    EXTRA,
    SHORTLIST,
    SetMeasures,
    all_subsets,
    extra_of,
    of_picked,
)

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from summkit.newsrank.layer import Layer
    from summkit.newsrank.limits import BudgetLimits
    from summkit.newsrank.view import View

    Floats = NDArray[np.float64]
    Ints = NDArray[np.intp]
    Numbers = NDArray[Any]

_SHORTEST = 0.5

SET_NAMES = (
    *(f"sum:{name}" for name in NAMES),
    *(f"mean:{name}" for name in NAMES),
    *names_of(EXTRA),
)


class Candidates(NamedTuple):
    """Candidate sets of some articles, one in each row, article after article.

    Attributes
    ----------
    article
        The article of each row.
    subset
        The sentences of each row in the shortlist, as the number of a subset; see
        `subsets.Subsets`.
    words
        The number of words of each row.
    extra
        Rows x `EXTRA`.
    shortlist
        Articles x `SHORTLIST`: sentences of the article in document order, then -1.
    lead_words
        The number of words of each article's lead: the first sentences that fit the budget.
    features
        Articles x shortlist x `NAMES`.
    share
        Articles x shortlist: the share of the budget that each sentence fills.
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
        """Return the sentences of a candidate set in document order."""
        listed: list[int] = self.shortlist[self.article[row]].tolist()
        number = int(self.subset[row]) + 1
        return [index for place, index in enumerate(listed) if number >> place & 1]

    def members(self) -> Floats:
        """Return rows x `SHORTLIST`: 1.0 if the set contains the sentence."""
        members: Floats = all_subsets().members[self.subset]
        return members

    def values(self) -> Floats:
        """Return rows x `SET_NAMES`: the feature values for training."""
        import numpy as np

        both = np.concatenate([self.features * self.share[:, :, None], self.features], axis=2)
        sums = np.matmul(all_subsets().members, both)[self.article, self.subset]
        sums[:, len(NAMES) :] /= all_subsets().sizes[self.subset, None]
        values: Floats = np.hstack([sums, self.extra])
        return values

    def score(self, using: Sequence[tuple[Layer, str]]) -> Floats:
        """Return `layer.score(values)` for each row, without building the values.

        Parameters
        ----------
        using
            The layer and the language of each article.
        """
        import numpy as np

        width = len(NAMES)
        layers = [layer.scaled(language) for layer, language in using]
        scaled = np.stack([weights for weights, _ in layers])
        in_sum = np.matmul(self.features, scaled[:, :width, None])[:, :, 0] * self.share
        in_mean = np.matmul(self.features, scaled[:, width : 2 * width, None])[:, :, 0]
        subsets = all_subsets()
        of_sentences = in_sum @ subsets.members.T + in_mean @ subsets.members.T / subsets.sizes
        of_sentences -= np.array([offset for _, offset in layers])[:, None]
        scores: Floats = (self.extra * scaled[self.article, 2 * width :]).sum(axis=1)
        scores += of_sentences[self.article, self.subset]
        return scores


def candidates(
    seen: View,
    bounds: Sequence[BudgetLimits],
    scores: Floats,
    allowed: Sequence[Sequence[int]],
) -> Candidates:
    """Return the candidate sets.

    A sentence longer than the budget is a candidate only alone: it has to be cut.

    Parameters
    ----------
    bounds
        The bounds of each article.
    scores
        A score for each sentence of `seen`. The sentences of an article with the highest scores are
        its shortlist.
    allowed
        The sentences of each article that may be chosen, in document order, at least one.
    """
    import numpy as np

    articles, count = len(seen.sizes), len(seen.words)
    starts, words = seen.starts, seen.words.tolist()
    article = np.repeat(np.arange(articles), seen.sizes)
    sizes = np.array(list(map(len, allowed)))
    listed = np.repeat(starts, sizes) + np.fromiter(chain.from_iterable(allowed), np.intp)
    order = np.lexsort((listed, -scores[listed], article[listed]))
    chosen = np.zeros(count, np.bool_)
    rank = np.arange(len(listed)) - np.repeat(sizes.cumsum() - sizes, sizes)
    chosen[listed[order[rank < SHORTLIST]]] = True
    rows = np.flatnonzero(chosen)
    column = chosen.cumsum()[rows] - 1
    counts = np.bincount(article[rows], minlength=articles)
    column -= (counts.cumsum() - counts)[article[rows]]
    picked = np.full((articles, SHORTLIST), -1)
    picked[article[rows], column] = rows
    firsts = leads(seen, bounds, allowed)
    lead_words = [
        sum(words[start + index] for index in first)
        for start, first in zip(starts.tolist(), firsts, strict=True)
    ]
    return _candidates_of(seen, bounds, picked, np.array(lead_words))


def _candidates_of(
    seen: View, bounds: Sequence[BudgetLimits], picked: Ints, lead_words: Floats
) -> Candidates:
    """Return the candidates of given shortlists, whose sentences are numbered as in `seen`."""
    import numpy as np

    subsets = all_subsets()
    there = picked >= 0

    def of(values: Numbers) -> Floats:
        return of_picked(values, picked)

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
    # No sets far shorter than the lead: the weights were not trained for them.
    longest = np.where(within, words, 0.0).max(axis=1)
    within &= words >= np.minimum(lead_words * _SHORTEST, longest)[:, None]
    rows, subset = within.nonzero()
    room = bound("room")
    words = words[rows, subset]
    return Candidates(
        rows,
        subset,
        words,
        extra_of(SetMeasures(seen, picked, words, room[:, 0], lead_words, (rows, subset))),
        np.where(there, picked - seen.starts[:, None], -1),
        lead_words,
        np.where(there[:, :, None], seen.features[picked], 0.0),
        of(seen.words) / room,
    )


def leads(
    seen: View, bounds: Sequence[BudgetLimits], allowed: Sequence[Sequence[int]]
) -> list[list[int]]:
    """Return the lead of each article: the first whole sentences that fit its budget.

    A sentence that does not fit is passed over. Sentences are numbered as in their article.
    """
    words, characters = seen.words.tolist(), seen.characters.tolist()
    cut, joiners = seen.cut.tolist(), seen.joiner.tolist()
    firsts = []
    start = 0
    for size, limit, indices, joiner in zip(
        seen.sizes.tolist(), bounds, allowed, joiners, strict=True
    ):
        taken: list[int] = []
        used, long = 0.0, -float(joiner)
        for index in indices:
            row = start + index
            if len(taken) == limit.sentences or used >= limit.words:
                break
            more, longer = used + words[row], long + characters[row]
            if not cut[row] and limit.budget.holds(more, longer):
                taken.append(index)
                used, long = more, longer
        firsts.append(taken)
        start += size
    return firsts

"""Whole candidate summaries: subsets of the best sentences under a budget, as numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from summkit.ranking.features import HEAD, NAMES, View
from summkit.ranking.layer import Layer
from summkit.ranking.limits import Limits

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Held = Floats | NDArray[np.bool_]

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
    """Candidate sets of one article.

    Attributes
    ----------
    members
        Sets x shortlist: 1.0 where the set has the sentence; never without a row.
    shortlist
        Sentence indices in document order.
    features
        Shortlist x `NAMES`.
    share
        What each of the shortlist takes of the budget.
    extra
        Sets x `EXTRA`.
    words
        Of each set.
    lead_words
        Words of the first sentences that the budget takes.
    """

    members: Floats
    shortlist: tuple[int, ...]
    features: Floats
    share: Floats
    extra: Floats
    words: Floats
    lead_words: float

    def indices(self, row: int) -> list[int]:
        """Return the sentences of one set in document order."""
        return [i for i, has in zip(self.shortlist, self.members[row], strict=True) if has]

    def values(self) -> Floats:
        """Return sets x `SET_NAMES`, as training wants them."""
        import numpy as np

        sizes = self.members.sum(axis=1)
        return np.hstack(
            [
                self.members @ (self.features * self.share[:, None]),
                self.members @ self.features / sizes[:, None],
                self.extra,
            ]
        )

    def score(self, layer: Layer, language: str) -> Floats:
        """Return what `layer.score(self.values(), language)` does, without making the values."""
        width = len(NAMES)
        weights = layer.weights(language) / layer.scale
        in_sum = self.features @ weights[:width] * self.share
        in_mean = self.features @ weights[width : 2 * width]
        scores: Floats = self.extra @ weights[2 * width :] - float(layer.mean @ weights)
        scores += self.members @ in_sum + self.members @ in_mean / self.members.sum(axis=1)
        return scores


def candidates(
    seen: View, bounds: Limits, scores: Floats, allowed: Sequence[int]
) -> Candidates | None:
    """Return the sets to choose from; None where nothing is allowed.

    A sentence longer than the budget is a set of its own: it can only be had cut.

    Parameters
    ----------
    scores
        One a sentence of `seen`; those highest make the shortlist.
    allowed
        What may be chosen, in document order.
    """
    within_head = [i for i in allowed if i < HEAD]
    if not within_head:
        return None
    chosen = sorted(sorted(within_head, key=lambda i: (-scores[i], i))[:SHORTLIST])
    subsets = _subsets(len(chosen))
    members, sizes = subsets.members, subsets.sizes
    words = members @ seen.words[chosen]
    within = (words <= bounds.words) & (sizes <= bounds.sentences)
    cut = seen.cut[chosen]
    if cut.any():
        within &= (members @ cut == 0) | (sizes == 1)
    if bounds.characters != float("inf"):
        within &= members @ seen.characters[chosen] - seen.joiner <= bounds.characters
    if bounds.exact:
        within &= sizes == sizes[within].max()
    first = lead(seen, bounds, within_head)
    # Far below the lead's length lies nothing that the weights have been fitted for.
    lead_words = float(seen.words[first].sum())
    within &= words >= min(lead_words * _SHORTEST, float(words[within].max()))
    rows = within.nonzero()[0]
    words = words[rows]
    extra = _extra(seen, bounds, subsets, rows, words, chosen, first)
    share = seen.words[chosen] / bounds.room
    return Candidates(
        members[rows], tuple(chosen), seen.features[chosen], share, extra, words, lead_words
    )


def lead(seen: View, bounds: Limits, allowed: Sequence[int]) -> list[int]:
    """Return the first sentences, whole, that the budget takes; long ones are passed over."""
    taken: list[int] = []
    words, characters = 0.0, -float(seen.joiner)
    for index in allowed:
        if len(taken) == bounds.sentences or words >= bounds.words:
            break
        if seen.cut[index]:
            continue
        more, longer = words + seen.words[index], characters + seen.characters[index]
        if more <= bounds.words and longer <= bounds.characters:
            taken.append(index)
            words, characters = more, longer
    return taken


@dataclass(frozen=True)
class _Subsets:
    """Every non-empty subset of the first n numbers, and what of it is the same for any n texts.

    Attributes
    ----------
    members
        Subsets x n, 0 or 1.
    sizes, low, high
        Of each subset: how many, the lowest, the highest.
    neighbours
        Subsets x (n - 1): 1 where both of two neighbours are in it.
    pairs
        Subsets x pairs: 1 where both of a pair are in it.
    first, second
        The pairs.
    """

    members: Floats
    sizes: Floats
    low: NDArray[np.int64]
    high: NDArray[np.int64]
    neighbours: Floats
    pairs: Floats
    first: NDArray[np.int64]
    second: NDArray[np.int64]


@cache
def _subsets(count: int) -> _Subsets:
    import numpy as np

    numbers = np.arange(1, 1 << count)
    members = (numbers[:, None] >> np.arange(count) & 1).astype(np.float64)
    first, second = np.triu_indices(count, 1)
    return _Subsets(
        members,
        members.sum(axis=1),
        members.argmax(axis=1),
        count - 1 - members[:, ::-1].argmax(axis=1),
        members[:, :-1] * members[:, 1:],
        members[:, first] * members[:, second],
        first,
        second,
    )


def _extra(
    seen: View,
    bounds: Limits,
    subsets: _Subsets,
    rows: NDArray[np.int64],
    words: Floats,
    chosen: list[int],
    first_fit: list[int],
) -> Floats:
    """Return the subsets in `rows` x `EXTRA`."""
    import numpy as np

    members, sizes = subsets.members[rows], subsets.sizes[rows]
    neighbours, pairs = subsets.neighbours[rows], subsets.pairs[rows]
    index = np.array(chosen)
    place = index.astype(np.float64)
    similar = seen.similar[index[subsets.first], index[subsets.second]]
    kinds = seen.importance, seen.weight, seen.headline
    reached = _reached(seen.held[chosen], kinds, rows)
    mass = float(seen.importance.sum())
    used, aim = words / bounds.room, float(seen.words[first_fit].sum()) / bounds.room
    opens = chosen[0] == 0
    next_to = (index[1:] - index[:-1] == 1).astype(np.float64)
    dangling = seen.features[chosen, NAMES.index("dangling")]
    half = seen.features[chosen, NAMES.index("half_quote")]
    low, high = place[subsets.low[rows]], place[subsets.high[rows]]
    more = np.maximum(sizes - 1, 1.0)
    paragraph = seen.paragraph[chosen]
    extra = np.zeros((len(rows), len(EXTRA)))
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
        2.0 * (pairs @ similar) / np.maximum(sizes * (sizes - 1), 1.0),
        (pairs * similar).max(axis=1, initial=0.0),
        reached[:, 1],
        reached[:, 2],
        reached[:, 0] / max(mass, 1e-9),
        reached[:, 0] / np.maximum(words, 1.0),
        2.0 * reached[:, 0] / np.maximum(0.5 * words + mass, 1e-9),
        members[:, 0] * opens,
        neighbours[:, 0] if opens and chosen[:2] == [0, 1] else 0.0,
        members[:, 0] * (sizes == 1) * opens,
        _is(members, chosen, first_fit),
        neighbours @ next_to / more,
        members @ dangling - neighbours @ (next_to * dangling[1:]),
        members @ half - 2.0 * (neighbours @ (next_to * half[:-1] * half[1:])),
        np.log1p(low),
        np.log1p(high - low),
        1.0 - neighbours @ (paragraph[1:] == paragraph[:-1]) / more,
        members @ seen.cut[chosen],
    )
    for number, column in enumerate(columns):
        extra[:, number] = column
    return extra


def _reached(held: Held, weights: Sequence[Floats], rows: NDArray[np.int64]) -> Floats:
    """Return the weights of the terms that the subsets in `rows` hold, subsets x kinds.

    Parameters
    ----------
    held
        Sentences x terms, 0 or 1.
    weights
        Of each kind, one a term.
    """
    import numpy as np

    # Terms that just the same sentences hold are taken together: there are few such groups.
    holders = (1 << np.arange(len(held))) @ held.astype(np.int64)
    groups = np.bincount(holders).nonzero()[0]
    mass: Floats = np.stack([np.bincount(holders, kind)[groups] for kind in weights])
    found: Floats = ((rows[:, None] + 1) & groups > 0).astype(np.float64) @ mass.T
    return found


def _is(members: Floats, chosen: list[int], wanted: list[int]) -> Floats | float:
    """Return 1.0 for the subset that is just the sentences wanted."""
    import numpy as np

    if not set(wanted) <= set(chosen):
        return 0.0
    target = [float(index in wanted) for index in chosen]
    same: Floats = (members == target).all(axis=1).astype(np.float64)
    return same

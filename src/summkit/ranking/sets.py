"""Whole candidate summaries: subsets of the best sentences under a budget, as numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from summkit.document import Document
from summkit.ranking.features import HEAD, NAMES, View
from summkit.selection import Budget

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

SHORTLIST = 9
"""Candidates are all subsets of so many sentences: 511."""

_SHORTEST = 0.5
_WORDS, _CHARACTERS = 22.0, 6.0
"""Words of a sentence and characters of a word that a bound is worth, in any language."""

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
    "start": "it starts late",
    "spread": "it is gathered from far apart",
    "paragraphs": "its sentences come from different paragraphs",
}
"""Every feature of a set that is not a sum or mean over its sentences."""

SET_NAMES = (
    *(f"sum:{name}" for name in NAMES),
    *(f"mean:{name}" for name in NAMES),
    *EXTRA,
)


@dataclass(frozen=True)
class Limits:
    """A budget as the ranker uses it.

    Attributes
    ----------
    words, characters
        Bounds of a set; infinite where there is none.
    sentences
        At most so many.
    exact
        Whether it must be just so many: the budget names no size but a count.
    room
        The size to aim at, in words, above 0.
    """

    words: float
    characters: float
    sentences: int
    exact: bool
    room: float


def limits(document: Document, budget: Budget) -> Limits:
    """Return what a budget allows."""
    count = budget.limit(document)
    rooms: list[float] = []
    if budget.words is not None:
        rooms.append(float(budget.words))
    if budget.characters is not None:
        rooms.append(budget.characters / _CHARACTERS)
    if budget.sentences is not None or budget.ratio is not None:
        rooms.append(count * _WORDS)
    infinite = float("inf")
    return Limits(
        infinite if budget.words is None else float(budget.words),
        infinite if budget.characters is None else float(budget.characters),
        count,
        budget.words is None and budget.characters is None,
        max(1.0, min(rooms)),
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
    values
        Sets x `SET_NAMES`.
    lead_words
        Words of the first sentences that the budget takes.
    """

    members: Floats
    shortlist: tuple[int, ...]
    values: Floats
    lead_words: float

    def indices(self, row: int) -> list[int]:
        """Return the sentences of one set in document order."""
        return [i for i, has in zip(self.shortlist, self.members[row], strict=True) if has]


def candidates(
    seen: View, bounds: Limits, scores: Floats, allowed: Sequence[int]
) -> Candidates | None:
    """Return the sets to choose from; None where no allowed sentence fits alone.

    Parameters
    ----------
    scores
        One a sentence of `seen`; those highest make the shortlist.
    allowed
        What may be chosen, in document order.
    """
    fits = (seen.words <= bounds.words) & (seen.characters - seen.joiner <= bounds.characters)
    fitting = [i for i in allowed if i < HEAD and fits[i]]
    if not fitting:
        return None
    chosen = sorted(sorted(fitting, key=lambda i: (-scores[i], i))[:SHORTLIST])
    members, sizes = _subsets(len(chosen))
    within = members @ seen.words[chosen] <= bounds.words
    within &= sizes <= bounds.sentences
    if bounds.characters != float("inf"):
        within &= members @ seen.characters[chosen] - seen.joiner <= bounds.characters
    if bounds.exact:
        within &= sizes == sizes[within].max()
    members, sizes = members[within], sizes[within]
    first = lead(seen, bounds, fitting)
    words = members @ seen.words[chosen]
    # Far below the lead's length lies nothing that the weights have been fitted for.
    lead_words = float(seen.words[first].sum())
    long = words >= min(lead_words * _SHORTEST, float(words.max()))
    members, sizes = members[long], sizes[long]
    values = _values(seen, bounds, members, sizes, chosen, first)
    return Candidates(members, tuple(chosen), values, lead_words)


def lead(seen: View, bounds: Limits, allowed: Sequence[int]) -> list[int]:
    """Return the first sentences, whole, that the budget takes; long ones are passed over."""
    taken: list[int] = []
    words, characters = 0.0, -float(seen.joiner)
    for index in allowed:
        if len(taken) == bounds.sentences:
            break
        more, longer = words + seen.words[index], characters + seen.characters[index]
        if more <= bounds.words and longer <= bounds.characters:
            taken.append(index)
            words, characters = more, longer
    return taken


@cache
def _subsets(count: int) -> tuple[Floats, Floats]:
    """Return every non-empty subset of `count` as rows of 0 and 1, and their sizes."""
    import numpy as np

    numbers = np.arange(1, 1 << count)
    members = (numbers[:, None] >> np.arange(count) & 1).astype(np.float64)
    return members, members.sum(axis=1)


def _values(
    seen: View,
    bounds: Limits,
    members: Floats,
    sizes: Floats,
    chosen: list[int],
    first_fit: list[int],
) -> Floats:
    import numpy as np

    features = seen.features[chosen]
    words = seen.words[chosen]
    total = members @ words
    width = len(NAMES)
    out = np.empty((len(members), 2 * width + len(EXTRA)))
    out[:, :width] = members @ (features * (words / bounds.room)[:, None])
    out[:, width : 2 * width] = members @ features / sizes[:, None]
    place = np.array(chosen, dtype=np.float64)
    similar = seen.similar[np.ix_(chosen, chosen)]
    inside = ((members @ similar) * members).sum(axis=1)
    # The most alike two of a set: subsets of nine have at most 36 pairs.
    first, second = np.triu_indices(len(chosen), 1)
    if len(first):
        most = (members[:, first] * members[:, second] * similar[first, second]).max(axis=1)
    else:
        most = np.zeros(len(members))
    covered = members @ seen.held[chosen] > 0
    reached = covered @ seen.importance
    mass = float(seen.importance.sum())
    used, aim = total / bounds.room, float(seen.words[first_fit].sum()) / bounds.room
    has_first = members[:, 0] * (chosen[0] == 0)
    two = members[:, 0] * members[:, 1] if chosen[:2] == [0, 1] else np.zeros(len(members))
    next_to = np.diff(place) == 1
    adjacent = (members[:, :-1] * members[:, 1:]) @ next_to
    dangling = features[:, NAMES.index("dangling")]
    before = np.zeros_like(members)
    before[:, 1:] = members[:, :-1] * next_to
    low = np.where(members > 0, place, np.inf).min(axis=1)
    high = np.where(members > 0, place, -1.0).max(axis=1)
    paragraph = seen.paragraph[chosen]
    same = (members[:, :-1] * members[:, 1:]) @ (np.diff(paragraph) == 0)
    is_lead = np.zeros(len(members))
    if set(first_fit) <= set(chosen):
        target = np.isin(chosen, first_fit).astype(np.float64)
        is_lead = (members == target).all(axis=1)
    extra = (
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
        inside / np.maximum(sizes * (sizes - 1), 1.0),
        most,
        covered @ seen.weight,
        covered @ seen.headline,
        reached / max(mass, 1e-9),
        reached / np.maximum(total, 1.0),
        2.0 * reached / np.maximum(0.5 * total + mass, 1e-9),
        has_first,
        two,
        has_first * (sizes == 1),
        is_lead,
        adjacent / np.maximum(sizes - 1, 1.0),
        (members * (1.0 - before)) @ dangling,
        np.log1p(low),
        np.log1p(high - low),
        1.0 - same / np.maximum(sizes - 1, 1.0),
    )
    for column, value in enumerate(extra, 2 * width):
        out[:, column] = value
    return out

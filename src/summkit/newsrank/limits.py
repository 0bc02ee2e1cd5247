"""A budget in the form that the ranker uses."""

from __future__ import annotations

from typing import NamedTuple

from summkit.budget import Budget
from summkit.document import Document

_WORDS, _CHARACTERS = 22.0, 6.0
"""Words of a sentence and characters of a word.

They are assumed for every language when budgets are converted.
"""


class BudgetLimits(NamedTuple):
    """The bounds of a budget for one article.

    Attributes
    ----------
    budget
        The budget itself.
    words, characters
        Maximum size of a set; infinite if the budget has no such bound.
    sentences
        Maximum number of sentences.
    exact
        Whether a set must have exactly this number of sentences: the budget has only a count.
    room
        The size to aim at, in words, at least 1.
    """

    budget: Budget
    words: float
    characters: float
    sentences: int
    exact: bool
    room: float


def limits(document: Document, budget: Budget) -> BudgetLimits:
    """Return the bounds of a budget for one article."""
    count = budget.limit(document)
    rooms: list[float] = []
    if budget.words is not None:
        rooms.append(float(budget.words))
    if budget.characters is not None:
        rooms.append(budget.characters / _CHARACTERS)
    if budget.sentences is not None or budget.ratio is not None:
        rooms.append(count * _WORDS)
    infinite = float("inf")
    return BudgetLimits(
        budget,
        infinite if budget.words is None else float(budget.words),
        infinite if budget.characters is None else float(budget.characters),
        count,
        budget.words is None and budget.characters is None,
        max(1.0, min(rooms)),
    )

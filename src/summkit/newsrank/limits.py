"""A budget as the ranker uses it."""

from __future__ import annotations

from dataclasses import dataclass

from summkit.budget import Budget
from summkit.document import Document

_WORDS, _CHARACTERS = 22.0, 6.0
"""Words of a sentence and characters of a word that a bound is worth, in any language."""


@dataclass(frozen=True)
class BudgetLimits:
    """A budget as the ranker uses it, for one article.

    Attributes
    ----------
    budget
        What it is made of.
    words, characters
        Bounds of a set; infinite where there is none.
    sentences
        At most so many.
    exact
        Whether it must be just so many: the budget names no size but a count.
    room
        The size to aim at, in words, above 0.
    """

    budget: Budget
    words: float
    characters: float
    sentences: int
    exact: bool
    room: float


def limits(document: Document, budget: Budget) -> BudgetLimits:
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
    return BudgetLimits(
        budget,
        infinite if budget.words is None else float(budget.words),
        infinite if budget.characters is None else float(budget.characters),
        count,
        budget.words is None and budget.characters is None,
        max(1.0, min(rooms)),
    )

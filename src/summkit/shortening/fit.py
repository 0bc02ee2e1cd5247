"""What to print where the best sentence is longer than its budget, so that nothing is cut."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from summkit.document import Document
from summkit.shortening import clauses, prose
from summkit.shortening.result import Shortening

SURE = 0.7
"""Of a shortening's chance: below it the next sentence is asked."""

TRIED = 5
"""How many sentences may be shortened, since each has to be parsed."""


def fit(
    document: Document, order: Sequence[int], fits: Callable[[str], bool]
) -> Shortening | int | None:
    """Return the first sentence that fits, whole (its index) or shortened; None where none does.

    Parameters
    ----------
    order
        Indices of sentences, best first.
    fits
        Whether a text is within the budget.
    """
    english = document.language.code == "en"
    doubtful: Shortening | None = None
    for place, index in enumerate(order):
        if fits(document.sentences[index].text):
            return index
        if place >= TRIED:
            continue
        shorten = prose.shortened if english else clauses.shortened
        found = shorten(document, index, fits)
        if found is not None and found.chance >= SURE:
            return found
        if found is not None and (doubtful is None or found.chance > doubtful.chance):
            doubtful = found
    return doubtful

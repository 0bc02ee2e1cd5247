"""A sentence that is longer than its budget, shortened so that it need not be cut."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from summkit.document import Document
from summkit.shortening import clauses, prose
from summkit.shortening.result import Shortening

LEAST = 0.45
"""Of a shortening's chance; below it another sentence is better."""

TRIED = 3
"""How many sentences may be shortened, since each has to be parsed."""


def fit(document: Document, order: Sequence[int], fits: Callable[[str], bool]) -> Shortening | None:
    """Return the first sentence that can be shortened to fit, None where none can.

    Parameters
    ----------
    order
        Indices of sentences, best first.
    fits
        Whether a text is within the budget.
    """
    shorten = prose.shortened if document.language.code == "en" else clauses.shortened
    for index in order[:TRIED]:
        found = shorten(document, index, fits)
        if found is not None and found.chance >= LEAST:
            return found
    return None

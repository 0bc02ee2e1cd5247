"""Where in the article the chosen sentences stand, and how long a text is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from summkit.article import Reference
from summkit.document import Document
from summkit.metrics.base import NAN, Candidate, Metric
from summkit.metrics.column import Column


class Position(Metric):
    """Where the chosen sentences stand.

    * position.first: index of the earliest, from 0;
    * position.mean: mean of index / (sentences of the document - 1): 0 is the first
      sentence, 1 the last; 0 where the document has only one.

    NaN for a text that was not chosen from a document.
    """

    name: ClassVar[str] = "position"
    source: ClassVar[str] = (
        "after the position aspect of Jung et al. 2019, Earlier Isn't Always Better"
    )

    @property
    def columns(self) -> tuple[Column, ...]:
        """position.first, position.mean; they describe."""
        return (
            Column("position.first", "first place", unit="sentences", main=False),
            Column("position.mean", "mean place", main=False),
        )

    def values(
        self,
        candidate: Candidate,
        references: Sequence[Reference],
        document: Document | None,
    ) -> tuple[float, ...]:
        """Return the values of one candidate."""
        chosen = candidate.chosen
        if document is None or not chosen:
            return (NAN, NAN)
        last = max(1, len(document.sentences) - 1)
        return (float(min(chosen)), sum(chosen) / len(chosen) / last)


class Length(Metric):
    """How long a text is.

    * length.sentences: as the candidate gives them;
    * length.words: as budgets count in the document's language; between white space
      without a document;
    * length.characters: code points of the text.
    """

    name: ClassVar[str] = "length"
    source: ClassVar[str] = "summkit's budgets"

    @property
    def columns(self) -> tuple[Column, ...]:
        """length.sentences, length.words, length.characters; they describe."""
        units = ("sentences", "words", "characters")
        return tuple(
            Column(f"length.{unit}", f"length in {unit}", unit=unit, main=False) for unit in units
        )

    def values(
        self,
        candidate: Candidate,
        references: Sequence[Reference],
        document: Document | None,
    ) -> tuple[float, ...]:
        """Return the values of one candidate."""
        text = candidate.text
        words = document.language.count_words(text) if document else len(text.split())
        return (float(len(candidate.sentences)), float(words), float(len(text)))

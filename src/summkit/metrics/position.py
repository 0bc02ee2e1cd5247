"""Where in the article the chosen sentences stand, and how long a text is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from summkit.article import Reference
from summkit.document import Document
from summkit.metrics.base import NAN, Candidate, Metric


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
    needs: ClassVar[frozenset[str]] = frozenset({"document", "chosen"})

    @property
    def columns(self) -> tuple[str, ...]:
        """position.first, position.mean."""
        return ("position.first", "position.mean")

    def higher_is_better(self, column: str) -> None:
        """They describe."""

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
    def columns(self) -> tuple[str, ...]:
        """length.sentences, length.words, length.characters."""
        return ("length.sentences", "length.words", "length.characters")

    def higher_is_better(self, column: str) -> None:
        """They describe."""

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

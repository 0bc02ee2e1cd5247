"""The positions of the chosen sentences in the article, and the length of a text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from summkit.article import Reference
from summkit.document import Document
from summkit.metrics.base import NAN, Candidate, Metric
from summkit.metrics.column import Column


class Position(Metric):
    """The positions of the chosen sentences in the article.

    * position.first: index of the earliest sentence, from 0;
    * position.mean: mean of index / (sentences of the document - 1): 0 is the first
      sentence, 1 the last; 0 if the document has only one.

    NaN for a text that does not consist of sentences of a document.

    Examples
    --------
    >>> import summkit as sk
    >>> body = "A fire broke out in Ostrava on Monday. Nobody was hurt. It began in a mill."
    >>> document = sk.analyse(body, "en")
    >>> chosen = ("A fire broke out in Ostrava on Monday.", "It began in a mill.")
    >>> sk.Position().values(sk.Candidate(" ".join(chosen), chosen, (0, 2)), (), document)
    (0.0, 0.5)
    """

    name: ClassVar[str] = "position"
    source: ClassVar[str] = (
        "after the position aspect of Jung et al. 2019, Earlier Isn't Always Better"
    )

    @property
    def columns(self) -> tuple[Column, ...]:
        """position.first and position.mean, without a better direction."""
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
    """The length of a text.

    * length.sentences: number of the candidate's sentences;
    * length.words: number of words, as budgets count them in the document's language; without a
      document, number of words between white space;
    * length.characters: number of code points.

    Examples
    --------
    >>> import summkit as sk
    >>> score = sk.score(["A fire broke out."], ["Fire."], metrics=[sk.Length()])
    >>> score["length.words"].mean, score["length.characters"].mean
    (4.0, 17.0)
    """

    name: ClassVar[str] = "length"
    source: ClassVar[str] = "summkit's budgets"

    @property
    def columns(self) -> tuple[Column, ...]:
        """length.sentences, length.words, length.characters, without a better direction."""
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

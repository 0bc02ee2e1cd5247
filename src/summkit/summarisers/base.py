"""What a method is: a Document in, one score a sentence out; and how it declares parameters."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from summkit.document import Document
from summkit.errors import InputError
from summkit.parameters import check, parameter
from summkit.selection import Budget
from summkit.shortening.weights import Shortener

__all__ = ["SetSummariser", "Summariser", "Writer", "Written", "parameter", "scores_of"]


@dataclass(frozen=True)
class Summariser(ABC):
    """Base of every method. A subclass is a frozen dataclass whose fields are `parameter`s.

    The constructor stores parameters unchanged and refuses values out of range with a
    UsageError. Instances hold no state between documents.

    Class attributes
    ----------------
    name
        As typed after ``--method``.
    paper
        Author, year, title or section; where ours differs is said in the class docstring.
    """

    name: ClassVar[str]
    paper: ClassVar[str]

    def __post_init__(self) -> None:
        check(self.name, self)

    @abstractmethod
    def score(self, document: Document) -> Sequence[float]:
        """Return one finite float a sentence, higher is better; ties go to the earlier one.

        The document has at least one sentence. Deterministic: no sum over a set, every
        random choice seeded.
        """

    def prepare(self, documents: Sequence[Document]) -> None:
        """Make those parts of documents that `score` will read; scores do not depend on it."""
        return

    def told(self, target: str, budget: Budget) -> Summariser:
        """Return the method as it is for a target and budget: itself, unless it cares."""
        return self

    @property
    def shortener(self) -> Shortener | None:
        """What its headlines are shortened with; None is what comes with summkit."""
        return None

    def remarks(self, document: Document) -> tuple[str, ...]:
        """Say what a reader of a comparison should know of this article; counted there."""
        return ()

    def explain(self, document: Document, index: int) -> list[str]:
        """Say in words why a sentence ranks where it does; empty where there is no more to say."""
        return []


class SetSummariser(Summariser):
    """A method that chooses a set under the budget rather than scoring sentences apart.

    Class attributes
    ----------------
    cuts
        Whether a first choice that is longer than the budget is meant to be cut; else it
        is passed over for one that fits.
    """

    cuts: ClassVar[bool] = False

    @abstractmethod
    def choose(self, document: Document, budget: Budget, allowed: Sequence[int]) -> Sequence[int]:
        """Return distinct indices out of `allowed`, in order of choice, best first.

        The selection keeps the longest prefix of them that satisfies the budget.
        """

    def choose_many(
        self, documents: Sequence[Document], budget: Budget, allowed: Sequence[Sequence[int]]
    ) -> Sequence[Sequence[int]]:
        """Return what `choose` does for each document; for methods that are quicker at many."""
        return [
            self.choose(document, budget, own)
            for document, own in zip(documents, allowed, strict=True)
        ]


@dataclass(frozen=True, slots=True)
class Written:
    """What a Writer answered: exactly one of the three is not None.

    Attributes
    ----------
    scores
        One finite number a sentence, higher is better.
    indices
        Distinct sentence indices in order of choice, best first; not empty.
    text
        A text of its own, not empty, with no place in the body.
    """

    scores: tuple[float, ...] | None = None
    indices: tuple[int, ...] | None = None
    text: str | None = None


class Writer(Summariser):
    """A method that is told what is wanted, and may answer in words of its own."""

    @abstractmethod
    def write(self, document: Document, target: str, budget: Budget) -> Written:
        """Write one summary. The budget is a wish: the System holds the answer to it."""

    def score(self, document: Document) -> Sequence[float]:
        """Return scores of all sentences, asked for as a summary without a limit.

        Raises
        ------
        InputError
            Where the answer is a text: it ranks no sentence.
        """
        written = self.write(document, "summary", Budget(ratio=1.0))
        if written.text is not None:
            raise InputError(f"{self.name}: wrote a text, not scores", document.article.source)
        return scores_of(written, len(document.sentences))


def scores_of(written: Written, count: int) -> Sequence[float]:
    """Return one score for each of `count` sentences; chosen indices count down from 1."""
    if written.scores is not None:
        return written.scores
    scores = [0.0] * count
    indices = written.indices or ()
    for place, index in enumerate(indices):
        scores[index] = 1.0 - place / len(indices)
    return scores

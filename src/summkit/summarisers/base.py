"""What a method is: a Document in, one score a sentence out; and how it declares parameters."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from summkit.document import Document
from summkit.parameters import check, describe, parameter
from summkit.selection import Budget

__all__ = ["SetSummariser", "Summariser", "describe", "parameter"]


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
    prefix
        True when the selection must stop at the first sentence that no longer fits
        instead of passing over it (the lead is a prefix of the article or it is not
        the lead).
    """

    name: ClassVar[str]
    paper: ClassVar[str]
    prefix: ClassVar[bool] = False

    def __post_init__(self) -> None:
        check(self.name, self)

    @abstractmethod
    def score(self, document: Document) -> Sequence[float]:
        """Return one finite float a sentence, higher is better; ties go to the earlier one.

        The document has at least one sentence. Deterministic: no sum over a set, every
        random choice seeded.
        """


class SetSummariser(Summariser):
    """A method that chooses a set under the budget rather than scoring sentences apart."""

    @abstractmethod
    def choose(self, document: Document, budget: Budget, allowed: Sequence[int]) -> Sequence[int]:
        """Return distinct indices out of `allowed`, in order of choice, best first.

        The selection keeps the longest prefix of them that satisfies the budget.
        """

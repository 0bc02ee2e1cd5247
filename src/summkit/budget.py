"""The Budget, which limits the length of a summary, and the Room that is left during selection."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from math import floor
from typing import Any

from summkit.arguments import number, whole
from summkit.cutting import cut
from summkit.document import Document
from summkit.errors import ArgumentTypeError, UsageError
from summkit.language import Language
from summkit.naming import Attributes, helpful_constructor

_LEAST = {"sentences": 1, "words": 1, "characters": 2}


@helpful_constructor
@dataclass(frozen=True, slots=True)
class Budget(Attributes):
    """The largest length of a summary. A summary satisfies all bounds of its budget.

    Attributes
    ----------
    sentences
        Largest number of sentences, 1 or more; None means no bound.
    words
        Largest number of words, 1 or more; None means no bound. Words are separated by white space,
        as editors count them; in scripts without spaces, the language's segmentation counts them.
    characters
        Largest number of characters (code points) of the final text, 2 or more; None means no
        bound. Spaces between sentences and the mark of a cut count.
    ratio
        Largest share of the document's sentences, in (0, 1]; None means no bound. The product is
        rounded down, but is at least one sentence.

    Raises
    ------
    UsageError
        If there is no bound, or if a bound is out of range.
    ArgumentTypeError
        If a bound is not a whole number, or if the ratio is not a number.

    Examples
    --------
    >>> Budget(sentences=2, words=40)
    Budget(sentences=2, words=40)
    """

    sentences: int | None = None
    words: int | None = None
    characters: int | None = None
    ratio: float | None = None

    def __post_init__(self) -> None:
        sizes = {name: getattr(self, name) for name in _LEAST}
        for name, size in sizes.items():
            if size is not None:
                whole(name, size, _LEAST[name])
        if self.ratio is not None:
            number("ratio", self.ratio, "a number above 0, at most 1", lambda share: 0 < share <= 1)
        elif all(size is None for size in sizes.values()):
            raise UsageError(
                "a budget needs at least one of `sentences`, `words`, `characters`, `ratio`"
            )

    def __repr__(self) -> str:
        bounds = (f"{name}={bound}" for name, bound in asdict(self).items() if bound is not None)
        return f"Budget({', '.join(bounds)})"

    def limit(self, document: Document) -> int:
        """Return the largest number of sentences that this budget allows for a document."""
        count = len(document.sentences)
        limit = count if self.sentences is None else min(self.sentences, count)
        if self.ratio is not None:
            limit = min(limit, max(1, floor(self.ratio * count + 1e-9)))
        return limit

    def holds(self, words: float, characters: float) -> bool:
        """Return whether the given numbers of words and characters are within the budget."""
        return (self.words is None or words <= self.words) and (
            self.characters is None or characters <= self.characters
        )

    def fits(self, language: Language, text: str) -> bool:
        """Return whether a text is within the bounds on words and characters.

        White space is folded first. The number of sentences is not checked: see `limit`.

        Examples
        --------
        >>> from summkit.language import get_language
        >>> Budget(words=3).fits(get_language("en"), "A fire broke out.")
        False
        """
        return self.holds(*self.size(language, text))

    def size(self, language: Language, text: str) -> tuple[int, int]:
        """Return the numbers of words and characters of a text; 0 for a number without a bound."""
        words = 0 if self.words is None else language.count_words(text)
        return words, 0 if self.characters is None else len(" ".join(text.split()))

    def cut(self, language: Language, text: str) -> str:
        """Return a prefix of a long sentence that fits the budget together with the mark "…".

        See `summkit.cutting.cut` for the place of the cut.
        """
        return cut(text, language, self.words, self.characters)


def budget_of(
    budget: Budget | None = None,
    *,
    sentences: int | None = None,
    words: int | None = None,
    characters: int | None = None,
    ratio: float | None = None,
) -> Budget | None:
    """Return the budget of a caller, who passes a Budget or its limits; None for neither.

    Raises
    ------
    UsageError
        If both are passed, or if a limit is out of range.
    ArgumentTypeError
        If `budget` is not a Budget, or if a limit has the wrong type.
    """
    limits: dict[str, Any] = {
        "sentences": sentences,
        "words": words,
        "characters": characters,
        "ratio": ratio,
    }
    limits = {name: limit for name, limit in limits.items() if limit is not None}
    if budget is not None and not isinstance(budget, Budget):
        raise ArgumentTypeError("budget", budget, "a Budget such as Budget(words=30)")
    if budget is not None and limits:
        raise UsageError(f"`budget` and `{next(iter(limits))}` are both given: give one of them")
    return Budget(**limits) if limits else budget


class Room:
    """The part of a budget that remains while sentences of a document are added.

    Attributes
    ----------
    chosen
        Indices of the added sentences, in the order of their addition.
    """

    def __init__(self, document: Document, budget: Budget) -> None:
        self.chosen: list[int] = []
        self._document = document
        self._budget = budget
        self._limit = budget.limit(document)
        self._joiner = len(document.language.joiner)
        self._words = self._characters = 0

    @property
    def full(self) -> bool:
        """Whether the budget allows no further sentence of any length."""
        return len(self.chosen) >= self._limit

    def fits(self, index: int) -> bool:
        """Return whether a sentence fits the remaining words and characters; `full` is ignored."""
        return self._budget.holds(*self._with(index))

    def add(self, index: int) -> None:
        """Add a sentence by its index."""
        self._words, self._characters = self._with(index)
        self.chosen.append(index)

    def _with(self, index: int) -> tuple[int, int]:
        document = self._document
        words, characters = self._budget.size(document.language, document.sentences[index].text)
        joiner = self._joiner if self.chosen else 0
        return self._words + words, self._characters + joiner + characters

"""The base classes of methods, which compute a score for each sentence of a Document."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from summkit.budget import Budget
from summkit.document import Document
from summkit.errors import ArgumentTypeError, InputError
from summkit.parameters import Parameterised, parameter

if TYPE_CHECKING:
    from summkit.llm.reply import Usage
    from summkit.shortening.learned.weights import Shortener

__all__ = [
    "Answer",
    "Ranked",
    "Reason",
    "SetSummariser",
    "Summariser",
    "Writer",
    "parameter",
    "scores_of",
]


class Reason(NamedTuple):
    """A feature of a sentence that raised or lowered its score.

    Attributes
    ----------
    feature
        Name of the feature, such as "position".
    phrase
        Description that can follow "ranked higher:", such as "comes early".
    value, weight
        Value of the feature and its weight; the method defines their units.

    Examples
    --------
    >>> Reason("position", "comes early", 2.0, 0.25).contribution
    0.5
    """

    feature: str
    phrase: str
    value: float
    weight: float

    @property
    def contribution(self) -> float:
        """The amount added to the sentence score; negative if the feature lowered the score."""
        return self.value * self.weight


class Summariser(Parameterised, ABC, abstract=True):
    """Base class of methods. A method scores sentences and may explain the scores.

    A subclass needs to implement only `score`. Its fields are its parameters; `parameter` declares
    a field with bounds and a description. An instance has no state that passes from one document
    to the next. summkit selects sentences under the budget, the same way for all methods.

    Class attributes
    ----------------
    name
        Name of the method, as after ``--method``.
    paper
        Author, year, and title or section. The class docstring describes differences from the
        paper.
    unnamed
        Parameters that tables do not show after the name, because they do not change the texts.

    Examples
    --------
    >>> import summkit as sk
    >>> class Longest(sk.Summariser, name="longest"):
    ...     def score(self, document):
    ...         return [len(sentence.text) for sentence in document.sentences]
    >>> str(sk.summarise("A fire broke out. Nobody was hurt in it.", sentences=1, method=Longest()))
    'Nobody was hurt in it.'
    """

    name: ClassVar[str]
    paper: ClassVar[str] = ""
    unnamed: ClassVar[tuple[str, ...]] = ()

    def __init_subclass__(cls, **rest: Any) -> None:
        super().__init_subclass__(**rest)
        if "score" in cls.__dict__:
            cls.score = _of_documents(cls.score)  # type: ignore[assignment,method-assign]

    @abstractmethod
    def score(self, document: Document) -> Sequence[float]:
        """Return a finite number for each sentence; a higher score is better.

        The document has at least one sentence. Of two sentences with equal scores, the earlier one
        is preferred. The scores must be deterministic: use no sum over a set, and seed every
        random choice.
        """

    def explain(self, document: Document, index: int) -> list[Reason]:
        """Return the reasons for the score of a sentence; [] if the method gives no reasons."""
        return []


def _of_documents(score: Callable[[Any, Document], Any]) -> Callable[[Any, Document], Any]:
    """Decorate `score` so that its error for a text or an Article says how to make a Document."""

    @wraps(score)
    def checked(self: Any, document: Document) -> Any:
        try:
            return score(self, document)
        except (AttributeError, TypeError) as error:
            if isinstance(document, Document):
                raise
            advice = "summkit.analyse(text) makes one"
            raise ArgumentTypeError("document", document, "a Document", advice) from error

    return checked


class Ranked(NamedTuple):
    """The choice of a `SetSummariser` for one document.

    Attributes
    ----------
    order
        Distinct indices of allowed sentences, best first. The selection takes the longest prefix
        that satisfies the budget. If the order is empty, the scores decide.
    scores
        A score for each sentence.
    remarks
        Remarks about this article for a reader of a comparison, which counts them.
    cuts
        Whether to cut the first sentence of the order if it is longer than the budget. Otherwise
        the next sentence that fits is taken.
    shortener
        Weights for the shortening of headlines; None takes the shipped weights.
    completes
        Whether to print the first mention of a person in full; see
        `summkit.cohesion.completion`.
    lead
        Indices of the lead, which replaces the order if its confidence is higher by at least
        `fallback`.
    fallback
        A difference of probabilities, from 0 to 1.
    """

    order: Sequence[int]
    scores: Sequence[float]
    remarks: tuple[str, ...] = ()
    cuts: bool = False
    shortener: Shortener | None = None
    completes: bool = False
    lead: Sequence[int] = ()
    fallback: float = 1.0


class SetSummariser(Summariser, abstract=True):
    """Base class of methods that choose a set of sentences under the budget."""

    @abstractmethod
    def rank_sets(
        self,
        documents: Sequence[Document],
        target: str,
        budget: Budget,
        allowed: Sequence[Sequence[int]],
    ) -> list[Ranked]:
        """Return the choice for each document, independent of the other documents.

        Parameters
        ----------
        target
            The kind of text, a key of `summkit.targets.TARGETS`.
        allowed
            For each document, the indices of the sentences that may be chosen.
        """

    def whole(self) -> SetSummariser:
        """Return the same method without the choice of sentences that must be cut.

        summkit calls this if a chosen sentence cannot be cut to the budget.
        """
        return self

    def explain_for(
        self, document: Document, index: int, target: str, budget: Budget
    ) -> list[Reason]:
        """Return the reasons for the score of a sentence, given a target and a budget."""
        return self.explain(document, index)


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer of a Writer. Exactly one of `scores`, `indices` and `text` is not None.

    Attributes
    ----------
    scores
        A finite number for each sentence; a higher score is better.
    indices
        Distinct indices of the chosen sentences, best first; not empty.
    text
        A text in the Writer's own words, without offsets into the body; "" is an empty answer.
    remarks
        Remarks about this article for a reader of a comparison, which counts them.
    usage
        Tokens and seconds that the answer of a language model took; None for other methods.
    """

    scores: tuple[float, ...] | None = None
    indices: tuple[int, ...] | None = None
    text: str | None = None
    remarks: tuple[str, ...] = ()
    usage: Usage | None = None


class Writer(Summariser, abstract=True):
    """Base class of methods that get the target and the budget and may write their own text."""

    @abstractmethod
    def write(self, document: Document, target: str, budget: Budget) -> Answer:
        """Return the answer for a document. The System cuts an answer that exceeds the budget."""

    @property
    def together(self) -> int:
        """Number of documents for one call of `foresee`; 1 if larger calls save no time."""
        return 1

    def foresee(self, documents: Sequence[Document], target: str, budget: Budget) -> None:
        """Prepare the answers for several documents, if that saves time.

        The answers of `write` must not depend on this method, and it must raise no errors: `write`
        raises them.
        """

    def described(self) -> dict[str, Any]:
        """Return properties that a saved run stores in addition to the parameters, as JSON data."""
        return {}

    def score(self, document: Document) -> Sequence[float]:
        """Return the scores of all sentences, from an answer for a summary without a limit.

        Raises
        ------
        InputError
            If the answer is a text, which contains no scores.
        """
        answer = self.write(document, "summary", Budget(ratio=1.0))
        if answer.text is not None:
            raise InputError(
                f"{self.name}: this method writes a text and does not score sentences",
                document.article.source,
            )
        return scores_of(answer, len(document.sentences))


def scores_of(answer: Answer, count: int) -> Sequence[float]:
    """Return the scores of `count` sentences; for chosen indices, the scores fall from 1."""
    if answer.scores is not None:
        return answer.scores
    scores = [0.0] * count
    indices = answer.indices or ()
    for place, index in enumerate(indices):
        scores[index] = 1.0 - place / len(indices)
    return scores

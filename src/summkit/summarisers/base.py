"""What a method is: a Document in, one score a sentence out; and how it declares parameters."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from summkit.budget import Budget
from summkit.document import Document
from summkit.errors import InputError
from summkit.parameters import Parameterised, parameter

if TYPE_CHECKING:
    from summkit.llm.reply import Usage
    from summkit.shortening.weights import Shortener

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
    """One cause of a sentence score.

    Attributes
    ----------
    feature
        Its name, such as "position".
    phrase
        The same in words that follow "ranked higher:", such as "comes early".
    value, weight
        What the method saw, and how much it counts; see the method for their units.
    """

    feature: str
    phrase: str
    value: float
    weight: float

    @property
    def contribution(self) -> float:
        """By how much it raised the sentence score; negative where it lowered it."""
        return self.value * self.weight


class Summariser(Parameterised, ABC, abstract=True):
    """Base of every method: it scores sentences, and may explain the scores.

    A subclass implements `score` and nothing else. Its fields are its parameters; a field
    made by `parameter` says which values it takes. Instances hold no state between
    documents. Choosing under a budget is not the method's business.

    Class attributes
    ----------------
    name
        As typed after ``--method``.
    paper
        Author, year, title or section; where ours differs is said in the class docstring.
    unnamed
        Parameters that tables leave out of its name, since they tell no methods apart.

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

    @abstractmethod
    def score(self, document: Document) -> Sequence[float]:
        """Return one finite sentence score a sentence, higher is better.

        The document has at least one sentence. Of equal scores the earlier sentence wins.
        Deterministic: no sum over a set, every random choice seeded.
        """

    def explain(self, document: Document, index: int) -> list[Reason]:
        """Return what raised and lowered a sentence score; empty where there is no more to say."""
        return []


class Ranked(NamedTuple):
    """What a method that chooses sets answers for one document.

    Attributes
    ----------
    order
        Distinct sentence indices out of those allowed, best first. The selection keeps the
        longest prefix that satisfies the budget; empty leaves the choice to the scores.
    scores
        One a sentence.
    remarks
        What a reader of a comparison should know of this article; counted there.
    cuts
        Whether a first choice that is longer than the budget is meant to be cut; else it
        is passed over for one that fits.
    shortener
        What a headline is shortened with; None is what comes with summkit.
    completes
        Whether first mentions of people are printed in full; see
        `summkit.cohesion.completion`.
    lead
        What is taken instead, from its first on, where its confidence is higher by at least
        `fallback`.
    fallback
        In probability, 0 to 1.
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
    """A method that chooses a set under the budget rather than scoring sentences apart."""

    @abstractmethod
    def rank_sets(
        self,
        documents: Sequence[Document],
        target: str,
        budget: Budget,
        allowed: Sequence[Sequence[int]],
    ) -> list[Ranked]:
        """Return the set chosen of each document; it does not depend on the other documents.

        Parameters
        ----------
        target
            What is written, a key of `summkit.targets.TARGETS`.
        allowed
            For each document, the indices that may be chosen.
        """

    def whole(self) -> SetSummariser:
        """Return the method that chooses nothing longer than the budget; asked where that fails."""
        return self

    def explain_for(
        self, document: Document, index: int, target: str, budget: Budget
    ) -> list[Reason]:
        """Do what `explain` does, for a target and a budget."""
        return self.explain(document, index)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a Writer answered: exactly one of the three is not None.

    Attributes
    ----------
    scores
        One finite number a sentence, higher is better.
    indices
        Distinct sentence indices in order of choice, best first; not empty.
    text
        A text in the Writer's words, with no place in the body; "" where it wrote nothing.
    remarks
        What a reader of a comparison should know of this article; counted there.
    usage
        What a language model's answer cost; None of what is no language model.
    """

    scores: tuple[float, ...] | None = None
    indices: tuple[int, ...] | None = None
    text: str | None = None
    remarks: tuple[str, ...] = ()
    usage: Usage | None = None


class Writer(Summariser, abstract=True):
    """A method that learns what is wanted, and may answer in words of its own."""

    @abstractmethod
    def write(self, document: Document, target: str, budget: Budget) -> Answer:
        """Write one summary. The budget is a wish: the System holds the answer to it."""

    @property
    def together(self) -> int:
        """So many documents are worth handing over at once: 1 where that saves nothing."""
        return 1

    def foresee(self, documents: Sequence[Document], target: str, budget: Budget) -> None:
        """Prepare for `write` of each of these documents, where that saves time.

        It changes no answer, and what fails fails when it is written.
        """

    def described(self) -> dict[str, Any]:
        """Return what a run says of it beside its parameters, as JSON data."""
        return {}

    def score(self, document: Document) -> Sequence[float]:
        """Return scores of all sentences, asked for as a summary without a limit.

        Raises
        ------
        InputError
            Where the answer is a text: it ranks no sentence.
        """
        answer = self.write(document, "summary", Budget(ratio=1.0))
        if answer.text is not None:
            raise InputError(
                f"{self.name}: it writes a text and scores no sentence", document.article.source
            )
        return scores_of(answer, len(document.sentences))


def scores_of(answer: Answer, count: int) -> Sequence[float]:
    """Return one score for each of `count` sentences; chosen indices count down from 1."""
    if answer.scores is not None:
        return answer.scores
    scores = [0.0] * count
    indices = answer.indices or ()
    for place, index in enumerate(indices):
        scores[index] = 1.0 - place / len(indices)
    return scores

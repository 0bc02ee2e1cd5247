"""Whatever writes something for an article and can stand in a comparison."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any, Protocol

from summkit.article import Article, Reference
from summkit.cutting import MARK, cut
from summkit.document import Document
from summkit.errors import UsageError
from summkit.language import sentence_spans
from summkit.metrics.base import Candidate
from summkit.selection import Budget
from summkit.summary import Summary
from summkit.system import System


@dataclass(frozen=True, slots=True)
class Written:
    """What a contender wrote: the candidate for the metrics, and where it came from.

    Attributes
    ----------
    places
        (start, end) in the article's body of each piece; empty for free text.
    """

    candidate: Candidate
    places: tuple[tuple[int, int], ...]
    words: int


class Contender(Protocol):
    """One row of a comparison."""

    @property
    def name(self) -> str:
        """Unique in the comparison."""
        ...

    def describe(self) -> dict[str, Any]:
        """Return what it is as JSON data, enough to run it again."""
        ...

    def write(self, document: Document, references: Sequence[Reference]) -> Written | None:
        """Write for one article; None where it has nothing (an outputs file lacks the id).

        Only an oracle may look at `references`.
        """
        ...


@dataclass(frozen=True)
class SystemContender:
    """A System under its name."""

    name: str
    system: System

    def describe(self) -> dict[str, Any]:
        """Return method, parameters that differ from their defaults, budget."""
        summariser = self.system.summariser
        values = {spec.name: getattr(summariser, spec.name) for spec in fields(summariser)}
        defaults = {spec.name: spec.default for spec in fields(summariser)}
        changed = {key: value for key, value in values.items() if value != defaults[key]}
        return {
            "method": summariser.name,
            "parameters": changed,
            "budget": budget_data(self.system.effective_budget),
            "redundancy": self.system.rules.redundancy,
        }

    def remarks(self, document: Document) -> tuple[str, ...]:
        """Return what the method says of itself and this article."""
        system = self.system
        told = system.summariser.told(system.target, system.effective_budget)
        return told.remarks(document)

    def write(self, document: Document, references: Sequence[Reference]) -> Written:
        """Write the summary."""
        return from_summary(self.system.summarise(document))


@dataclass(frozen=True)
class LeadCut:
    """The article's first words up to the budget, cut in mid-sentence.

    Often the harder baseline: it fills the budget that whole sentences leave open.
    """

    budget: Budget
    name: str = "lead-cut"

    def describe(self) -> dict[str, Any]:
        """Return method and budget."""
        return {"method": "lead-cut", "budget": budget_data(self.budget)}

    def write(self, document: Document, references: Sequence[Reference]) -> Written:
        """Take whole sentences while they fit and the words of the next that still do."""
        language = document.language
        sentences = document.sentences[: self.budget.limit(document)]
        pieces: list[str] = []
        places: list[tuple[int, int]] = []
        for sentence in sentences:
            text = " ".join(sentence.text.split())
            joined = language.joiner.join([*pieces, text])
            if self._fits(document, joined):
                pieces.append(text)
                places.append((sentence.start, sentence.end))
                continue
            kept = self._part(document, pieces, sentence.text)
            if kept:
                pieces.append(" ".join(kept.split()))
                places.append((sentence.start, sentence.start + len(kept)))
            break
        text = language.joiner.join(pieces)
        return Written(Candidate(text, tuple(pieces)), tuple(places), language.count_words(text))

    def _fits(self, document: Document, text: str) -> bool:
        words, characters = self.budget.words, self.budget.characters
        return (words is None or document.language.count_words(text) <= words) and (
            characters is None or len(text) <= characters
        )

    def _part(self, document: Document, pieces: list[str], text: str) -> str:
        """Return the longest run of whole words of `text` that still fits."""
        joiner = document.language.joiner
        best = ""
        for _, end in document.language.counted_spans(text):
            folded = " ".join(text[:end].split())
            if not self._fits(document, joiner.join([*pieces, folded])):
                break
            best = text[:end]
        if not best and not pieces:  # a single word is longer than the whole budget
            best = cut(text, document.language, self.budget.words, self.budget.characters)
        return best


@dataclass(frozen=True)
class Outputs:
    """Texts made elsewhere, matched by article id.

    Attributes
    ----------
    texts
        Article id -> its sentences; one string where they are unknown.
    source
        The file they were read from.
    """

    name: str
    texts: Mapping[str, tuple[str, ...]]
    source: str

    def describe(self) -> dict[str, Any]:
        """Return where the texts are from."""
        return {"method": "outputs", "source": self.source}

    def write(self, document: Document, references: Sequence[Reference]) -> Written | None:
        """Return the text under the article's id, its place where the body holds it."""
        sentences = self.texts.get(document.article.id)
        if sentences is None:
            return None
        return from_text(sentences, document)


@dataclass(frozen=True)
class Function:
    """A Python function of the user's own: an Article in, a text or its sentences out."""

    name: str
    function: Callable[[Article], str | Sequence[str]]

    def describe(self) -> dict[str, Any]:
        """Return which function it is."""
        kind = type(self.function).__name__
        return {"method": "function", "function": getattr(self.function, "__qualname__", kind)}

    def write(self, document: Document, references: Sequence[Reference]) -> Written:
        """Return what the function says; its exceptions pass.

        Raises
        ------
        UsageError
            If it returns anything but a text or a list of texts.
        """
        answer = self.function(document.article)
        sentences: tuple[Any, ...] = (answer,)
        if isinstance(answer, list | tuple):
            sentences = tuple(answer)
        if not sentences or not all(isinstance(sentence, str) for sentence in sentences):
            raise UsageError(
                f"{self.name}: article {document.article.id!r}: returned {answer!r:.60}: "
                "takes a text, or a list of sentences"
            )
        return from_text(sentences, document)


def from_text(sentences: tuple[str, ...], document: Document) -> Written:
    """Return a text as what the metrics measure, its place where the body holds it.

    Parameters
    ----------
    sentences
        One where they are unknown: it is split.
    """
    text = document.language.joiner.join(sentences)
    if len(sentences) == 1:
        sentences = split(text, document)
    places = []
    for sentence in sentences:
        whole = sentence.removesuffix(MARK)
        start = document.article.body.find(whole) if whole else -1
        if start >= 0:
            places.append((start, start + len(whole)))
    return Written(Candidate(text, sentences), tuple(places), document.language.count_words(text))


def from_summary(summary: Summary) -> Written:
    """Return a summary as what the metrics measure."""
    whole = not (summary.truncated or summary.headlines)
    pieces = tuple(" ".join(piece.text.split()) for piece in summary.sentences)
    candidate = Candidate(
        summary.text,
        pieces if whole else (summary.text,),
        tuple(piece.index for piece in summary.sentences) if whole else None,
    )
    places = tuple((piece.start, piece.end) for piece in summary.sentences)
    return Written(candidate, places, summary.words)


def split(text: str, document: Document) -> tuple[str, ...]:
    """Return the sentences of a text by the rules of the document's language."""
    return tuple(text[start:end] for start, end in sentence_spans(text, document.language))


def budget_data(budget: Budget) -> dict[str, Any]:
    """Return the bounds that are given."""
    return {name: bound for name, bound in asdict(budget).items() if bound is not None}

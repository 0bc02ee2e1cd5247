"""The contenders of a comparison: everything that can write a text for an article."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, Protocol

from summkit.article import Reference
from summkit.budget import Budget
from summkit.cutting import MARK
from summkit.document import Document
from summkit.errors import UsageError
from summkit.evaluation.matching import Texts
from summkit.evaluation.suspicious import EQUAL, MARKUP, equals_reference, has_markup
from summkit.language import sentence_spans
from summkit.llm.reply import AnswerError, Usage
from summkit.metrics.base import Candidate
from summkit.selection import Selection, cut_start, join
from summkit.summarisers.base import Summariser, Writer
from summkit.summarisers.wrapped import Function, wrapped
from summkit.summary import Summary
from summkit.system import System


@dataclass(frozen=True, slots=True)
class Output:
    """The text of a contender for one article: the candidate for the metrics, and its source.

    Attributes
    ----------
    places
        (start, end) of each piece in the body of the article; empty for free text.
    remarks
        Remarks of the method on this article. The run counts them over the corpus.
    usage
        Tokens and seconds of a language model's answer; None for other contenders.
    usable
        Whether there is a text. A language model may answer without one.
    """

    candidate: Candidate
    places: tuple[tuple[int, int], ...]
    words: int
    remarks: tuple[str, ...] = ()
    usage: Usage | None = None
    usable: bool = True


class Contender(Protocol):
    """One row of a comparison."""

    @property
    def name(self) -> str:
        """The name, unique in the comparison."""
        ...

    def describe(self) -> dict[str, Any]:
        """Return the method and its settings as JSON data, enough to repeat the run."""
        ...

    def write(self, document: Document, references: Sequence[Reference]) -> Output | None:
        """Write a text for one article; None if an outputs file lacks the article's id.

        Only an oracle may read `references`.
        """
        ...


@dataclass(frozen=True)
class SystemContender:
    """A System under its name."""

    name: str
    system: System

    def describe(self) -> dict[str, Any]:
        """Return method, changed parameters, budget and redundancy; for a Writer, its own data."""
        summariser = self.system.summariser
        return {
            "method": summariser.name,
            "parameters": summariser.changed_parameters(),
            "budget": budget_data(self.system.effective_budget),
            "redundancy": self.system.rules.redundancy,
            **(summariser.described() if isinstance(summariser, Writer) else {}),
        }

    def foresee(self, documents: Sequence[Document]) -> None:
        """Let the system send the requests for several documents together."""
        self.system.foresee(documents)

    def write(self, document: Document, references: Sequence[Reference]) -> Output:
        """Write the summary; a language model's answer without a text counts as an empty text."""
        try:
            return from_summary(self.system.summarise(document))
        except AnswerError as error:
            said = (f"{error.kind} for the article",)
            return Output(Candidate("", ()), (), 0, said, error.usage, usable=False)


@dataclass(frozen=True)
class FunctionContender:
    """A Python function.

    The text that it returns is measured unchanged, even if it is longer than the budget.

    If the function returns sentence scores, `system` chooses the sentences by these scores.
    """

    name: str
    system: System

    def describe(self) -> dict[str, Any]:
        """Return the name of the function as JSON data."""
        return {"method": "function", **self.system.summariser.changed_parameters()}

    def write(self, document: Document, references: Sequence[Reference]) -> Output:
        """Return the text of the function. An exception of the function is not caught.

        Raises
        ------
        UsageError
            If it returns anything except a text, sentences, or one number per sentence.
        """
        function = self.system.summariser
        assert isinstance(function, Writer)  # noqa: S101 - `contender_of` ensures it
        answer = function.write(document, self.system.target, self.system.effective_budget)
        if answer.text is None:
            return from_summary(self.system.hold(document, answer))
        return from_text((answer.text,) if answer.text.strip() else (), document)


def contender_of(
    system: System | str | Summariser | Callable[..., Any],
    target: str,
    budget: Budget | None = None,
    name: str = "",
) -> Contender:
    """Return the contender for a System, the name of a method, a method or a function.

    Raises
    ------
    UsageError
        If a System writes another target, a name is unknown, or the type is wrong.
    """
    if not isinstance(system, System):
        method = wrapped(system, name) if callable(system) else system
        system = System(method, target, budget)
    elif system.target != target:
        raise UsageError(f"system {system.label} writes a {system.target}, not a {target}")
    changed = system.summariser.changed_parameters()
    if isinstance(system.summariser, Function):
        return FunctionContender(name or system.label, system)
    tailed = named(system.label, changed, hidden=system.summariser.unnamed)
    return SystemContender(name or system.name or tailed, system)


def named(method: str, given: Mapping[str, Any], hidden: Sequence[str] = ()) -> str:
    """Return the name of a method with parameters in tables: "lexrank:threshold=0.2"."""
    return method + "".join(f":{k}={v}" for k, v in sorted(given.items()) if k not in hidden)


@dataclass(frozen=True)
class LeadCut:
    """The first words of the article up to the budget, cut in mid-sentence.

    Often harder to beat than the lead, because it fills the budget that whole sentences leave.
    """

    budget: Budget
    name: str = "lead-cut"

    def describe(self) -> dict[str, Any]:
        """Return method and budget as JSON data."""
        return {"method": "lead-cut", "budget": budget_data(self.budget)}

    def write(self, document: Document, references: Sequence[Reference]) -> Output:
        """Write whole sentences while they fit, then the first words of the next sentence."""
        language = document.language
        sentences = document.sentences[: self.budget.limit(document)]
        pieces: list[str] = []
        places: list[tuple[int, int]] = []
        for sentence in sentences:
            text = " ".join(sentence.text.split())
            joined = language.joiner.join([*pieces, text])
            if self.budget.fits(language, joined):
                pieces.append(text)
                places.append((sentence.start, sentence.end))
                continue
            kept = self._part(document, pieces, sentence.text)
            if kept:
                pieces.append(" ".join(kept.split()))
                places.append((sentence.start, sentence.start + len(kept)))
            break
        text = language.joiner.join(pieces)
        return Output(Candidate(text, tuple(pieces)), tuple(places), language.count_words(text))

    def _part(self, document: Document, pieces: list[str], text: str) -> str:
        """Return the longest prefix of `text`, in whole words, that still fits the budget."""
        joiner = document.language.joiner
        best = ""
        for _, end in document.language.counted_spans(text):
            folded = " ".join(text[:end].split())
            if not self.budget.fits(document.language, joiner.join([*pieces, folded])):
                break
            best = text[:end]
        if not best and not pieces:  # the first word alone is longer than the whole budget
            best = self.budget.cut(document.language, text)
        return best


@dataclass(frozen=True)
class Outputs:
    """Texts of another system, matched with the articles by id.

    Attributes
    ----------
    texts
        Article id -> the sentences of its text. If the sentences are not known: a tuple of one
        string.
    source
        The file with the texts.
    duplicates
        Ids with more than one text; the first text counts.
    notes
        Notes for the user on how the texts were read.
    bodiless
        Whether the articles are unknown. Then the texts have no places, and their sentences stay
        as they were given, as in `score`.
    """

    name: str
    texts: Mapping[str, tuple[str, ...]]
    source: str
    duplicates: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    bodiless: bool = False

    def describe(self) -> dict[str, Any]:
        """Return the source of the texts as JSON data."""
        return {"method": "outputs", "source": self.source}

    def digest(self) -> str:
        """Return 16 hexadecimal digits that change if any text or id changes."""
        return hashlib.sha256(repr(sorted(self.texts.items())).encode()).hexdigest()[:16]

    def write(self, document: Document, references: Sequence[Reference]) -> Output | None:
        """Return the text for the article's id, with its offsets if the body contains the text."""
        sentences = self.texts.get(document.article.id)
        if sentences is None:
            return None
        if self.bodiless:
            text = " ".join(sentences)
            words = document.language.count_words(text)
            output = Output(Candidate(text, sentences), (), words)
        else:
            output = from_text(sentences, document)
        remarks = [MARKUP] if has_markup(sentences) else []
        if equals_reference(sentences, references):
            remarks.append(EQUAL)
        return replace(output, remarks=(*output.remarks, *remarks)) if remarks else output


def outputs_of(name: str, texts: Texts, *, bodiless: bool = False) -> Outputs:
    """Return the contender for texts of another system."""
    parts = {key: several[0] for key, several in texts.by_id.items()}
    return Outputs(name, parts, texts.source, texts.duplicates, texts.notes, bodiless)


def from_text(sentences: tuple[str, ...], document: Document) -> Output:
    """Return the Output for a text, with the places of its sentences that the body contains.

    Parameters
    ----------
    sentences
        The sentences of the text. A single string is split into sentences.
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
    return Output(Candidate(text, sentences), tuple(places), document.language.count_words(text))


def from_summary(summary: Summary) -> Output:
    """Return the Output for a summary."""
    if not summary.sentences:  # free text: its places are found by searching the body
        output = from_text((summary.text,) if summary.text else (), summary.document)
        return replace(output, remarks=summary.remarks, usage=summary.usage)
    whole = not (summary.truncated or summary.headlines or summary.shortening)
    pieces = tuple(summary.pieces)
    candidate = Candidate(
        summary.text,
        pieces if whole else (summary.text,),
        tuple(dict.fromkeys(piece.index for piece in summary.sentences)) if whole else None,
    )
    places = tuple((piece.start, piece.end) for piece in summary.sentences)
    return Output(candidate, places, summary.words, summary.remarks)


def from_selection(document: Document, selection: Selection) -> Output:
    """Return the Output for chosen sentences."""
    text = join(document, selection)
    words = document.language.count_words(text)
    sentences = [document.sentences[index] for index in selection.indices]
    if selection.cut_text is not None:
        begin = cut_start(document, selection.indices[0])
        place = begin, begin + len(selection.cut_text)
        return Output(Candidate(text, (text,)), (place,), words)
    pieces = tuple(" ".join(sentence.text.split()) for sentence in sentences)
    places = tuple((sentence.start, sentence.end) for sentence in sentences)
    return Output(Candidate(text, pieces, selection.indices), places, words)


def split(text: str, document: Document) -> tuple[str, ...]:
    """Return the sentences of a text, by the rules of the document's language."""
    return tuple(text[start:end] for start, end in sentence_spans(text, document.language))


def budget_data(budget: Budget) -> dict[str, Any]:
    """Return the limits of a budget that are set, as JSON data."""
    return {name: bound for name, bound in asdict(budget).items() if bound is not None}

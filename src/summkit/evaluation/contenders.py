"""Whatever writes something for an article and can stand in a comparison."""

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
from summkit.language import sentence_spans
from summkit.llm.reply import AnswerError, Usage
from summkit.metrics.base import Candidate
from summkit.selection import Selection, join
from summkit.summarisers.base import Summariser, Writer
from summkit.summarisers.wrapped import Function, wrapped
from summkit.summary import Summary
from summkit.system import System


@dataclass(frozen=True, slots=True)
class Output:
    """What a contender wrote: the candidate for the metrics, and where it came from.

    Attributes
    ----------
    places
        (start, end) in the article's body of each piece; empty for free text.
    remarks
        What the method says of itself and this article; counted over the corpus.
    usage
        What a language model's answer cost; None of what is no language model.
    usable
        Whether there is a text; a language model may answer without one.
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
        """Unique in the comparison."""
        ...

    def describe(self) -> dict[str, Any]:
        """Return what it is as JSON data, enough to run it again."""
        ...

    def write(self, document: Document, references: Sequence[Reference]) -> Output | None:
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
        return {
            "method": summariser.name,
            "parameters": summariser.changed_parameters(),
            "budget": budget_data(self.system.effective_budget),
            "redundancy": self.system.rules.redundancy,
            **(summariser.described() if isinstance(summariser, Writer) else {}),
        }

    def foresee(self, documents: Sequence[Document]) -> None:
        """Let the system ask about several documents at once."""
        self.system.foresee(documents)

    def write(self, document: Document, references: Sequence[Reference]) -> Output:
        """Write the summary; a language model's answer that is no text counts as an empty one."""
        try:
            return from_summary(self.system.summarise(document))
        except AnswerError as error:
            said = (f"{error.kind} for the article",)
            return Output(Candidate("", ()), (), 0, said, error.usage, usable=False)


@dataclass(frozen=True)
class FunctionContender:
    """A Python function. The text that it returns is measured as it is, whatever its length.

    Where the function returns sentence scores, `system` chooses by them.
    """

    name: str
    system: System

    def describe(self) -> dict[str, Any]:
        """Return which function it is."""
        return {"method": "function", **self.system.summariser.changed_parameters()}

    def write(self, document: Document, references: Sequence[Reference]) -> Output:
        """Return what the function says; its exceptions pass.

        Raises
        ------
        UsageError
            If it returns anything but a text, sentences, or one number a sentence.
        """
        function = self.system.summariser
        assert isinstance(function, Writer)  # noqa: S101 - `contender_of` made it so
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
    """Return the contender that a System, a name, a method or a function is.

    Raises
    ------
    UsageError
        For a System of another target, an unknown name, or anything else.
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
    """Return what tables call a method with parameters: "lexrank:threshold=0.2"."""
    return method + "".join(f":{k}={v}" for k, v in sorted(given.items()) if k not in hidden)


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

    def write(self, document: Document, references: Sequence[Reference]) -> Output:
        """Take whole sentences while they fit and the words of the next that still do."""
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
        """Return the longest run of whole words of `text` that still fits."""
        joiner = document.language.joiner
        best = ""
        for _, end in document.language.counted_spans(text):
            folded = " ".join(text[:end].split())
            if not self.budget.fits(document.language, joiner.join([*pieces, folded])):
                break
            best = text[:end]
        if not best and not pieces:  # a single word is longer than the whole budget
            best = self.budget.cut(document.language, text)
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
    duplicates
        Ids of which there is more than one text; the first counts.
    notes
        What a reader of the values should know of how the texts were read.
    """

    name: str
    texts: Mapping[str, tuple[str, ...]]
    source: str
    duplicates: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def describe(self) -> dict[str, Any]:
        """Return where the texts are from."""
        return {"method": "outputs", "source": self.source}

    def digest(self) -> str:
        """Return 16 hexadecimal digits that change with any of the texts and ids."""
        return hashlib.sha256(repr(sorted(self.texts.items())).encode()).hexdigest()[:16]

    def write(self, document: Document, references: Sequence[Reference]) -> Output | None:
        """Return the text under the article's id, its place where the body holds it."""
        sentences = self.texts.get(document.article.id)
        if sentences is None:
            return None
        return from_text(sentences, document)


def outputs_of(name: str, texts: Texts) -> Outputs:
    """Return the contender that texts made elsewhere are."""
    parts = {key: several[0] for key, several in texts.by_id.items()}
    return Outputs(name, parts, texts.source, texts.duplicates, texts.notes)


def from_text(sentences: tuple[str, ...], document: Document) -> Output:
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
    return Output(Candidate(text, sentences), tuple(places), document.language.count_words(text))


def from_summary(summary: Summary) -> Output:
    """Return a summary as what the metrics measure."""
    if not summary.sentences:  # in words of its own: its place is where the body holds them
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
    """Return chosen sentences as what the metrics measure."""
    text = join(document, selection)
    words = document.language.count_words(text)
    sentences = [document.sentences[index] for index in selection.indices]
    if selection.cut_text is not None:
        place = sentences[0].start, sentences[0].start + len(selection.cut_text)
        return Output(Candidate(text, (text,)), (place,), words)
    pieces = tuple(" ".join(sentence.text.split()) for sentence in sentences)
    places = tuple((sentence.start, sentence.end) for sentence in sentences)
    return Output(Candidate(text, pieces, selection.indices), places, words)


def split(text: str, document: Document) -> tuple[str, ...]:
    """Return the sentences of a text by the rules of the document's language."""
    return tuple(text[start:end] for start, end in sentence_spans(text, document.language))


def budget_data(budget: Budget) -> dict[str, Any]:
    """Return the bounds that are given."""
    return {name: bound for name, bound in asdict(budget).items() if bound is not None}

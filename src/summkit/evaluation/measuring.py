"""Writing texts for articles and scoring them: a pure function of the articles, for any engine."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable, Sequence
from dataclasses import astuple, dataclass, field
from pathlib import PurePath
from typing import Any, NamedTuple

from summkit.article import Article, Reference
from summkit.budget import Budget
from summkit.document import Document, analyse
from summkit.errors import InputError
from summkit.evaluation.articles import Item as Input
from summkit.evaluation.contenders import Contender, Output, SystemContender, split
from summkit.evaluation.run import Row
from summkit.evaluation.saved import row_data
from summkit.evaluation.values import values_of
from summkit.jobs import Result
from summkit.metrics.base import Candidate, Item, Metric
from summkit.metrics.column import columns_of
from summkit.metrics.fragments import Fragments
from summkit.reading import Failure, Unread
from summkit.reading.formats.registry import stem as file_stem
from summkit.summarisers.base import Writer

UNREFERENCED = "unreferenced"
# In these remarks, "the article" is replaced by a number: "3 of these 19 articles".
MISSING = "has no text for the article"
EMPTY = "wrote nothing, which counts as 0, for the article"
OVER = "is over the budget in the article"
AGAINST = ("headline", "dek", "summary")

_FRAGMENTS = Fragments()


class Measured(NamedTuple):
    """The result of one article for all contenders, as JSON data.

    Attributes
    ----------
    id, digest
        Id and digest of the article; "" if it could not be read.
    language
        Language code of the analysis; "" if the article could not be analysed.
    reason
        The reason why there are no rows: `UNREFERENCED` or an error message; "" otherwise.
    rows
        `row_data` of each contender with a text.
    properties
        "length" and "density", see `Tally`; empty without rows.
    seconds
        Contender -> CPU seconds of writing.
    remarks
        (contender, remark of its method).
    findings
        One list per metric: the data that its `notes` need from each row.
    referenced
        Whether the article has a reference.
    costs
        Language model (a contender) -> tokens of the prompt, tokens of the answer, seconds, and 1
        if the answer contained no text, 0 otherwise.
    failed
        The contender that failed on the article, which is then left out for all; "" if none.
    """

    id: str
    digest: str
    language: str
    reason: str
    rows: Sequence[Any] = ()
    properties: dict[str, float | None] = {}  # noqa: RUF012 - never written to
    seconds: dict[str, float] = {}  # noqa: RUF012
    remarks: Sequence[Sequence[str]] = ()
    findings: Sequence[list[Any]] = ()
    referenced: bool = True
    costs: dict[str, list[float]] = {}  # noqa: RUF012
    failed: str = ""


def faults(output: Output, document: Document, budget: Budget | None) -> list[str]:
    """Return the faults of a text: it is empty, or longer than the budget."""
    candidate = output.candidate
    if not candidate.text.strip():
        return [EMPTY]
    if budget is None:
        return []
    long = not budget.fits(document.language, candidate.text)
    long = long or len(candidate.sentences) > budget.limit(document)
    return [OVER] if long else []


@dataclass
class _Draft:
    """An article with the texts of its contenders, not yet scored."""

    id: str = ""
    digest: str = ""
    language: str = ""
    reason: str = ""
    written: list[tuple[str, Output]] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    properties: dict[str, float | None] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)
    remarks: list[tuple[str, str]] = field(default_factory=list)
    referenced: bool = True
    costs: dict[str, list[float]] = field(default_factory=dict)
    document: Document | None = None
    references: Sequence[Reference] = ()
    failed: str = ""

    def fail(self, error: InputError) -> None:
        self.reason = str(error)
        self.written, self.items, self.remarks = [], [], []

    def ask(self, contender: Contender, document: Document, budget: Budget | None) -> None:
        start = time.process_time()
        refs = self.references
        result = contender.write(document, refs)
        self.seconds[contender.name] = time.process_time() - start
        if result is not None:
            if result.usage is not None:
                self.costs[contender.name] = [*astuple(result.usage), int(not result.usable)]
            self.written.append((contender.name, result))
            remarks = [*result.remarks, *faults(result, document, budget)]
            self.remarks += [(contender.name, remark) for remark in remarks]
            self.items.append(Item(result.candidate, tuple(refs), document))
        else:
            self.remarks.append((contender.name, MISSING))


@dataclass(frozen=True)
class Measuring:
    """The work on one article: every contender writes a text, and the metrics measure the texts.

    Attributes
    ----------
    contenders, metrics
        Contenders have different names. The columns are those of the metrics, in order.
    against
        The fields with the references, from `AGAINST`.
    language
        Overrides the language of the articles.
    bare
        Whether articles without a reference are measured by the metrics that need none. False
        leaves these articles out.
    budget
        The limit for texts that no System wrote; None for no limit.
    bodiless
        Whether the bodies of the articles are unknown, so that they have no properties.
    """

    contenders: Sequence[Contender]
    metrics: Sequence[Metric]
    against: Sequence[str]
    language: str | None = None
    bare: bool = False
    budget: Budget | None = None
    bodiless: bool = False

    @property
    def batch(self) -> int:
        """Number of articles per batch: large enough for fast metrics, but cheap to repeat.

        An interrupted batch is measured again, and answers of a language model may cost money.
        """
        return min(self.together, 32) if self.together > 1 else 32

    @property
    def together(self) -> int:
        """Number of articles whose requests to a server are sent together; 1 without a server."""
        methods = [getattr(getattr(c, "system", None), "summariser", None) for c in self.contenders]
        writers = [each.together for each in methods if isinstance(each, Writer)]
        return max([*writers, *(metric.together for metric in self.metrics)], default=1)

    def start(self) -> Callable[[Sequence[Input]], list[Measured]]:
        """Return the function that an engine calls."""
        return self.measure

    def measure(self, inputs: Sequence[Input]) -> list[Measured]:
        """Read each article, write its texts, and score all texts together; in input order."""
        drafts = [self._analysed(each) for each in inputs]
        documents = [draft.document for draft in drafts if draft.document is not None]
        for contender in self.contenders:
            if isinstance(contender, SystemContender):
                contender.foresee(documents)
        for draft in drafts:
            self._write(draft)
        return self._scored(drafts)

    def _scored(self, drafts: Sequence[_Draft]) -> list[Measured]:
        """Score drafts; if a metric cannot measure one, only this draft fails."""
        try:
            return self._score(drafts)
        except InputError as error:
            if len(drafts) > 1:
                return [measured for draft in drafts for measured in self._scored([draft])]
            drafts[0].fail(error)
            return self._score(drafts)

    def _score(self, drafts: Sequence[_Draft]) -> list[Measured]:
        items = [item for draft in drafts for item in draft.items]
        values: list[list[float | None]] = [[] for _ in items]
        findings = []
        for metric in self.metrics if items else ():
            for row, more in zip(values, values_of(metric, items).tolist(), strict=True):
                row += [None if value != value else value for value in more]
            findings.append(list(metric.findings(items)))
        measured = []
        place = 0
        for draft in drafts:
            end = place + len(draft.items)
            rows = [
                row_data(Row(draft.id, name, w.candidate.text, w.places, w.words, tuple(row)))
                for (name, w), row in zip(draft.written, values[place:end], strict=True)
            ]
            measured.append(
                Measured(
                    draft.id,
                    draft.digest,
                    draft.language,
                    draft.reason,
                    rows,
                    draft.properties,
                    draft.seconds,
                    draft.remarks,
                    [each[place:end] for each in findings] if rows else [],
                    draft.referenced,
                    draft.costs,
                    draft.failed,
                )
            )
            place = end
        return measured

    def _analysed(self, given: Input) -> _Draft:
        """Read and analyse an article; the draft has a document if texts are to be written."""
        article = given.read() if isinstance(given, Unread) else given
        if isinstance(article, Failure):
            return _Draft(reason=str(article))
        draft = _Draft(article.id, digest(article))
        try:
            document = analyse(article, self.language)
            draft.language = document.language.code
            refs = references(document, self.against)
            draft.referenced = bool(refs)
            if not refs and not self.bare:
                draft.reason = UNREFERENCED
                return draft
            draft.document, draft.references = document, refs
        except InputError as error:
            draft.fail(error)
        return draft

    def _write(self, draft: _Draft) -> None:
        """Let every contender write its text for a draft."""
        document = draft.document
        if document is None:
            return
        try:
            for contender in self.contenders:
                draft.failed = contender.name
                draft.ask(contender, document, self.budget)
            draft.failed = ""
            if draft.written:
                draft.properties = (
                    {"length": None, "density": None}
                    if self.bodiless
                    else _properties(document, draft.references)
                )
        except InputError as error:
            draft.fail(error)
        except (Exception, SystemExit) as error:
            error.add_note(draft.failed)  # the contender's name, for the engine's message
            raise


def measured(result: Result[Input, Measured]) -> list[Any]:
    """Return the result of an article as JSON data, also if the engine could not finish it."""
    if result.value is not None:
        return list(result.value)
    item = result.item
    article = item.read() if isinstance(item, Unread) else item
    if isinstance(article, Failure):
        return list(Measured("", "", "", str(article)))
    reason = f"{article.source or article.id}: {result.failure}"
    whose = result.failure.partition(": failed with ")
    name = whose[0] if whose[1] else ""
    return list(Measured(article.id, digest(article), "", reason, failed=name))


def digest(article: Article) -> str:
    """Return 16 hexadecimal digits that change if anything changes that a value depends on.

    An id that is only the file and line of a record does not describe the article. It is left
    out, so that a corpus has the same digests after its file was renamed or sorted.
    """
    parts = [
        "" if _is_place(article) else article.id,
        article.headline,
        article.dek,
        article.body,
        article.language,
    ]
    text = json.dumps([*parts, article.references], ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _is_place(article: Article) -> bool:
    """Return whether the id is the record's file and line, because the record has no id."""
    file, _, line = article.source.rpartition(":")
    stem, _, number = article.id.rpartition(":")
    return bool(stem) and line == number and file_stem(PurePath(file).name).startswith(stem)


def references(document: Document, against: Sequence[str]) -> tuple[Reference, ...]:
    """Return the references in the fields `against` of an article, each split into sentences."""
    article = document.article
    found: list[Reference] = []
    for name in against:
        if name == "summary":
            found += article.references
        else:
            text = article.headline if name == "headline" else article.dek
            found += [split(text, document)] if text and text.strip() else []
    return tuple(found)


def _properties(document: Document, refs: Sequence[Reference]) -> dict[str, float | None]:
    length = document.language.count_words(document.article.body)
    if not refs:
        return {"length": length, "density": None}
    place = [column.name for column in columns_of(_FRAGMENTS)].index("density")
    density = _FRAGMENTS.values(Candidate(" ".join(refs[0]), refs[0]), (), document)[place]
    return {"length": length, "density": round(density, 4) if density == density else None}

"""Writing and scoring a chunk of articles: a pure function of them, for any engine."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar, NamedTuple

from summkit.article import Article, Reference
from summkit.document import Document, analyse
from summkit.errors import InputError
from summkit.evaluation.contenders import Contender, Output, split
from summkit.evaluation.run import Row
from summkit.evaluation.saved import row_data
from summkit.metrics.base import Candidate, Item, Metric
from summkit.metrics.column import columns_of
from summkit.metrics.fragments import Fragments

UNREFERENCED = "unreferenced"
AGAINST = ("headline", "dek", "summary")

_FRAGMENTS = Fragments()


class Measured(NamedTuple):
    """One article in every contender's hands.

    Attributes
    ----------
    language
        Code of the rules used; "" where it could not be analysed.
    reason
        Why there are no rows: `UNREFERENCED` or an error; else "".
    rows
        `row_data` of each contender that wrote something.
    properties
        "length" and "density", see `Tally`; empty without rows.
    seconds
        Contender -> CPU seconds.
    remarks
        (contender, what it said of itself).
    findings
        One list a metric: what its `notes` need of each row.
    """

    language: str
    reason: str
    rows: Sequence[Any] = ()
    properties: dict[str, float | None] = {}  # noqa: RUF012 - never written to
    seconds: dict[str, float] = {}  # noqa: RUF012
    remarks: Sequence[tuple[str, str]] = ()
    findings: Sequence[list[Any]] = ()


@dataclass
class _Draft:
    """An article that is written for and not yet scored."""

    language: str = ""
    reason: str = ""
    written: list[tuple[str, Output]] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    properties: dict[str, float | None] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)
    remarks: list[tuple[str, str]] = field(default_factory=list)

    def ask(self, contender: Contender, document: Document, refs: Sequence[Reference]) -> None:
        start = time.process_time()
        result = contender.write(document, refs)
        self.seconds[contender.name] = time.process_time() - start
        if result is not None:
            self.written.append((contender.name, result))
            self.remarks += [(contender.name, remark) for remark in result.remarks]
            self.items.append(Item(result.candidate, tuple(refs), document))


@dataclass(frozen=True)
class Measuring:
    """What `evaluate` does with articles; see there."""

    batch: ClassVar[int] = 32  # enough for the batch engines, few enough to lose on a kill

    contenders: Sequence[Contender]
    metrics: Sequence[Metric]
    against: Sequence[str]
    language: str | None = None

    def start(self) -> Callable[[Sequence[Article]], list[Measured]]:
        """Return the function."""
        return self.measure

    def measure(self, articles: Sequence[Article]) -> list[Measured]:
        """Write for each article, then score all of it at once; in order."""
        drafts = [self._draft(article) for article in articles]
        items = [item for draft in drafts for item in draft.items]
        values: list[list[float | None]] = [[] for _ in items]
        findings = []
        for metric in self.metrics if items else ():
            for own, found in zip(values, metric.values_many(items).tolist(), strict=True):
                own += [None if value != value else value for value in found]
            findings.append(list(metric.findings(items)))
        measured = []
        place = 0
        for article, draft in zip(articles, drafts, strict=True):
            end = place + len(draft.items)
            rows = [
                row_data(Row(article.id, name, w.candidate.text, w.places, w.words, tuple(own)))
                for (name, w), own in zip(draft.written, values[place:end], strict=True)
            ]
            own_findings = [found[place:end] for found in findings]
            measured.append(
                Measured(
                    draft.language,
                    draft.reason,
                    rows,
                    draft.properties,
                    draft.seconds,
                    draft.remarks,
                    own_findings,
                )
            )
            place = end
        return measured

    def _draft(self, article: Article) -> _Draft:
        draft = _Draft()
        try:
            document = analyse(article, self.language)
            draft.language = document.language.code
            refs = references(document, self.against)
            if not refs:
                draft.reason = UNREFERENCED
                return draft
            for contender in self.contenders:
                draft.ask(contender, document, refs)
            if draft.written:
                draft.properties = _properties(document, refs)
        except InputError as error:
            draft.reason = str(error)
            draft.written, draft.items = [], []
        return draft


def references(document: Document, against: Sequence[str]) -> tuple[Reference, ...]:
    """Return the references an article has among the fields in `against`, split in sentences."""
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
    place = [column.name for column in columns_of(_FRAGMENTS)].index("density")
    density = _FRAGMENTS.values(Candidate(" ".join(refs[0]), refs[0]), (), document)[place]
    length = document.language.count_words(document.article.body)
    return {"length": length, "density": round(density, 4) if density == density else None}

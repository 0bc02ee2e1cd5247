"""Running contenders over a corpus: articles in, rows out, in input order and resumable."""

from __future__ import annotations

import hashlib
import heapq
import json
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from summkit.article import Article, Reference
from summkit.document import Document, analyse
from summkit.errors import InputError, UsageError
from summkit.evaluation.contenders import Contender, SystemContender, Written, split
from summkit.evaluation.run import Row, row_data, row_from
from summkit.files import Journal
from summkit.metrics.base import Candidate, Item, Metric
from summkit.metrics.fragments import Fragments

CHUNK = 32
"""Articles scored at once: enough for the batch engines, few enough to lose on a kill."""

_FRAGMENTS = Fragments()
AGAINST = ("headline", "dek", "summary")


@dataclass
class Tally:
    """What was met on the way; filled in by `evaluate`.

    Attributes
    ----------
    failed
        Articles that could not be analysed or written for, with the reason.
    unreferenced
        Articles left out because they lack every reference asked for.
    languages
        Languages of the articles measured, in order of appearance.
    seconds
        Contender -> CPU seconds spent writing, over `measured` articles.
    notes
        What a reader of the values should know.
    remarks
        (contender, what it said of itself) -> in how many articles.
    properties
        "length": words of each measured article's body; "density": of its first
        reference (Grusky et al. 2018), None where it cannot be told; in input order.
    fingerprint
        Changes with any article; set when all have been read.
    """

    measured: int = 0
    failed: list[str] = field(default_factory=list)
    unreferenced: int = 0
    languages: list[str] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    remarks: dict[tuple[str, str], int] = field(default_factory=dict)
    properties: dict[str, list[float | None]] = field(
        default_factory=lambda: {"length": [], "density": []}
    )
    fingerprint: str = ""


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


def digest(article: Article) -> str:
    """Return 16 hexadecimal digits that change with anything a value depends on."""
    parts = [article.id, article.headline, article.dek, article.body, article.language]
    text = json.dumps([*parts, article.references], ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def sample(articles: Iterable[Article], count: int, seed: int) -> list[Article]:
    """Return `count` articles drawn by `seed`, in corpus order.

    Those whose seeded hash of id and position is smallest: the same articles whatever
    else the corpus holds after them is not promised, the same for the same corpus is.
    """
    keyed = (
        (-int(hashlib.sha256(f"{seed}:{place}:{a.id}".encode()).hexdigest()[:15], 16), place, a)
        for place, a in enumerate(articles)
    )
    kept: list[tuple[int, int, Article]] = []
    for entry in keyed:
        if len(kept) < count:
            heapq.heappush(kept, entry)
        else:
            heapq.heappushpop(kept, entry)
    return [article for _, _, article in sorted(kept, key=lambda entry: entry[1])]


def evaluate(
    articles: Iterable[Article],
    contenders: Sequence[Contender],
    metrics: Sequence[Metric],
    against: Sequence[str],
    tally: Tally,
    *,
    language: str | None = None,
    journal: Journal | None = None,
    step: Callable[[], None] = lambda: None,
) -> Iterator[Row]:
    """Yield one row an article and contender, in input order.

    Parameters
    ----------
    articles
        Read once, `CHUNK` at a time.
    contenders, metrics
        Names must be distinct; columns are the metrics' in order.
    against
        Fields that serve as references, of `AGAINST`.
    tally
        Filled in as rows are made; complete when the iterator is exhausted.
    language
        Overrides the articles' own.
    journal
        Finished articles go there, and those already in it are not done again.
    step
        Called once an article, for progress.

    Raises
    ------
    UsageError
        If the corpus is no longer the one the journal was made from.
    """
    hasher = hashlib.sha256()
    done = iter(journal.finished() if journal else ())
    names: dict[str, int] = {}
    stream = iter(articles)
    while chunk := list(islice(stream, CHUNK)):
        fresh: list[tuple[Article, str]] = []
        ready: list[Row] = []
        for article in chunk:
            mark = digest(article)
            hasher.update(mark.encode())
            saved = next(done, None)
            if saved is None:
                fresh.append((article, mark))
                continue
            if saved[0] != mark:
                raise UsageError(
                    f"article {article.id!r} is not the one the unfinished run saw: "
                    "the corpus has changed; start anew without --resume"
                )
            ready += _replay(saved, tally)
            if saved[3]:
                _unique(article.id, names)
            step()
        yield from ready
        if fresh:
            yield from _measure(
                fresh, contenders, metrics, against, tally, language, journal, step, names
            )
    for (name, remark), count in tally.remarks.items():
        # A resumed run has not asked of the articles finished before.
        tally.notes.append(f"{name}: {remark} in {count} of {tally.measured} articles")
    tally.fingerprint = hasher.hexdigest()[:16]


def _replay(saved: Any, tally: Tally) -> list[Row]:
    _, language, reason, rows, properties = saved
    if reason == "unreferenced":
        tally.unreferenced += 1
    elif reason:
        tally.failed.append(reason)
    else:
        _met(tally, language, properties)
    return [row_from(row) for row in rows]


def _met(tally: Tally, language: str, properties: Mapping[str, float | None]) -> None:
    tally.measured += 1
    for name, value in properties.items():
        tally.properties[name].append(value)
    if language not in tally.languages:
        tally.languages.append(language)


def _unique(name: str, names: dict[str, int]) -> str:
    """Return an id that no earlier article has: a second "a" becomes "a#2"."""
    names[name] = names.get(name, 0) + 1
    if names[name] == 1:
        return name
    return _unique(f"{name}#{names[name]}", names)


def _measure(
    fresh: Sequence[tuple[Article, str]],
    contenders: Sequence[Contender],
    metrics: Sequence[Metric],
    against: Sequence[str],
    tally: Tally,
    language: str | None,
    journal: Journal | None,
    step: Callable[[], None],
    names: dict[str, int],
) -> list[Row]:
    """Write and score one chunk; return its rows after they are in the journal."""
    entries: list[tuple[str, str, str, list[tuple[str, str, Written]], dict[str, Any]]] = []
    items: list[Item] = []
    for article, mark in fresh:
        reason, code = "", ""
        properties: dict[str, Any] = {}
        pieces: list[tuple[str, str, Written]] = []
        try:
            document = analyse(article, language)
            code = document.language.code
            refs = references(document, against)
            if refs:
                written = _write(document, refs, contenders, tally)
            else:
                reason, written = "unreferenced", []
            name = _unique(article.id, names) if written else ""
            if written:
                properties = _properties(document, refs)
            for system, result in written:
                pieces.append((name, system, result))
                items.append(Item(result.candidate, refs, document))
        except InputError as error:
            reason = str(error)
        entries.append((mark, code, reason, pieces, properties))
        step()
    values = _values(items, metrics, tally)
    rows: list[Row] = []
    place = 0
    for mark, code, reason, pieces, properties in entries:
        own = [
            Row(name, system, w.candidate.text, w.places, w.words, values[place + number])
            for number, (name, system, w) in enumerate(pieces)
        ]
        place += len(pieces)
        saved = [mark, code, reason, [row_data(row) for row in own], properties]
        if journal:
            journal.append(saved)
        # Through the saved form even without a journal: the same rounding either way.
        rows += [row_from(data) for data in saved[3]]
        if reason == "unreferenced":
            tally.unreferenced += 1
        elif reason:
            tally.failed.append(reason)
        else:
            _met(tally, code, properties)
    return rows


def _properties(document: Document, refs: Sequence[Reference]) -> dict[str, float | None]:
    place = _FRAGMENTS.columns.index("density")
    density = _FRAGMENTS.values(Candidate(" ".join(refs[0]), refs[0]), (), document)[place]
    length = document.language.count_words(document.article.body)
    return {"length": length, "density": round(density, 4) if density == density else None}


def _write(
    document: Document, refs: Sequence[Reference], contenders: Sequence[Contender], tally: Tally
) -> list[tuple[str, Written]]:
    written = []
    for contender in contenders:
        start = time.process_time()
        result = contender.write(document, refs)
        spent = time.process_time() - start
        tally.seconds[contender.name] = tally.seconds.get(contender.name, 0.0) + spent
        if result is not None:
            written.append((contender.name, result))
        if isinstance(contender, SystemContender):
            for remark in contender.remarks(document):
                key = contender.name, remark
                tally.remarks[key] = tally.remarks.get(key, 0) + 1
    return written


def _values(
    items: Sequence[Item], metrics: Sequence[Metric], tally: Tally
) -> list[tuple[float | None, ...]]:
    rows: list[list[float | None]] = [[] for _ in items]
    for metric in metrics:
        if not items:
            break
        for row, values in zip(rows, metric.values_many(items).tolist(), strict=True):
            row += [None if value != value else value for value in values]
        tally.notes += [note for note in metric.notes(items) if note not in tally.notes]
    return [tuple(row) for row in rows]

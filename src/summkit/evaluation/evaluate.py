"""Running contenders over a corpus: articles in, rows out, in input order and resumable."""

from __future__ import annotations

import hashlib
import heapq
import json
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from summkit.article import Article
from summkit.errors import UsageError
from summkit.evaluation.contenders import Contender
from summkit.evaluation.measuring import AGAINST, UNREFERENCED, Measured, Measuring, references
from summkit.evaluation.run import Row
from summkit.evaluation.saved import row_from
from summkit.files import Journal
from summkit.jobs import Engine, Local
from summkit.metrics.base import Metric

__all__ = ["AGAINST", "Tally", "digest", "evaluate", "references", "sample"]


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
    digests
        Id of each article measured -> its digest, in input order.
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
    digests: dict[str, str] = field(default_factory=dict)
    fingerprint: str = ""

    def counted(self) -> dict[str, tuple[str, ...]]:
        """Return contender -> what it said of itself, with the number of articles.

        A remark that ends with "the article" says instead of how many of these articles.
        """
        found: dict[str, tuple[str, ...]] = {}
        for (name, remark), count in self.remarks.items():
            share = f"{count} of these {self.measured} articles"
            stem = remark.removesuffix("the article")
            text = stem + share if stem != remark else f"{remark} in {share}"
            found[name] = (*found.get(name, ()), text)
        return found


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
    engine: Engine | None = None,
) -> Iterator[Row]:
    """Yield one row an article and contender, in input order.

    Parameters
    ----------
    articles
        Read once, not much further than they are measured.
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
    engine
        Maps `Measuring` over the articles; None is this process. The rows are the same
        whichever it is.

    Raises
    ------
    UsageError
        If the corpus is no longer the one the journal was made from.
    """
    hasher = hashlib.sha256()
    names: dict[str, int] = {}
    findings: list[list[Any]] = [[] for _ in metrics]
    marks: deque[str] = deque()
    stream = _marked(articles, marks, hasher)
    for saved in journal.finished() if journal else ():
        article = next(stream, None)
        if article is None:
            raise UsageError("the unfinished run saw more articles: start anew without --resume")
        if saved[0] != marks.popleft():
            raise UsageError(
                f"article {article.id!r} is not the one the unfinished run saw: "
                "the corpus has changed; start anew without --resume"
            )
        yield from _replay(saved, tally)
        if saved[3]:
            _unique(article.id, names)
        step()
    measuring = Measuring(contenders, metrics, against, language)
    for article, value, failure in (engine or Local()).map(measuring, stream):
        found = value or Measured("", f"{article.source or article.id}: {failure}")
        name = _unique(article.id, names) if found.rows else ""
        rows = [[name, *row[1:]] for row in found.rows]
        facts = [found.language, found.reason, rows, found.properties, list(found.remarks)]
        saved = [marks.popleft(), *facts]
        if journal:
            journal.append(saved)
        _add(found, tally, findings)
        # Through the saved form even without a journal: the same rounding either way.
        yield from _replay(saved, tally)
        step()
    # A resumed run has not asked of the articles finished before.
    for metric, found_there in zip(metrics, findings, strict=True):
        tally.notes += metric.notes(found_there)
    tally.fingerprint = hasher.hexdigest()[:16]


def _marked(
    articles: Iterable[Article], marks: deque[str], hasher: hashlib._Hash
) -> Iterator[Article]:
    for article in articles:
        mark = digest(article)
        hasher.update(mark.encode())
        marks.append(mark)
        yield article


def _add(found: Measured, tally: Tally, findings: list[list[Any]]) -> None:
    for name, seconds in found.seconds.items():
        tally.seconds[name] = tally.seconds.get(name, 0.0) + seconds
    for all_, own in zip(findings, found.findings, strict=bool(found.rows)):
        all_ += own


def _replay(saved: Any, tally: Tally) -> list[Row]:
    mark, language, reason, rows, properties, remarks = saved
    if reason == UNREFERENCED:
        tally.unreferenced += 1
    elif reason:
        tally.failed.append(reason)
    else:
        _met(tally, language, properties)
        for name, remark in remarks:
            tally.remarks[name, remark] = tally.remarks.get((name, remark), 0) + 1
        tally.digests |= {row[0]: mark for row in rows}
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

"""The rows of a run from the measured articles, and a tally of the events, in input order."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from summkit.evaluation.articles import sample
from summkit.evaluation.costs import AnswerCosts
from summkit.evaluation.matching import shortened
from summkit.evaluation.measuring import (
    AGAINST,
    MISSING,
    UNREFERENCED,
    Measured,
    digest,
    references,
)
from summkit.evaluation.run import Row
from summkit.evaluation.saved import row_from
from summkit.evaluation.suspicious import ADVICE, EQUAL, too_many_equal
from summkit.metrics.base import Metric

__all__ = ["AGAINST", "Tally", "collected", "digest", "references", "sample"]

UNCOUNTED = "they are not counted in its mean; an empty text counts as 0"


@dataclass
class Tally:
    """Counts and data of the articles of a run, such as failures. `collected` fills them in.

    Attributes
    ----------
    measured
        Number of articles that were measured.
    failed
        Error message of each article that could not be analysed, written for or measured.
    unreferenced
        Number of articles left out because they have none of the requested references.
    referenced
        Number of measured articles with a reference.
    languages
        Languages of the measured articles, in order of appearance.
    seconds
        Contender -> CPU seconds that it took to write for all articles.
    notes
        Notes of the metrics for the reader of the values.
    remarks
        (contender, remark of its method on an article) -> number of articles.
    ids
        Ids of all articles that could be read, measured or not.
    digests
        Id of each measured article -> its digest, in input order.
    corpus
        Id -> digest of every article that could be read, measured or not.
    properties
        "length": number of words in the body of each measured article. "density": density of its
        first reference (Grusky et al. 2018), None without a reference or a value. Both in input
        order.
    fingerprint
        A hash of the digests of all articles, set when all have been read.
    costs
        Language model (a contender) -> the costs of its answers.
    absent
        Contender -> ids of the articles for which it has no text.
    left_out
        Contender that failed, or "" if no contender caused the failure -> ids of the failed
        articles ("" if unknown).
    """

    measured: int = 0
    failed: list[str] = field(default_factory=list)
    unreferenced: int = 0
    referenced: int = 0
    languages: list[str] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    remarks: dict[tuple[str, str], int] = field(default_factory=dict)
    properties: dict[str, list[float | None]] = field(
        default_factory=lambda: {"length": [], "density": []}
    )
    ids: list[str] = field(default_factory=list)
    digests: dict[str, str] = field(default_factory=dict)
    corpus: dict[str, str] = field(default_factory=dict)
    fingerprint: str = ""
    costs: dict[str, AnswerCosts] = field(default_factory=dict)
    absent: dict[str, list[str]] = field(default_factory=dict)
    left_out: dict[str, list[str]] = field(default_factory=dict)

    def forget(self, contender: str) -> None:
        """Delete the remarks on a contender that the run leaves out."""
        self.remarks = {key: count for key, count in self.remarks.items() if key[0] != contender}

    def counted(self) -> dict[str, tuple[str, ...]]:
        """Return the remarks on each contender, with the number of articles.

        In a remark that ends with "the article", the number of articles replaces these words.
        """
        found: dict[str, tuple[str, ...]] = {}
        for (name, remark), count in self.remarks.items():
            share = f"{count} of these {self.measured} articles"
            stem = remark.removesuffix("the article")
            text = stem + share if stem != remark else f"{remark} in {share}"
            if remark == EQUAL:
                if not too_many_equal(count, self.measured):
                    continue
                text += f": {ADVICE}"
            if remark == MISSING:
                text += f" ({shortened(self.absent[name])}): {UNCOUNTED}"
            found[name] = (*found.get(name, ()), text)
        return found

    def about_failed(self) -> list[str]:
        """Return a line per cause for which articles are left out for all systems."""
        lines = []
        for name, ids in self.left_out.items():
            why = f"{name} failed on" if name else "there was an error in"
            known = shortened([each for each in ids if each])
            lines.append(
                f"{len(ids)} article{'s' * (len(ids) != 1)} left out for all systems, because "
                f"{why} {'it' if len(ids) == 1 else 'them'}{f': {known}' if known else ''}"
            )
        return lines


def collected(rows: Iterable[Any], metrics: Sequence[Metric], tally: Tally) -> Iterator[Row]:
    """Yield one row per article and contender, in input order.

    Parameters
    ----------
    rows
        The result of `measured` for each article.
    tally
        Filled in while rows are yielded; complete when the iterator is exhausted.
    """
    hasher = hashlib.sha256()
    names: dict[str, int] = {}
    findings: list[list[Any]] = [[] for _ in metrics]
    for saved in rows:
        article = Measured(*saved)
        hasher.update(article.digest.encode())
        _count(article, tally)
        for all_, more in zip(findings, article.findings, strict=bool(article.rows)):
            all_ += more
        name = _unique(article.id, names) if article.digest else ""
        if name:
            tally.corpus[name] = article.digest
        if article.rows:
            tally.digests[name] = article.digest
            yield from (row_from([name, *row[1:]]) for row in article.rows)
    for metric, each in zip(metrics, findings, strict=True):
        tally.notes += metric.notes(each)
    tally.fingerprint = hasher.hexdigest()[:16]


def _count(article: Measured, tally: Tally) -> None:
    if article.id:
        tally.ids.append(article.id)
    for name, seconds in article.seconds.items():
        tally.seconds[name] = tally.seconds.get(name, 0.0) + seconds
    for name, cost in article.costs.items():
        tally.costs.setdefault(name, AnswerCosts()).add(cost)
    for name, remark in article.remarks:
        tally.remarks[name, remark] = tally.remarks.get((name, remark), 0) + 1
        if remark == MISSING:
            tally.absent.setdefault(name, []).append(article.id)
    if article.reason == UNREFERENCED:
        tally.unreferenced += 1
    elif article.reason:
        tally.failed.append(article.reason)
        tally.left_out.setdefault(article.failed, []).append(article.id)
    else:
        tally.measured += 1
        tally.referenced += article.referenced
        for name, value in article.properties.items():
            tally.properties[name].append(value)
        if article.language not in tally.languages:
            tally.languages.append(article.language)


def _unique(name: str, names: dict[str, int]) -> str:
    """Return an id that no earlier article has: the second "a" becomes "a#2"."""
    names[name] = names.get(name, 0) + 1
    if names[name] == 1:
        return name
    return _unique(f"{name}#{names[name]}", names)

"""What became of each article -> rows and what was met on the way, in input order."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from summkit.evaluation.articles import sample
from summkit.evaluation.costs import Costs
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
from summkit.metrics.base import Metric

__all__ = ["AGAINST", "Tally", "collected", "digest", "references", "sample"]

UNCOUNTED = "they are not counted in its mean; an empty text counts as 0"


@dataclass
class Tally:
    """What was met on the way; filled in by `collected`.

    Attributes
    ----------
    failed
        Articles that could not be analysed or written for, with the reason.
    unreferenced
        Articles left out because they lack every reference asked for.
    referenced
        Articles measured that have one.
    languages
        Languages of the articles measured, in order of appearance.
    seconds
        Contender -> CPU seconds spent writing, over `measured` articles.
    notes
        What a reader of the values should know.
    remarks
        (contender, what it said of itself) -> in how many articles.
    ids
        Of all articles that could be read, measured or not.
    digests
        Id of each article measured -> its digest, in input order.
    corpus
        The same of every article that could be read, measured or not.
    properties
        "length": words of each measured article's body; "density": of its first
        reference (Grusky et al. 2018), None where it cannot be told; in input order.
    fingerprint
        Changes with any article; set when all have been read.
    costs
        Contender that is a language model -> what its answers cost.
    absent
        Contender -> ids of the articles that it has no text for.
    left_out
        Contender, or "" where none is to blame -> ids of the failed articles ("" unknown).
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
    costs: dict[str, Costs] = field(default_factory=dict)
    absent: dict[str, list[str]] = field(default_factory=dict)
    left_out: dict[str, list[str]] = field(default_factory=dict)

    def forget(self, contender: str) -> None:
        """Drop the remarks on a contender that is left out of the run."""
        self.remarks = {key: count for key, count in self.remarks.items() if key[0] != contender}

    def counted(self) -> dict[str, tuple[str, ...]]:
        """Return contender -> what it said of itself, with the number of articles.

        A remark that ends with "the article" says instead of how many of these articles.
        """
        found: dict[str, tuple[str, ...]] = {}
        for (name, remark), count in self.remarks.items():
            share = f"{count} of these {self.measured} articles"
            stem = remark.removesuffix("the article")
            text = stem + share if stem != remark else f"{remark} in {share}"
            if remark == MISSING:
                text += f" ({shortened(self.absent[name])}): {UNCOUNTED}"
            found[name] = (*found.get(name, ()), text)
        return found

    def about_failed(self) -> list[str]:
        """Say which articles no system is measured on, a line each cause."""
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
    """Yield one row an article and contender, in input order.

    Parameters
    ----------
    rows
        What `measured` made of each article.
    tally
        Filled in as rows are made; complete when the iterator is exhausted.
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
        tally.costs.setdefault(name, Costs()).add(cost)
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
    """Return an id that no earlier article has: a second "a" becomes "a#2"."""
    names[name] = names.get(name, 0) + 1
    if names[name] == 1:
        return name
    return _unique(f"{name}#{names[name]}", names)

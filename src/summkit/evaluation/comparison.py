"""A Comparison: what the values of a Run say, as plain data for every output to draw from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from summkit.errors import UsageError
from summkit.evaluation.resampling import LEVEL, RESAMPLES, SEED, Floats
from summkit.evaluation.run import Header, Row, Run, incomparable
from summkit.evaluation.statistics import PairedComparison, compare
from summkit.evaluation.strata import gap_closed, quantile_bins

LEAD, ORACLE = "lead", "oracle"
SHOWN = ("rouge1.f", "rouge2.f", "rougeLsum.f")
"""The columns of a table where they exist; else the first three."""


@dataclass(frozen=True, slots=True)
class Bin:
    """The articles of one stratum: how many, and each system's mean of each shown column."""

    label: str
    articles: int
    means: Mapping[tuple[str, str], float | None]


@dataclass(frozen=True, slots=True)
class Strata:
    """Tables by bin of one property of the articles."""

    property: str
    bins: tuple[Bin, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What is known of the systems of a run.

    Attributes
    ----------
    baseline
        The system that the others are compared with.
    columns
        The columns shown, in order; `paired` holds those only.
    paired
        Means with intervals, differences with p-values; see `statistics`.
    gaps
        (system, column) -> share of the way from lead to oracle; None without both.
    words
        System -> mean length in words: longer texts score higher recall.
    strata
        Empty unless asked for.
    """

    run: Run
    baseline: str
    columns: tuple[str, ...]
    paired: PairedComparison
    gaps: Mapping[tuple[str, str], float | None]
    words: Mapping[str, float]
    strata: tuple[Strata, ...] = ()

    @property
    def systems(self) -> tuple[str, ...]:
        """The systems in the order of the run."""
        return tuple(self.run.header.systems)

    def best(self, column: str) -> str | None:
        """Return the system of highest mean, the oracle aside; None without values."""
        found = [
            (mean.mean, -place, system)
            for place, system in enumerate(self.systems)
            if system != ORACLE and (mean := self.paired.mean(system, column)) is not None
        ]
        return max(found)[2] if found else None


def comparison_of(
    run: Run,
    *,
    baseline: str = LEAD,
    columns: Sequence[str] | None = None,
    strata: Mapping[str, Sequence[float]] | None = None,
    resamples: int = RESAMPLES,
    seed: int = SEED,
    level: float = LEVEL,
) -> Comparison:
    """Compare the systems of a run.

    Parameters
    ----------
    baseline
        A system of the run.
    columns
        Which to show; default `SHOWN`.
    strata
        Property -> one number an article, in the order of `run.articles()`.
    resamples, seed, level
        Of the statistics.

    Raises
    ------
    UsageError
        If the baseline or a column is not in the run, or there are no articles.
    """
    known = run.header.columns
    chosen = tuple(columns or [c for c in SHOWN if c in known] or known[:3])
    for column in chosen:
        if column not in known:
            raise UsageError(f"column {column!r} is not in the run: one of {', '.join(known)}")
    systems = tuple(run.header.systems)
    values = value_array(run, chosen)
    paired = compare(values, systems, chosen, baseline, resamples=resamples, seed=seed, level=level)
    return Comparison(
        run=run,
        baseline=baseline,
        columns=chosen,
        paired=paired,
        gaps=_gaps(paired, systems, chosen),
        words=_words(run),
        strata=tuple(
            _stratum(name, numbers, values, systems, chosen)
            for name, numbers in (strata or {}).items()
        ),
    )


def value_array(run: Run, columns: Sequence[str]) -> Floats:
    """Return values of shape (systems, columns, articles); NaN where a row or value is missing."""
    articles = {name: place for place, name in enumerate(run.articles())}
    systems = {name: place for place, name in enumerate(run.header.systems)}
    places = [run.header.columns.index(column) for column in columns]
    values = np.full((len(systems), len(columns), len(articles)), np.nan)
    for row in run.rows:
        numbers = [row.values[place] for place in places]
        values[systems[row.system], :, articles[row.article]] = [
            np.nan if number is None else number for number in numbers
        ]
    return values


def merged(runs: Mapping[str, Run]) -> Run:
    """Return one run with the systems of several over the same corpus.

    Parameters
    ----------
    runs
        By a label (a file's name); a system that stands in several of them becomes
        "label:system", unless its rows are the same in all.

    Raises
    ------
    UsageError
        If two of them cannot be compared, with what differs.
    """
    labels = list(runs)
    first = runs[labels[0]]
    for label in labels[1:]:
        reasons = incomparable(first.header, runs[label].header)
        if reasons:
            raise UsageError(f"{labels[0]} and {label} cannot be compared: {'; '.join(reasons)}")
    columns = [
        column
        for column in first.header.columns
        if all(column in run.header.signatures for run in runs.values())
    ]
    systems: dict[str, dict[str, object]] = {}
    rows: dict[str, dict[str, Row]] = {}
    for label, run in runs.items():
        places = [run.header.columns.index(column) for column in columns]
        for name, by_article in run.by_system().items():
            own = {article: _renamed(row, name, places) for article, row in by_article.items()}
            if name in systems and rows[name] == own:
                continue
            final = name if name not in systems else f"{label}:{name}"
            systems[final] = dict(run.header.systems[name])
            rows[final] = {a: _renamed(row, final, range(len(columns))) for a, row in own.items()}
    header = Header(
        target=first.header.target,
        against=first.header.against,
        corpus=first.header.corpus,
        systems=systems,
        signatures={column: first.header.signatures[column] for column in columns},
        extra=first.header.extra,
    )
    order = list(dict.fromkeys(name for run in runs.values() for name in run.articles()))
    return Run(header, tuple(rows[s][a] for a in order for s in systems if a in rows[s]))


def _renamed(row: Row, system: str, places: Sequence[int]) -> Row:
    values = tuple(row.values[place] for place in places)
    return Row(row.article, system, row.text, row.chosen, row.words, values)


def _gaps(
    paired: PairedComparison, systems: Sequence[str], columns: Sequence[str]
) -> dict[tuple[str, str], float | None]:
    gaps: dict[tuple[str, str], float | None] = {}
    for column in columns:
        lead, oracle = (paired.mean(name, column) for name in (LEAD, ORACLE))
        for system in systems:
            own = paired.mean(system, column)
            known = lead is not None and oracle is not None and own is not None
            gaps[system, column] = (
                gap_closed(own.mean, lead.mean, oracle.mean)  # type: ignore[union-attr]
                if known
                else None
            )
    return gaps


def _words(run: Run) -> dict[str, float]:
    found = run.by_system()
    return {
        name: sum(row.words for row in rows.values()) / len(rows) if rows else 0.0
        for name, rows in found.items()
    }


def _stratum(
    name: str,
    numbers: Sequence[float],
    values: Floats,
    systems: Sequence[str],
    columns: Sequence[str],
) -> Strata:
    bins = []
    for stratum in quantile_bins(numbers):
        part = values[:, :, list(stratum.articles)]
        means: dict[tuple[str, str], float | None] = {}
        for s, system in enumerate(systems):
            for c, column in enumerate(columns):
                known = part[s, c][~np.isnan(part[s, c])]
                means[system, column] = float(known.mean()) if len(known) else None
        bins.append(Bin(stratum.label, len(stratum.articles), means))
    return Strata(name, tuple(bins))

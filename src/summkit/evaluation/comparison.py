"""A Comparison: what the values of a Run say, as plain data for every output to draw from."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from summkit import arguments
from summkit.evaluation.costs import Costs, costs_of
from summkit.evaluation.effects import mean_of
from summkit.evaluation.paired import PairedComparison
from summkit.evaluation.resampling import LEVEL, RESAMPLES, SEED, Floats
from summkit.evaluation.run import Run
from summkit.evaluation.statistics import compare
from summkit.evaluation.strata import gap_closed, quantile_bins
from summkit.metrics.column import FEW, Column
from summkit.naming import Attributes

if TYPE_CHECKING:
    import pandas

    from summkit.article import Article

LEAD, CUT, ORACLE = "lead", "lead-cut", "oracle"
REFERENCE_ROWS = (LEAD, CUT, "random", ORACLE)
"""Compared unasked: they stand beside the systems, and are not among those that are tested."""


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


@dataclass(frozen=True, repr=False)
class Comparison(Attributes):
    """What is known of the systems of a run; printed, its tables.

    Attributes
    ----------
    baseline
        The system that the others are compared with.
    columns
        The columns shown, in order; `paired` holds those only.
    paired
        Means with intervals, differences with p-values; see `statistics`. Where the baseline is
        the lead, `paired.second` holds the differences from lead-cut, often the harder one.
    gaps
        (system, column) -> share of the way from lead to oracle, on the articles that all three
        share; None without both, where the oracle is not better than the lead, and in a column
        that only describes.
    words
        System -> mean length in words: longer texts score higher recall.
    strata
        Empty unless asked for.
    """

    _meant: ClassVar[Mapping[str, str]] = {
        "means": "to_frame() has the means, a row a system and column",
        "scores": "to_frame() has the means, a row a system and column",
        "significance": "to_frame() has the p-values, in its column p",
        "pvalues": "to_frame() has the p-values, in its column p",
        "p_values": "to_frame() has the p-values, in its column p",
        "differences": "paired.differences",
        "save": "run.save",
        "to_json": "json.dumps(comparison.to_dict()) makes JSON",
    }

    run: Run
    baseline: str
    columns: tuple[Column, ...]
    paired: PairedComparison
    gaps: Mapping[tuple[str, str], float | None]
    words: Mapping[str, float]
    strata: tuple[Strata, ...] = ()

    @property
    def systems(self) -> tuple[str, ...]:
        """The systems in the order of the run."""
        return tuple(self.run.header.systems)

    @property
    def compared(self) -> tuple[str, ...]:
        """The systems whose differences are tested: all but the baseline and reference rows."""
        return tuple(s for s in self.systems if s not in (self.baseline, *REFERENCE_ROWS))

    def best(self, column: str) -> tuple[str, ...]:
        """Return the systems whose mean is best as it is shown, the oracle aside.

        Of a tie all are returned, so that no order of systems decides. None is where all
        systems share one mean, and where the column only describes. A system that has values
        on a part of the articles only is never best: its mean is one of other articles.
        """
        meant = self.run.header.column(column)
        shown = {
            system: meant.rounded(mean.mean)
            for system in self.systems
            if system != ORACLE and (mean := self.paired.mean(system, column)) is not None
        }
        counts = {system: self.counts[system, column] for system in shown}
        shown = {s: value for s, value in shown.items() if counts[s] == max(counts.values())}
        if meant.better is None or len(set(shown.values())) < 2:
            return ()
        top = max(shown.values()) if meant.better > 0 else min(shown.values())
        return tuple(system for system, value in shown.items() if value == top)

    def signature(self, column: str) -> str:
        """Return how the values of a column were made, with the resamples and their seed."""
        made = self.run.header.signatures[column]
        return f"{made}|bs:{self.paired.resamples}|seed:{self.paired.seed}"

    @cached_property
    def counts(self) -> dict[tuple[str, str], int]:
        """(system, column) -> on how many articles it has a value."""
        means = {(mean.system, mean.metric): mean.n for mean in self.paired.means}
        names = [column.name for column in self.columns]
        return {(s, name): means.get((s, name), 0) for s in self.systems for name in names}

    @cached_property
    def costs(self) -> dict[str, Costs]:
        """System -> what its answers cost; of language models only."""
        run = self.run
        each = {s: costs_of(run.header.systems[s], run.latency.get(s)) for s in self.systems}
        return {system: costs for system, costs in each.items() if costs is not None}

    @property
    def uneven(self) -> bool:
        """Whether systems have values on different numbers of articles."""
        first = self.columns[0].name
        return len({self.counts[s, first] for s in self.systems if s != ORACLE}) > 1

    def to_frame(self) -> pandas.DataFrame:
        """Return the comparison as a pandas DataFrame: a row a system and column.

        Values are as they are, as in `to_dict`: 0.333 where the tables and `to_csv` have 33.3,
        and a `gap` of 0.5 where they have 50 (%).

        Raises
        ------
        UsageError
            If pandas is not installed.
        """
        from summkit.evaluation.frames import comparison_frame

        return comparison_frame(self)

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON object that ``summkit compare --format json`` writes."""
        from summkit.report.comparison_data import as_data

        return as_data(self)

    def to_csv(self) -> str:
        """Return one table with a row a system and column, in the unit of the tables.

        33.3 where `to_frame` and `to_dict` have 0.333, and a `gap` of 50 (%) where they have 0.5.
        """
        from summkit.report.comparison_data import as_csv

        return as_csv(self)

    def to_markdown(self) -> str:
        """Return the tables as GitHub's Markdown."""
        from summkit.report.comparison_table import drawn

        return drawn(self, "markdown")

    def to_latex(self) -> str:
        """Return the tables as LaTeX, which needs the package booktabs."""
        from summkit.report.comparison_table import drawn

        return drawn(self, "latex")

    def to_html(
        self,
        path: str | os.PathLike[str] | None = None,
        *,
        articles: Mapping[str, Article] | None = None,
    ) -> str:
        """Return one self-contained HTML page: tables, charts and an article browser.

        Parameters
        ----------
        path
            Where the page is written as well, atomically.
        articles
            By id; without them the browser shows the texts alone.

        Raises
        ------
        UsageError
            If the file cannot be written.
        """
        from summkit.files import write_atomically
        from summkit.report.browser_data import views_of
        from summkit.report.comparison_html import render

        views = None if articles is None else views_of(articles, self.run.header.against)
        page = render(self, views)
        if path is not None:
            write_atomically(arguments.path("path", path), [page])
        return page

    def __str__(self) -> str:
        from summkit.report.comparison_table import drawn

        return drawn(self, "text").rstrip("\n")

    def __repr__(self) -> str:
        columns = ", ".join(column.name for column in self.columns)
        return f"Comparison({', '.join(self.systems)}; {columns}; baseline {self.baseline})"

    def _repr_html_(self) -> str:
        from summkit.report.comparison_table import drawn

        return drawn(self, "html")


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
        Which to show, by name; by default the `main` ones of each metric that was asked for,
        or its first three where it has none. Where no metric was asked for, the `main` ones.
    strata
        Property -> one number an article, in the order of `run.articles`.
    resamples, seed, level
        Of the statistics.

    Raises
    ------
    UsageError
        If the baseline or a column is not in the run, or there are no articles.
    """
    header = run.header
    chosen = tuple(header.column(name) for name in columns) if columns else _usual(run)
    names = tuple(column.name for column in chosen)
    systems = tuple(header.systems)
    places = [header.place(name) for name in names]
    # The resampling's sums are the same whatever array the values come from.
    values = np.ascontiguousarray(run.values.transpose(1, 2, 0)[:, places])
    paired = compare(
        values,
        systems,
        names,
        baseline,
        second=CUT if baseline == LEAD and CUT in systems else None,
        apart=REFERENCE_ROWS,
        better={column.name: column.better for column in chosen},
        resamples=resamples,
        seed=seed,
        level=level,
    )
    return Comparison(
        run=run,
        baseline=baseline,
        columns=chosen,
        paired=paired,
        gaps=_gaps(values, systems, chosen),
        words=_words(run),
        strata=tuple(
            _stratum(name, numbers, values, systems, names)
            for name, numbers in (strata or {}).items()
        ),
    )


def _usual(run: Run) -> tuple[Column, ...]:
    """Return the columns that are shown unasked; those without any value only if no others."""
    columns = run.header.columns
    known = (~np.isnan(run.values)).sum(axis=(0, 1)).tolist()
    measured = [column for column, count in zip(columns, known, strict=True) if count]
    asked = run.header.extra.get("shown")
    if isinstance(asked, list):
        shown = [column for column in columns if column.name in asked]
        # What was asked for and has no value is shown as that, behind what has one.
        shown.sort(key=lambda column: column not in measured)
        if measured and shown:
            return tuple(shown)
    return tuple([c for c in measured if c.main] or measured[:FEW] or columns[:FEW])


def _gaps(
    values: Floats, systems: Sequence[str], columns: Sequence[Column]
) -> dict[tuple[str, str], float | None]:
    """Return how far each system is on the way from lead to oracle.

    All three means are over the articles on which the three have a value: a system that has
    answered for a few easy ones is not measured against the lead on all.
    """
    gaps: dict[tuple[str, str], float | None] = {}
    for place, column in enumerate(columns):
        for number, system in enumerate(systems):
            gaps[system, column.name] = None
            if LEAD not in systems or ORACLE not in systems:
                continue
            three = values[[number, systems.index(LEAD), systems.index(ORACLE)], place]
            shared = three[:, ~np.isnan(three).any(axis=0)]
            if shared.shape[1]:
                mean, lead, oracle = map(mean_of, shared)
                gaps[system, column.name] = gap_closed(mean, lead, oracle, better=column.better)
    return gaps


def _words(run: Run) -> dict[str, float]:
    means = {}
    for place, name in enumerate(run.header.systems):
        texts = zip(run.texts, run.words, strict=True)
        words = [count[place] for text, count in texts if text[place] is not None]
        means[name] = sum(words) / len(words) if words else 0.0
    return means


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

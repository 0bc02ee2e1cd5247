"""A Comparison of the systems of a Run: plain data, from which every output is rendered."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from summkit import arguments
from summkit.article import Article
from summkit.errors import ArgumentTypeError
from summkit.evaluation.costs import AnswerCosts, costs_of
from summkit.evaluation.gap import gaps_closed
from summkit.evaluation.paired import PairedComparison
from summkit.evaluation.resampling import LEVEL, RESAMPLES, SEED
from summkit.evaluation.run import Run
from summkit.evaluation.statistics import compare
from summkit.evaluation.strata import Strata, strata_of
from summkit.metrics.column import FEW, Column
from summkit.naming import Attributes, helpful

if TYPE_CHECKING:
    import pandas

LEAD, CUT, ORACLE = "lead", "lead-cut", "oracle"
REFERENCE_ROWS = (LEAD, CUT, "random", ORACLE)
"""Reference systems that `compare` always adds. They appear in the tables, but no significance
test includes them."""


@dataclass(frozen=True, repr=False)
class Comparison(Attributes):
    """The comparison of the systems of a run. Printing the object prints its tables.

    Attributes
    ----------
    baseline
        The system that the others are compared with.
    columns
        The columns shown, in order; `paired` contains only these columns.
    paired
        Means with intervals, and differences with p-values; see `statistics`. If the baseline is
        the lead, `paired.second` contains the differences from lead-cut, often harder to beat.
    gaps
        (system, column) -> share of the gap between lead and oracle that the system closes, on
        the articles that all three share. None if the run lacks lead or oracle, if the oracle is
        not better than the lead, or if the column has no better direction.
    words
        System -> mean length in words. Longer texts have higher recall.
    strata
        Tables by property of the articles; empty if `comparison_of` was called without `strata`.

    Examples
    --------
    >>> import summkit as sk
    >>> body = "A fire broke out in Ostrava on Monday. Nobody was hurt. It began in a mill."
    >>> articles = [sk.Article(body, id=str(n), dek="Fire in an Ostrava mill") for n in range(3)]
    >>> comparison = sk.compare(articles, ["lexrank"], target="dek", words=12, resamples=100)
    >>> comparison.baseline, comparison.words["lexrank"]
    ('lead', 8.0)
    >>> comparison.best("rouge1.f")
    ('lead', 'lexrank')
    """

    _synonyms: ClassVar[Mapping[str, str]] = {
        "means": "to_frame() has the means, one row per system and column",
        "scores": "to_frame() has the means, one row per system and column",
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

    @helpful
    def best(self, column: str) -> tuple[str, ...]:
        """Return the systems with the best mean as the tables show it, without the oracle.

        All systems of a tie are returned, so that their order does not decide. The result is
        empty if all systems have the same mean, or if the column has no better direction. A
        system with values on only a part of the articles is never best, because its mean covers
        other articles.
        """
        described = self.run.header.column(column)
        shown = {
            system: described.rounded(mean.mean)
            for system in self.systems
            if system != ORACLE and (mean := self.paired.mean(system, column)) is not None
        }
        counts = {system: self.counts[system, column] for system in shown}
        shown = {s: value for s, value in shown.items() if counts[s] == max(counts.values())}
        if described.better is None or len(set(shown.values())) < 2:
            return ()
        top = max(shown.values()) if described.better > 0 else min(shown.values())
        return tuple(system for system, value in shown.items() if value == top)

    @helpful
    def signature(self, column: str) -> str:
        """Return the signature of a column with the number of resamples and their seed.

        Raises
        ------
        UsageError
            If the column is not in the run.
        """
        made = self.run.header.signatures[self.run.header.column(column).name]
        return f"{made}|bs:{self.paired.resamples}|seed:{self.paired.seed}"

    @cached_property
    def counts(self) -> dict[tuple[str, str], int]:
        """Number of articles with a value, by system and column."""
        means = {(mean.system, mean.metric): mean.n for mean in self.paired.means}
        names = [column.name for column in self.columns]
        return {(s, name): means.get((s, name), 0) for s in self.systems for name in names}

    @cached_property
    def costs(self) -> dict[str, AnswerCosts]:
        """Costs of the answers, by system, for systems that are language models."""
        run = self.run
        each = {s: costs_of(run.header.systems[s], run.latency.get(s)) for s in self.systems}
        return {system: costs for system, costs in each.items() if costs is not None}

    @property
    def uneven(self) -> bool:
        """Whether the systems have values on different numbers of articles."""
        first = self.columns[0].name
        return len({self.counts[s, first] for s in self.systems if s != ORACLE}) > 1

    def to_frame(self) -> pandas.DataFrame:
        """Return the comparison as a pandas DataFrame: one row per system and column.

        Values have their own scale, as in `to_dict`: 0.333 is 33.3 in the tables and in `to_csv`,
        and a `gap` of 0.5 is 50 (%) there.

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
        """Return a CSV table with one row per system and column, in the unit of the tables.

        A value of 33.3 here is 0.333 in `to_frame` and `to_dict`; a `gap` of 50 (%) here is 0.5
        there.
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

    @helpful
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
            File to which the page is written atomically, in addition.
        articles
            Articles by id. Without them the browser shows the summaries only.

        Raises
        ------
        UsageError
            If the file cannot be written. If `articles` is no mapping, ArgumentTypeError, a
            subclass.
        """
        from summkit.files import write_atomically
        from summkit.report.browser_data import views_of
        from summkit.report.comparison_html import render

        if articles is not None:
            takes = "a mapping of ids to Articles, such as {article.id: article}"
            articles = arguments.mapping("articles", articles, takes)
            for name, article in articles.items():
                if not isinstance(article, Article):
                    raise ArgumentTypeError(f"articles[{name!r}]", article, "an Article")
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
        A system of the run. Instead of the lead, a run without articles takes its first system.
    columns
        Names of the columns to show. By default the `main` columns of each requested metric, or
        its first three if it has no `main` column. If no metric was requested: all `main` columns.
    strata
        Property -> one number per article, in the order of `run.articles`.
    resamples, seed, level
        Number of resamples, their seed, and the confidence level of the intervals.

    Raises
    ------
    UsageError
        If the baseline or a column is not in the run, or there are no articles.
    """
    header = run.header
    chosen = tuple(header.column(name) for name in columns) if columns else _default_columns(run)
    names = tuple(column.name for column in chosen)
    systems = tuple(header.systems)
    if baseline == LEAD and LEAD not in systems and header.extra.get("bodiless"):
        baseline = systems[0]
    places = [header.place(name) for name in names]
    # A contiguous copy: the sums of the resampling do not depend on the source of the values.
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
        gaps=gaps_closed(values, systems, chosen, lead=LEAD, oracle=ORACLE),
        words=_mean_words(run),
        strata=tuple(
            strata_of(name, numbers, values, systems, names)
            for name, numbers in (strata or {}).items()
        ),
    )


def _default_columns(run: Run) -> tuple[Column, ...]:
    """Return the default columns; columns without a value only if no column has one."""
    columns = run.header.columns
    known = (~np.isnan(run.values)).sum(axis=(0, 1)).tolist()
    measured = [column for column, count in zip(columns, known, strict=True) if count]
    asked = run.header.extra.get("shown")
    if isinstance(asked, list):
        shown = [column for column in columns if column.name in asked]
        # A requested column without a value comes after the columns with values.
        shown.sort(key=lambda column: column not in measured)
        if measured and shown:
            return tuple(shown)
    return tuple([c for c in measured if c.main] or measured[:FEW] or columns[:FEW])


def _mean_words(run: Run) -> dict[str, float]:
    means = {}
    for place, name in enumerate(run.header.systems):
        texts = zip(run.texts, run.words, strict=True)
        words = [count[place] for text, count in texts if text[place] is not None]
        means[name] = sum(words) / len(words) if words else 0.0
    return means

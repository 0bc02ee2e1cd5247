"""A Comparison as tables for the terminal, Markdown, LaTeX and notebooks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from summkit.errors import counted
from summkit.evaluation.comparison import Comparison
from summkit.evaluation.costs import AnswerCosts
from summkit.evaluation.paired import Difference
from summkit.metrics.column import Column
from summkit.report.comparison_data import as_csv
from summkit.report.comparison_notes import (
    about_costs,
    about_marks,
    about_oracle,
    signatures,
    stars,
    verdicts,
)
from summkit.report.tables import MISSING, RENDERERS, Cell, Heading, Table, as_html

GAP = "% of the lead-oracle gap"
DETECTABLE = "smallest detectable difference"


def main_table(comparison: Comparison) -> Table:
    """Return the table of means, with the best marked and stars for significant differences."""
    header = comparison.run.header
    columns = comparison.columns
    first = columns[0]
    closing = _closing(comparison)
    rows = []
    for system in comparison.systems:
        cells = [named(comparison, system)]
        if comparison.uneven:
            cells.append(Cell.number(comparison.counts[system, first.name], 0))
        for column in columns:
            mean = comparison.paired.mean(system, column.name)
            mark = stars(comparison.paired.difference(system, column.name))
            best = system in comparison.best(column.name)
            cells.append(Cell.of(mean.mean if mean else None, column, best=best, mark=mark))
        cells.append(Cell.number(comparison.words[system], 1))
        if comparison.costs:
            cells += cost_cells(comparison.costs.get(system))
        if closing:
            gap = comparison.gaps[system, closing.name]
            cells.append(Cell.number(None if gap is None else 100 * gap, 0))
        rows.append(tuple(cells))
    heads = [Heading.of(column) for column in columns]
    return Table(
        label=f"{header.target}-means",
        title=_title(comparison),
        columns=(
            Heading("system", "text"),
            *([Heading("n")] if comparison.uneven else []),
            *heads,
            Heading("words"),
            *(map(Heading, COSTS) if comparison.costs else []),
            *([Heading(GAP)] if closing else []),
        ),
        rows=tuple(rows),
        notes=(
            *verdicts(comparison),
            *about_marks(comparison),
            *(
                [
                    "n: articles with a value; means of different n are of different articles, "
                    "differences are over the articles that both have"
                ]
                if comparison.uneven
                else []
            ),
            *(
                [f"{GAP}: position of {closing.label} between lead (0) and oracle (100)"]
                if closing
                else []
            ),
            *about_oracle(comparison),
            *about_costs(comparison),
            *header.extra.get("notes", ()),
            *signatures(comparison),
        ),
    )


COSTS = ("tokens", "seconds", "unusable")
"""Heads of the columns with the costs of a language model's answers."""


def cost_cells(costs: AnswerCosts | None) -> list[Cell]:
    """Return the cells for the columns `COSTS`; missing values if there are no costs."""
    if costs is None:
        return [Cell.number(None)] * len(COSTS)
    return [
        Cell.number(costs.tokens, 0),
        Cell.number(costs.latency, 2),
        Cell.number(costs.unusable, 0),
    ]


def _closing(comparison: Comparison) -> Column | None:
    """Return the first column with a gap from lead to oracle; None if there is none."""
    gaps = {column for (_, column), gap in comparison.gaps.items() if gap is not None}
    return next((column for column in comparison.columns if column.name in gaps), None)


def difference_tables(comparison: Comparison) -> list[Table]:
    """Return the tables of differences, one per baseline."""
    paired = comparison.paired
    found = [part for part in (paired.differences, paired.second) if part]
    return [_difference_table(comparison, part, last=part is found[-1]) for part in found]


def _difference_table(
    comparison: Comparison, differences: Sequence[Difference], *, last: bool
) -> Table:
    """Return the differences from one baseline. Notes below the last table explain the numbers."""
    uneven = len({difference.n for difference in differences}) > 1
    rows = []
    for difference in differences:
        column = comparison.run.header.column(difference.metric)
        low, high = map(column.shown, (difference.interval.low, difference.interval.high))
        counts = (difference.wins, difference.ties, difference.losses)
        rows.append(
            (
                named(comparison, difference.system),
                Cell(column.label),
                *([Cell.number(difference.n, 0)] if uneven else []),
                Cell.of(difference.mean_difference, column, mark=stars(difference)),
                Cell(f"{low} to {high}"),
                Cell.number(difference.p_adjusted if difference.family_size else None, 4),
                Cell.number(difference.effect_size, 2),
                Cell(MISSING if None in counts else "/".join(map(str, counts))),
                Cell.of(difference.detectable, column),
            )
        )
    baseline = differences[0].baseline
    level = f"{100 * differences[0].interval.level:g}%"
    meanings = (
        "diff: mean of the system minus that of the baseline, over the articles that both have",
        f"{level} interval: the range of this difference for similar articles, by resampling",
        "p: probability of so large a difference by chance, after Holm's correction; – not tested",
        "d: the difference in standard deviations of the differences, positive if the system "
        "is better",
        "win/tie/loss: on how many articles the system is better, equal and worse",
        f"{DETECTABLE}: the smallest true difference that these articles show in 4 of 5 cases"
        + (
            "; not valid where too few articles differ for any p below 0.05"
            if _bound(comparison)
            else ""
        ),
    )
    return Table(
        label=f"{comparison.run.header.target}-differences-from-{baseline}",
        title=f"Differences from {baseline}",
        columns=(
            Heading("system", "text"),
            Heading("metric", "text"),
            *([Heading("n")] if uneven else []),
            Heading("diff"),
            Heading(f"{level} interval", "text"),
            Heading("p"),
            Heading("d"),
            Heading("win/tie/loss", "text"),
            Heading(DETECTABLE),
        ),
        rows=tuple(rows),
        notes=meanings if last else (),
    )


def _bound(comparison: Comparison) -> bool:
    return any(comparison.paired.bound(f.baseline) for f in comparison.paired.families)


def strata_tables(comparison: Comparison) -> list[Table]:
    """Return one table per property: means of the first column by bin of the articles."""
    column = comparison.columns[0]
    tables = []
    for strata in comparison.strata:
        rows = [
            (
                named(comparison, system),
                *(Cell.of(part.means[system, column.name], column) for part in strata.bins),
            )
            for system in comparison.systems
        ]
        heads = [Heading(f"{part.label} (n={part.articles})") for part in strata.bins]
        tables.append(
            Table(
                label=f"{comparison.run.header.target}-by-{strata.property}",
                title=f"{column.head} by {strata.property}",
                columns=(Heading("system", "text"), *heads),
                rows=tuple(rows),
            )
        )
    return tables


def tables(comparison: Comparison) -> list[Table]:
    """Return all tables of a comparison, the main one first."""
    return [
        main_table(comparison),
        *difference_tables(comparison),
        *strata_tables(comparison),
    ]


def drawn(comparison: Comparison, kind: str) -> str:
    """Return all tables, rendered as one of `RENDERERS` or as "html"; CSV is a single table."""
    if kind == "csv":
        return as_csv(comparison)
    render = as_html if kind == "html" else RENDERERS[kind]
    return "\n".join(render(table) for table in tables(comparison))


def named(comparison: Comparison, system: str) -> Cell:
    """Return the cell with the name of a system and its remarks."""
    return Cell(system, remarks=tuple(comparison.run.header.remarks.get(system, ())))


def _title(comparison: Comparison) -> str:
    header = comparison.run.header
    count = len(comparison.run.articles)
    budgets = {str(system.get("budget")) for system in header.systems.values()} - {"None"}
    budget = ""
    if len(budgets) == 1:
        bounds = next(s["budget"] for s in header.systems.values() if s.get("budget"))
        budget = f", {_at_most(bounds)}"
    against = " or ".join(header.against)
    if header.extra.get("bodiless"):
        return f"{counted(count, 'text')}, against their references{budget}"
    have = header.corpus.get("referenced", count)
    how = f"against the {against}"
    if have < count:
        how += f" ({have} of {count} have one)"
    return (
        f"{header.target}: {counted(count, 'article')}, "
        f"{how if have else 'without a reference'}{budget}"
    )


def system_in_words(described: Mapping[str, Any]) -> str:
    """Return a system's entry in a run as text: "lexrank, threshold 0.2, at most 30 words"."""
    parts = [str(described.get("method", "")), str(described.get("source", ""))]
    parts += [f"{name} {value}" for name, value in (described.get("parameters") or {}).items()]
    bounds = described.get("budget") or {}
    if bounds:
        parts.append(_at_most(bounds))
    if described.get("redundancy", "none") != "none":
        parts.append(f"redundancy {described['redundancy']}")
    return ", ".join(filter(None, parts))


def _at_most(bounds: Mapping[str, float]) -> str:
    """Return a budget as text: "at most 1 sentence, 30 words", "at most 20% of the sentences"."""
    parts = [
        f"{100 * bound:g}% of the sentences"
        if name == "ratio"
        else counted(int(bound), name.removesuffix("s"))
        for name, bound in bounds.items()
    ]
    return f"at most {', '.join(parts)}"

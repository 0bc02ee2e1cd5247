"""A Comparison as tables, for the terminal, Markdown, CSV and LaTeX, and as JSON data."""

from __future__ import annotations

from typing import Any

from summkit.evaluation.comparison import ORACLE, Comparison
from summkit.evaluation.statistics import Difference
from summkit.report.tables import Cell, Column, Table


def column_name(column: str) -> str:
    """Return how a column is headed: "R-1" for rouge1.f, else its own name."""
    stem, _, value = column.partition(".")
    if not stem.startswith("rouge"):
        return column
    name = "R-" + stem.removeprefix("rouge")
    return name if value == "f" else f"{name} {value.upper()}"


def is_share(column: str) -> bool:
    """Whether a column is a value of 0..1 that is shown times 100."""
    return column.startswith("rouge")


def stars(difference: Difference | None) -> str:
    """Return the mark of significance, by the p-value after Holm's correction."""
    if difference is None:
        return ""
    p = difference.p_adjusted
    return "***" if p < 0.001 else "**" if p < 0.01 else "*" if p < 0.05 else ""


def main_table(comparison: Comparison) -> Table:
    """Return means by system, the best marked, differences from the baseline starred."""
    header = comparison.run.header
    columns = comparison.columns
    first = columns[0]
    rows = []
    for system in comparison.systems:
        cells = [Cell(system)]
        for column in columns:
            mean = comparison.paired.mean(system, column)
            mark = stars(comparison.paired.difference(system, column))
            cells.append(
                _value(
                    mean.mean if mean else None,
                    column,
                    best=comparison.best(column) == system,
                    mark=mark,
                )
            )
        cells.append(Cell.number(comparison.words[system], 1))
        gap = comparison.gaps[system, first]
        cells.append(Cell.number(None if gap is None else 100 * gap, 0))
        rows.append(tuple(cells))
    heads = [Column(column_name(column)) for column in columns]
    return Table(
        title=_title(comparison),
        columns=(Column("system", "text"), *heads, Column("words"), Column("gap %")),
        rows=tuple(rows),
        notes=(
            f"* p < 0.05, ** p < 0.01, *** p < 0.001 against {comparison.baseline}: approximate "
            f"randomisation, two-sided, {comparison.paired.resamples:,} resamples, Holm's "
            f"correction over {len(comparison.paired.differences)} comparisons",
            f"gap %: share of the way from lead to oracle in {column_name(first)}",
            *(["the oracle looks at the reference"] if ORACLE in comparison.systems else []),
            f"{header.signatures[first]}|bs:{comparison.paired.resamples}"
            f"|seed:{comparison.paired.seed}",
        ),
    )


def difference_table(comparison: Comparison) -> Table:
    """Return every difference from the baseline with interval, p, effect, wins, detectable."""
    rows = []
    for difference in comparison.paired.differences:
        scale = 100 if is_share(difference.metric) else 1
        interval = difference.interval
        rows.append(
            (
                Cell(difference.system),
                Cell(column_name(difference.metric)),
                _value(difference.mean_difference, difference.metric),
                Cell(f"{scale * interval.low:.2f} to {scale * interval.high:.2f}"),
                Cell.number(difference.p_adjusted, 4),
                Cell.number(difference.effect_size, 2),
                Cell(f"{difference.wins}/{difference.ties}/{difference.losses}"),
                _value(difference.detectable, difference.metric),
            )
        )
    return Table(
        title=f"Differences from {comparison.baseline}",
        columns=(
            Column("system", "text"),
            Column("metric", "text"),
            Column("diff"),
            Column("95% interval", "text"),
            Column("p"),
            Column("d"),
            Column("win/tie/loss", "text"),
            Column("detect"),
        ),
        rows=tuple(rows),
        notes=(
            "p after Holm's correction; d: Cohen's d of the paired differences",
            "detect: the smallest true difference these articles would show, 4 times in 5",
        ),
    )


def strata_tables(comparison: Comparison) -> list[Table]:
    """Return one table a property: the first column's mean by bin of the articles."""
    column = comparison.columns[0]
    tables = []
    for strata in comparison.strata:
        rows = [
            (
                Cell(system),
                *(_value(part.means[system, column], column) for part in strata.bins),
            )
            for system in comparison.systems
        ]
        heads = [Column(f"{part.label} (n={part.articles})") for part in strata.bins]
        tables.append(
            Table(
                title=f"{column_name(column)} by {strata.property}",
                columns=(Column("system", "text"), *heads),
                rows=tuple(rows),
            )
        )
    return tables


def tables(comparison: Comparison) -> list[Table]:
    """Return all tables of a comparison, the main one first."""
    found = [main_table(comparison)]
    if comparison.paired.differences:
        found.append(difference_table(comparison))
    return found + strata_tables(comparison)


def as_data(comparison: Comparison) -> dict[str, Any]:
    """Return the comparison as JSON data; values as they are, not times 100."""
    header = comparison.run.header
    paired = comparison.paired
    return {
        "target": header.target,
        "against": list(header.against),
        "corpus": header.corpus,
        "baseline": comparison.baseline,
        "resamples": paired.resamples,
        "seed": paired.seed,
        "signatures": {column: header.signatures[column] for column in comparison.columns},
        "systems": {
            system: {
                **header.systems[system],
                "words": round(comparison.words[system], 4),
                "means": {
                    mean.metric: {
                        "mean": round(mean.mean, 6),
                        "low": round(mean.interval.low, 6),
                        "high": round(mean.interval.high, 6),
                        "n": mean.n,
                        "gap": _rounded(comparison.gaps[system, mean.metric]),
                    }
                    for mean in paired.means
                    if mean.system == system
                },
                "differences": {
                    d.metric: _difference(d) for d in paired.differences if d.system == system
                },
            }
            for system in comparison.systems
        },
    }


def _difference(difference: Difference) -> dict[str, Any]:
    return {
        "mean": round(difference.mean_difference, 6),
        "low": round(difference.interval.low, 6),
        "high": round(difference.interval.high, 6),
        "p_bootstrap": round(difference.p_bootstrap, 6),
        "p_randomisation": round(difference.p_randomisation, 6),
        "p_adjusted": round(difference.p_adjusted, 6),
        "effect_size": _rounded(difference.effect_size),
        "wins": difference.wins,
        "ties": difference.ties,
        "losses": difference.losses,
        "detectable": _rounded(difference.detectable),
        "n": difference.n,
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 6)


def _value(value: float | None, column: str, *, best: bool = False, mark: str = "") -> Cell:
    if value is None or not is_share(column):
        return Cell.number(value, 3, best=best, mark=mark)
    return Cell.number(100 * value, 2, best=best, mark=mark)


def _title(comparison: Comparison) -> str:
    header = comparison.run.header
    count = len(comparison.run.articles())
    budgets = {str(system.get("budget")) for system in header.systems.values()} - {"None"}
    budget = ""
    if len(budgets) == 1:
        bounds = next(s["budget"] for s in header.systems.values() if s.get("budget"))
        budget = ", at most " + ", ".join(f"{bound} {name}" for name, bound in bounds.items())
    plural = "article" if count == 1 else "articles"
    against = " or ".join(header.against)
    return f"{header.target}: {count} {plural}, against the {against}{budget}"

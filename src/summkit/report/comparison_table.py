"""A Comparison as tables, for the terminal, Markdown, CSV and LaTeX, and as JSON data."""

from __future__ import annotations

from typing import Any

from summkit.evaluation.comparison import ORACLE, Comparison
from summkit.evaluation.statistics import Difference
from summkit.report.tables import MISSING, RENDERERS, Cell, Heading, Table, as_html


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
        cells = [named(comparison, system)]
        if comparison.uneven:
            cells.append(Cell.number(comparison.counts[system, first.name], 0))
        for column in columns:
            mean = comparison.paired.mean(system, column.name)
            mark = stars(comparison.paired.difference(system, column.name))
            best = system in comparison.best(column.name)
            cells.append(Cell.of(mean.mean if mean else None, column, best=best, mark=mark))
        cells.append(Cell.number(comparison.words[system], 1))
        gap = comparison.gaps[system, first.name]
        cells.append(Cell.number(None if gap is None else 100 * gap, 0))
        rows.append(tuple(cells))
    heads = [Heading.of(column) for column in columns]
    return Table(
        title=_title(comparison),
        columns=(
            Heading("system", "text"),
            *([Heading("n")] if comparison.uneven else []),
            *heads,
            Heading("words"),
            Heading("gap %"),
        ),
        rows=tuple(rows),
        notes=(
            f"* p < 0.05, ** p < 0.01, *** p < 0.001 against {comparison.baseline}: approximate "
            f"randomisation, two-sided, {comparison.paired.resamples:,} resamples, Holm's "
            f"correction over {len(comparison.paired.differences)} comparisons",
            *(
                [
                    "n: articles with a value; means of different n are of different articles, "
                    "differences are over the articles that both have"
                ]
                if comparison.uneven
                else []
            ),
            f"gap %: share of the way from lead to oracle in {first.label}",
            *_about_oracle(comparison),
            *header.extra.get("notes", ()),
            f"{header.signatures[first.name]}|bs:{comparison.paired.resamples}"
            f"|seed:{comparison.paired.seed}",
        ),
    )


def _about_oracle(comparison: Comparison) -> list[str]:
    if ORACLE not in comparison.systems:
        return []
    if not comparison.run.header.corpus.get("referenced", 1):
        return ["the oracle looks at the reference, and there is none"]
    return ["the oracle looks at the reference"]


def difference_table(comparison: Comparison) -> Table:
    """Return every difference from the baseline with interval, p, effect, wins, detectable."""
    rows = []
    for difference in comparison.paired.differences:
        column = comparison.run.header.column(difference.metric)
        low, high = map(column.shown, (difference.interval.low, difference.interval.high))
        counts = (difference.wins, difference.ties, difference.losses)
        rows.append(
            (
                named(comparison, difference.system),
                Cell(column.label),
                Cell.of(difference.mean_difference, column),
                Cell(f"{low} to {high}"),
                Cell.number(difference.p_adjusted, 4),
                Cell.number(difference.effect_size, 2),
                Cell(MISSING if None in counts else "/".join(map(str, counts))),
                Cell.of(difference.detectable, column),
            )
        )
    return Table(
        title=f"Differences from {comparison.baseline}",
        columns=(
            Heading("system", "text"),
            Heading("metric", "text"),
            Heading("diff"),
            Heading("95% interval", "text"),
            Heading("p"),
            Heading("d"),
            Heading("win/tie/loss", "text"),
            Heading("detect"),
        ),
        rows=tuple(rows),
        notes=(
            "p after Holm's correction; d: Cohen's d of the paired differences, positive where "
            "the system is better",
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
                named(comparison, system),
                *(Cell.of(part.means[system, column.name], column) for part in strata.bins),
            )
            for system in comparison.systems
        ]
        heads = [Heading(f"{part.label} (n={part.articles})") for part in strata.bins]
        tables.append(
            Table(
                title=f"{column.head} by {strata.property}",
                columns=(Heading("system", "text"), *heads),
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


def drawn(comparison: Comparison, kind: str) -> str:
    """Return all tables, drawn as one of `RENDERERS` or as "html"."""
    render = as_html if kind == "html" else RENDERERS[kind]
    return "\n".join(render(table) for table in tables(comparison))


def named(comparison: Comparison, system: str) -> Cell:
    """Return the cell that names a system, with what must be known of it."""
    return Cell(system, remarks=tuple(comparison.run.header.remarks.get(system, ())))


def as_data(comparison: Comparison) -> dict[str, Any]:
    """Return the comparison as JSON data; values as they are, not times 100."""
    header = comparison.run.header
    paired = comparison.paired
    return {
        "target": header.target,
        "against": list(header.against),
        "corpus": header.corpus,
        "version": header.version,
        "date": header.date,
        "baseline": comparison.baseline,
        "resamples": paired.resamples,
        "seed": paired.seed,
        "columns": [column.to_dict() for column in comparison.columns],
        "best": {c.name: list(comparison.best(c.name)) for c in comparison.columns},
        "signatures": {c.name: header.signatures[c.name] for c in comparison.columns},
        "systems": {
            system: {
                **header.systems[system],
                "remarks": list(header.remarks.get(system, ())),
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


def _title(comparison: Comparison) -> str:
    header = comparison.run.header
    count = len(comparison.run.articles)
    budgets = {str(system.get("budget")) for system in header.systems.values()} - {"None"}
    budget = ""
    if len(budgets) == 1:
        bounds = next(s["budget"] for s in header.systems.values() if s.get("budget"))
        budget = ", at most " + ", ".join(f"{bound} {name}" for name, bound in bounds.items())
    plural = "article" if count == 1 else "articles"
    against = " or ".join(header.against)
    have = header.corpus.get("referenced", count)
    how = f"against the {against}"
    if have < count:
        how += f" ({have} of {count} have one)"
    return f"{header.target}: {count} {plural}, {how if have else 'without a reference'}{budget}"

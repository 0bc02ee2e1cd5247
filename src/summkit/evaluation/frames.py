"""Runs and comparisons as pandas DataFrames, where pandas is installed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from summkit.errors import UsageError

if TYPE_CHECKING:
    import pandas

    from summkit.evaluation.comparison import Comparison
    from summkit.evaluation.run import Run


def run_frame(run: Run) -> pandas.DataFrame:
    """Return a row an article and system: article, system, words, a column a value, text.

    Raises
    ------
    UsageError
        If pandas is not installed.
    """
    names = run.header.names
    rows = [
        {
            "article": row.article,
            "system": row.system,
            "words": row.words,
            **dict(zip(names, row.values, strict=True)),
            "text": row.text,
        }
        for row in run.rows
    ]
    frame = pandas_module().DataFrame(rows, columns=["article", "system", "words", *names, "text"])
    return frame.astype(dict.fromkeys(names, "float64"))


def comparison_frame(comparison: Comparison) -> pandas.DataFrame:
    """Return a row a system and column, values as they are, not times 100.

    Columns: system, column, label, mean, low, high, n, best, difference, difference_low,
    difference_high, p, effect, wins, ties, losses, gap, words, remarks. What does not exist
    is missing, as the difference of the baseline from itself.

    Raises
    ------
    UsageError
        If pandas is not installed.
    """
    rows = []
    for system in comparison.systems:
        for column in comparison.columns:
            mean = comparison.paired.mean(system, column.name)
            d = comparison.paired.difference(system, column.name)
            rows.append(
                {
                    "system": system,
                    "column": column.name,
                    "label": column.label,
                    "mean": mean.mean if mean else None,
                    "low": mean.interval.low if mean else None,
                    "high": mean.interval.high if mean else None,
                    "n": mean.n if mean else 0,
                    "best": system in comparison.best(column.name),
                    "difference": d.mean_difference if d else None,
                    "difference_low": d.interval.low if d else None,
                    "difference_high": d.interval.high if d else None,
                    "p": d.p_adjusted if d else None,
                    "effect": d.effect_size if d else None,
                    "wins": d.wins if d else None,
                    "ties": d.ties if d else None,
                    "losses": d.losses if d else None,
                    "gap": comparison.gaps[system, column.name],
                    "words": comparison.words[system],
                    "remarks": "; ".join(comparison.run.header.remarks.get(system, ())),
                }
            )
    return pandas_module().DataFrame(rows)


def pandas_module() -> Any:
    try:
        import pandas
    except ImportError as error:
        raise UsageError(
            "a DataFrame needs pandas: install it with: pip install 'summkit[pandas]'"
        ) from error
    return pandas

"""Runs and comparisons as pandas DataFrames. Needs pandas."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from summkit.errors import UsageError

if TYPE_CHECKING:
    import pandas

    from summkit.evaluation.comparison import Comparison
    from summkit.evaluation.paired import Difference
    from summkit.evaluation.run import Run


def run_frame(run: Run) -> pandas.DataFrame:
    """Return one row per article and system: article, system, words, one column per value, text.

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
    """Return `comparison_rows` as a DataFrame.

    Raises
    ------
    UsageError
        If pandas is not installed.
    """
    return pandas_module().DataFrame(comparison_rows(comparison))


def comparison_rows(comparison: Comparison, *, scaled: bool = False) -> list[dict[str, Any]]:
    """Return one row per system and column; a number that does not exist is None.

    Keys: system, column, label; mean with its interval low to high, n (articles with a value),
    best; baseline, difference from the baseline with its interval, difference_n (articles that
    both have), p after Holm's correction, effect_size, wins, ties, losses, detectable; the same
    for the second baseline, each key prefixed with "second_"; gap, words, signature, remarks. A
    reference system is not tested and has no p.

    Parameters
    ----------
    scaled
        If True, values are in the unit of the tables: shares and the gap are multiplied by 100.
    """
    paired, header, gaps = comparison.paired, comparison.run.header, comparison.gaps
    rows = []
    for system in comparison.systems:
        for column in comparison.columns:
            scale = column.scale if scaled else 1
            gap = gaps[system, column.name]
            mean = paired.mean(system, column.name)
            first = paired.difference(system, column.name)
            second = paired.second_difference(system, column.name)
            rows.append(
                {
                    "system": system,
                    "column": column.name,
                    "label": column.label,
                    "mean": _scaled(mean.mean, scale) if mean else None,
                    "low": _scaled(mean.interval.low, scale) if mean else None,
                    "high": _scaled(mean.interval.high, scale) if mean else None,
                    "n": mean.n if mean else 0,
                    "best": system in comparison.best(column.name),
                    **_difference(first, scale),
                    **{f"second_{k}": v for k, v in _difference(second, scale).items()},
                    "gap": gap if gap is None or not scaled else _scaled(gap, 100),
                    "words": comparison.words[system],
                    "signature": comparison.signature(column.name),
                    "remarks": "; ".join(header.remarks.get(system, ())),
                }
            )
    return rows


def _difference(difference: Difference | None, scale: int) -> dict[str, Any]:
    d = difference
    return {
        "baseline": d.baseline if d else None,
        "difference": _scaled(d.mean_difference, scale) if d else None,
        "difference_low": _scaled(d.interval.low, scale) if d else None,
        "difference_high": _scaled(d.interval.high, scale) if d else None,
        "difference_n": d.n if d else None,
        "p": d.p_adjusted if d and d.family_size else None,
        "effect_size": d.effect_size if d else None,
        "wins": d.wins if d else None,
        "ties": d.ties if d else None,
        "losses": d.losses if d else None,
        "detectable": None if d is None or d.detectable is None else _scaled(d.detectable, scale),
    }


def _scaled(value: float, scale: int) -> float:
    """Return a value in the unit of the tables.

    The product is rounded, because 100 * 0.388889 would be printed as 38.888899999999995.
    """
    return value if scale == 1 else round(scale * value, 10)


def pandas_module() -> Any:
    """Return the module pandas; raise UsageError if it is not installed."""
    try:
        import pandas
    except ImportError as error:
        raise UsageError(
            "a DataFrame needs pandas: install it with: pip install 'summkit[pandas]'"
        ) from error
    return pandas

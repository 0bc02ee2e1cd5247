"""A Comparison for programs: one CSV table, and JSON data."""

from __future__ import annotations

import csv
import io
from typing import Any

from summkit.evaluation.comparison import Comparison
from summkit.evaluation.frames import comparison_rows
from summkit.evaluation.paired import Difference
from summkit.evaluation.strata import Strata
from summkit.report.escape import one_line, spreadsheet


def as_csv(comparison: Comparison) -> str:
    """Return one table with one row per system and column; see `frames.comparison_rows`.

    Numbers are in the unit of the tables, unrounded. A missing number is an empty field. Text
    that a spreadsheet would interpret as a formula gets a leading apostrophe.
    """
    rows = comparison_rows(comparison, scaled=True)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(rows[0])
    for row in rows:
        writer.writerow(_field(value) for value in row.values())
    return out.getvalue()


def _field(value: Any) -> Any:
    if isinstance(value, str):
        return spreadsheet(one_line(value))
    # float() is called because numbers of NumPy are printed with their type.
    return float(value) if isinstance(value, float) else value


def as_data(comparison: Comparison) -> dict[str, Any]:
    """Return the comparison as JSON data, with values in their own unit (shares 0 to 1)."""
    header = comparison.run.header
    paired = comparison.paired
    return {
        "target": header.target,
        "against": list(header.against),
        "corpus": header.corpus,
        "version": header.version,
        "date": header.date,
        "baseline": comparison.baseline,
        "second_baseline": next((d.baseline for d in paired.second), None),
        "families": [
            {
                "baseline": family.baseline,
                "comparisons": family.comparisons,
                "articles": family.articles,
                "smallest_p": round(family.smallest_p, 6),
            }
            for family in paired.families
        ],
        "notes": list(header.extra.get("notes", ())),
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
                **(
                    {"seconds": comparison.costs[system].latency}
                    if system in comparison.costs
                    else {}
                ),
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
                "second_differences": {
                    d.metric: _difference(d) for d in paired.second if d.system == system
                },
            }
            for system in comparison.systems
        },
        "strata": {strata.property: _strata(strata) for strata in comparison.strata},
    }


def _strata(strata: Strata) -> list[dict[str, Any]]:
    bins = []
    for part in strata.bins:
        means: dict[str, dict[str, float | None]] = {}
        for (system, column), mean in part.means.items():
            means.setdefault(system, {})[column] = _rounded(mean)
        bins.append({"label": part.label, "articles": part.articles, "means": means})
    return bins


def _difference(difference: Difference) -> dict[str, Any]:
    return {
        "mean": round(difference.mean_difference, 6),
        "low": round(difference.interval.low, 6),
        "high": round(difference.interval.high, 6),
        "p_bootstrap": round(difference.p_bootstrap, 6),
        "p_randomisation": round(difference.p_randomisation, 6),
        "p_adjusted": round(difference.p_adjusted, 6) if difference.family_size else None,
        "effect_size": _rounded(difference.effect_size),
        "wins": difference.wins,
        "ties": difference.ties,
        "losses": difference.losses,
        "detectable": _rounded(difference.detectable),
        "n": difference.n,
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 6)

"""Means with intervals, and paired comparisons of systems with a baseline.

The input is an array of values per article. No function needs to know the metric. The articles
are the sample: the conclusions are valid for similar articles, not for other kinds of text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import TypeVar

import numpy as np

from summkit.errors import UsageError
from summkit.evaluation.effects import (
    ROUNDING,
    effect_size,
    holm,
    mean_of,
    smallest_detectable,
    standard_deviation,
)
from summkit.evaluation.paired import Difference, Interval, Mean, PairedComparison
from summkit.evaluation.resampling import (
    LEVEL,
    RESAMPLES,
    SEED,
    Floats,
    bootstrap_means,
    bootstrap_p_values,
    percentile_intervals,
    randomisation_p_values,
    refuse_infinite,
)

Name = TypeVar("Name")


def compare(
    values: Floats,
    systems: Sequence[str],
    metrics: Sequence[str],
    baseline: str,
    *,
    second: str | None = None,
    apart: Collection[str] = (),
    better: Mapping[str, int | None] | None = None,
    resamples: int = RESAMPLES,
    seed: int = SEED,
    level: float = LEVEL,
) -> PairedComparison:
    """Compare every system with `baseline` on every metric.

    All tested systems (all but `apart`) on all metrics form one family of tests; against
    `second` they form another. To claim that a system is better than both baselines, both tests
    must be significant. Two tests at 0.05 keep the error of this claim at 0.05 (Berger 1982,
    Multiparameter Hypothesis Testing and Acceptance Sampling, section 2).

    Parameters
    ----------
    values
        Array of shape (systems, metrics, articles), with the same articles in the same order for
        all systems; NaN if an article has no value. A mean is over the articles with a value, a
        difference over the articles where both system and baseline have a value.
    systems, metrics
        Names along the first two axes.
    baseline
        One of `systems`.
    second
        A second baseline from `systems`: the tested systems are compared with it as well.
    apart
        Reference systems: they are compared with the baseline, but belong to no family.
    better
        Metric -> its better direction, as in `Difference`; by default 1.
    resamples, seed
        Number of resamples of the bootstrap and of the sign flips, and their seed.
    level
        Confidence level of the intervals.

    Raises
    ------
    UsageError
        If the names do not fit the array, a name occurs twice, the baseline is unknown, there is
        no article, a value is infinite, or a number is out of range.
    """
    values = np.asarray(values, dtype=np.float64)
    _check_names(values, systems, metrics, baseline)
    articles = values.shape[2]
    names = [(system, metric) for system in systems for metric in metrics]
    pairs = [(system, baseline) for system in systems if system != baseline]
    if second is not None:
        tested = [system for system in systems if system not in (baseline, second, *apart)]
        pairs += [(system, second) for system in tested]
    place = {system: number for number, system in enumerate(systems)}
    rows = len(pairs) * len(metrics)
    found = paired_differences(
        values[[place[system] for system, _ in pairs]].reshape(rows, articles),
        values[[place[base] for _, base in pairs]].reshape(rows, articles),
        [(system, base, metric) for system, base in pairs for metric in metrics],
        apart=apart,
        better=better,
        resamples=resamples,
        seed=seed,
        level=level,
    )
    return PairedComparison(
        baseline=baseline,
        means=_means(values.reshape(len(names), articles), names, resamples, seed, level),
        differences=tuple(d for d in found if d.baseline == baseline),
        resamples=resamples,
        seed=seed,
        second=tuple(d for d in found if d.baseline != baseline),
        systems=tuple(systems),
        metrics=tuple(metrics),
    )


def paired_differences(
    values: Floats,
    baselines: Floats,
    names: Sequence[tuple[str, str, str]],
    *,
    apart: Collection[str] = (),
    better: Mapping[str, int | None] | None = None,
    resamples: int = RESAMPLES,
    seed: int = SEED,
    level: float = LEVEL,
) -> tuple[Difference, ...]:
    """Compare rows of values with rows of baseline values, with the same resamples for all rows.

    Parameters
    ----------
    values, baselines
        Arrays of shape (rows, articles); NaN if there is no value.
    names
        (system, baseline, metric) of every row.
    apart, better, resamples, seed, level
        See `compare`.

    Returns
    -------
    A Difference for every row with at least one pair of values; other rows are left out. All rows
    with the same baseline, except the systems in `apart`, form a family of Holm's correction.

    Raises
    ------
    UsageError
        See `compare`.
    """
    if values.shape != baselines.shape or len(values) != len(names):
        raise UsageError(
            f"{len(names)} comparisons need as many rows of values and of baselines over the "
            f"same articles: the arrays are {values.shape} and {baselines.shape}"
        )
    refuse_infinite(values)
    refuse_infinite(baselines)
    columns = values - baselines
    larger = np.maximum(np.abs(values), np.abs(baselines))
    columns[np.abs(columns) <= ROUNDING * larger] = 0.0
    columns, names = _with_values(columns, names)
    if not names:
        return ()
    resampled = bootstrap_means(columns, resamples=resamples, seed=seed)
    intervals = percentile_intervals(resampled, level).tolist()
    p_bootstrap = bootstrap_p_values(columns, resampled).tolist()
    p_random = randomisation_p_values(columns, resamples=resamples, seed=seed).tolist()
    # A reference system is in no family (Hochberg and Tamhane 1987, Multiple Comparison Procedures,
    # section 1.2: a family is the basis of one set of conclusions). It is known in advance that an
    # oracle is better than the lead, and that chance is not. Testing this would only reduce the
    # power of the tests of the other systems.
    families = [None if system in apart else base for system, base, _ in names]
    sizes = Counter(families)
    sizes[None] = 0
    p_adjusted = _corrected(p_random, families)
    found = []
    for row, (system, baseline, metric) in enumerate(names):
        known = columns[row][~np.isnan(columns[row])]
        n, mean, deviation = len(known), mean_of(known), standard_deviation(known)
        low, high = intervals[row] if n > 1 else (mean, mean)
        direction = (better or {}).get(metric, 1)
        found.append(
            Difference(
                system=system,
                baseline=baseline,
                metric=metric,
                n=n,
                mean_difference=mean,
                interval=Interval(low, high, level),
                p_bootstrap=p_bootstrap[row],
                p_randomisation=p_random[row],
                p_adjusted=p_adjusted[row],
                # Adding 0 turns -0.0 into 0.0.
                effect_size=effect_size((-mean if direction == -1 else mean) + 0.0, deviation),
                above=int((known > 0).sum()),
                ties=int((known == 0).sum()),
                below=int((known < 0).sum()),
                detectable=smallest_detectable(deviation, n) if deviation else None,
                better=direction,
                family_size=sizes[families[row]],
            )
        )
    return tuple(found)


def _corrected(p_values: Sequence[float], families: Sequence[str | None]) -> list[float]:
    """Return each p-value after Holm's correction over its family; None means no family."""
    corrected = list(p_values)
    for family in dict.fromkeys(families):
        rows = [row for row, name in enumerate(families) if name == family]
        if family is not None:
            for row, p in zip(rows, holm([p_values[row] for row in rows]), strict=True):
                corrected[row] = p
    return corrected


def _means(
    columns: Floats, names: Sequence[tuple[str, str]], resamples: int, seed: int, level: float
) -> tuple[Mean, ...]:
    refuse_infinite(columns)
    columns, names = _with_values(columns, names)
    if not names:
        raise UsageError("there is no value to compare: every value is missing")
    resampled = bootstrap_means(columns, resamples=resamples, seed=seed)
    found = []
    for (system, metric), column, bounds in zip(
        names, columns, percentile_intervals(resampled, level).tolist(), strict=True
    ):
        known = column[~np.isnan(column)]
        mean = mean_of(known)
        low, high = bounds if len(known) > 1 else (mean, mean)
        found.append(Mean(system, metric, mean, Interval(low, high, level), len(known)))
    return tuple(found)


def _with_values(columns: Floats, names: Sequence[Name]) -> tuple[Floats, list[Name]]:
    """Return the rows with at least one value, and their names."""
    some = np.array([not np.isnan(column).all() for column in columns], dtype=bool)
    return columns[some], [name for name, kept in zip(names, some, strict=True) if kept]


def _check_names(
    values: Floats, systems: Sequence[str], metrics: Sequence[str], baseline: str
) -> None:
    if values.ndim != 3 or values.shape[:2] != (len(systems), len(metrics)):
        raise UsageError(
            f"{len(systems)} systems and {len(metrics)} metrics need values of shape "
            f"({len(systems)}, {len(metrics)}, articles): the array is {values.shape}"
        )
    for kind, names in (("system", systems), ("metric", metrics)):
        for number, name in enumerate(names):
            if name in names[:number]:
                raise UsageError(f"the {kind} {name!r} is given twice: give each its own name")
    if baseline not in systems:
        raise UsageError(
            f"the baseline {baseline!r} is not among the systems: choose from {', '.join(systems)}"
        )
    if values.shape[2] == 0:
        raise UsageError("there is no article to compare on: at least one is needed")

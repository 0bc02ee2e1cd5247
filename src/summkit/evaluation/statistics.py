"""Means with intervals, and paired comparisons of systems with a named baseline.

Plain data out of an array of per-article values: nothing here knows what a metric is. Articles
are the sample; what is said holds for articles like these, not for other kinds of text.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Interval:
    """A percentile bootstrap interval; `level` is its confidence, as in 0.95."""

    low: float
    high: float
    level: float


@dataclass(frozen=True, slots=True)
class Mean:
    """The plain mean of a system's values of one metric, over the `n` articles that have one."""

    system: str
    metric: str
    mean: float
    interval: Interval
    n: int


@dataclass(frozen=True, slots=True)
class Difference:
    """A system against a baseline on one metric, over the `n` articles where both have a value.

    Attributes
    ----------
    mean_difference
        Mean of system minus baseline, in the unit of the metric.
    interval
        Of the mean difference; a point where `n` is 1.
    p_bootstrap, p_randomisation
        Two-sided, in (0, 1]; 1 where `n` is 1. See `summkit.evaluation.resampling`.
    p_adjusted
        `p_randomisation` after Holm's correction over all differences made together.
    effect_size
        Cohen's d_z: the mean difference divided by the standard deviation (n - 1) of the
        differences (Cohen 1988, Statistical Power Analysis, section 2.3.5). Positive where
        the system is better than the baseline, or above it where `better` is None. 0 where
        the mean is 0; None where all differences are one same value, or `n` is 1.
    above, ties, below
        Articles where the value of the system is above, equal to and below the baseline's.
    detectable
        The smallest true difference that these articles would show significant at 0.05
        with a chance of 0.8 (`effects.smallest_detectable`); None where `effect_size` is
        None, or nothing differs.
    better
        1 where higher values of the metric are better, -1 where lower ones are, None where
        they only describe.
    """

    system: str
    baseline: str
    metric: str
    n: int
    mean_difference: float
    interval: Interval
    p_bootstrap: float
    p_randomisation: float
    p_adjusted: float
    effect_size: float | None
    above: int
    ties: int
    below: int
    detectable: float | None
    better: int | None = 1

    @property
    def wins(self) -> int | None:
        """Articles where the system is better; None where neither direction is."""
        return {1: self.above, -1: self.below, None: None}[self.better]

    @property
    def losses(self) -> int | None:
        """Articles where the system is worse; None where neither direction is."""
        return {1: self.below, -1: self.above, None: None}[self.better]

    @property
    def gain(self) -> float | None:
        """The mean difference, positive where it is for the better; None as `wins`."""
        return None if self.better is None else self.better * self.mean_difference


@dataclass(frozen=True, slots=True)
class PairedComparison:
    """Means of all systems and differences of all but the baseline, in the order given.

    A system and metric without a value anywhere has no Mean; one without an article where
    the baseline has a value too has no Difference.
    """

    baseline: str
    means: tuple[Mean, ...]
    differences: tuple[Difference, ...]
    resamples: int
    seed: int

    def mean(self, system: str, metric: str) -> Mean | None:
        """Return the mean of that system and metric, None where there is no value."""
        found = (m for m in self.means if (m.system, m.metric) == (system, metric))
        return next(found, None)

    def difference(self, system: str, metric: str) -> Difference | None:
        """Return the difference of that system and metric, None where there is no pair."""
        found = (d for d in self.differences if (d.system, d.metric) == (system, metric))
        return next(found, None)


def compare(
    values: Floats,
    systems: Sequence[str],
    metrics: Sequence[str],
    baseline: str,
    *,
    better: Mapping[str, int | None] | None = None,
    resamples: int = RESAMPLES,
    seed: int = SEED,
    level: float = LEVEL,
) -> PairedComparison:
    """Compare every system with `baseline` on every metric.

    Parameters
    ----------
    values
        (systems, metrics, articles), the same articles in the same order for all systems;
        NaN where an article has no value. A mean is over the articles that have a value, a
        difference over those where system and baseline both have one.
    systems, metrics
        Names along the first two axes.
    baseline
        One of `systems`.
    better
        Metric -> which way is better, as in `Difference`; 1 for one that is not named.
    resamples, seed
        Of the bootstrap and of the sign flips.
    level
        Confidence of the intervals.

    Raises
    ------
    UsageError
        If the names do not fit the array, a name stands twice, the baseline is unknown, there
        is no article, a value is infinite, or a number is out of range.
    """
    values = np.asarray(values, dtype=np.float64)
    _check_names(values, systems, metrics, baseline)
    articles = values.shape[2]
    names = [(system, metric) for system in systems for metric in metrics]
    base = values[systems.index(baseline)]
    others = [number for number, system in enumerate(systems) if system != baseline]
    return PairedComparison(
        baseline=baseline,
        means=_means(values.reshape(len(names), articles), names, resamples, seed, level),
        differences=paired_differences(
            values[others].reshape(len(others) * len(metrics), articles),
            np.tile(base, (len(others), 1)),
            [(systems[number], baseline, metric) for number in others for metric in metrics],
            better=better,
            resamples=resamples,
            seed=seed,
            level=level,
        ),
        resamples=resamples,
        seed=seed,
    )


def paired_differences(
    values: Floats,
    baselines: Floats,
    names: Sequence[tuple[str, str, str]],
    *,
    better: Mapping[str, int | None] | None = None,
    resamples: int = RESAMPLES,
    seed: int = SEED,
    level: float = LEVEL,
) -> tuple[Difference, ...]:
    """Compare rows of values with rows of baseline values, all from the same resamples.

    Parameters
    ----------
    values, baselines
        (rows, articles); NaN where there is no value.
    names
        (system, baseline, metric) of every row.
    better, resamples, seed, level
        As in `compare`.

    Returns
    -------
    A Difference for every row with at least one pair of values; the others are left out. All
    rows together are the family of Holm's correction.

    Raises
    ------
    UsageError
        As `compare`.
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
    p_adjusted = holm(p_random)
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
            )
        )
    return tuple(found)


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
    """Leave out the rows without any value."""
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
                raise UsageError(f"the {kind} {name!r} stands twice: give each its own name")
    if baseline not in systems:
        raise UsageError(
            f"the baseline {baseline!r} is not among the systems: choose from {', '.join(systems)}"
        )
    if values.shape[2] == 0:
        raise UsageError("there is no article to compare on: at least one is needed")

"""Statistics of one series of paired differences, and Holm's correction over several tests."""

from __future__ import annotations

from collections.abc import Sequence
from math import floor, fsum, sqrt
from statistics import NormalDist

import numpy as np

from summkit.evaluation.resampling import Floats

ALPHA = 0.05
POWER = 0.8
# A difference below this share of the larger value is due to rounding.
ROUNDING = 1e-12


def holm(p_values: Sequence[float]) -> list[float]:
    """Return p-values after Holm's correction for multiple tests, in input order, at most 1.

    Holm 1979, A Simple Sequentially Rejective Multiple Test Procedure: the smallest of m p-values
    is multiplied by m, the next by m - 1, and so on; no adjusted value is below the previous one.
    """
    adjusted = [0.0] * len(p_values)
    highest = 0.0
    for rank, place in enumerate(sorted(range(len(p_values)), key=p_values.__getitem__)):
        highest = max(highest, min(1.0, (len(p_values) - rank) * p_values[place]))
        adjusted[place] = highest
    return adjusted


def least_of_resamples(comparisons: int, resamples: int) -> float:
    """Return the smallest p-value that a test can give with this number of random draws.

    A randomisation test gives at least 1 / (resamples + 1). Holm's correction multiplies the
    smallest p-value by the number of comparisons, and no other adjusted value is below it.
    """
    return min(1.0, comparisons / (resamples + 1))


def least_of_articles(comparisons: int, articles: int) -> float:
    """Return the smallest p-value that this number of articles can give after Holm's correction.

    n articles that differ have 2**n sign patterns. The observed pattern and its mirror image are
    2 of them.
    """
    return min(1.0, comparisons * 2.0 ** (1 - articles))


def enough_resamples(comparisons: int, p: float) -> int:
    """Return the smallest number of resamples with `least_of_resamples` below `p`."""
    resamples = floor(comparisons / p)
    while least_of_resamples(comparisons, resamples) >= p:
        resamples += 1
    return resamples


def smallest_detectable(
    deviation: float, n: int, *, alpha: float = ALPHA, power: float = POWER
) -> float:
    """Return the smallest true mean difference that a test on `n` articles would detect.

    (z(1 - alpha/2) + z(power)) x deviation / sqrt(n): the normal approximation for a paired
    two-sided test (Cohen 1988, section 2.4). With fewer than about 20 articles the result is
    slightly too small.

    Parameters
    ----------
    deviation
        Standard deviation of the paired differences, in the unit of the metric.
    n
        Number of pairs, at least 1.
    alpha, power
        Significance level, and probability of detecting such a difference.
    """
    normal = NormalDist()
    return (normal.inv_cdf(1 - alpha / 2) + normal.inv_cdf(power)) * deviation / sqrt(n)


def standard_deviation(values: Floats) -> float | None:
    """Return the sample standard deviation (n - 1); None for fewer than two values.

    The result is exactly 0 if the values differ by rounding only.
    """
    if len(values) < 2:
        return None
    if np.ptp(values) <= ROUNDING * np.abs(values).max():
        return 0.0
    mean = mean_of(values)
    return sqrt(fsum(((values - mean) ** 2).tolist()) / (len(values) - 1))


def mean_of(values: Floats) -> float:
    """Return the mean of at least one value. The order of the values does not matter."""
    # fsum computes the exact sum and rounds it once.
    return fsum(values.tolist()) / len(values)


def effect_size(mean: float, deviation: float | None) -> float | None:
    """Return Cohen's d_z = mean / deviation; see `statistics.Difference`."""
    if deviation is None:
        return None
    if deviation == 0:
        return 0.0 if mean == 0 else None
    return mean / deviation

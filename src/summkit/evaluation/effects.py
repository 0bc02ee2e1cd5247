"""Numbers about one series of paired differences, and Holm's correction over several."""

from __future__ import annotations

from collections.abc import Sequence
from math import floor, fsum, sqrt
from statistics import NormalDist

import numpy as np

from summkit.evaluation.resampling import Floats

ALPHA = 0.05
POWER = 0.8
# Two values that differ by less than this share of the larger differ by rounding alone.
ROUNDING = 1e-12


def holm(p_values: Sequence[float]) -> list[float]:
    """Return p-values corrected for their number, in the order given, at most 1.

    Holm 1979, A Simple Sequentially Rejective Multiple Test Procedure: the smallest is
    multiplied by m, the next by m - 1, ..., and none may be below one before it.
    """
    adjusted = [0.0] * len(p_values)
    highest = 0.0
    for rank, place in enumerate(sorted(range(len(p_values)), key=p_values.__getitem__)):
        highest = max(highest, min(1.0, (len(p_values) - rank) * p_values[place]))
        adjusted[place] = highest
    return adjusted


def least_of_resamples(comparisons: int, resamples: int) -> float:
    """Return the smallest p-value that so many random draws and Holm's correction can give.

    A test gives 1 / (resamples + 1) at the least, and the smallest of a family is multiplied
    by its size; none comes out below it.
    """
    return min(1.0, comparisons / (resamples + 1))


def least_of_articles(comparisons: int, articles: int) -> float:
    """Return the smallest p-value that so few articles can give after Holm's correction.

    n articles that differ have 2**n sign patterns; the one observed and its mirror are 2 of
    them.
    """
    return min(1.0, comparisons * 2.0 ** (1 - articles))


def enough_resamples(comparisons: int, p: float) -> int:
    """Return the fewest resamples for which `least_of_resamples` is below `p`."""
    resamples = floor(comparisons / p)
    while least_of_resamples(comparisons, resamples) >= p:
        resamples += 1
    return resamples


def smallest_detectable(
    deviation: float, n: int, *, alpha: float = ALPHA, power: float = POWER
) -> float:
    """Return the smallest true mean difference that `n` articles would show significant.

    (z(1 - alpha/2) + z(power)) x deviation / sqrt(n): the normal approximation for a paired
    two-sided test (Cohen 1988, section 2.4). With fewer than about 20 articles it is somewhat
    too small.

    Parameters
    ----------
    deviation
        Standard deviation of the paired differences, in the unit of the metric.
    n
        Number of pairs, at least 1.
    alpha, power
        Significance level, and the chance of finding such a difference.
    """
    normal = NormalDist()
    return (normal.inv_cdf(1 - alpha / 2) + normal.inv_cdf(power)) * deviation / sqrt(n)


def standard_deviation(values: Floats) -> float | None:
    """Return the sample standard deviation (n - 1); None of fewer than two values.

    Exactly 0 where the values differ by rounding alone.
    """
    if len(values) < 2:
        return None
    if np.ptp(values) <= ROUNDING * np.abs(values).max():
        return 0.0
    mean = mean_of(values)
    return sqrt(fsum(((values - mean) ** 2).tolist()) / (len(values) - 1))


def mean_of(values: Floats) -> float:
    """Return the plain mean of at least one value, whatever their order."""
    # fsum: the exact sum, rounded once.
    return fsum(values.tolist()) / len(values)


def effect_size(mean: float, deviation: float | None) -> float | None:
    """Return Cohen's d_z, mean / deviation; see `statistics.Difference`."""
    if deviation is None:
        return None
    if deviation == 0:
        return 0.0 if mean == 0 else None
    return mean / deviation

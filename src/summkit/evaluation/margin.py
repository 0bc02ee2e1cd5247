"""Has a system dropped by more than is tolerated? One Difference in, one verdict out."""

from __future__ import annotations

from typing import Literal

from summkit.errors import UsageError
from summkit.evaluation.effects import ALPHA
from summkit.evaluation.paired import Difference

Outcome = Literal["pass", "fail", "not enough data"]

# Below about this many the percentile interval is too narrow to vouch for a pass: a true drop
# of the margin clears it in 8.5% of cases at 5 articles and 4.5% at 10, where 2.5% are meant
# (benchmarks/significance.md).
FEWEST_TO_PASS = 10


def verdict(difference: Difference, margin: float, *, alpha: float = ALPHA) -> Outcome:
    """Say whether a system, set against its own past, dropped by more than a margin.

    Higher values must be better: turn the sign of metrics where lower is better.

    * "fail": the mean dropped by more than `margin`, and the drop is significant
      (`p_randomisation` below `alpha`, two-sided);
    * "pass": the interval excludes a drop of `margin`: its low end is above -margin, with at
      least 10 articles. A drop inside the margin may well be significant and still pass. No
      difference on any article passes whatever the margin and the number of articles;
    * "not enough data": everything else: the interval reaches beyond the margin, but the
      drop is not proven to be larger; or there are too few articles to vouch for a pass.

    The low end of the interval lies below the mean, so "fail" and "pass" exclude each other.
    A margin of 0 fails on every significant drop, and passes only what is surely better or
    the same on every article.

    Parameters
    ----------
    difference
        New minus old, its interval made with ``level=1 - alpha``: the chance of passing a
        true drop of the margin is then about alpha / 2.
    margin
        The largest drop that is tolerated, in the unit of the metric; 0 or more.
    alpha
        Significance level, above 0 and below 1.

    Raises
    ------
    UsageError
        If a number is out of range, or the interval has another level.
    """
    if not 0 <= margin < float("inf"):
        raise UsageError(f"a margin of {margin:g} is not possible: 0 or more, as in 0.01")
    if abs(difference.interval.level - (1 - alpha)) > 1e-9:
        raise UsageError(
            f"a verdict at alpha {alpha:g} needs an interval of level {1 - alpha:g}: "
            f"this one has {difference.interval.level:g}"
        )
    if difference.mean_difference < -margin and difference.p_randomisation < alpha:
        return "fail"
    if difference.ties == difference.n:
        return "pass"
    if difference.interval.low > -margin and difference.n >= FEWEST_TO_PASS:
        return "pass"
    return "not enough data"

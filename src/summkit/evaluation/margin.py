"""The decision of the gate on one difference: pass, fail, or not enough data."""

from __future__ import annotations

from typing import Literal

from summkit.errors import UsageError
from summkit.evaluation.effects import ALPHA
from summkit.evaluation.paired import Difference

Outcome = Literal["pass", "fail", "not enough data"]

# With fewer articles the percentile interval is too narrow to justify a pass: a true drop of the
# margin passes in 8.5% of cases with 5 articles and in 4.5% with 10, instead of the intended 2.5%
# (benchmarks/significance.md).
FEWEST_TO_PASS = 10


def verdict(difference: Difference, margin: float, *, alpha: float = ALPHA) -> Outcome:
    """Decide whether the mean of a system dropped by more than a margin.

    Higher values must be better: for a metric where lower is better, reverse the sign.

    * "fail": the mean dropped by more than `margin`, and the drop is significant
      (`p_randomisation` below `alpha`, two-sided);
    * "pass": the interval excludes a drop of `margin`: its lower end is above -margin, with at
      least 10 articles. A drop within the margin may be significant and still passes. If no
      article differs, the result is "pass" for any margin and any number of articles;
    * "not enough data": all other cases: the interval reaches beyond the margin but does not
      prove a larger drop, or there are too few articles to justify a pass.

    "fail" and "pass" exclude each other, because the lower end of the interval is below the mean.
    With a margin of 0, every significant drop fails, and a mean passes only if it is proven to be
    better or if no article differs.

    Parameters
    ----------
    difference
        New minus old, with an interval of ``level=1 - alpha``. The probability that a true drop
        of the margin passes is then about alpha / 2.
    margin
        The largest drop that passes, in the unit of the metric; 0 or more.
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

"""The results of a paired comparison as plain data: means, differences, families of tests."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from summkit.errors import UsageError
from summkit.evaluation.effects import ALPHA, holm, least_of_articles, least_of_resamples
from summkit.naming import nearest


@dataclass(frozen=True, slots=True)
class Interval:
    """A percentile bootstrap interval. `level` is its confidence, such as 0.95."""

    low: float
    high: float
    level: float


@dataclass(frozen=True, slots=True)
class Mean:
    """The mean of a system's values of one metric, over the `n` articles with a value."""

    system: str
    metric: str
    mean: float
    interval: Interval
    n: int


@dataclass(frozen=True, slots=True)
class Difference:
    """The difference of a system from a baseline in one metric, on the `n` articles of both.

    Attributes
    ----------
    mean_difference
        Mean of system minus baseline, in the unit of the metric.
    interval
        The interval of the mean difference; a single point if `n` is 1.
    p_bootstrap, p_randomisation
        Two-sided p-values in (0, 1]; 1 if `n` is 1. See `summkit.evaluation.resampling`.
    family_size
        Number of comparisons in Holm's correction. 0 for a reference system, which is in no
        family and whose p-value must not be read.
    p_adjusted
        `p_randomisation` after Holm's correction over the family; uncorrected without a family.
    effect_size
        Cohen's d_z: the mean difference divided by the standard deviation (n - 1) of the
        differences (Cohen 1988, Statistical Power Analysis, section 2.3.5). Positive if the
        system is better than the baseline, or has a higher mean if `better` is None. 0 if the
        mean is 0; None if all differences are the same value other than 0, or if `n` is 1.
    above, ties, below
        Number of articles whose value is above, equal to and below the baseline's value.
    detectable
        The smallest true difference that these articles would show as significant at 0.05 with
        a probability of 0.8 (`effects.smallest_detectable`). None if `effect_size` is None, or if
        no article differs.
    better
        1 if higher values of the metric are better, -1 if lower values are better, None if
        neither is.
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
    family_size: int = 1

    @property
    def wins(self) -> int | None:
        """Number of articles on which the system is better; None if `better` is None."""
        return {1: self.above, -1: self.below, None: None}[self.better]

    @property
    def losses(self) -> int | None:
        """Number of articles on which the system is worse; None if `better` is None."""
        return {1: self.below, -1: self.above, None: None}[self.better]

    @property
    def differing(self) -> int:
        """Number of articles on which the values differ."""
        return self.n - self.ties

    @property
    def gain(self) -> float | None:
        """The mean difference, positive if the system is better; None if `better` is None."""
        return None if self.better is None else self.better * self.mean_difference


@dataclass(frozen=True, slots=True)
class Family:
    """A family of Holm's correction: the tested systems against one baseline.

    Attributes
    ----------
    comparisons
        Number of comparisons.
    articles
        The largest number of articles that a system shares with the baseline.
    differing
        The largest number of articles on which a system differs from the baseline. A tie has no
        sign, so the test cannot use it.
    least_of_resamples, least_of_articles
        The smallest corrected p-value that this number of resamples can give, and the smallest
        that this number of differing articles can give.
    """

    baseline: str
    comparisons: int
    articles: int
    differing: int
    least_of_resamples: float
    least_of_articles: float

    @property
    def smallest_p(self) -> float:
        """The smallest corrected p-value that is possible."""
        return max(self.least_of_resamples, self.least_of_articles)


@dataclass(frozen=True, slots=True)
class PairedComparison:
    """Means of all systems, and differences of all systems but the baseline, in input order.

    A system without any value in a metric has no Mean. If system and baseline share no article
    with a value, there is no Difference.

    Attributes
    ----------
    second
        Differences of the tested systems from a second baseline; empty without one.
    systems, metrics
        The compared systems and metrics. The methods raise UsageError for any other name.
    """

    baseline: str
    means: tuple[Mean, ...]
    differences: tuple[Difference, ...]
    resamples: int
    seed: int
    second: tuple[Difference, ...] = ()
    systems: tuple[str, ...] = ()
    metrics: tuple[str, ...] = ()

    def _full_names(self, system: str, metric: str) -> tuple[str, str]:
        """Return the full names of system and metric: "rouge1" means "rouge1.f".

        Raises
        ------
        UsageError
            If the system or metric was not compared. The message suggests the nearest name.
        """
        whole = metric if metric in self.metrics else f"{metric}.f"
        for kind, name, known in (
            ("system", system, self.systems),
            ("metric", whole, self.metrics),
        ):
            if name not in known:
                given = metric if kind == "metric" else name
                near = nearest(given, known)
                hint = f"did you mean {near!r}?" if near else f"choose one of {', '.join(known)}"
                raise UsageError(f"{kind} {given!r} was not compared: {hint}")
        return system, whole

    def mean(self, system: str, metric: str) -> Mean | None:
        """Return the mean of a system in a metric; None if there is no value.

        Raises
        ------
        UsageError
            If the system or metric was not compared.
        """
        system, metric = self._full_names(system, metric)
        found = (m for m in self.means if (m.system, m.metric) == (system, metric))
        return next(found, None)

    def difference(self, system: str, metric: str) -> Difference | None:
        """Return the difference of a system in a metric; None if no article has both values.

        Raises
        ------
        UsageError
            If the system or metric was not compared.
        """
        system, metric = self._full_names(system, metric)
        return _find(self.differences, system, metric)

    def second_difference(self, system: str, metric: str) -> Difference | None:
        """Return the difference of a system from the second baseline; None if there is none.

        Raises
        ------
        UsageError
            If the system or metric was not compared.
        """
        system, metric = self._full_names(system, metric)
        return _find(self.second, system, metric)

    def bound(self, baseline: str) -> tuple[tuple[Difference, float], ...]:
        """Return the differences that can never be significant because of ties, with their least p.

        Only the family of `baseline` is considered. Holm's correction never falls if one of its
        p-values rises, so the correction of the smallest possible p-values gives the smallest
        corrected values.
        """
        tested = [d for d in (*self.differences, *self.second) if d.family_size]
        tested = [d for d in tested if d.baseline == baseline]
        draws = least_of_resamples(1, self.resamples)
        least = holm([max(draws, least_of_articles(1, d.differing)) for d in tested])
        found = zip(tested, least, strict=True)
        return tuple((d, p) for d, p in found if p >= ALPHA and d.ties)

    @property
    def families(self) -> tuple[Family, ...]:
        """The families of the first and the second baseline, if they have members."""
        found = []
        for differences in (self.differences, self.second):
            tested = [d for d in differences if d.family_size]
            if tested:
                size, articles = len(tested), max(d.n for d in tested)
                differing = max(d.differing for d in tested)
                found.append(
                    Family(
                        tested[0].baseline,
                        size,
                        articles,
                        differing,
                        least_of_resamples(size, self.resamples),
                        least_of_articles(size, differing),
                    )
                )
        return tuple(found)


def _find(differences: Sequence[Difference], system: str, metric: str) -> Difference | None:
    return next((d for d in differences if (d.system, d.metric) == (system, metric)), None)

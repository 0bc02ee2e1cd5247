"""What a paired comparison says, as plain data: means, differences, families of tests."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from summkit.errors import UsageError
from summkit.evaluation.effects import ALPHA, holm, least_of_articles, least_of_resamples
from summkit.naming import nearest


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
    family_size
        How many comparisons Holm's correction ran over; 0 for a reference row, which is in no
        family and has no p-value to be read.
    p_adjusted
        `p_randomisation` after Holm's correction over its family; uncorrected without one.
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
    family_size: int = 1

    @property
    def wins(self) -> int | None:
        """Articles where the system is better; None where neither direction is."""
        return {1: self.above, -1: self.below, None: None}[self.better]

    @property
    def losses(self) -> int | None:
        """Articles where the system is worse; None where neither direction is."""
        return {1: self.below, -1: self.above, None: None}[self.better]

    @property
    def differing(self) -> int:
        """On how many articles the values differ."""
        return self.n - self.ties

    @property
    def gain(self) -> float | None:
        """The mean difference, positive where it is for the better; None as `wins`."""
        return None if self.better is None else self.better * self.mean_difference


@dataclass(frozen=True, slots=True)
class Family:
    """What Holm's correction ran over: the tested systems against one baseline.

    Attributes
    ----------
    comparisons
        How many.
    articles
        The most that a system and the baseline share.
    differing
        The most on which a system and the baseline differ: a tie has no sign to be tested.
    least_of_resamples, least_of_articles
        The smallest corrected p-value that so many resamples, and that so many differing
        articles, can give.
    """

    baseline: str
    comparisons: int
    articles: int
    differing: int
    least_of_resamples: float
    least_of_articles: float

    @property
    def smallest_p(self) -> float:
        """The smallest p-value that can come out."""
        return max(self.least_of_resamples, self.least_of_articles)


@dataclass(frozen=True, slots=True)
class PairedComparison:
    """Means of all systems and differences of all but the baseline, in the order given.

    A system and metric without a value anywhere has no Mean; one without an article where
    the baseline has a value too has no Difference.

    Attributes
    ----------
    second
        Differences of the systems of the family from a second baseline; empty without one.
    systems, metrics
        What was compared; to ask for anything else is an error.
    """

    baseline: str
    means: tuple[Mean, ...]
    differences: tuple[Difference, ...]
    resamples: int
    seed: int
    second: tuple[Difference, ...] = ()
    systems: tuple[str, ...] = ()
    metrics: tuple[str, ...] = ()

    def _known(self, system: str, metric: str) -> tuple[str, str]:
        """Return the system and metric that are meant: "rouge1" is "rouge1.f".

        Raises
        ------
        UsageError
            For one that was not compared, with the nearest.
        """
        whole = metric if metric in self.metrics else f"{metric}.f"
        for kind, name, known in (
            ("system", system, self.systems),
            ("metric", whole, self.metrics),
        ):
            if name not in known:
                given = metric if kind == "metric" else name
                near = nearest(given, known)
                hint = f"did you mean {near!r}?" if near else f"one of {', '.join(known)}"
                raise UsageError(f"{kind} {given!r} was not compared: {hint}")
        return system, whole

    def mean(self, system: str, metric: str) -> Mean | None:
        """Return the mean of that system and metric, None where there is no value.

        Raises
        ------
        UsageError
            For a system or metric that was not compared.
        """
        system, metric = self._known(system, metric)
        found = (m for m in self.means if (m.system, m.metric) == (system, metric))
        return next(found, None)

    def difference(self, system: str, metric: str) -> Difference | None:
        """Return the difference of that system and metric, None where there is no pair.

        Raises
        ------
        UsageError
            As `mean`.
        """
        system, metric = self._known(system, metric)
        return _of(self.differences, system, metric)

    def second_difference(self, system: str, metric: str) -> Difference | None:
        """Return the difference from the second baseline, None where there is none.

        Raises
        ------
        UsageError
            As `mean`.
        """
        system, metric = self._known(system, metric)
        return _of(self.second, system, metric)

    def bound(self, baseline: str) -> tuple[tuple[Difference, float], ...]:
        """Return differences that ties keep from ever being significant, each with its least p.

        Of the family of a baseline. The corrected p-values are least where all are: Holm's
        correction rises with each of them.
        """
        tested = [d for d in (*self.differences, *self.second) if d.family_size]
        tested = [d for d in tested if d.baseline == baseline]
        draws = least_of_resamples(1, self.resamples)
        least = holm([max(draws, least_of_articles(1, d.differing)) for d in tested])
        found = zip(tested, least, strict=True)
        return tuple((d, p) for d, p in found if p >= ALPHA and d.ties)

    @property
    def families(self) -> tuple[Family, ...]:
        """The family of the baseline, and that of the second one, where they have members."""
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


def _of(differences: Sequence[Difference], system: str, metric: str) -> Difference | None:
    return next((d for d in differences if (d.system, d.metric) == (system, metric)), None)

"""The judgements of the gate: on the mean of one system in one column, and on single articles."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf

from summkit.evaluation.margin import Outcome
from summkit.metrics.column import Column


@dataclass(frozen=True, slots=True)
class Judgement:
    """The judgement on the mean of one system in one column.

    Attributes
    ----------
    outcome
        The result of `margin.verdict` on the p-value after Holm's correction.
    n
        Number of articles with a value in both baseline and current run.
    old, new
        Means of baseline and current run on these articles; None if there are none.
    difference, low, high
        new - old and its interval of level 1 - alpha, in the unit of the column. In a column
        where lower is better, a positive difference is worse.
    p, p_adjusted
        p-value of the approximate randomisation test, two-sided, before and after Holm's
        correction over all judgements of the verdict.
    better, same, worse
        Number of articles with a better, an equal and a worse value.
    margin
        The largest drop of the mean that passes, in the unit of the values.
    significant
        Whether the mean differs significantly in either direction: `p_adjusted` is below alpha.
    detectable
        The smallest drop that these articles would show with a probability of 0.8, at the
        corrected level; see `detectable_drop`.
    missed
        A true drop smaller than this does not fail in at least half of the cases, because it is
        within the margin or because these articles are too few to prove it.
    estimated
        Whether `detectable` and `missed` are estimates, because few articles changed.
    """

    system: str
    column: Column
    outcome: Outcome
    n: int
    old: float | None
    new: float | None
    difference: float | None
    low: float | None
    high: float | None
    p: float
    p_adjusted: float
    better: int
    same: int
    worse: int
    margin: float
    significant: bool
    detectable: float | None
    missed: float | None
    estimated: bool

    @property
    def higher_is_better(self) -> bool:
        """Whether a higher mean is better."""
        return self.column.better == 1

    @property
    def blind(self) -> bool:
        """Whether these articles miss a drop of the margin in more than half of the cases."""
        return self.missed is not None and self.margin < self.missed

    @property
    def moved(self) -> int:
        """1 if the mean is significantly better, -1 if it is significantly worse, 0 otherwise."""
        if not self.significant or not self.difference:
            return 0
        return 1 if (self.difference > 0) == (self.column.better != -1) else -1

    @property
    def tolerated(self) -> bool:
        """Whether the mean dropped significantly, but not by more than the margin."""
        return self.moved < 0 and self.outcome != "fail"


@dataclass(frozen=True, slots=True)
class Fallen:
    """An article whose value fell too far, or whose text is missing or empty now.

    If a mean failed although no article fell too far, the articles with the largest falls are
    listed as well.

    Attributes
    ----------
    old, new
        Values of `column`; `new` is None if the current run has no text for the article.
    limit
        The largest fall that passes; infinite if the column is not guarded.
    old_text, new_text
        The texts of both runs; "" if the baseline contains no texts.
    breach
        Whether the article fails the gate. False for falls within `GateRules.allowed` and for
        articles listed as an explanation. Also False if an outputs file lacks the text, which
        `Verdict.unmatched` reports.
    emptied
        Whether the text is empty now but not in the baseline.
    """

    article: str
    system: str
    column: Column
    old: float
    new: float | None
    limit: float
    old_text: str
    new_text: str
    breach: bool = True
    emptied: bool = False

    @property
    def fall(self) -> float:
        """The size of the fall, in either direction; infinite if there is no text."""
        return inf if self.new is None else abs(self.new - self.old)

"""What the gate says and by which rules, as plain data for every output to draw from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import inf
from typing import Literal

from summkit.evaluation.effects import ALPHA
from summkit.evaluation.margin import Outcome
from summkit.evaluation.resampling import RESAMPLES, SEED
from summkit.metrics.column import Column

Status = Literal["pass", "fail", "not comparable"]
Treatment = Literal["pass", "warn", "fail"]
TREATMENTS: tuple[Treatment, ...] = ("pass", "warn", "fail")


@dataclass(frozen=True, slots=True)
class GateRules:
    """When a run fails.

    Attributes
    ----------
    columns
        Names of the columns that are gated, in order; which way is better, the run says.
    margin, margins
        The largest drop of a mean that is tolerated, in the unit of the column; `margins`
        names columns with one of their own.
    drops
        Column -> the largest fall of a single article that is tolerated; columns without
        one are not guarded.
    allowed
        So many articles a system may fall by more than `drops` in a column.
    not_enough_data
        What a mean that is neither proven worse nor proven good counts as.
    alpha
        Chance of a false alarm over all means of one gate, two-sided, together.
    """

    columns: Sequence[str]
    margin: float = 0.01
    margins: Mapping[str, float] = field(default_factory=dict)
    drops: Mapping[str, float] = field(default_factory=dict)
    allowed: int = 0
    not_enough_data: Treatment = "warn"
    alpha: float = ALPHA
    resamples: int = RESAMPLES
    seed: int = SEED

    def margin_of(self, column: str) -> float:
        """Return the margin that holds for a column."""
        return self.margins.get(column, self.margin)


@dataclass(frozen=True, slots=True)
class Judgement:
    """One system and column: what its mean did.

    Attributes
    ----------
    outcome
        As `margin.verdict` says, on p-values after Holm's correction.
    n
        Articles where baseline and current run both have a value.
    old, new
        Means over those; None without any.
    difference, low, high
        new - old with its interval of level 1 - alpha, in the unit of the column: for a
        column where lower is better, a positive difference is the worse one.
    p, p_adjusted
        Approximate randomisation, two-sided, before and after Holm's correction over all
        judgements of the verdict.
    better, same, worse
        Articles that moved so.
    detectable
        The smallest drop that these articles would show 4 times in 5, at the corrected
        level; see `detectable_drop`.
    estimated
        Whether `detectable` had to be estimated, because hardly any article changed.
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
    detectable: float | None
    estimated: bool

    @property
    def higher_is_better(self) -> bool:
        """Whether a higher mean is the better one."""
        return self.column.better == 1

    @property
    def blind(self) -> bool:
        """Whether the corpus cannot show a drop as small as the margin."""
        return self.detectable is not None and self.margin < self.detectable


@dataclass(frozen=True, slots=True)
class Fallen:
    """One article that fell by more than is tolerated, or that nothing was written for.

    Also the articles that fell furthest where a mean failed without any that breaches.

    Attributes
    ----------
    old, new
        Values of `column`; `new` is None where the current run has no text for the article.
    limit
        What is tolerated; infinite where the column is not guarded.
    old_text, new_text
        What was written; "" where the baseline keeps no texts.
    breach
        Whether it fails the gate: False for falls within `GateRules.allowed`, and where
        it is named for explanation only.
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

    @property
    def fall(self) -> float:
        """By how much, whichever direction is worse; infinite where nothing was written."""
        return inf if self.new is None else abs(self.new - self.old)


@dataclass(frozen=True, slots=True, repr=False)
class Verdict:
    """What the gate says; every output is drawn from it. Printed, it says it all.

    Attributes
    ----------
    target, corpus, signatures
        Of the current run.
    reasons
        What keeps runs from being compared, a line each; judgements are then missing.
    judgements
        By system and column, in the order of the current run.
    fallen
        By system and column, those that fell furthest first.
    changes
        What differs in the systems' configuration, a line each: often the cause.
    remarks
        System -> what a reader must know of it, such as what it was trained on.
    """

    target: str
    corpus: Mapping[str, object]
    signatures: Mapping[str, str]
    rules: GateRules
    reasons: tuple[str, ...] = ()
    judgements: tuple[Judgement, ...] = ()
    fallen: tuple[Fallen, ...] = ()
    changes: tuple[str, ...] = ()
    remarks: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def __str__(self) -> str:
        from summkit.report.verdict import verdict_text

        return verdict_text(self).rstrip("\n")

    def __repr__(self) -> str:
        from summkit.report.verdict import headline

        return f"Verdict({headline(self)})"

    def _repr_html_(self) -> str:
        from summkit.report.verdict import verdict_html

        return verdict_html(self)

    @property
    def status(self) -> Status:
        """A proven regression wins over a part that cannot be compared."""
        if any(self.fails(one) for one in self.judgements):
            return "fail"
        if any(one.breach for one in self.fallen):
            return "fail"
        return "not comparable" if self.reasons else "pass"

    def fails(self, judgement: Judgement) -> bool:
        """Whether a judgement fails the gate, by the treatment of "not enough data"."""
        open_ = judgement.outcome == "not enough data"
        return judgement.outcome == "fail" or (open_ and self.rules.not_enough_data == "fail")

    def warnings(self) -> tuple[str, ...]:
        """Return what does not fail but should be known, a line each."""
        found = []
        for one in self.judgements:
            if one.outcome == "not enough data" and self.rules.not_enough_data == "warn":
                found.append(
                    f"{one.system}, {one.column.name}: not enough data: a drop of "
                    f"{one.margin:g} can be neither proven nor excluded"
                )
        blind = [one for one in self.judgements if one.blind]
        for column in dict.fromkeys(one.column for one in blind):
            own = [one for one in blind if one.column == column]
            worst = max(own, key=lambda one: one.detectable or 0.0)
            about = "about " if worst.estimated else ""
            found.append(
                f"{column.name}: the margin of {worst.margin:g} is below {about}"
                f"{worst.detectable:.2g}, the smallest drop that {worst.n} articles can show: "
                "use more articles or a wider margin"
            )
        return tuple(found)

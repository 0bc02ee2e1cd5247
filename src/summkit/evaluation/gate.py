"""The gate: a current run against its baseline, as one Verdict for every output to draw from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import inf, sqrt
from typing import Literal

import numpy as np

from summkit.errors import UsageError
from summkit.evaluation.effects import ALPHA, mean_of, smallest_detectable, standard_deviation
from summkit.evaluation.margin import Outcome, verdict
from summkit.evaluation.resampling import RESAMPLES, SEED, Floats
from summkit.evaluation.run import Row, Run, incomparable
from summkit.evaluation.statistics import Difference, paired_differences

Status = Literal["pass", "fail", "not comparable"]
Treatment = Literal["pass", "warn", "fail"]
TREATMENTS: tuple[Treatment, ...] = ("pass", "warn", "fail")

OLD = "baseline"

# Saved values have six decimals.
TOLERANCE = 1e-9


@dataclass(frozen=True, slots=True)
class GateRules:
    """When a run fails.

    Attributes
    ----------
    columns
        Column -> whether higher values are better: what is gated, in order.
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

    columns: Mapping[str, bool]
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
    column: str
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
    higher_is_better: bool

    @property
    def blind(self) -> bool:
        """Whether the corpus cannot show a drop as small as the margin."""
        return self.detectable is not None and self.margin < self.detectable


@dataclass(frozen=True, slots=True)
class Fallen:
    """One article that fell by more than is tolerated, or that nothing was written for.

    Attributes
    ----------
    old, new
        Values of `column`; `new` is None where the current run has no text for the article.
    old_text, new_text
        What was written; "" where the baseline keeps no texts.
    breach
        Whether it fails the gate: False for falls within `GateRules.allowed`.
    """

    article: str
    system: str
    column: str
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


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the gate says; every output is drawn from it.

    Attributes
    ----------
    target, corpus, signatures
        Of the current run.
    reasons
        What keeps runs from being compared, a line each; judgements are then missing.
    judgements
        By system and column, in the order of the current run.
    fallen
        The guarded articles, those that fell furthest first.
    changes
        What differs in the systems' configuration, a line each: often the cause.
    """

    target: str
    corpus: Mapping[str, object]
    signatures: Mapping[str, str]
    rules: GateRules
    reasons: tuple[str, ...] = ()
    judgements: tuple[Judgement, ...] = ()
    fallen: tuple[Fallen, ...] = ()
    changes: tuple[str, ...] = ()

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
                    f"{one.system}, {one.column}: not enough data: a drop of {one.margin:g} can "
                    "be neither proven nor excluded"
                )
        blind = [one for one in self.judgements if one.blind]
        for column in dict.fromkeys(one.column for one in blind):
            own = [one for one in blind if one.column == column]
            worst = max(own, key=lambda one: one.detectable or 0.0)
            about = "about " if worst.estimated else ""
            found.append(
                f"{column}: the margin of {worst.margin:g} is below {about}"
                f"{worst.detectable:.2g}, the smallest drop that {worst.n} articles can show: "
                "use more articles or a wider margin"
            )
        return tuple(found)


def gate(baseline: Run, current: Run, rules: GateRules) -> Verdict:
    """Compare a run with its baseline.

    Means are compared by a paired test: Holm's correction runs over all systems and columns,
    so that an unchanged system under noise fails with a chance below `rules.alpha` / 2
    however many there are (benchmarks/gate.md). An article that the baseline has a text for
    and the current run has not always counts as fallen: leaving out the hard ones is no way
    to a better mean.

    Raises
    ------
    UsageError
        If a column of the rules is not in the current run, or a number is out of range.
    """
    for column in rules.columns:
        if column not in current.header.signatures:
            known = ", ".join(current.header.columns)
            raise UsageError(f"column {column!r} is not in the run: one of {known}")
    header = current.header
    verdict_ = Verdict(header.target, header.corpus, header.signatures, rules)
    reasons = incomparable(baseline.header, header)
    if reasons:
        return replace(verdict_, reasons=tuple(reasons))
    columns = [c for c in rules.columns if c in baseline.header.signatures]
    systems = [name for name in header.systems if name in baseline.header.systems]
    return replace(
        verdict_,
        reasons=tuple(_unmatched(baseline, current, rules)),
        judgements=_judgements(baseline, current, systems, columns, rules),
        fallen=_fallen(baseline, current, systems, columns, rules),
        changes=tuple(_changes(baseline, current, systems)),
    )


def _unmatched(baseline: Run, current: Run, rules: GateRules) -> list[str]:
    old, new = baseline.header, current.header
    return [
        *(f"system {s!r} is not in the baseline" for s in new.systems if s not in old.systems),
        *(
            f"system {s!r} of the baseline is no longer checked"
            for s in old.systems
            if s not in new.systems
        ),
        *(f"{c} is not in the baseline" for c in rules.columns if c not in old.signatures),
        *(
            f"{c} of the baseline is no longer checked"
            for c in old.columns
            if c not in rules.columns
        ),
    ]


def _changes(baseline: Run, current: Run, systems: Sequence[str]) -> list[str]:
    found = []
    for system in systems:
        old, new = baseline.header.systems[system], current.header.systems[system]
        for key in dict.fromkeys((*old, *new)):
            if old.get(key) != new.get(key):
                found.append(f"{system}: {key} was {old.get(key)!r}, is {new.get(key)!r}")
    return found


def _judgements(
    baseline: Run,
    current: Run,
    systems: Sequence[str],
    columns: Sequence[str],
    rules: GateRules,
) -> tuple[Judgement, ...]:
    articles = list(dict.fromkeys((*baseline.articles(), *current.articles())))
    names = [(system, OLD, column) for system in systems for column in columns]
    if not names or not articles:
        return ()
    signs = np.array([1.0 if rules.columns[c] else -1.0 for _, _, c in names])[:, None]
    old, new = (_values(run, names, articles) for run in (baseline, current))
    found = paired_differences(
        signs * new,
        signs * old,
        names,
        resamples=rules.resamples,
        seed=rules.seed,
        level=1 - rules.alpha,
    )
    differences = {(d.system, d.metric): d for d in found}
    level = rules.alpha / max(1, len(differences))
    return tuple(
        _judge(system, column, differences.get((system, column)), rules, old[row], new[row], level)
        for row, (system, _, column) in enumerate(names)
    )


def _values(run: Run, names: Sequence[tuple[str, str, str]], articles: Sequence[str]) -> Floats:
    rows = run.by_system()
    places = {column: place for place, column in enumerate(run.header.columns)}
    values = np.full((len(names), len(articles)), np.nan)
    for number, (system, _, column) in enumerate(names):
        for place, article in enumerate(articles):
            row = rows[system].get(article)
            value = row.values[places[column]] if row else None
            if value is not None:
                values[number, place] = value
    return values


def _judge(
    system: str,
    column: str,
    difference: Difference | None,
    rules: GateRules,
    old: Floats,
    new: Floats,
    level: float,
) -> Judgement:
    margin, higher = rules.margin_of(column), rules.columns[column]
    if difference is None:
        nothing = (None,) * 5
        return Judgement(
            system, column, "not enough data", 0, *nothing, 1.0, 1.0, 0, 0, 0, margin, None,
            False, higher,
        )  # fmt: skip
    # The corrected p-value is what a family of judgements is held to.
    corrected = replace(difference, p_randomisation=difference.p_adjusted)
    pairs = ~(np.isnan(old) | np.isnan(new))
    drop, estimated = detectable_drop(old[pairs], new[pairs], level)
    low, high = difference.interval.low, difference.interval.high
    return Judgement(
        system=system,
        column=column,
        outcome=verdict(corrected, margin, alpha=rules.alpha),
        n=difference.n,
        old=mean_of(old[pairs]),
        new=mean_of(new[pairs]),
        difference=difference.mean_difference if higher else -difference.mean_difference,
        low=low if higher else -high,
        high=high if higher else -low,
        p=difference.p_randomisation,
        p_adjusted=difference.p_adjusted,
        better=difference.wins,
        same=difference.ties,
        worse=difference.losses,
        margin=margin,
        detectable=drop,
        estimated=estimated,
        higher_is_better=higher,
    )


FEWEST_CHANGED = 10
"""With fewer changed articles the spread of the changes says nothing about the next change."""


def detectable_drop(old: Floats, new: Floats, alpha: float) -> tuple[float | None, bool]:
    """Return the smallest drop that these articles would show, and whether it is estimated.

    From the spread of the differences where enough articles changed. Where they did not (an
    unchanged system), from the spread of the values themselves, as if old and new values
    correlated by a half: two different methods on the same articles do so about
    (benchmarks/gate.md).

    Parameters
    ----------
    old, new
        Values of the same articles.
    alpha
        Level of one test of the family, two-sided.

    Returns
    -------
    The drop in the unit of the values; None with fewer than two articles, or values that
    are all the same.
    """
    n = len(old)
    changed = int((np.abs(new - old) > TOLERANCE).sum())
    if changed >= FEWEST_CHANGED:
        deviation, estimated = standard_deviation(new - old), False
    else:
        deviation, estimated = standard_deviation(old), True
        if deviation is not None:
            deviation *= sqrt(2 * (1 - 0.5))
    if not deviation:
        return None, estimated
    return smallest_detectable(deviation, n, alpha=alpha), estimated


def _fallen(
    baseline: Run,
    current: Run,
    systems: Sequence[str],
    columns: Sequence[str],
    rules: GateRules,
) -> tuple[Fallen, ...]:
    old_rows, new_rows = baseline.by_system(), current.by_system()
    found: list[Fallen] = []
    for system in systems:
        for place, column in enumerate(columns):
            falls = []
            for article, old in old_rows[system].items():
                fallen = _fall(old, new_rows[system].get(article), baseline, current, column, rules)
                if fallen and (fallen.new is not None or place == 0):
                    falls.append(fallen)
            falls.sort(key=lambda one: -one.fall)  # stable: ties in corpus order
            lost = sum(one.new is None for one in falls)
            too_many = len(falls) - lost > rules.allowed
            found += [replace(one, breach=one.new is None or too_many) for one in falls]
    return tuple(found)


def _fall(
    old: Row, new: Row | None, baseline: Run, current: Run, column: str, rules: GateRules
) -> Fallen | None:
    limit = rules.drops.get(column, inf)
    before = old.values[baseline.header.columns.index(column)]
    if new is None:
        value = 0.0 if before is None else before
        return Fallen(old.article, old.system, column, value, None, limit, old.text, "")
    after = new.values[current.header.columns.index(column)]
    if before is None or after is None:
        return None
    fall = before - after if rules.columns[column] else after - before
    if fall <= limit + TOLERANCE:
        return None
    return Fallen(old.article, old.system, column, before, after, limit, old.text, new.text)

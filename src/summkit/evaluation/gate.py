"""The gate: a current run against its baseline, as one Verdict for every output to draw from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import inf

import numpy as np

from summkit.errors import UsageError
from summkit.evaluation.effects import mean_of, smallest_detectable, standard_deviation
from summkit.evaluation.margin import verdict
from summkit.evaluation.resampling import Floats
from summkit.evaluation.run import Row, Run, incomparable
from summkit.evaluation.statistics import Difference, paired_differences
from summkit.evaluation.verdict import Fallen, GateRules, Judgement, Verdict
from summkit.metrics.column import Column

OLD = "baseline"

EXPLAINING = 5
"""So many articles are named where a mean fails and no article breaches the guard."""

# Saved values have six decimals.
TOLERANCE = 1e-9


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
        If a column of the rules is not in the current run or only describes, or a number is
        out of range.
    """
    header = current.header
    for name in rules.columns:
        if header.column(name).better is None:
            raise UsageError(f"column {name!r} only describes: neither way of it is better")
    verdict_ = Verdict(
        header.target, header.corpus, header.signatures, rules, remarks=header.remarks
    )
    reasons = incomparable(baseline.header, header)
    if reasons:
        return replace(verdict_, reasons=tuple(reasons))
    columns = [header.column(c) for c in rules.columns if c in baseline.header.signatures]
    systems = [name for name in header.systems if name in baseline.header.systems]
    judgements = _judgements(baseline, current, systems, columns, rules)
    return replace(
        verdict_,
        reasons=tuple(_unmatched(baseline, current, rules)),
        judgements=judgements,
        fallen=_fallen(baseline, current, judgements, rules),
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
        *(f"{c} of the baseline is no longer checked" for c in old.names if c not in rules.columns),
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
    columns: Sequence[Column],
    rules: GateRules,
) -> tuple[Judgement, ...]:
    articles = list(dict.fromkeys((*baseline.articles, *current.articles)))
    pairs = [(system, column) for system in systems for column in columns]
    names = [(system, OLD, column.name) for system, column in pairs]
    if not names or not articles:
        return ()
    # Turned so that more is better, whatever the column.
    signs = np.array([float(column.better or 1) for _, column in pairs])[:, None]
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
        _judge(
            system, column, differences.get((system, column.name)), rules, old[row], new[row], level
        )
        for row, (system, column) in enumerate(pairs)
    )


def _values(run: Run, names: Sequence[tuple[str, str, str]], articles: Sequence[str]) -> Floats:
    """Return values of shape (names, articles); NaN where the run has none."""
    places = {article: place for place, article in enumerate(run.articles)}
    systems = list(run.header.systems)
    here = [number for number, article in enumerate(articles) if article in places]
    there = [places[articles[number]] for number in here]
    values = np.full((len(names), len(articles)), np.nan)
    for row, (system, _, column) in enumerate(names):
        measured = run.values[:, systems.index(system), run.header.place(column)]
        values[row, here] = measured[there]
    return values


def _judge(
    system: str,
    column: Column,
    difference: Difference | None,
    rules: GateRules,
    old: Floats,
    new: Floats,
    level: float,
) -> Judgement:
    margin, sign = rules.margin_of(column.name), column.better or 1
    if difference is None:
        nothing = (None,) * 5
        return Judgement(
            system, column, "not enough data", 0, *nothing, 1.0, 1.0, 0, 0, 0, margin, None,
            False,
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
        difference=sign * difference.mean_difference,
        low=low if sign > 0 else -high,
        high=high if sign > 0 else -low,
        p=difference.p_randomisation,
        p_adjusted=difference.p_adjusted,
        better=difference.above,
        same=difference.ties,
        worse=difference.below,
        margin=margin,
        detectable=drop,
        estimated=estimated,
    )


FEWEST_CHANGED = 10
"""With fewer changed articles the spread of the changes says nothing about the next change."""


def detectable_drop(old: Floats, new: Floats, alpha: float) -> tuple[float | None, bool]:
    """Return the smallest drop that these articles would show, and whether it is estimated.

    From the spread of the differences where enough articles changed. Where they did not (an
    unchanged system), from the spread of the values themselves, as if old and new values
    correlated by a half. Two methods on the same articles correlate by that or more (0.46 to
    0.86, benchmarks/gate.md), so the estimate rather says too much than too little.

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
        # sqrt(2 x (1 - 0.5)) = 1: the difference spreads as the values do.
        deviation, estimated = standard_deviation(old), True
    if not deviation:
        return None, estimated
    return smallest_detectable(deviation, n, alpha=alpha), estimated


def _fallen(
    baseline: Run,
    current: Run,
    judgements: Sequence[Judgement],
    rules: GateRules,
) -> tuple[Fallen, ...]:
    """Return lost articles, those that breach the guard, and what made a mean fail."""
    old_rows, new_rows = baseline.by_system(), current.by_system()
    found: list[Fallen] = []
    explained: set[str] = set()
    for one in judgements:
        system, column = one.system, one.column
        limit = rules.drops.get(column.name, inf)
        falls: list[Fallen] = []
        lost: list[Fallen] = []
        for article, old in old_rows[system].items():
            fallen = _fall(old, new_rows[system].get(article), baseline, current, column, rules)
            if fallen:
                (lost if fallen.new is None else falls).append(fallen)
        falls.sort(key=lambda fallen: -fallen.fall)  # stable: ties in corpus order
        beyond = [fallen for fallen in falls if fallen.fall > limit + TOLERANCE]
        if not beyond and one.outcome == "fail" and system not in explained:
            beyond = falls[:EXPLAINING]
            explained.add(system)
        breach = limit < inf and len(beyond) > rules.allowed
        # A text that is not there is missing in every column: it is reported once.
        first = all(system != other.system for other in found)
        found += lost if first else []
        found += [replace(fallen, breach=breach and fallen.fall > limit) for fallen in beyond]
    return tuple(found)


def _fall(
    old: Row, new: Row | None, baseline: Run, current: Run, column: Column, rules: GateRules
) -> Fallen | None:
    limit = rules.drops.get(column.name, inf)
    before = old.values[baseline.header.place(column.name)]
    if new is None:
        value = 0.0 if before is None else before
        return Fallen(old.article, old.system, column, value, None, limit, old.text, "")
    after = new.values[current.header.place(column.name)]
    if before is None or after is None:
        return None
    if (column.better or 1) * (before - after) <= TOLERANCE:
        return None
    return Fallen(old.article, old.system, column, before, after, limit, old.text, new.text)

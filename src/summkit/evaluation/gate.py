"""The gate: a current run against its baseline, as one Verdict for every output to draw from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import zip_longest
from math import inf

import numpy as np

from summkit.errors import UsageError
from summkit.evaluation.effects import (
    POWER,
    mean_of,
    smallest_detectable,
    standard_deviation,
)
from summkit.evaluation.margin import verdict
from summkit.evaluation.resampling import Floats
from summkit.evaluation.run import Header, Row, Run, of_another_task
from summkit.evaluation.shared import CorpusChange, corpus_change
from summkit.evaluation.statistics import Difference, paired_differences
from summkit.evaluation.verdict import Fallen, GateRules, Judgement, Verdict, amount
from summkit.metrics.column import Column

OLD = "baseline"

EXPLAINING = 5
"""So many articles are named where a mean fails and no article breaches the guard."""

# Saved values have six decimals.
TOLERANCE = 1e-9


def gate(
    baseline: Run, current: Run, rules: GateRules, corpus: Mapping[str, str] | None = None
) -> Verdict:
    """Compare a run with its baseline, on the articles that both share.

    Means are compared by a paired test: Holm's correction runs over all systems and columns,
    so that an unchanged system under noise fails with a chance below `rules.alpha` / 2
    however many there are (benchmarks/gate.md). An article that the baseline has a text for
    and the current run has not always counts as fallen: leaving out the hard ones is no way
    to a better mean. Articles that were added to the corpus, removed from it or edited are
    named in the verdict and judge nothing.

    Parameters
    ----------
    corpus
        Id -> digest of every article of the current corpus, those included that nothing was
        written for: what is not in it was removed. By default the articles of `current`.

    Raises
    ------
    UsageError
        If a column of the rules is not in the current run or only describes, a number is
        out of range, or a margin is so wide that no drop could ever fail.
    """
    header = current.header
    for name in rules.columns:
        if header.column(name).better is None:
            raise UsageError(f"column {name!r} only describes: neither way of it is better")
    change = corpus_change(baseline, current, corpus)
    verdict_ = Verdict(
        header.target,
        header.corpus,
        header.signatures,
        rules,
        corpus_change=change,
        remarks=header.remarks,
    )
    reasons = of_another_task(baseline.header, header)
    if change and not change.shared:
        reasons.append(_another_corpus(baseline, current))
    if reasons:
        return replace(verdict_, reasons=tuple(reasons))
    columns = [
        header.column(name)
        for name in rules.columns
        if name in baseline.header.signatures and _measured_alike(baseline.header, header, name)
    ]
    systems = [name for name in header.systems if name in baseline.header.systems]
    wide = wide_margins(baseline, rules, systems, columns)
    judgements = _judgements(baseline, current, change.shared, systems, columns, rules)
    return replace(
        verdict_,
        reasons=tuple(_unmatched(baseline, current, rules, change)),
        judgements=judgements,
        fallen=_fallen(baseline, current, change, judgements, rules),
        changes=tuple(_changes(baseline, current, systems)),
        notes=tuple(wide),
    )


def wide_margins(
    baseline: Run, rules: GateRules, systems: Sequence[str], columns: Sequence[Column]
) -> list[str]:
    """Return where no drop from this baseline could exceed the margin, a line each.

    Raises
    ------
    UsageError
        If such a margin was chosen for the column, or if nothing of a system could fail.
    """
    lines = []
    for system in systems:
        wide = []
        for column in columns:
            known = baseline.known(system, column.name)
            margin, room = rules.margin_of(column), _room(known, column)
            if room > margin:
                continue
            line = (
                f"`margin` of {amount(column, margin)} can never fail {system}, {column.label}, "
                f"whose mean is {column.shown(mean_of(known))}"
            )
            if room and rules.chosen(column):
                raise UsageError(f"{line}: choose a smaller one")
            wide.append((room, line))
        if len(wide) == len(columns) and any(room for room, _ in wide):
            raise UsageError(f"{max(wide)[1]}: choose a smaller one")
        lines += [line for _, line in wide]
    return lines


def _room(values: Floats, column: Column) -> float:
    """Return by how much the mean of some values can drop; infinite where nobody knows."""
    if not len(values) or (column.better == 1 and values.min() < 0):
        return inf
    if column.better == 1:
        return mean_of(values)
    return max(0.0, 1 - mean_of(values)) if column.share else inf


def _another_corpus(baseline: Run, current: Run) -> str:
    old, new = (run.header.corpus.get("fingerprint") for run in (baseline, current))
    return f"corpus: {old} against {new}, and they share no article"


def _unmatched(baseline: Run, current: Run, rules: GateRules, change: CorpusChange) -> list[str]:
    old, new = baseline.header, current.header
    few = (
        f"only {len(change.shared)} of the baseline's {len(baseline.articles)} articles are shared"
    )
    return [
        *([few] if change and not change.enough else []),
        *(f"system {s!r} is not in the baseline" for s in new.systems if s not in old.systems),
        *(
            f"system {s!r} of the baseline is no longer checked"
            for s in old.systems
            if s not in new.systems
        ),
        *(f"{c} is not in the baseline" for c in rules.columns if c not in old.signatures),
        *(f"{c} of the baseline is no longer checked" for c in old.names if c not in rules.columns),
        *(
            f"signature of {c}: {old.signatures[c]} against {new.signatures[c]}"
            for c in rules.columns
            if c in old.signatures and not _measured_alike(old, new, c)
        ),
    ]


def _measured_alike(old: Header, new: Header, column: str) -> bool:
    """Say whether values of a column mean the same in both runs.

    What a metric settles by language is in the signature where a corpus has one language, and
    "auto" where it has several: an article added in another language changes nothing for
    the others.
    """
    first, second = old.signatures[column], new.signatures[column]
    single = [len(header.corpus.get("languages") or ()) == 1 for header in (old, new)]
    if first == second or single[0] == single[1]:
        return first == second
    pairs = list(zip_longest(first.split("|"), second.split("|"), fillvalue=""))
    return all(
        one == other or (one.split(":")[0] == other.split(":")[0] and "auto" in (one + other))
        for one, other in pairs
    )


def _changes(baseline: Run, current: Run, systems: Sequence[str]) -> list[str]:
    changes = []
    old_version, new_version = baseline.header.version, current.header.version
    if old_version and new_version and old_version != new_version:
        changes.append(f"summkit: version was {old_version}, is {new_version}")
    for system in systems:
        old, new = baseline.header.systems[system], current.header.systems[system]
        for key in dict.fromkeys((*old, *new)):
            if old.get(key) != new.get(key):
                changes.append(f"{system}: {key} was {old.get(key)!r}, is {new.get(key)!r}")
    return changes


def _judgements(
    baseline: Run,
    current: Run,
    articles: Sequence[str],
    systems: Sequence[str],
    columns: Sequence[Column],
    rules: GateRules,
) -> tuple[Judgement, ...]:
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
    margin, sign = rules.margin_of(column), column.better or 1
    if difference is None:
        nothing = (None,) * 5
        return Judgement(
            system, column, "not enough data", 0, *nothing, 1.0, 1.0, 0, 0, 0, margin, False,
            None, None, False,
        )  # fmt: skip
    # The corrected p-value is what a family of judgements is held to.
    corrected = replace(difference, p_randomisation=difference.p_adjusted)
    pairs = ~(np.isnan(old) | np.isnan(new))
    drop, estimated = detectable_drop(old[pairs], new[pairs], level)
    half, _ = detectable_drop(old[pairs], new[pairs], level, power=0.5)
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
        significant=difference.p_adjusted < rules.alpha,
        detectable=drop,
        missed=None if half is None else max(half, margin),
        estimated=estimated,
    )


FEWEST_CHANGED = 10
"""With fewer changed articles the spread of the changes says nothing about the next change."""


def detectable_drop(
    old: Floats, new: Floats, alpha: float, *, power: float = POWER
) -> tuple[float | None, bool]:
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
    power
        The chance of finding such a drop.

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
    return smallest_detectable(deviation, n, alpha=alpha, power=power), estimated


def _fallen(
    baseline: Run,
    current: Run,
    change: CorpusChange,
    judgements: Sequence[Judgement],
    rules: GateRules,
) -> tuple[Fallen, ...]:
    """Return lost articles, those that breach the guard, and what made a mean fail."""
    old_rows, new_rows = baseline.by_system(), current.by_system()
    shared = set(change.shared)
    found: list[Fallen] = []
    explained: set[str] = set()
    for one in judgements:
        system, column = one.system, one.column
        limit = rules.limit_of(column)
        falls: list[Fallen] = []
        lost: list[Fallen] = []
        for article, old in old_rows[system].items():
            if article not in shared:
                continue
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
    limit = rules.limit_of(column)
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

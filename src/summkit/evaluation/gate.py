"""The gate: a current run against its baseline, as one Verdict for every output to draw from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from summkit.errors import UsageError
from summkit.evaluation.comparable import (
    another_corpus,
    changes,
    incomparable_parts,
    measured_alike,
    wide_margins,
)
from summkit.evaluation.effects import (
    POWER,
    mean_of,
    smallest_detectable,
    standard_deviation,
)
from summkit.evaluation.falls import TOLERANCE, fallen_articles
from summkit.evaluation.margin import verdict
from summkit.evaluation.matching import Matching
from summkit.evaluation.paired import Difference
from summkit.evaluation.resampling import Floats
from summkit.evaluation.run import Run, of_another_task
from summkit.evaluation.shared import aligned, corpus_change
from summkit.evaluation.statistics import paired_differences
from summkit.evaluation.verdict import GateRules, Judgement, Verdict
from summkit.metrics.column import Column

OLD = "baseline"


def gate(
    baseline: Run,
    current: Run,
    rules: GateRules,
    corpus: Mapping[str, str] | None = None,
    matching: Mapping[str, Matching] | None = None,
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
    matching
        System -> how its texts, made elsewhere, match the corpus. One whose texts are missing
        or there twice fails.

    Raises
    ------
    UsageError
        If a column of the rules is not in the current run or only describes, a number is
        out of range, or a margin is so wide that no drop could ever fail.
    """
    current, corpus, _ = aligned(baseline, current, corpus)
    header = current.header
    for name in rules.columns:
        if header.column(name).better is None:
            raise UsageError(
                f"column {name!r} only describes a text: no value of it is better than another"
            )
    change = corpus_change(baseline, current, corpus)
    verdict_ = Verdict(
        header.target,
        header.corpus,
        header.signatures,
        rules,
        corpus_change=change,
        notes=tuple(
            f"{name}: {each.sentence('corpus')}"
            for name, each in (matching or {}).items()
            if not each.lacking
        ),
        unmatched={
            name: each.sentence("corpus") for name, each in (matching or {}).items() if each.lacking
        },
        remarks=header.remarks,
    )
    reasons = of_another_task(baseline.header, header)
    if change and not change.shared:
        reasons.append(another_corpus(baseline, current))
    if reasons:
        return replace(verdict_, reasons=tuple(reasons))
    columns = [
        header.column(name)
        for name in rules.columns
        if name in baseline.header.signatures and measured_alike(baseline.header, header, name)
    ]
    systems = [name for name in header.systems if name in baseline.header.systems]
    wide = wide_margins(baseline, rules, systems, columns)
    judgements = _judgements(baseline, current, change.shared, systems, columns, rules)
    return replace(
        verdict_,
        reasons=tuple(incomparable_parts(baseline, current, rules, change)),
        judgements=judgements,
        fallen=fallen_articles(baseline, current, change, judgements, rules, verdict_.unmatched),
        changes=tuple(changes(baseline, current, systems)),
        notes=(*verdict_.notes, *wide),
    )


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

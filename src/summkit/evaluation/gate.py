"""The gate: compares a current run with its baseline and returns a Verdict."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from summkit.errors import UsageError
from summkit.evaluation.comparable import (
    another_corpus,
    changes,
    incomparable_parts,
    lost_values,
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
from summkit.evaluation.gate_rules import GateRules
from summkit.evaluation.header import of_another_task
from summkit.evaluation.judgement import Judgement
from summkit.evaluation.margin import verdict
from summkit.evaluation.matching import Matching
from summkit.evaluation.paired import Difference
from summkit.evaluation.resampling import Floats
from summkit.evaluation.run import Run
from summkit.evaluation.shared import aligned, corpus_change
from summkit.evaluation.statistics import paired_differences
from summkit.evaluation.verdict import Verdict
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

    Means are compared by a paired test with Holm's correction over all systems and columns, so
    that an unchanged system fails by chance with a probability below `rules.alpha` / 2, whatever
    the number of tests (benchmarks/gate.md). An article with a text in the baseline but none in
    the current run always counts as fallen, so that omitting hard articles cannot improve a
    mean. Articles that were added to the corpus, removed from it or edited are listed in the
    verdict but do not influence it.

    Parameters
    ----------
    corpus
        Id -> digest of every article of the current corpus, including articles without a text.
        An article of the baseline that is not in it was removed. By default the articles of
        `current`.
    matching
        System with texts from another program -> the match of these texts with the corpus. If texts
        are missing or duplicated, the verdict is "incomplete", or "fail" if a mean or an article
        also fails.

    Raises
    ------
    UsageError
        If a column of the rules is not in the current run or has no better direction, if a number
        is out of range, or if a margin is so wide that no drop could ever fail.
    """
    current, corpus, _ = aligned(baseline, current, corpus)
    header = current.header
    for name in rules.columns:
        if header.column(name).better is None:
            raise UsageError(
                f"column {name!r} only describes a text: without a better direction it cannot "
                "be gated"
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
    unmeasured, lost = lost_values(baseline, current, change.shared, systems, columns)
    if rules.not_enough_data == "fail":
        unmeasured, lost = [*unmeasured, *lost], []
    return replace(
        verdict_,
        reasons=(*incomparable_parts(baseline, current, rules, change), *unmeasured),
        judgements=judgements,
        fallen=fallen_articles(baseline, current, change, judgements, rules, verdict_.unmatched),
        changes=tuple(changes(baseline, current, systems)),
        notes=(*verdict_.notes, *wide, *lost),
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
    # With this sign, higher is better in every column.
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
    # `verdict` compares one p-value with alpha, so it gets the p-value after the correction.
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
"""Minimum number of changed articles.

The spread of fewer changes does not predict the next change.
"""


def detectable_drop(
    old: Floats, new: Floats, alpha: float, *, power: float = POWER
) -> tuple[float | None, bool]:
    """Return the smallest drop that these articles would show, and whether it is estimated.

    If enough articles changed, the drop follows from the spread of their differences. Otherwise
    (an unchanged system) it is estimated from the spread of the values, as if old and new values
    had a correlation of 0.5. Two methods on the same articles have at least about this
    correlation (0.46 to 0.86, benchmarks/gate.md), so the estimate is too large rather than too
    small.

    Parameters
    ----------
    old, new
        Values of the same articles.
    alpha
        Two-sided significance level of one test of the family.
    power
        Probability of detecting such a drop.

    Returns
    -------
    The drop in the unit of the values; None for fewer than two articles, or if all values are
    equal.
    """
    n = len(old)
    changed = int((np.abs(new - old) > TOLERANCE).sum())
    if changed >= FEWEST_CHANGED:
        deviation, estimated = standard_deviation(new - old), False
    else:
        # The difference has the same spread as the values, since sqrt(2 x (1 - 0.5)) = 1.
        deviation, estimated = standard_deviation(old), True
    if not deviation:
        return None, estimated
    return smallest_detectable(deviation, n, alpha=alpha, power=power), estimated

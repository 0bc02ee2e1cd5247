"""The notes below the tables of a Comparison: verdicts, marks, costs, oracle, signatures."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, log10

from summkit.evaluation.comparison import ORACLE, REFERENCE_ROWS, Comparison
from summkit.evaluation.effects import ALPHA, enough_resamples
from summkit.evaluation.paired import Difference, Family
from summkit.metrics.signature import ways

MARKS = {"*": ALPHA, "**": 0.01, "***": 0.001}
"""Mark -> upper limit of the p-value after Holm's correction."""


def stars(difference: Difference | None) -> str:
    """Return the mark of significance; "" for a reference system, which is not tested."""
    if difference is None or not difference.family_size:
        return ""
    return max((m for m, p in MARKS.items() if difference.p_adjusted < p), key=len, default="")


def verdicts(comparison: Comparison) -> list[str]:
    """Return one sentence for each tested system: the columns in which it is better or worse."""
    lines = []
    for system in comparison.compared:
        shown: list[str] = []
        equal: list[Difference] = []
        for differences in (comparison.paired.differences, comparison.paired.second):
            tested = [d for d in differences if d.system == system and d.family_size]
            if tested and not any(map(_outcome, tested)):
                equal.append(tested[0])
            elif tested:
                shown.append(_against_baseline(comparison, tested))
        if equal:
            shown.append(_no_difference(_enumeration([each.baseline for each in equal]), "", equal))
        if shown:
            lines.append(f"verdict: {system}: {'; '.join(shown)}")
    return lines


def _against_baseline(comparison: Comparison, tested: Sequence[Difference]) -> str:
    """Return the results of one system against one baseline, as a part of a sentence."""
    labels: dict[str, list[str]] = {}
    baseline = tested[0].baseline
    for difference in tested:
        column = comparison.run.header.column(difference.metric)
        labels.setdefault(_outcome(difference), []).append(column.label)
    open_ = labels.pop("", [])
    said = [
        f"{outcome} than {baseline} in {_enumeration(each)}" for outcome, each in labels.items()
    ]
    if open_:
        said.append(_no_difference(baseline, f" in {_enumeration(open_)}", tested))
    return ", ".join(said)


def _no_difference(baselines: str, where: str, differences: Sequence[Difference]) -> str:
    count = max(difference.n for difference in differences)
    articles = f"these {count:,} articles" if count > 1 else "this one article"
    return f"no difference from {baselines}{where} that {articles} can show"


def _outcome(difference: Difference) -> str:
    """Return the direction of a difference in one word; "" if it is not significant."""
    if not stars(difference):
        return ""
    if difference.gain is None:
        return "higher" if difference.mean_difference > 0 else "lower"
    return "better" if difference.gain > 0 else "worse"


def _enumeration(words: Sequence[str]) -> str:
    """Return the words as a list in a sentence: "R-1, R-2 and R-L"."""
    return " and ".join([", ".join(words[:-1]), *words[-1:]] if len(words) > 1 else words)


def about_marks(comparison: Comparison) -> list[str]:
    """Return the meaning of the marks, one line per baseline, with the smallest possible p."""
    resamples = comparison.paired.resamples
    notes: list[str] = []
    for family in comparison.paired.families:
        marks = ", ".join(f"{mark} p < {p:g}" for mark, p in MARKS.items())
        how = f"approximate randomisation, two-sided, {resamples:,} resamples, "
        if notes:
            marks, how = "the same", ""
        plural = "comparison" if family.comparisons == 1 else "comparisons"
        notes.append(
            f"{marks} against {family.baseline}: {how}Holm's correction over "
            f"{family.comparisons} {plural}; {_smallest_p(family, resamples)}"
        )
        if family.least_of_articles < ALPHA:  # without possible marks, the line above is enough
            notes += _about_ties(comparison, family)
    if notes:
        beside = [s for s in comparison.systems if s in REFERENCE_ROWS and s != comparison.baseline]
        if beside:
            notes.append(f"not tested, for comparison only: {', '.join(beside)}")
    return notes


def _about_ties(comparison: Comparison, family: Family) -> list[str]:
    label = {column.name: column.label for column in comparison.columns}
    bound = [
        f"{d.system} in {label[d.metric]} ({d.differing} of {d.n}, p at least {p:.{_decimals(p)}f})"
        for d, p in comparison.paired.bound(family.baseline)
    ]
    if not bound:
        return []
    return [f"too few articles differ from {family.baseline} for any mark: {', '.join(bound)}"]


def _smallest_p(family: Family, resamples: int) -> str:
    """Return the smallest p-value that a family can give, and the marks that are impossible."""
    least = family.smallest_p
    few = family.least_of_articles > family.least_of_resamples
    # With few articles, random draws may give slightly less than the exact sign patterns.
    if not family.differing:
        return f"none of {family.articles} articles differs: there is nothing to test"
    text = f"smallest possible p: {'about ' if few else ''}{least:.{_decimals(least)}f}"
    if few and family.differing < family.articles:
        text += f" (at most {family.differing} of {family.articles} articles differ)"
    beyond = [mark for mark, p in MARKS.items() if least >= p]
    if not beyond:
        return text
    text += f"; {_enumeration(beyond)} {'is' if len(beyond) == 1 else 'are'} not possible"
    strictest = min(MARKS[mark] for mark in beyond)
    if family.least_of_articles >= strictest:
        return f"{text} with {family.differing} articles"
    fewest = enough_resamples(family.comparisons, strictest)
    return f"{text} with fewer than {fewest:,} resamples"


def _decimals(p: float) -> int:
    """Return the number of decimals for a p-value: four, or enough for its first digit."""
    return max(4, ceil(-log10(p)))


def about_oracle(comparison: Comparison) -> list[str]:
    """Return a note on the oracle, if it is among the systems."""
    if ORACLE not in comparison.systems:
        return []
    return [
        "oracle: the sentences of the article that are closest to the reference, chosen with "
        "knowledge of it; a cut or shortened text may be closer still"
    ]


def about_costs(comparison: Comparison) -> list[str]:
    """Return a note on the columns of language models' costs, if there are any."""
    if not comparison.costs:
        return []
    return [
        "tokens: an answer and its question, on average; seconds: median wait for an answer"
        ", not saved; unusable: answers without a text, which count as 0"
    ]


def signatures(comparison: Comparison) -> list[str]:
    """Return the signatures of the shown columns, one per distinct way of measuring."""
    return ways(comparison.signature(column.name) for column in comparison.columns)

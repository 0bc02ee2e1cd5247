"""Reasons why the gate cannot judge: a different corpus, metric or system, or a margin too wide."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest
from math import inf

from summkit.errors import UsageError, counted
from summkit.evaluation.effects import mean_of
from summkit.evaluation.gate_rules import GateRules
from summkit.evaluation.header import Header
from summkit.evaluation.matching import shortened
from summkit.evaluation.resampling import Floats
from summkit.evaluation.run import Run
from summkit.evaluation.shared import CorpusChange
from summkit.evaluation.verdict_sentences import amount
from summkit.metrics.column import Column


def wide_margins(
    baseline: Run, rules: GateRules, systems: Sequence[str], columns: Sequence[Column]
) -> list[str]:
    """Return one line for each mean of the baseline that is too low to drop by the margin.

    Raises
    ------
    UsageError
        If such a margin was chosen for this column alone, or if no column of a system could fail.
    """
    lines = []
    for system in systems:
        wide = []
        for column in columns:
            known = baseline.known(system, column.name)
            margin, room = rules.margin_of(column), _largest_drop(known, column)
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


def _largest_drop(values: Floats, column: Column) -> float:
    """Return the largest possible drop of the mean; infinite if the values have no known bound."""
    if not len(values) or (column.better == 1 and values.min() < 0):
        return inf
    if column.better == 1:
        return mean_of(values)
    return max(0.0, 1 - mean_of(values)) if column.share else inf


def another_corpus(baseline: Run, current: Run) -> str:
    """Return the reason that two runs share no article."""
    old, new = (run.header.corpus.get("fingerprint") for run in (baseline, current))
    return f"corpus: {old} against {new}, and they share no article"


def incomparable_parts(
    baseline: Run, current: Run, rules: GateRules, change: CorpusChange
) -> list[str]:
    """Return the reasons why parts of two runs cannot be compared, one line each."""
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
            if c in old.signatures and not measured_alike(old, new, c)
        ),
    ]


def lost_values(
    baseline: Run,
    current: Run,
    articles: Sequence[str],
    systems: Sequence[str],
    columns: Sequence[Column],
    since: str = "the baseline",
) -> tuple[list[str], list[str]]:
    """Return the means and the single values that the metric no longer measures, one line each.

    A value is lost if the baseline has it and the current run has the text, but no value for it:
    the metric failed, or the value is undefined for the new text. Missing and empty texts are
    reported elsewhere.

    Parameters
    ----------
    since
        The name of the baseline in the lines.

    Returns
    -------
    Two lists: columns of a system without any remaining value, and columns with some lost values.
    """
    old_rows, new_rows = baseline.by_system(), current.by_system()
    shared = set(articles)
    whole, some = [], []
    for system in systems:
        old, new = old_rows[system], new_rows[system]
        present = [name for name in old if name in shared and name in new and new[name].words]
        for column in columns:
            before, after = (run.header.place(column.name) for run in (baseline, current))
            had = [name for name in present if old[name].values[before] is not None]
            lost = [name for name in had if new[name].values[after] is None]
            if not lost:
                continue
            name = f"{system}, {column.label}"
            if len(lost) == len(had):
                whole.append(
                    f"{name}: no text has a value any more; {counted(len(had), 'text')} had a "
                    f"value in {since}"
                )
            else:
                have = "has" if len(lost) == 1 else "have"
                some.append(
                    f"{name}: {len(lost):,} of {counted(len(had), 'text')} with a value in "
                    f"{since} {have} none now, and the mean excludes them: {shortened(lost)}"
                )
    return whole, some


def lost_since(previous: Run, current: Run, since: str) -> list[str]:
    """Return what a run over the same corpus lacks, one line each: articles, texts and values.

    The means of such a run exclude some articles, which alone may change them.

    Parameters
    ----------
    previous, current
        Runs with the same corpus, target and references.
    since
        The name of the previous run in the lines.
    """
    old, new = previous.header, current.header
    measured = set(current.articles)
    shared = [name for name in previous.articles if name in measured]
    systems = [name for name in old.systems if name in new.systems]
    lines = []
    if gone := [name for name in previous.articles if name not in measured]:
        among = f"{counted(len(previous.articles), 'article')} of {since}"
        lines.append(_gone(gone, among, "not measured"))
    old_rows, new_rows = previous.by_system(), current.by_system()
    for system in systems:
        had = [name for name in shared if name in old_rows[system]]
        if gone := [name for name in had if name not in new_rows[system]]:
            among = f"{counted(len(had), 'text')} of {since}"
            lines.append(f"{system}: {_gone(gone, among, 'missing')}")
    columns = [
        column
        for column in new.columns
        if column.name in old.signatures and measured_alike(old, new, column.name)
    ]
    whole, some = lost_values(previous, current, shared, systems, columns, since)
    return [*lines, *whole, *some]


def _gone(gone: Sequence[str], among: str, what: str) -> str:
    are = "is" if len(gone) == 1 else "are"
    return (
        f"{len(gone):,} of {among} {are} {what} now, and the means exclude them: {shortened(gone)}"
    )


def measured_alike(old: Header, new: Header, column: str) -> bool:
    """Return whether the values of a column mean the same in both runs.

    Some metrics choose a setting by the language of the article. The signature contains the
    setting if the corpus has one language, and "auto" if it has several. An additional article in
    another language does not change how the other articles are measured, so both are equal.
    """
    first, second = old.signatures[column], new.signatures[column]
    languages = [header.corpus.get("languages") for header in (old, new)]
    single = [isinstance(each, list) and len(each) == 1 for each in languages]
    if first == second or single[0] == single[1]:
        return first == second
    pairs = list(zip_longest(first.split("|"), second.split("|"), fillvalue=""))
    return all(
        one == other or (one.split(":")[0] == other.split(":")[0] and "auto" in (one + other))
        for one, other in pairs
    )


def changes(baseline: Run, current: Run, systems: Sequence[str]) -> list[str]:
    """Return the differences in version and in configuration of the systems, one line each."""
    lines = []
    old_version, new_version = baseline.header.version, current.header.version
    if old_version and new_version and old_version != new_version:
        lines.append(f"summkit: version was {old_version}, is {new_version}")
    for system in systems:
        old, new = baseline.header.systems[system], current.header.systems[system]
        for key in dict.fromkeys((*old, *new)):
            if key != "costs" and old.get(key) != new.get(key):
                lines.append(f"{system}: {key} was {old.get(key)!r}, is {new.get(key)!r}")
    return lines

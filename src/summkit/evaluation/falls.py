"""Articles whose value fell: missing texts, breaches of the guard, and causes of a failed mean."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from math import inf

from summkit.evaluation.gate_rules import GateRules
from summkit.evaluation.judgement import Fallen, Judgement
from summkit.evaluation.run import Row, Run
from summkit.evaluation.shared import CorpusChange
from summkit.metrics.column import Column

EXPLAINING = 5
"""Largest number of articles listed for a failed mean if no article breaches the guard."""

# Saved values have six decimals, so a smaller difference is rounding.
TOLERANCE = 1e-9


def fallen_articles(
    baseline: Run,
    current: Run,
    change: CorpusChange,
    judgements: Sequence[Judgement],
    rules: GateRules,
    unmatched: Collection[str] = (),
) -> tuple[Fallen, ...]:
    """Return the articles that fell too far, lost their text, or explain a failed mean.

    Parameters
    ----------
    unmatched
        Systems whose texts from elsewhere are incomplete. Their missing texts are no breach here,
        because `Verdict.unmatched` reports them.
    """
    old_rows, new_rows = baseline.by_system(), current.by_system()
    shared = set(change.shared)
    found: list[Fallen] = []
    explained: set[str] = set()
    for one in judgements:
        system, column = one.system, one.column
        limit = rules.limit_of(column)
        falls: list[Fallen] = []
        lost: list[Fallen] = []
        old, new = old_rows[system], new_rows[system]
        empty = [name for name in old if name in shared and emptied(old[name], new.get(name))]
        # An empty text that is tolerated: the values decide, as for any other text.
        if len(empty) <= rules.empty:
            empty = []
        for article in (name for name in old if name in shared):
            fallen = _fall(old[article], new.get(article), baseline, current, column, rules)
            if fallen and article not in empty:
                (lost if fallen.new is None else falls).append(fallen)
        # Sorting is stable, so ties stay in corpus order.
        falls.sort(key=lambda fallen: -fallen.fall)
        beyond = [fallen for fallen in falls if fallen.fall > limit + TOLERANCE]
        if not beyond and one.outcome == "fail" and system not in explained:
            beyond = falls[:EXPLAINING]
            explained.add(system)
        breach = limit < inf and len(beyond) > rules.allowed
        # A missing text is missing in every column, so it is reported once per system.
        first = all(system != other.system for other in found)
        if first:
            found += [replace(fallen, breach=system not in unmatched) for fallen in lost]
            found += [_empty(old[name], new[name], baseline, current, column) for name in empty]
        found += [replace(fallen, breach=breach and fallen.fall > limit) for fallen in beyond]
    return tuple(found)


def emptied(old: Row, new: Row | None) -> bool:
    """Return whether a text is empty now but was not before.

    Only the numbers of words are compared, because a run may be saved without its texts.
    """
    return new is not None and old.words > 0 and not new.words


def _empty(old: Row, new: Row, baseline: Run, current: Run, column: Column) -> Fallen:
    before = old.values[baseline.header.place(column.name)]
    after = new.values[current.header.place(column.name)]
    return Fallen(
        old.article, old.system, column, before or 0.0, after or 0.0, inf, old.text, "",
        emptied=True,
    )  # fmt: skip


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

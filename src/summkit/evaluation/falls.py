"""Which articles fell, whatever the mean did: lost ones, breaches, and what made a mean fail."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from math import inf

from summkit.evaluation.run import Row, Run
from summkit.evaluation.shared import CorpusChange
from summkit.evaluation.verdict import Fallen, GateRules, Judgement
from summkit.metrics.column import Column

EXPLAINING = 5
"""So many articles are named where a mean fails and no article breaches the guard."""

# Saved values have six decimals.
TOLERANCE = 1e-9


def fallen_articles(
    baseline: Run,
    current: Run,
    change: CorpusChange,
    judgements: Sequence[Judgement],
    rules: GateRules,
    unmatched: Collection[str] = (),
) -> tuple[Fallen, ...]:
    """Return lost and emptied articles, those that breach the guard, and what made a mean fail.

    Parameters
    ----------
    unmatched
        Systems whose texts were made elsewhere and are missing: the verdict says so as that.
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
        if len(empty) <= rules.empty:  # such a text is judged by its values, as any other
            empty = []
        for article in (name for name in old if name in shared):
            fallen = _fall(old[article], new.get(article), baseline, current, column, rules)
            if fallen and article not in empty:
                (lost if fallen.new is None else falls).append(fallen)
        falls.sort(key=lambda fallen: -fallen.fall)  # stable: ties in corpus order
        beyond = [fallen for fallen in falls if fallen.fall > limit + TOLERANCE]
        if not beyond and one.outcome == "fail" and system not in explained:
            beyond = falls[:EXPLAINING]
            explained.add(system)
        breach = limit < inf and len(beyond) > rules.allowed
        # A text that is not there is missing in every column: it is reported once.
        first = all(system != other.system for other in found)
        if first:
            found += [replace(fallen, breach=system not in unmatched) for fallen in lost]
            found += [_empty(old[name], new[name], baseline, current, column) for name in empty]
        found += [replace(fallen, breach=breach and fallen.fall > limit) for fallen in beyond]
    return tuple(found)


def emptied(old: Row, new: Row | None) -> bool:
    """Say whether a text is empty now that was not; a baseline without texts has its words."""
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

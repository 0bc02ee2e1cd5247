"""A baseline is an ordinary saved Run, cut down to what the gate reads, that only rises."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from summkit.errors import UsageError
from summkit.evaluation.gate import TOLERANCE
from summkit.evaluation.run import Row, Run, load_run

BEFORE, AFTER = "before: ", "after: "

# What is the same for a run of the same code, and small.
_EXTRA = ("seed", "limit", "sample")


def slim(run: Run, columns: Sequence[str], *, texts: bool) -> Run:
    """Return the run with those columns only, without what changes from run to run.

    Parameters
    ----------
    texts
        False leaves out what was written (values, ids and offsets stay): for a corpus whose
        text may not be copied.
    """
    places = [run.header.columns.index(column) for column in columns]
    header = replace(
        run.header,
        signatures={column: run.header.signatures[column] for column in columns},
        extra={key: run.header.extra[key] for key in _EXTRA if key in run.header.extra},
    )
    rows = tuple(
        replace(
            row,
            text=row.text if texts else "",
            values=tuple(row.values[place] for place in places),
        )
        for row in run.rows
    )
    return Run(header, rows)


def load_baseline(path: Path) -> Run | None:
    """Return the saved run; None where there is no such file.

    Raises
    ------
    InputError
        If it is there and cannot be read.
    """
    return load_run(path) if path.exists() else None


def lowered(old: Run, new: Run, columns: Mapping[str, bool]) -> list[str]:
    """Return what an update would lower or drop, a line each.

    Means are compared whether or not the runs are comparable otherwise: another corpus is
    no way around the gate either. So is the number of articles written for.

    Parameters
    ----------
    columns
        Column -> whether higher is better; a column of the old run that is not among them
        is dropped.
    """
    found = []
    before, after = _means(old), _means(new)
    for (system, column), (value, count) in before.items():
        if (system, column) not in after:
            found.append(f"{system}, {column}: {value:.6f} would be dropped")
            continue
        now, counted = after[system, column]
        worse = value - now if columns[column] else now - value
        if worse > TOLERANCE:
            found.append(f"{system}, {column}: {value:.6f} would become {now:.6f}")
        if counted < count:
            found.append(f"{system}, {column}: {count} articles would become {counted}")
    return found


def update(path: Path, old: Run | None, new: Run, columns: Mapping[str, bool], allow: bool) -> None:
    """Replace the baseline atomically.

    Parameters
    ----------
    new
        As `slim` returns.
    allow
        Whether a figure may be lowered.

    Raises
    ------
    UsageError
        If a figure would be lowered and that is not allowed, or the file cannot be written.
    """
    if old is not None and not allow:
        reasons = lowered(old, new, columns)
        if reasons:
            raise LoweredError("; ".join(reasons))
    new.save(path)


class LoweredError(UsageError):
    """An update would lower a figure."""


def before_and_after(old: Run, new: Run) -> Run:
    """Return one run that holds every system of both twice, as it was and as it is.

    For a report; `run.incomparable` must have found nothing. Columns are those of both.
    """
    columns = [c for c in new.header.columns if c in old.header.signatures]
    systems: dict[str, dict[str, object]] = {}
    rows: dict[tuple[str, str], Row] = {}
    for label, run in ((BEFORE, old), (AFTER, new)):
        for row in slim(run, columns, texts=True).rows:
            rows[row.article, label + row.system] = replace(row, system=label + row.system)
    for name in new.header.systems:
        if name in old.header.systems:
            systems[BEFORE + name] = old.header.systems[name]
            systems[AFTER + name] = new.header.systems[name]
    header = replace(
        new.header, systems=systems, signatures={c: new.header.signatures[c] for c in columns}
    )
    articles = dict.fromkeys((*old.articles(), *new.articles()))
    return Run(header, tuple(rows[a, s] for a in articles for s in systems if (a, s) in rows))


def _means(run: Run) -> dict[tuple[str, str], tuple[float, int]]:
    """Return mean and number of values by system and column; without those that have none."""
    found = {}
    for system, rows in run.by_system().items():
        for place, column in enumerate(run.header.columns):
            values = [row.values[place] for row in rows.values()]
            known = [value for value in values if value is not None]
            if known:
                found[system, column] = sum(known) / len(known), len(known)
    return found

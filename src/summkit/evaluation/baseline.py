"""A baseline is an ordinary saved Run, cut down to what the gate reads, that only rises."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Literal

from summkit.errors import InputError, UsageError, counted
from summkit.evaluation.falls import TOLERANCE, emptied
from summkit.evaluation.matching import Matching
from summkit.evaluation.run import Run
from summkit.evaluation.saved import load_run
from summkit.evaluation.shared import aligned, corpus_change, part
from summkit.sums import running_sum

# What is the same for a run of the same code, and small.
_EXTRA = ("seed", "limit", "sample")


def slim(run: Run, columns: Sequence[str], *, texts: bool) -> Run:
    """Return the run with those columns only, without what changes from run to run.

    The date is left out: the same code writes the same baseline on any day.

    Parameters
    ----------
    texts
        False leaves out what was written (values, ids and offsets stay): for a corpus whose
        text may not be copied.
    """
    small = run.only(columns)
    header = replace(
        small.header,
        date="",
        extra={key: run.header.extra[key] for key in _EXTRA if key in run.header.extra},
    )
    if texts:
        return replace(small, header=header)
    emptied = tuple(
        tuple(None if text is None else "" for text in written) for written in run.texts
    )
    return replace(small, header=header, texts=emptied)


def load_baseline(path: Path) -> Run | None:
    """Return the saved run; None where there is no such file.

    Raises
    ------
    InputError
        If it is there and cannot be read.
    """
    if not path.exists():
        return None
    try:
        return load_run(path)
    except InputError as error:
        advice = "restore it, or delete it and run summkit check, which writes a new one"
        raise InputError(f"{error.reason}: {advice}", error.where) from error


Waiver = Literal["", "removed", "regression"]
"""What an update needs leave for: nothing, dropped articles, or a lower figure as well."""


def waiver(old: Run, new: Run, corpus: Mapping[str, str] | None = None) -> Waiver:
    """Return what an update needs leave for; parameters as `lowered` takes them."""
    if lowered(old, new, corpus, removed=True):
        return "regression"
    return "removed" if lowered(old, new, corpus) else ""


def lowered(
    old: Run, new: Run, corpus: Mapping[str, str] | None = None, *, removed: bool = False
) -> list[str]:
    """Return what an update would lower or drop, a line each.

    Means and numbers of texts are compared on the articles that both runs share; so that a
    drop on them is not hidden by what was added to the corpus. Where fewer than half are
    shared, all are compared with all: another corpus is no way around the gate either.
    Fewer articles are less to judge by. Which way is lower in quality is what the new run's
    columns say.

    Parameters
    ----------
    corpus
        As `gate` takes it.
    removed
        Whether articles that the corpus has no more may be dropped.
    """
    lines = []
    new, corpus, _ = aligned(old, new, corpus)
    change = corpus_change(old, new, corpus)
    if change and change.enough:
        if change.removed and not removed:
            lines.append(
                f"{counted(len(change.removed), 'article')} of the baseline would be dropped"
            )
        old, new = part(old, change.shared), part(new, change.shared)
    lines += _emptied(old, new)
    before, after = _means(old), _means(new)
    for (system, column), (value, count) in before.items():
        if (system, column) not in after:
            lines.append(f"{system}, {column} would be dropped")
            continue
        now, number = after[system, column]
        declared = new.header.column(column)
        if (declared.better or 1) * (value - now) > TOLERANCE:
            shown = [declared.shown(each) for each in (value, now)]
            if shown[0] == shown[1]:
                shown = [f"{declared.scale * each:.6g}" for each in (value, now)]
            lines.append(f"{system}, {declared.label}: {shown[0]} would become {shown[1]}")
        if number < count:
            lines.append(f"{system}, {declared.label}: {count} articles would become {number}")
    return lines


def _emptied(old: Run, new: Run) -> list[str]:
    before, after = old.by_system(), new.by_system()
    counts = {
        system: sum(emptied(row, after[system].get(name)) for name, row in rows.items())
        for system, rows in before.items()
        if system in after
    }
    return [f"{s}: {counted(n, 'text')} would become empty" for s, n in counts.items() if n]


def update(
    path: Path,
    old: Run | None,
    new: Run,
    allow: bool,
    corpus: Mapping[str, str] | None = None,
    matching: Mapping[str, Matching] | None = None,
    *,
    removed: bool = False,
) -> None:
    """Replace the baseline atomically.

    Parameters
    ----------
    new
        As `slim` returns.
    allow
        Whether a figure may be lowered.
    corpus, matching
        As `gate` takes them.
    removed
        Whether articles that the corpus has no more may be dropped.

    Raises
    ------
    UsageError
        If texts are missing or there twice, a figure would be lowered and that is not allowed,
        or the file cannot be written.
    """
    refuse_incomplete(matching or {})
    if old is not None and not allow:
        reasons = lowered(old, new, corpus, removed=removed)
        if reasons:
            raise LoweredError("; ".join(reasons))
    new.save(path)


def refuse_incomplete(matching: Mapping[str, Matching]) -> None:
    """Refuse to make a baseline of texts that are missing or there twice.

    The mean is then that of other articles, and the next check fails whatever it measures.

    Raises
    ------
    IncompleteError
        If a system's texts are.
    """
    lacking = [f"{n}: {each.sentence('corpus')}" for n, each in matching.items() if each.lacking]
    if lacking:
        raise IncompleteError("; ".join(lacking))


class IncompleteError(UsageError):
    """Texts made elsewhere are missing or there twice."""


class LoweredError(UsageError):
    """An update would lower a figure."""


def _means(run: Run) -> dict[tuple[str, str], tuple[float, int]]:
    """Return mean and number of values by system and column; without those that have none."""
    found = {}
    for system in run.header.systems:
        for column in run.header.names:
            known = run.known(system, column).tolist()
            if known:
                found[system, column] = running_sum(known) / len(known), len(known)
    return found

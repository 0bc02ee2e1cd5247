"""A baseline: a saved Run, reduced to the data that the gate reads."""

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

# Only these entries are small and the same for every run of the same code.
_EXTRA = ("seed", "limit", "sample")


def slim(run: Run, columns: Sequence[str], *, texts: bool) -> Run:
    """Return the run with the given columns only, without data that differ between equal runs.

    The date is deleted, so that the same code writes the same baseline on any day.

    Parameters
    ----------
    texts
        False deletes the written texts. Values, ids and offsets remain. Use it for a corpus
        whose text may not be copied.
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
    """Return the saved run, or None if the file does not exist.

    Raises
    ------
    InputError
        If the file exists and cannot be read.
    """
    if not path.exists():
        return None
    try:
        return load_run(path)
    except InputError as error:
        advice = "restore it, or delete it and run summkit check, which writes a new one"
        raise InputError(f"{error.reason}: {advice}", error.where) from error


Waiver = Literal["", "removed", "regression"]
"""The permission that an update needs: no permission, dropping articles, or lowering a figure."""


def waiver(old: Run, new: Run, corpus: Mapping[str, str] | None = None) -> Waiver:
    """Return the permission that an update needs; for the parameters see `lowered`."""
    if lowered(old, new, corpus, removed=True):
        return "regression"
    return "removed" if lowered(old, new, corpus) else ""


def lowered(
    old: Run, new: Run, corpus: Mapping[str, str] | None = None, *, removed: bool = False
) -> list[str]:
    """Return a line for each figure that an update would lower or remove.

    Means and numbers of texts are compared on the articles that both runs share, so that new
    articles in the corpus cannot hide a drop. If the runs share fewer than half of the articles,
    all articles of one run are compared with all of the other, so that a change of corpus cannot
    avoid the check. Fewer articles with a value also count as lowered, because they are less
    evidence. The columns of the new run decide which direction is worse.

    Parameters
    ----------
    corpus
        The current corpus; see `gate`.
    removed
        Whether the update may drop articles that are no longer in the corpus.
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
    """Replace the baseline atomically, if no figure falls or `allow` is true.

    Parameters
    ----------
    new
        The new baseline, as `slim` returns it.
    allow
        Whether a figure may be lowered.
    corpus, matching
        The current corpus, and the match of the texts with it; see `gate`.
    removed
        Whether the update may drop articles that are no longer in the corpus.

    Raises
    ------
    UsageError
        If texts are missing or duplicated (IncompleteError), if a figure would fall and `allow`
        is false (LoweredError), or if the file cannot be written.
    """
    refuse_incomplete(matching or {})
    if old is not None and not allow:
        reasons = lowered(old, new, corpus, removed=removed)
        if reasons:
            raise LoweredError("; ".join(reasons))
    new.save(path)


def refuse_incomplete(matching: Mapping[str, Matching]) -> None:
    """Raise an error if texts for a baseline are missing or duplicated.

    The mean of such a baseline covers other articles than the corpus has, so every later check
    would fail.

    Raises
    ------
    IncompleteError
        If the texts of a system are missing or duplicated.
    """
    lacking = [f"{n}: {each.sentence('corpus')}" for n, each in matching.items() if each.lacking]
    if lacking:
        raise IncompleteError("; ".join(lacking))


class IncompleteError(UsageError):
    """Texts from another system are missing or duplicated."""


class LoweredError(UsageError):
    """An update would lower a figure of the baseline."""


def _means(run: Run) -> dict[tuple[str, str], tuple[float, int]]:
    """Return (mean, number of values) by system and column, for columns with a value."""
    found = {}
    for system in run.header.systems:
        for column in run.header.names:
            known = run.known(system, column).tolist()
            if known:
                found[system, column] = running_sum(known) / len(known), len(known)
    return found

"""Merging of runs over the same corpus: several saved runs, or the runs before and after."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from summkit.errors import UsageError
from summkit.evaluation.header import Header, incomparable
from summkit.evaluation.run import Row, Run
from summkit.evaluation.shared import aligned

BEFORE, AFTER = "before: ", "after: "


def merged(runs: Mapping[str, Run]) -> Run:
    """Return one run with the systems of several runs over the same corpus.

    Parameters
    ----------
    runs
        Label (such as the name of the file) -> run. A system that occurs in several runs becomes
        "label:system", unless its rows are equal in all of them. Remarks stay with their system.

    Raises
    ------
    UsageError
        If two runs are not comparable. The message lists the differences.
    """
    labels = list(runs)
    first = runs[labels[0]]
    for label in labels[1:]:
        reasons = incomparable(first.header, runs[label].header)
        if reasons:
            raise UsageError(f"{labels[0]} and {label} cannot be compared: {'; '.join(reasons)}")
    # If a file was renamed, its records without ids have other ids. `aligned` restores the match.
    runs = {label: run if run is first else aligned(first, run)[0] for label, run in runs.items()}
    columns = _shared([run.header for run in runs.values()])
    rows: dict[str, dict[str, Row]] = {}
    systems: dict[str, dict[str, object]] = {}
    remarks: dict[str, tuple[str, ...]] = {}
    for label, run in runs.items():
        cut = run.only(columns)
        for name, by_article in cut.by_system().items():
            same = name in rows and rows[name] == by_article
            final = name if same or name not in rows else f"{label}:{name}"
            rows[final] = {a: replace(row, system=final) for a, row in by_article.items()}
            systems.setdefault(final, dict(run.header.systems[name]))
            said = (*remarks.get(final, ()), *run.header.remarks.get(name, ()))
            if said:
                remarks[final] = tuple(dict.fromkeys(said))
    header = replace(first.header.only(columns), systems=systems, remarks=remarks)
    shown = [n for run in runs.values() for n in run.header.extra.get("shown", ()) if n in columns]
    if shown:
        header = replace(header, extra={**header.extra, "shown": list(dict.fromkeys(shown))})
    notes = [note for run in runs.values() for note in run.header.extra.get("notes", ())]
    if notes:
        header = replace(header, extra={**header.extra, "notes": list(dict.fromkeys(notes))})
    return _run(header, rows, list(runs.values()))


def before_and_after(old: Run, new: Run) -> Run:
    """Return one run that contains every system of both runs twice: before and after.

    The report shows this run. `header.incomparable` must be empty for the two runs. The result has
    the columns that both runs have.
    """
    columns = _shared([new.header, old.header])
    systems: dict[str, dict[str, object]] = {}
    remarks: dict[str, tuple[str, ...]] = {}
    rows: dict[str, dict[str, Row]] = {}
    for name in new.header.systems:
        for label, run in ((BEFORE, old), (AFTER, new)):
            if name not in old.header.systems:
                continue
            final = label + name
            systems[final] = run.header.systems[name]
            if name in run.header.remarks:
                remarks[final] = run.header.remarks[name]
            by_article = run.only(columns).by_system()[name]
            rows[final] = {a: replace(row, system=final) for a, row in by_article.items()}
    header = replace(new.header.only(columns), systems=systems, remarks=remarks)
    return _run(header, rows, [old, new])


def _shared(headers: Sequence[Header]) -> list[str]:
    """Return the names of the columns that all runs have, in the order of the first run."""
    return [n for n in headers[0].names if all(n in header.signatures for header in headers)]


def _run(header: Header, rows: Mapping[str, Mapping[str, Row]], runs: Sequence[Run]) -> Run:
    digests: dict[str, str] = {}
    for run in runs:
        for article, digest in run.by_article().items():
            digests[article] = digests.get(article) or digest
    found = [row for by_article in rows.values() for row in by_article.values()]
    notes = "; ".join(run.note for run in runs if run.note)
    return Run.of_rows(header, found, digests, note=notes)

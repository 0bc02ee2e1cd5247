"""The history of quality and speed over saved runs and JSON files of pytest-benchmark."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from summkit.errors import InputError
from summkit.evaluation.comparable import lost_since
from summkit.evaluation.effects import mean_of
from summkit.evaluation.header import Header
from summkit.evaluation.run import Run
from summkit.evaluation.saved import json_of, run_from
from summkit.evaluation.speed import seconds_of
from summkit.metrics.column import Column

Kind = Literal["quality", "speed"]


@dataclass(frozen=True, slots=True)
class Series:
    """One figure over all files.

    Attributes
    ----------
    column
        The measured quantity, one chart each: a column of the runs, or milliseconds.
    name
        The label of the line in the chart: a system or a benchmark.
    kind
        "quality" or "speed".
    values
        One value per file; None if the file does not contain the figure.
    breaks
        One flag per file: whether the value is not comparable with the previous value, because
        the corpus or the signature differs.
    remarks
        The remarks on the system in the last file that contains the figure.
    """

    column: Column
    name: str
    kind: Kind
    values: tuple[float | None, ...]
    breaks: tuple[bool, ...]
    remarks: tuple[str, ...] = ()

    @property
    def change(self) -> float | None:
        """Last value minus the first value since the last break; None for fewer than two values."""
        start = max((place for place, broken in enumerate(self.breaks) if broken), default=0)
        known = [value for value in self.values[start:] if value is not None]
        return known[-1] - known[0] if len(known) > 1 else None


@dataclass(frozen=True, slots=True)
class History:
    """The labels of the files in the order of their dates, all their figures, and notes.

    Attributes
    ----------
    labels
        One label per file.
    series
        The figures.
    notes
        Notes on how the files were read.
    losses
        Articles, texts and values that a run lacks and the previous run over the same corpus has,
        one line each. The figures before and after are then means over different articles.
    """

    labels: tuple[str, ...]
    series: tuple[Series, ...]
    notes: tuple[str, ...] = ()
    losses: tuple[str, ...] = ()


MILLISECONDS = Column("milliseconds", unit="milliseconds", better=-1)


@dataclass(frozen=True, slots=True)
class _Figure:
    """A value, its comparability mark, and its column.

    Two values are comparable if their marks are equal. The column is None for extra numbers of a
    benchmark, whose unit and direction are unknown.
    """

    value: float
    mark: str
    column: Column | None
    remarks: tuple[str, ...] = ()


# (name of the column, name of the series, kind) -> figure
_Figures = dict[tuple[str, str, Kind], _Figure]


def history_of(paths: Sequence[Path]) -> History:
    """Read the files and order them by date.

    A file without a date keeps its place after the previous file of the input.

    Raises
    ------
    InputError
        If a file is neither a saved run nor the JSON of pytest-benchmark.
    """
    return history_of_data([(str(path), json_of(path, "not valid JSON")) for path in paths])


def history_of_data(files: Sequence[tuple[str, Any]]) -> History:
    """Return the history of files that were read already: (name, JSON data) of each.

    Raises
    ------
    InputError
        As `history_of`.
    """
    notes: list[str] = []
    read = [_date_and_figures(name, data, notes) for name, data in files]
    paths = [Path(name) for name, _ in files]
    dates: list[str] = []
    for date, _, _ in read:
        dates.append(date or (dates[-1] if dates else ""))
    # Sorting is stable, so files of one day stay in input order.
    order = sorted(range(len(paths)), key=dates.__getitem__)
    figured = [read[place][1] for place in order]
    paths = [paths[place] for place in order]
    # The column of a later run describes the whole chart.
    columns = {f.column.name: f.column for figures in figured for f in figures.values() if f.column}
    names = dict.fromkeys(key for figures in figured for key in figures)
    series = []
    for group, name, kind in names:
        values: list[float | None] = []
        breaks: list[bool] = []
        remarks: tuple[str, ...] = ()
        last = ""
        for figures in figured:
            figure = figures.get((group, name, kind))
            mark = figure.mark if figure else last
            breaks.append(bool(last) and mark != last)
            values.append(figure.value if figure else None)
            remarks = figure.remarks if figure else remarks
            last = mark
        column = columns.get(group, Column(group))
        series.append(Series(column, name, kind, tuple(values), tuple(breaks), remarks))
    series.sort(key=lambda one: one.kind)  # sorting is stable: quality before speed
    labels = _labels(paths)
    runs = [(label, read[place][2]) for label, place in zip(labels, order, strict=True)]
    return History(labels, tuple(series), tuple(notes), tuple(_losses(runs)))


def _losses(runs: Sequence[tuple[str, Run | None]]) -> list[str]:
    """Return what each run lacks compared with the previous run over the same corpus."""
    lines = []
    latest: dict[str, tuple[str, Run]] = {}
    for label, run in runs:
        if run is None:
            continue
        corpus = _corpus_mark(run.header)
        if corpus in latest:
            before, previous = latest[corpus]
            lines += [f"{label}: {line}" for line in lost_since(previous, run, before)]
        latest[corpus] = label, run
    return lines


def _corpus_mark(header: Header) -> str:
    """Return a text that is equal for runs with the same corpus, target and references."""
    return f"{header.corpus.get('fingerprint')}|{header.target}|{header.against}"


def _labels(paths: Sequence[Path]) -> tuple[str, ...]:
    stems = [path.stem for path in paths]
    return tuple(
        stem if stems.count(stem) == 1 else str(path)
        for stem, path in zip(stems, paths, strict=True)
    )


def _date_and_figures(path: str, data: Any, notes: list[str]) -> tuple[str, _Figures, Run | None]:
    """Return the date of a file, "" if it has none, its figures, and the run if it is one."""
    if isinstance(data, dict) and "summkit_run" in data:
        run = run_from(data, path)
        notes += [run.note] if run.note else []
        return run.header.date, _of_run(run), run
    if isinstance(data, dict) and isinstance(data.get("benchmarks"), list):
        try:
            return str(data.get("datetime", ""))[:10], _of_benchmarks(data["benchmarks"]), None
        except (KeyError, TypeError, ValueError) as error:
            raise InputError(f"is damaged JSON of pytest-benchmark: {error}", path) from error
    raise InputError("is neither a saved run nor the JSON of pytest-benchmark", path)


def _of_run(run: Run) -> _Figures:
    header = run.header
    corpus = _corpus_mark(header)
    found: _Figures = {}
    for column in header.columns:
        signature = header.signatures[column.name]
        mark = f"{corpus}|{signature}"
        for system in header.systems:
            known = run.known(system, column.name)
            if len(known):
                said = header.remarks.get(system, ())
                found[column.name, system, "quality"] = _Figure(mean_of(known), mark, column, said)
    return found


def _of_benchmarks(benchmarks: Sequence[Mapping[str, Any]]) -> _Figures:
    found: _Figures = {}
    for benchmark in benchmarks:
        name = str(benchmark["name"])
        milliseconds = 1000 * seconds_of(benchmark)
        found[MILLISECONDS.name, name, "speed"] = _Figure(milliseconds, "speed", MILLISECONDS)
        for key, value in benchmark.get("extra_info", {}).items():
            plain = isinstance(value, int | float) and not isinstance(value, bool)
            if plain and math.isfinite(value):
                found[str(key), name, "quality"] = _Figure(float(value), "benchmark", None)
    return found

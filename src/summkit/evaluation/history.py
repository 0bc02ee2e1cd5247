"""How quality and speed moved over saved runs and the JSON files of pytest-benchmark."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from summkit.errors import InputError
from summkit.evaluation.effects import mean_of
from summkit.evaluation.run import Run, load_run

Kind = Literal["quality", "speed"]


@dataclass(frozen=True, slots=True)
class Series:
    """One figure over all files.

    Attributes
    ----------
    group, name
        A chart, and a line in it: column and system; or "milliseconds" and a benchmark.
    kind
        "quality", or "speed": milliseconds, where lower is better.
    values
        One a file; None where the file does not have it.
    breaks
        Whether the value is not comparable with the one before it (another corpus or
        signature).
    """

    group: str
    name: str
    kind: Kind
    values: tuple[float | None, ...]
    breaks: tuple[bool, ...]

    @property
    def change(self) -> float | None:
        """Last value minus the first one since the last break; None with fewer than two."""
        start = max((place for place, broken in enumerate(self.breaks) if broken), default=0)
        known = [value for value in self.values[start:] if value is not None]
        return known[-1] - known[0] if len(known) > 1 else None


@dataclass(frozen=True, slots=True)
class History:
    """Labels of the files in the order given, and every figure in them."""

    labels: tuple[str, ...]
    series: tuple[Series, ...]


# (group, name, kind) -> value and what it must share with another to be compared
_Figures = dict[tuple[str, str, Kind], tuple[float, str]]


def history_of(paths: Sequence[Path]) -> History:
    """Read the files, oldest first as given.

    Raises
    ------
    InputError
        If a file is neither a saved run nor the JSON of pytest-benchmark.
    """
    files = [_figures(path) for path in paths]
    names = dict.fromkeys(key for figures in files for key in figures)
    series = []
    for group, name, kind in names:
        values: list[float | None] = []
        breaks: list[bool] = []
        last = ""
        for figures in files:
            value, mark = figures.get((group, name, kind), (None, last))
            breaks.append(bool(last) and mark != last)
            values.append(value)
            last = mark
        series.append(Series(group, name, kind, tuple(values), tuple(breaks)))
    series.sort(key=lambda one: one.kind)  # stable: quality before speed
    return History(_labels(paths), tuple(series))


def _labels(paths: Sequence[Path]) -> tuple[str, ...]:
    stems = [path.stem for path in paths]
    return tuple(
        stem if stems.count(stem) == 1 else str(path)
        for stem, path in zip(stems, paths, strict=True)
    )


def _figures(path: Path) -> _Figures:
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror or error}", str(path)) from error
    except ValueError as error:
        raise InputError(f"not valid JSON: {error}", str(path)) from error
    if isinstance(data, dict) and "summkit_run" in data:
        return _of_run(load_run(path))
    if isinstance(data, dict) and isinstance(data.get("benchmarks"), list):
        try:
            return _of_benchmarks(data["benchmarks"])
        except (KeyError, TypeError, ValueError) as error:
            raise InputError(f"is a damaged pytest-benchmark file: {error}", str(path)) from error
    raise InputError("is neither a saved run nor the JSON of pytest-benchmark", str(path))


def _of_run(run: Run) -> _Figures:
    import numpy as np

    header = run.header
    corpus = str(header.corpus.get("fingerprint"))
    found: _Figures = {}
    for column, signature in header.signatures.items():
        place = header.columns.index(column)
        for system, rows in run.by_system().items():
            known = [v for row in rows.values() if (v := row.values[place]) is not None]
            if known:
                mark = f"{corpus}|{header.target}|{header.against}|{signature}"
                found[column, system, "quality"] = mean_of(np.array(known)), mark
    return found


def _of_benchmarks(benchmarks: Sequence[Mapping[str, Any]]) -> _Figures:
    found: _Figures = {}
    for benchmark in benchmarks:
        name = str(benchmark["name"])
        milliseconds = 1000 * float(benchmark["stats"]["median"])
        found["milliseconds", name, "speed"] = milliseconds, "speed"
        for key, value in benchmark.get("extra_info", {}).items():
            plain = isinstance(value, int | float) and not isinstance(value, bool)
            if plain and math.isfinite(value):
                found[str(key), name, "quality"] = float(value), "benchmark"
    return found

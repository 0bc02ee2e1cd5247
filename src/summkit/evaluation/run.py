"""A Run: every value of every system on every article, saved so that it can be reviewed."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from summkit.errors import InputError
from summkit.files import write_atomically

FORMAT = 1
"""Version of the saved form; a file of another version is refused."""

# Six decimals: finer than any difference a corpus can show, and the file stays small.
DECIMALS = 6


@dataclass(frozen=True, slots=True)
class Row:
    """What one system wrote for one article, and how it scored.

    Attributes
    ----------
    article
        The article's id, unique in the run.
    system
        The system's name.
    text
        What was written.
    chosen
        (start, end) of its sentences in the article's body; empty where it is not extractive.
    words
        Length of `text` as budgets count.
    values
        One a column of the header, in its order; None where a value does not exist (no
        reference, or a metric that needs a body).
    """

    article: str
    system: str
    text: str
    chosen: tuple[tuple[int, int], ...]
    words: int
    values: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class Header:
    """What was run on what, and how it was scored.

    Attributes
    ----------
    target
        What was written, a key of `summkit.system.TARGETS`.
    against
        The article's fields that served as references.
    corpus
        {"sources": [...], "articles": n, "failed": n, "fingerprint": hex}.
    systems
        Name -> {"method", "parameters", "budget", ...}; enough to run it again.
    signatures
        Column -> the metric signature of its values.
    extra
        What is known besides: speed, seed, sample, versions. Not part of what two runs
        must share to be compared.
    """

    target: str
    against: tuple[str, ...]
    corpus: dict[str, Any]
    systems: dict[str, dict[str, Any]]
    signatures: dict[str, str]
    extra: dict[str, Any]

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the values in each row."""
        return tuple(self.signatures)


@dataclass(frozen=True, slots=True)
class Run:
    """A header and its rows: article by article, systems in the header's order."""

    header: Header
    rows: tuple[Row, ...]

    def articles(self) -> tuple[str, ...]:
        """Return the article ids in corpus order."""
        return tuple(dict.fromkeys(row.article for row in self.rows))

    def by_system(self) -> dict[str, dict[str, Row]]:
        """Return rows by system and then article."""
        found: dict[str, dict[str, Row]] = {name: {} for name in self.header.systems}
        for row in self.rows:
            found[row.system][row.article] = row
        return found

    def save(self, path: Path) -> None:
        """Write the run as JSON, one row a line, atomically.

        Raises
        ------
        UsageError
            If the file cannot be written.
        """
        write_atomically(path, self._pieces())

    def _pieces(self) -> Iterator[str]:
        header = {
            "target": self.header.target,
            "against": list(self.header.against),
            "corpus": self.header.corpus,
            "systems": self.header.systems,
            "signatures": self.header.signatures,
            "extra": self.header.extra,
        }
        text = json.dumps(header, ensure_ascii=False, indent=2, allow_nan=False)
        yield f'{{\n"summkit_run": {FORMAT},\n"header": {text},\n"rows": [\n'
        for number, row in enumerate(self.rows):
            yield (",\n" if number else "") + json.dumps(row_data(row), ensure_ascii=False)
        yield "\n]\n}\n"


def row_data(row: Row) -> list[Any]:
    """Return a row as JSON data: article, system, words, values, chosen, text."""
    values = [None if value is None else _rounded(value) for value in row.values]
    chosen = [list(place) for place in row.chosen]
    return [row.article, row.system, row.words, values, chosen, row.text]


def _rounded(value: float) -> float:
    # A whole number is written without its ".0" nowhere: 1.0 stays a float in JSON.
    return round(value, DECIMALS)


def row_from(data: Any) -> Row:
    """Make a row from `row_data`.

    Raises
    ------
    ValueError
        If it is not of that form.
    """
    article, system, words, values, chosen, text = data
    if not (isinstance(article, str) and isinstance(system, str) and isinstance(text, str)):
        raise ValueError("article, system and text must be strings")
    numbers = tuple(None if value is None else float(value) for value in values)
    if not all(value is None or math.isfinite(value) for value in numbers):
        raise ValueError("a value is not a finite number")
    places = tuple((int(start), int(end)) for start, end in chosen)
    return Row(article, system, text, places, int(words), numbers)


def load_run(path: Path) -> Run:
    """Read a saved run.

    Raises
    ------
    InputError
        If the file cannot be read, is not a run, or is of another version.
    """
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror or error}", str(path)) from error
    except ValueError as error:
        raise InputError(f"is not a saved run: not valid JSON: {error}", str(path)) from error
    if not isinstance(data, dict) or "summkit_run" not in data:
        raise InputError("is not a saved run: it lacks the key summkit_run", str(path))
    if data["summkit_run"] != FORMAT:
        raise InputError(
            f"was saved in form {data['summkit_run']!r}, this summkit reads {FORMAT}: "
            "make it again with this version",
            str(path),
        )
    try:
        run = Run(_header(data["header"]), tuple(row_from(row) for row in data["rows"]))
        _check(run)
    except (KeyError, TypeError, ValueError) as error:
        raise InputError(f"is a damaged run: {error}", str(path)) from error
    return run


def _header(data: dict[str, Any]) -> Header:
    return Header(
        target=str(data["target"]),
        against=tuple(map(str, data["against"])),
        corpus=dict(data["corpus"]),
        systems={str(name): dict(system) for name, system in data["systems"].items()},
        signatures={str(name): str(value) for name, value in data["signatures"].items()},
        extra=dict(data["extra"]),
    )


def _check(run: Run) -> None:
    seen = set()
    for row in run.rows:
        if row.system not in run.header.systems:
            raise ValueError(f"a row names system {row.system!r}, which the header lacks")
        if len(row.values) != len(run.header.columns):
            raise ValueError(f"the row of {row.article!r} has {len(row.values)} values")
        if (row.article, row.system) in seen:
            raise ValueError(f"{row.article!r} stands twice for system {row.system!r}")
        seen.add((row.article, row.system))


def incomparable(first: Header, second: Header) -> list[str]:
    """Return what keeps the values of two runs from being compared, a line each; [] if nothing."""
    reasons = []
    parts: Sequence[tuple[str, Any, Any]] = (
        ("target", first.target, second.target),
        ("references", first.against, second.against),
        ("corpus", first.corpus.get("fingerprint"), second.corpus.get("fingerprint")),
    )
    for name, one, other in parts:
        if one != other:
            reasons.append(f"{name}: {_shown(one)} against {_shown(other)}")
    shared = [column for column in first.columns if column in second.signatures]
    if not shared:
        reasons.append("metrics: the runs share none")
    for column in shared:
        if first.signatures[column] != second.signatures[column]:
            reasons.append(
                f"signature of {column}: {first.signatures[column]} "
                f"against {second.signatures[column]}"
            )
    return reasons


def _shown(value: Any) -> str:
    return ",".join(value) if isinstance(value, tuple) else str(value)

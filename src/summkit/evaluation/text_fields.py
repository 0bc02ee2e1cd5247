"""The fields of a record that contain a text of another system, its reference and its id."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from summkit import arguments
from summkit.errors import ArgumentTypeError, InputError, UsageError
from summkit.reading.formats.field_names import ID
from summkit.reading.formats.paths import MISSING, paths, value_at
from summkit.reading.formats.values import RecordError, is_empty, one_line
from summkit.reading.sources.rows import Entry

CANDIDATE, REFERENCE = "candidate", "reference"

# Normalised names: lower case, letters and digits only. A name of the first kind is unambiguous.
# Names of the second kind are also used for articles and for the other side.
_UNAMBIGUOUS = {
    CANDIDATE: (
        "prediction", "predictions", "predictedsummary", "candidate", "output", "generated",
        "generatedsummary", "generatedtext", "hypothesis", "response", "completion",
    ),
    REFERENCE: ("references", "reference", "gold", "goldsummary", "target", "referencesummary"),
}  # fmt: skip
_AMBIGUOUS = {
    CANDIDATE: ("text", "summary", "headline", "dek", "lede", "title"),
    REFERENCE: ("summary", "highlights", "dek", "headline", "text", "title"),
}


_BODY = ("text", "article", "document", "body", "content")
_SHORT = ("summary", "highlights", "dek")
_LENGTH_RATIO = 2
"""Smallest ratio of the words of an article to the words of its summary."""

_SYNONYMS = {
    **dict.fromkeys(("prediction", "predictions", "output", "candidates"), CANDIDATE),
    **dict.fromkeys(("references", "gold", "summary", "target"), REFERENCE),
}
"""Other spellings of "candidate" and "reference" in a mapping."""

_SUMMKIT_FIELDS = frozenset({"id", "source", "method", "target"})
"""Fields of every summary record that summkit writes."""


Columns = Mapping[str, tuple[str, ...]]
"""candidate, reference or id -> names of its columns; only references may have several."""


def field_mapping(text: str) -> dict[str, tuple[str, ...]]:
    """Return {"candidate": ("answer",)} for "candidate=answer"; references may have several.

    Raises
    ------
    UsageError
        If a part does not have the form FIELD=COLUMN, or if FIELD is unknown.
    """
    mapping: dict[str, tuple[str, ...]] = {}
    for part in filter(None, (part.strip() for part in text.split(","))):
        name, equals, column = (piece.strip() for piece in part.partition("="))
        name = _SYNONYMS.get(name, name)
        if not equals or not column or name not in (CANDIDATE, REFERENCE, "id"):
            raise UsageError(
                f"`mapping` {part!r} is not allowed: takes candidate=FIELD, reference=FIELD, "
                "id=FIELD"
            )
        if name in mapping and name != REFERENCE:
            raise UsageError(
                f"`mapping` {name} is given twice: give it once; reference alone has several fields"
            )
        mapping[name] = (*mapping.get(name, ()), column)
    return mapping


def checked_mapping(mapping: object) -> dict[str, tuple[str, ...]]:
    """Return a mapping of a caller in the form that `field_mapping` returns.

    Raises
    ------
    UsageError
        If a field is unknown. The subclass ArgumentTypeError is raised for a wrong type.
    """
    takes = "a mapping of candidate, reference and id to names of fields"
    checked: dict[str, tuple[str, ...]] = {}
    for given, columns in arguments.mapping("mapping", mapping, takes).items():
        name = _SYNONYMS.get(given, given)
        if name not in (CANDIDATE, REFERENCE, "id"):
            raise UsageError(f"`mapping` has no {given!r}: it takes candidate, reference, id")
        several = isinstance(columns, list | tuple) and (name == REFERENCE or len(columns) == 1)
        listed = columns if several else [columns]
        if not listed or not all(isinstance(column, str) for column in listed):
            names = "the name of a field, or a list of them" if name == REFERENCE else ""
            raise ArgumentTypeError(f"mapping[{given!r}]", columns, names or "the name of a field")
        checked[name] = tuple(listed)
    return checked


def _alternatives(names: list[str]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]])


@dataclass
class TextFields:
    """The fields of a record that contain its text. They are the same for equal field names.

    A record without such a field has no text, like null. `settle` raises an error if no record
    has one.

    Attributes
    ----------
    side
        `CANDIDATE` or `REFERENCE`.
    mapped
        The fields that the user chose, as names or paths (`summkit.reading.formats.paths`).
    called
        The name of the system. A table may have one column per system, with its name.
    known
        Field names of a record -> the fields with its text.
    wrong
        The first error; `settle` raises it.
    found
        All fields that contained a text.
    notes
        Notes for the user on an assumption.
    """

    side: str
    mapped: tuple[str, ...] = ()
    called: str = ""
    known: dict[tuple[str, ...], tuple[str, ...]] = field(default_factory=dict)
    wrong: Exception | None = None
    found: set[str] = field(default_factory=set)
    notes: tuple[str, ...] = ()

    def values(self, record: Mapping[str, Any], where: str) -> list[tuple[str, Any]]:
        """Return (name, value) of each field with a text; [] if the record has none."""
        if self.mapped:
            return self._mapped_values(record, where)
        columns = tuple(record)
        if columns not in self.known:
            self.known[columns] = self._find(columns, where, record)
        names = self.known[columns]
        self.found.update(names)
        return [(name, record[name]) for name in names]

    def _mapped_values(self, record: Mapping[str, Any], where: str) -> list[tuple[str, Any]]:
        """Return (path, value) of each field that the user chose and that the record contains."""
        values = [(path, value_at(record, path)) for path in self.mapped]
        present = [(path, value) for path, value in values if value is not MISSING]
        if len(present) < len(values) and self.wrong is None:
            lacking = next(path for path, value in values if value is MISSING)
            there = ", ".join(dict.fromkeys(path for path, _ in paths(record)))
            self.wrong = UsageError(f"{where}: no field {lacking!r} to map: the fields are {there}")
        self.found.update(path for path, _ in present)
        return present

    def settle(self) -> None:
        """Raise the first error if no record has a field with a text.

        Raises
        ------
        InputError
            If no field was recognised. UsageError is raised if a mapped field is in no record.
        """
        if self.wrong and (not self.found or not self.found.issuperset(self.mapped)):
            raise self.wrong

    def _find(
        self, columns: tuple[str, ...], where: str, record: Mapping[str, Any]
    ) -> tuple[str, ...]:
        there = ", ".join(columns)
        if self.side == CANDIDATE and _SUMMKIT_FIELDS.issubset(columns):
            # The record also contains the editor's headline and dek, so no other field is tried.
            if "text" in columns:
                return ("text",)
            raise UsageError(f"{where}: contains texts of several targets: write one `target`")
        if self.called and self.called in columns and normal(self.called) not in _known_names():
            return (self.called,)
        called = {normal(column): column for column in reversed(columns)}
        for names in (_UNAMBIGUOUS[self.side], _AMBIGUOUS[self.side]):
            present = [called[name] for name in names if name in called]
            if len(present) == 1 or (present and names is _UNAMBIGUOUS[self.side]):
                return (present[0],)
            if short := _summary_beside_body(called, record):
                body, text = short
                self.notes = (f"the {self.side} is {text!r}: {body!r} contains the article",)
                return (text,)
            if present:
                raise UsageError(
                    f"{where}: {_alternatives(present)} may each be the {self.side}: say which "
                    f"with `mapping` {self.side}={present[0]}"
                )
        self.wrong = self.wrong or InputError(
            f"no field is recognised as the {self.side}: the fields are {there}; name it with "
            f"`mapping` {self.side}=FIELD"
            + (", or name the system like its column" if self.called else ""),
            where,
        )
        return ()


def _summary_beside_body(
    called: Mapping[str, str], record: Mapping[str, Any]
) -> tuple[str, str] | None:
    """Return the field of the article in a record, and the only field that may be its summary."""
    short = [called[name] for name in _SHORT if name in called]
    if len(short) != 1 or not (words := _words(record[short[0]])):
        return None
    bodies = (called[name] for name in _BODY if name in called)
    body = next((each for each in bodies if _words(record[each]) >= _LENGTH_RATIO * words), None)
    return None if body is None else (body, short[0])


def _words(value: Any) -> int:
    parts = value if isinstance(value, list) else [value]
    return sum(len(part.split()) for part in parts if isinstance(part, str))


@dataclass
class Ids:
    """The ids of entries: the id of each entry, or its number if no entry has an id."""

    mapped: str | None
    source: str
    numbered: bool | None = None
    count: int = 0

    def of(self, entry: Entry) -> str:
        self.count += 1
        value = None
        if not isinstance(entry.value, str):
            value = self._read(entry.value, entry.where)
        if self.numbered is None:
            self.numbered = value is None
        if (value is None) != self.numbered:
            without = "has no id, but the entries before it have ids"
            having = "has an id, but the entries before it have none"
            raise InputError(without if value is None else having, entry.where)
        return str(self.count) if value is None else value

    def _read(self, record: Mapping[str, Any], where: str) -> str | None:
        """Return the id of a record, normalised as in articles, so that they match; or None."""
        values = self._values(record, where)
        field = next((each for each, value in values.items() if not is_empty(value)), None)
        try:
            return one_line(values[field], field, number=True) if field is not None else None
        except RecordError as error:
            raise InputError(str(error), where) from error

    def _values(self, record: Mapping[str, Any], where: str) -> dict[str, Any]:
        """Return the fields that may contain the id, with their values, the best field first."""
        if self.mapped is not None:
            value = value_at(record, self.mapped)
            if value is not MISSING:
                return {self.mapped: value}
        # The mapped field may belong to the other file.
        there = {normal(column): column for column in reversed(list(record))}
        known = {there[name]: record[there[name]] for name in ID if name in there}
        if not known and self.mapped is not None:
            raise UsageError(
                f"{where}: no field {self.mapped!r} to map as the id, and no other field is "
                f"recognised as an id: the fields are {', '.join(record)}"
            )
        return known


def maps_ids_to_texts(record: Mapping[str, Any]) -> bool:
    """Return whether a record maps ids to texts: only texts, and no known field name."""
    names = _known_names()
    return not any(normal(name) in names for name in record) and all(
        isinstance(value, str | None)
        or (isinstance(value, list) and all(isinstance(part, str) for part in value))
        for value in record.values()
    )


def maps_ids_to_records(record: Mapping[str, Any]) -> bool:
    """Return whether a record maps ids to records: only objects, and no known field name."""
    names = _known_names()
    return not any(normal(name) in names for name in record) and all(
        isinstance(value, Mapping) for value in record.values()
    )


def is_table_of_columns(record: Mapping[str, Any]) -> bool:
    """Return whether a record maps names of columns to cells by row, with a known column name."""
    columns = list(record.values())
    return (
        any(normal(name) in _known_names() for name in record)
        and all(isinstance(cells, Mapping) and cells for cells in columns)
        and all(cells.keys() == columns[0].keys() for cells in columns)
    )


def _known_names() -> set[str]:
    return {*ID, *chain.from_iterable((*_UNAMBIGUOUS.values(), *_AMBIGUOUS.values()))}


def normal(column: str) -> str:
    """Return the normalised form of a name: lower case, letters and digits only."""
    return "".join(character for character in column.lower() if character.isalnum())

"""Read the records of JSON lines and JSON, and make Articles of records.

A bad record gives one Failure; the other records are read.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import Any, NamedTuple

from summkit.article import Article, shortened
from summkit.errors import InputError, UsageError
from summkit.patterns import regex
from summkit.reading.formats.containers import records, unwrapped
from summkit.reading.formats.fields import Fields
from summkit.reading.formats.paths import MISSING, value_at
from summkit.reading.formats.values import RecordError, listed, no_body
from summkit.reading.options import Failure, ReadOptions, Unread
from summkit.reading.stream import lines, too_large

_PEEKED = 20  # number of rows that are examined before a mapped column counts as missing
_STRUCTURE = regex(rb'["\[\]{},\n]')  # the next byte of structure outside of strings
_STRING = regex(rb'["\\\n]')  # the next byte of importance within a string
_DEPTH = {b"[": 1, b"{": 1, b"]": -1, b"}": -1}


class Row(NamedTuple):
    """A record and the number of its first line (of its row, for Parquet), from 1.

    Attributes
    ----------
    line
        The number of the line.
    value
        The record as a dict, or a str that gives the reason why there is none.
    number
        The number of the record in its file, from 1, if the line does not identify it; else 0.
    on_line
        The number of the record on its line, from 1.
    """

    line: int
    value: dict[str, Any] | str
    number: int = 0
    on_line: int = 1

    @property
    def place(self) -> str:
        """The place in the file: "17", or "17#2" for the second record on line 17."""
        return str(self.line) if self.on_line == 1 else f"{self.line}#{self.on_line}"


@dataclass(frozen=True, slots=True)
class _UnreadRecord(Unread):
    """A record whose article has not been made yet, because that takes most of the time."""

    where: str
    id: str
    value: dict[str, Any]
    fields: Fields = field(repr=False)
    number: int = 0
    read_as: str = ""

    def read(self) -> Article | Failure:
        """Return the article, or a Failure with the reason why there is none."""
        try:
            article = self.fields.article(self.value, id=self.id, source=self.where)
        except RecordError as error:
            names = [f"record {self.number}"] if self.number else []
            if id := self.fields.id_of(self.value):
                names.append(f"id {shortened(id)!r}")
            named = f"{', '.join(names)}: " if names else ""
            return Failure(self.where, f"{named}{error}")
        return replace(article, read_as=self.read_as) if self.read_as else article


def articles(
    rows: Iterable[Row],
    options: ReadOptions,
    *,
    where: str,
    stem: str,
    table: bool = False,
    check_mapping: bool = True,
    read_as: str = "",
) -> Iterator[Failure | Unread]:
    """Make unread Articles of the rows of one source.

    A record without an id gets the id ``stem:line``. Repeated ids are not reported, since a check
    would need the ids of the whole corpus in memory; a caller that needs unique ids must check.

    Parameters
    ----------
    rows
        The rows of the source.
    options
        The options of the source.
    where
        The name of the source, for messages.
    stem
        The first part of the ids of records without an id.
    table
        Whether all rows have the same columns: then a missing column for the body is one Failure
        for the source instead of one per row.
    check_mapping
        False for rows from the middle of a source, whose first 20 may lack some columns.
    read_as
        The value of `Article.read_as`; "" leaves the value that the reader sets.

    Raises
    ------
    UsageError
        If a column of the mapping occurs in none of the first 20 rows.
    """
    fields = Fields(options)
    rows = single_records(rows, options, where)
    for row in with_mapping(rows, fields, where) if check_mapping else rows:
        value, place = row.value, f"{where}:{row.place}"
        if isinstance(value, str):
            yield Failure(place, f"record {row.number}: {value}" if row.number else value)
            continue
        if table and not fields.has_body(fields.view(value)):
            yield Failure(where, no_body(value))
            return
        yield _UnreadRecord(place, f"{stem}:{row.place}", value, fields, row.number, read_as)


_TAG = regex(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")  # "en", "pt-BR"


def _with_language(record: dict[str, Any], feed: Mapping[str, Any]) -> dict[str, Any]:
    """Return a record of a feed with the feed's language if the record itself has no language."""
    code = feed.get("language")
    if not isinstance(code, str) or not _TAG.fullmatch(code) or "language" in record:
        return record
    return {**record, "language": code}


def single_records(rows: Iterable[Row], options: ReadOptions, where: str) -> Iterator[Row]:
    """Yield the rows; a row that is the answer of an interface is divided into its records.

    Raises
    ------
    UsageError
        If the mapping gives a path to the records and there is no list at this path.
    """
    path = options.mapping.get("items")
    line = on_line = number = 0
    for row in rows:
        found: Sequence[Any] | None = None
        if isinstance(row.value, dict):
            found = _records_at(row.value, path, where) if path else records(row.value)
        divided = found is not None
        for item in found if found is not None else [row.value]:
            value: Any = unwrapped(item) if divided else item
            if divided and isinstance(value, dict) and isinstance(row.value, dict):
                value = _with_language(value, row.value)
            if divided and not isinstance(value, dict):
                value = _no_object(value)
            # Records on one line are distinguished by their number on the line.
            on_line = on_line + 1 if row.line == line else 1
            line, number = row.line, number + 1
            # Another process may read a line of JSON lines without the rest of the file, so the
            # number counts within the line.
            which = number if row.number else on_line if divided else 0
            yield Row(row.line, value, which, on_line)


def _records_at(record: Mapping[str, Any], path: str, where: str) -> list[Any]:
    """Return the records at the mapped path; raise UsageError if there is no list."""
    found = value_at(record, path)
    if isinstance(found, dict):
        return [found]
    if not isinstance(found, list):
        there = "nothing" if found is MISSING else _kind(found)
        raise UsageError(
            f"{where}: no list of records at {path!r} but {there}: the fields are {listed(record)}"
        )
    return found


def with_mapping(rows: Iterable[Row], fields: Fields, where: str) -> Iterator[Row]:
    """Yield the rows; raise UsageError if the first 20 rows lack a column of the mapping."""
    source = iter(rows)
    peeked: list[Row] = []
    seen: list[dict[str, Any]] = []
    if fields.unseen(()):
        for row in source:
            peeked.append(row)
            if isinstance(row.value, dict):
                seen.append(row.value)
            if not fields.unseen(seen) or len(peeked) == _PEEKED:
                break
        if seen:
            fields.refuse_unseen(seen, where)
    return chain(peeked, source)


def jsonl_rows(pieces: Iterable[bytes], limit: int) -> Iterator[Row]:
    """Yield the objects of JSON lines; blank lines are skipped.

    Parameters
    ----------
    pieces
        UTF-8 without byte order mark.
    limit
        Bytes that a line may have.
    """
    yield from line_rows(lines(pieces, limit), limit)


def line_rows(numbered: Iterable[tuple[int, bytes | None]], limit: int) -> Iterator[Row]:
    """Yield the objects of numbered lines, as `summkit.reading.stream.lines` returns them."""
    for number, line in numbered:
        if line is None:
            yield Row(number, too_large(limit, "the line is "))
        elif line.strip():
            yield Row(number, parse_object(line))


def json_rows(pieces: Iterable[bytes], limit: int, where: str) -> Iterator[Row]:
    """Yield the objects of a JSON array one by one, or the file's only object.

    Raises
    ------
    InputError
        If the array does not end.
    """
    line, on_line = 0, 1
    for number, row in enumerate(_elements(pieces, limit, where), 1):
        on_line = on_line + 1 if row.line == line else 1
        line = row.line
        yield row._replace(number=number, on_line=on_line)


def _elements(pieces: Iterable[bytes], limit: int, where: str) -> Iterator[Row]:
    """Yield the elements of an array without storing the whole file.

    The function tracks strings and brackets byte by byte and leaves the parsing to `parse_object`.
    """
    depth, number, begun, element = 0, 1, 1, bytearray()
    in_string = escaped = is_array = too_long = False

    def append_part(part: bytes) -> None:
        nonlocal too_long
        if not too_long:
            element.extend(part)
            too_long = len(element) > limit
            if too_long:
                element.clear()

    for piece in pieces:
        start = 1 if escaped else 0  # the byte after a backslash at the end of a piece is escaped
        escaped = False
        mark, position = 0, start
        while match := (_STRING if in_string else _STRUCTURE).search(piece, position):
            at, position = match.start(), match.end()
            byte = piece[at : at + 1]
            if byte == b"\n":
                number += 1
            elif byte == b"\\":
                escaped = position == len(piece)
                number += piece[position : position + 1] == b"\n"
                position += 1
            elif byte == b'"':
                in_string = not in_string
            depth += _DEPTH.get(byte, 0)
            if byte == b"}" and depth == 0 and not is_array and not in_string:
                # Some exports write objects one after another, without an array around them.
                append_part(piece[mark:position])
                yield from _element(element, begun, too_long, limit)
                element.clear()
                too_long, mark, begun = False, position, number
            if byte == b"[" and depth == 1 and not is_array:
                append_part(piece[mark:at])  # text before an array is an error: it is reported
                yield from _element(element, begun, too_long, limit)
                element.clear()
                is_array, too_long, mark, begun = True, False, position, number
            if is_array and not in_string and byte in b",]" and depth == (byte == b","):
                append_part(piece[mark:at])
                yield from _element(element, begun, too_long, limit)
                element.clear()
                too_long, mark = False, position
                begun = number
                if depth == 0:
                    is_array, depth = False, 0
        append_part(piece[mark:])
    if is_array:
        raise InputError("the JSON array does not end: the file is cut off", where)
    yield from _element(element, begun, too_long, limit)


def _element(element: bytearray, line: int, too_long: bool, limit: int) -> Iterator[Row]:
    """Yield the row of an element, unless the element is blank."""
    text = bytes(element)
    stripped = text.lstrip().removeprefix(b",").lstrip()
    if too_long:
        yield Row(line, too_large(limit, "the record is "))
    elif stripped:
        # The element's line is the line of its first character, not of the comma before it.
        blank = text[: len(text) - len(stripped)]
        yield Row(line + blank.count(b"\n"), parse_object(stripped))


def parse_object(data: bytes) -> dict[str, Any] | str:
    """Return the JSON object in `data`, or the reason why there is none."""
    try:
        # In concatenated files, each part may begin with a byte order mark.
        text = data.decode("utf-8").removeprefix("\ufeff")
        # The lines of an array without its brackets end with commas.
        value = json.loads(text.rstrip()[:-1] if text.rstrip().endswith("},") else text)
    except UnicodeDecodeError as error:
        return f"not UTF-8: byte 0x{data[error.start]:02x} at position {error.start + 1}"
    except json.JSONDecodeError as error:
        if data[:8].count(0) > 2:
            return "not UTF-8: it has NUL bytes, as UTF-16 has: save it as UTF-8"
        if error.msg == "Extra data":
            return f"not valid JSON: text follows the first value, at character {error.pos + 1}"
        return f"not valid JSON: {error.msg}, at character {error.pos + 1}"
    except ValueError:  # a number with more digits than Python converts
        return "not usable JSON: a number with thousands of digits"
    except RecursionError:
        return "not usable JSON: nested too deeply"
    return value if isinstance(value, dict) else _no_object(value)


def _no_object(value: Any) -> str:
    return f"not a JSON object but {_kind(value)}"


def _kind(value: Any) -> str:
    return {list: "a list", str: "a text", bool: "true or false", type(None): "null"}.get(
        type(value), "a number"
    )

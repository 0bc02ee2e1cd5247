"""Rows of JSON lines, JSON, and their way to Articles; one bad record is one Failure."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from typing import Any, NamedTuple

from summkit.article import Article
from summkit.errors import InputError
from summkit.reading.formats.fields import Fields, RecordError, no_body
from summkit.reading.options import Failure, ReadOptions, Unread
from summkit.reading.stream import lines, too_large

_PEEKED = 20  # rows looked at before a mapped column counts as missing
_STRUCTURE = re.compile(rb'["\[\]{},\n]')
_STRING = re.compile(rb'["\\\n]')
_DEPTH = {b"[": 1, b"{": 1, b"]": -1, b"}": -1}


class Row(NamedTuple):
    """A record and the line it begins on (the row, for Parquet), from 1.

    `value` is a dict, or a str that says why it is none.
    """

    line: int
    value: dict[str, Any] | str


@dataclass(frozen=True, slots=True)
class _UnreadRecord(Unread):
    """A record; most of the time that reading takes goes into telling its body's furniture."""

    where: str
    id: str
    value: dict[str, Any]
    fields: Fields = field(repr=False)

    def read(self) -> Article | Failure:
        """Return the article, or why there is none."""
        try:
            return self.fields.article(self.value, id=self.id, source=self.where)
        except RecordError as error:
            return Failure(self.where, str(error))


def articles(
    rows: Iterable[Row],
    options: ReadOptions,
    *,
    where: str,
    stem: str,
    table: bool = False,
    check_mapping: bool = True,
) -> Iterator[Failure | Unread]:
    """Make Articles, still to be read, of the rows of one source.

    In a table all rows have the same columns, so that one without a column for the body
    is one Failure instead of one a row. `check_mapping` is False for rows from the middle
    of a source, of which the first 20 need not have every column.

    A record without an id is called ``stem:line``. Ids that occur twice are passed on:
    to find them all would hold a whole corpus' ids, so whoever needs them distinct checks.

    Raises
    ------
    UsageError
        If a column of the mapping occurs in none of the first 20 rows.
    """
    fields = Fields(options)
    for line, value in with_mapping(rows, fields, where) if check_mapping else rows:
        place = f"{where}:{line}"
        if isinstance(value, str):
            yield Failure(place, value)
            continue
        if table and not fields.has_body(value):
            yield Failure(where, no_body(value))
            return
        yield _UnreadRecord(place, f"{stem}:{line}", value, fields)


def with_mapping(rows: Iterable[Row], fields: Fields, where: str) -> Iterator[Row]:
    """Yield the rows; raise UsageError where the first 20 lack a column of the mapping."""
    source = iter(rows)
    peeked: list[Row] = []
    columns: list[str] = []
    if fields.missing(()):
        for row in source:
            peeked.append(row)
            if isinstance(row.value, dict):
                columns.extend(row.value)
            if not fields.missing(columns) or len(peeked) == _PEEKED:
                break
        if columns:
            fields.refuse_missing(columns, where)
    return chain(peeked, source)


def jsonl_rows(pieces: Iterable[bytes], limit: int) -> Iterator[Row]:
    """Yield the objects of JSON lines; blank lines are passed over.

    Parameters
    ----------
    pieces
        UTF-8 without byte order mark.
    limit
        Bytes a line may have.
    """
    yield from line_rows(lines(pieces, limit), limit)


def line_rows(numbered: Iterable[tuple[int, bytes | None]], limit: int) -> Iterator[Row]:
    """Yield the objects of lines as `summkit.reading.stream.lines` gives them."""
    for number, line in numbered:
        if line is None:
            yield Row(number, too_large(limit, "the line is "))
        elif line.strip():
            yield Row(number, parse_object(line))


def json_rows(pieces: Iterable[bytes], limit: int, where: str) -> Iterator[Row]:
    """Yield the objects of a JSON array as they come, or the one object that is the file.

    Raises
    ------
    InputError
        If the array does not end.
    """
    depth, number, begun, element = 0, 1, 1, bytearray()
    in_string = escaped = is_array = too_long = False

    def keep(part: bytes) -> None:
        nonlocal too_long
        if not too_long:
            element.extend(part)
            too_long = len(element) > limit
            if too_long:
                element.clear()

    for piece in pieces:
        start = 1 if escaped else 0  # what follows a backslash at a seam is no structure
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
            if byte == b"[" and depth == 1 and not is_array:
                keep(piece[mark:at])  # what precedes an array does not belong here: reported
                yield from _element(element, begun, too_long, limit)
                element.clear()
                is_array, too_long, mark, begun = True, False, position, number
            if is_array and not in_string and byte in b",]" and depth == (byte == b","):
                keep(piece[mark:at])
                yield from _element(element, begun, too_long, limit)
                element.clear()
                too_long, mark = False, position
                begun = number
                if depth == 0:
                    is_array, depth = False, 0
        keep(piece[mark:])
    if is_array:
        raise InputError("the JSON array does not end: the file is cut off", where)
    yield from _element(element, begun, too_long, limit)


def _element(element: bytearray, line: int, too_long: bool, limit: int) -> Iterator[Row]:
    """Yield the row of an element, unless it is blank."""
    text = bytes(element)
    stripped = text.lstrip()
    if too_long:
        yield Row(line, too_large(limit, "the record is "))
    elif stripped:
        # Its first line is where its first character stands, not where the comma before it does.
        blank = text[: len(text) - len(stripped)]
        yield Row(line + blank.count(b"\n"), parse_object(stripped))


def parse_object(data: bytes) -> dict[str, Any] | str:
    """Return the JSON object `data` holds, or why it holds none."""
    try:
        value = json.loads(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        return f"not UTF-8: byte 0x{data[error.start]:02x} at position {error.start + 1}"
    except json.JSONDecodeError as error:
        return f"not valid JSON: {error.msg}, at character {error.pos + 1}"
    except ValueError:  # a number of more digits than Python will convert
        return "not usable JSON: a number with thousands of digits"
    except RecursionError:
        return "not usable JSON: nested too deeply"
    return value if isinstance(value, dict) else f"not a JSON object but {_kind(value)}"


def _kind(value: Any) -> str:
    return {list: "a list", str: "a text", bool: "true or false", type(None): "null"}.get(
        type(value), "a number"
    )

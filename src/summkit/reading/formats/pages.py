"""Read the unpacked sizes of a Parquet file's pages from the headers of the pages.

pyarrow gives only the sum for a column. This sum is the same for a thousand ordinary pages and for
one page that fills the memory, and pyarrow allocates as much memory as a header declares. A header
is a struct in Thrift's compact protocol; this module needs two of its numbers and skips the others.
"""

from __future__ import annotations

import io
from typing import IO, Any, NamedTuple

_STOP, _TRUE, _FALSE, _BYTE, _DOUBLE, _BINARY, _LIST, _SET, _STRUCT = 0, 1, 2, 3, 7, 8, 9, 10, 12
_KIND, _UNPACKED, _PACKED = 1, 2, 3  # numbers of fields in a page's header
_DICTIONARY = 2  # the kind of a page that contains a dictionary
_DEEPEST = 8  # maximum levels of structs and lists
_LONGEST = 10_000  # maximum items of a list in a header
_SHORTEST = 8  # minimum number of bytes of a header


class Largest(NamedTuple):
    """The unpacked sizes in bytes of a column's largest page of values and of its dictionary."""

    data: int
    dictionary: int


class Column(NamedTuple):
    """A column in a row group, as the index at the end of the file describes it."""

    path_in_schema: str
    num_values: int
    total_compressed_size: int
    data_page_offset: int
    dictionary_page_offset: int | None


def columns_of_groups(source: IO[bytes]) -> list[list[Column]]:
    """Return the columns of each row group.

    This function reads the index itself, because pyarrow crashes the process if a column's
    statistics are damaged and the column is read from pyarrow's metadata.

    Raises
    ------
    ValueError
        If the index is damaged.
    """
    end = source.seek(0, 2) - 8
    source.seek(max(0, end))
    size = int.from_bytes(source.read(4), "little")
    if size > end:
        raise ValueError("its index is cut off")
    source.seek(end - size)
    index = _struct(io.BytesIO(source.read(size)), _DEEPEST)
    try:
        return [[_column(chunk[3]) for chunk in group[1]] for group in index[4]]
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError("its index is damaged") from error


def _column(data: Any) -> Column:
    """Return a column from its struct in the index; raise ValueError if a number is wrong."""
    path = b".".join(data[3]).decode("utf-8", "replace")
    numbers = data[5], data[7], data[9], data.get(11)
    for number in numbers[:3] if numbers[3] is None else numbers:
        if not isinstance(number, int) or number < 0:
            raise ValueError("its index is damaged")
    return Column(path, *numbers)


def _struct(source: IO[bytes], depth: int) -> dict[int, Any]:
    """Read a struct and return its fields by number."""
    fields: dict[int, Any] = {}
    field = 0
    while (head := _byte(source)) != _STOP:
        field = field + (head >> 4) if head >> 4 else _zigzag(_varint(source))
        fields[field] = _value(source, head & 15, depth)
    return fields


def _value(source: IO[bytes], kind: int, depth: int) -> Any:
    """Read a value of a Thrift type; None for a type whose value is not needed."""
    if not depth:
        raise ValueError("its index is damaged")
    if kind in (4, 5, 6):
        return _zigzag(_varint(source))
    if kind == _BINARY:
        return source.read(_varint(source))
    if kind in (_LIST, _SET):
        head = _byte(source)
        count = head >> 4 if head >> 4 < 15 else _varint(source)
        inner = _BYTE if head & 15 in (_TRUE, _FALSE) else head & 15
        return [_value(source, inner, depth - 1) for _ in range(count)]
    if kind == _STRUCT:
        return _struct(source, depth - 1)
    if kind in (_BYTE, _DOUBLE):
        # At the end of the index this raises an error, even if a list declares more items.
        _byte(source)
        source.seek(0 if kind == _BYTE else 7, 1)
    else:
        _skip(source, kind, depth)
    return None


def largest_pages(source: IO[bytes], column: Any) -> Largest:
    """Return the unpacked sizes of a column's pages.

    Parameters
    ----------
    source
        The file.
    column
        The column in a row group, as `columns_of_groups` returns it.

    Raises
    ------
    ValueError
        If a header is damaged.
    """
    place = column.data_page_offset
    if column.dictionary_page_offset:  # 0 or None if there is no dictionary
        place = min(place, column.dictionary_page_offset)
    end = place + column.total_compressed_size
    data = dictionary = 0
    while place + _SHORTEST <= end:
        source.seek(place)
        fields = _header(source)
        packed = fields.get(_PACKED, -1)
        if packed < 0:
            raise ValueError("a page's header is damaged, or encrypted")
        size = fields.get(_UNPACKED, 0)
        if fields.get(_KIND) == _DICTIONARY:
            dictionary = max(dictionary, size)
        else:
            data = max(data, size)
        place = source.tell() + packed
    return Largest(data, dictionary)


def _header(source: IO[bytes]) -> dict[int, int]:
    """Read a struct and return its fields that are numbers."""
    fields: dict[int, int] = {}
    field = 0
    while (head := _byte(source)) != _STOP:
        field = field + (head >> 4) if head >> 4 else _zigzag(_varint(source))
        kind = head & 15
        if kind in (4, 5, 6):
            fields[field] = _zigzag(_varint(source))
        else:
            _skip(source, kind, _DEEPEST)
    return fields


def _skip(source: IO[bytes], kind: int, depth: int) -> None:
    """Skip a value."""
    if not depth:
        raise ValueError("a page's header is damaged, or encrypted")
    if kind in (4, 5, 6):
        _varint(source)
    elif kind in (_BYTE, _DOUBLE):
        source.seek(1 if kind == _BYTE else 8, 1)
    elif kind == _BINARY:
        source.seek(_varint(source), 1)
    elif kind in (_LIST, _SET):
        head = _byte(source)
        count = head >> 4
        if count == 15:
            count = _varint(source)
        if count > _LONGEST:
            raise ValueError("a page's header is damaged, or encrypted")
        for _ in range(count):
            # In a list, a boolean takes one byte; as a field, its type contains the value.
            _skip(source, _BYTE if head & 15 in (_TRUE, _FALSE) else head & 15, depth - 1)
    elif kind == _STRUCT:
        while (head := _byte(source)) != _STOP:
            if not head >> 4:
                _varint(source)
            _skip(source, head & 15, depth - 1)
    elif kind not in (_TRUE, _FALSE):
        raise ValueError("a page's header is damaged, or encrypted")


def _byte(source: IO[bytes]) -> int:
    """Read one byte; raise ValueError at the end of the file."""
    data = source.read(1)
    if not data:
        raise ValueError("a page's header is cut off")
    return data[0]


def _varint(source: IO[bytes]) -> int:
    """Read an unsigned number of variable length (7 bits per byte)."""
    number = shift = 0
    while True:
        byte = _byte(source)
        number |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            return number
        if shift > 63:
            raise ValueError("a page's header is damaged, or encrypted")


def _zigzag(number: int) -> int:
    """Return the signed number that Thrift's zigzag encoding represents: 0, -1, 1, -2, ..."""
    return (number >> 1) ^ -(number & 1)

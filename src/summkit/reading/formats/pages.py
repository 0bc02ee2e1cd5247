"""What the pages of a Parquet file unpack to, as their headers say.

pyarrow shows only the sum of a column, which is as large for a thousand ordinary pages as for
one that fills the memory; and it makes room for what the header says. A header is a struct of
Thrift's compact protocol, of which two numbers are needed and the rest is passed over.
"""

from __future__ import annotations

import io
from typing import IO, Any, NamedTuple

_STOP, _TRUE, _FALSE, _BYTE, _DOUBLE, _BINARY, _LIST, _SET, _STRUCT = 0, 1, 2, 3, 7, 8, 9, 10, 12
_KIND, _UNPACKED, _PACKED = 1, 2, 3  # fields of a page's header
_DICTIONARY = 2  # a kind of page
_DEEPEST = 8
_LONGEST = 10_000  # items of a list in a header
_SHORTEST = 8  # bytes that a header takes at least


class Largest(NamedTuple):
    """Bytes that the largest page with values of a column unpacks to, and its dictionary."""

    data: int
    dictionary: int


class Column(NamedTuple):
    """A column in a row group, as the index at the end of the file has it."""

    path_in_schema: str
    num_values: int
    total_compressed_size: int
    data_page_offset: int
    dictionary_page_offset: int | None


def columns_of_groups(source: IO[bytes]) -> list[list[Column]]:
    """Return the columns of each row group.

    pyarrow ends the process where the statistics of a column are damaged and it is asked for one.

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
    path = b".".join(data[3]).decode("utf-8", "replace")
    numbers = data[5], data[7], data[9], data.get(11)
    for number in numbers[:3] if numbers[3] is None else numbers:
        if not isinstance(number, int) or number < 0:
            raise ValueError("its index is damaged")
    return Column(path, *numbers)


def _struct(source: IO[bytes], depth: int) -> dict[int, Any]:
    """Read a struct whole."""
    fields: dict[int, Any] = {}
    field = 0
    while (head := _byte(source)) != _STOP:
        field = field + (head >> 4) if head >> 4 else _zigzag(_varint(source))
        fields[field] = _value(source, head & 15, depth)
    return fields


def _value(source: IO[bytes], kind: int, depth: int) -> Any:
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
        _byte(source)  # ends where the index does, however many there are said to be
        source.seek(0 if kind == _BYTE else 7, 1)
    else:
        _pass(source, kind, depth)
    return None


def largest_pages(source: IO[bytes], column: Any) -> Largest:
    """Return what the pages of a column unpack to.

    Parameters
    ----------
    column
        What pyarrow knows of a column in a row group.

    Raises
    ------
    ValueError
        If a header is damaged.
    """
    place = column.data_page_offset
    if column.dictionary_page_offset:  # 0 or None where there is none
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
    """Read a struct; return the numbers among its fields."""
    fields: dict[int, int] = {}
    field = 0
    while (head := _byte(source)) != _STOP:
        field = field + (head >> 4) if head >> 4 else _zigzag(_varint(source))
        kind = head & 15
        if kind in (4, 5, 6):
            fields[field] = _zigzag(_varint(source))
        else:
            _pass(source, kind, _DEEPEST)
    return fields


def _pass(source: IO[bytes], kind: int, depth: int) -> None:
    """Go past a value."""
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
            # In a list a truth takes a byte of its own.
            _pass(source, _BYTE if head & 15 in (_TRUE, _FALSE) else head & 15, depth - 1)
    elif kind == _STRUCT:
        while (head := _byte(source)) != _STOP:
            if not head >> 4:
                _varint(source)
            _pass(source, head & 15, depth - 1)
    elif kind not in (_TRUE, _FALSE):
        raise ValueError("a page's header is damaged, or encrypted")


def _byte(source: IO[bytes]) -> int:
    data = source.read(1)
    if not data:
        raise ValueError("a page's header is cut off")
    return data[0]


def _varint(source: IO[bytes]) -> int:
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
    return (number >> 1) ^ -(number & 1)

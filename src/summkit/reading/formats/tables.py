"""Rows of CSV, TSV and Parquet."""

from __future__ import annotations

import csv
import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from summkit.errors import InputError, UsageError
from summkit.reading.formats.field_names import (
    BODY,
    DEK,
    HEADLINE,
    ID,
    LANGUAGE,
    REFERENCE,
    REFERENCES,
    normal,
)
from summkit.reading.formats.records import Row
from summkit.reading.formats.values import listed
from summkit.reading.stream import lines, too_large

_DELIMITERS = ",;\t|"
_SEPARATOR = re.compile(r'"?sep=(.)"?[;,\t]*\s*', re.IGNORECASE)
_LONGEST_NAME = 60
_NAMES = frozenset([*BODY, *HEADLINE, *DEK, *ID, *LANGUAGE, *REFERENCE, *REFERENCES])
_BODY = frozenset(BODY)
_BATCH = 64  # rows of Parquet at a time: articles may be long


class _Lines:
    """Hands lines to csv.reader, remembers those of the record being read, and can go back."""

    def __init__(self, numbered: Iterator[tuple[int, bytes | None]], limit: int) -> None:
        self._numbered = numbered
        self._limit = limit
        self._again: list[tuple[int, str]] = []
        self._allowance = 4 * limit  # bytes reread in all, so that no file takes forever
        self.record: list[tuple[int, str]] = []
        self._size = 0

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        if self._again:
            number, text = self._again.pop()
        else:
            number, text = self._read()
        self.record.append((number, text))
        self._size += len(text)
        if self._size > self._limit:
            raise csv.Error(too_large(self._limit, "a record is ").replace("a record", "it", 1))
        return text

    def _read(self) -> tuple[int, str]:
        number, line = next(self._numbered)
        if line is None:
            self.record.append((number, ""))
            raise csv.Error(too_large(self._limit, "the line is "))
        try:
            text = line.decode("utf-8") + "\n"
        except UnicodeDecodeError as error:
            self.record.append((number, ""))
            raise csv.Error(
                f"not UTF-8: byte 0x{line[error.start]:02x} at position {error.start + 1}"
            ) from None
        if "\0" in text:
            self.record.append((number, ""))
            raise csv.Error("holds a NUL byte")
        return number, text

    def next_record(self) -> None:
        self.record, self._size = [], 0

    def give_back(self) -> None:
        """Give the record just read again."""
        self._again.extend(reversed(self.record))
        self.next_record()

    def go_back(self) -> None:
        """Give all lines of the bad record but its first to the next one."""
        rest = self.record[1:]
        self._allowance -= sum(len(text) for _, text in rest)
        if self._allowance >= 0:
            self._again.extend(reversed([(n, text) for n, text in rest if text]))


def csv_rows(
    pieces: Iterable[bytes],
    limit: int,
    where: str,
    delimiter: str | None = None,
    *,
    numbered: bool = False,
) -> Iterator[Row]:
    """Yield the rows of a CSV or TSV file whose first row names the columns.

    Parameters
    ----------
    pieces
        UTF-8 without byte order mark.
    limit
        Bytes a record may have.
    where
        Named in errors.
    delimiter
        None takes what a line such as "sep=;" says, as Excel writes it, else the one of comma,
        semicolon, tab and bar that parts known names in the first line, or that it has most of.
    numbered
        Whether there is no row of names: the columns are called "1", "2" and so on.

    Notes
    -----
    A record that begins with a quote that is never closed would swallow what follows it.
    Reading is strict, so that the next quote gives it away; it is then one bad row, and
    reading goes on in the line after the one it began in.

    Raises
    ------
    InputError
        If there is no row of column names, or it looks like an article.
    """
    # csv's own limit, 131,072 characters, is below the length of some articles, and global.
    csv.field_size_limit(max(csv.field_size_limit(), limit))
    source = _Lines(lines(pieces, limit), limit)
    if delimiter is None:
        delimiter = _sniff(source)
    columns: list[str] | None = None
    number = 0
    for line, values in _records(source, delimiter):
        if columns is None:
            if isinstance(values, str):
                raise InputError(f"no row of column names: {values}", f"{where}:{line}")
            columns = [name.strip() for name in values]
            if numbered:
                columns = [str(place) for place in range(1, len(values) + 1)]
            elif _is_data(columns):
                raise InputError(_no_names(columns), where)
            else:
                continue
        number += 1
        yield Row(line, values if isinstance(values, str) else _pair(columns, values), number)


def is_table(lines: Sequence[str]) -> bool:
    """Whether a text begins as a table does: with the names of columns, or with "sep=;".

    Excel calls a table "Unicode text (*.txt)", and standard input has no name at all.
    """
    if len(lines) < 2:
        return False
    if _SEPARATOR.fullmatch(lines[0]):
        return True
    for delimiter in _DELIMITERS:
        names = [normal(name.strip(' "')) for name in lines[0].split(delimiter)]
        known = {name for name in names if name in _NAMES}
        if (
            len(known) >= 2
            and known & _BODY
            and known - _BODY
            and max(map(len, names)) <= _LONGEST_NAME // 2
            and delimiter in lines[1]
        ):
            return True
    return False


def by_number(mapping: Mapping[str, str]) -> bool:
    """Whether a mapping names columns by their numbers, and so says that no row has their names."""
    columns = [column for column in mapping.values() if column]
    return bool(columns) and all(column.isdecimal() for column in columns)


def _is_data(values: list[str]) -> bool:
    """Whether a first row is an article and names no columns: a cell is a text or a number."""
    if any(normal(value) in _NAMES for value in values):
        return False
    return any(
        len(value) > _LONGEST_NAME or "\n" in value or value.replace(".", "", 1).isdigit()
        for value in values
    )


def _no_names(values: list[str]) -> str:
    longest = max(range(len(values)), key=lambda place: len(values[place])) + 1
    return (
        f"the first row names no columns but holds {listed(values[:3])}: add a row of names "
        f"such as id,title,body, or give the columns by number with `mapping`, as in body={longest}"
    )


def _sniff(source: _Lines) -> str:
    """Return what separates the fields of the first line; a line "sep=;" says it and is passed."""
    try:
        first = next(source)
        if match := _SEPARATOR.fullmatch(first):
            source.next_record()
            return match[1]
    except (StopIteration, csv.Error):
        return ","
    source.give_back()
    outside = re.sub(r'"[^"]*"', "", first)

    def known(delimiter: str) -> int:
        return sum(normal(name.strip(' "\r\n')) in _NAMES for name in first.split(delimiter))

    return max(_DELIMITERS, key=lambda each: (each in outside and known(each), outside.count(each)))


def _pair(columns: list[str], values: list[str]) -> dict[str, Any] | str:
    while len(values) > len(columns) and not values[-1]:
        values.pop()  # spreadsheets pad
    if len(values) != len(columns):
        return f"{len(values)} columns where the first row names {len(columns)}"
    return dict(zip(columns, values, strict=True))


def _records(source: _Lines, delimiter: str) -> Iterator[tuple[int, list[str] | str]]:
    width = 0
    reader = csv.reader(source, delimiter=delimiter, strict=True)
    while True:
        source.next_record()
        values: list[str] | str
        try:
            values = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            values = str(error)
            if "unexpected end of data" in values:
                values = "a quote is opened and never closed"
            elif "expected after" in values:
                values = "a quote within a field is not doubled, or is not closed"
        record = source.record
        first = record[0][0]
        if delimiter == "\t" and record[0][1] and _is_literal(record, values, width):
            values = record[0][1].rstrip("\r\n").split("\t")
            source.go_back()
            reader = csv.reader(source, delimiter=delimiter, strict=True)
        elif isinstance(values, str):
            source.go_back()
            reader = csv.reader(source, delimiter=delimiter, strict=True)
        elif not any(value.strip() for value in values):
            continue
        width = width or len(values)
        yield first, values


def _is_literal(record: list[tuple[int, str]], values: list[str] | str, width: int) -> bool:
    """Whether a quote in a TSV line is only a character: many are written without quoting."""
    cuts = [text.count("\t") for _, text in record]
    if isinstance(values, str):
        return cuts[0] == width - 1
    return len(record) > 1 and all(count == width - 1 for count in cuts)


def parquet_rows(pieces: Iterable[bytes], where: str) -> Iterator[Row]:
    """Yield the rows of a Parquet file, a batch at a time.

    Its index stands at the end, so the file is first copied to a temporary one: that way
    compressed files and standard input are read like any other.

    Raises
    ------
    InputError
        If it is not a Parquet file or is damaged.
    UsageError
        If the extra is not installed.
    """
    parquet_module()  # a missing extra is reported before the copy is made
    with tempfile.TemporaryFile() as copy:
        for piece in pieces:
            copy.write(piece)
        yield from parquet_file_rows(copy, where)


def parquet_file_rows(
    source: Any, where: str, *, groups: Sequence[int] | None = None, first: int = 1
) -> Iterator[Row]:
    """Yield the rows of some row groups, or of all, of a file that can be sought in.

    Parameters
    ----------
    source
        A path or an open binary file.
    first
        Number of the first row yielded.

    Raises
    ------
    InputError, UsageError
        As `parquet_rows`.
    """
    parquet = parquet_module()
    import pyarrow

    number = first - 1
    try:
        # Without pre_buffer only one batch and the pages it stands in are in memory.
        with parquet.ParquetFile(source, pre_buffer=False) as file:
            for batch in file.iter_batches(batch_size=_BATCH, row_groups=groups):
                for value in batch.to_pylist():
                    number += 1
                    yield Row(number, value)
    except (pyarrow.ArrowException, OSError, ValueError) as error:
        reason = " ".join(str(error).split())[:200]
        place = f"{where}:{number + 1}" if number else where
        raise InputError(f"the Parquet file is damaged: {reason}", place) from None


def parquet_module() -> Any:
    """Return `pyarrow.parquet`; raise UsageError where the extra is not installed."""
    try:
        import pyarrow.parquet as parquet
    except ImportError:
        raise UsageError(
            "reading Parquet needs an extra package: pip install 'summkit[parquet]'"
        ) from None
    return parquet

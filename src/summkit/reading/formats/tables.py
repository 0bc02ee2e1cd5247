"""Read the rows of CSV and TSV."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from summkit.errors import InputError
from summkit.patterns import regex
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
from summkit.reading.options import columns_of
from summkit.reading.stream import lines, too_large

if TYPE_CHECKING:
    from summkit.reading.formats.records import Row

_DELIMITERS = ",;\t|"
_SEPARATOR = regex(r'"?sep=(.)"?[;,\t]*\s*', re.IGNORECASE)  # "sep=;", Excel's first line
_LONGEST_NAME = 60  # maximum characters of a column's name
_NAMES = frozenset([*BODY, *HEADLINE, *DEK, *ID, *LANGUAGE, *REFERENCE, *REFERENCES])
_BODY = frozenset(BODY)


class _Lines:
    """The lines for csv.reader.

    The lines of the current record are stored and can be read again.
    """

    def __init__(self, numbered: Iterator[tuple[int, bytes | None]], limit: int) -> None:
        self._numbered = numbered
        self._limit = limit
        self._again: list[tuple[int, str]] = []
        self._allowance = 4 * limit  # maximum bytes that are read again
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
        """Return the next line with its number; raise csv.Error if it is no text."""
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
            raise csv.Error("contains a NUL byte")
        return number, text

    def next_record(self) -> None:
        """Forget the lines of the last record."""
        self.record, self._size = [], 0

    def reread(self) -> None:
        """Make the lines of the current record the next lines."""
        self._again.extend(reversed(self.record))
        self.next_record()

    def reread_rest(self) -> None:
        """Make all lines of a bad record except the first the next lines."""
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
    """Yield the rows of a CSV or TSV file whose first row gives the columns' names.

    Parameters
    ----------
    pieces
        UTF-8 without byte order mark.
    limit
        Bytes that a record may have.
    where
        The name of the file, for messages.
    delimiter
        The separator of the columns. If None, the separator in a line such as "sep=;" (as Excel
        writes it) is used. Without such a line, comma, semicolon, tab and bar are compared: the
        sign that gives most known names in the first line, or occurs there most often, is used.
    numbered
        Whether there is no row of names: the columns are called "1", "2" and so on.

    Notes
    -----
    If an opening quote is never closed, its record would include the following records.
    Reading is strict, so the next quote raises an error. Then the record's first line is a bad row,
    and reading continues with the line after it.

    Raises
    ------
    InputError
        If there is no row of column names, or the row looks like an article.
    """
    from summkit.reading.formats.records import Row

    # csv's own limit of 131,072 characters is too low for some articles. The limit is global.
    csv.field_size_limit(max(csv.field_size_limit(), limit))
    source = _Lines(lines(pieces, limit), limit)
    if delimiter is None:
        delimiter = _sniff(source)
    spaced = _is_spaced(source, delimiter)
    quote = _quote_of(source, delimiter)
    columns: list[str] | None = None
    twice: frozenset[str] = frozenset()
    number = 0
    for line, values in _records(source, delimiter, spaced=spaced, quote=quote):
        if columns is None:
            if isinstance(values, str):
                raise InputError(f"no row of column names: {values}", f"{where}:{line}")
            columns = [name.strip() for name in values]
            if numbered:
                columns = [str(place) for place in range(1, len(values) + 1)]
            elif _is_data(columns):
                raise InputError(_no_names(columns), where)
            else:
                twice = _repeated_names(columns)
                continue
        number += 1
        yield Row(
            line, values if isinstance(values, str) else _record(columns, values, twice), number
        )


def is_table(lines: Sequence[str]) -> bool:
    """Return whether a text begins like a table: with names of columns, or with "sep=;".

    The content must decide, since Excel saves a table as "Unicode text (*.txt)" and standard
    input has no name.
    """
    if len(lines) < 2:
        return False
    if _SEPARATOR.fullmatch(lines[0]):
        return True
    for delimiter in _DELIMITERS:
        names = [normal(name.strip(' "')) for name in lines[0].split(delimiter)]
        recognised = {name for name in names if name in _NAMES}
        if (
            len(recognised) >= 2
            and recognised & _BODY
            and recognised - _BODY
            and max(map(len, names)) <= _LONGEST_NAME // 2
            and delimiter in lines[1]
        ):
            return True
    return False


def by_number(mapping: Mapping[str, str]) -> bool:
    """Return whether a mapping gives columns by number, as for files without a row of names."""
    columns = [column for mapped in mapping.values() for column in columns_of(mapped)]
    return bool(columns) and all(column.isdecimal() for column in columns)


def _is_data(values: list[str]) -> bool:
    """Return whether a first row is an article: it contains a long text or a number."""
    if any(normal(value) in _NAMES for value in values):
        return False
    return any(
        len(value) > _LONGEST_NAME or "\n" in value or value.replace(".", "", 1).isdigit()
        for value in values
    )


def _no_names(values: list[str]) -> str:
    """Return the message that the first row contains no names."""
    from summkit.reading.formats.values import listed

    longest = max(range(len(values)), key=lambda place: len(values[place])) + 1
    return (
        f"the first row contains no column names but {listed(values[:3])}: add a row of names "
        f"such as id,title,body, or give the columns by number with `mapping`, as in body={longest}"
    )


def _sniff(source: _Lines) -> str:
    """Return the separator of the first line. A line such as "sep=;" is read and skipped."""
    try:
        first = next(source)
        if match := _SEPARATOR.fullmatch(first):
            source.next_record()
            return match[1]
    except (StopIteration, csv.Error):
        return ","
    source.reread()
    outside = re.sub(r'"[^"]*"', "", first)

    def recognised(delimiter: str) -> int:
        return sum(normal(name.strip(" '\"\r\n")) in _NAMES for name in first.split(delimiter))

    return max(
        _DELIMITERS, key=lambda each: (each in outside and recognised(each), outside.count(each))
    )


def _quote_of(source: _Lines, delimiter: str) -> str:
    """Return the sign around the names of columns: a double quote, or single ones around all."""
    try:
        first = next(source)
    except (StopIteration, csv.Error):
        first = ""
    source.reread()
    names = first.strip().split(delimiter)
    single = len(names) > 1 and all(
        len(name) > 2 and name[0] == name[-1] == "'" and name.count("'") == 2 for name in names
    )
    return "'" if single else '"'


def _is_spaced(source: _Lines, delimiter: str) -> bool:
    """Return whether a space is between the separator and the quotes of the first line."""
    try:
        first = next(source)
    except (StopIteration, csv.Error):
        source.reread()
        return False
    source.reread()
    return re.match(rf'"[^"\n]*"{re.escape(delimiter)} +"', first) is not None


def _repeated_names(columns: list[str]) -> frozenset[str]:
    """Return the known field names that more than one column has."""
    counts = Counter(columns)
    return frozenset(name for name, n in counts.items() if n > 1 and normal(name) in _NAMES)


def _record(columns: list[str], values: list[str], twice: frozenset[str]) -> dict[str, Any] | str:
    """Return a record's values by column, or the reason why the record is bad."""
    while len(values) > len(columns) and not values[-1]:
        values.pop()  # spreadsheets add empty cells
    if len(values) != len(columns):
        return f"{len(values)} columns, but the first row has {len(columns)}"
    for twin in sorted(twice):
        texts = {text for text, name in zip(values, columns, strict=True) if name == twin}
        if len(texts) > 1:
            return f"two columns are called {twin!r} and contain different texts: rename one"
    return dict(zip(columns, values, strict=True))


def _records(
    source: _Lines, delimiter: str, *, spaced: bool, quote: str
) -> Iterator[tuple[int, list[str] | str]]:
    """Yield each record with the number of its first line; a str gives the error.

    `spaced` is whether spaces follow the separator, and `quote` is the sign around fields. If a
    quote is not doubled and the record contains a backslash before a quote (as MySQL and PHP write
    it), the record and all further records are read with the backslash as escape character.
    """
    width = 0
    escape: str | None = None

    def opened() -> Iterator[list[str]]:
        return csv.reader(
            source,
            delimiter=delimiter,
            quotechar=quote,
            strict=True,
            skipinitialspace=spaced,
            escapechar=escape,
        )

    reader = opened()
    while True:
        source.next_record()
        values: list[str] | str
        try:
            values = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            values = str(error)
            if escape is None and any('\\"' in text for _, text in source.record):
                escape = "\\"
                source.reread()
                reader = opened()
                continue
            if "unexpected end of data" in values:
                values = "a quote is opened and never closed"
            elif "expected after" in values:
                values = "a quote within a field is not doubled, or is not closed"
            elif "new-line character" in values:
                values = "a lone carriage return is outside of quotes: use one kind of line end"
        record = source.record
        first = record[0][0]
        if delimiter == "\t" and record[0][1] and _is_literal(record, values, width):
            values = record[0][1].rstrip("\r\n").split("\t")
            source.reread_rest()
            reader = opened()
        elif isinstance(values, str):
            source.reread_rest()
            reader = opened()
        elif not any(value.strip() for value in values):
            continue
        width = width or len(values)
        yield first, values


def _is_literal(record: list[tuple[int, str]], values: list[str] | str, width: int) -> bool:
    """Return whether the quotes of a TSV line are only characters: many files use no quoting."""
    cuts = [text.count("\t") for _, text in record]
    if isinstance(values, str):
        return cuts[0] == width - 1
    return len(record) > 1 and all(count == width - 1 for count in cuts)

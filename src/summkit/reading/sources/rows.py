"""Read records and plain lines without cleaning, for texts that are no articles."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import chain
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, NamedTuple

from summkit.errors import InputError
from summkit.files import opened
from summkit.patterns import regex
from summkit.reading.formats.registry import BY_NAME, by_name
from summkit.reading.formats.sniff import by_content
from summkit.reading.options import Failure, ReadOptions
from summkit.reading.sources.folder import files, is_folder, unreadable
from summkit.reading.sources.source import STDIN, sniffed
from summkit.reading.stream import chunks, lines, too_large, utf8, whole

if TYPE_CHECKING:
    from summkit.reading.formats.records import Row


class Entry(NamedTuple):
    """A record, or a line of a plain text.

    Attributes
    ----------
    where
        ``file:line``, or ``file:row`` for Parquet.
    value
        The record as a mapping, or the line without its end.
    row
        Whether the record is a row of a table, whose columns have names.
    """

    where: str
    value: dict[str, Any] | str
    row: bool = False


def entries(source: str, options: ReadOptions) -> Iterator[Entry]:
    """Yield the records or lines in a file or standard input ("-"), in order.

    JSON lines, JSON (an array, or one object), CSV, TSV, Parquet and the entries of a feed are
    records. Text is plain lines; an empty line counts, but a line end at the end of the file adds
    no line. From a JSON array of strings, each string is yielded. From a folder, one text per file
    is yielded, with the file's name as id. gzip and zstd are unpacked, and byte order marks are
    removed.

    Raises
    ------
    InputError
        If the file cannot be read; or at the first record or line that cannot be read.
    """
    where = STDIN if source == "-" else source
    if source != "-" and is_folder(source):
        yield from _of_folder(source, options)
        return
    try:
        with ExitStack() as stack:
            raw: IO[bytes]
            if source == "-":
                if sys.stdin is None:
                    raise InputError("there is no standard input to read: give a file", STDIN)
                raw = sys.stdin.buffer
            else:
                raw = stack.enter_context(opened(Path(source)))
            yield from _entries(raw, source, where, options)
    except InputError:
        raise
    except OSError as error:
        raise InputError(unreadable(error, source), where) from error


def _entries(raw: IO[bytes], source: str, where: str, options: ReadOptions) -> Iterator[Entry]:
    """Yield the entries of an open file."""
    named = by_name(Path(source).name) if options.format == "auto" else options.format
    kind, pieces = sniffed(chunks(raw, where), named, where, options)
    limit = options.limits.max_bytes
    if kind == "json":
        start, pieces = _first(pieces)
        if _OF_TEXTS.match(start):
            yield from _json_texts(whole(pieces, limit, where), where)
            return
    if BY_NAME[kind].shape == "rows":
        rows = BY_NAME[kind].load()(
            pieces, where, limit, options.mapping, None if source == "-" else raw
        )
    elif kind in ("text", "story", "html"):
        for number, line in lines(utf8(pieces, where), limit):
            place = f"{where}:{number}"
            if line is None:
                raise InputError(too_large(limit, "the line is "), place)
            try:
                yield Entry(place, line.decode("utf-8").removesuffix("\r"))
            except UnicodeDecodeError as error:
                raise InputError(f"not UTF-8: {error.reason}", place) from error
        return
    else:
        rows = _of_whole(whole(pieces, limit, where), kind, where, options)
    for row in rows:
        if isinstance(row.value, str):
            raise InputError(row.value, f"{where}:{row.place}")
        yield Entry(f"{where}:{row.place}", row.value, kind in _TABLES)


_TABLES = ("csv", "tsv", "parquet")

_OF_TEXTS = regex(r'\s*\[\s*(?:"|null\b)')  # '["text', "[null"


def _first(pieces: Iterator[bytes]) -> tuple[str, Iterator[bytes]]:
    """Return the beginning of a stream, and the whole stream again."""
    head = next(pieces, b"")
    return head[:1000].decode("utf-8", "replace").lstrip("\ufeff"), chain([head], pieces)


def _json_texts(data: bytes, where: str) -> Iterator[Entry]:
    """Yield the texts of a JSON array of strings; null becomes an empty text."""
    try:
        texts = json.loads(data.decode("utf-8-sig"))
    except ValueError as error:
        raise InputError(f"not JSON: {error}", where) from error
    except RecursionError as error:
        raise InputError("not usable JSON: nested too deeply", where) from error
    for number, text in enumerate(texts, 1):
        place = f"{where}:{number}"
        if not isinstance(text, str | None):
            raise InputError(f"not a text but {type(text).__name__}", place)
        yield Entry(place, text or "")


def _of_folder(source: str, options: ReadOptions) -> Iterator[Entry]:
    """Yield one record per file of a folder: the file's name is the id, its content the text."""
    for file in files(source, options):
        if isinstance(file, Failure):
            raise InputError(file.reason, file.where)
        if by_name(file.path.name) not in (None, "text"):
            reason = "a folder of texts contains one plain text per file: give this file by itself"
            raise InputError(reason, file.where)
        limit = options.limits.max_bytes
        with opened(file.path) as raw:
            data = whole(utf8(chunks(raw, file.where), file.where), limit, file.where)
        yield Entry(file.where, {"id": file.stem, "text": data.decode("utf-8", "replace")})


def _of_whole(data: bytes, kind: str, where: str, options: ReadOptions) -> Iterator[Row]:
    """Yield the records of a format that is read as a whole, such as a feed.

    Raises
    ------
    InputError
        If a file of this format is one article, whose lines are no separate texts.
    """
    from summkit.reading.formats.isolate import read_records
    from summkit.reading.formats.records import Row

    kind = by_content(data, "xml") if kind == "xml" else kind
    format_ = BY_NAME[kind]
    if format_.shape != "records":
        raise InputError(
            f"{format_.label} is one article, not a list of texts: give records or lines", where
        )
    read = read_records(kind, data, where=where, limits=options.limits)
    yield from (Row(number, value) for number, value in enumerate(read.rows, 1))

"""Divide a corpus into shards, which depend only on its content and on the sizes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import IO, Any

from summkit.errors import InputError, UsageError
from summkit.files import opened
from summkit.jobs.plan import ShardBuilder
from summkit.reading.formats.fields import Fields
from summkit.reading.formats.pages import Column, columns_of_groups
from summkit.reading.formats.parquet import parquet_module
from summkit.reading.formats.records import jsonl_rows, single_records, with_mapping
from summkit.reading.formats.registry import by_name
from summkit.reading.options import Failure, ReadOptions, Unread
from summkit.reading.sources.address import is_address
from summkit.reading.sources.folder import File, failure, files
from summkit.reading.sources.meter import Meter
from summkit.reading.sources.shards import Item, LineRange, Lines, RowRange, Shard, limit_of
from summkit.reading.sources.source import NO_RECORD, pending, read_file, sniffed
from summkit.reading.stream import chunks, is_plain, lines, utf8

_BYTES = 1 << 22
"""Size in bytes of a shard that is sent to a worker.

It is small, because many shards are sent at the same time.
"""

_PLACED = 1 << 26
"""Size in bytes of a shard that a worker reads. It must fit into the worker's memory."""

_CHUNK = 1 << 18

_GROUP = 16
"""Maximum number of shards per row group, since each shard decodes its whole group."""


def shards(
    sources: Iterable[str], options: ReadOptions, records: int, meter: Meter | None = None
) -> Iterator[Shard]:
    """Divide sources into shards of at most `records` articles, in order, as they are requested.

    The shards together give the same articles as reading the sources, with one difference: if a
    Parquet file is damaged, the row groups after the damage are still read.

    Raises
    ------
    UsageError
        As `summkit.reading.read`.
    """
    held = ShardBuilder[Item](records)
    for piece in _pieces(sources, options, records, meter or Meter()):
        if isinstance(piece, Failure | Unread):
            held.add(piece)
            if held.full:
                yield held.shard()
        else:
            if held.items:
                yield held.shard()
            yield piece
    if held.items:
        yield held.shard()


def _pieces(
    sources: Iterable[str], options: ReadOptions, records: int, meter: Meter
) -> Iterator[Shard | Item]:
    """Yield shards that workers read, and unread articles and failures that are sent."""
    for source in sources:
        if source == "-" or is_address(source):
            yield from pending(source, options, meter)
            continue
        for file in files(source, options):
            if isinstance(file, Failure):
                yield file
                continue
            try:
                yield from _cut(file, records, meter)
            except InputError as error:
                yield Failure(error.where or file.where, error.reason)
            except UsageError:
                raise
            except (OSError, ValueError) as error:
                yield failure(file.where, error)


def _cut(file: File, records: int, meter: Meter) -> Iterator[Shard | Item]:
    """Divide one file, by position if its format allows that."""
    options = file.options
    named = by_name(file.path.name) if options.format == "auto" else options.format
    here = file._replace(path=file.path.absolute())  # a worker may have another current folder
    with opened(file.path) as raw:
        plain = is_plain(raw)
        kind, _ = sniffed(chunks(raw, file.where), named, file.where, options)
    if kind == "jsonl":
        if options.mapping:
            _check_mapping(file)
        with meter.open(file.path) as raw:
            if plain:
                yield from _line_ranges(raw, here, records)
            else:
                yield from _lines(utf8(chunks(raw, file.where), file.where), here, records)
        return
    if kind == "parquet" and plain:
        with opened(file.path) as raw:
            ranges = _row_ranges(raw, here, records)
            if ranges is not None:
                with meter.open(file.path):
                    yield from ranges
                return
    yield from read_file(file, meter)


def _check_mapping(file: File) -> None:
    """Raise UsageError if a mapped column is missing, which a single shard cannot know."""
    # The damage is reported when the file is read.
    with opened(file.path) as raw, suppress(InputError):
        rows = jsonl_rows(utf8(chunks(raw, file.where), file.where), limit_of(file))
        rows = single_records(rows, file.options, file.where)
        next(with_mapping(rows, Fields(file.options), file.where), None)


def _line_ranges(raw: IO[bytes], file: File, records: int) -> Iterator[LineRange | Failure]:
    """Yield ranges of complete lines of a JSON lines file, with their digests."""
    start = place = raw.seek(0)
    first = number = 1
    digest, blank = hashlib.sha256(), True
    while data := raw.read(_CHUNK):
        begin = hashed = 0
        blank = blank and data.isspace()
        while (end := data.find(b"\n", begin) + 1) > 0:
            begin, number = end, number + 1
            if number - first == records or place + end - start >= _PLACED:
                digest.update(data[hashed:end])
                yield LineRange(file, start, place + end, first, number - first, digest.hexdigest())
                start, first, hashed, digest = place + end, number, end, hashlib.sha256()
        digest.update(data[hashed:])
        place += len(data)
    if place > start:
        yield LineRange(file, start, place, first, number - first + 1, digest.hexdigest())
    if blank:
        yield Failure(file.where, NO_RECORD)


def _lines(pieces: Iterable[bytes], file: File, records: int) -> Iterator[Lines | Failure]:
    """Yield groups of lines of a compressed JSON lines file, with their digests."""
    held: list[tuple[int, bytes | None]] = []
    size, blank = 0, True

    def cut() -> Lines:
        digest = hashlib.sha256(b"\n".join(line or b"" for _, line in held))
        return Lines(file, tuple(held), digest.hexdigest())

    damage = None
    try:
        for number, line in lines(pieces, limit_of(file)):
            blank = blank and line is not None and not line.strip()
            held.append((number, line))
            size += len(line or b"")
            if len(held) == records or size >= _BYTES:
                yield cut()
                held, size = [], 0
    except InputError as error:
        damage = Failure(error.where or file.where, error.reason)
    if held:
        yield cut()
    if damage:
        yield damage
    elif blank:
        yield Failure(file.where, NO_RECORD)


def _row_ranges(raw: IO[bytes], file: File, records: int) -> Iterator[RowRange] | None:
    """Divide row groups into ranges; None if the groups are large or damaged.

    Then this process reads the file itself.
    """
    parquet = parquet_module()
    import pyarrow

    try:
        found = parquet.ParquetFile(raw).metadata
        columns = found.schema.to_arrow_schema().names
        parts = columns_of_groups(raw)
    except (pyarrow.ArrowException, OSError, ValueError, OverflowError):
        return None
    groups = [found.row_group(number) for number in range(found.num_row_groups)]
    if (
        not groups
        or len(groups) != len(parts)
        or max(group.num_rows for group in groups) > _GROUP * records
    ):
        return None
    fields = Fields(file.options)
    if not fields.has_body(columns):
        return None
    fields.refuse_missing(columns, file.where)
    return _rows_of(raw, file, groups, parts, records)


def _rows_of(
    raw: IO[bytes], file: File, groups: list[Any], parts: list[list[Column]], records: int
) -> Iterator[RowRange]:
    """Yield the ranges of rows of each row group."""
    first = 1
    for number, group in enumerate(groups):
        digest = _group_digest(raw, parts[number])
        for start in range(0, group.num_rows, records):
            stop = min(start + records, group.num_rows)
            yield RowRange(file, number, start, stop, first, digest)
        first += group.num_rows


def _group_digest(raw: IO[bytes], columns: list[Column]) -> str:
    """Return the digest of the bytes of a row group's columns."""
    digest = hashlib.sha256()
    for column in columns:
        start = column.dictionary_page_offset or column.data_page_offset
        raw.seek(min(start, column.data_page_offset))
        rest = column.total_compressed_size
        while rest > 0 and (data := raw.read(min(rest, _CHUNK))):
            digest.update(data)
            rest -= len(data)
    return digest.hexdigest()

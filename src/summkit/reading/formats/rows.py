"""Readers of formats that are read piece by piece; all have the same parameters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import IO

from summkit.reading.encoding import recoded
from summkit.reading.formats.parquet import parquet_rows
from summkit.reading.formats.records import Row, json_rows, jsonl_rows
from summkit.reading.formats.tables import by_number, csv_rows
from summkit.reading.stream import utf8

Pieces = Iterable[bytes]
Mapped = Mapping[str, str]
Raw = IO[bytes] | None
"""The file that the pieces come from, for a format that needs to seek in it."""


def read_jsonl(
    pieces: Pieces, where: str, limit: int, mapping: Mapped, raw: Raw = None
) -> Iterator[Row]:
    """Yield the objects of JSON lines."""
    return jsonl_rows(utf8(pieces, where), limit)


def read_json(
    pieces: Pieces, where: str, limit: int, mapping: Mapped, raw: Raw = None
) -> Iterator[Row]:
    """Yield the objects of a JSON array, or the file's only object."""
    return json_rows(recoded(utf8(pieces, where)), limit, where)


def read_csv(
    pieces: Pieces, where: str, limit: int, mapping: Mapped, raw: Raw = None
) -> Iterator[Row]:
    """Yield the rows of CSV, whatever the separator of its columns."""
    text = recoded(utf8(pieces, where))
    return csv_rows(text, limit, where, None, numbered=by_number(mapping))


def read_tsv(
    pieces: Pieces, where: str, limit: int, mapping: Mapped, raw: Raw = None
) -> Iterator[Row]:
    """Yield the rows of tab-separated values."""
    text = recoded(utf8(pieces, where))
    return csv_rows(text, limit, where, "\t", numbered=by_number(mapping))


def read_parquet(
    pieces: Pieces, where: str, limit: int, mapping: Mapped, raw: Raw = None
) -> Iterator[Row]:
    """Yield the rows of Parquet."""
    return parquet_rows(pieces, where, limit, raw)

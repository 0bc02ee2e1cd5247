"""The shards of a corpus, which other processes read: the same articles in the same order.

JSON lines and Parquet are divided by position, so that a worker reads its shard from the file.
Compressed JSON lines are sent as lines, all other content as unread articles.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from summkit.errors import InputError
from summkit.jobs.plan import Items
from summkit.reading.formats.parquet import parquet_file_rows
from summkit.reading.formats.records import Row, articles, line_rows
from summkit.reading.options import Failure, Unread
from summkit.reading.sources.folder import File
from summkit.reading.stream import lines

_CHUNK = 1 << 18

Item = Failure | Unread


@dataclass(frozen=True, slots=True)
class LineRange:
    """Bytes `start` to `stop` of a JSON lines file; `first` is the number of their first line."""

    file: File
    start: int
    stop: int
    first: int
    count: int
    digest: str

    def read(self) -> Iterator[Item]:
        """Yield the articles; raise InputError if the file has changed since it was divided."""
        digest = hashlib.sha256()
        numbered = lines(_bytes(self.file.path, self.start, self.stop, digest), limit_of(self.file))
        rows = line_rows(((self.first - 1 + n, line) for n, line in numbered), limit_of(self.file))
        yield from _articles(rows, self.file)
        if digest.hexdigest() != self.digest:
            raise InputError("has changed since the run began: run again", self.file.where)


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines of a compressed file with their numbers. A line that is too long is None."""

    file: File
    numbered: tuple[tuple[int, bytes | None], ...]
    digest: str

    @property
    def count(self) -> int:
        """The number of lines."""
        return len(self.numbered)

    def read(self) -> Iterator[Item]:
        """Yield the articles."""
        yield from _articles(line_rows(self.numbered, limit_of(self.file)), self.file)


@dataclass(frozen=True, slots=True)
class RowRange:
    """Rows `start` to `stop`, from 0, of a row group of a Parquet file.

    `first` is the number of the group's first row in the file, from 1.
    """

    file: File
    group: int
    start: int
    stop: int
    first: int
    digest: str

    @property
    def count(self) -> int:
        """The number of rows."""
        return self.stop - self.start

    def read(self) -> Iterator[Item]:
        """Yield the articles. A damaged row group causes one Failure in each of its shards."""
        with self.file.path.open("rb") as raw:
            limit = limit_of(self.file)
            rows = parquet_file_rows(
                raw, self.file.where, limit, groups=[self.group], first=self.first
            )
            try:
                yield from _articles(islice(rows, self.start, self.stop), self.file)
            except InputError as error:
                yield Failure(error.where, error.reason)


Shard = LineRange | Lines | RowRange | Items[Item]


def _articles(rows: Iterable[Row], file: File) -> Iterator[Item]:
    """Return the unread articles of rows from the middle of a file."""
    return articles(rows, file.options, where=file.where, stem=file.stem, check_mapping=False)


def _bytes(path: Path, start: int, stop: int, digest: Any) -> Iterator[bytes]:
    """Yield the bytes of a part of a file, and add them to the digest."""
    with path.open("rb") as raw:
        raw.seek(start)
        while start < stop and (data := raw.read(min(_CHUNK, stop - start))):
            digest.update(data)
            start += len(data)
            yield data


def limit_of(file: File) -> int:
    """Return the number of bytes that a line of a file may have."""
    return file.options.limits.max_bytes

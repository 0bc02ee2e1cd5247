"""Measure the progress of reading in bytes, from which the remaining time is estimated."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from summkit.files import opened
from summkit.reading.sources.live import Live


class Meter:
    """The count of the bytes that were read from files of known sizes."""

    def __init__(self) -> None:
        self._done = 0
        self._size = 0
        self._raw: IO[bytes] | None = None
        self.live: Live | None = None
        """Standard input, if another program may still be writing it."""

    @contextmanager
    def open(self, path: Path) -> Iterator[IO[bytes]]:
        """Open a file and count the bytes that are read from it."""
        with opened(path) as raw:
            self._size = os.fstat(raw.fileno()).st_size
            # A Parquet file is read completely before its first row, so its position shows no
            # progress.
            self._raw = None if path.suffix.lower() == ".parquet" else raw
            try:
                yield raw
            finally:
                self._raw = None
                self._done += self._size

    def ready(self) -> bool:
        """Return whether reading can continue without waiting.

        Only a live input may have to wait.
        """
        return self.live is None or self.live.ready()

    def share(self, total: int) -> float | None:
        """Return the share of `total` bytes that has been read; None if `total` is 0."""
        place = min(self._raw.tell(), self._size) if self._raw is not None else 0
        return min(1.0, (self._done + place) / total) if total else None


def total_size(paths: Iterable[Path]) -> int:
    """Return the total size in bytes of the files that exist."""
    total = 0
    for path in paths:
        try:
            total += path.stat().st_size
        except (OSError, ValueError):  # ValueError: a NUL in the path
            continue
    return total

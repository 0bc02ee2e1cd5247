"""How far reading has come, in bytes of files: time left is told from it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from summkit.files import opened
from summkit.reading.sources.live import Live


class Meter:
    """Counts what is read of files whose sizes are known."""

    def __init__(self) -> None:
        self._done = 0
        self._size = 0
        self._raw: IO[bytes] | None = None
        self.live: Live | None = None
        """Standard input, where somebody may still be writing it."""

    @contextmanager
    def open(self, path: Path) -> Iterator[IO[bytes]]:
        """Open a file, and count it as it is read."""
        with opened(path) as raw:
            self._size = os.fstat(raw.fileno()).st_size
            # Of Parquet all is read before the first row comes: its place would tell nothing.
            self._raw = None if path.suffix.lower() == ".parquet" else raw
            try:
                yield raw
            finally:
                self._raw = None
                self._done += self._size

    def ready(self) -> bool:
        """Return whether what is read next is there: only a live input keeps one waiting."""
        return self.live is None or self.live.ready()

    def share(self, total: int) -> float | None:
        """Return which share of `total` bytes has been read; None where there are none."""
        place = min(self._raw.tell(), self._size) if self._raw is not None else 0
        return min(1.0, (self._done + place) / total) if total else None


def total_size(paths: Iterable[Path]) -> int:
    """Return the bytes of all files that are there."""
    total = 0
    for path in paths:
        try:
            total += path.stat().st_size
        except (OSError, ValueError):  # ValueError: a NUL in the path
            continue
    return total

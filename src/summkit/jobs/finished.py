"""Finished shards on disk: a file per shard, and a journal of the finished shards."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from summkit.errors import UsageError
from summkit.files import write_atomically
from summkit.jobs.journal import Journal, checked, unchecked
from summkit.jobs.plan import changed

_FOLDER = 1000
"""Number of shards per folder, because some file systems are slow in very large folders."""


class FinishedShards:
    """The folder ``OUT.parts``, which a single run at a time can use.

    Its journal contains the description of the work and the finished shards. Parts are in a
    subfolder whose name depends on the settings. If a worker of an earlier run with other settings
    still writes a part, this run does not use that part.

    Parameters
    ----------
    out
        The file into which the parts are joined at the end.
    header
        Description of the work, as JSON data.
    resume
        Whether to continue with the finished shards; False starts again.

    Raises
    ------
    UsageError
        If the folder contains other files or cannot be created, or as `Journal`.
    """

    def __init__(self, out: Path, header: Any, *, resume: bool) -> None:
        self.folder = out.absolute().with_name(out.name + ".parts")
        if self.folder.is_symlink() or (
            self.folder.is_dir()
            and any(self.folder.iterdir())
            and not (self.folder / "journal").is_file()
        ):
            raise UsageError(
                f"{self.folder}: finished work would be stored here, but the folder has other "
                "content: move it, or name another output"
            )
        try:
            self.folder.mkdir(exist_ok=True)
        except OSError as error:
            raise UsageError(f"{self.folder}: cannot be created: {error.strerror}") from error
        self._journal = Journal(self.folder / "journal", header, resume=resume)
        self._finished: dict[int, str] = {int(n): digest for n, digest in self._journal.finished()}
        self._missing: set[int] = set()  # shards in the journal whose part does not exist
        settings = json.dumps(header, sort_keys=True).encode()
        self.run = self.folder / hashlib.sha256(settings).hexdigest()[:16]
        if not resume:
            for old in self.folder.iterdir():
                if old.is_dir():
                    shutil.rmtree(old, ignore_errors=True)

    def place(self, number: int, digest: str) -> Path:
        """Return the path of a shard's files without their suffix; create the folder."""
        folder = self.run / f"{number // _FOLDER:06d}"
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise UsageError(f"{folder}: cannot be created: {error.strerror}") from error
        return folder / f"{number:09d}-{digest[:16]}"

    def has(self, number: int, digest: str) -> bool:
        """Return whether a shard is finished.

        Raises
        ------
        UsageError
            If another shard with this number is finished, because the input has changed.
        """
        before = self._finished.get(number)
        if before not in (None, digest):
            raise changed(self.folder)
        if before is None:
            return False
        if part(self.place(number, digest)).exists():
            return True
        self._missing.add(number)
        return False

    def __contains__(self, number: int) -> bool:
        """Return whether the rows of a shard are stored."""
        return number in self._finished and number not in self._missing

    def add(self, number: int, digest: str) -> None:
        """Add a finished shard to the journal."""
        self._missing.discard(number)
        if number not in self._finished:
            self._journal.append([number, digest])
            self._finished[number] = digest

    def complete(self, shards: int) -> None:
        """Check that the number of finished shards equals the number of all shards.

        Raises
        ------
        UsageError
            If the numbers differ, because the input has changed.
        """
        if len(self._finished) != shards:
            raise changed(self.folder)

    def of(self, number: int) -> Iterator[Any]:
        """Yield the rows of a finished shard.

        Raises
        ------
        UsageError
            If the part is missing or damaged.
        """
        path = part(self.place(number, self._finished[number]))
        try:
            with path.open("rb") as file:
                row, count = None, -1
                for line in file:
                    if count >= 0:
                        yield row
                    row = json.loads(unchecked(line))
                    count += 1
            if row != _end(count):
                raise ValueError("incomplete")
        except (OSError, ValueError) as error:
            raise UsageError(
                f"{path}: cannot be read: delete it and continue with `resume`"
            ) from error

    def rows(self) -> Iterator[Any]:
        """Yield the rows of all shards, in order."""
        for number in sorted(self._finished):
            yield from self.of(number)

    def close(self) -> None:
        """Release the folder; the finished shards are preserved."""
        self._journal.close()

    def remove(self) -> None:
        """Delete the folder after its parts were joined."""
        shutil.rmtree(self.folder, ignore_errors=True)


def part(place: Path) -> Path:
    """Return the file of a finished shard."""
    return place.with_name(place.name + ".part")


def write_part(place: Path, rows: Iterable[Any]) -> None:
    """Write the part of a finished shard: a line per row, and then the number of rows.

    The file appears only when it is complete.
    """
    write_atomically(part(place), _lines(rows))


def _lines(rows: Iterable[Any]) -> Iterator[str]:
    count = 0
    for count, row in enumerate(rows, 1):  # noqa: B007
        yield _line(row)
    yield _line(_end(count))


def _end(count: int) -> dict[str, int]:
    return {"summkit_rows": count}


def _line(row: Any) -> str:
    # ASCII, so that neither a lone surrogate nor an unusual line end in a text breaks the line.
    return checked(json.dumps(row, allow_nan=False).encode("ascii")).decode("ascii")

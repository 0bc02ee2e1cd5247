"""Finished shards on disk: one file each, a journal of them, and where one was begun."""

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
"""Shards a folder: some file systems are slow in folders of a million files."""


class FinishedShards:
    """The folder ``OUT.parts``, held by one run at a time.

    The journal in it says what the work is and which shards are finished. Parts stand below a
    name made from the settings, so that what a worker of an earlier run still writes is never
    taken for this run's.

    Parameters
    ----------
    out
        The file that the parts are joined to in the end.
    header
        JSON data that says what the work is.
    resume
        Go on with what is finished; False starts anew.

    Raises
    ------
    UsageError
        As `Journal`.
    """

    def __init__(self, out: Path, header: Any, *, resume: bool) -> None:
        self.folder = out.absolute().with_name(out.name + ".parts")
        if self.folder.is_symlink() or (
            self.folder.is_dir()
            and any(self.folder.iterdir())
            and not (self.folder / "journal").is_file()
        ):
            raise UsageError(
                f"{self.folder}: stands where finished work would be and holds none: move it, or "
                "name another output"
            )
        try:
            self.folder.mkdir(exist_ok=True)
        except OSError as error:
            raise UsageError(f"{self.folder}: cannot be made: {error.strerror}") from error
        self._journal = Journal(self.folder / "journal", header, resume=resume)
        self._finished: dict[int, str] = {int(n): digest for n, digest in self._journal.finished()}
        self._lost: set[int] = set()  # noted, and their part is gone
        settings = json.dumps(header, sort_keys=True).encode()
        self.run = self.folder / hashlib.sha256(settings).hexdigest()[:16]
        if not resume:
            for old in self.folder.iterdir():
                if old.is_dir():
                    shutil.rmtree(old, ignore_errors=True)

    def place(self, number: int, digest: str) -> Path:
        """Return where a shard's files stand, less their suffix; its folder is made."""
        folder = self.run / f"{number // _FOLDER:06d}"
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise UsageError(f"{folder}: cannot be made: {error.strerror}") from error
        return folder / f"{number:09d}-{digest[:16]}"

    def has(self, number: int, digest: str) -> bool:
        """Whether a shard is finished.

        Raises
        ------
        UsageError
            If another shard was finished under this number: the input has changed.
        """
        before = self._finished.get(number)
        if before not in (None, digest):
            raise changed(self.folder)
        if before is None:
            return False
        if part(self.place(number, digest)).exists():
            return True
        self._lost.add(number)
        return False

    def __contains__(self, number: int) -> bool:
        """Whether the rows of a shard are there."""
        return number in self._finished and number not in self._lost

    def add(self, number: int, digest: str) -> None:
        """Note that a shard is finished."""
        self._lost.discard(number)
        if number not in self._finished:
            self._journal.append([number, digest])
            self._finished[number] = digest

    def complete(self, shards: int) -> None:
        """Say that there are so many shards, now all finished.

        Raises
        ------
        UsageError
            If more were finished: the input has changed.
        """
        if len(self._finished) != shards:
            raise changed(self.folder)

    def of(self, number: int) -> Iterator[Any]:
        """Yield the rows of a finished shard.

        Raises
        ------
        UsageError
            If they are gone or damaged.
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
                raise ValueError("not all of it is there")
        except (OSError, ValueError) as error:
            raise UsageError(
                f"{path}: cannot be read: delete it and go on with `resume`"
            ) from error

    def rows(self) -> Iterator[Any]:
        """Yield the rows of all shards, in order."""
        for number in sorted(self._finished):
            yield from self.of(number)

    def close(self) -> None:
        """Release the folder; what is finished stays."""
        self._journal.close()

    def remove(self) -> None:
        """Delete everything: it has been joined."""
        shutil.rmtree(self.folder, ignore_errors=True)


def part(place: Path) -> Path:
    """Return the file of a finished shard."""
    return place.with_name(place.name + ".part")


def write_part(place: Path, rows: Iterable[Any]) -> None:
    """Write a finished shard, a line a row and last their number; whole or not at all."""
    write_atomically(part(place), _lines(rows))


def _lines(rows: Iterable[Any]) -> Iterator[str]:
    count = 0
    for count, row in enumerate(rows, 1):  # noqa: B007
        yield _line(row)
    yield _line(_end(count))


def _end(count: int) -> dict[str, int]:
    return {"summkit_rows": count}


def _line(row: Any) -> str:
    # ASCII: a lone surrogate or an odd line end in a text cannot break a line.
    return checked(json.dumps(row, allow_nan=False).encode("ascii")).decode("ascii")

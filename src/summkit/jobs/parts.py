"""Finished shards on disk: one file each, a journal of them, and where a shard was tried."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from summkit.errors import UsageError
from summkit.files import Journal, write_atomically

_FOLDER = 1000
"""Shards a folder: some file systems are slow in folders of a million files."""


class Parts:
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
        try:
            self.folder.mkdir(exist_ok=True)
        except OSError as error:
            raise UsageError(f"{self.folder}: cannot be made: {error.strerror}") from error
        self._journal = Journal(self.folder / "journal", header, resume=resume)
        self._finished: dict[int, str] = {int(n): digest for n, digest in self._journal.finished()}
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

    def is_finished(self, number: int, digest: str) -> bool:
        """Whether a shard is done.

        Raises
        ------
        UsageError
            If another shard was done under this number: the input is no longer what it was.
        """
        before = self._finished.get(number)
        if before not in (None, digest):
            raise self._changed()
        return before is not None and part(self.place(number, digest)).exists()

    def finish(self, number: int, digest: str) -> None:
        """Note that a shard is done."""
        if number not in self._finished:
            self._journal.append([number, digest])
            self._finished[number] = digest

    def complete(self, shards: int) -> None:
        """Say that there are so many shards, now all finished.

        Raises
        ------
        UsageError
            If more were finished: the input is no longer what it was.
        """
        if len(self._finished) != shards:
            raise self._changed()

    def _changed(self) -> UsageError:
        return UsageError(
            f"{self.folder}: the input has changed since it was begun: "
            "run without --resume to start anew"
        )

    def rows(self) -> Iterator[Any]:
        """Yield what came of every item, in order; all shards must be finished.

        Raises
        ------
        UsageError
            If a part is gone or damaged.
        """
        for number in sorted(self._finished):
            path = part(self.place(number, self._finished[number]))
            try:
                with path.open(encoding="utf-8") as file:
                    for line in file:
                        yield json.loads(line)
            except (OSError, ValueError) as error:
                raise UsageError(
                    f"{path}: cannot be read: delete it and go on with --resume"
                ) from error

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
    """Write a finished shard, one line of JSON a row; whole or not at all."""
    # ASCII: a lone surrogate or an odd line end in a text cannot break a line.
    write_atomically(part(place), (json.dumps(row, allow_nan=False) + "\n" for row in rows))

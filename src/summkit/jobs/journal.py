"""Finished pieces of work, appended to a file one by one: a kill at any moment loses none.

JSON lines, not sqlite3: as safe from a kill, a row of 0.9 kB takes 13 microseconds where SQLite
takes 40 to 60 in WAL mode, which NFS cannot have, and 13,000 in the mode that NFS can; people can
read it, and a run that was killed leaves the same bytes as one that was not.
"""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from summkit.errors import UsageError
from summkit.files import refuse_special, unwritable

_OURS = (b'{"summkit_', b'{"form": ', b'{"shard": ')
"""How the headers of journals begin."""

_BEFORE, _AFTER = b'["%08x", ', b"]\n"
"""What stands around a row."""


class Journal:
    """Finished pieces of work as JSON lines, appended one by one and read back on resume.

    The first line is a header that says what the work is. Any other is a list of two: a checksum
    and the row, so that what a disk or a hand has changed is never gone on with. A line that was
    being written when the process died is cut off on resume: its work is done again.

    Parameters
    ----------
    path
        Made where missing, unless `resume` finds one.
    header
        JSON data; a journal with another header belongs to other work and is refused.
    resume
        Go on with an existing journal; False starts anew.

    Raises
    ------
    UsageError
        If another process holds it, it cannot be written, its header differs, or something that is
        no journal stands there, which is not emptied.
    """

    def __init__(self, path: Path, header: Any, *, resume: bool) -> None:
        self.path = path
        self._count = 0
        line = _line(header)
        refuse_special(path)
        if path.is_symlink():
            raise self._foreign()
        try:
            self._open()
            if resume:
                self._read_back(line)
            else:
                self._refuse_foreign()
                self._file.truncate(0)
            if self._file.seek(0, os.SEEK_END) == 0:
                self._write(line)
        except OSError as error:
            raise unwritable(path, error) from error

    def finished(self) -> Iterator[Any]:
        """Yield the rows there are now, in order; they are read as they are asked for.

        Raises
        ------
        UsageError
            If the file cannot be read any more.
        """
        return islice(self._rows(), self._count)

    def _rows(self) -> Iterator[Any]:
        try:
            for line in islice(self._lines(), 1, None):
                yield json.loads(self._row(line))
        except OSError as error:
            raise UsageError(f"{self.path}: cannot be read: {error.strerror or error}") from error

    def _row(self, line: bytes) -> bytes:
        """Return the row that a line holds."""
        try:
            return unchecked(line)
        except ValueError as error:
            self._file.close()
            raise UsageError(f"{self.path}: is damaged: delete it and start anew") from error

    def _lines(self) -> Iterator[bytes]:
        with self.path.open("rb") as file:
            yield from file

    def append(self, row: Any) -> None:
        """Add one finished piece of work; it is with the operating system on return.

        Raises
        ------
        UsageError
            If there is no room, or the file is no longer at its path.
        """
        if not self._in_place():
            raise UsageError(
                f"{self.path}: cannot be written: it was moved or deleted meanwhile: "
                "what was finished is in it; put it back and go on with `resume`"
            )
        try:
            self._write(checked(_line(row)[:-1]))
        except OSError as error:
            then = "; what was finished is kept: make room and go on with `resume`"
            raise unwritable(self.path, error, then) from error
        self._count += 1

    def _write(self, line: bytes) -> None:
        # A disk that fills up takes a part first and refuses only the next write.
        while line:
            line = line[self._file.write(line) :]

    def close(self) -> None:
        """Release the file; what was appended stays."""
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _open(self) -> None:
        """Open and lock the file that is at the path now."""
        while True:
            # Appending even where it starts anew: "wb" would empty another run's journal
            # before the lock is asked for.
            self._file = open(self.path, "ab+", buffering=0, opener=_no_link)  # noqa: SIM115
            self._lock()
            if self._in_place():
                return
            self._file.close()  # the run that held the lock has ended and deleted it

    def _refuse_foreign(self) -> None:
        """Refuse to empty what no run of summkit began."""
        start = next(iter(self._lines()), b"")[:64]
        # A kill may have left the beginning of a header alone.
        ours = any(start.startswith(each) or each.startswith(start) for each in _OURS)
        if os.fstat(self._file.fileno()).st_nlink > 1 or not ours:
            self._file.close()
            raise self._foreign()

    def _foreign(self) -> UsageError:
        return UsageError(
            f"{self.path}: stands where the journal would be and is none: move it, or name "
            "another output"
        )

    def _in_place(self) -> bool:
        try:
            return os.path.samestat(self.path.stat(), os.fstat(self._file.fileno()))
        except OSError:
            return False

    def _lock(self) -> None:
        try:
            import fcntl
        except ImportError:  # not on Windows, where a second writer is not detected
            return
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            self._file.close()
            raise UsageError(f"{self.path}: another run is writing there") from error

    def _read_back(self, header: bytes) -> None:
        """Count the whole rows and cut off a torn one."""
        whole = 0
        for number, line in enumerate(self._lines()):
            if not line.endswith(b"\n"):
                break
            if number == 0 and line != header:
                self._file.close()
                raise UsageError(
                    f"{self.path}: was made with other inputs or settings"
                    f"{_differences(line, header)}: "
                    "run as before, or without `resume` to start anew"
                )
            if number:
                self._row(line)
            whole += len(line)
            self._count = number
        self._file.truncate(whole)


def _no_link(path: str, flags: int) -> int:
    """Open a file, and no link: whoever made it may mean another file to be emptied."""
    return os.open(path, flags | getattr(os, "O_NOFOLLOW", 0), 0o666)


def _differences(before: bytes, after: bytes) -> str:
    """Name what two headers differ in: " (words, model.json)"; at most five names."""
    try:
        names = list(dict.fromkeys(_differing(json.loads(before), json.loads(after), "")))
    except ValueError:
        return ""
    shown = [name for name in names if name][:5]
    return f" ({', '.join(shown)}{', ...' if len(names) > 5 else ''})" if shown else ""


def _differing(before: Any, after: Any, name: str) -> Iterator[str]:
    """Yield the innermost key of each value that differs."""
    if isinstance(before, dict) and isinstance(after, dict):
        for key in (*before, *(key for key in after if key not in before)):
            yield from _differing(before.get(key), after.get(key), key)
    elif before != after:
        yield name


def checked(row: bytes) -> bytes:
    """Return the line of a row: a list of its checksum and itself."""
    return _BEFORE % zlib.crc32(row) + row + _AFTER


def unchecked(line: bytes) -> bytes:
    """Return the row of a line; raise ValueError where it is not as it was written."""
    row = line[len(_BEFORE % 0) : -len(_AFTER)]
    if line != checked(row):
        raise ValueError("damaged")
    return row


def _line(value: Any) -> bytes:
    text = json.dumps(value, ensure_ascii=False, allow_nan=False)
    return text.encode("utf-8", "backslashreplace") + b"\n"  # a lone surrogate as JSON has it

"""Writing that can be killed at any moment: atomic files and append-only journals."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from summkit.errors import UsageError


def write_atomically(path: Path, pieces: Iterable[str]) -> None:
    """Write a UTF-8 file so that readers see the old one or the whole new one, never a part.

    Parameters
    ----------
    path
        A link is followed; its directory must exist.
    pieces
        Written one after another; may be a generator.

    Raises
    ------
    UsageError
        If it cannot be written (no such directory, read-only, disk full); nothing is
        left behind and what stood there before still does.
    """
    target = Path(os.path.realpath(path))
    temporary = None
    try:
        handle, temporary = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.writelines(pieces)
            file.flush()
            os.fsync(file.fileno())
        # mkstemp makes files private; an ordinary new file is not.
        umask = os.umask(0)
        os.umask(umask)
        mode = target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~umask
        Path(temporary).chmod(mode)
        Path(temporary).replace(target)
    except OSError as error:
        reason = error.strerror or str(error)
        raise UsageError(f"{path}: cannot be written: {reason}") from error
    finally:
        if temporary is not None:
            Path(temporary).unlink(missing_ok=True)


class Journal:
    """Finished pieces of work as JSON lines, appended one by one and read back on resume.

    The first line is a header that says what the work is. A line that was being written
    when the process died is cut off on resume: its work is done again.

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
        If another process holds it, it cannot be written, or its header differs.
    """

    def __init__(self, path: Path, header: Any, *, resume: bool) -> None:
        self.path = path
        self.rows: list[Any] = []
        line = _line(header)
        try:
            # Appending even where it starts anew: "wb" would empty another run's journal
            # before the lock is asked for.
            self._file = path.open("ab+", buffering=0)
            self._lock()
            if resume:
                self._read_back(line)
            else:
                self._file.truncate(0)
            if self._file.seek(0, os.SEEK_END) == 0:
                self._write(line)
        except OSError as error:
            reason = error.strerror or str(error)
            raise UsageError(f"{path}: cannot be written: {reason}") from error

    def append(self, row: Any) -> None:
        """Add one finished piece of work; it is with the operating system on return."""
        try:
            self._write(_line(row))
        except OSError as error:
            reason = error.strerror or str(error)
            raise UsageError(
                f"{self.path}: cannot be written: {reason}; what was finished is kept: "
                "make room and go on with --resume"
            ) from error

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
        self._file.seek(0)
        data = self._file.read()
        whole = data[: data.rfind(b"\n") + 1]
        first, _, rest = whole.partition(b"\n")
        if whole and first + b"\n" != header:
            self._file.close()
            raise UsageError(
                f"{self.path}: was made with other inputs or settings: "
                "run as before, or without --resume to start anew"
            )
        try:
            self.rows = [json.loads(row) for row in rest.splitlines()]
        except ValueError as error:
            self._file.close()
            raise UsageError(f"{self.path}: is damaged: delete it and start anew") from error
        self._file.truncate(len(whole))


def _line(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, allow_nan=False).encode() + b"\n"

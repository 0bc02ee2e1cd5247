"""Reading and writing of files: writes replace a file completely or not at all."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from summkit.errors import InputError, UsageError
from summkit.patterns import regex

_UNFINISHED = ".unfinished"
_DEVICES = (Path("/dev"), Path("/dev/fd"), Path("/proc/self/fd"))
_STREAMS = (Path("/dev/fd"), Path("/proc/self/fd"))
_ALWAYS = (Path("/dev/stdin"), Path("/dev/null"), Path("/dev/tty"))
_PIPE = "a named pipe"
PATIENCE = 20.0
"""Seconds to wait for the first bytes of a named pipe."""


_HEAD = 1 << 16
_OURS = regex(
    rb'\s*(?:\{\s*"(?:summkit_|format": "summkit)|\{"id": [^\n]*"method": "[^"\n]*", "target": "'
    rb"|id[,\t]source[,\t]language[,\t]headline[,\t]dek[,\t]method[,\t]target"
    rb'|<!doctype html>.{0,9999}?(?:<title>summkit|name="generator" content="summkit))',
    re.DOTALL,
)


def beginning(path: Path) -> bytes:
    """Return the first 65,536 bytes of a file."""
    with path.open("rb") as file:
        return file.read(_HEAD)


def written_here(head: bytes) -> bool:
    """Return whether summkit wrote the file with these first bytes: summaries, runs, pages."""
    return _OURS.match(head) is not None


def write_atomically(path: Path, pieces: Iterable[str]) -> None:
    """Write a UTF-8 file that appears only when it is complete; see `replacing` for the errors.

    Parameters
    ----------
    pieces
        The parts of the text in order; a generator is allowed.
    """
    with replacing(path) as file:
        for piece in pieces:
            file.write(piece.encode("utf-8", "backslashreplace"))  # as standard output does


@contextmanager
def replacing(path: Path) -> Iterator[IO[bytes]]:
    """Open a file for writing so that readers see the old or the complete new file, never a part.

    Parameters
    ----------
    path
        Path of the file. A link is followed. The folder must exist.

    Raises
    ------
    UsageError
        If the file cannot be written, for example because the folder does not exist, the file is
        read-only or the disk is full. The old file is then unchanged, and no temporary file
        remains.
    """
    target = Path(os.path.realpath(path))
    refuse_special(path)
    sweep(path)
    temporary = lock = None
    try:
        handle, temporary = _temporary(target)
        if os.name != "nt":
            lock = os.dup(handle)  # keeps the lock until the new file has replaced the old one
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        # mkstemp makes the file readable by its owner only; an ordinary file follows the umask.
        umask = os.umask(0)
        os.umask(umask)
        mode = target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~umask
        Path(temporary).chmod(mode)
        Path(temporary).replace(target)
    except InputError:  # the caller's block raised it about another file
        raise
    except OSError as error:
        raise unwritable(path, error) from error
    finally:
        if temporary is not None:
            with suppress(OSError):
                Path(temporary).unlink(missing_ok=True)
        if lock is not None:
            os.close(lock)


def _temporary(target: Path) -> tuple[int, str]:
    """Create the temporary file that will replace `target`, and lock it."""
    import tempfile

    while True:
        handle, name = tempfile.mkstemp(
            prefix=f".{target.name}.", suffix=_UNFINISHED, dir=target.parent
        )
        _lock(handle)
        if _exists(handle, name):
            return handle, name
        os.close(handle)  # another process deleted the file (see `sweep`) before it was locked


def sweep(path: Path) -> None:
    """Delete the temporary files of killed processes. Files that are being written are locked."""
    import glob

    target = Path(os.path.realpath(path))
    for left in target.parent.glob(f".{glob.escape(target.name)}.*{_UNFINISHED}"):
        with suppress(OSError), left.open("rb") as file:
            if _lock(file.fileno()):
                left.unlink(missing_ok=True)


def _lock(handle: int) -> bool:
    """Lock a file without waiting; return False if another process has locked it."""
    try:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except ImportError:
        return os.name == "nt"  # Windows refuses to delete an open file, so it needs no lock
    except OSError:
        return False
    return True


def _exists(handle: int, name: str) -> bool:
    """Return whether the opened file still has its name."""
    try:
        return os.path.samestat(Path(name).stat(), os.fstat(handle))
    except OSError:
        return False


def refuse_special(path: Path) -> None:
    """Refuse a path that a file cannot replace: a folder, or a device such as /dev/stdout.

    Raises
    ------
    UsageError
        If the path exists and is not a file, or if the system refuses its name.
    """
    try:
        special = path.exists() and (not path.is_file() or path.parent in _DEVICES)
    except OSError as error:  # the name is too long, or a folder of the path cannot be entered
        raise unwritable(path, error) from error
    # A link in /dev may lead to a file, but the process that has it open would not see the new one.
    if special:
        raise UsageError(f"{path}: cannot be written: it is not a file")


def unwritable(path: Path, error: OSError, then: str = "") -> UsageError:
    """Return the error for a file that cannot be written; `then` ends its message."""
    if isinstance(error, FileNotFoundError) and not path.parent.is_dir():
        return UsageError(
            f"{path}: cannot be written: there is no folder {path.parent}: create it first"
        )
    return UsageError(f"{path}: cannot be written: {error.strerror or error}{then}")


def opened(path: Path, advice: str = ": give its content as -") -> IO[bytes]:
    """Open a regular file, a pipe, or an inherited stream such as /dev/fd/63, for reading.

    Parameters
    ----------
    advice
        End of the error message: what the user can do instead.

    Raises
    ------
    InputError
        If the path is a device, a socket, a file of /proc, or a named pipe to which no process
        writes.
    OSError
        If the file cannot be opened.
    """
    if path in _ALWAYS or path.parent in _STREAMS:
        return path.open("rb")
    if (what := irregular(path)) == _PIPE:
        return _pipe(path)
    if what:
        raise InputError(f"is {what}, not a regular file{advice}", str(path))
    return path.open("rb")


def irregular(path: Path) -> str:
    """Return "" for a regular file, else the kind of the path, such as "a device".

    Raises
    ------
    OSError
        If the path does not exist.
    """
    status = path.stat()
    if stat.S_ISFIFO(status.st_mode):
        return _PIPE
    if stat.S_ISCHR(status.st_mode) or stat.S_ISBLK(status.st_mode):
        return "a device"
    if stat.S_ISSOCK(status.st_mode):
        return "a socket"
    proc = Path("/proc")
    return "a file of /proc" if proc.is_dir() and status.st_dev == proc.stat().st_dev else ""


def text_of(path: Path, encoding: str = "utf-8") -> str:
    """Return the text of a file, with every line end replaced by a line feed.

    Raises
    ------
    InputError
        If the file cannot be opened, is not UTF-8, or is not a regular file (see `opened`).
    ValueError
        If the name of the file contains a NUL.
    """
    try:
        with opened(path, "") as raw:
            data = raw.read()
        return data.decode(encoding).replace("\r\n", "\n").replace("\r", "\n")
    except InputError:
        raise
    except UnicodeDecodeError as error:
        raise InputError(
            f"not UTF-8: byte 0x{data[error.start]:02x} at position {error.start + 1}: "
            "save it as UTF-8",
            str(path),
        ) from error
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror or error}", str(path)) from error


def _pipe(path: Path) -> IO[bytes]:
    """Open a named pipe and wait at most `PATIENCE` seconds for the first bytes."""
    import select

    number = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    ready, _, _ = select.select([number], [], [], PATIENCE)
    if not ready:
        os.close(number)
        raise InputError(
            f"is a named pipe to which no process has written for {PATIENCE:g} seconds", str(path)
        )
    os.set_blocking(number, True)
    return os.fdopen(number, "rb")

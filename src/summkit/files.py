"""Files: replaced whole or not at all, read only where reading them ends."""

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
"""Seconds that somebody has to write into a named pipe."""


_HEAD = 1 << 16
_OURS = regex(
    rb'\s*(?:\{\s*"(?:summkit_|format": "summkit)|\{"id": [^\n]*"method": "[^"\n]*", "target": "'
    rb"|id[,\t]source[,\t]language[,\t]headline[,\t]dek[,\t]method[,\t]target"
    rb'|<!doctype html>.{0,9999}?(?:<title>summkit|name="generator" content="summkit))',
    re.DOTALL,
)


def beginning(path: Path) -> bytes:
    """Return the beginning of a file."""
    with path.open("rb") as file:
        return file.read(_HEAD)


def written_here(head: bytes) -> bool:
    """Whether summkit wrote what begins so: summaries, runs, models, pages."""
    return _OURS.match(head) is not None


def write_atomically(path: Path, pieces: Iterable[str]) -> None:
    """Write a UTF-8 file; see `replacing`.

    Parameters
    ----------
    pieces
        Written one after another; may be a generator.
    """
    with replacing(path) as file:
        for piece in pieces:
            file.write(piece.encode("utf-8", "backslashreplace"))  # as standard output does


@contextmanager
def replacing(path: Path) -> Iterator[IO[bytes]]:
    """Open a file so that readers see the old one or the whole new one, never a part.

    Parameters
    ----------
    path
        A link is followed; its directory must exist.

    Raises
    ------
    UsageError
        If it cannot be written (no such directory, read-only, disk full); nothing is
        left behind and what stood there before still does.
    """
    target = Path(os.path.realpath(path))
    refuse_special(path)
    sweep(path)
    temporary = lock = None
    try:
        handle, temporary = _temporary(target)
        if os.name != "nt":
            lock = os.dup(handle)  # until it has replaced the other one
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        # mkstemp makes files private; an ordinary new file is not.
        umask = os.umask(0)
        os.umask(umask)
        mode = target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~umask
        Path(temporary).chmod(mode)
        Path(temporary).replace(target)
    except InputError:  # raised by the caller's block: it is not about this file
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
    """Make the file that will replace `target`, locked while it is written."""
    import tempfile

    while True:
        handle, name = tempfile.mkstemp(
            prefix=f".{target.name}.", suffix=_UNFINISHED, dir=target.parent
        )
        _lock(handle)
        if _stands(handle, name):
            return handle, name
        os.close(handle)  # swept before it was locked


def sweep(path: Path) -> None:
    """Delete what `replacing` left where it was killed; what is being written is locked."""
    import glob

    target = Path(os.path.realpath(path))
    for left in target.parent.glob(f".{glob.escape(target.name)}.*{_UNFINISHED}"):
        with suppress(OSError), left.open("rb") as file:
            if _lock(file.fileno()):
                left.unlink(missing_ok=True)


def _lock(handle: int) -> bool:
    """Lock a file; return whether nobody else had, which is not known everywhere."""
    try:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except ImportError:
        return os.name == "nt"  # where what somebody has open cannot be deleted
    except OSError:
        return False
    return True


def _stands(handle: int, name: str) -> bool:
    try:
        return os.path.samestat(Path(name).stat(), os.fstat(handle))
    except OSError:
        return False


def refuse_special(path: Path) -> None:
    """Refuse what cannot be replaced by a file: a folder, a device such as /dev/stdout.

    Raises
    ------
    UsageError
        If something other than a file stands there.
    """
    # A link in /dev may lead to a file all the same, which its holder would not see replaced.
    if path.exists() and (not path.is_file() or path.parent in _DEVICES):
        raise UsageError(f"{path}: cannot be written: it is not a file")


def unwritable(path: Path, error: OSError, then: str = "") -> UsageError:
    """Return the error of a file that cannot be written; `then` says what to do."""
    if isinstance(error, FileNotFoundError) and not path.parent.is_dir():
        return UsageError(
            f"{path}: cannot be written: there is no folder {path.parent}: make it first"
        )
    return UsageError(f"{path}: cannot be written: {error.strerror or error}{then}")


def opened(path: Path, advice: str = ": give its content as -") -> IO[bytes]:
    """Open a regular file, a pipe, or a stream that this process was given, such as /dev/fd/63.

    Parameters
    ----------
    advice
        What else to do, for the error.

    Raises
    ------
    InputError
        If it is a device, a socket, a file of /proc, which is none on any disk, or a named pipe
        that nobody writes to.
    OSError
        If it cannot be opened.
    """
    if path in _ALWAYS or path.parent in _STREAMS:
        return path.open("rb")
    if (what := irregular(path)) == _PIPE:
        return _pipe(path)
    if what:
        raise InputError(f"{what}, no regular file{advice}", str(path))
    return path.open("rb")


def irregular(path: Path) -> str:
    """Return what a path is that is no file on any disk, such as "a device"; "" for a file.

    Raises
    ------
    OSError
        If there is none.
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
    """Read a text file, whatever its line ends.

    Raises
    ------
    InputError
        If it cannot be opened, or is not UTF-8, or as `opened`.
    ValueError
        If its name holds a NUL.
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
    """Open a named pipe without waiting for ever for whoever is to write."""
    import select

    number = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    ready, _, _ = select.select([number], [], [], PATIENCE)
    if not ready:
        os.close(number)
        raise InputError(
            f"a named pipe that nobody writes to: nothing came in {PATIENCE:g} seconds", str(path)
        )
    os.set_blocking(number, True)
    return os.fdopen(number, "rb")

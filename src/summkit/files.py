"""Writing that can be killed at any moment: a file is replaced whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from summkit.errors import InputError, UsageError

_UNFINISHED = ".unfinished"
_DEVICES = (Path("/dev"), Path("/dev/fd"), Path("/proc/self/fd"))


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
    return UsageError(f"{path}: cannot be written: {error.strerror or error}{then}")

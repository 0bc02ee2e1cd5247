"""Opening files of a user: what does not end, or waits for nobody, is refused by name."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import IO

from summkit.errors import InputError

_STREAMS = (Path("/dev/fd"), Path("/proc/self/fd"))
_ALWAYS = (Path("/dev/stdin"), Path("/dev/null"), Path("/dev/tty"))
PATIENCE = 20.0
"""Seconds that somebody has to write into a named pipe."""


def opened(path: Path) -> IO[bytes]:
    """Open a regular file, a pipe, or a stream that this process was given, such as /dev/fd/63.

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
    status = path.stat()
    if stat.S_ISFIFO(status.st_mode):
        return _pipe(path)
    proc = Path("/proc")
    what = ""
    if stat.S_ISCHR(status.st_mode) or stat.S_ISBLK(status.st_mode):
        what = "a device"
    elif stat.S_ISSOCK(status.st_mode):
        what = "a socket"
    elif proc.is_dir() and status.st_dev == proc.stat().st_dev:
        what = "a file of /proc"
    if what:
        raise InputError(f"{what}, no regular file: give its content as -", str(path))
    return path.open("rb")


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

"""Standard output for results alone; standard error for everything said about them."""

from __future__ import annotations

import errno
import io
import os
import stat
import sys
import time
from collections.abc import Iterable
from contextlib import suppress

from summkit.errors import UsageError

_LONGEST, _LAST = 1200, 300  # characters of a line, and of its end where it is longer

OPTIONS: dict[str, str] = {}
"""Setting -> its option or key in the running command: what messages of the library call it."""


def name_options(flags: Iterable[str]) -> None:
    """Note what the running command calls its options."""
    OPTIONS.clear()
    OPTIONS.update((flag[2:].replace("-", "_"), flag) for flag in flags if flag.startswith("--"))


def say(message: str) -> None:
    """Print one line on standard error; a `parameter` in it gets the name of its option."""
    from summkit.report.escape import for_runner, one_line
    from summkit.schema import named

    line = for_runner(one_line(named(message, OPTIONS)))
    if len(line) > _LONGEST:  # what is wrong stands first, and what to do last
        line = f"{line[: _LONGEST - _LAST]} … {line[-_LAST:]}"
    _tell(f"summkit: {line}\n")


def _tell(text: str) -> None:
    """Write to standard error; where that is not possible there is nobody to say it to."""
    with suppress(OSError, ValueError):
        sys.stderr.write(text)
        sys.stderr.flush()


def say_status(status: int, *reasons: str) -> None:
    """Say in the last line why the output is there and the command ends with a status."""
    say(f"status {status}: {'; '.join(reasons)}")


def today() -> str:
    """Return the date that a saved run carries: SOURCE_DATE_EPOCH's, or today's, in UTC."""
    from datetime import UTC, datetime

    given = os.environ.get("SOURCE_DATE_EPOCH", "").strip()
    try:
        if given and not (given.isascii() and given.isdecimal()):
            raise ValueError
        seconds = float(given) if given else time.time()
        return datetime.fromtimestamp(seconds, UTC).date().isoformat()
    except (OverflowError, OSError, ValueError):
        raise UsageError(
            f"SOURCE_DATE_EPOCH={given[:40]}: not seconds from 1970 to the year 9999: set another"
        ) from None


class ReaderLeft(Exception):  # noqa: N818 - not an error
    """Whoever read standard output has closed it: there is nothing left to do."""


def write(text: str, *, commands: bool = False, flush: bool = False) -> None:
    """Write results to standard output.

    Parameters
    ----------
    text
        Of whole lines.
    commands
        Whether it holds commands to the runner of a build: anything else has none.
    flush
        Whether somebody may be waiting for it.

    Raises
    ------
    ReaderLeft
        If it was closed; typer would otherwise end with status 1 by itself.
    """
    from summkit.report.escape import for_runner

    try:
        sys.stdout.write(text if commands else for_runner(text))
        if flush:
            sys.stdout.flush()
    except BrokenPipeError as error:
        raise ReaderLeft from error


def is_file() -> bool:
    """Return whether standard output goes to a file, which nobody waits for."""
    try:
        return stat.S_ISREG(os.fstat(sys.stdout.fileno()).st_mode)
    except (OSError, ValueError):  # something that only looks like a file
        return True


class _Closed(io.TextIOBase):
    """Standard output that was closed before the program began."""

    def write(self, text: str, /) -> int:
        """Refuse: results would be lost without a word."""
        raise OSError(errno.EBADF, "standard output is closed: open it, or name a file with -o")


def open_streams() -> None:
    """Make closed standard streams usable: no file may get their numbers, nothing fails on None."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # takes the lowest number that is free: this one
    if sys.stdout is None:
        sys.stdout = _Closed()
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115 - as long as we


def utf8() -> None:
    """Make standard output UTF-8 with plain newlines whatever the locale says."""
    if isinstance(sys.stdout, io.TextIOWrapper):  # a test may have put something else there
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")


def width() -> int | None:
    """Return the columns to wrap at: the terminal's, at most 80; None when piped."""
    if not sys.stdout.isatty():
        return None
    import shutil

    return min(80, shutil.get_terminal_size().columns)


class Progress:
    """A line on standard error that counts articles, only on a terminal and only past one.

    Parameters
    ----------
    total
        How many there will be, for the time left; None where nobody knows.
    unit
        What is counted.
    """

    def __init__(self, total: int | None = None, unit: str = "articles") -> None:
        self._unit = unit
        self._shown = sys.stderr.isatty()
        self._total = total
        self._count = 0
        self._drawn = self._start = time.monotonic()

    def step(self, articles: int = 1, fraction: float | None = None) -> None:
        """Count articles; redraw at most ten times a second.

        Parameters
        ----------
        fraction
            How much of the work is done, from 0 to 1, where that is known better than by `total`.
        """
        self._count += articles
        now = time.monotonic()
        if self._shown and self._count > 1 and now - self._drawn > 0.1:
            self._drawn = now
            if fraction is None and self._total:
                fraction = min(1.0, self._count / self._total)
            line = progress_line(self._count, self._total, now - self._start, fraction, self._unit)
            _tell(f"\r\x1b[K{line} ")

    def phase(self, what: str) -> None:
        """Show what is done instead of a count."""
        if self._shown:
            self._drawn = time.monotonic()
            _tell(f"\r\x1b[K{what} ")

    def done(self) -> None:
        """Clear the line."""
        if self._shown and self._drawn != self._start:
            _tell("\r\x1b[K")


def progress_line(
    count: int,
    total: int | None,
    seconds: float,
    fraction: float | None,
    unit: str = "articles",
) -> str:
    """Return "120 of 500 articles, 40/s, 10 s left"; what is unknown is left out."""
    counted = f"{count:,} of {total:,} {unit}" if total else f"{count:,} {unit}"
    parts = [counted, f"{count / max(seconds, 1e-9):.0f}/s"]
    if fraction:
        parts.append(f"{_time(seconds * (1 - fraction) / fraction)} left")
    return ", ".join(parts)


def _time(seconds: float) -> str:
    if seconds < 100:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 100 else f"{minutes // 60} h {minutes % 60} min"

"""The two output streams: standard output contains only results, standard error the messages."""

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

# Maximum characters of a message; characters of its end if the middle is left out.
_LONGEST, _LAST = 1200, 300

STANDARD_OUTPUT = "standard output"

OPTIONS: dict[str, str] = {}
"""Setting -> its option or key in the running command, for use in messages of the library."""


def name_options(flags: Iterable[str]) -> None:
    """Store the names of the options of the running command in `OPTIONS`."""
    OPTIONS.clear()
    OPTIONS.update((flag[2:].replace("-", "_"), flag) for flag in flags if flag.startswith("--"))


def say(message: str) -> None:
    """Print one line on standard error.

    A library parameter in backticks is replaced by the name of its option.
    """
    from summkit.report.escape import for_runner, one_line
    from summkit.schema import named

    line = for_runner(one_line(named(message, OPTIONS)))
    if len(line) > _LONGEST:  # the start describes the problem, and the end what to do
        line = f"{line[: _LONGEST - _LAST]} … {line[-_LAST:]}"
    _write_error(f"summkit: {line}\n")


def _write_error(text: str) -> None:
    """Write to standard error. Ignore errors, because there is no other place to report them."""
    with suppress(OSError, ValueError):
        sys.stderr.write(text)
        sys.stderr.flush()


def say_status(status: int, *reasons: str) -> None:
    """Print as the last line the reasons for the exit status of a command that printed results."""
    say(f"status {status}: {'; '.join(reasons)}")


def today() -> str:
    """Return the date for saved runs, in UTC: the date in SOURCE_DATE_EPOCH if set, else today.

    Raises
    ------
    UsageError
        If SOURCE_DATE_EPOCH is not a number of seconds within the years 1970 to 9999.
    """
    from datetime import UTC, datetime

    given = os.environ.get("SOURCE_DATE_EPOCH", "").strip()
    try:
        if given and not (given.isascii() and given.isdecimal()):
            raise ValueError
        seconds = float(given) if given else time.time()
        return datetime.fromtimestamp(seconds, UTC).date().isoformat()
    except (OverflowError, OSError, ValueError):
        raise UsageError(
            f"SOURCE_DATE_EPOCH={given[:40]} is not a number of seconds since 1970: correct it or "
            "unset it"
        ) from None


class ReaderLeft(Exception):  # noqa: N818 - not an error
    """Raised if the reader of standard output has closed the pipe; the program then exits."""


def write(text: str, *, commands: bool = False, flush: bool = False) -> None:
    """Write results to standard output.

    Parameters
    ----------
    text
        Complete lines.
    commands
        Whether the text contains intended commands to a CI runner. In other texts, lines that a
        runner would read as commands are escaped.
    flush
        Whether to flush the stream, because a reader may be waiting for the text.

    Raises
    ------
    ReaderLeft
        If the reader closed the pipe. On a BrokenPipeError, typer would exit with status 1.
    """
    from summkit.report.escape import for_runner

    try:
        sys.stdout.write(text if commands else for_runner(text))
        if flush:
            sys.stdout.flush()
    except BrokenPipeError as error:
        raise ReaderLeft from error
    except OSError as error:
        error.filename = error.filename or STANDARD_OUTPUT
        raise


def flush() -> None:
    """Write out standard output; name it in an error, as `write` does."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        error.filename = error.filename or STANDARD_OUTPUT
        raise


def is_file() -> bool:
    """Return whether standard output is a regular file, so that no reader waits for its lines."""
    try:
        return stat.S_ISREG(os.fstat(sys.stdout.fileno()).st_mode)
    except (OSError, ValueError):  # an object without a file descriptor, as in a test
        return True


class _Closed(io.TextIOBase):
    """Replacement for a standard output that was closed before the program started."""

    def write(self, text: str, /) -> int:
        """Raise an OSError, because the results would be lost without a message."""
        raise OSError(errno.EBADF, "standard output is closed: open it, or name a file with -o")


def open_streams() -> None:
    """Make closed standard streams usable.

    Reserve their file descriptors, so that no opened file gets one, and replace streams that are
    None.
    """
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            # The lowest free descriptor, which is `number`, is taken.
            os.open(os.devnull, os.O_RDWR)
    if sys.stdout is None:
        sys.stdout = _Closed()
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115 - until exit


def utf8() -> None:
    """Set standard output to UTF-8 with line feeds as line ends, in every locale."""
    if isinstance(sys.stdout, io.TextIOWrapper):  # a test may have replaced the stream
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")


def width() -> int | None:
    """Return the width for wrapping: the terminal's, at most 80; None without a terminal."""
    if not sys.stdout.isatty():
        return None
    import shutil

    return min(80, shutil.get_terminal_size().columns)


class Progress:
    """A line on standard error that counts articles; shown on a terminal, from the second article.

    Parameters
    ----------
    total
        The number of articles of the run, for the time left; None if it is unknown.
    unit
        The noun for the counted things.
    """

    def __init__(self, total: int | None = None, unit: str = "articles") -> None:
        self._unit = unit
        self._shown = sys.stderr.isatty()
        self._total = total
        self._count = 0
        self._drawn = self._start = time.monotonic()

    def step(self, articles: int = 1, fraction: float | None = None) -> None:
        """Add to the count; redraw the line at most ten times a second.

        Parameters
        ----------
        fraction
            Share of the work that is done, from 0 to 1; None computes it from `total`.
        """
        self._count += articles
        now = time.monotonic()
        if self._shown and self._count > 1 and now - self._drawn > 0.1:
            self._drawn = now
            if fraction is None and self._total:
                fraction = min(1.0, self._count / self._total)
            line = progress_line(self._count, self._total, now - self._start, fraction, self._unit)
            _write_error(f"\r\x1b[K{line} ")

    def phase(self, what: str) -> None:
        """Show the current activity instead of the count."""
        if self._shown:
            self._drawn = time.monotonic()
            _write_error(f"\r\x1b[K{what} ")

    def done(self) -> None:
        """Clear the line."""
        if self._shown and self._drawn != self._start:
            _write_error("\r\x1b[K")


def progress_line(
    count: int,
    total: int | None,
    seconds: float,
    fraction: float | None,
    unit: str = "articles",
) -> str:
    """Return "120 of 500 articles, 40/s, 10 s left", without the unknown parts."""
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

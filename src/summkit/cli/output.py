"""Standard output for results alone; standard error for everything said about them."""

from __future__ import annotations

import re
import sys
import time


def say(message: str) -> None:
    """Print one line on standard error."""
    from summkit.report.escape import one_line

    message = message.replace("`target`", "--for")
    message = re.sub(r"`([a-z_]+)`", lambda named: "--" + named[1].replace("_", "-"), message)
    print(f"summkit: {one_line(message)}", file=sys.stderr)


class ReaderLeft(Exception):  # noqa: N818 - not an error
    """Whoever read standard output has closed it: there is nothing left to do."""


def write(text: str) -> None:
    """Write results to standard output.

    Raises
    ------
    ReaderLeft
        If it was closed; typer would otherwise end with status 1 by itself.
    """
    try:
        sys.stdout.write(text)
    except BrokenPipeError as error:
        raise ReaderLeft from error


def utf8() -> None:
    """Make standard output UTF-8 with plain newlines whatever the locale says."""
    import io

    if isinstance(sys.stdout, io.TextIOWrapper):  # a test may have put something else there
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")


def width() -> int | None:
    """Return the columns to wrap at: the terminal's, at most 80; None when piped."""
    if not sys.stdout.isatty():
        return None
    import shutil

    return min(80, shutil.get_terminal_size().columns)


class Progress:
    """A line on standard error that counts articles, only on a terminal and only past one."""

    def __init__(self) -> None:
        self._shown = sys.stderr.isatty()
        self._count = 0
        self._drawn = self._start = time.monotonic()

    def step(self, articles: int = 1, fraction: float | None = None) -> None:
        """Count articles; redraw at most ten times a second."""
        self._count += articles
        now = time.monotonic()
        if self._shown and self._count > 1 and now - self._drawn > 0.1:
            self._drawn = now
            rate = self._count / (now - self._start)
            print(f"\r{self._count} articles, {rate:.0f}/s ", end="", file=sys.stderr, flush=True)

    def phase(self, what: str) -> None:
        """Show what is done instead of a count."""
        if self._shown:
            self._drawn = time.monotonic()
            print(f"\r\x1b[K{what} ", end="", file=sys.stderr, flush=True)

    def done(self) -> None:
        """Clear the line."""
        if self._shown and self._drawn != self._start:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)

"""Errors that a user can cause. Each is one line: what is wrong, where, what to do.

::

    SummkitError
    ├── UsageError (ValueError)          an unknown name, a value out of range
    │   └── ArgumentTypeError (TypeError)    a value of the wrong type
    └── InputError (OSError)             a file, page, record or address cannot be read

A message names a parameter in backticks (`max_bytes`); the command line shows the option
of that parameter in its place.
"""

from __future__ import annotations

import sys
import warnings

# Names of fields and files come from outside, and may hold what would end the line.
_ESCAPES = {
    code: repr(chr(code))[1:-1] for code in (*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029)
}


def _printable(text: str) -> str:
    """Return a text as one line that every stream in UTF-8 takes: half a surrogate is none."""
    return text.translate(_ESCAPES).encode("utf-8", "backslashreplace").decode("utf-8")


def counted(count: int, noun: str) -> str:
    """Return "1 article", "1,204 articles": of what has a plural in -s."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def warn(message: str) -> None:
    """Warn whoever called summkit: the warning names the line of the first caller outside."""
    frame = sys._getframe(1)
    level = 2
    while frame.f_back and frame.f_globals.get("__name__", "").split(".")[0] == "summkit":
        frame = frame.f_back
        level += 1
    warnings.warn(message, stacklevel=level)


class SummkitError(Exception):
    """Base of every error that summkit raises on purpose; `str()` is one printable line."""

    def __str__(self) -> str:
        return _printable(super().__str__())


class UsageError(SummkitError, ValueError):
    """The request is wrong: an unknown name, a value out of range, a missing extra."""


class ArgumentTypeError(UsageError, TypeError):
    """A value of the wrong type was given.

    Parameters
    ----------
    parameter
        Name of the parameter, or what the value was given to.
    value
        The value, whose type stands in the message.
    takes
        What is allowed, in words: "a whole number of at least 1".
    advice
        What to do, where that does not go without saying.
    """

    def __init__(
        self, parameter: str, value: object = None, takes: str = "", advice: str = ""
    ) -> None:
        # One argument alone is the whole message: an exception is rebuilt so after pickling.
        message = parameter
        if takes:
            message = f"`{parameter}` takes {takes}, not {described(value)}"
        if advice:
            message += f": {advice}"
        super().__init__(message)


def described(value: object) -> str:
    """Return a value with its type; the type alone where the value is long, or an address."""
    kind = type(value).__name__
    shown = repr(value)
    if len(shown) > 60 or "\n" in shown or " at 0x" in shown:
        return f"a value of type {kind}"
    return shown if value is None else f"{shown} ({kind})"


class InputError(SummkitError, OSError):
    """Something cannot be read: a file, a page, a record, an address.

    Parameters
    ----------
    reason
        What is wrong and, where it helps, what to do.
    where
        File, URL or "standard input"; a record adds its line, as in ``news.jsonl:17``.
    """

    def __init__(self, reason: str, where: str = "") -> None:
        super().__init__(f"{where}: {reason}" if where else reason)
        self.reason = reason
        self.where = where

    def __str__(self) -> str:
        return _printable(f"{self.where}: {self.reason}" if self.where else self.reason)

    def __reduce__(self) -> tuple[type[InputError], tuple[str, str]]:
        return type(self), (self.reason, self.where)

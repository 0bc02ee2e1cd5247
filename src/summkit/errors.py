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

# Names of fields and files come from outside, and may hold what would end the line.
_ESCAPES = {
    code: repr(chr(code))[1:-1] for code in (*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029)
}


class SummkitError(Exception):
    """Base of every error that summkit raises on purpose; `str()` is one printable line."""

    def __str__(self) -> str:
        return super().__str__().translate(_ESCAPES)


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
            kind = type(value).__name__
            shown = repr(value)
            shown = f"{shown} ({kind})" if len(shown) <= 60 else f"a value of type {kind}"
            message = f"`{parameter}` takes {takes}, not {shown}"
        if advice:
            message += f": {advice}"
        super().__init__(message)


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
        text = f"{self.where}: {self.reason}" if self.where else self.reason
        return text.translate(_ESCAPES)

    def __reduce__(self) -> tuple[type[InputError], tuple[str, str]]:
        return type(self), (self.reason, self.where)

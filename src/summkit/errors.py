"""The errors that a user can cause. Each message is one line: what is wrong, where, what to do.

::

    SummkitError
    ├── UsageError (ValueError)          an unknown name, a value out of range
    │   └── ArgumentTypeError (TypeError)    a value of the wrong type
    └── InputError (OSError)             a file, page, record or address cannot be read

In a message, the name of a parameter is in backticks (`max_bytes`). The command line replaces it
by the option of that parameter.
"""

from __future__ import annotations

import sys
import warnings

# Names of fields and files may contain characters that would end the line of the message.
_LONG = 500
"""Characters: a longer word in a message, such as a text given as a name, is shortened."""

_ESCAPES = {
    code: repr(chr(code))[1:-1] for code in (*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029)
}


def _printable(text: str) -> str:
    """Return a text as one line of valid UTF-8; line ends and lone surrogates are escaped."""
    line = text.translate(_ESCAPES).encode("utf-8", "backslashreplace").decode("utf-8")
    if len(line) <= _LONG:
        return line
    return " ".join(_within(word) for word in line.split(" "))


def _within(word: str) -> str:
    """Return a word of a message, without its middle if it is very long."""
    return word if len(word) <= _LONG else f"{word[:60]}...{word[-60:]}"


def counted(count: int, noun: str) -> str:
    """Return a count with its noun, as "1 article" or "1,204 articles"; the plural ends in -s."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def warn(message: str) -> None:
    """Issue a warning that points to the line outside summkit that called summkit."""
    frame = sys._getframe(1)
    level = 2
    while frame.f_back and frame.f_globals.get("__name__", "").split(".")[0] == "summkit":
        frame = frame.f_back
        level += 1
    warnings.warn(message, stacklevel=level)


class SummkitError(Exception):
    """Base class of all errors that summkit raises on purpose; `str()` is one printable line.

    Examples
    --------
    >>> import summkit as sk
    >>> try:
    ...     sk.summarise("A fire broke out.", "dek", words=0)
    ... except sk.SummkitError as error:
    ...     print(error)
    `words` takes a whole number of at least 1, not 0
    """

    def __str__(self) -> str:
        return _printable(super().__str__())


class UsageError(SummkitError, ValueError):
    """Raised if a request is wrong: an unknown name, a value out of range, a missing extra.

    It is a ValueError too.

    Examples
    --------
    >>> import summkit as sk
    >>> sk.create("lexrnk")
    Traceback (most recent call last):
    summkit.errors.UsageError: method 'lexrnk' does not exist: did you mean lexrank?
    """


class ArgumentTypeError(UsageError, TypeError):
    """Raised if an argument has the wrong type. It is a UsageError and a TypeError.

    Parameters
    ----------
    parameter
        Name of the parameter; or the whole message, if there is no other argument.
    value
        The wrong argument. The message contains its type.
    takes
        Description of the allowed values, such as "a whole number of at least 1".
    advice
        Instruction for the caller, at the end of the message.

    Examples
    --------
    >>> import summkit as sk
    >>> sk.Budget(words="30")
    Traceback (most recent call last):
    summkit.errors.ArgumentTypeError: `words` takes a whole number of at least 1, not '30' (str)
    """

    def __init__(
        self, parameter: str, value: object = None, takes: str = "", advice: str = ""
    ) -> None:
        # Unpickling an exception calls the constructor with the whole message alone.
        message = parameter
        if takes:
            message = f"`{parameter}` takes {takes}, not {described(value)}"
        if advice:
            message += f": {advice}"
        super().__init__(message)


def represented(value: object) -> str:
    """Return the repr of a value; only its type if the class has a faulty `__repr__`."""
    try:
        return repr(value)
    except Exception:
        return f"a value of type {type(value).__name__}"


def message_of(error: BaseException) -> str:
    """Return the message of an exception on one line; "" if its class has a faulty `__str__`."""
    try:
        return " ".join(str(error).split())
    except Exception:
        return ""


def described(value: object) -> str:
    """Return a value with its type; only the type if the value is long or shows an address."""
    kind = type(value).__name__
    shown = represented(value)
    if shown == f"a value of type {kind}":
        return shown
    if len(shown) > 60 or "\n" in shown or " at 0x" in shown:
        return f"a value of type {kind}"
    return shown if value is None else f"{shown} ({kind})"


class InputError(SummkitError, OSError):
    """Raised if a file, page, record or address cannot be read. It is an OSError too.

    Parameters
    ----------
    reason
        Description of the problem, and instruction for the user.
    where
        File, URL or "standard input". For a record, the number of its line follows, as in
        ``news.jsonl:17``.

    Examples
    --------
    >>> import summkit as sk
    >>> sk.summarise("missing.txt")
    Traceback (most recent call last):
    summkit.errors.InputError: missing.txt: there is no such file or folder
    """

    def __init__(self, reason: str, where: str = "") -> None:
        super().__init__(f"{where}: {reason}" if where else reason)
        self.reason = reason
        self.where = where

    def __str__(self) -> str:
        return _printable(f"{self.where}: {self.reason}" if self.where else self.reason)

    def __reduce__(self) -> tuple[type[InputError], tuple[str, str]]:
        return type(self), (self.reason, self.where)

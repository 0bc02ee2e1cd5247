"""Checks of the arguments that callers of the library pass.

Each error is one line with the parameter and the value. Without these checks, a value of the wrong
type would cause an unclear error later, or a wrong result. The command line checks its options
earlier, with `summkit.schema`.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from numbers import Integral, Real
from pathlib import Path
from typing import Any

from summkit.errors import ArgumentTypeError, UsageError


def listed(
    parameter: str, value: object, takes: str, one: type | tuple[type, ...] = ()
) -> list[Any]:
    """Return the items of an argument as a list; see `iterable` for parameters and errors."""
    return list(iterable(parameter, value, takes, one))


def iterable(
    parameter: str,
    value: object,
    takes: str,
    one: type | tuple[type, ...] = (),
) -> Any:
    """Return an argument that takes several items, after a check of its type.

    Parameters
    ----------
    parameter
        Name of the parameter, for the message.
    value
        The argument: any iterable with an order, for example a generator.
    takes
        Description of the allowed values, for the message.
    one
        Types of a single item. If the argument has such a type, the message advises a list.

    Raises
    ------
    ArgumentTypeError
        If the argument is not iterable, or if it is a text (whose items are letters), a mapping,
        a table (whose items are names of columns), an open file or a set (which has no order).
    """
    advice = ""
    if isinstance(value, str) and len(value) <= 60:
        advice = f"write [{value!r}]"
    elif isinstance(value, str) or (one and isinstance(value, one)):
        advice = "put it in a list"
    elif isinstance(value, set | frozenset):
        advice = "a set has no order: give a list"
    elif hasattr(value, "iloc") and hasattr(value, "columns"):
        advice = "give one column of the table, as in list(table['text'])"
    elif hasattr(value, "read") and hasattr(value, "close"):  # the lines of an open file
        advice = "give the file's path"
    elif isinstance(value, Iterable) and not isinstance(value, bytes | Mapping):
        return value
    raise ArgumentTypeError(parameter, value, takes, advice)


def whole(parameter: str, value: object, least: int, most: int | None = None) -> int:
    """Return an argument as an int, after a check of its type and range.

    Raises
    ------
    UsageError
        If the number is below `least` or above `most`.
    ArgumentTypeError
        If the argument is not a whole number.
    """
    takes = f"a whole number of at least {least:,}"
    if most is not None:
        takes = f"a whole number from {least:,} to {most:,}"
    if isinstance(value, bool) or not isinstance(value, Integral):
        raise ArgumentTypeError(parameter, value, takes)
    size = int(value)
    if size < least or (most is not None and size > most):
        raise UsageError(f"`{parameter}` takes {takes}, not {size}")
    return size


def number(parameter: str, value: object, takes: str, within: Callable[[float], bool]) -> float:
    """Return an argument as a float, after a check of its type and range.

    Raises
    ------
    UsageError
        If `within` returns False for the number. It must do so for NaN.
    ArgumentTypeError
        If the argument is not a number.
    """
    if isinstance(value, bool) or not isinstance(value, Real):
        raise ArgumentTypeError(parameter, value, takes)
    if not within(float(value)):
        raise UsageError(f"`{parameter}` takes {takes}, not {value:g}")
    return float(value)


def path(parameter: str, value: object) -> Path:
    """Return an argument as a Path.

    Raises
    ------
    UsageError
        If the path is empty or contains a NUL.
    ArgumentTypeError
        If the argument is not a path.
    """
    if not isinstance(value, str | os.PathLike):
        raise ArgumentTypeError(parameter, value, "the path of a file")
    name = os.fspath(value)
    if not isinstance(name, str):
        raise ArgumentTypeError(parameter, value, "the path of a file", "as a string, not bytes")
    if not name or "\0" in name:
        raise UsageError(f"`{parameter}` takes the path of a file, not {name!r}")
    return Path(name)


def mapping(parameter: str, value: object, takes: str) -> dict[str, Any]:
    """Return an argument that maps names to values as a dict.

    Raises
    ------
    ArgumentTypeError
        If the argument is not a mapping, or if one of its keys is not a text.
    """
    if not isinstance(value, Mapping):
        raise ArgumentTypeError(parameter, value, takes)
    for name in value:
        if not isinstance(name, str):
            raise ArgumentTypeError(parameter, name, "names that are texts")
    return dict(value)


def number_of(value: object) -> float | None:
    """Return a number of Python or numpy, or an array with one item, as a float; else None."""
    if isinstance(value, str | bytes):  # float("1") would accept a text
        return None
    try:
        return float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError, OverflowError):
        return None

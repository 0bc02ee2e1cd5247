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
    elif not isinstance(value, bytes | bytearray | memoryview | Mapping) and _has_items(value):
        return value
    raise ArgumentTypeError(parameter, value, takes, advice)


def _has_items(value: object) -> bool:
    """Return whether a value has items in an order, as a list or a data set by index has.

    An array of numpy without a dimension has none, although its class is iterable.
    """
    try:
        iter(value)  # type: ignore[call-overload]
    except TypeError:
        return False
    return not isinstance(value, type)


def names(parameter: str, value: object, takes: str) -> list[str]:
    """Return the items of an argument as a list of names; see `iterable`.

    Raises
    ------
    ArgumentTypeError
        If the argument is no list, or if an item is not a text.
    """
    items = listed(parameter, value, takes)
    for number, item in enumerate(items):
        if not isinstance(item, str):
            raise ArgumentTypeError(f"{parameter}[{number}]", item, "a name")
    return [str(item) for item in items]


def flag(parameter: str, value: object) -> bool:
    """Return an argument as a bool.

    Raises
    ------
    ArgumentTypeError
        If the argument is neither True nor False. A text such as "no" would count as true.
    """
    if type(value).__name__ not in ("bool", "bool_"):  # bool_ is numpy's, in its version 1
        raise ArgumentTypeError(parameter, value, "True or False")
    return bool(value)


def chosen_name(parameter: str, value: object, choices: Iterable[str]) -> str:
    """Return an argument that takes one of several names.

    Raises
    ------
    UsageError
        If the argument is another name. For another type, ArgumentTypeError, a subclass.
    """
    known = list(choices)
    takes = f"one of {', '.join(known)}"
    if not isinstance(value, str):
        raise ArgumentTypeError(parameter, value, takes)
    if value not in known:
        raise UsageError(f"`{parameter}` takes {takes}, not {value!r}")
    return str(value)


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
        If the path is empty, or if no file can have this name.
    ArgumentTypeError
        If the argument is not a path.
    """
    if not isinstance(value, str | os.PathLike):
        raise ArgumentTypeError(parameter, value, "the path of a file")
    name = os.fspath(value)
    if not isinstance(name, str):
        raise ArgumentTypeError(parameter, value, "the path of a file", "as a string, not bytes")
    if not name or not can_name_a_file(name):
        raise UsageError(f"`{parameter}` takes the path of a file, not {name!r}")
    return Path(name)


def can_name_a_file(name: str) -> bool:
    """Return whether the system allows a name: without a NUL, and with encodable characters."""
    try:
        os.fsencode(name)
    except UnicodeEncodeError:  # half of a surrogate pair
        return False
    return "\0" not in name


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

"""Checks what callers of the library give: an error names parameter and value in one line.

The command line checks its options by `summkit.schema` before; here a wrong type from Python
ends, where it would otherwise fail further in, or be taken for something else without a word.
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
    """Return what a parameter that takes a list holds; see `iterable`."""
    return list(iterable(parameter, value, takes, one))


def iterable(
    parameter: str,
    value: object,
    takes: str,
    one: type | tuple[type, ...] = (),
) -> Any:
    """Return what a parameter that takes several things holds, which may be a generator.

    Parameters
    ----------
    takes
        What is allowed, in words.
    one
        What one of them is: given alone, it belongs in a list.

    Raises
    ------
    ArgumentTypeError
        For what is no list, or has no order: the letters of a text would be taken for names, a
        table for its columns, and a set has another order in each run.
    """
    advice = ""
    if isinstance(value, str) and len(value) <= 60:
        advice = f"write [{value!r}]"
    elif isinstance(value, str) or (one and isinstance(value, one)):
        advice = "put it in a list"
    elif isinstance(value, set | frozenset):
        advice = "a set has no order: give a list"
    elif hasattr(value, "iloc") and hasattr(value, "columns"):
        advice = "of a table give one column, as in list(table['text'])"
    elif hasattr(value, "read") and hasattr(value, "close"):  # the lines of an open file
        advice = "give the file's path"
    elif isinstance(value, Iterable) and not isinstance(value, bytes | Mapping):
        return value
    raise ArgumentTypeError(parameter, value, takes, advice)


def whole(parameter: str, value: object, least: int, most: int | None = None) -> int:
    """Return a whole number that is in range.

    Raises
    ------
    UsageError
        If it is out of range; ArgumentTypeError, a subclass, if it is no whole number.
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
    """Return a number that is in range; NaN is in none.

    Raises
    ------
    UsageError
        If it is out of range; ArgumentTypeError, a subclass, if it is no number.
    """
    if isinstance(value, bool) or not isinstance(value, Real):
        raise ArgumentTypeError(parameter, value, takes)
    if not within(float(value)):
        raise UsageError(f"`{parameter}` takes {takes}, not {value:g}")
    return float(value)


def path(parameter: str, value: object) -> Path:
    """Return the path that a file's name is.

    Raises
    ------
    UsageError
        If it is empty or holds a NUL; ArgumentTypeError, a subclass, if it is no path.
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
    """Return a mapping of names as a dict.

    Raises
    ------
    ArgumentTypeError
        If it is no mapping, or one of its names is no text.
    """
    if not isinstance(value, Mapping):
        raise ArgumentTypeError(parameter, value, takes)
    for name in value:
        if not isinstance(name, str):
            raise ArgumentTypeError(parameter, name, "names that are texts")
    return dict(value)


def number_of(value: object) -> float | None:
    """Return a number of Python or numpy, or an array of one, as a float; None of anything else."""
    if isinstance(value, str | bytes):  # float("1") is no number that was meant
        return None
    try:
        return float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError, OverflowError):
        return None

"""Options and arguments of commands, as data.

`quick` reads these declarations directly; `typed` converts them to those of typer.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


class Option:
    """An option of a command.

    Parameters
    ----------
    flags
        Names of the option, with their hyphens.
    callback
        Function that takes the typed value and returns the value to use, or raises UsageError.
    more
        Other keyword arguments of `typer.Option`.
    """

    __slots__ = ("callback", "flags", "more")

    def __init__(
        self, *flags: str, callback: Callable[[Any], Any] | None = None, **more: Any
    ) -> None:
        self.flags, self.callback, self.more = flags, callback, more


class Argument:
    """A positional argument of a command; `more` contains keyword arguments of `typer.Argument`."""

    __slots__ = ("more",)

    def __init__(self, **more: Any) -> None:
        self.more = more

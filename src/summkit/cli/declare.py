"""Options and arguments of commands, as data: `quick` reads them; `typed` makes typer's of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


class Option:
    """An option of a command.

    Parameters
    ----------
    flags
        Its names, with their hyphens.
    callback
        Takes the value that was typed and returns the one to use, or raises UsageError.
    more
        What else `typer.Option` takes.
    """

    __slots__ = ("callback", "flags", "more")

    def __init__(
        self, *flags: str, callback: Callable[[Any], Any] | None = None, **more: Any
    ) -> None:
        self.flags, self.callback, self.more = flags, callback, more


class Argument:
    """What is typed without a flag; `more` is what `typer.Argument` takes."""

    __slots__ = ("more",)

    def __init__(self, **more: Any) -> None:
        self.more = more

"""Patterns that are compiled when they are first used.

Compiling takes 0.1 to 5 ms a pattern, and one article meets a fifth of those that its way passes.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, AnyStr, cast

_METHODS = (
    *("search", "match", "fullmatch", "finditer", "findall", "sub", "subn", "split"),
    *("flags", "groups", "groupindex"),
)


class _Late:
    """Stands for a pattern; after its first use its methods are those of the compiled one."""

    __slots__ = ("_made_of", "pattern", *_METHODS)

    def __init__(self, source: Any, flags: int) -> None:
        self._made_of = source, flags
        self.pattern = source

    def __getattr__(self, name: str) -> Any:
        """Compile; called only where a slot is still empty."""
        if name not in _METHODS:
            raise AttributeError(name)
        compiled = re.compile(*self._made_of)
        for each in _METHODS:
            setattr(self, each, getattr(compiled, each))
        return getattr(compiled, name)

    def __reduce__(self) -> tuple[Callable[..., Any], tuple[Any, int]]:
        return regex, self._made_of

    def __repr__(self) -> str:
        return f"regex{self._made_of!r}"


def regex(source: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """Return what `re.compile` returns, compiled at its first use."""
    return cast("re.Pattern[AnyStr]", _Late(source, flags))

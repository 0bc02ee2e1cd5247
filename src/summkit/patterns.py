"""Regular expressions that are compiled at their first use.

Compiling a pattern takes 0.1 to 5 ms, and a single article uses about a fifth of the patterns in
the imported modules.
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
    """A pattern that compiles itself at its first use and then has the compiled methods."""

    __slots__ = ("_made_of", "pattern", *_METHODS)

    def __init__(self, source: Any, flags: int) -> None:
        self._made_of = source, flags
        self.pattern = source

    def __getattr__(self, name: str) -> Any:
        """Compile the pattern. Python calls this method only while the slot is empty."""
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
    """Return an object that behaves like the result of `re.compile`, compiled at its first use."""
    return cast("re.Pattern[AnyStr]", _Late(source, flags))

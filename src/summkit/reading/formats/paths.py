"""Look up a field of a record by its path: "content.rendered", "results[0].title"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from summkit.patterns import regex

MISSING: Final = object()
"""The value of a path that leads to no field."""

_STEP = regex(r"\[([^\[\]]*)\]|([^.\[\]]+)")  # "[0]" or "title" in "results[0].title"
_DEEPEST = 4  # levels


def value_at(record: Any, path: str) -> Any:
    """Return the value at a path, or `MISSING`.

    Parameters
    ----------
    record
        The record.
    path
        The name of a field, or a path: names joined by full stops; numbers in brackets or after
        a full stop for the items of a list (from 0, or from the end if negative); ``[]`` or
        ``*`` for all items. A name after a list is looked up in every item.

    Examples
    --------
    >>> value_at({"content": {"rendered": "Fire"}}, "content.rendered")
    'Fire'
    >>> value_at({"blocks": [{"text": "Fire"}, {"text": "Rain"}]}, "blocks[].text")
    ['Fire', 'Rain']
    """
    if isinstance(record, Mapping) and path in record:
        return record[path]
    value = record
    for step in _STEP.finditer(path):
        value = _below(value, (step[1] if step[2] is None else step[2]).strip())
        if value is MISSING:
            break
    return value


def _below(value: Any, step: str) -> Any:
    """Return the value of one step of a path, or `MISSING`."""
    if isinstance(value, Mapping):
        return value.get(step, MISSING)
    if not isinstance(value, list):
        return MISSING
    if step in ("", "*"):
        return value
    if re.fullmatch(r"-?\d{1,9}", step):
        place = int(step)
        return value[place] if -len(value) <= place < len(value) else MISSING
    found = [each for item in value if (each := _below(item, step)) is not MISSING]
    return found or MISSING


def head(path: str) -> str:
    """Return the first name of a path."""
    first = _STEP.match(path)
    return (first[2] or first[1] or "").strip() if first else path


def paths(record: Mapping[str, Any], depth: int = _DEEPEST) -> Iterator[tuple[str, Any]]:
    """Yield the path and the value of every field, including the fields of inner objects."""
    for name, value in record.items():
        inner, step = (value[0], "[0]") if isinstance(value, list) and value else (value, "")
        if isinstance(inner, Mapping) and inner and depth > 1:
            for below, leaf in paths(inner, depth - 1):
                yield f"{name}{step}.{below}", leaf
        else:
            yield str(name), value

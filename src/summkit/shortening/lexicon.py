"""Word lists of the English shortener; the data are in `data/words.json`."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path


@cache
def words(name: str) -> frozenset[str]:
    """Return a list of lower-case words by its name."""
    return frozenset(_read()[name].split())


@cache
def _read() -> dict[str, str]:
    path = Path(__file__).parent / "data" / "words.json"
    lists: dict[str, str] = json.loads(path.read_text("utf-8"))
    return lists

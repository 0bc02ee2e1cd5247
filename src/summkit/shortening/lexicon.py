"""Word lists of the English shortener; the data are in `data/words.json`."""

from __future__ import annotations

from functools import cache

from summkit.datafiles import read_data


@cache
def words(name: str) -> frozenset[str]:
    """Return a list of lower-case words by its name."""
    return frozenset(read_data("shortening", "words")[name].split())

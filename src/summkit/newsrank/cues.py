"""Sentence openers that refer back to an earlier sentence, by language."""

from __future__ import annotations

from functools import cache

from summkit.datafiles import read_data


@cache
def _data() -> dict[str, frozenset[str]]:
    return {code: frozenset(words.split()) for code, words in read_data("newsrank", "cues").items()}


def dangling_words(code: str) -> frozenset[str]:
    """Return openers that refer back, in lower case; an empty set for a language without data."""
    return _data().get(code, frozenset())

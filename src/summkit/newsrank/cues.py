"""Sentence openers that refer back to an earlier sentence, by language."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path


@cache
def _data() -> dict[str, frozenset[str]]:
    text = Path(__file__).with_name("cues.json").read_text(encoding="utf-8")
    return {code: frozenset(words.split()) for code, words in json.loads(text).items()}


def dangling_words(code: str) -> frozenset[str]:
    """Return openers that refer back, in lower case; an empty set for a language without data."""
    return _data().get(code, frozenset())

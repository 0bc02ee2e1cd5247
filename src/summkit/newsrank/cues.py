"""Openers that point back to what was said before: data, by language."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path


@cache
def _data() -> dict[str, frozenset[str]]:
    text = Path(__file__).with_name("cues.json").read_text(encoding="utf-8")
    return {code: frozenset(words.split()) for code, words in json.loads(text).items()}


def dangling_words(code: str) -> frozenset[str]:
    """Return lower-cased openers that point back; none for a language without such data."""
    return _data().get(code, frozenset())

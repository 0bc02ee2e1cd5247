"""Words that say what kind of sentence one is: data, by language."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files

_NONE: frozenset[str] = frozenset()


@cache
def _data() -> dict[str, dict[str, str]]:
    text = files("summkit.ranking").joinpath("cues.json").read_text(encoding="utf-8")
    data: dict[str, dict[str, str]] = json.loads(text)
    return data


@cache
def _known(code: str) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    listed = _data()[code]
    dangling, person, speech = (
        frozenset(listed[kind].split()) for kind in ("dangling", "person", "speech")
    )
    return dangling, person, speech


def cues(code: str) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Return lower-cased openers that point back, words of I/we/you, words of attribution.

    Three empty sets for a language without such data.
    """
    return _known(code) if code in _data() else (_NONE, _NONE, _NONE)

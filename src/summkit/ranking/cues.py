"""Words that say what kind of sentence one is: data, by language."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_AFTER = ("", ",", ".", ":", ";")
"""What may follow a word in its token."""


@dataclass(frozen=True)
class Cues:
    """Cue words of a language.

    Attributes
    ----------
    dangling
        Lower-cased openers that point back.
    speech, person
        Words of attribution; words of I, we and you: tokens as they stand in a text.
    tokens
        Both.
    """

    dangling: frozenset[str]
    speech: frozenset[str]
    person: frozenset[str]
    tokens: frozenset[str]


@cache
def _data() -> dict[str, dict[str, str]]:
    text = files("summkit.ranking").joinpath("cues.json").read_text(encoding="utf-8")
    data: dict[str, dict[str, str]] = json.loads(text)
    return data


@cache
def _known(code: str) -> Cues:
    listed = {kind: words.split() for kind, words in _data().get(code, {}).items()}
    speech = _shapes(listed.get("speech", []))
    person = _shapes(listed.get("person", [])) - speech
    return Cues(frozenset(listed.get("dangling", [])), speech, person, speech | person)


def _shapes(words: list[str]) -> frozenset[str]:
    shapes = [shape for word in words for shape in (word, word.capitalize())]
    return frozenset([shape + sign for shape in shapes for sign in _AFTER])


def cues(code: str) -> Cues:
    """Return the cue words of a language; none where there is no such data."""
    return _known(code if code in _data() else "")

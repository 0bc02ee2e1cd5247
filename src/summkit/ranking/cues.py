"""Words that say what kind of sentence one is: data, by language."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_KINDS = ("dangling", "speech", "person")


@dataclass(frozen=True)
class Cues:
    """Cue words of a language.

    Attributes
    ----------
    dangling
        Lower-cased openers that point back.
    speech, person
        Words of attribution; words of I, we and you; lower-cased.
    """

    dangling: frozenset[str]
    speech: frozenset[str]
    person: frozenset[str]


@cache
def _data() -> dict[str, dict[str, str]]:
    text = files("summkit.ranking").joinpath("cues.json").read_text(encoding="utf-8")
    data: dict[str, dict[str, str]] = json.loads(text)
    return data


@cache
def _known(code: str) -> Cues:
    listed = _data().get(code, {})
    return Cues(*(frozenset(listed.get(kind, "").split()) for kind in _KINDS))


def cues(code: str) -> Cues:
    """Return the cue words of a language; none where there is no such data."""
    return _known(code if code in _data() else "")

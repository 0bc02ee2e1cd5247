"""How sentences open, by language: compiled once from ``data/readability.json``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from summkit.metrics.data import read

_LEADING = r"[\W_]*"
_NEVER = re.compile(r"(?!)")


@dataclass(frozen=True, slots=True)
class Openings:
    """What a sentence may open with; group "word" is the opening.

    Attributes
    ----------
    connective
        Something that goes on from the sentence before ("But", "In addition").
    pronoun
        A personal pronoun or possessive that refers to somebody.
    demonstrative
        What refers to something said ("This", "Both", "The latter").
    definite
        A noun taken as known ("The move", "The company").
    says
        Verbs of saying, wherever they stand.
    """

    connective: re.Pattern[str]
    pronoun: re.Pattern[str]
    demonstrative: re.Pattern[str]
    definite: re.Pattern[str]
    says: re.Pattern[str]


@cache
def openings(code: str) -> Openings:
    """Return the openings of a language; without data they match nothing."""
    data = read("readability").get(code, {})

    def opening(kind: str, unless: str = "") -> re.Pattern[str]:
        return _pattern(data.get(kind, ""), data.get(unless, ""))

    says = data.get("says", "")
    return Openings(
        connective=opening("connectives", "besides"),
        pronoun=opening("pronouns", "expletive"),
        demonstrative=opening("demonstratives", "elsewhere"),
        definite=opening("definite"),
        says=re.compile(rf"(?<!\w)(?:{_either(says)})(?!\w)", re.IGNORECASE) if says else _NEVER,
    )


def _pattern(phrases: str, unless: str) -> re.Pattern[str]:
    if not phrases:
        return _NEVER
    barred = rf"(?!(?:{_either(unless)})(?![\w]))" if unless else ""
    # Not the first half of a compound: "Then-president", "It's".
    return re.compile(rf"{_LEADING}{barred}(?P<word>{_either(phrases)})(?![\w'’-])", re.IGNORECASE)


def _either(phrases: str) -> str:
    listed = sorted(phrases.split("|"), key=lambda phrase: (-len(phrase), phrase))
    return "|".join(re.escape(phrase).replace(r"\ ", r"\s+") for phrase in listed if phrase)

"""How sentences open, by language: compiled once from ``data/openings.json``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any, cast

from summkit.cohesion.data import read
from summkit.patterns import regex

_LEADING = r"[\W_]*"
_NEVER = regex(r"(?!)")


@dataclass(frozen=True, slots=True)
class Openings:
    """What a sentence may open with; group "word" is the opening.

    Attributes
    ----------
    connective
        Something that goes on from the sentence before ("But", "In addition").
    later
        A time counted from something said ("Ten minutes later", "Three days after that").
    pronoun
        A personal pronoun or possessive that refers to somebody.
    demonstrative
        What refers to something said ("This", "Both", "The latter"); outside of English, after a
        preposition, too ("An dieser Zahl").
    definite
        A noun taken as known ("The move", "The company").
    comparison
        What has to be told from something said ("Others", "The second").
    opener
        A phrase with which a sentence may open before its subject, a pronoun that refers back
        ("In 2003 he"); group "word" is the pronoun.
    group
        People without a name who say something of one ("Police said he").
    person
        Pronouns of one person, wherever they stand.
    first_person
        Pronouns of the one who speaks, wherever they stand.
    also
        What adds to something said, wherever it stands.
    says
        Verbs of saying, wherever they stand.
    unique
        Nouns of what there is one of ("the government").
    actors
        Nouns of whom an article may be about ("the company").
    """

    connective: re.Pattern[str]
    later: re.Pattern[str]
    pronoun: re.Pattern[str]
    demonstrative: re.Pattern[str]
    definite: re.Pattern[str]
    comparison: re.Pattern[str]
    opener: re.Pattern[str]
    group: re.Pattern[str]
    person: re.Pattern[str]
    first_person: re.Pattern[str]
    also: re.Pattern[str]
    says: re.Pattern[str]
    unique: frozenset[str]
    actors: frozenset[str]


@cache
def openings(code: str) -> Openings:
    """Return the openings of a language; without data they match nothing."""
    data = read("openings").get(code, {})

    def opening(
        *kinds: str, unless: str = "", follows: str = "", before: str = ""
    ) -> re.Pattern[str]:
        phrases = "|".join(data[kind] for kind in kinds if data.get(kind))
        return _pattern(phrases, *(data.get(each, "") for each in (unless, follows, before)))

    def anywhere(kind: str, unless: str = "", flags: int = re.IGNORECASE) -> re.Pattern[str]:
        phrases, barred = data.get(kind, ""), data.get(unless, "")
        if not phrases:
            return _NEVER
        none = rf"(?!(?:{_either(barred)})(?!\w))" if barred else ""
        pattern = regex(rf"(?<![\w-]){none}(?P<word>{_either(phrases)})(?![\w-])", flags)
        return _unless_absent(pattern, phrases, flags)

    subjects = data.get("subjects", "")
    return Openings(
        connective=opening("connectives", "times", unless="besides"),
        later=_later(data.get("units", ""), data.get("since", "")),
        pronoun=opening("pronouns", unless="expletive"),
        demonstrative=opening("demonstratives", unless="elsewhere", before="before"),
        definite=opening("definite"),
        comparison=_joined(
            opening("comparisons", unless="elsewhere"), opening("amounts", follows="verbs")
        ),
        opener=_opener(data.get("prepositions", ""), subjects),
        group=_group(data.get("groups", ""), data.get("says", ""), data.get("persons", "")),
        person=anywhere("persons", flags=0),
        first_person=anywhere("first_person", flags=0),
        also=anywhere("also", unless="besides", flags=0),
        says=anywhere("says"),
        unique=frozenset(data.get("unique", "").split()),
        actors=frozenset(data.get("actors", "").split()),
    )


class _Somewhere:
    """Looks for phrases only in texts that have the first word of one: most have none.

    Splitting a sentence into words takes a tenth of the time of trying the pattern everywhere.
    """

    __slots__ = ("_apart", "_first", "_pattern")

    def __init__(self, pattern: re.Pattern[str], first: frozenset[bytes], apart: bytes) -> None:
        self._pattern, self._first, self._apart = pattern, first, apart

    def search(self, text: str, *within: int) -> re.Match[str] | None:
        """Return what the pattern's own search returns."""
        if text.isascii() and self._first.isdisjoint(text.encode().translate(self._apart).split()):
            return None
        return self._pattern.search(text, *within)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return getattr(self._pattern, name)


def _unless_absent(pattern: re.Pattern[str], phrases: str, flags: int) -> re.Pattern[str]:
    """Return a pattern of phrases, which is asked only where one may stand."""
    ignored = bool(flags & re.IGNORECASE)
    text = phrases.lower() if ignored else phrases
    first = {re.match(r"\w*", phrase)[0] for phrase in text.split("|") if phrase}  # type: ignore[index]
    # Letters beyond ASCII have other cases and may belong to the same word; an apostrophe does not.
    if not phrases.replace("’", "").isascii() or "" in first:
        return pattern
    letters = [chr(number) for number in range(128)]
    apart = "".join([c if c.isalnum() or c == "_" else " " for c in letters])
    table = (apart.lower() if ignored else apart).encode().ljust(256)
    words = frozenset(word.encode() for word in first)
    return cast("re.Pattern[str]", _Somewhere(pattern, words, table))


def _joined(one: re.Pattern[str], other: re.Pattern[str]) -> re.Pattern[str]:
    if other is _NEVER:
        return one
    second = other.pattern.replace("?P<word>", "?P<other>")
    return regex(f"(?:{one.pattern}|{second})", re.IGNORECASE)


def _pattern(phrases: str, unless: str, follows: str = "", before: str = "") -> re.Pattern[str]:
    if not phrases:
        return _NEVER
    barred = rf"(?!(?:{_either(unless)})(?![\w]))" if unless else ""
    ahead = rf"(?=\s+(?:{_either(follows)})(?!\w))" if follows else ""
    after = rf"(?:(?:{_either(before)})\s+)?" if before else ""
    # Not the first half of a compound: "Then-president", "It's".
    return regex(
        rf"{_LEADING}{after}{barred}(?P<word>{_either(phrases)})(?![\w'’-]){ahead}", re.IGNORECASE
    )


def _later(units: str, since: str) -> re.Pattern[str]:
    if not units:
        return _NEVER
    return regex(
        rf"{_LEADING}(?P<word>[\w-]+(?:\s\w+)?\s(?:{_either(units)})\s(?:{_either(since)}))(?!\w)",
        re.IGNORECASE,
    )


def _opener(prepositions: str, subjects: str) -> re.Pattern[str]:
    if not prepositions:
        return _NEVER
    # No capital but the first and those of a date, no sign but one comma: no room for a name.
    words = r"(?:\s+(?:[a-z0-9£$%'’-]+|January|February|March|April|May|June|July|August"
    words += r"|September|October|November|December|\w+day))"
    return regex(
        rf"{_LEADING}(?i:{_either(prepositions)}){words}{{0,7}},?\s(?P<word>{_either(subjects)})"
        r"(?![\w'’-])"
    )


def _group(groups: str, says: str, persons: str) -> re.Pattern[str]:
    if not groups:
        return _NEVER
    return regex(
        rf"{_LEADING}(?:{_either(groups)})(?:\s+\w+)?\s+(?:{_either(says)})(?:\s+that)?"
        rf"\s+(?P<word>{_either(persons)})(?!\w)",
        re.IGNORECASE,
    )


def _either(phrases: str) -> str:
    listed = sorted(set(phrases.split("|")), key=lambda phrase: (-len(phrase), phrase))
    return "|".join(re.escape(phrase).replace(r"\ ", r"\s+") for phrase in listed if phrase)

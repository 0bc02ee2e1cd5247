"""Fast search for many phrases: a pattern is tried only if a text contains its first word.

The openings of a language are lists of hundreds of phrases (`summkit.cohesion.openings`). Two
wrappers of a compiled pattern give the same matches as the pattern and are faster: `AtHead` for
phrases at the head of a text, and `Anywhere` for phrases at any place in a text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any, cast

from summkit import core

LEADING = r"[\W_]*"
"""The signs that may precede the first word of a text."""

_HEAD = re.compile(rf"{LEADING}(\w+)(?:\s+(\w+))?")
_FOLDED = frozenset("ıſ\N{KELVIN SIGN}İ")
"""Letters outside ASCII that match an ASCII letter if letter case is ignored."""

_MANY = 12
"""Number of phrases with the same first word above which they are also grouped by second word."""


class Anywhere:
    """Searches a text for phrases, but only if the text contains the first word of a phrase.

    Most texts contain no such word. Splitting a sentence into words takes a tenth of the time that
    the pattern takes.
    """

    __slots__ = ("_alone", "_apart", "_first", "_native", "_pattern")

    def __init__(
        self, pattern: re.Pattern[str], first: frozenset[bytes], apart: bytes, *, alone: bool
    ) -> None:
        self._pattern, self._first, self._apart, self._alone = pattern, first, apart, alone
        ignored = apart[ord("A")] == ord("a")
        self._native: Any = core.native.words(tuple(first), ignored) if core.built else None

    def search(self, text: str, *within: int) -> re.Match[str] | None:
        """Return the result of the pattern's `search`."""
        if core.compiled:
            if not core.native.has_word(text, self._native):
                return None
            return self._pattern.search(text, *within)
        if text.isascii() and self._first.isdisjoint(text.encode().translate(self._apart).split()):
            return None
        return self._pattern.search(text, *within)

    def is_in(self, texts: Sequence[str]) -> list[bool]:
        """Return for each text whether the pattern matches in it."""
        search = self._pattern.search
        if core.compiled:
            able = core.native.with_words(list(texts), self._native, self._alone)
            return [
                may and ((self._alone and text.isascii()) or search(text) is not None)
                for may, text in zip(able, texts, strict=True)
            ]
        joined = "\0".join(texts)
        table = bytearray(self._apart)
        table[0] = 0
        if self._alone:  # every phrase is one word: the word's presence is the match
            table[ord("-")] = ord("-")
        # Characters outside ASCII separate words here. So some texts are searched without a match,
        # but every text with a match is searched.
        lines = joined.encode("ascii", "replace").translate(table).split(b"\0")
        if len(lines) != len(texts) or any(letter in joined for letter in _FOLDED):
            return [search(text) is not None for text in texts]
        return [
            not self._first.isdisjoint(line.split())
            and ((self._alone and text.isascii()) or search(text) is not None)
            for line, text in zip(lines, texts, strict=True)
        ]

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return getattr(self._pattern, name)


@lru_cache(16)
def _first_words(text: str, start: int) -> tuple[str | None, ...]:
    """Return the first two words of a text from a place on, in lower case.

    A missing word is "". A word with a letter outside ASCII is None, because such a letter may
    match an ASCII letter.

    Many patterns ask for the words of the same sentence, one after the other.
    """
    head = _HEAD.match(text, start)
    words = head.groups("") if head else ("", "")
    return tuple([word.lower() if word.isascii() else None for word in words])


class AtHead:
    """Matches phrases at the head of a text; compiles only phrases with the text's first word.

    Most texts begin with another word, and compiling all phrases takes 10 ms.
    """

    __slots__ = ("_frame", "_groups", "_whole")

    def __init__(
        self,
        frame: Callable[[str, str], re.Pattern[str]],
        whole: re.Pattern[str],
        groups: dict[str, Any],
    ) -> None:
        self._frame, self._whole, self._groups = frame, whole, groups

    def match(self, text: str, start: int = 0) -> re.Match[str] | None:
        """Return the result of the pattern of all phrases."""
        groups: dict[str, Any] = self._groups
        for word in _first_words(text, start):
            if word is None:
                break
            group = groups.get(word)
            if group is None:
                return None
            if isinstance(group, list):
                group = groups[word] = self._made_of(group, deep=groups is not self._groups)
            if not isinstance(group, dict):
                return cast("re.Match[str] | None", group.match(text, start))
            groups = group
        return self._whole.match(text, start)

    def _made_of(self, phrases: list[str], *, deep: bool) -> Any:
        """Return the pattern of the phrases. Many phrases are grouped by their second word."""
        if not deep and len(phrases) > _MANY:
            seconds = [re.match(r"\w+ (\w+)", phrase) for phrase in phrases]
            if all(seconds):
                by_second: dict[str, list[str]] = {}
                for phrase, second in zip(phrases, seconds, strict=True):
                    by_second.setdefault(second[1].lower(), []).append(phrase)  # type: ignore[index]
                return by_second
        return self._frame("|".join(phrases), first_word(phrases[0]))

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return getattr(self._whole, name)


def first_word(phrase: str) -> str:
    """Return the first word of a phrase in lower case; "" if the phrase begins with a sign."""
    return re.match(r"\w*", phrase)[0].lower()  # type: ignore[index]


def at_head(
    frame: Callable[[str, str], re.Pattern[str]], phrases: str, before: str
) -> re.Pattern[str]:
    """Return a matcher of phrases that tries only phrases with the text's first word.

    Parameters
    ----------
    frame
        Makes the pattern of a list of phrases. Its second argument is the first word of these
        phrases, or "" if they begin with different words.
    phrases, before
        The phrases, and the phrases that may precede them, each separated by "|".
    """
    whole = frame(phrases, "")
    groups: dict[str, Any] = {}
    for listed, group in ((phrases, None), (before, whole)):
        for phrase in filter(None, listed.split("|")):
            first = first_word(phrase)
            if not first or not _FOLDED.isdisjoint(phrase):
                return whole
            if group is None:
                groups.setdefault(first, []).append(phrase)
            else:
                groups[first] = group
    return cast("re.Pattern[str]", AtHead(frame, whole, groups))


class FirstOf:
    """Matches with the first of several patterns that matches."""

    __slots__ = ("_patterns",)

    def __init__(self, *patterns: re.Pattern[str]) -> None:
        self._patterns = patterns

    def match(self, text: str, start: int = 0) -> re.Match[str] | None:
        """Return the match of the first pattern that matches at the head of a text."""
        for pattern in self._patterns:
            match = pattern.match(text, start)
            if match is not None:
                return match
        return None


def first_of(*patterns: re.Pattern[str]) -> re.Pattern[str]:
    """Return an object whose `match` returns the match of the first pattern that matches."""
    return cast("re.Pattern[str]", FirstOf(*patterns))


def is_in(pattern: re.Pattern[str], texts: Sequence[str]) -> list[bool]:
    """Return for each text whether a pattern of `Openings` matches in it."""
    if isinstance(pattern, Anywhere):
        return pattern.is_in(texts)
    search = pattern.search
    return [search(text) is not None for text in texts]


def anywhere(pattern: re.Pattern[str], phrases: str, barred: str, flags: int) -> re.Pattern[str]:
    """Return a pattern that searches only texts with the first word of a phrase.

    If a phrase contains a letter outside ASCII or begins with a sign, return `pattern` itself.
    """
    ignored = bool(flags & re.IGNORECASE)
    text = phrases.lower() if ignored else phrases
    first = {re.match(r"\w*", phrase)[0] for phrase in text.split("|") if phrase}  # type: ignore[index]
    # A letter outside ASCII may be part of a word, and its case follows other rules. "’" separates
    # words.
    if not phrases.replace("’", "").isascii() or "" in first:
        return pattern
    letters = [chr(number) for number in range(128)]
    apart = "".join([c if c.isalnum() or c == "_" else " " for c in letters])
    table = (apart.lower() if ignored else apart).encode().ljust(256)
    words = frozenset(word.encode() for word in first)
    alone = not barred and first <= set(text.split("|"))
    return cast("re.Pattern[str]", Anywhere(pattern, words, table, alone=alone))


def either(phrases: str) -> str:
    """Return the phrases, separated by "|", as one alternation, the longest phrase first."""
    listed = sorted(set(phrases.split("|")), key=lambda phrase: (-len(phrase), phrase))
    return "|".join(re.escape(phrase).replace(r"\ ", r"\s+") for phrase in listed if phrase)

"""Initials of the names in a text: "OFT" for the Office of Fair Trading."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from summkit.language import Language
from summkit.metrics.support.names import word_list

_WORD = re.compile(r"[^\W\d_][\w'’.-]*")
_JOINTS = (" ", " & ", "-")
_LONGEST = 8  # maximum words in a name

Part = tuple[str, bool]
"""The initial of a word in lower case, and whether the word has a capital."""


class CapitalRun(NamedTuple):
    """A run of capitalised words with small joining words: (initial, capital) of each word."""

    start: int
    end: int
    parts: tuple[Part, ...]


def runs(text: str, language: Language) -> Iterator[CapitalRun]:
    """Yield the runs of capitalised words in a text, joined by "of", "and", "for" and the like."""
    small = language.stop_words | word_list("joiners")
    parts: list[Part] = []
    start = end = last = 0
    for match in _WORD.finditer(text):
        word, near = match.group(), text[last : match.start()] in _JOINTS
        last = match.end()
        capital = word[0].isupper()
        if parts and not (near and (capital or word in small)):
            yield _run(start, end, parts)
            parts = []
        if capital or parts:
            if not parts:
                start = match.start()
            if capital:
                end = match.end()
            parts.append((word[0].lower(), capital))
    if parts:
        yield _run(start, end, parts)


def _run(start: int, end: int, parts: list[Part]) -> CapitalRun:
    while not parts[-1][1]:
        parts.pop()
    return CapitalRun(start, end, tuple(parts))


def initials(run: CapitalRun) -> Iterator[str]:
    """Yield the possible initials of the names in a run, with and without the small words.

    Two letters are the initials of the beginning of a run; three and more letters may also be the
    initials of any other part: the OFT is "The Office of Fair Trading".
    """
    parts = run.parts
    for first, (_, capital) in enumerate(parts):
        if not capital:
            continue
        for last in range(first + 2, min(len(parts), first + _LONGEST) + 1):
            piece = parts[first:last]
            if not piece[-1][1]:
                continue
            for short in (
                "".join(letter for letter, large in piece if large),
                "".join(letter for letter, _ in piece),
            ):
                if len(short) > 2 or (len(short) == 2 and not first):
                    yield short

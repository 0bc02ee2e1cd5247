"""Find notices: sentences about the page or the making of the article, not about the news.

Examples are "Follow us on X", "The company has been approached for comment", "NOTE: ...". Notices
are within the article's paragraphs, so reading does not remove them, but no editor prints them in a
summary.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from summkit import core
from summkit.datafiles import read_data
from summkit.patterns import regex

if TYPE_CHECKING:
    from summkit import _core

_BEFORE = " \n-–—*•>|([★☆"
_OPENING = 48  # number of first characters that contain every listed opening
_REST = 60  # maximum characters between the two parts of an opening
_SHORT = 20  # maximum words; a longer sentence with "declined to comment" contains news too
_ENTRY = 8  # maximum spaces; a longer line after an hour is an entry of a live blog
_CLOCK = regex(r"\d{1,2}[.:]\d\d(?: ?[ap]m)?:? +[^\W\d_a-z]")  # "10:30 The"


class _Phrases(NamedTuple):
    """The phrases of a language in lower case; openings are grouped by their first letter."""

    opens: dict[str, tuple[str, ...]]
    spread: tuple[re.Pattern[str], ...]
    holds: tuple[str, ...]
    short: tuple[str, ...]


def notices(texts: Sequence[str], code: str) -> set[int]:
    """Return the numbers of an article's sentences that are notices.

    Parameters
    ----------
    texts
        The sentences.
    code
        The language of the article.
    """
    phrases = _phrases(code)
    found: set[int] = set()
    numbers: Sequence[int] = range(len(texts))
    if core.compiled:
        numbers = core.native.openings(list(texts), _BEFORE, _native(code)[0])
    for number in numbers:
        text = texts[number]
        start = text[:_OPENING].lstrip(_BEFORE).lower()
        if not start:
            continue
        if start[0].isdigit():
            clock = _CLOCK.match(text) if text.count(" ") < _ENTRY else None
            # "9.40 pm: The bridge is open." is an entry, "14.30 Crews arrive." only a heading.
            opens = clock is not None and not (":" in clock[0][-4:] and text[-1] in ".!")
        elif start.startswith(phrases.opens.get(start[0], ())):
            lower = text.lstrip(_BEFORE).lower()
            spread = any(pattern.match(lower) for pattern in phrases.spread)
            opens = spread or start.startswith(phrases.opens[""])
        else:
            continue
        if opens:
            found.add(number)
    if core.compiled and (pairs := core.native.held(list(texts), _native(code)[1])) is not None:
        long = len(phrases.holds)
        found.update(
            number for number, phrase in pairs if phrase < long or texts[number].count(" ") < _SHORT
        )
        return found
    everything = "\n".join(texts).lower()
    present = [phrase for phrase in phrases.holds if phrase in everything]
    short = [phrase for phrase in phrases.short if phrase in everything]
    if present or short:
        for number, text in enumerate(texts):
            lower = text.lower()
            if any(phrase in lower for phrase in present) or (
                any(phrase in lower for phrase in short) and text.count(" ") < _SHORT
            ):
                found.add(number)
    return found


@cache
def _native(code: str) -> tuple[_core.Phrases, _core.Phrases]:
    """Return the openings, and `holds` together with `short`, for the compiled core."""
    phrases = _phrases(code)
    opens = tuple([each for letter, listed in phrases.opens.items() if letter for each in listed])
    return (
        core.native.phrases(opens, 1),
        core.native.phrases((*phrases.holds, *phrases.short), 3),
    )


@cache
def _phrases(code: str) -> _Phrases:
    """Return the phrases of a language together with the phrases that count for all languages."""
    data = read_data("reading/cleaning", "notices")
    listed: dict[str, list[str]] = {"opens": [], "holds": [], "short": []}
    for each in (data[""], data.get(code, {})):
        for kind, phrases in each.items():
            listed[kind] += [phrase for phrase in phrases.split("|") if phrase]
    whole = [phrase for phrase in listed["opens"] if "…" not in phrase]
    parts = [phrase.split("…") for phrase in listed["opens"] if "…" in phrase]
    starts = [*whole, *(first for first, _ in parts)]
    opens = {
        letter: tuple(phrase for phrase in starts if phrase[0] == letter)
        for letter in {phrase[0] for phrase in starts}
    }
    opens[""] = tuple(whole)
    spread = tuple(
        regex(rf"{re.escape(first)}.{{0,{_REST}}}{re.escape(last)}(?!\w)") for first, last in parts
    )
    return _Phrases(opens, spread, tuple(listed["holds"]), tuple(listed["short"]))

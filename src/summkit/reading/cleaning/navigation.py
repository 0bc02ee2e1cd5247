"""Recognise navigation above a headline: rows of section names, "Subscribe | Sign in"."""

from __future__ import annotations

from summkit.article import Dropped
from summkit.patterns import regex
from summkit.reading.cleaning.furniture import page_rule
from summkit.reading.cleaning.keys import label_key
from summkit.reading.cleaning.phrases import phrases
from summkit.reading.cleaning.wrapping import ends_sentence

_BETWEEN = regex(r"\s*[|›»>·•→]+\s*|\s+/\s+|\s{3,}|\t")  # between the names of "News | Sport"
_SIGNS = frozenset("|›»>·•→/\t")
_LONGEST = 160  # maximum characters of a row
_BUTTON = 40  # maximum characters of a button
_TOP = 12  # maximum number of lines above a headline
_LONGEST_NAME = 3  # maximum words of a section's name
_LONGEST_OTHER = 2  # maximum words of an unknown name between known names
_FEWEST = 3  # minimum known names in a row; no headline has as many
_KNOWN = 4  # minimum known names for each unknown word
_MOST = 20  # maximum words of a row
_LEAST = 4  # minimum words that must remain below


def without_navigation(text: str) -> tuple[str, list[Dropped]]:
    """Return a text without the lines at its top that certainly are navigation, and these lines.

    The function runs before wrapped lines are joined, since a row of names above a headline would
    falsify the width at which the text is wrapped.
    """
    dropped: list[Dropped] = []
    rest = text
    for _ in range(_TOP):
        line, _, below = rest.lstrip("\n").partition("\n")
        line = line.strip()
        rule = navigation_rule(line) or (page_rule(line) if 0 < len(line) <= _BUTTON else None)
        if rule not in ("navigation", "section label", "page label"):
            break
        dropped.append(Dropped(" ".join(line.split()), rule))
        rest = below
    if not dropped or len(rest.split(None, _LEAST)) <= _LEAST:
        return text, []
    return rest, dropped


def navigation_rule(line: str, *, headed: bool = False) -> str | None:
    """Return the rule for a row of names of sections and buttons, or for a single section's name.

    `headed` is whether a line below may be the headline; then fewer known names are enough.
    """
    if not line or len(line) > _LONGEST:
        return None
    words = line.split()
    running = len(words) > _MOST or any(word[0].islower() for word in words)
    if running and _SIGNS.isdisjoint(line) and "   " not in line:
        return None  # most headlines return here and skip the slower checks
    if line[-1] in ":,;" or ends_sentence(line):
        return None
    pieces = [piece for piece in _BETWEEN.split(line) if piece]
    if len(pieces) > 1:
        names = sum(_is_name(piece) for piece in pieces)
        others = [piece for piece in pieces if not _is_name(piece)]
        if any(len(piece.split()) > _LONGEST_OTHER for piece in others):
            return None
        enough = 2 * names >= len(pieces) if headed else names > 1 and names > 2 * len(others)
        return "navigation" if enough else None
    named, unknown = (0, 0) if running else _names(words)
    if not named or unknown * _KNOWN > named:
        return None
    if named == 1:
        return "section label"
    return "navigation" if named >= _FEWEST or headed else None


def _is_name(piece: str) -> bool:
    """Return whether a piece between two separators is a section's name or a button."""
    key = label_key(piece)
    return key in phrases().sections or key in phrases().labels


def _names(words: list[str]) -> tuple[int, int]:
    """Return the number of section names in a row of words, and the number of other words."""
    names = others = place = 0
    sections = phrases().sections
    while place < len(words):
        for size in range(_LONGEST_NAME, 0, -1):
            if label_key(" ".join(words[place : place + size])) in sections:
                names += 1
                place += size
                break
        else:
            others += 1
            place += 1
            if others * _KNOWN > len(words) - others:
                break
    return names, others

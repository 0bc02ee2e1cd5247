"""Find the ends of sentences without a stop: before labels within a line, at some line ends.

`summkit.language.fullstops` handles labels with only a full stop ("1. The first").
"""

from __future__ import annotations

import itertools
import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from summkit.language.rules import Rules

# The second labels of lists.
_SECOND = ("2)", "2.)", "(2)", "b)", "b.)", "(b)", "ii)", "ii.)", "(ii)")
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")
_HERE = re.compile("")  # an empty match at a place
_MARKS = "\"'“‘«(¿¡"


def label_value(label: str) -> int:
    """Return the place of a label in its list ("c" and "3" are third); 0 if it is no label."""
    if label.isdigit():
        return int(label) if label.isascii() else 0
    if label in _ROMAN and (label in ("i", "ii", "iii") or len(label) > 1):
        return _ROMAN.index(label) + 1
    return ord(label) - ord("a") + 1 if len(label) == 1 and "a" <= label <= "z" else 0


@cache
def _family(second: str) -> re.Pattern[str]:
    """Return the pattern of the labels that are written like `second`: "(1) ", "(2) "."""
    opening, closing = second[: second.find("(") + 1], second.lstrip("(2bi")
    label = {"2": r"\d{1,2}", "b": "[a-z]", "i": "[ivx]{1,4}"}[second.lstrip("(")[0]]
    return re.compile(
        rf"(?<!\S){re.escape(opening)}({label}){re.escape(closing)}[^\S\n]+(?=[\"'“‘«(]?(\w))"
    )


def label_breaks(text: str, rules: Rules) -> list[re.Match[str]]:
    """Return empty matches before the labels of list items, from the second item on.

    The labels of a list have the same form and are counted from the first. The first label
    begins a paragraph or follows a stop, a colon or another list. A capital follows each label.
    """
    seconds: set[str] = set()
    place = text.find(")")
    while place > 0:
        # Without a second label there is no list; the longest second labels have four characters.
        if text[place - 1] in "2bi." and text[place + 1 : place + 2].isspace():
            label = text[max(0, place - 4) : place + 1].split()[-1].replace("0", "", 1)
            if label in _SECOND:
                seconds.add(label)
        place = text.find(")", place + 1)
    breaks: list[re.Match[str]] = []
    if seconds:
        for second in _SECOND:
            if second in seconds:
                breaks += _breaks(text, _family(second), rules)
        breaks.sort(key=re.Match.start)
    return breaks


def line_breaks(text: str) -> list[re.Match[str]]:
    """Return empty matches at the ends of lines that were not wrapped to fit a width.

    If a line was wrapped, the next line's first word did not fit on it: line and word together
    would exceed the paragraph's longest line. A match needs a capital after the line end, so that a
    wrapped sentence stays complete.
    """
    breaks: list[re.Match[str]] = []
    if text.count("\n") == 2 * text.count("\n\n"):
        # All line ends belong to blank lines.
        return breaks
    lines = text.split("\n")
    place = 0
    for blank, group in itertools.groupby(lines, _is_blank):
        paragraph = list(group)
        width = 0 if blank or len(paragraph) < 2 else max(map(len, paragraph))
        for line, following in itertools.pairwise([*paragraph, ""]):
            place += len(line) + 1
            word = following.split(None, 1)[0] if width and following else ""
            if len(line) + len(word) < width * 0.8 and word.lstrip(_MARKS)[:1].isupper():
                breaks.append(_HERE.match(text, place - 1))  # type: ignore[arg-type]
    return breaks


def _is_blank(line: str) -> bool:
    return not line.strip()


def _breaks(text: str, family: re.Pattern[str], rules: Rules) -> list[re.Match[str]]:
    """Return empty matches before the second and later labels of one form."""
    breaks: list[re.Match[str]] = []
    items = last = 0
    for match in family.finditer(text):
        place, value = match.start(), label_value(match[1])
        if match[2].islower():
            continue
        if items and "\n\n" in text[last:place]:
            items = 0
        before = text[max(0, place - 30) : place].rstrip(" ")
        word = before.rsplit(None, 1)[-1] if before.strip() else ""
        listed = word[-1:] in (",", ";") or word.lower() in rules.openers
        if value == 1 and items < 2:
            if word and word[-1] not in ".!?:…":
                continue
        elif listed or (value != 1 and (not items or value != items + 1)):
            continue
        else:
            breaks.append(_HERE.match(text, place))  # type: ignore[arg-type]
        items, last = value, place
    return breaks

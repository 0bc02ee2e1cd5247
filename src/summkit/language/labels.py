"""Labels of list items that stand within a line: "1) The first 2) The second".

Labels with a full stop alone ("1. The first") are stops: `summkit.language.fullstops` reads them.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from summkit.language.rules import Rules

_SECOND = ("2)", "2.)", "(2)", "b)", "b.)", "(b)", "ii)", "ii.)", "(ii)")
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")
_HERE = re.compile("")


def label_value(label: str) -> int:
    """Return the place of a label in its list ("c" and "3" are third), 0 where it has none."""
    if label.isdigit():
        return int(label) if label.isascii() else 0
    if label in _ROMAN and (label in ("i", "ii", "iii") or len(label) > 1):
        return _ROMAN.index(label) + 1
    return ord(label) - ord("a") + 1 if len(label) == 1 and "a" <= label <= "z" else 0


@cache
def _family(second: str) -> re.Pattern[str]:
    """Return what finds the labels that are written as `second` is."""
    opening, closing = second[: second.find("(") + 1], second.lstrip("(2bi")
    label = {"2": r"\d{1,2}", "b": "[a-z]", "i": "[ivx]{1,4}"}[second.lstrip("(")[0]]
    return re.compile(
        rf"(?<!\S){re.escape(opening)}({label}){re.escape(closing)}[^\S\n]+(?=[\"'“‘«(]?(\w))"
    )


def label_breaks(text: str, rules: Rules) -> list[re.Match[str]]:
    """Return empty matches before the labels of items, from the second on.

    The labels of one list are written alike and counted from the first, which begins a
    paragraph or follows a stop, a colon or another list; what a label labels has a capital.
    """
    place = text.find(")")
    while place > 0 and text[place - 1] not in "2bi.":
        place = text.find(")", place + 1)
    breaks: list[re.Match[str]] = []
    if place > 0:
        for second in _SECOND:
            if second in text:
                breaks += _breaks(text, _family(second), rules)
        breaks.sort(key=re.Match.start)
    return breaks


def _breaks(text: str, family: re.Pattern[str], rules: Rules) -> list[re.Match[str]]:
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

"""Read wire copy in the format ANPA 1312: a header, a head, and text between control characters."""

from __future__ import annotations

import re
from typing import NamedTuple

from summkit.article import Dropped
from summkit.patterns import regex
from summkit.reading.cleaning.stamps import is_byline

_FEWEST = 2  # marked lines of a head if no control characters enclose the text
_OPENS, _BEGINS, _ENDS = "\x01", "\x02", "\x03"
_LINE = regex(r"[\s\x00-\x1f]*\^?\s*(.*?)\s*<?\s*")  # "^Ferry Runs Aground<"
# Slugs and notes to editors: "BC-Ferry Aground", "Ferry, 1st Ld", "Eds: UPDATES".
_SLUG = regex(
    r"[A-Za-z]{1,2}-[A-Z].*|.*,\s?(?:1st|2nd|3rd|\dth) (?:Ld|Lead|Add)\b.*|(?:Eds?|ap photo)\b.*",
    re.IGNORECASE,
)
_SIGNS = (("``", "“"), ("''", "”"), (" _ ", " — "))


class Wire(NamedTuple):
    """The text and headline of wire copy, and the lines that were removed around them."""

    text: str
    headline: str | None = None
    dropped: tuple[Dropped, ...] = ()


def without_frame(text: str) -> Wire:
    """Return wire copy as plain text; any other text is returned unchanged."""
    if _BEGINS not in text and ("^" not in text or "\n^" not in text):
        return Wire(text)
    head, body = _parts(text.replace("\r\n", "\n").replace("\r", "\n"))
    paragraphs = _paragraphs(body)
    if not paragraphs:
        return Wire(text)
    headline = None
    dropped = []
    signed = False  # the line below a byline gives the writer's newspaper
    for line in head:
        words = _words(line)
        if not words:
            continue
        marked_line = line.startswith("^") and _SLUG.fullmatch(words) is None
        signed = signed or is_byline(words)
        if marked_line and not signed and headline is None:
            headline = words
        else:
            dropped.append(Dropped(words, "byline" if marked_line else "wire note"))
    plain = "\n\n".join(paragraphs)
    for sign, mark in _SIGNS:
        plain = plain.replace(sign, mark)
    return Wire(plain, headline, tuple(dropped))


def _parts(text: str) -> tuple[list[str], str]:
    """Return the lines of the head, and the text up to its end mark; "" if it is no wire copy."""
    head, begun, body = text.partition(_BEGINS)
    # A single control character may occur in any text, so it does not count.
    if begun and _OPENS in head:
        return head.split("\n"), body.partition(_ENDS)[0]
    lines = text.split("\n")
    marked = [
        place for place, line in enumerate(lines) if line[:1] == "^" and line.rstrip()[-1] == "<"
    ]
    if len(marked) < _FEWEST:
        return [], ""
    return lines[: marked[-1] + 1], "\n".join(lines[marked[-1] + 1 :])


def _words(line: str) -> str:
    """Return the words of a line without its marks."""
    match = _LINE.fullmatch(line)
    return match[1] if match else line.strip()


def _paragraphs(body: str) -> list[str]:
    """Return the paragraphs: each begins with a tab, or follows a line that ends with "<"."""
    paragraphs: list[str] = []
    ended = True
    for line in body.split("\n"):
        words = _words(line)
        if words and not (ended or line[:1] in "\t "):
            paragraphs[-1] += f" {words}"
        elif words:
            paragraphs.append(words)
        ended = not words or line.rstrip().endswith("<")
    return paragraphs

"""Split a text in a page's data into paragraphs. The text may be plain or HTML."""

from __future__ import annotations

import html

from summkit.patterns import regex
from summkit.reading.cleaning.markup import without_markup
from summkit.reading.cleaning.wrapping import ends_sentence
from summkit.reading.formats.suffixes import count, key

_BLANK = regex(r"\n\s*\n")  # a blank line
_SPACE = regex(r"\s+")  # white space
_TAGS = regex(r"</?[a-zA-Z][^<>]{0,500}>")  # "<b>", "</p>"
# Code, addresses and identifiers: "() => x", "https://...", "article-body".
_CODE = regex(r"[{}]|=>|\);|^\s*(?:https?:|/|#|data:)|\w\(\)|^[\w-]+$")
_MIN_WORDS = 5
_RUNNING = 25  # minimum words of running text without a full stop


def plain(text: str) -> str:
    """Return a text on one line, without tags and entities, which titles should not contain."""
    for _ in range(2):  # many texts are escaped twice: "&amp;quot;"
        text = html.unescape(text)
    return _SPACE.sub(" ", _TAGS.sub(" ", text)).strip()


def paragraphs(text: str) -> list[str]:
    """Return a text's paragraphs, each on one line, without tags and entities.

    Blank lines and block tags separate paragraphs. If there are none and most lines end a sentence,
    each line is a paragraph.
    """
    parts = _BLANK.split(without_markup(text).strip())
    if len(parts) == 1 and "\n" in parts[0]:
        lines = [line.strip() for line in parts[0].split("\n") if line.strip()]
        whole = sum(ends_sentence(line) for line in lines)
        parts = lines if whole > len(lines) / 2 else parts
    return [line for part in parts if (line := _SPACE.sub(" ", part).strip())]


def running(text: str) -> list[str]:
    """Return a text's paragraphs and sentences if at least one is running text, else []."""
    lines = paragraphs(text)
    prose = [line for line in lines if is_prose(line)]
    return [line for line in lines if line in prose or ends_sentence(line)] if prose else []


def is_prose(text: str) -> bool:
    """Return whether a text is running text, not a name, an address, a label or code."""
    words = count(key(text[:2_000]))
    if words < _MIN_WORDS or _CODE.search(text[:2_000]):
        return False
    return words >= _RUNNING or ends_sentence(text.rstrip())

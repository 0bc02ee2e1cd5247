"""Remove the markup of a text in HTML, escaped HTML or Markdown, in a file of any format."""

from __future__ import annotations

import re

from summkit.article import Dropped
from summkit.patterns import regex
from summkit.reading.cleaning.codes import without_codes
from summkit.reading.cleaning.markup import without_markup
from summkit.reading.formats.fragment import field_text
from summkit.reading.formats.light import strip_light
from summkit.reading.formats.markdown import (
    front_matter,
    holds_markdown,
    plain_line,
    strip_markdown,
)

_PARAGRAPHS = regex(r"</?p\b|<(?:html|body)\b", re.IGNORECASE)  # "<p>"


def plain_of(text: str) -> tuple[str, tuple[Dropped, ...]]:
    """Return a text without its markup, and the parts that were dropped with the markup.

    Blank lines separate paragraphs. A heading at the top of the text stays its first line.
    """
    matter: tuple[Dropped, ...] = ()
    if text[:3] in ("---", "+++"):
        found, text = front_matter(text)
        matter = found.dropped
    text, title, signs = strip_light(text)
    if title is not None:
        text = f"{title}\n\n{text}"
    if "\n\n" in text and holds_markdown(text) and not _PARAGRAPHS.search(text):
        text = without_markup(without_codes(text))  # the text is Markdown that contains some HTML
    else:
        text = field_text(text)
    if not holds_markdown(text):
        return text, (*matter, *signs)
    text, heading, dropped = strip_markdown(text)
    return f"{heading}\n\n{text}" if heading else text, (*matter, *signs, *dropped)


def line_of(text: str) -> str:
    """Return a headline or dek on one line, without its markup."""
    return plain_line(" ".join(field_text(text).split()))

"""What a text was written in, whatever file holds it: HTML, HTML escaped, Markdown -> its words."""

from __future__ import annotations

from summkit.article import Dropped
from summkit.reading.formats.fragment import field_text
from summkit.reading.formats.markdown import holds_markdown, plain_line, strip_markdown


def plain_of(text: str) -> tuple[str, tuple[Dropped, ...]]:
    """Return a text without the markup it was written in, and what went with that.

    Paragraphs are parted by blank lines. A heading that opens the text stays its first line.
    """
    text = field_text(text)
    if not holds_markdown(text):
        return text, ()
    text, heading, dropped = strip_markdown(text)
    return f"{heading}\n\n{text}" if heading else text, dropped


def line_of(text: str) -> str:
    """Return a headline or dek on one line, without the markup it was written in."""
    return plain_line(" ".join(field_text(text).split()))

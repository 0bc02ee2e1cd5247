"""Read the bytes of a text file as an Article: plain text, Markdown, or a CNN/DM story."""

from __future__ import annotations

from summkit.article import Article
from summkit.errors import InputError
from summkit.reading.encoding import decode
from summkit.reading.formats.story import is_story, read_story
from summkit.reading.formats.text import read_text
from summkit.reading.limits import DEFAULT_LIMITS, Limits


def read_plain(
    data: bytes,
    *,
    id: str = "",
    source: str = "",
    language: str | None = None,
    declared: str | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> Article:
    """Read one text; a text with a line "@highlight" is a CNN/DM story.

    Raises
    ------
    InputError
        If the data is no text, or the text is empty after cleaning.
    """
    text = decode(data, declared=declared, where=source)
    if not text.strip():
        raise InputError("empty: there is nothing to read", source)
    reader = read_story if is_story(text) else read_text
    article = reader(text, id=id, source=source, language=language)
    if not article.body.strip():
        raise InputError("no text remains after cleaning", source)
    return article

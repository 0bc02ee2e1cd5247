"""Bytes of a text file -> Article: plain text, Markdown, and CNN/DM stories."""

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
    """Read one text; a line "@highlight" makes it a story.

    Raises
    ------
    InputError
        If it is no text, or nothing is left to read.
    """
    text = decode(data, declared=declared, where=source)
    if not text.strip():
        raise InputError("empty: there is nothing to read", source)
    reader = read_story if is_story(text) else read_text
    article = reader(text, id=id, source=source, language=language)
    if not article.body.strip():
        raise InputError("no text is left to read", source)
    return article

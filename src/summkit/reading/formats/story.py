"""Read CNN/DM `.story` files: the body, then each highlight below a line "@highlight"."""

from __future__ import annotations

import re

from summkit.article import Article
from summkit.errors import InputError
from summkit.patterns import regex
from summkit.reading.cleaning.characters import clean
from summkit.reading.formats.text import read_body

_MARK = regex(r"^[ \t]*@highlight[ \t]*$", re.MULTILINE)  # "@highlight"


def is_story(text: str) -> bool:
    """Return whether a text has a line "@highlight"."""
    return _MARK.search(text) is not None


def read_story(
    text: str, *, id: str = "", source: str = "", language: str | None = None
) -> Article:
    """Read one story.

    The highlights are the sentences of one reference (Hermann et al. 2015, Teaching
    Machines to Read and Comprehend). The files have no headline.

    Raises
    ------
    InputError
        If there is no text before the first highlight.
    """
    body, *highlights = _MARK.split(clean(text))
    body, dek, dropped = read_body(body)
    if not body:
        raise InputError("the story has no text before its highlights", source)
    reference = tuple(folded for text in highlights if (folded := " ".join(text.split())))
    return Article(
        body=body,
        id=id,
        dek=dek,
        language=language,
        references=(reference,) if reference else (),
        source=source,
        dropped=dropped,
    )

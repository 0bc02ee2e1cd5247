"""What an editor sees: headline, dek, body paragraphs, language, references. No analysis."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

_BLANK_LINE = re.compile(r"\n\s*\n")

Reference = tuple[str, ...]
"""One human summary as its sentences; a summary whose sentences are unknown is a 1-tuple."""


@dataclass(frozen=True, slots=True)
class Dropped:
    """A line that reading left out of the body, and the rule that did it."""

    text: str
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One news article.

    Attributes
    ----------
    body
        The article's own text: paragraphs separated by a blank line, without the
        headline, the dek and page furniture. Every offset in summkit counts
        characters (code points) of this string.
    id
        Unique within its corpus; the reader makes one where the source has none.
    headline, dek
        As the editor wrote them, or None.
    language
        BCP 47 primary subtag in lower case ("en"), or None when unknown.
    references
        Human summaries of the body, each a tuple of sentences. The headline and the
        dek are references too, for their own targets; they are not repeated here.
    source
        Where it was read from: path, URL, ``file:line``, or "-" for standard input.
    dropped
        What reading left out, in document order.
    """

    body: str
    id: str = ""
    headline: str | None = None
    dek: str | None = None
    language: str | None = None
    references: tuple[Reference, ...] = ()
    source: str = ""
    dropped: tuple[Dropped, ...] = ()

    def paragraphs(self) -> Iterator[tuple[int, int]]:
        """Yield (start, end) of each paragraph in `body`, surrounding white space excluded."""
        body = self.body
        start = 0
        for match in chain(_BLANK_LINE.finditer(body), (None,)):
            piece = body[start : match.start() if match else len(body)]
            if bare := piece.strip():
                start += len(piece) - len(piece.lstrip())
                yield start, start + len(bare)
            if match:
                start = match.end()

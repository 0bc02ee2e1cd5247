"""What an editor sees: headline, dek, body paragraphs, language, references. No analysis."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import KW_ONLY, dataclass
from itertools import chain
from typing import Any, ClassVar

from summkit.errors import ArgumentTypeError
from summkit.naming import Attributes, helpful_constructor
from summkit.patterns import regex

_BLANK_LINE = regex(r"\n\s*\n")

Reference = tuple[str, ...]
"""One human summary as its sentences; a summary whose sentences are unknown is a 1-tuple."""


@dataclass(frozen=True, slots=True)
class Dropped:
    """A line that reading left out of the body, and the rule that did it."""

    text: str
    rule: str


@helpful_constructor
@dataclass(frozen=True, slots=True, repr=False)
class Article(Attributes):
    """One news article.

    The constructor takes the parts as they are. `from_text` and `from_html` find headline,
    dek and body in what was scraped, and leave out what is furniture.

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
    read_as
        What it was read from, where that is no text, page or record of a corpus: "RSS 2.0
        feed, 12 entries", "mail".

    Raises
    ------
    ArgumentTypeError
        For a part that is not a text.

    Examples
    --------
    >>> Article("A fire broke out on Monday.", headline="Fire", language="en")
    Article(headline='Fire', 27 characters, language='en')
    """

    _meant: ClassVar[Mapping[str, str]] = {
        "text": "body",
        "content": "body",
        "title": "headline",
        "standfirst": "dek",
        "subtitle": "dek",
        "description": "dek",
        "summary": "references",
        "reference": "references",
        "url": "source",
        "path": "source",
        "sentences": "summkit.analyse(article) finds its sentences",
        "summarise": "summkit.summarise(article) writes of it",
        "to_dict": "dataclasses.asdict(article) makes a dict",
    }

    body: str
    _: KW_ONLY
    id: str = ""
    headline: str | None = None
    dek: str | None = None
    language: str | None = None
    references: tuple[Reference, ...] = ()
    source: str = ""
    dropped: tuple[Dropped, ...] = ()
    read_as: str = ""

    def __post_init__(self) -> None:
        for name in ("body", "id", "source", "read_as"):
            if not isinstance(getattr(self, name), str):
                raise ArgumentTypeError(name, getattr(self, name), "a text")
        for name in ("headline", "dek", "language"):
            if not isinstance(getattr(self, name), str | None):
                raise ArgumentTypeError(name, getattr(self, name), "a text or None")
        references = self.references
        if not isinstance(references, tuple | list) or not all(
            isinstance(each, tuple | list) and all(isinstance(text, str) for text in each)
            for each in references
        ):
            several = isinstance(references, tuple | list) and all(
                isinstance(each, str) for each in references
            )
            raise ArgumentTypeError(
                "references",
                references,
                "human summaries, each a tuple of sentences",
                "write [(text,) for text in references]" if several else "",
            )
        if not isinstance(self.dropped, tuple | list):
            raise ArgumentTypeError("dropped", self.dropped, "a tuple of Dropped")

    def __repr__(self) -> str:
        parts = [f"{len(self.body):,} characters"]
        if self.headline:
            parts.insert(0, f"headline={shortened(self.headline)!r}")
        if self.id:
            parts.insert(0, f"id={self.id!r}")
        if self.language:
            parts.append(f"language={self.language!r}")
        return f"Article({', '.join(parts)})"

    @classmethod
    def from_text(
        cls,
        text: str,
        *,
        headline: str | None = None,
        dek: str | None = None,
        id: str = "",
        source: str = "",
        language: str | None = None,
    ) -> Article:
        """Make an Article of a scraped text, as ``summkit summarise`` reads a text file.

        Headline and dek at the head are recognised; bylines, reading times, captions and
        other furniture are left out and stand in `dropped`.

        Parameters
        ----------
        text
            The text, Markdown included; or HTML, which is read as a page.
        headline, dek
            Where they are known; they are then not looked for in the text, and a line that
            repeats them is left out of the body.
        id, source, language
            As of the constructor.

        Raises
        ------
        ArgumentTypeError
            If `text` is not a string.
        InputError
            If the text holds nothing to read.

        Examples
        --------
        >>> lines = ["Fire in Ostrava", "", "A fire broke out on Monday."]
        >>> Article.from_text(chr(10).join(lines)).body
        'A fire broke out on Monday.'
        """
        from summkit.reading.memory import article_from_text

        return article_from_text(
            text, headline=headline, dek=dek, id=id, source=source, language=language
        )

    @classmethod
    def from_html(
        cls, page: str | bytes, *, id: str = "", source: str = "", language: str | None = None
    ) -> Article:
        """Make an Article of a page, as ``summkit summarise`` reads an HTML file.

        Parameters
        ----------
        page
            HTML; the encoding of bytes is the one declared, else it is detected.
        id, source, language
            As of the constructor.

        Raises
        ------
        ArgumentTypeError
            If `page` is neither a string nor bytes.
        InputError
            If the page holds no article, or cannot be read within the limits.
        """
        from summkit.reading.memory import article_from_html

        return article_from_html(page, id=id, source=source, language=language)

    @classmethod
    def from_dict(
        cls,
        record: Mapping[str, Any],
        *,
        mapping: Mapping[str, str | Sequence[str]] | None = None,
        id: str = "",
        source: str = "",
        language: str | None = None,
    ) -> Article:
        """Make an Article of a record, whose fields are recognised as in a corpus.

        Parameters
        ----------
        record
            Such as ``{"title": "...", "text": "..."}``; the names of fields are those that
            a JSON lines file may have. What an interface answers is divided into its records,
            of which there must be one.
        mapping
            Field of the article -> its name or path in the record, over what is recognised:
            ``{"body": "content.rendered", "dek": "blocks[0].text"}``. "items" is where the list
            of records stands.
        id, source, language
            As of the constructor; an id in the record goes before `id`.

        Raises
        ------
        InputError
            If the record holds no body.
        """
        from summkit.reading.memory import article_from_record

        return article_from_record(record, mapping=mapping, id=id, source=source, language=language)

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


def shortened(text: str, most: int = 40) -> str:
    """Return a text on one line, cut at `most` characters for a `repr`."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1] + "…"

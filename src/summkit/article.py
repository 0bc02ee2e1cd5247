"""The Article: headline, dek, body paragraphs, language and references, without any analysis."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import KW_ONLY, dataclass
from itertools import chain
from typing import Any, ClassVar

from summkit.errors import ArgumentTypeError
from summkit.naming import Attributes, helpful, helpful_constructor
from summkit.patterns import regex

_BLANK_LINE = regex(r"\n\s*\n")

Reference = tuple[str, ...]
"""A human summary as a tuple of its sentences; a 1-tuple if the sentences are unknown."""


@dataclass(frozen=True, slots=True)
class Dropped:
    """A line that the reader left out of the body.

    Attributes
    ----------
    text
        The line.
    rule
        Name of the rule that left it out, such as "byline".

    Examples
    --------
    >>> lines = ["Fire in Ostrava", "By Jana Novak", "", "A fire broke out on Monday."]
    >>> Article.from_text(chr(10).join(lines)).dropped
    (Dropped(text='By Jana Novak', rule='byline'),)
    """

    text: str
    rule: str


@helpful_constructor
@dataclass(frozen=True, slots=True, repr=False)
class Article(Attributes):
    """A news article.

    The constructor stores its arguments unchanged. `from_text`, `from_html` and `from_dict`
    recognise headline, dek and body in a text, a page or a record, and leave out page furniture.

    Attributes
    ----------
    body
        The text of the article: paragraphs separated by blank lines, without the headline, the dek
        and page furniture. All offsets in summkit are counts of characters (code points) in
        this string.
    id
        Identifier, unique within the corpus. If the source has no id, the reader creates one.
    headline, dek
        The headline and the dek that the editor wrote, or None.
    language
        BCP 47 primary subtag in lower case ("en"), or None if unknown.
    references
        Human summaries of the body, each a tuple of sentences. Headline and dek are the
        references of their own targets and are not repeated here.
    source
        Where the article was read from: path, URL, ``file:line``, or "-" for standard input.
    dropped
        The lines that the reader left out, in document order.
    read_as
        The format of the source, such as "mail" or "RSS 2.0 feed, 12 entries"; "" for texts,
        pages and records.

    Raises
    ------
    ArgumentTypeError
        If an argument has the wrong type.

    Examples
    --------
    >>> Article("A fire broke out on Monday.", headline="Fire", language="en")
    Article(headline='Fire', 27 characters, language='en')
    """

    _synonyms: ClassVar[Mapping[str, str]] = {
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
        "summarise": "summkit.summarise(article) summarises it",
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
        check_texts(body=self.body, id=self.id, source=self.source, read_as=self.read_as)
        check_texts_or_none(headline=self.headline, dek=self.dek, language=self.language)
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
        if not isinstance(self.dropped, tuple | list) or not all(
            isinstance(each, Dropped) for each in self.dropped
        ):
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
    @helpful
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
        """Make an Article from a scraped text, as ``summkit summarise`` reads a text file.

        Headline and dek at the start of the text are recognised. Bylines, reading times, captions
        and other furniture are moved from the body to `dropped`.

        Parameters
        ----------
        text
            Plain text or Markdown; or HTML, which is read as a page.
        headline, dek
            Headline and dek if the caller knows them. They are then not searched in the text, and
            a line that repeats them is left out of the body.
        id, source, language
            The same parameters as in the constructor.

        Raises
        ------
        ArgumentTypeError
            If an argument has the wrong type.
        InputError
            If the text is empty.

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
    @helpful
    def from_html(
        cls, page: str | bytes, *, id: str = "", source: str = "", language: str | None = None
    ) -> Article:
        """Make an Article from a page, as ``summkit summarise`` reads an HTML file.

        Parameters
        ----------
        page
            HTML. The encoding of bytes is the declared encoding, or else it is detected.
        id, source, language
            The same parameters as in the constructor.

        Raises
        ------
        ArgumentTypeError
            If `page` is neither a string nor bytes.
        InputError
            If the page contains no article, or cannot be read within the limits of time and size.

        Examples
        --------
        >>> page = "<html><body><h1>Fire in Ostrava</h1><p>A fire broke out.</p></body></html>"
        >>> Article.from_html(page).headline
        'Fire in Ostrava'
        """
        from summkit.reading.memory import article_from_html

        return article_from_html(page, id=id, source=source, language=language)

    @classmethod
    @helpful
    def from_dict(
        cls,
        record: Mapping[str, Any],
        *,
        mapping: Mapping[str, str | Sequence[str]] | None = None,
        id: str = "",
        source: str = "",
        language: str | None = None,
    ) -> Article:
        """Make an Article from a record, whose fields are recognised as in a corpus.

        Parameters
        ----------
        record
            A mapping such as ``{"title": "...", "text": "..."}``, with the field names that are
            allowed in a JSON lines file; or the answer of a web API that contains a single record.
        mapping
            Field of the article -> its name or path in the record, such as
            ``{"body": "content.rendered", "dek": "blocks[0].text"}``. The mapping takes precedence
            over recognised names. The key "items" gives the path of the list of records.
        id, source, language
            The same parameters as in the constructor. An id in the record takes precedence
            over `id`.

        Raises
        ------
        InputError
            If the record contains no body, or if there are several records.

        Examples
        --------
        >>> Article.from_dict({"title": "Fire in Ostrava", "text": "A fire broke out."}).headline
        'Fire in Ostrava'
        """
        from summkit.reading.memory import article_from_record

        return article_from_record(record, mapping=mapping, id=id, source=source, language=language)

    def paragraphs(self) -> Iterator[tuple[int, int]]:
        """Yield the offsets (start, end) of each paragraph in `body`, without outer white space."""
        body = self.body
        start = 0
        for match in chain(_BLANK_LINE.finditer(body), (None,)):
            piece = body[start : match.start() if match else len(body)]
            if bare := piece.strip():
                start += len(piece) - len(piece.lstrip())
                yield start, start + len(bare)
            if match:
                start = match.end()


def check_texts(**given: object) -> None:
    """Raise ArgumentTypeError unless each argument is a text."""
    for name, value in given.items():
        if not isinstance(value, str):
            raise ArgumentTypeError(name, value, "a text")


def check_texts_or_none(**given: object) -> None:
    """Raise ArgumentTypeError unless each argument is a text or None."""
    for name, value in given.items():
        if not isinstance(value, str | None):
            raise ArgumentTypeError(name, value, "a text or None")


def shortened(text: str, most: int = 40) -> str:
    """Return a text on one line, cut to at most `most` characters, for a `repr`."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1] + "…"

"""What each article adds to an output, and the whole made of it; for any engine."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from summkit.article import Article
from summkit.document import Document, analyse_many
from summkit.errors import InputError
from summkit.jobs import Outcome
from summkit.reading import Failure, Unread
from summkit.summarisers.base import Writer
from summkit.summary import Summary
from summkit.system import System

FORMATS = ("text", "json", "markdown", "html", "parquet")

Item = Failure | Unread


class Piece(NamedTuple):
    """One article in the output.

    Attributes
    ----------
    text
        In the format asked for; "" where the article failed.
    heading
        What stands above it where it is not the only one.
    failure
        Why there is no text, in one line that names the article; else "".
    """

    text: str
    heading: str = ""
    failure: str = ""


@dataclass(frozen=True)
class Writing:
    """Summarises articles and writes each in a format: the work of `summkit summarise`.

    Attributes
    ----------
    systems
        By target, as they stand on a card.
    language
        Overrides the articles' own.
    format
        One of `FORMATS`; "parquet" is written as "json", and made a table by `as_parquet`.
    count
        So many headlines, the best first.
    width
        Columns to wrap text at; None does not.
    """

    systems: Mapping[str, System]
    language: str | None = None
    format: str = "text"
    explain: bool = False
    include_body: bool = False
    count: int = 1
    width: int | None = None

    @property
    def batch(self) -> int:
        """So many articles at a time; one where another program writes, which may take long."""
        slow = any(isinstance(system.summariser, Writer) for system in self.systems.values())
        return 1 if slow else 16

    def start(self) -> Callable[[Sequence[Item]], list[Piece]]:
        """Return the function from what was read to pieces.

        It raises UsageError if no article could be written: a program that cannot be started.
        """
        return self._pieces

    def _pieces(self, items: Sequence[Item]) -> list[Piece]:
        """Read, analyse, summarise and write articles, one step for all before the next."""
        read = [item.read() if isinstance(item, Unread) else item for item in items]
        articles = [each for each in read if isinstance(each, Article)]
        texts = iter(self._texts(analyse_many(articles, self.language)))
        return [
            next(texts) if isinstance(each, Article) else Piece("", failure=str(each))
            for each in read
        ]

    def _texts(self, documents: Sequence[Document]) -> list[Piece]:
        """Summarise and write documents; one that cannot be costs the others their block only."""
        try:
            found = [system.summarise_many(documents) for system in self.systems.values()]
        except InputError as error:
            if len(documents) == 1:
                return [Piece("", failure=str(error))]
            return [piece for document in documents for piece in self._texts([document])]
        return [
            self._written(dict(zip(self.systems, each, strict=True)))
            for each in zip(*found, strict=True)
        ]

    def _written(self, summaries: dict[str, Summary]) -> Piece:
        from summkit.report.escape import one_line, to_json
        from summkit.report.summaries import as_markdown, as_object, as_text, explanation

        if self.format in ("json", "parquet"):
            told = as_object(
                summaries, include_body=self.include_body, explain=self.explain, count=self.count
            )
            return Piece(to_json(told) + "\n")
        if self.format == "html":
            from summkit.report.article_html import article_section

            return Piece(article_section(summaries))
        if self.format == "markdown":
            return Piece(as_markdown(summaries))
        text = as_text(summaries, width=self.width, count=self.count) + "\n"
        if self.explain:
            text += "\n" + explanation(summaries, width=self.width) + "\n"
        article = next(iter(summaries.values())).document.article
        return Piece(text, f"==> {one_line(article.source or article.id)} <==\n")


def piece_of(outcome: Outcome[Item, Piece]) -> Piece:
    """Return what an engine made of an item, or that it failed there."""
    if outcome.value is not None:
        return outcome.value
    return Piece("", failure=f"{outcome.item.where}: {outcome.failure}")


def joined(pieces: Iterable[Piece], format_: str) -> Iterator[str]:
    """Yield the whole output as its pieces come; those that failed add nothing.

    The first text waits for the second: one that is alone has no heading.
    """
    written = (piece for piece in pieces if not piece.failure)
    first = next(written, None)
    if first is None:
        return
    if format_ == "html":
        from summkit.report.article_html import PAGE_END, PAGE_START

        yield PAGE_START + first.text
        yield from (piece.text for piece in written)
        yield PAGE_END
    elif format_ == "text":
        second = next(written, None)
        yield first.heading + first.text if second else first.text
        while second:
            yield f"\n{second.heading}{second.text}"
            second = next(written, None)
    else:
        between = "\n" if format_ == "markdown" else ""
        yield first.text
        yield from (between + piece.text for piece in written)

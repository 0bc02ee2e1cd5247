"""What each article adds to an output, and the whole made of it; for any engine."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from summkit.document import analyse
from summkit.engines import Outcome
from summkit.errors import InputError
from summkit.reading import Failure, Unread
from summkit.system import Summary, System

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

    batch: ClassVar[int] = 1

    systems: Mapping[str, System]
    language: str | None = None
    format: str = "text"
    explain: bool = False
    include_body: bool = False
    count: int = 1
    width: int | None = None

    def start(self) -> Callable[[Sequence[Item]], list[Piece]]:
        """Return the function from what was read to pieces."""
        return lambda items: [self.piece(item) for item in items]

    def piece(self, item: Item) -> Piece:
        """Read, analyse, summarise and write one article.

        Raises
        ------
        UsageError
            If no article could be written: a program that cannot be started.
        """
        article = item.read() if isinstance(item, Unread) else item
        if isinstance(article, Failure):
            return Piece("", failure=str(article))
        try:
            document = analyse(article, self.language)
            summaries = {name: system.summarise(document) for name, system in self.systems.items()}
        except InputError as error:
            return Piece("", failure=str(error))
        return self._written(summaries)

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

"""The pieces of an output, one per article, and how they are joined."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from summkit.article import Article
from summkit.errors import counted
from summkit.summary import Summary

FORMATS = ("text", "json", "markdown", "html", "csv", "tsv", "parquet")


_LONGEST_HEADLINE = 150
_STOPS = tuple(".!?…。！？．｡।॥։۔؟።᙮៖။\"'”’»)")


class Piece(NamedTuple):
    """The rendered summaries of one article.

    Attributes
    ----------
    text
        The summaries in the requested format; "" if the article failed.
    heading
        A line above the text if there are several articles; for a table, the line with the names
        of the columns, written once.
    failure
        The reason why there is no text, in one line that contains the article's name; otherwise
        "".
    note
        The format as which the file was read, in one line that contains its name; "" for texts,
        pages and records of a corpus.
    doubt
        The doubtful texts, if the format does not show the confidence. Not computed for records
        of a corpus, because it takes nearly half the time of a short summary.
    fewer
        A message if there are fewer headlines than requested; otherwise "".
    bare
        A message if the article is one line that is not a sentence; otherwise "".
    """

    text: str
    heading: str = ""
    failure: str = ""
    note: str = ""
    doubt: str = ""
    fewer: str = ""
    bare: str = ""


@dataclass(frozen=True, slots=True)
class RenderOptions:
    """The options for rendering the summaries of an article.

    Attributes
    ----------
    format
        One of `FORMATS`. A piece of "parquet" is a JSON object.
    explain
        Whether the piece explains why each sentence was chosen (text, JSON and Parquet).
    include_body
        Whether the piece contains the body of the article (JSON, CSV, TSV and Parquet).
    count
        Number of headlines, the best first (text, JSON and Parquet).
    width
        Number of columns at which text is wrapped. None does not wrap it.
    """

    format: str = "text"
    explain: bool = False
    include_body: bool = False
    count: int = 1
    width: int | None = None


def rendered(summaries: Mapping[str, Summary], options: RenderOptions) -> Piece:
    """Return the piece for the summaries of one article, given by target."""
    first = next(iter(summaries.values()))
    piece = _rendered(dict(summaries), options)
    return piece._replace(fewer=_fewer_note(first, options.count), bare=_bare_note(first))


def _fewer_note(summary: Summary, count: int) -> str:
    """Return a message if there are fewer headlines than requested; otherwise ""."""
    found = max(len(summary.headlines), 1)
    if found >= count:
        return ""
    return f"only {counted(found, 'headline')} of {_display_name(summary.document.article)}"


def _bare_note(summary: Summary) -> str:
    """Return a message if an article is one line without a full stop, such as a lone headline."""
    body = summary.document.article.body.strip()
    if len(summary.document.sentences) != 1 or "\n" in body or len(body) > _LONGEST_HEADLINE:
        return ""
    if body.endswith(_STOPS):
        return ""
    called = _display_name(summary.document.article)
    return f"{called} has one line, which reads like a headline, and no body: hardly an article"


def _display_name(article: Article) -> str:
    from summkit.report.escape import one_line

    name = article.source or article.id
    return "standard input" if name == "-" else one_line(name) or "the article"


def _rendered(summaries: dict[str, Summary], options: RenderOptions) -> Piece:
    from summkit.report.escape import one_line, to_json
    from summkit.report.summaries import (
        as_markdown,
        as_object,
        as_rows,
        as_text,
        doubtful,
        explanation,
    )

    article = next(iter(summaries.values())).document.article
    note = _note(article)
    if options.format in ("json", "parquet"):
        data = as_object(
            summaries,
            include_body=options.include_body,
            explain=options.explain,
            count=options.count,
        )
        return Piece(to_json(data) + "\n", note=note)
    if options.format in ("csv", "tsv"):
        names, values = as_rows(summaries, include_body=options.include_body)
        delimiter = "," if options.format == "csv" else "\t"
        return Piece(_row(values, delimiter), _row(names, delimiter), note=note)
    if options.format == "html":
        from summkit.report.article_html import article_section

        return Piece(article_section(summaries), note=note)
    doubt = "" if options.explain or _is_record(article) else doubtful(summaries)
    if options.format == "markdown":
        return Piece(as_markdown(summaries), note=note, doubt=doubt)
    text = as_text(summaries, width=options.width, count=options.count) + "\n"
    if options.explain:
        text += "\n" + explanation(summaries, width=options.width) + "\n"
    return Piece(text, f"==> {one_line(article.source or article.id)} <==\n", "", note, doubt)


def _note(article: Article) -> str:
    """Return a message on the format of an article's file, if there is one; otherwise ""."""
    if not article.read_as:
        return ""
    file = article.source.rpartition(":")[0] if _is_record(article) else article.source
    return f"{'standard input' if file == '-' else file}: read as {article.read_as}"


def _is_record(article: Article) -> bool:
    """Return whether an article is one of several in its file: its source ends with a number."""
    file, _, number = article.source.rpartition(":")
    return bool(file) and number.isdigit()


def _row(values: Iterable[str], delimiter: str) -> str:
    """Return a row of a table, with an apostrophe before text that looks like a formula."""
    import csv
    import io

    from summkit.report.escape import one_line, spreadsheet

    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\n")
    writer.writerow(spreadsheet(one_line(value)) for value in values)
    return out.getvalue()


def joined(pieces: Iterable[Piece], format_: str) -> Iterator[str]:
    """Yield the complete output while the pieces come. Failed pieces add nothing.

    In plain text, the first piece is written when the second piece arrives, because a single piece
    has no heading.
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
    elif format_ in ("csv", "tsv"):
        yield first.heading + first.text
        yield from (piece.text for piece in written)
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

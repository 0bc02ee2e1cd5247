"""Read every article of a source, and handle records that cannot be read."""

from __future__ import annotations

import os
from collections.abc import Generator, Iterable, Iterator
from contextlib import closing
from typing import Literal, overload

from summkit.arguments import chosen_name
from summkit.article import Article
from summkit.errors import ArgumentTypeError, InputError, UsageError, warn
from summkit.naming import helpful
from summkit.reading.limits import DEFAULT_LIMITS, Limits
from summkit.reading.options import Failure, Mapped, ReadOptions, Unread, column_names
from summkit.reading.sources.source import pending

ON_ERROR = ("raise", "skip", "yield")


@overload
def read(
    source: str | os.PathLike[str],
    *,
    language: str | None = None,
    mapping: Mapped | None = None,
    format: str = "auto",
    max_bytes: int = DEFAULT_LIMITS.max_bytes,
    seconds: float = DEFAULT_LIMITS.seconds,
    on_error: Literal["raise", "skip"] = "raise",
    options: ReadOptions | None = None,
) -> Iterator[Article]: ...
@overload
def read(
    source: str | os.PathLike[str],
    *,
    language: str | None = None,
    mapping: Mapped | None = None,
    format: str = "auto",
    max_bytes: int = DEFAULT_LIMITS.max_bytes,
    seconds: float = DEFAULT_LIMITS.seconds,
    on_error: Literal["yield"],
    options: ReadOptions | None = None,
) -> Iterator[Article | Failure]: ...
@helpful
def read(
    source: str | os.PathLike[str],
    *,
    language: str | None = None,
    mapping: Mapped | None = None,
    format: str = "auto",
    max_bytes: int = DEFAULT_LIMITS.max_bytes,
    seconds: float = DEFAULT_LIMITS.seconds,
    on_error: Literal["raise", "skip", "yield"] = "raise",
    options: ReadOptions | None = None,
) -> Iterator[Article | Failure]:
    """Read every article of a source, in order, one at a time.

    Memory does not grow with the number of records. In a folder, hidden files and files that are
    no articles (images, style sheets, scripts) are skipped; a file of any other unknown
    kind is an error. Links to folders are not followed.

    Parameters
    ----------
    source
        "-" for standard input; an ``http://`` or ``https://`` address; a folder, whose files and
        inner folders are read in order of name; or a file: text, Markdown, HTML, MHTML, CNN/DM
        story, RSS or Atom feed, NITF, NewsML, mail, DOCX, ODT, RTF, JSON lines, JSON, CSV, TSV
        or Parquet, also compressed with gzip or zstd. The format of standard input is recognised
        by its content. CSV and TSV may look like text: set `format` for them.
    language
        BCP 47 code for every article; takes precedence over the language in the source.
    mapping
        Field of an Article -> its column, key or path, as in ``{"body": "content"}``
        or ``{"items": "response.results", "body": "fields.body"}``. References may be in
        several columns: ``{"references": ["first", "second"]}``.
    format
        "auto", or one of `summkit.reading.options.FORMATS`: "text", "html", "feed", "csv", ...
    max_bytes, seconds
        Limits: the size of one page, text or record; the time to fetch a page, and to read it.
    on_error
        How to treat a record, file or address that cannot be read: "raise" the error, "skip" the
        item with a warning at the end, or "yield" a Failure in its place.
    options
        All of these options and every limit in one object, instead of the single options.

    Raises
    ------
    InputError
        If an item cannot be read. The error is raised when the iteration reaches this item.
    UsageError
        If a value is not allowed; raised immediately. The subclass ArgumentTypeError is raised if a
        value has the wrong type. Also if a mapped column does not exist, or if an extra is not
        installed; raised during the iteration.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> import summkit as sk
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = pathlib.Path(folder, "news.jsonl")
    ...     _ = path.write_text('{"id": "a", "content": "A fire broke out in Ostrava."}', "utf-8")
    ...     [(each.id, each.body) for each in sk.read(str(path), mapping={"body": "content"})]
    [('a', 'A fire broke out in Ostrava.')]
    """
    if not isinstance(source, str | os.PathLike) or isinstance(os.fspath(source), bytes):
        advice = (
            "records and texts in memory go to System.stream(), compare() and score() as they are"
        )
        inside = not isinstance(source, str | os.PathLike) and isinstance(source, Iterable)
        takes = "a path, an address or '-'"
        raise ArgumentTypeError("source", source, takes, advice if inside else "")
    chosen_name("on_error", on_error, ON_ERROR)
    given = {
        "language": (language, None),
        "mapping": (mapping, None),
        "format": (format, "auto"),
        "max_bytes": (max_bytes, DEFAULT_LIMITS.max_bytes),
        "seconds": (seconds, DEFAULT_LIMITS.seconds),
    }
    if options is None:
        limits = Limits(max_bytes=max_bytes, seconds=seconds)
        options = ReadOptions(
            language=language,
            mapping=column_names(mapping),
            format=format,
            limits=limits,
        )
    elif not isinstance(options, ReadOptions):
        raise ArgumentTypeError("options", options, "ReadOptions")
    else:
        twice = [name for name, (value, default) in given.items() if value != default]
        if twice:
            raise UsageError(f"`{twice[0]}` is also in `options`: give it only there")
    items = _items(os.fspath(source), options)
    if on_error == "yield":
        return items
    return _raising(items) if on_error == "raise" else _skipping(items, os.fspath(source))


def _items(source: str, options: ReadOptions) -> Generator[Article | Failure, None, None]:
    """Yield the articles and failures of a source."""
    for item in pending(source, options):
        yield item.read() if isinstance(item, Unread) else item


def _raising(items: Generator[Article | Failure, None, None]) -> Iterator[Article]:
    """Yield the articles; raise the first Failure as InputError."""
    # The generator is closed here. Otherwise an error that the caller stores would keep the file
    # open.
    with closing(items):
        for item in items:
            if isinstance(item, Failure):
                raise InputError(item.reason, item.where)
            yield item


def _skipping(items: Iterator[Article | Failure], source: str) -> Iterator[Article]:
    """Yield the articles; warn at the end if there were failures."""
    count, failures, first = 0, 0, None
    try:
        for item in items:
            count += 1
            if isinstance(item, Failure):
                failures += 1
                first = first or item
            else:
                yield item
    finally:
        if failures:
            warn(f"{source}: {failures} of {count} were skipped; the first: {first}")

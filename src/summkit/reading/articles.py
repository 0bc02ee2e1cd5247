"""Every article of a source, and what becomes of a record that cannot be read."""

from __future__ import annotations

import os
from collections.abc import Generator, Iterable, Iterator
from contextlib import closing
from typing import Literal, overload

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

    Memory does not grow with the number of records. In a folder, hidden files and what is
    plainly no article (images, style sheets, scripts) are passed over; any other unknown
    kind is an error. Links to folders are not followed.

    Parameters
    ----------
    source
        "-" for standard input; an ``http://`` or ``https://`` address; a folder, read with
        the folders in it in order of name; or a file: text, Markdown, HTML, MHTML, CNN/DM
        story, RSS or Atom feed, NITF, NewsML, mail, DOCX, ODT, RTF, JSON lines, JSON, CSV, TSV
        or Parquet, also as gzip or zstd. Standard input goes by its content, which does not
        tell CSV and TSV from text: `format` does.
    language
        BCP 47 code given to every article, over what the source says.
    mapping
        Field of an Article -> column, key or path that holds it, as in ``{"body": "content"}``
        or ``{"items": "response.results", "body": "fields.body"}``. References may be in
        several columns: ``{"references": ["first", "second"]}``.
    format
        "auto", or one of `summkit.reading.options.FORMATS`: "text", "html", "feed", "csv", ...
    max_bytes, seconds
        Limits of one page, text or record, and of fetching and of reading a page.
    on_error
        "raise" ends at the first record, file or address that cannot be read; "skip" passes
        over it and warns at the end of how many there were; "yield" gives a Failure in its
        place.
    options
        All of these at once, and every limit; instead of them.

    Raises
    ------
    InputError
        Where something cannot be read; as it is met, not before.
    UsageError
        At once for values that are not possible (ArgumentTypeError, a subclass, for those of
        the wrong type); later for a mapped column that does not exist, and for an extra that
        is not installed.
    """
    if not isinstance(source, str | os.PathLike) or isinstance(os.fspath(source), bytes):
        advice = (
            "records and texts in memory go to System.stream(), compare() and score() as they are"
        )
        inside = not isinstance(source, str | os.PathLike) and isinstance(source, Iterable)
        takes = "a path, an address or '-'"
        raise ArgumentTypeError("source", source, takes, advice if inside else "")
    if on_error not in ON_ERROR:
        raise UsageError(f"`on_error` is one of {', '.join(ON_ERROR)}, not {on_error!r}")
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
            raise UsageError(f"`{twice[0]}` is also in `options`: give it there alone")
    items = _items(os.fspath(source), options)
    if on_error == "yield":
        return items
    return _raising(items) if on_error == "raise" else _skipping(items, os.fspath(source))


def _items(source: str, options: ReadOptions) -> Generator[Article | Failure, None, None]:
    for item in pending(source, options):
        yield item.read() if isinstance(item, Unread) else item


def _raising(items: Generator[Article | Failure, None, None]) -> Iterator[Article]:
    # Closed here: an error that somebody keeps would keep the file open.
    with closing(items):
        for item in items:
            if isinstance(item, Failure):
                raise InputError(item.reason, item.where)
            yield item


def _skipping(items: Iterator[Article | Failure], source: str) -> Iterator[Article]:
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

"""Read any source (file, folder, URL, standard input) as unread articles and failures."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import IO, cast
from urllib.parse import urlsplit

from summkit.article import Article
from summkit.errors import InputError, UsageError
from summkit.reading.formats.registry import BY_NAME, REFUSED, by_name, by_type, suffix_of
from summkit.reading.formats.sniff import SNIFFED, by_content, holds_record
from summkit.reading.options import Failure, ReadOptions, Unread
from summkit.reading.sources.address import is_address, path_of
from summkit.reading.sources.folder import File, failure, files, unreadable
from summkit.reading.sources.live import live_input
from summkit.reading.sources.meter import Meter
from summkit.reading.stream import chunks, utf8, whole

STDIN = "standard input"
NO_RECORD = "contains no record"
_DEFAULTS = ReadOptions()


@dataclass(frozen=True, slots=True, eq=False)
class _UnreadFile(Unread):
    """A file that is one article.

    Attributes
    ----------
    data
        Its content.
    kind
        The name of its format.
    where
        The path or URL of the file, or "-" for standard input.
    name
        The article's id, unless the file contains an id.
    options
        The options of the source.
    declared
        Character set that a server declared.
    """

    data: bytes
    kind: str
    where: str
    name: str
    options: ReadOptions
    declared: str | None = None

    def read(self) -> Article | Failure:
        """Return the article, or a Failure with the reason why there is none."""
        from summkit.reading.formats.isolate import read_article

        try:
            return read_article(
                self.kind,
                self.data,
                id=self.name,
                source=self.where,
                language=self.options.language,
                declared=self.declared,
                limits=self.options.limits,
            )
        except InputError as error:
            where = error.where or self.where
            return Failure(STDIN if where == "-" else where, error.reason)
        except OSError as error:  # the child process that reads pages cannot be started
            return Failure(self.where, unreadable(error))


def pending(
    source: str, options: ReadOptions = _DEFAULTS, meter: Meter | None = None
) -> Generator[Failure | Unread, None, None]:
    """Yield unread articles, which any process can read, and failures.

    See `summkit.reading.read`; `meter` counts the bytes that are read from files.

    Raises
    ------
    UsageError
        If a mapped column does not exist, or an extra is not installed.
    """
    try:
        if source == "-":
            yield from _standard_input(options, meter or Meter())
        elif is_address(source):
            yield from _url(source, options)
        else:
            yield from _files(source, options, meter or Meter())
    except InputError as error:
        yield Failure(error.where or source, error.reason)
    except UsageError:
        raise
    except (OSError, ValueError) as error:  # ValueError: a NUL in a path
        yield failure(source, error)


def _url(url: str, options: ReadOptions) -> Iterator[Failure | Unread]:
    """Fetch an address, and yield its unread articles and failures."""
    from summkit.reading.sources.fetch import fetch

    if (path := path_of(url)) is not None:
        raise InputError(f"a file is read by its path: {path}", url)
    page = fetch(url, limits=options.limits)
    named = options.format if options.format != "auto" else format_of(page.content_type, page.url)
    raw = io.BytesIO(page.data)
    yield from _stream(raw, named, page.url, page.url, options, page.declared_charset)


def format_of(content_type: str, url: str) -> str:
    """Return the format of a page, by its server's content type and its address."""
    named = by_type(content_type)
    if named in (None, "text", "xml"):
        named = by_name(urlsplit(url).path) or named
    return named or "text"


def in_memory(
    data: bytes,
    options: ReadOptions = _DEFAULTS,
    *,
    where: str = "-",
    name: str = "stdin",
    named: str | None = None,
    declared: str | None = None,
) -> Generator[Failure | Unread, None, None]:
    """Yield the unread articles and failures in bytes, as `pending` does for a file.

    Parameters
    ----------
    data
        The content of a file.
    options
        The options of the source.
    where
        The place in messages and articles: the name of a file, an address.
    name
        The article's id, unless the data contains an id.
    named
        The format by the file's name or by a server; if None, the content decides.
    declared
        Character set that a server declared.
    """
    try:
        kind = named if options.format == "auto" else options.format
        yield from _stream(io.BytesIO(data), kind, where, name, options, declared)
    except InputError as error:
        yield Failure(error.where or where, error.reason)
    except UsageError:
        raise
    except (OSError, ValueError) as error:
        yield failure(where, error)


def _standard_input(options: ReadOptions, meter: Meter) -> Iterator[Failure | Unread]:
    if sys.stdin is None or not hasattr(sys.stdin, "buffer"):
        raise InputError("there is no standard input to read: give a file", STDIN)
    meter.live = live_input()
    raw = cast(IO[bytes], meter.live or sys.stdin.buffer)
    yield from _stream(raw, None, "-", "stdin", options)


def _files(source: str, options: ReadOptions, meter: Meter) -> Iterator[Failure | Unread]:
    for found in files(source, options):
        if isinstance(found, Failure):
            yield found
        else:
            yield from read_file(found, meter)


def read_file(file: File, meter: Meter) -> Iterator[Failure | Unread]:
    """Read one file, as `pending` does."""
    options = file.options
    named = by_name(file.path.name) if options.format == "auto" else options.format
    try:
        with meter.open(file.path) as raw:
            yield from _stream(raw, named, file.where, file.stem, options)
    except InputError as error:
        yield Failure(error.where or file.where, error.reason)
    except UsageError:
        raise
    except (OSError, ValueError) as error:
        yield failure(file.where, error)


def _stream(
    raw: IO[bytes],
    named: str | None,
    where: str,
    name: str,
    options: ReadOptions,
    declared: str | None = None,
) -> Iterator[Failure | Unread]:
    """Yield the unread articles and failures in a stream.

    `named` is the format by the stream's name.
    """
    label = STDIN if where == "-" else where
    kind, pieces = sniffed(chunks(raw, label), named, label, options)
    if named is None and kind == "text" and (refused := REFUSED.get(suffix_of(where))):
        # RTF and pages often have the suffix .doc; their content was recognised before this check.
        raise InputError(refused, label)
    shape = BY_NAME[kind].shape
    if shape == "rows":
        yield from _records(pieces, kind, where, name, options, None if where == "-" else raw)
        return
    data = whole(pieces, options.limits.max_bytes, label)
    if kind == "xml":  # the text before its first element may be longer than the sniffed part
        kind = by_content(data, "xml")
        shape = BY_NAME[kind].shape
    if shape == "article":
        yield _UnreadFile(data, kind, where, name, options, declared)
        return
    yield from _read_entries(data, kind, where, name, options, declared)


def _read_entries(
    data: bytes, kind: str, where: str, name: str, options: ReadOptions, declared: str | None
) -> Iterator[Failure | Unread]:
    """Read a file that contains several articles, such as a feed."""
    from summkit.reading.formats.isolate import read_records
    from summkit.reading.formats.records import Row, articles

    label = STDIN if where == "-" else where
    read = read_records(kind, data, where=label, declared=declared, limits=options.limits)
    rows = (Row(number, value) for number, value in enumerate(read.rows, 1))
    yield from articles(rows, options, where=label, stem=name, read_as=read.read_as)


def sniffed(
    pieces: Iterator[bytes], named: str | None, where: str, options: ReadOptions
) -> tuple[str, Iterator[bytes]]:
    """Return the format of a stream, and the whole stream. `named` is the format by its name."""
    if options.format not in ("auto", "xml"):
        return options.format, pieces
    # A file called .json may contain JSON or JSON lines. Only the text after the first line shows
    # which.
    head, pieces = _peek(pieces, until=holds_record if named is None else None)
    return by_content(b"".join(utf8([head], where)), named), pieces


def _peek(
    pieces: Iterator[bytes], until: Callable[[bytes], bool] | None
) -> tuple[bytes, Iterator[bytes]]:
    """Return the beginning of a stream, up to a size or condition, and the whole stream."""
    taken: list[bytes] = []
    head = b""
    try:
        for piece in pieces:
            taken.append(piece)
            head += piece
            if len(head) >= SNIFFED or (until and until(head)):
                break
    except InputError as error:
        # The content before the damage is read first. After that, the error is raised again.
        return head[:SNIFFED], chain(taken, _raise(error))
    return head[:SNIFFED], chain(taken, pieces)


def _raise(error: InputError) -> Iterator[bytes]:
    raise error
    yield b""


def _records(
    pieces: Iterable[bytes],
    kind: str,
    where: str,
    name: str,
    options: ReadOptions,
    raw: IO[bytes] | None,
) -> Iterator[Failure | Unread]:
    """Yield the unread articles and failures of a format that is read piece by piece."""
    from summkit.reading.formats.records import articles

    label = STDIN if where == "-" else where
    rows = BY_NAME[kind].load()(pieces, label, options.limits.max_bytes, options.mapping, raw)
    table = kind in ("csv", "tsv", "parquet")
    yield from _not_empty(articles(rows, options, where=label, stem=name, table=table), label)


def _not_empty(found: Iterator[Failure | Unread], where: str) -> Iterator[Failure | Unread]:
    """Yield the items, or a Failure if there are none."""
    empty = True
    for item in found:
        empty = False
        yield item
    if empty:
        yield Failure(where, NO_RECORD)

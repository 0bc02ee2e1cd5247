"""One door for everything that can be read: file, folder, URL, standard input."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import IO, NamedTuple

from summkit.article import Article
from summkit.errors import InputError, UsageError
from summkit.reading.formats.sniff import FURNITURE, SNIFFED, by_content, by_name, stem
from summkit.reading.options import Failure, ReadOptions, Unread
from summkit.reading.sources.address import is_address
from summkit.reading.sources.meter import Meter
from summkit.reading.stream import chunks, utf8, whole

STDIN = "standard input"
NO_RECORD = "holds no record"
_DEFAULTS = ReadOptions()


@dataclass(frozen=True, slots=True)
class _UnreadText(Unread):
    """A page or text.

    Attributes
    ----------
    kind
        "html", "text" or "story".
    where
        Where it was found: path, URL, "-" for standard input.
    name
        The article's id.
    declared
        Character set that a server named.
    """

    data: bytes
    kind: str
    where: str
    name: str
    options: ReadOptions
    declared: str | None = None

    def read(self) -> Article | Failure:
        """Return the article, or why there is none."""
        try:
            return self._article()
        except InputError as error:
            return Failure(error.where or self.where, error.reason)
        except OSError as error:  # the process that reads pages cannot be started
            return Failure(self.where, unreadable(error))

    def _article(self) -> Article:
        language, limits = self.options.language, self.options.limits
        if self.kind == "html":
            from summkit.reading.formats.html import read_html

            return read_html(
                self.data,
                id=self.name,
                source=self.where,
                language=language,
                declared=self.declared,
                limits=limits,
            )
        from summkit.reading.encoding import decode
        from summkit.reading.formats.story import is_story, read_story
        from summkit.reading.formats.text import read_text

        label = STDIN if self.where == "-" else self.where
        text = decode(self.data, declared=self.declared, where=label)
        if not text.strip():
            raise InputError("empty: there is nothing to read", label)
        reader = read_story if self.kind == "story" or is_story(text) else read_text
        article = reader(text, id=self.name, source=self.where, language=language)
        if not article.body.strip():
            raise InputError("no text is left to read", label)
        return article


def pending(
    source: str, options: ReadOptions = _DEFAULTS, meter: Meter | None = None
) -> Iterator[Failure | Unread]:
    """Yield what is to be made an Article, in whichever process, and what cannot be.

    See `summkit.reading.read`; `meter` counts what is read of files.

    Raises
    ------
    UsageError
        For a mapped column that does not exist, and for an extra that is not installed.
    """
    try:
        if source == "-":
            yield from _standard_input(options)
        elif is_address(source):
            yield _url(source, options)
        else:
            yield from _files(source, options, meter or Meter())
    except InputError as error:
        yield Failure(error.where or source, error.reason)
    except UsageError:
        raise
    except (OSError, ValueError) as error:  # ValueError: a NUL in a path
        yield Failure(source, unreadable(error))


def _url(url: str, options: ReadOptions) -> Unread:
    from summkit.reading.sources.fetch import fetch

    page = fetch(url, limits=options.limits)
    kind = options.format
    if kind == "auto":
        is_page = "html" in page.content_type or "xml" in page.content_type
        kind = "html" if is_page else by_content(page.data[:SNIFFED], "text")
    return _UnreadText(page.data, kind, page.url, page.url, options, page.declared_charset)


def _standard_input(options: ReadOptions) -> Iterator[Failure | Unread]:
    if sys.stdin is None or not hasattr(sys.stdin, "buffer"):
        raise InputError("there is none to read", STDIN)
    yield from _stream(sys.stdin.buffer, None, "-", "stdin", options)


def _files(source: str, options: ReadOptions, meter: Meter) -> Iterator[Failure | Unread]:
    for found in files(source, options):
        if isinstance(found, Failure):
            yield found
        else:
            yield from read_file(found, meter)


class File(NamedTuple):
    """A file of a source; `stem` is what records without an id are called after."""

    path: Path
    where: str
    stem: str
    options: ReadOptions


def files(source: str, options: ReadOptions) -> Iterator[File | Failure]:
    """Yield the file `source` is, or those in the folder it is, in order of name."""
    folder = Path(source)
    if not folder.is_dir():
        yield File(folder, source, stem(folder.name), options)
        return
    empty = True
    for path in _walk(folder, options.format != "auto"):
        empty = False
        if isinstance(path, Failure):
            yield path
        else:
            yield File(path, str(path), stem(path.relative_to(folder).as_posix()), options)
    if empty:
        yield Failure(str(folder), "the folder holds nothing that can be read")


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
        yield Failure(file.where, unreadable(error))


def _walk(folder: Path, any_kind: bool) -> Iterator[Path | Failure]:
    try:
        with os.scandir(folder) as found:
            entries = sorted(found, key=lambda entry: entry.name)
    except OSError as error:
        yield Failure(str(folder), unreadable(error))
        return
    for entry in entries:
        path = folder / entry.name
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(path, any_kind)
        elif entry.is_symlink() and path.is_dir():
            continue
        elif entry.is_symlink() and not path.exists():
            yield Failure(str(path), "a link to nothing")
        elif not path.is_file():
            yield Failure(str(path), "not a regular file")  # a pipe would wait for ever
        elif _suffix(path) in FURNITURE:
            continue
        elif any_kind or by_name(entry.name) or not _suffix(path):
            yield path
        else:
            yield Failure(str(path), f"{_suffix(path)} is not a kind of file that is read")


def _suffix(path: Path) -> str:
    return path.suffix.lower()


def _stream(
    raw: IO[bytes],
    named: str | None,
    where: str,
    name: str,
    options: ReadOptions,
) -> Iterator[Failure | Unread]:
    label = STDIN if where == "-" else where
    kind, pieces = sniffed(chunks(raw, label), named, label, options)
    if kind in ("text", "html", "story"):
        yield _UnreadText(
            whole(pieces, options.limits.max_bytes, label), kind, where, name, options
        )
    else:
        yield from _records(pieces, kind, where, name, options)


def sniffed(
    pieces: Iterator[bytes], named: str | None, where: str, options: ReadOptions
) -> tuple[str, Iterator[bytes]]:
    """Return the format of a stream whose name says `named`, and the whole stream again."""
    head, pieces = _peek(pieces)
    kind = options.format
    if kind == "auto":
        kind = by_content(b"".join(utf8([head], where)), named)
    return kind, pieces


def _peek(pieces: Iterator[bytes]) -> tuple[bytes, Iterator[bytes]]:
    taken: list[bytes] = []
    head = b""
    try:
        for piece in pieces:
            taken.append(piece)
            head += piece
            if len(head) >= SNIFFED:
                break
    except InputError as error:
        # What came before the damage is read first; the damage is met again after it.
        return head[:SNIFFED], chain(taken, _raise(error))
    return head[:SNIFFED], chain(taken, pieces)


def _raise(error: InputError) -> Iterator[bytes]:
    raise error
    yield b""


def _records(
    pieces: Iterable[bytes], kind: str, where: str, name: str, options: ReadOptions
) -> Iterator[Failure | Unread]:
    from summkit.reading.encoding import recoded
    from summkit.reading.formats.records import articles, json_rows, jsonl_rows
    from summkit.reading.formats.tables import by_number, csv_rows, parquet_rows

    label = STDIN if where == "-" else where
    limit = options.limits.max_bytes
    if kind == "parquet":
        rows = parquet_rows(pieces, label)
    elif kind == "jsonl":
        rows = jsonl_rows(utf8(pieces, label), limit)
    elif kind == "json":
        rows = json_rows(recoded(utf8(pieces, label)), limit, label)
    else:
        rows = csv_rows(
            recoded(utf8(pieces, label)),
            limit,
            label,
            "\t" if kind == "tsv" else None,
            numbered=by_number(options.mapping),
        )
    table = kind in ("csv", "tsv", "parquet")
    yield from _not_empty(articles(rows, options, where=label, stem=name, table=table), label)


def _not_empty(found: Iterator[Failure | Unread], where: str) -> Iterator[Failure | Unread]:
    empty = True
    for item in found:
        empty = False
        yield item
    if empty:
        yield Failure(where, NO_RECORD)


def unreadable(error: OSError | ValueError) -> str:
    """Say why a file cannot be read."""
    if isinstance(error, FileNotFoundError):
        return "there is no such file or folder"
    return f"cannot be read: {getattr(error, 'strerror', None) or error}"

"""List the files of a source: the file itself, or all files in a folder."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from summkit.article import shortened
from summkit.files import beginning, written_here
from summkit.reading.formats.registry import REFUSED, by_name, stem, suffix_of
from summkit.reading.formats.sniff import FURNITURE
from summkit.reading.options import Failure, ReadOptions
from summkit.reading.sources.address import instead, looks_like_text

_WRITTEN = frozenset(".json .jsonl .ndjson .html .htm .csv .tsv".split())
"""Suffixes of files that summkit writes and recognises by their beginning."""


class File(NamedTuple):
    """A file of a source; `stem` is the first part of the ids of records without an id."""

    path: Path
    where: str
    stem: str
    options: ReadOptions


def files(source: str, options: ReadOptions) -> Iterator[File | Failure]:
    """Yield the file `source`, or the files in the folder `source` in order of name."""
    # Path("") would be the current folder, but an empty shell variable means that there is no file.
    if not source:
        yield Failure("''", "an empty name: give a file or folder; the current one is called '.'")
        return
    folder = Path(source)
    if not is_folder(source):
        yield File(folder, source, stem(folder.name), options)
        return
    empty = True
    for path in _walk(folder, options.format != "auto", frozenset(options.ignored)):
        empty = False
        if isinstance(path, Failure):
            yield path
        elif _suffix(path) in _WRITTEN and _is_written_here(path):
            reason = "summkit wrote it, so it is no article: move it, or give it by itself"
            yield Failure(str(path), reason)
        else:
            yield File(path, str(path), stem(path.relative_to(folder).as_posix()), options)
    if empty:
        yield Failure(str(folder), "the folder contains no file that can be read")


def is_folder(source: str) -> bool:
    """Return whether a source is the path of a folder."""
    try:
        return Path(source).is_dir()
    # The source is a text, not a name; opening it raises the error with the message.
    except (OSError, ValueError):
        return False


def _is_written_here(path: Path) -> bool:
    """Return whether summkit wrote a file."""
    try:
        return written_here(beginning(path))
    except OSError:  # reading the file raises the error with the message
        return False


def _walk(folder: Path, any_kind: bool, ignored: frozenset[str]) -> Iterator[Path | Failure]:
    """Yield the files in a folder and its inner folders, and a Failure for other entries."""
    try:
        with os.scandir(folder) as found:
            entries = sorted(found, key=lambda entry: entry.name)
    except OSError as error:
        yield Failure(str(folder), unreadable(error))
        return
    for entry in entries:
        path = folder / entry.name
        if entry.name.startswith(".") or (ignored and os.path.realpath(path) in ignored):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(path, any_kind, ignored)
        elif entry.is_symlink() and path.is_dir():
            continue
        elif entry.is_symlink() and not path.exists():
            yield Failure(str(path), "a link to a file that does not exist")
        elif not path.is_file():
            yield Failure(str(path), "not a regular file")  # reading a pipe might never end
        elif _suffix(path) in FURNITURE:
            continue
        elif any_kind or by_name(entry.name) or suffix_of(entry.name) in ("", *REFUSED):
            yield path
        else:
            reason = f"{suffix_of(entry.name)} is not a kind of file that is read"
            yield Failure(str(path), reason)


def _suffix(path: Path) -> str:
    return path.suffix.lower()


def failure(source: str, error: OSError | ValueError) -> Failure:
    """Return the Failure of a source that cannot be read.

    A long text is shortened in the message.
    """
    where = shortened(source, 60) if looks_like_text(source) else source
    return Failure(where, unreadable(error, source))


def unreadable(error: OSError | ValueError, source: str = "") -> str:
    """Return the reason why a file cannot be read, with advice for the user."""
    if isinstance(error, FileNotFoundError | NotADirectoryError) or looks_like_text(source):
        return f"there is no such file or folder{instead(source)}"
    return f"cannot be read: {getattr(error, 'strerror', None) or error}"

"""The check that no output file replaces an input file, for every command and function."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from summkit.errors import UsageError
from summkit.files import beginning, written_here

_BEGUN = ("", ".partial", ".parts")
"""Ends of the names of an output file and of its temporary files."""


def protect(
    outputs: Mapping[str, str | None], inputs: Iterable[str | None], *, folders: bool = True
) -> tuple[str, ...]:
    """Refuse an output that is also an input or another output, and wrong names of outputs.

    Symbolic and hard links are followed.

    Parameters
    ----------
    outputs
        Option, or `parameter` in backticks -> its file, or None.
    inputs
        Files, folders, addresses and "-". A file that does not exist is ignored.
    folders
        Whether to refuse an output whose folder does not exist.

    Returns
    -------
    tuple of str
        Paths of the outputs, which must not be read as articles of an input folder:
        `ReadOptions.ignored`.

    Raises
    ------
    UsageError
        If an output would destroy an input, if two outputs are the same file, or if the name of an
        output is wrong.
    """
    given = {option: path for option, path in outputs.items() if path is not None}
    sources = [path for path in inputs if path]
    ignored: list[str] = []
    seen: dict[str, str] = {}
    for option, path in given.items():
        if not path.strip():
            raise UsageError(f"{option}: the name is empty: give a file, or leave {option} out")
        if path.endswith(("/", os.sep)):
            raise UsageError(f"{option} {path}: this is a folder: add the name of the file")
        if "\0" in path:
            raise UsageError(
                f"{option}: the name of the file contains a NUL character: give another name"
            )
        if path == "-":
            raise UsageError(
                f"{option} -: to write to standard output, leave {option} out; to write to a file "
                'named "-", give ./-'
            )
        parent = Path(path).parent
        if folders and not parent.exists():
            raise UsageError(f"{option} {path}: there is no folder {parent}: create it first")
        place = os.path.realpath(path)
        if place in seen:
            raise UsageError(
                f"{option} {path} is also the file of {seen[place]}: give two different files"
            )
        seen[place] = option
        for source in sources:
            _refuse(option, path, place, source)
        ignored += [place + end for end in _BEGUN]
    return (*ignored, *_redirected())


def _redirected() -> list[str]:
    """Return the file to which the shell redirects standard output, if the file is empty."""
    place = os.path.realpath("/dev/fd/1")
    try:
        own = os.fstat(1)
        same = os.path.samestat(own, Path(place).stat())
    except OSError:
        return []
    return [place] if same and stat.S_ISREG(own.st_mode) and not own.st_size else []


def _refuse(option: str, path: str, place: str, source: str) -> None:
    written, found = _status(path), _status(source)
    if written is None or found is None or not stat.S_ISREG(written.st_mode):
        return
    if os.path.samestat(written, found):
        what = "standard input" if source == "-" else source
        raise UsageError(
            f"{option} {path}: this would overwrite the input {what}: give another file"
        )
    if stat.S_ISDIR(found.st_mode) and _within(place, source) and not _is_own(path):
        raise UsageError(
            f"{option} {path}: this file exists in the input folder {source} and may be an "
            "article: give another file, or delete it first"
        )


def _status(name: str) -> os.stat_result | None:
    """Return the status of a file, or of standard input for "-"; None if it does not exist."""
    try:
        return os.fstat(sys.stdin.fileno()) if name == "-" and sys.stdin else Path(name).stat()
    except (OSError, ValueError):
        return None


def _within(place: str, folder: str) -> bool:
    return Path(place).is_relative_to(os.path.realpath(folder))


def _is_own(path: str) -> bool:
    """Return whether a file is empty or was written by summkit, so that it may be replaced."""
    head = beginning(Path(path))
    return not head or written_here(head)

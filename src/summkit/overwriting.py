"""No output replaces what is read: one check for every command and call, by what a file is."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from summkit.errors import UsageError
from summkit.files import beginning, written_here

_BEGUN = ("", ".partial", ".parts")
"""What stands beside an output while it is written, and itself."""


def protect(
    outputs: Mapping[str, str | None], inputs: Iterable[str | None], *, folders: bool = True
) -> tuple[str, ...]:
    """Refuse outputs that are inputs or each other; links, hard links too, are looked through.

    Parameters
    ----------
    outputs
        Option, or `parameter` in backticks -> the file it names, or None.
    inputs
        Files, folders, addresses, "-"; what does not exist is passed over.

    folders
        Whether a folder that is missing is said, too; False where that is to end otherwise.

    Returns
    -------
    tuple of str
        What is not to be read though it stands in a folder that is: `ReadOptions.ignored`.

    Raises
    ------
    UsageError
        If writing would destroy what is read.
    """
    given = {option: path for option, path in outputs.items() if path is not None}
    sources = [path for path in inputs if path]
    ignored: list[str] = []
    seen: dict[str, str] = {}
    for option, path in given.items():
        if not path.strip():
            raise UsageError(f"{option}: an empty name: give the file to write, or leave it out")
        if path.endswith(("/", os.sep)):
            raise UsageError(f"{option} {path}: a folder's name: add the name of the file")
        if "\0" in path:
            raise UsageError(
                f"{option}: the name of the file holds a NUL character: give another name"
            )
        if path == "-":
            raise UsageError(
                f"{option} -: results go to standard output where no file is named: leave it out, "
                "or say ./- for a file of that name"
            )
        parent = Path(path).parent
        if folders and not parent.exists():
            raise UsageError(f"{option} {path}: there is no folder {parent}: make it first")
        place = os.path.realpath(path)
        if place in seen:
            raise UsageError(f"{option} {path} is also the file of {seen[place]}: name two files")
        seen[place] = option
        for source in sources:
            _refuse(option, path, place, source)
        ignored += [place + end for end in _BEGUN]
    return (*ignored, *_redirected())


def _redirected() -> list[str]:
    """Return the file that standard output goes to, where the shell has just made it."""
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
            f"{option} {path}: {what} is read, and writing there would destroy it: "
            "name another file"
        )
    if stat.S_ISDIR(found.st_mode) and _within(place, source) and not _is_own(path):
        raise UsageError(
            f"{option} {path}: it stands in {source}, which is read, and may be an article: "
            "name another file, or delete it first"
        )


def _status(name: str) -> os.stat_result | None:
    """Return what a name leads to, or what standard input is; None where that is nothing."""
    try:
        return os.fstat(sys.stdin.fileno()) if name == "-" and sys.stdin else Path(name).stat()
    except (OSError, ValueError):
        return None


def _within(place: str, folder: str) -> bool:
    return Path(place).is_relative_to(os.path.realpath(folder))


def _is_own(path: str) -> bool:
    """Whether an earlier run of summkit wrote a file, so that it may be replaced."""
    head = beginning(Path(path))
    return not head or written_here(head)

"""Answers in a folder, one file each, named by a digest of everything that made them."""

from __future__ import annotations

import json
import threading
from pathlib import Path

from summkit.errors import UsageError
from summkit.files import unwritable, write_atomically
from summkit.llm.reply import Reply

_writing = threading.Lock()  # `write_atomically` asks for the umask, which is the process' own


def load(folder: str, digest: str) -> Reply | None:
    """Return the answer to a question; None where there is none, or its file is damaged."""
    try:
        data = json.loads(_place(folder, digest).read_bytes())
        return Reply.from_dict(data)
    except (OSError, ValueError, RecursionError):
        return None


def holds(folder: str, digest: str) -> bool:
    """Tell whether there is a file for the answer to a question."""
    return _place(folder, digest).is_file()


def save(folder: str, digest: str, reply: Reply) -> None:
    """Keep an answer; its file is there whole or not at all.

    Raises
    ------
    UsageError
        If it cannot be written.
    """
    place = _place(folder, digest)
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise unwritable(place.parent, error) from error
    with _writing:
        write_atomically(place, [json.dumps(reply.to_dict(), ensure_ascii=False) + "\n"])


def check(owner: str, folder: str) -> None:
    """Refuse a folder that is none.

    Raises
    ------
    UsageError
        If a file is there.
    """
    if folder and Path(folder).exists() and not Path(folder).is_dir():
        raise UsageError(f"{owner}: parameter cache {folder} is not a folder: name one")


def _place(folder: str, digest: str) -> Path:
    return Path(folder) / digest[:2] / f"{digest}.json"

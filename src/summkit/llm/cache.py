"""The cache of answers: a folder with a file per answer, named by the digest of the question."""

from __future__ import annotations

import json
import threading
from pathlib import Path

from summkit.errors import UsageError
from summkit.files import unwritable, write_atomically
from summkit.llm.reply import Reply

# One write at a time: `write_atomically` briefly changes the umask of the whole process.
_writing = threading.Lock()


def load(folder: str, digest: str) -> Reply | None:
    """Return the answer to a question; None if the cache has no answer or its file is damaged."""
    try:
        data = json.loads(_place(folder, digest).read_bytes())
        return Reply.from_dict(data)
    except (OSError, ValueError, RecursionError):
        return None


def holds(folder: str, digest: str) -> bool:
    """Return whether the folder has a file for the answer to a question."""
    return _place(folder, digest).is_file()


def save(folder: str, digest: str, reply: Reply) -> None:
    """Store an answer. The file appears only when it is complete.

    Raises
    ------
    UsageError
        If the file cannot be written.
    """
    place = _place(folder, digest)
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise unwritable(place.parent, error) from error
    with _writing:
        write_atomically(place, [json.dumps(reply.to_dict(), ensure_ascii=False) + "\n"])


def check(owner: str, folder: str) -> None:
    """Refuse a path that is not a folder.

    Raises
    ------
    UsageError
        If the path exists and is not a folder.
    """
    if folder and Path(folder).exists() and not Path(folder).is_dir():
        raise UsageError(f"{owner}: parameter cache {folder} is not a folder: give a folder")


def _place(folder: str, digest: str) -> Path:
    return Path(folder) / digest[:2] / f"{digest}.json"

"""Summaries of a corpus in one file, written so that a kill at any moment loses none."""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from summkit.errors import UsageError
from summkit.files import Journal, refuse_special, replacing, sweep, write_atomically
from summkit.jobs import Engine
from summkit.report.pieces import Item, Piece, Writing, joined, piece_of


def summaries_to_file(
    path: Path,
    writing: Writing,
    engine: Engine,
    items: Iterable[Item],
    described: Any,
    *,
    resume: bool = False,
) -> Iterator[Piece]:
    """Yield each article's piece once it is safe; the file is there after the last.

    Finished pieces are in the journal ``path.partial``, JSON lines of mark, text, heading
    and failure in input order, until the file replaces whatever `path` was. Where every
    article failed, none is made.

    Parameters
    ----------
    described
        What `items` are, as JSON data: a journal of others is not gone on with.
    resume
        Go on with the journal of a run that was killed, whose articles are read again but
        not summarised again; the file has the same bytes as if there had been no kill.

    Raises
    ------
    UsageError
        If it cannot be written, another run writes there, or the articles have changed.
        What was finished stays in the journal.
    """
    refuse_special(path)
    header = {"summkit_summaries": 1, "writing": repr(writing), "of": described}
    stream = iter(items)
    marks: deque[str] = deque()
    written = 0
    with Journal(path.with_name(path.name + ".partial"), header, resume=resume) as journal:
        sweep(path)
        for mark, *row in journal.finished():
            item = next(stream, None)
            if item is None or _mark(item) != mark:
                raise UsageError(
                    f"{journal.path}: was made from other articles: the input has changed; "
                    "start anew without --resume"
                )
            piece = Piece(*row)
            written += not piece.failure
            yield piece
        for outcome in engine.map(writing, _marked(stream, marks)):
            piece = piece_of(outcome)
            journal.append([marks.popleft(), *piece])
            written += not piece.failure
            yield piece
        if written:
            finish(path, (Piece(*row) for _, *row in journal.finished()), writing)
        journal.path.unlink(missing_ok=True)


def _mark(item: Item) -> str:
    """Return 16 hexadecimal digits that change with anything of an item."""
    return hashlib.sha256(repr(item).encode("utf-8", "backslashreplace")).hexdigest()[:16]


def _marked(stream: Iterator[Item], marks: deque[str]) -> Iterator[Item]:
    for item in stream:
        marks.append(_mark(item))
        yield item


def finish(path: Path, pieces: Iterator[Piece], writing: Writing) -> None:
    """Put all pieces into the file at once, in the format wanted."""
    parts = joined(pieces, writing.format)
    if writing.format != "parquet":
        write_atomically(path, parts)
        return
    from summkit.report.parquet import write_parquet

    with replacing(path) as file:
        write_parquet(file, parts, list(writing.systems), include_body=writing.include_body)

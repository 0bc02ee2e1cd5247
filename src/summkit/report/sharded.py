"""Summaries of a corpus in one file, made on a cluster, shard by shard."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any

from summkit.files import refuse_special, sweep
from summkit.jobs import Outcome
from summkit.jobs.dask import Dask
from summkit.jobs.parts import Parts
from summkit.reading.sources.shards import Shard
from summkit.report.pieces import Item, Piece, Writing, piece_of
from summkit.report.resumable import finish


def summaries_on_cluster(
    path: Path,
    writing: Writing,
    engine: Dask,
    shards: Iterable[Shard],
    described: Any,
    *,
    resume: bool = False,
    step: Callable[[int], None],
    tell: Callable[[Piece], None],
) -> None:
    """Write the summaries of all shards to one file.

    The file has the same bytes as `summkit.report.resumable.summaries_to_file` makes of the
    same articles. Finished shards stand in the folder ``path.parts`` until it is there.

    Parameters
    ----------
    described
        What `shards` are, as JSON data.
    resume
        Go on with the shards that a run before this one finished.
    step
        Called with the number of articles of each shard that is finished.
    tell
        Called with each article's piece, in order, when all are finished.

    Raises
    ------
    UsageError
        As `Dask.write`; if it cannot be written, another run writes there, or the input or
        the settings have changed. What was finished stays.
    """
    refuse_special(path)
    header = {"summkit_shards": 1, "writing": repr(writing), "of": described}
    parts = Parts(path, header, resume=resume)
    try:
        sweep(path)
        engine.write(writing, shards, row, parts, step)
        written = (piece for piece in _told(parts, tell) if not piece.failure)
        first = next(written, None)
        if first is not None:
            finish(path, chain([first], written), writing)
        parts.remove()
    finally:
        parts.close()


def row(outcome: Outcome[Item, Piece]) -> list[str]:
    """Return what became of an article as JSON data."""
    return list(piece_of(outcome))


def _told(parts: Parts, tell: Callable[[Piece], None]) -> Iterator[Piece]:
    for row in parts.rows():
        piece = Piece(*row)
        tell(piece)
        yield piece

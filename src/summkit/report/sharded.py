"""Summaries of a corpus in one file, made on a cluster, shard by shard."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from summkit.engines import Outcome
from summkit.engines.dask import Dask
from summkit.engines.parts import Parts
from summkit.files import refuse_special
from summkit.reading.shards import Shard
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
) -> Iterator[Piece]:
    """Write the summaries of all shards to one file, then yield each article's piece.

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
        engine.write(writing, shards, row, parts, step)
        if any(not piece.failure for piece in _pieces(parts)):
            finish(path, _pieces(parts), writing)
        yield from _pieces(parts)
        parts.remove()
    finally:
        parts.close()


def row(outcome: Outcome[Item, Piece]) -> list[str]:
    """Return what became of an article as JSON data."""
    return list(piece_of(outcome))


def _pieces(parts: Parts) -> Iterator[Piece]:
    return (Piece(*row) for row in parts.rows())

"""The work of a Dask worker on a shard: a function that may run anywhere, any number of times.

A file next to the part records that the shard was begun. If a worker finds this file, after another
worker has ended or in a later run, it processes the items one by one in a separate process. There,
an item that crashes or hangs fails alone and ends no more workers. A shard without a part, whose
rows are returned, is processed in this way when it is submitted again: Dask gives up a task after
it has ended some workers (four by default).
"""

from __future__ import annotations

import faulthandler
import os
import platform
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from summkit.errors import SummkitError, UsageError
from summkit.jobs.base import Result, Work, attempt, results
from summkit.jobs.finished import part, write_part
from summkit.jobs.plan import Shard
from summkit.jobs.pool import Pool

_READING = 60.0
"""Seconds to load models and to read a shard, if the time limit of an item is shorter."""

# A process works on one shard at a time, because `_watch` and the function of `Work.start` exist
# once per process.
_alone = threading.Lock()
_started: tuple[str, Callable[[Sequence[Any]], Sequence[Any]]] | None = None


class Recipe(NamedTuple):
    """The work on every item and the function for its row; sent once to each worker."""

    work: Work[Any, Any]
    row: Callable[[Result[Any, Any]], Any]


@dataclass(frozen=True)
class Task:
    """A shard and the settings for it. A task is pickled.

    Attributes
    ----------
    shard
        The shard.
    place
        Path of its part without the suffix; None returns the rows.
    run
        Identifier of the client's run: in each process, the work is started once per run.
    seconds
        Time limit of an item.
    again
        Whether the shard has ended a worker before.
    """

    shard: Shard[Any]
    place: Path | None
    run: str
    seconds: float
    again: bool = False


def finish(task: Task, recipe: Recipe) -> list[Any]:
    """Write the part of a shard, unless it exists; or return the rows if the task has no place.

    Raises
    ------
    SummkitError
        If an error concerns the whole work, the input, or the folder of the part.
    """
    with _alone:
        try:
            return _finish(task, recipe)
        except SystemExit:
            os._exit(1)  # otherwise Dask would catch the exception and the process would continue
        except SummkitError:
            raise
        except OSError as error:
            raise UsageError(
                f"{error.filename or task.place}: a worker on {_host()} cannot use it: "
                f"{error.strerror or error}: all workers need the same file system"
            ) from error


def _finish(task: Task, recipe: Recipe) -> list[Any]:
    if task.place is None:
        return _rows(task, recipe, again=task.again)
    if not task.place.parent.is_dir():
        raise UsageError(
            f"{task.place.parent}: a worker on {_host()} does not see it: "
            "all workers need the same file system"
        )
    if not part(task.place).exists():
        begun = task.place.with_name(task.place.name + ".begun")
        write_part(task.place, _rows(task, recipe, again=_is_there(begun)))
        with suppress(OSError):
            begun.unlink()
    return []


def _is_there(path: Path) -> bool:
    """Create a file, and return whether it existed before."""
    try:
        path.touch(exist_ok=False)
    except FileExistsError:
        return True
    return False


def _rows(task: Task, recipe: Recipe, *, again: bool) -> list[Any]:
    with _watch(max(task.seconds, _READING)):
        items = list(task.shard.read())
    if again:
        apart = Pool(1, task.seconds, 1).map(recipe.work, iter(items))
        return [recipe.row(result) for result in apart]
    with _watch(max(task.seconds, _READING)):
        function = _function(recipe.work, task.run)
    rows: list[Any] = []
    size = max(1, recipe.work.batch)
    while len(rows) < len(items):
        with _watch(task.seconds):
            until = time.monotonic() + task.seconds / 4
            while len(rows) < len(items) and time.monotonic() < until:
                batch = items[len(rows) : len(rows) + size]
                rows += map(recipe.row, results(batch, attempt(function, batch)))
    return rows


def _function(work: Work[Any, Any], run: str) -> Callable[[Sequence[Any]], Sequence[Any]]:
    """Return the function of the work, which is started once per process and run."""
    global _started
    if _started is None or _started[0] != run:
        _started = run, work.start()
    return _started[1]


@contextmanager
def _watch(seconds: float) -> Iterator[None]:
    """End this process if the enclosed code takes longer than `seconds`, even inside C code."""
    with Path(os.devnull).open("w") as nowhere:
        faulthandler.dump_traceback_later(seconds, exit=True, file=nowhere)
        try:
            yield
        finally:
            faulthandler.cancel_dump_traceback_later()


def _host() -> str:
    return platform.node() or "an unnamed machine"

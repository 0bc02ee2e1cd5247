"""What a worker does with one shard: a function that can be called anywhere, any number of times.

A file beside the part says that the shard was begun. Whoever finds it there, after a worker's
end or in a later run, does the shard's items one by one in a process of their own: there an
item that ends its process or hangs costs itself alone, and no more workers. A shard without a
part, whose rows are sent back, is done so when it is given anew: Dask gives up what ended some
workers (four, if its settings say nothing else).
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
"""Seconds to load models and read a shard, where an item has less."""

# One shard at a time: the watch below is the process' own, and so is what `Work.start` returns.
_alone = threading.Lock()
_started: tuple[str, Callable[[Sequence[Any]], Sequence[Any]]] | None = None


class Recipe(NamedTuple):
    """What is done with every item, and what is wanted of the result; sent once to a worker."""

    work: Work[Any, Any]
    row: Callable[[Result[Any, Any]], Any]


@dataclass(frozen=True)
class Task:
    """A shard and how it is done; pickled.

    Attributes
    ----------
    shard
        What is read.
    place
        Where its part stands, less the suffix; None sends the rows back.
    run
        Names this run of the client: the work is started once in each process and run.
    seconds
        What one item may take.
    again
        Whether it ended a worker before.
    """

    shard: Shard[Any]
    place: Path | None
    run: str
    seconds: float
    again: bool = False


def finish(task: Task, recipe: Recipe) -> list[Any]:
    """Write the part of a shard, if it is not there; or return its rows.

    Raises
    ------
    SummkitError
        What is wrong with all of the work, the input, or the place to write to.
    """
    with _alone:
        try:
            return _finish(task, recipe)
        except SystemExit:
            os._exit(1)  # as it would end a process that has no scheduler to answer
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
    """Make a file; return whether it was there before."""
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
    """Start the work once in each process."""
    global _started
    if _started is None or _started[0] != run:
        _started = run, work.start()
    return _started[1]


@contextmanager
def _watch(seconds: float) -> Iterator[None]:
    """End this process if what follows takes longer, even inside C code."""
    with Path(os.devnull).open("w") as nowhere:
        faulthandler.dump_traceback_later(seconds, exit=True, file=nowhere)
        try:
            yield
        finally:
            faulthandler.cancel_dump_traceback_later()


def _host() -> str:
    return platform.node() or "a machine without a name"

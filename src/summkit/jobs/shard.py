"""What a worker does with one shard: a function that can be called anywhere, any number of times.

A file beside the part says that the shard was begun. Whoever finds it there, after a worker's
end or in a later run, does the shard's items one by one in a process of their own: there an
item that ends its process or hangs costs itself alone, and no more workers.
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
from typing import Any, Protocol

from summkit.errors import SummkitError, UsageError
from summkit.jobs.base import Outcome, Work, attempt, outcomes
from summkit.jobs.parts import part, write_part
from summkit.jobs.pool import Pool

_READING = 60.0
"""Seconds to load models and read a shard, where an item has less."""

# One shard at a time: the watch below is the process' own, and so is what `Work.start` returns.
_alone = threading.Lock()
_started: tuple[str, Callable[[Sequence[Any]], Sequence[Any]]] | None = None


class Shard(Protocol):
    """Part of a corpus, of at most `count` items: read on the worker."""

    @property
    def count(self) -> int: ...

    @property
    def digest(self) -> str: ...

    def read(self) -> Iterator[Any]: ...


@dataclass(frozen=True)
class Task:
    """A shard and what is to be done with it; pickled.

    Attributes
    ----------
    shard, work
        What is read, and what is done with each item.
    settle
        Makes JSON data of what became of an item.
    place
        Where its part stands, less the suffix.
    run
        Names this run of the client: the work is started once in each process and run.
    seconds
        What one item may take.
    """

    shard: Shard
    work: Work[Any, Any]
    settle: Callable[[Outcome[Any, Any]], Any]
    place: Path
    run: str
    seconds: float


def finish(task: Task) -> None:
    """Write the part of a shard, if it is not there.

    Raises
    ------
    SummkitError
        What is wrong with all of the work, the input, or the place to write to.
    """
    with _alone:
        if not task.place.parent.is_dir():
            raise UsageError(
                f"{task.place.parent}: a worker on {_host()} does not see it: "
                "all workers need the same file system"
            )
        if part(task.place).exists():
            return
        begun = task.place.with_name(task.place.name + ".begun")
        try:
            rows = _rows(task, again=_is_there(begun))
        except SystemExit:
            os._exit(1)  # as it would end a process that has no scheduler to answer
        except SummkitError:
            raise
        except OSError as error:
            raise UsageError(
                f"{error.filename or task.place}: a worker on {_host()} cannot use it: "
                f"{error.strerror or error}: all workers need the same file system"
            ) from error
        write_part(task.place, rows)
        with suppress(OSError):
            begun.unlink()


def _is_there(path: Path) -> bool:
    """Make a file; return whether it was there before."""
    try:
        path.touch(exist_ok=False)
    except FileExistsError:
        return True
    return False


def _rows(task: Task, *, again: bool) -> list[Any]:
    with _watch(max(task.seconds, _READING)):
        items = list(task.shard.read())
    if again:
        apart = Pool(1, task.seconds, 1).map(task.work, iter(items))
        return [task.settle(outcome) for outcome in apart]
    with _watch(max(task.seconds, _READING)):
        function = _function(task.work, task.run)
    rows: list[Any] = []
    size = max(1, task.work.batch)
    while len(rows) < len(items):
        with _watch(task.seconds):
            until = time.monotonic() + task.seconds / 4
            while len(rows) < len(items) and time.monotonic() < until:
                batch = items[len(rows) : len(rows) + size]
                rows += map(task.settle, outcomes(batch, attempt(function, batch)))
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

"""What a worker does with one shard: a function that can be called anywhere, any number of times.

All it knows of earlier tries stands in files beside the part it writes, so that it does not
matter who tries again after a worker's end: the scheduler, this run's client or a later run's.
The first try goes through the shard at full speed. A later one writes down each item before it
begins it and what came of it after: the item that ends a second worker there is the one to blame.
"""

from __future__ import annotations

import faulthandler
import json
import os
import platform
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Protocol

from summkit.engines.base import Outcome, Work, attempt, outcomes
from summkit.engines.parts import part, write_part
from summkit.errors import UsageError

_TRIES = 2
"""An item that so many workers did not survive, alone, has failed."""

_STARTS = 4
"""Tries that end before the first item: the next one would as well."""

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
    settle
        Makes JSON data of what became of an item.
    place
        Where its part and its tries stand.
    run
        Names this run of the client: ends of workers in another run prove nothing against an
        item, since a client that is killed takes its workers with it.
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
        tries = _Tries(task)
        try:
            rows = _rows(task, tries)
        except SystemExit:
            os._exit(1)  # as it would end a process that has no scheduler to answer
        except OSError as error:
            raise UsageError(
                f"{error.filename or task.place}: a worker on {_host()} cannot use it: "
                f"{error.strerror or error}: all workers need the same file system"
            ) from error
        finally:
            tries.close()
        write_part(task.place, rows)
        tries.forget()


def _rows(task: Task, tries: _Tries) -> list[Any]:
    tries.check()
    with tries.watch(max(task.seconds, _READING)):
        function = _function(task.work, task.run)
        items = list(task.shard.read())
    if tries.number > 1:
        return [_carefully(task, tries, function, n, item) for n, item in enumerate(items)]
    rows: list[Any] = []
    size = max(1, task.work.batch)
    while len(rows) < len(items):
        with tries.watch(task.seconds):
            until = time.monotonic() + task.seconds / 4
            while len(rows) < len(items) and time.monotonic() < until:
                batch = items[len(rows) : len(rows) + size]
                rows += map(task.settle, outcomes(batch, attempt(function, batch)))
    return rows


def _carefully(
    task: Task,
    tries: _Tries,
    function: Callable[[Sequence[Any]], Sequence[Any]],
    number: int,
    item: Any,
) -> Any:
    if number in tries.rows:
        return tries.rows[number]
    if tries.starts[number] >= _TRIES:
        row = task.settle(Outcome(item, None, tries.reason(task.seconds)))
    else:
        tries.note([number])
        with tries.watch(task.seconds):
            (outcome,) = outcomes([item], attempt(function, [item]))
        row = task.settle(outcome)
    tries.note([number, row])
    return row


def _function(work: Work[Any, Any], run: str) -> Callable[[Sequence[Any]], Sequence[Any]]:
    """Start the work once in each process."""
    global _started
    if _started is None or _started[0] != run:
        _started = run, work.start()
    return _started[1]


class _Tries:
    """The files of a shard's tries: this one's to write, the earlier ones' to learn from.

    Attributes
    ----------
    number
        Of this try, from 1.
    rows
        What came of items in earlier tries.
    starts
        How often an item was begun in this run and not finished.
    """

    def __init__(self, task: Task) -> None:
        self._task = task
        self.number = 1
        self.rows: dict[int, Any] = {}
        self.starts: Counter[int] = Counter()
        self._empty = 0
        self._late = False
        while (file := _exclusively(self._path(self.number))) is None:
            self._learn(self.number)
            self.number += 1
        self._file: IO[str] = file
        self.note(task.run)

    def _path(self, number: int, kind: str = "try") -> Path:
        return self._task.place.with_name(f"{self._task.place.name}.{kind}{number}")

    def _learn(self, number: int) -> None:
        lines = []
        with suppress(OSError, ValueError), self._path(number).open(encoding="ascii") as file:
            for line in file:
                lines.append(json.loads(line))  # the last may be torn
        open_ = None
        for line in lines[1:]:
            if len(line) == 2:
                self.rows[line[0]] = line[1]
            open_ = line[0] if len(line) == 1 else None
        if lines and lines[0] == self._task.run:
            with suppress(OSError):
                self._late = self._path(number, "late").stat().st_size > 0
            if open_ is not None:
                self.starts[open_] += 1
            elif number > 1 and len(lines) == 1:
                self._empty += 1

    def check(self) -> None:
        """Raise UsageError where workers end again and again before they come to an item."""
        if self._empty >= _STARTS:
            raise UsageError(
                f"{self._task.place.name}: {self._empty} workers ended before its first article "
                f"({self.reason(self._task.seconds)}): more memory for each may help"
            )

    def note(self, line: Any) -> None:
        """Write a line that survives the end of this process."""
        self._file.write(json.dumps(line, allow_nan=False) + "\n")
        self._file.flush()

    def reason(self, seconds: float) -> str:
        """Say how the last try ended."""
        if self._late:
            return f"not finished within {seconds:g} seconds"
        return "its process ended"

    @contextmanager
    def watch(self, seconds: float) -> Iterator[None]:
        """End this process if what follows takes longer, even inside C code."""
        with self._path(self.number, "late").open("w") as late:
            faulthandler.dump_traceback_later(seconds, exit=True, file=late)
            try:
                yield
            finally:
                faulthandler.cancel_dump_traceback_later()

    def close(self) -> None:
        self._file.close()

    def forget(self) -> None:
        """Delete the files of all tries: the part is written."""
        for number in range(1, self.number + 1):
            for kind in ("try", "late"):
                with suppress(OSError):
                    self._path(number, kind).unlink()


def _host() -> str:
    return platform.node() or "a machine without a name"


def _exclusively(path: Path) -> IO[str] | None:
    """Make a file that was not there; None where it was."""
    try:
        return path.open("x", encoding="ascii")
    except FileExistsError:
        return None
    except OSError as error:
        raise UsageError(f"{path}: cannot be written: {error.strerror}") from error

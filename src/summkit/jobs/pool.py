"""A pool of processes in which an item that kills or hangs its worker costs that item only.

Why none that exists: in concurrent.futures, joblib and loky one dead worker breaks the pool,
and none has a time limit for a task. pebble has both, but its workers share one pipe under one
lock: a worker killed between taking a task and saying so loses the task. Here every worker has
a pipe of its own, so that its end shows there, and what it was doing is known.
"""

from __future__ import annotations

import pickle
import sys
import time
from collections import deque
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from typing import Any, Generic, TypeVar

from summkit.errors import SummkitError, UsageError
from summkit.jobs import worker as inside
from summkit.jobs.base import Result, Work, results
from summkit.jobs.child import python_child
from summkit.jobs.local import taken
from summkit.jobs.messages import framed
from summkit.jobs.plan import Source

T = TypeVar("T")
R = TypeVar("R")

_Found = tuple[Any, str | SummkitError]

_TARGET = 0.25  # seconds a chunk should take: enough to hide its way there and back
_LONGEST = 64
_AHEAD = 8  # chunks a worker that are read and not yet yielded, at most
_STARTING = 300.0
_GRACE = 3.0  # seconds a worker has to end its own programs and itself
_STARTS = 3  # workers in a row that end before they are ready: the next would as well


@dataclass
class _Chunk(Generic[T]):
    """Items in input order and what became of each; `open` of them are still unknown."""

    items: list[T]
    found: list[_Found] = field(init=False)
    open: int = field(init=False)

    def __post_init__(self) -> None:
        self.found = [(None, "")] * len(self.items)
        self.open = len(self.items)


@dataclass(frozen=True)
class _Task:
    """Part of a chunk as a worker gets it; `alone` is the second and last try of an item."""

    chunk: _Chunk[Any]
    first: int
    last: int
    alone: bool = False

    def close(self, found: list[_Found]) -> None:
        self.chunk.found[self.first : self.last] = found
        self.chunk.open -= len(found)

    def singly(self) -> list[_Task]:
        return [_Task(self.chunk, n, n + 1, alone=True) for n in range(self.first, self.last)]


class _Worker:
    """A process and what it is doing since when; ready once it has the work.

    What it answers goes to `answers`, with the worker before it; None is its end.
    """

    def __init__(self, answers: SimpleQueue[tuple[_Worker, bytes | None]]) -> None:
        self.child = python_child("summkit.jobs.worker", grace=_GRACE)
        self._answers = answers
        self.child.in_background(self._listen)
        self.ready = False
        self.task: _Task | None = None
        self.since = time.monotonic()

    def _listen(self) -> None:
        with suppress(OSError, ValueError):
            while (answer := self.child.message()) is not None:
                self._answers.put((self, answer))
        self._answers.put((self, None))

    def prepare(self, job: bytes) -> None:
        """Send the work; apart from the start, since a large one waits for the process."""
        with suppress(OSError):  # it is gone, which shows when its answer is waited for
            self.child.send(job)

    def give(self, task: _Task) -> None:
        self.task = task
        self.since = time.monotonic()
        items = pickle.dumps(task.chunk.items[task.first : task.last], pickle.HIGHEST_PROTOCOL)
        with suppress(OSError):
            self.child.send(framed(items))

    def end(self, patience: float) -> str:
        """Kill it if it has not ended in so many seconds; say how it ended."""
        return self.child.end(patience)


class Pool:
    """`workers` processes; see `Local` for the parameters."""

    def __init__(self, workers: int, seconds: float, chunk: int | None) -> None:
        self._count = workers
        self._seconds = seconds
        self._fixed = chunk
        self._size = chunk or 1
        self._least = 1
        self._workers: list[_Worker] = []
        self._answers: SimpleQueue[tuple[_Worker, bytes | None]] = SimpleQueue()
        self._waiting: deque[_Task] = deque()
        self._failed_starts = 0
        self._job = b""

    def map(
        self, work: Work[T, R], stream: Iterator[T], source: Source[T] | None = None
    ) -> Iterator[Result[T, R]]:
        """Yield the result of every item in order; see `Local.map`.

        Raises
        ------
        UsageError
            If the work cannot be sent to other processes, or none starts.
        """
        self._job = self._packed(work)
        # What waits for a server asks about several items at once, if it has them.
        self._least = getattr(work, "together", 1)
        self._size = self._fixed or self._least
        window: deque[_Chunk[T]] = deque()  # read and not yet yielded
        more = True
        try:
            for _ in range(self._count):  # one by one: an interrupt in between must find them
                self._workers.append(_Worker(self._answers))
            for worker in self._workers:
                worker.prepare(self._job)
            while more or window:
                self._hand_out()
                room = len(self._waiting) < self._count and len(window) < _AHEAD * self._count
                if more and room and (not window or source is None or source.ready()):
                    items = taken(stream, self._size, source)
                    more = bool(items)
                    if items:
                        window.append(_Chunk(items))
                        self._waiting.append(_Task(window[-1], 0, len(items)))
                    self._collect(block=False)
                else:
                    self._collect(block=True)
                while window and not window[0].open:
                    chunk = window.popleft()
                    yield from results(chunk.items, chunk.found)
        finally:
            self._close()

    def _packed(self, work: Any) -> bytes:
        if inside.importing_main:
            raise UsageError(
                "the program starts worker processes where they import it: put what it does "
                "under `if __name__ == '__main__':`, or set `workers` to 1"
            )
        try:
            packed = pickle.dumps(work, pickle.HIGHEST_PROTOCOL)
        except Exception as error:
            raise inside.unusable("the work cannot be sent to", error) from error
        job = inside.Assignment(self._seconds, inside.main_program(), sys.argv, packed)
        return framed(pickle.dumps(tuple(job), pickle.HIGHEST_PROTOCOL))

    def _hand_out(self) -> None:
        for worker in self._workers:
            if worker.ready and worker.task is None and self._waiting:
                worker.give(self._waiting.popleft())

    def _collect(self, *, block: bool) -> None:
        """Take in what the workers report; with `block`, wait until one does or is late."""
        if block:
            patience = min(self._deadline(w) for w in self._workers if w.task or not w.ready)
            with suppress(Empty):
                self._hear(*self._answers.get(timeout=max(0.0, patience - time.monotonic())))
        with suppress(Empty):
            while True:
                self._hear(*self._answers.get_nowait())
        now = time.monotonic()
        for worker in self._workers:
            if (worker.task or not worker.ready) and now > self._deadline(worker):
                self._lost(worker, late=True)

    def _deadline(self, worker: _Worker) -> float:
        return worker.since + (self._seconds if worker.ready else _STARTING)

    def _hear(self, worker: _Worker, answer: bytes | None) -> None:
        if worker not in self._workers:  # replaced meanwhile
            return
        if answer is None:
            self._lost(worker)
            return
        found = pickle.loads(answer)  # noqa: S301 - from a process of ours
        if isinstance(found, SummkitError):
            raise found
        task = worker.task
        self._failed_starts = 0  # workers can start: those that did not were ended from outside
        if task is None:
            worker.ready = True
            return
        worker.task = None
        self._learn(task.last - task.first, time.monotonic() - worker.since)
        task.close(found)

    def _learn(self, items: int, seconds: float) -> None:
        if self._fixed is None:
            fitting = int(_TARGET * items / seconds) if seconds else _LONGEST
            self._size = max(self._least, min(fitting, 2 * self._size, _LONGEST))

    def _lost(self, worker: _Worker, *, late: bool = False) -> None:
        """Replace a worker that has died or is late; its items are tried again alone."""
        # A pipe closes a moment before its process ends; a late one ends its own programs.
        ended = worker.end(0.5 if late else 5.0)
        task = worker.task
        if not worker.ready:
            self._failed_starts += 1
            if self._failed_starts == _STARTS:
                raise UsageError(
                    f"worker processes do not start ({ended}): set `workers` to 1, which needs none"
                )
        elif task and not task.alone:
            self._waiting.extendleft(reversed(task.singly()))
        elif task:
            reason = f"not finished within {self._seconds:g} seconds: raise `article_seconds`"
            task.close([(None, reason if late else f"its process ended ({ended})")])
        place = self._workers.index(worker)
        self._workers[place] = _Worker(self._answers)
        self._workers[place].prepare(self._job)

    def _close(self) -> None:
        for worker in self._workers:
            worker.child.hang_up()  # which all of them end by
        patience = time.monotonic() + _GRACE
        for worker in self._workers:
            worker.end(patience - time.monotonic())

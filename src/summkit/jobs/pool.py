"""A pool of processes in which an item that kills or hangs its worker costs that item only.

Why none that exists: in concurrent.futures, joblib and loky one dead worker breaks the pool,
and none has a time limit for a task. pebble has both, but its workers share one pipe under one
lock: a worker killed between taking a task and saying so loses the task. Here every worker has
a pipe of its own, so that its end shows there, and what it was doing is known.
"""

from __future__ import annotations

import multiprocessing
import signal
import time
from collections import deque
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice
from multiprocessing import connection
from typing import Any, Generic, TypeVar

from summkit.errors import SummkitError, UsageError
from summkit.jobs.base import Outcome, Work, outcomes
from summkit.jobs.signals import interrupts_held
from summkit.jobs.worker import serve

T = TypeVar("T")
R = TypeVar("R")

_Found = tuple[Any, str | SummkitError]

_TARGET = 0.25  # seconds a chunk should take: enough to hide its way there and back
_LONGEST = 64
_AHEAD = 8  # chunks a worker that are read and not yet yielded, at most
_STARTING = 300.0
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
    """A process, its pipe, and what it is doing since when; ready once it has the work."""

    def __init__(self, seconds: float) -> None:
        context = multiprocessing.get_context("spawn")  # no lock of ours is copied held
        self.pipe, other = context.Pipe()
        self.process = context.Process(target=serve, args=(other, seconds), daemon=True)
        with interrupts_held():
            self.process.start()
        other.close()
        self.ready = False
        self.task: _Task | None = None
        self.since = time.monotonic()

    def prepare(self, work: Any) -> None:
        """Send the work; apart from the start, since a large one waits for the process."""
        with suppress(OSError):  # it is gone, which shows when its answer is waited for
            self.pipe.send(work)

    def give(self, task: _Task) -> None:
        self.task = task
        self.since = time.monotonic()
        with suppress(OSError):
            self.pipe.send(task.chunk.items[task.first : task.last])

    def end(self, patience: float) -> str:
        """Kill it if it has not ended in so many seconds; say how it ended."""
        self.process.join(patience)
        self.process.kill()
        self.process.join()
        self.pipe.close()
        code = self.process.exitcode or 0
        return f"exit status {code}" if code >= 0 else f"signal {signal.Signals(-code).name}"


class Pool:
    """`workers` processes; see `Local` for the parameters."""

    def __init__(self, workers: int, seconds: float, chunk: int | None) -> None:
        self._count = workers
        self._seconds = seconds
        self._fixed = chunk
        self._size = chunk or 1
        self._workers: list[_Worker] = []
        self._waiting: deque[_Task] = deque()
        self._failed_starts = 0

    def map(self, work: Work[T, R], stream: Iterator[T]) -> Iterator[Outcome[T, R]]:
        """Yield the outcome of every item in order."""
        window: deque[_Chunk[T]] = deque()  # read and not yet yielded
        more = True
        try:
            for _ in range(self._count):  # one by one: an interrupt in between must find them
                self._workers.append(_Worker(self._seconds))
            for worker in self._workers:
                worker.prepare(work)
            while more or window:
                self._hand_out()
                room = len(self._waiting) < self._count and len(window) < _AHEAD * self._count
                if more and room:
                    items = list(islice(stream, self._size))
                    more = bool(items)
                    if items:
                        window.append(_Chunk(items))
                        self._waiting.append(_Task(window[-1], 0, len(items)))
                    self._collect(work, block=False)
                else:
                    self._collect(work, block=True)
                while window and not window[0].open:
                    chunk = window.popleft()
                    yield from outcomes(chunk.items, chunk.found)
        finally:
            self._close()

    def _hand_out(self) -> None:
        for worker in self._workers:
            if worker.ready and worker.task is None and self._waiting:
                worker.give(self._waiting.popleft())

    def _collect(self, work: Any, *, block: bool) -> None:
        """Take in what the workers report; with `block`, wait until one does or is late."""
        active = {w.pipe: w for w in self._workers if w.task or not w.ready}
        now = time.monotonic()
        patience = min((self._deadline(w) - now for w in active.values()), default=0.0)
        for pipe in connection.wait(list(active), max(0.0, patience) if block else 0.0):
            self._hear(active[pipe], work)  # type: ignore[index]
        now = time.monotonic()
        for worker in self._workers:
            if (worker.task or not worker.ready) and now > self._deadline(worker):
                self._lost(worker, work, late=True)

    def _deadline(self, worker: _Worker) -> float:
        return worker.since + (self._seconds if worker.ready else _STARTING)

    def _hear(self, worker: _Worker, work: Any) -> None:
        try:
            answer = worker.pipe.recv()
        except (EOFError, OSError):
            self._lost(worker, work)
            return
        task = worker.task
        if task is None:
            if isinstance(answer, SummkitError):
                raise answer
            worker.ready, self._failed_starts = True, 0
            return
        worker.task = None
        self._failed_starts = 0  # workers can start: those that did not were ended from outside
        self._learn(task.last - task.first, time.monotonic() - worker.since)
        task.close(answer)

    def _learn(self, items: int, seconds: float) -> None:
        if self._fixed is None:
            fitting = int(_TARGET * items / seconds) if seconds else _LONGEST
            self._size = max(1, min(fitting, 2 * self._size, _LONGEST))

    def _lost(self, worker: _Worker, work: Any, *, late: bool = False) -> None:
        """Replace a worker that has died or is late; its items are tried again alone."""
        ended = worker.end(0.0 if late else 5.0)  # a pipe closes a moment before its process ends
        task = worker.task
        if not worker.ready:
            self._failed_starts += 1
            if self._failed_starts == _STARTS:
                raise UsageError(f"worker processes do not start ({ended}): --workers 1 needs none")
        elif task and not task.alone:
            self._waiting.extendleft(reversed(task.singly()))
        elif task:
            told = f"not finished within {self._seconds:g} seconds (--article-seconds allows more)"
            task.close([(None, told if late else f"its process ended ({ended})")])
        place = self._workers.index(worker)
        self._workers[place] = _Worker(self._seconds)
        self._workers[place].prepare(work)

    def _close(self) -> None:
        for worker in self._workers:
            worker.pipe.close()  # an idle one ends by that
            if worker.task or not worker.ready:
                worker.process.terminate()
        patience = time.monotonic() + 2.0
        for worker in self._workers:
            worker.process.join(max(0.0, patience - time.monotonic()))
            worker.process.kill()
            worker.process.join()

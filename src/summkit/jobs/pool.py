"""A pool of processes: if an item crashes or blocks its worker, only that item fails.

Existing pools do not suffice. In concurrent.futures, joblib and loky, a dead worker breaks the
pool, and tasks have no time limit. pebble has both features, but its workers share a pipe and a
lock: if a worker is killed between taking a task and reporting that, the task is lost. Here every
worker has its own pipe, so that the pool notices its end and knows its current task.
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

_TARGET = 0.25  # seconds that a chunk should take, so that its transfer is negligible
_LONGEST = 64  # largest number of items in a chunk
_AHEAD = 8  # largest number of chunks per worker that are read and not yet yielded
_STARTING = 300.0  # seconds for a worker to become ready
_GRACE = 3.0  # seconds for a worker to end its programs and itself
_STARTS = 3  # maximum number of consecutive workers that end before they are ready


@dataclass
class _Chunk(Generic[T]):
    """Items in input order, with their results; `open` is the number of missing results."""

    items: list[T]
    found: list[_Found] = field(init=False)
    open: int = field(init=False)

    def __post_init__(self) -> None:
        self.found = [(None, "")] * len(self.items)
        self.open = len(self.items)


@dataclass(frozen=True)
class _Task:
    """A part of a chunk for a worker; `alone` marks the second and last attempt at an item."""

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
    """A worker process with its current task and the start of that task.

    The worker is `ready` after it has received the work. Its answers are put into the queue
    `answers` together with the worker; None means that the process has ended.
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
        """Send the work. Not part of the constructor, because sending a large work may block."""
        with suppress(OSError):  # if the process has ended, `_listen` reports that
            self.child.send(job)

    def give(self, task: _Task) -> None:
        self.task = task
        self.since = time.monotonic()
        items = pickle.dumps(task.chunk.items[task.first : task.last], pickle.HIGHEST_PROTOCOL)
        with suppress(OSError):
            self.child.send(framed(items))

    def end(self, patience: float) -> str:
        """End the process, by killing it after `patience` seconds, and return how it ended."""
        return self.child.end(patience)


class Pool:
    """A pool of worker processes; see `Local` for the parameters."""

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
            If the work cannot be sent to other processes, or if no worker starts.
        """
        self._job = self._packed(work)
        # A method that calls a server needs several items to send its questions in parallel.
        self._least = getattr(work, "together", 1)
        self._size = self._fixed or self._least
        window: deque[_Chunk[T]] = deque()  # chunks that are read and not yet yielded
        more = True
        try:
            for _ in range(self._count):  # one by one, so that an interrupt finds all of them
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
                "the program starts worker processes, and every worker imports the program: put "
                "its main code under `if __name__ == '__main__':`, or set `workers` to 1"
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
        """Handle the answers of the workers; with `block`, wait for an answer or a deadline."""
        if block:
            patience = min(self._deadline(w) for w in self._workers if w.task or not w.ready)
            with suppress(Empty):
                self._handle_answer(
                    *self._answers.get(timeout=max(0.0, patience - time.monotonic()))
                )
        with suppress(Empty):
            while True:
                self._handle_answer(*self._answers.get_nowait())
        now = time.monotonic()
        for worker in self._workers:
            if (worker.task or not worker.ready) and now > self._deadline(worker):
                self._replace(worker, late=True)

    def _deadline(self, worker: _Worker) -> float:
        return worker.since + (self._seconds if worker.ready else _STARTING)

    def _handle_answer(self, worker: _Worker, answer: bytes | None) -> None:
        if worker not in self._workers:  # the worker was replaced
            return
        if answer is None:
            self._replace(worker)
            return
        found = pickle.loads(answer)  # noqa: S301 - from a worker of summkit
        if isinstance(found, SummkitError):
            raise found
        task = worker.task
        self._failed_starts = 0  # workers can start, so earlier failures to start had another cause
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

    def _replace(self, worker: _Worker, *, late: bool = False) -> None:
        """Replace a worker that has ended or is late. Its items are tried again, each alone."""
        # The pipe of a process closes shortly before the process ends, so wait for its status. A
        # late worker gets a short time to end its programs.
        ended = worker.end(0.5 if late else 5.0)
        task = worker.task
        if not worker.ready:
            self._failed_starts += 1
            if self._failed_starts == _STARTS:
                raise UsageError(
                    f"worker processes do not start ({ended}): set `workers` to 1 to work without "
                    "them"
                )
        elif task and not task.alone:
            self._waiting.extendleft(reversed(task.singly()))
        elif task:
            reason = f"not finished within {self._seconds:g} seconds: raise `article_seconds`"
            task.close([(None, reason if late else f"its worker process ended ({ended})")])
        place = self._workers.index(worker)
        self._workers[place] = _Worker(self._answers)
        self._workers[place].prepare(self._job)

    def _close(self) -> None:
        for worker in self._workers:
            worker.child.hang_up()  # all workers are told to end before the first is waited for
        patience = time.monotonic() + _GRACE
        for worker in self._workers:
            worker.end(patience - time.monotonic())

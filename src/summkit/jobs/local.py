"""The engines on this machine: a pool of processes, or only this process."""

from __future__ import annotations

import os
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import Any, TypeVar

from summkit.files import refuse_special, sweep
from summkit.jobs.base import Result, Work, attempt, results
from summkit.jobs.journal import Journal
from summkit.jobs.plan import Job, Plan, Source, Step, changed, mark, no_step

T = TypeVar("T")
R = TypeVar("R")

FEW = 32
"""Smallest number of items for which worker processes are started."""

START = 0.8
"""Seconds that worker processes must save, because their start takes about half a second each."""

_COMPUTES = 0.25
"""Share of processor time in the wall-clock time above which this process does the work itself."""

SECONDS = 300.0
"""Default time limit of an item in a worker: several times the time of the slowest known article.
"""

_QUOTA = Path("/sys/fs/cgroup/cpu.max")


def cores() -> int:
    """Return the number of cores that this process may use, by its affinity and its container."""
    if hasattr(os, "process_cpu_count"):  # from Python 3.13 on
        count = os.process_cpu_count() or 1
    elif hasattr(os, "sched_getaffinity"):
        count = len(os.sched_getaffinity(0))
    else:
        count = os.cpu_count() or 1
    try:
        quota, period = _QUOTA.read_text("ascii").split()
        count = min(count, max(1, int(quota) // int(period)))
    except (OSError, ValueError):  # not in a container, or no limit ("max")
        pass
    return count


@dataclass(frozen=True, eq=False, repr=False)
class Local:
    """The engine that works in this process or in a pool of processes.

    Attributes
    ----------
    workers
        Number of processes. 1 means this process, which does not survive an item that hangs or
        crashes.
    seconds
        Time limit of an item in a worker.
    chunk
        Number of items that a worker gets together; None finds the number that takes a quarter of
        a second.
    few
        Smallest number of items for which the pool is started. `brisk` work stays in this process
        longer: until the estimated time of the remaining items exceeds the start of the pool.
    """

    workers: int = 1
    seconds: float = SECONDS
    chunk: int | None = None
    few: int = FEW

    def run(self, plan: Plan[T, R], step: Step = no_step) -> Job:
        """Run a plan; see `Engine.run`."""
        return run_here(self.map, plan, step)

    def map(
        self, work: Work[T, R], items: Iterable[T], source: Source[T] | None = None
    ) -> Iterator[Result[T, R]]:
        """Yield the result of every item, in the order of `items`, which are read lazily.

        At most a few chunks per worker are read ahead of the yielded results. If an item makes the
        work raise, hang or crash its process, the item is tried again alone and is then a Result
        with a failure. Without worker processes, an item that hangs or crashes ends the run.

        Parameters
        ----------
        source
            The source of the items. It knows the share of the items that has been read, and whether
            the next item is available. Available items are processed before the engine waits for
            the next item.

        Raises
        ------
        SummkitError
            If an error concerns the whole work. The results of earlier items have been yielded.
        """
        stream = iter(items)
        if self.workers > 1 and not (source and getattr(work, "brisk", False)):
            head = list(islice(stream, self.few))
            stream = chain(head, stream)
            if len(head) == self.few:
                yield from self._pool(work, stream, source)
                return
        judge = _Judge(self.workers, self.few, source)
        function = work.start()
        while batch := taken(stream, self.chunk or work.batch, source):
            begun, used = time.monotonic(), time.process_time()
            answers = attempt(function, batch)
            judge.see(len(batch), time.monotonic() - begun, time.process_time() - used)
            yield from results(batch, answers)
            if judge.others_pay():
                yield from self._pool(work, stream, source)

    def _pool(
        self, work: Work[T, R], stream: Iterator[T], source: Source[T] | None
    ) -> Iterator[Result[T, R]]:
        from summkit.jobs.pool import Pool

        return Pool(self.workers, self.seconds, self.chunk).map(work, stream, source)


class _Judge:
    """The estimate, from the finished items, whether starting the pool would save time."""

    def __init__(self, workers: int, few: int, source: Source[Any] | None) -> None:
        self._workers, self._few, self._source = workers, few, source
        self._done = 0
        self._seconds = float("inf")  # per item; the first batch is ignored, since it loads models

    def see(self, items: int, seconds: float, used: float) -> None:
        """Take notice of a batch: its number of items, its wall-clock and its processor seconds.

        On a busy machine the processor time counts, since the start of the pool would take longer
        as well. A process that hardly computes waits for another one that reads its pages.
        """
        if used > _COMPUTES * seconds:
            seconds = used
        if self._done:
            self._seconds = min(self._seconds, seconds / items)
        self._done += items

    def others_pay(self) -> bool:
        if self._workers == 1 or self._source is None or self._done < max(self._few, 1):
            return False
        if self._seconds == float("inf"):
            return False
        share = self._source.share()
        # If the number of items is unknown, the best guess is that as many items follow.
        left = self._done * (1 / share - 1 if share else 1)
        return left * self._seconds * (1 - 1 / self._workers) > START


def taken(stream: Iterator[T], most: int, source: Source[T] | None) -> list[T]:
    """Return the next items: wait for the first, and take further items that are available."""
    batch = list(islice(stream, 1))
    while batch and len(batch) < most and (source is None or source.ready()):
        following = list(islice(stream, 1))
        if not following:
            break
        batch += following
    return batch


@dataclass(frozen=True, eq=False, repr=False)
class Unguarded:
    """The engine for debugging: it works in this process, and an exception ends the run."""

    def run(self, plan: Plan[T, R], step: Step = no_step) -> Job:
        """Run a plan; see `Engine.run`."""
        return run_here(self.map, plan, step)

    def map(
        self, work: Work[T, R], items: Iterable[T], source: Source[T] | None = None
    ) -> Iterator[Result[T, R]]:
        """Yield the result of every item in order. Exceptions of the work are not caught."""
        function = work.start()
        stream = iter(items)
        while batch := taken(stream, work.batch, source):
            for item, value in zip(batch, function(batch), strict=True):
                yield Result(item, value)


Map = Callable[[Work[T, R], Iterable[T], Source[T]], Iterator[Result[T, R]]]


def run_here(map_: Map[T, R], plan: Plan[T, R], step: Step) -> Job:
    """Run a plan with a function that maps in order; store finished rows in ``OUT.partial``.

    A line of this journal contains the mark of an item and its row.
    """
    if plan.output is None:
        return Job(_rows(map_, plan, None, step), None)
    refuse_special(plan.output)
    path = plan.output.with_name(plan.output.name + ".partial")
    kept = _JournalRows(Journal(path, plan.header, resume=plan.resume))
    sweep(plan.output)
    return Job(_rows(map_, plan, kept.journal, step), kept)


@dataclass(frozen=True, eq=False, repr=False)
class _JournalRows:
    """The finished rows in a journal."""

    journal: Journal

    def rows(self) -> Iterator[Any]:
        return (row for _, row in self.journal.finished())

    def remove(self) -> None:
        self.journal.path.unlink(missing_ok=True)

    def close(self) -> None:
        self.journal.close()


def _rows(map_: Map[T, R], plan: Plan[T, R], journal: Journal | None, step: Step) -> Iterator[Any]:
    items = plan.source.items()
    try:
        yield from _mapped(map_, plan, items, journal, step)
    finally:
        # Otherwise an error that the caller stores would keep the file open.
        if isinstance(items, Generator):
            items.close()


def _mapped(
    map_: Map[T, R], plan: Plan[T, R], items: Iterator[T], journal: Journal | None, step: Step
) -> Iterator[Any]:
    if journal is None:
        for result in map_(plan.work, items, plan.source):
            step(1, plan.source.share())
            yield plan.row(result)
        return
    marks: deque[str] = deque()
    for before, row in journal.finished():
        item = next(items, None)
        if item is None or mark(item)[:16] != before:
            raise changed(journal.path)
        yield row
    for result in map_(plan.work, _marked(items, marks), plan.source):
        row = plan.row(result)
        journal.append([marks.popleft(), row])
        step(1, plan.source.share())
        yield row


def _marked(items: Iterator[T], marks: deque[str]) -> Iterator[T]:
    for item in items:
        marks.append(mark(item)[:16])
        yield item

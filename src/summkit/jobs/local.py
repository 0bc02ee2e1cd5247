"""All cores of this machine, or this process alone."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import TypeVar

from summkit.jobs.base import Outcome, Work, attempt, outcomes

T = TypeVar("T")
R = TypeVar("R")

FEW = 32
"""Fewer items are done in this process: starting others takes about half a second each."""

SECONDS = 300.0
"""What one item may take in a worker; several times the slowest article met so far."""

_QUOTA = Path("/sys/fs/cgroup/cpu.max")


def cores() -> int:
    """Return how many cores this process may use: its affinity, and its container's share."""
    if hasattr(os, "process_cpu_count"):  # from Python 3.13 on
        count = os.process_cpu_count() or 1
    elif hasattr(os, "sched_getaffinity"):
        count = len(os.sched_getaffinity(0))
    else:
        count = os.cpu_count() or 1
    try:
        quota, period = _QUOTA.read_text("ascii").split()
        count = min(count, max(1, int(quota) // int(period)))
    except (OSError, ValueError):  # no container, or "max"
        pass
    return count


@dataclass(frozen=True)
class Local:
    """Maps in this process, or over a pool of `workers` processes.

    Attributes
    ----------
    workers
        1 is this process, which nothing protects from an item that hangs or crashes.
    seconds
        Time limit of one item in a worker.
    chunk
        Items handed over at once; None finds it: as many as take a quarter of a second.
    few
        Fewer items than this stay in this process.
    """

    workers: int = 1
    seconds: float = SECONDS
    chunk: int | None = None
    few: int = FEW

    def map(self, work: Work[T, R], items: Iterable[T]) -> Iterator[Outcome[T, R]]:
        """Yield the outcome of every item in order; see `Engine.map`.

        Reads at most a few chunks a worker ahead of what it has yielded.
        """
        stream = iter(items)
        if self.workers > 1:
            head = list(islice(stream, self.few))
            stream = chain(head, stream)
            if len(head) == self.few:
                from summkit.jobs.pool import Pool

                yield from Pool(self.workers, self.seconds, self.chunk).map(work, stream)
                return
        yield from self._here(work, stream)

    def _here(self, work: Work[T, R], stream: Iterator[T]) -> Iterator[Outcome[T, R]]:
        function = work.start()
        while batch := list(islice(stream, self.chunk or work.batch)):
            yield from outcomes(batch, attempt(function, batch))


@dataclass(frozen=True)
class Unguarded:
    """Maps in this process; an exception ends the run: for who debugs the work."""

    def map(self, work: Work[T, R], items: Iterable[T]) -> Iterator[Outcome[T, R]]:
        """Yield the outcome of every item in order; exceptions pass."""
        function = work.start()
        stream = iter(items)
        while batch := list(islice(stream, work.batch)):
            for item, value in zip(batch, function(batch), strict=True):
                yield Outcome(item, value)

"""Processes that answer single questions as they come: what a server hands its work to.

`Pool` maps a stream and keeps its order; a server has one item at a time, from many callers, and
each wants its own answer as soon as it is there. What waits while all workers are busy goes
together to the next one that is free, up to `Work.batch` items, since a batch costs less than its
items one by one. As in a pool, an item that kills or hangs its worker costs that item only: a batch
that is lost is tried again, each item alone.
"""

from __future__ import annotations

import asyncio
import pickle
import sys
from collections import deque
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from summkit.errors import SummkitError
from summkit.jobs import worker as inside
from summkit.jobs.base import Work
from summkit.jobs.child import Child, python_child
from summkit.jobs.messages import framed

T = TypeVar("T")
R = TypeVar("R")

_GRACE = 3.0  # seconds a worker has to end its own programs and itself
_STARTING = 120.0
_STARTS = 3  # workers in a row that end before they are ready: the next would as well
_INLINE = 1 << 15  # bytes that fit in the pipe of a worker that waits: sending them never blocks


class FullError(Exception):
    """So many items wait already that another is not taken."""


class FailedError(Exception):
    """An item has no answer; the text says why, in one line.

    Attributes
    ----------
    late
        Whether it took longer than an item may.
    """

    def __init__(self, reason: str, *, late: bool = False) -> None:
        super().__init__(reason)
        self.late = late


@dataclass(eq=False)
class _Task:
    item: Any
    answer: asyncio.Future[Any]
    size: int
    alone: bool = False


class _Member:
    """A worker: its process, and what it is doing."""

    def __init__(self, crew: Crew[Any, Any], loop: asyncio.AbstractEventLoop) -> None:
        self.child: Child = python_child("summkit.jobs.worker", grace=_GRACE)
        self.ready = False
        self.tasks: list[_Task] = []
        self.alarm: asyncio.TimerHandle | None = None
        self._crew, self._loop = crew, loop
        self.child.in_background(self._listen)

    def _listen(self) -> None:
        with suppress(OSError, ValueError):
            while (answer := self.child.message()) is not None:
                self._tell(answer)
        self._tell(None)

    def _tell(self, answer: bytes | None) -> None:
        with suppress(RuntimeError):  # the loop has closed
            self._loop.call_soon_threadsafe(self._crew.hear, self, answer)

    def disarm(self) -> None:
        if self.alarm is not None:
            self.alarm.cancel()
            self.alarm = None


class Crew(Generic[T, R]):
    """`workers` processes that do `work`, one item or a few at a time, for an event loop.

    Parameters
    ----------
    seconds
        What one item may take.
    waiting, bytes_waiting
        So many items, and so many bytes of them, may wait for a worker.
    """

    def __init__(
        self,
        work: Work[T, R],
        workers: int,
        seconds: float,
        *,
        waiting: int = 256,
        bytes_waiting: int = 64_000_000,
    ) -> None:
        self._batch = work.batch
        self._count, self._seconds = workers, seconds
        self._most, self._most_bytes = waiting, bytes_waiting
        job = inside.Assignment(
            seconds, inside.main_program(), sys.argv, pickle.dumps(work, pickle.HIGHEST_PROTOCOL)
        )
        self._job = framed(pickle.dumps(tuple(job), pickle.HIGHEST_PROTOCOL))
        self._members: list[_Member] = []
        self._waiting: deque[_Task] = deque()
        self._bytes = 0
        self._failed_starts = 0
        self._closing = False
        self._broken = ""
        self._background: set[asyncio.Future[Any]] = set()
        self._settled = asyncio.Event()

    @property
    def workers(self) -> int:
        """How many workers are there and ready."""
        return sum(member.ready for member in self._members)

    @property
    def waiting(self) -> int:
        """How many items wait for a worker."""
        return len(self._waiting)

    async def start(self) -> None:
        """Start the workers, and wait until one is ready.

        Raises
        ------
        FailedError
            If none can be started.
        """
        for _ in range(self._count):
            self._add()
        await self._settled.wait()
        if self._broken:
            raise FailedError(self._broken)

    async def do(self, item: T, size: int = 0) -> R:
        """Return what the work makes of an item.

        Parameters
        ----------
        size
            Its bytes, for the limit of what may wait.

        Raises
        ------
        FullError
            If too much waits.
        FailedError
            If the item ended its worker, took too long, or made the work raise.
        """
        if self._broken:
            raise FailedError(self._broken)
        full = self._bytes + size > self._most_bytes and self._bytes > 0
        if self._closing or full or len(self._waiting) >= self._most:
            raise FullError
        task = _Task(item, asyncio.get_running_loop().create_future(), size)
        self._waiting.append(task)
        self._bytes += size
        try:
            self._hand_out()
            answer: R = await task.answer
            return answer
        finally:
            self._bytes -= size

    async def close(self) -> None:
        """End the workers; what waits or is under way fails."""
        self._closing = True
        under_way = [task for member in self._members for task in member.tasks]
        for task in (*self._waiting, *under_way):
            _fail(task, "the server is closing")
        self._waiting.clear()
        for member in self._members:
            member.disarm()
            member.child.hang_up()
        await asyncio.gather(*[asyncio.to_thread(each.child.end) for each in self._members])
        await asyncio.gather(*self._background, return_exceptions=True)
        self._members.clear()

    def _add(self) -> None:
        loop = asyncio.get_running_loop()
        member = _Member(self, loop)
        self._members.append(member)
        self._send(member, self._job, _STARTING)

    def _send(self, member: _Member, message: bytes, seconds: float) -> None:
        loop = asyncio.get_running_loop()
        member.alarm = loop.call_later(seconds, self._late, member)
        if len(message) < _INLINE:
            with suppress(OSError):  # it is gone, which its listener tells
                member.child.send(message)
        else:
            self._apart(loop.run_in_executor(None, _send, member.child, message))

    def _apart(self, future: asyncio.Future[Any]) -> None:
        self._background.add(future)
        future.add_done_callback(self._background.discard)

    def _hand_out(self) -> None:
        for member in self._members:
            if not self._waiting:
                return
            if member.ready and not member.tasks:
                tasks = self._next()
                if tasks:
                    member.tasks = tasks
                    items = pickle.dumps([task.item for task in tasks], pickle.HIGHEST_PROTOCOL)
                    self._send(member, framed(items), self._seconds)

    def _next(self) -> list[_Task]:
        """Take what waits: one item that is tried alone, or as many as a batch has.

        Items are shared out, so that no worker idles while another has several to do.
        """
        idle = sum(member.ready and not member.tasks for member in self._members)
        most = min(self._batch, -(-len(self._waiting) // max(1, idle)))
        tasks: list[_Task] = []
        while self._waiting and len(tasks) < most:
            if self._waiting[0].alone and tasks:
                break
            task = self._waiting.popleft()
            if task.answer.done():  # whoever asked has gone
                continue
            tasks.append(task)
            if task.alone:
                break
        return tasks

    def hear(self, member: _Member, answer: bytes | None) -> None:
        """Take in what a worker answered; None is its end."""
        if member not in self._members or self._closing:
            return
        if answer is None:
            self._lost(member)
            return
        member.disarm()
        found = pickle.loads(answer)  # noqa: S301 - from a process of ours
        tasks, member.tasks = member.tasks, []
        if not member.ready:
            if isinstance(found, SummkitError):
                self._break(str(found))
                return
            member.ready, self._failed_starts = True, 0
            self._settled.set()
        elif isinstance(found, SummkitError):
            for task in tasks:
                _fail(task, str(found))
        else:
            for task, (value, failure) in zip(tasks, found, strict=True):
                if failure:
                    _fail(task, str(failure))
                elif not task.answer.done():
                    task.answer.set_result(value)
        self._hand_out()

    def _late(self, member: _Member) -> None:
        if member in self._members:
            self._lost(member, late=True)

    def _lost(self, member: _Member, *, late: bool = False) -> None:
        """Replace a worker that has died or is late; its items are tried again alone."""
        member.disarm()
        self._members.remove(member)
        member.child.kill()
        self._apart(asyncio.get_running_loop().run_in_executor(None, member.child.end, 0.5))
        if not member.ready:
            self._failed_starts += 1
            if self._failed_starts == _STARTS:
                self._break("the processes that do the work do not start")
                return
        elif len(member.tasks) > 1:
            for task in reversed(member.tasks):
                task.alone = True
                self._waiting.appendleft(task)
        else:
            for task in member.tasks:
                if late:
                    reason = f"not finished within {self._seconds:g} seconds: "
                    _fail(task, reason + "raise `article_seconds`", late=True)
                else:
                    _fail(task, "the process that worked on it ended")
        self._add()
        self._hand_out()

    def _break(self, reason: str) -> None:
        self._broken = reason
        self._settled.set()
        for task in self._waiting:
            _fail(task, reason)
        self._waiting.clear()


def _fail(task: _Task, reason: str, *, late: bool = False) -> None:
    if not task.answer.done():
        task.answer.set_exception(FailedError(reason, late=late))


def _send(child: Child, message: bytes) -> None:
    with suppress(OSError):  # it is gone, which its listener tells
        child.send(message)

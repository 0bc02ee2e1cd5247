"""Worker processes for a server, which answer single items as they come.

`Pool` maps a stream of items and yields the results in order. A server, however, gets single items
from many callers, and each caller needs its answer as soon as possible. If all workers are busy,
items wait; the next free worker gets up to `Work.batch` waiting items together, because a batch
takes less time than its items one by one. As in a pool, if an item crashes or blocks its worker,
only that item fails: each item of a lost batch is tried again alone.
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

_GRACE = 3.0  # seconds for a worker to end its programs and itself
_STARTING = 120.0  # seconds for a worker to become ready
_STARTS = 3  # maximum number of consecutive workers that end before they are ready
# Maximum bytes that fit into the pipe of a waiting worker, so that sending never blocks.
_INLINE = 1 << 15


class FullError(Exception):
    """Raised if too many items wait, so that a further item is refused."""


class FailedError(Exception):
    """Raised if an item has no answer. The message is the reason, in one line.

    Attributes
    ----------
    late
        Whether the item exceeded the time limit.
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
    """A worker: its process and its current tasks."""

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
                self._pass_on(answer)
        self._pass_on(None)

    def _pass_on(self, answer: bytes | None) -> None:
        with suppress(RuntimeError):  # the event loop may be closed
            self._loop.call_soon_threadsafe(self._crew.handle_answer, self, answer)

    def disarm(self) -> None:
        if self.alarm is not None:
            self.alarm.cancel()
            self.alarm = None


class Crew(Generic[T, R]):
    """Worker processes that do work on single items or small batches, for an event loop.

    Parameters
    ----------
    work, workers
        The work, and the number of processes.
    seconds
        Maximum seconds for an item.
    waiting, bytes_waiting
        Largest number of waiting items, and of bytes of all items without an answer.
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
        """Number of workers that are ready."""
        return sum(member.ready for member in self._members)

    @property
    def waiting(self) -> int:
        """Number of items that wait for a worker."""
        return len(self._waiting)

    async def start(self) -> None:
        """Start the workers and wait until the first is ready.

        Raises
        ------
        FailedError
            If no worker can be started.
        """
        for _ in range(self._count):
            self._add()
        await self._settled.wait()
        if self._broken:
            raise FailedError(self._broken)

    async def do(self, item: T, size: int = 0) -> R:
        """Return the result of the work for an item.

        Parameters
        ----------
        size
            Size of the item in bytes, which counts towards `bytes_waiting`.

        Raises
        ------
        FullError
            If too many items or bytes wait.
        FailedError
            If the item crashed its worker, took too long, or made the work raise.
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
        """End the workers. All unanswered items fail."""
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
            with suppress(OSError):  # if the child has ended, its listener reports that
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
        """Remove and return the next waiting tasks: a task that must be alone, or a batch.

        A batch is small enough to leave tasks for the other idle workers.
        """
        idle = sum(member.ready and not member.tasks for member in self._members)
        most = min(self._batch, -(-len(self._waiting) // max(1, idle)))
        tasks: list[_Task] = []
        while self._waiting and len(tasks) < most:
            if self._waiting[0].alone and tasks:
                break
            task = self._waiting.popleft()
            if task.answer.done():  # the caller no longer waits for the answer
                continue
            tasks.append(task)
            if task.alone:
                break
        return tasks

    def handle_answer(self, member: _Member, answer: bytes | None) -> None:
        """Handle the answer of a worker; None means that the worker has ended."""
        if member not in self._members or self._closing:
            return
        if answer is None:
            self._replace(member)
            return
        member.disarm()
        found = pickle.loads(answer)  # noqa: S301 - from a worker of summkit
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
            self._replace(member, late=True)

    def _replace(self, member: _Member, *, late: bool = False) -> None:
        """Replace a worker that has ended or is late. Its items are tried again, each alone."""
        member.disarm()
        self._members.remove(member)
        member.child.kill()
        self._apart(asyncio.get_running_loop().run_in_executor(None, member.child.end, 0.5))
        if not member.ready:
            self._failed_starts += 1
            if self._failed_starts == _STARTS:
                self._break("the worker processes do not start")
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
                    _fail(task, "its worker process ended")
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
    with suppress(OSError):  # if the child has ended, its listener reports that
        child.send(message)

"""The engine for a cluster: workers of Dask distributed process shards and write parts as files.

Only small messages pass through the scheduler: the place of a shard in a file to the worker, and no
rows back. The number of submitted tasks is just large enough to keep the workers busy, so that the
memory of the scheduler and of this process does not grow with the corpus. If a worker ends, Dask
gives its shard to another worker, and `summkit.jobs.task` handles the items that crashed it.
"""

from __future__ import annotations

import gc
import logging
import time
import uuid
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, replace
from importlib.metadata import version
from itertools import islice
from multiprocessing import resource_tracker
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from summkit.errors import SummkitError, UsageError
from summkit.files import refuse_special, sweep
from summkit.jobs.child import safe_path
from summkit.jobs.finished import FinishedShards, part
from summkit.jobs.local import SECONDS
from summkit.jobs.plan import SHARD, Job, Plan, Step, no_step
from summkit.jobs.probe import probe
from summkit.jobs.signals import interrupts_held
from summkit.jobs.task import Recipe, Task, finish
from summkit.jobs.threads import one_thread

if TYPE_CHECKING:
    from distributed import Client, Future

T = TypeVar("T")
R = TypeVar("R")

_AHEAD = 3  # submitted tasks per worker: the current task and the next tasks
_CHECK_SECONDS = 2.0  # seconds between checks of the cluster
_CONNECT = 10.0  # maximum seconds for connecting or reconnecting to a scheduler
_WORKERS = 60.0  # maximum seconds for which a cluster may be without workers
# Maximum number of times that a task is submitted again after Dask gave it up (after four workers).
_RETRIES = 3

KEPT = "the finished work is stored: continue with `resume`"


@dataclass(frozen=True)
class Dask:
    """The engine that runs work on shards in a cluster.

    Attributes
    ----------
    address
        Address of a scheduler, such as ``tcp://host:port``; None starts a cluster of processes on
        this machine and stops it at the end.
    workers
        Number of workers of a started cluster, with one thread each.
    seconds
        Time limit of an item.
    shard
        Largest number of items in a task.
    """

    address: str | None = None
    workers: int = 1
    seconds: float = SECONDS
    shard: int = SHARD

    def run(self, plan: Plan[T, R], step: Step = no_step) -> Job:
        """Run a plan; see `Engine.run`. Finished shards are in the folder ``OUT.parts``.

        Raises
        ------
        UsageError
            As `Engine.run`. During the iteration also if Dask is not installed, or if the cluster
            cannot be reached, is lost, cannot run summkit, or does not see the files.
        """
        if plan.output is None:
            return Job(self._rows(plan, None, step), None)
        refuse_special(plan.output)
        header = {"shard": self.shard, "of": plan.header}
        shards = FinishedShards(plan.output, header, resume=plan.resume)
        sweep(plan.output)
        return Job(self._rows(plan, shards, step), shards)

    def _rows(self, plan: Plan[T, R], finished: FinishedShards | None, step: Step) -> Iterator[Any]:
        run, count, turn = uuid.uuid4().hex, 0, 0
        rows: dict[int, list[Any]] = {}  # rows of shards that wait for an earlier, unfinished shard

        def unfinished() -> Iterator[_Numbered]:
            nonlocal count
            for number, shard in enumerate(plan.source.shards(self.shard)):
                count += 1
                place = None
                if finished is not None:
                    if finished.has(number, shard.digest):
                        continue
                    place = finished.place(number, shard.digest)
                task = Task(shard, place, run, self.seconds)
                yield _Numbered(number, task)

        with _client(self.address, self.workers, place=finished is not None) as client:
            recipe = Recipe(plan.work, plan.row)
            flight = _Flight(client, self.address or "the local cluster", recipe, run)
            flight.check(finished.folder if finished is not None else None)
            for given, made in flight.run_tasks(unfinished()):
                if finished is not None:
                    finished.add(given.number, given.task.shard.digest)
                else:
                    rows[given.number] = made
                step(given.task.shard.count, plan.source.share())
                while turn in rows or (finished is not None and turn in finished):
                    yield from rows.pop(turn) if finished is None else finished.of(turn)
                    turn += 1
        if finished is not None:
            finished.complete(count)
            for number in range(turn, count):
                yield from finished.of(number)


def _same(recipe: Recipe) -> Recipe:
    return recipe


class _Numbered(NamedTuple):
    number: int
    task: Task


class _Flight:
    """The tasks that were submitted to the cluster and are not finished."""

    def __init__(self, client: Client, address: str, recipe: Recipe, run: str) -> None:
        self._client = client
        self._address = address
        # The recipe is a task and not scattered data, so that Dask computes it again if the workers
        # with the recipe end.
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", "Sending large graph")
            self._recipe = client.submit(_same, recipe, key=f"summkit-{run}-recipe", pure=False)
        self._tasks: dict[Future[list[Any]], _Numbered] = {}
        self._done: SimpleQueue[Future[list[Any]]] = SimpleQueue()
        self._given = 0
        self._again: Counter[int] = Counter()
        self._since = time.monotonic()
        self._checked_at, self._count = float("-inf"), 0

    def check(self, folder: Path | None) -> None:
        """Check that every worker can run summkit and sees the folder.

        Raises
        ------
        UsageError
            If there is no worker, or if a worker fails a check.
        """
        try:
            self._client.wait_for_workers(1, timeout=_WORKERS)
        except TimeoutError:
            raise UsageError(f"{self._address}: the cluster has no worker: start one") from None
        answers = self._client.run(probe, str(folder or ""), version("summkit"), on_error="return")
        for address, answer in answers.items():
            if isinstance(answer, BaseException):
                reason = " ".join(str(answer).split())[:200] or type(answer).__name__
                raise UsageError(f"worker {address} cannot run summkit: {reason}")
            if answer:
                raise UsageError(f"worker {address}: {answer}")

    def run_tasks(self, tasks: Iterator[_Numbered]) -> Iterator[tuple[_Numbered, list[Any]]]:
        """Submit the tasks and yield each finished task, in any order, with its returned rows."""
        more = True
        while more or self._tasks:
            with self._unless_lost():
                room = _AHEAD * max(1, self._workers()) - len(self._tasks)
                given = list(islice(tasks, max(0, room))) if more else []
                more = more and (bool(given) or room <= 0)
                self._give(given)
                finished = [(self._tasks.pop(future), made) for future, made in self._finished()]
            yield from finished

    @contextmanager
    def _unless_lost(self) -> Iterator[None]:
        """Convert the errors of a lost scheduler to a UsageError."""
        try:
            yield
        except SummkitError:
            raise
        except (OSError, CancelledError) as error:  # errors of a worker arrive as UsageErrors
            raise UsageError(f"{self._address}: the scheduler is lost: {KEPT}") from error

    def _workers(self) -> int:
        """Return the number of workers, which may change; the value is up to two seconds old."""
        now = time.monotonic()
        if now - self._checked_at > _CHECK_SECONDS:
            self._checked_at, self._count = now, len(self._client.nthreads())
        return self._count

    def _give(self, given: list[_Numbered]) -> None:
        keys = []
        for each in given:
            self._given += 1
            keys.append(f"summkit-{each.task.run}-{each.number}-{self._given}")
        tasks = [each.task for each in given]
        if not given:
            return
        futures = self._client.map(finish, tasks, recipe=self._recipe, key=keys, pure=False)
        for future, each in zip(futures, given, strict=True):
            self._tasks[future] = each
            future.add_done_callback(self._done.put)

    def _finished(self) -> list[tuple[Future[list[Any]], list[Any]]]:
        """Return the finished tasks with their rows, after at most `_CHECK_SECONDS` seconds.

        Raises
        ------
        UsageError
            If the cluster has had no worker for `_WORKERS` seconds.
        """
        if not self._tasks:
            return []
        done = []
        with suppress(Empty):
            done.append(self._done.get(timeout=_CHECK_SECONDS))
            while True:
                done.append(self._done.get_nowait())
        now = time.monotonic()
        if done or self._workers():
            self._since = now
        elif now - self._since > _WORKERS:
            raise UsageError(f"{self._address}: no worker is left: {KEPT}")
        return [
            (future, made) for future in done if (made := self._returned_rows(future)) is not None
        ]

    def _returned_rows(self, future: Future[list[Any]]) -> list[Any] | None:
        """Return the rows that a finished task returned; None if the task was submitted again.

        Raises
        ------
        UsageError
            If the task failed, or if its shard ended too many workers.
        """
        from distributed import KilledWorker

        given = self._tasks[future]
        if given.task.place is not None:
            # If the worker ends right after writing the part, its answer is lost, but the part is
            # complete.
            if future.status == "finished" or part(given.task.place).exists():
                return []
        elif future.status == "finished":
            made: list[Any] = future.result()
            return made
        error = future.exception() if future.status == "error" else CancelledError()
        if isinstance(error, KilledWorker):
            self._again[given.number] += 1
            if self._again[given.number] > _RETRIES:
                raise UsageError(f"shard {given.number} ends every worker: {KEPT}")
            del self._tasks[future]
            self._give([given._replace(task=replace(given.task, again=True))])
            return None
        if isinstance(error, SummkitError):
            raise UsageError(str(error))
        if isinstance(error, OSError | CancelledError):
            raise error
        reason = " ".join(str(error).split())[:200]
        raise UsageError(f"a worker failed with {type(error).__name__}: {reason}; {KEPT}")


@contextmanager
def _client(address: str | None, workers: int, *, place: bool) -> Iterator[Client]:
    """Yield a client of a cluster, which is started if there is no address; close both at the end.

    Parameters
    ----------
    place
        Whether finished shards are stored in files. A file then records that a shard was begun.
    """
    try:
        import dask
        from distributed import Client, LocalCluster
    except ImportError:
        raise UsageError(
            "`engine` dask needs an extra package: pip install 'summkit[dask]'"
        ) from None
    one_thread()  # the workers inherit this setting
    for name in list(logging.root.manager.loggerDict):
        if name.partition(".")[0] in ("distributed", "tornado", "asyncio"):
            # Higher than every level of logging, because important problems become SummkitErrors.
            logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    with ExitStack() as stack:
        if address is None:
            # Dask's profiler samples a hundred times a second and takes a fifth of the time.
            options: dict[str, Any] = {"distributed.worker.profile.enabled": False}
            if not place:  # a shard that ends a worker must be reported without further tries
                options["distributed.scheduler.allowed-failures"] = 0
            stack.enter_context(dask.config.set(options))
            stack.enter_context(safe_path())
            # Started here, because multiprocessing would start it later and unblock interrupts.
            resource_tracker.ensure_running()
            with interrupts_held():
                cluster = LocalCluster(
                    n_workers=workers,
                    threads_per_worker=1,
                    processes=True,
                    dashboard_address="127.0.0.1:0",  # any free port: 8787 may be taken
                    silence_logs=logging.CRITICAL,
                )
            stack.callback(_quietly, cluster.close)
            client = Client(cluster)
        else:
            own = dask.config.get("distributed.comm.timeouts.connect")
            patience = min(_CONNECT, dask.utils.parse_timedelta(own))
            client = None
            with suppress(OSError, ValueError):
                client = Client(address, timeout=patience)
            if client is None:
                # The remains of the client are collected now, because they would hold a lock if
                # another thread collected them.
                gc.collect()
                raise UsageError(
                    f"`cluster` {address}: no Dask scheduler answers there: it takes "
                    "tcp://host:port, as `dask scheduler` prints it"
                )
        stack.callback(_quietly, client.close)
        yield client


def _quietly(close: Callable[[], Any]) -> None:
    """Close a connection or cluster; ignore the errors of a side that has ended."""
    with suppress(OSError, TimeoutError, RuntimeError):
        close()

"""A cluster: shards go to the workers of Dask distributed, and their parts come back as files.

What passes through the scheduler is small: a place in a file on the way out, a number on the way
back. No more tasks are in flight than keep the workers busy, so that neither the scheduler nor
this process grows with the corpus. Where a worker ends, Dask gives its shard to another, and
`summkit.engines.shard` sees to the rest.
"""

from __future__ import annotations

import logging
import time
import uuid
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from summkit.engines.base import Outcome, Work
from summkit.engines.local import SECONDS
from summkit.engines.parts import Parts
from summkit.engines.probe import probe
from summkit.engines.shard import Shard, Task, finish
from summkit.engines.threads import one_thread
from summkit.errors import SummkitError, UsageError

if TYPE_CHECKING:
    from distributed import Client, Future

T = TypeVar("T")
R = TypeVar("R")

_AHEAD = 3  # tasks a worker that are in flight: one it works on, and what it goes on with
_LOOK = 2.0  # seconds between looks at whether the cluster is still there
_CONNECT = 10.0  # at most, to reach a scheduler, and to reach it again
_WORKERS = 60.0  # how long a cluster may be without a worker
_RETRIES = 100  # times a task is given anew after Dask gave it up: see `shard` for what stops it

KEPT = "what was finished is kept: go on with --resume"


@dataclass(frozen=True)
class Dask:
    """Maps work over shards on a cluster.

    Attributes
    ----------
    address
        Of a scheduler, as ``tcp://host:port``; None starts a cluster in this machine's
        processes and ends it again.
    workers
        Of the cluster that is started, one thread each.
    seconds
        Time limit of one item.
    """

    address: str | None = None
    workers: int = 1
    seconds: float = SECONDS

    def write(
        self,
        work: Work[T, R],
        shards: Iterable[Shard],
        settle: Callable[[Outcome[T, R]], Any],
        parts: Parts,
        step: Callable[[int], None],
    ) -> None:
        """Finish all shards that are not finished.

        Parameters
        ----------
        settle
            Makes JSON data of what became of an item; a function of a module, pickled.
        step
            Called with the number of items of each shard that is finished.

        Raises
        ------
        UsageError
            If Dask is not installed; if the cluster cannot be reached, is lost, cannot run
            summkit, or does not see the files.
        SummkitError
            What is wrong with all of the work.
        """
        run, count = uuid.uuid4().hex, 0

        def unfinished() -> Iterator[_Given]:
            nonlocal count
            for number, shard in enumerate(shards):
                count += 1
                if not parts.is_finished(number, shard.digest):
                    place = parts.place(number, shard.digest)
                    yield _Given(number, Task(shard, work, settle, place, run, self.seconds))

        with _client(self.address, self.workers) as client:
            flight = _Flight(client, self.address or "the local cluster")
            flight.check(parts.folder)
            for given, items in flight.fly(unfinished()):
                parts.finish(given.number, given.task.shard.digest)
                step(items)
        parts.complete(count)


class _Given(NamedTuple):
    number: int
    task: Task


class _Flight:
    """The tasks that are at the cluster."""

    def __init__(self, client: Client, address: str) -> None:
        self._client = client
        self._address = address
        self._tasks: dict[Future[int], _Given] = {}
        self._given = 0
        self._again: Counter[int] = Counter()
        self._since = time.monotonic()

    def check(self, folder: Path) -> None:
        """Raise UsageError where a worker cannot run summkit or does not see the folder."""
        try:
            self._client.wait_for_workers(1, timeout=_WORKERS)
        except TimeoutError:
            raise UsageError(f"{self._address}: has no worker: start some") from None
        answers = self._client.run(probe, str(folder), version("summkit"), on_error="return")
        for address, answer in answers.items():
            if isinstance(answer, BaseException):
                told = " ".join(str(answer).split())[:200] or type(answer).__name__
                raise UsageError(f"worker {address} cannot run summkit: {told}")
            if answer:
                raise UsageError(f"worker {address}: {answer}")

    def fly(self, tasks: Iterator[_Given]) -> Iterator[tuple[_Given, int]]:
        """Yield each task and how many items it had as it is finished, in whichever order."""
        more = True
        while more or self._tasks:
            with self._unless_lost():
                while more and len(self._tasks) < _AHEAD * max(1, self._workers()):
                    given = next(tasks, None)
                    if given is None:
                        more = False
                    else:
                        self._give(given)
                finished = self._finished()
            for future in finished:
                given = self._tasks.pop(future)
                with self._unless_lost():
                    items = self._result(future, given)
                if items is None:
                    self._give(given)
                else:
                    yield given, items

    @contextmanager
    def _unless_lost(self) -> Iterator[None]:
        """Make one line of what a scheduler that is gone leads to, in whichever place it shows."""
        try:
            yield
        except (OSError, CancelledError) as error:  # a worker's own come as a UsageError
            raise UsageError(f"{self._address}: the scheduler is gone: {KEPT}") from error

    def _workers(self) -> int:
        return len(self._client.scheduler_info(n_workers=-1)["workers"])

    def _give(self, given: _Given) -> None:
        self._given += 1
        key = f"summkit-{given.task.run}-{given.number}-{self._given}"
        self._tasks[self._client.submit(finish, given.task, key=key, pure=False)] = given

    def _finished(self) -> list[Future[int]]:
        """Wait until a task is; look at the cluster's health meanwhile."""
        from distributed import wait

        if not self._tasks:
            return []
        with suppress(TimeoutError):
            wait(list(self._tasks), timeout=_LOOK, return_when="FIRST_COMPLETED")
        done = [future for future in self._tasks if future.status != "pending"]
        now = time.monotonic()
        if done or self._workers():
            self._since = now
        elif now - self._since > _WORKERS:
            raise UsageError(f"{self._address}: no worker is left: {KEPT}")
        return done

    def _result(self, future: Future[int], given: _Given) -> int | None:
        """Return a task's result; None where its workers ended, so that it must be given anew."""
        from distributed import KilledWorker

        try:
            return int(future.result())
        except KilledWorker as error:
            self._again[given.number] += 1
            if self._again[given.number] > _RETRIES:
                raise UsageError(f"shard {given.number} ends every worker: {KEPT}") from error
            return None
        except SummkitError as error:
            raise UsageError(str(error)) from error
        except (OSError, CancelledError):
            raise
        except Exception as error:
            told = " ".join(str(error).split())[:200]
            raise UsageError(
                f"a worker failed with {type(error).__name__}: {told}; {KEPT}"
            ) from error


@contextmanager
def _client(address: str | None, workers: int) -> Iterator[Client]:
    """Connect to a cluster, or start one; close what was opened."""
    try:
        import dask
        from distributed import Client, LocalCluster
    except ImportError:
        raise UsageError(
            "--engine dask needs an extra package: pip install 'summkit[dask]'"
        ) from None
    one_thread()  # inherited by the workers that are started here
    for name in list(logging.root.manager.loggerDict):
        if name.partition(".")[0] in ("distributed", "tornado", "asyncio"):
            # Above all levels: what matters becomes an error of ours.
            logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    with ExitStack() as stack:
        if address is None:
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
            try:
                client = Client(address, timeout=patience)
            except (OSError, ValueError) as error:
                raise UsageError(
                    f"--cluster {address}: no Dask scheduler answers there: it takes "
                    "tcp://host:port, as `dask scheduler` prints it"
                ) from error
        stack.callback(_quietly, client.close)
        yield client


def _quietly(close: Callable[[], Any]) -> None:
    """Close; where the other side is gone there is nothing left to close."""
    with suppress(OSError, TimeoutError, RuntimeError):
        close()

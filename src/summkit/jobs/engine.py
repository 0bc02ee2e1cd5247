"""The interface of engines, which run plans, and their construction."""

from __future__ import annotations

from typing import Protocol, TypeVar

from summkit.arguments import number, whole
from summkit.errors import ArgumentTypeError, UsageError
from summkit.jobs.local import SECONDS, Local, cores
from summkit.jobs.plan import SHARD, Job, Plan, Step, no_step

T = TypeVar("T")
R = TypeVar("R")

ENGINES = ("local", "dask")


class Engine(Protocol):
    """Runs plans in this process, in a pool of processes or on a cluster, with the same rows."""

    def run(self, plan: Plan[T, R], step: Step = no_step) -> Job:
        """Return the job that yields the row of every item, in order. Iteration starts the work.

        If an item makes the work raise, hang or crash its process, the item is tried again alone;
        if that fails too, the item has failed, and the other items continue. An engine without
        worker processes does not survive an item that hangs or crashes.

        Parameters
        ----------
        step
            Function that is called when items are finished, but not for items that an earlier run
            has finished.

        Raises
        ------
        UsageError
            If the plan's `output` cannot be written, if another run writes there, or if the stored
            work has another header. During the iteration, if the items differ from those of the
            resumed run.
        SummkitError
            During the iteration, if an error concerns the whole work.
        """
        ...


def make_engine(
    name: str = "local",
    *,
    workers: int | None = None,
    seconds: float = SECONDS,
    cluster: str | None = None,
    shard: int | None = None,
) -> Engine:
    """Return an engine.

    Parameters
    ----------
    name
        "local" means this process and the processes that it starts; "dask" means a cluster.
    workers
        Number of processes; None takes all cores. For "local", 1 means that only this process
        works; an article that hangs or crashes then ends the whole run.
    seconds
        Time limit of an article in a worker.
    cluster
        Address of Dask's scheduler, such as ``tcp://host:port``; None starts a cluster and stops it
        at the end. All workers must see the files that are read and written. Start them with
        ``DASK_DISTRIBUTED__WORKER__PROFILE__ENABLED=False``, because Dask's profiler takes half as
        much CPU time again. In a cluster that summkit starts, the profiler is off.
    shard
        Number of articles in a task of "dask"; None means 500.

    Raises
    ------
    UsageError
        If the name does not exist, or if the parameters contradict each other.
    """
    if name not in ENGINES:
        raise UsageError(f"`engine` {name!r} does not exist: choose one of {', '.join(ENGINES)}")
    workers = None if workers is None else whole("workers", workers, 1)
    if shard is not None:
        whole("shard", shard, 1)
    number("seconds", seconds, "a number above 0", lambda each: each > 0)
    if name == "local":
        if cluster:
            raise UsageError("`cluster` needs `engine` dask")
        if shard is not None:
            raise UsageError("`shard` needs `engine` dask")
        return Local(workers or cores(), seconds)
    if cluster and workers:
        raise UsageError("`workers` cannot be set for `cluster`, which has its own: leave it out")
    from summkit.jobs.dask import Dask

    return Dask(cluster, workers or cores(), seconds, shard or SHARD)


def engine_of(engine: Engine | None, workers: int) -> Engine:
    """Return the given engine, or else a local engine with the given number of processes.

    Raises
    ------
    UsageError
        If the number of workers is below 1.
    ArgumentTypeError
        If `engine` is not an engine.
    """
    if engine is None:
        return make_engine(workers=whole("workers", workers, 1))
    if not callable(getattr(engine, "run", None)):
        takes = "an engine of summkit.jobs.make_engine(), or None"
        raise ArgumentTypeError("engine", engine, takes, "on one machine, set only `workers`")
    return engine

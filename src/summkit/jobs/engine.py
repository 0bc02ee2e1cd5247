"""What runs a plan, and how one is chosen."""

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
    """Runs plans: in this process, in a pool of processes, on a cluster; the rows are the same."""

    def run(self, plan: Plan[T, R], step: Step = no_step) -> Job:
        """Return the job that yields the row of every item, in order; work begins with that.

        An item that makes the work raise, hang or end its process is tried once more alone,
        and has then failed; all others go on. An engine without processes of its own cannot
        survive the last two.

        Parameters
        ----------
        step
            Called as items are finished; not for those that a run before this one finished.

        Raises
        ------
        UsageError
            Here, if the plan's `output` cannot be written, another run writes there, or the
            work that was begun is another. While it is iterated over, if the items are no
            longer those of the run that is resumed.
        SummkitError
            While it is iterated over: what is wrong with all of the work.
        """
        ...


def make_engine(
    name: str = "local",
    *,
    workers: int | None = None,
    seconds: float = SECONDS,
    cluster: str | None = None,
    shard: int = SHARD,
) -> Engine:
    """Return an engine.

    Parameters
    ----------
    name
        "local" is this process and those it starts; "dask" is a cluster.
    workers
        Processes; all cores by default. For "local", 1 is this process alone, which nothing
        protects from an article that hangs or crashes.
    seconds
        Time limit of one article in a worker.
    cluster
        Address of Dask's scheduler, as ``tcp://host:port``; by default one is started here,
        and ended again. All its workers must see the files that are read and written. Start
        them with ``DASK_DISTRIBUTED__WORKER__PROFILE__ENABLED=False``: sampling what runs costs
        half as much CPU again; workers that are started here are not sampled.
    shard
        Articles in one task of "dask".

    Raises
    ------
    UsageError
        For a name that does not exist, and for what does not go together.
    """
    if name not in ENGINES:
        raise UsageError(f"`engine` {name!r} does not exist: one of {', '.join(ENGINES)}")
    workers = None if workers is None else whole("workers", workers, 1)
    whole("shard", shard, 1)
    number("seconds", seconds, "a number above 0", lambda each: each > 0)
    if name == "local":
        if cluster:
            raise UsageError("`cluster` needs `engine` dask")
        return Local(workers or cores(), seconds)
    if cluster and workers:
        raise UsageError("`workers`: a cluster has its own workers: leave it out")
    from summkit.jobs.dask import Dask

    return Dask(cluster, workers or cores(), seconds, shard)


def engine_of(engine: Engine | None, workers: int) -> Engine:
    """Return the engine that is given, or one of so many processes.

    Raises
    ------
    UsageError
        If there cannot be so many; ArgumentTypeError, a subclass, for what is no engine.
    """
    if engine is None:
        return make_engine(workers=whole("workers", workers, 1))
    if not callable(getattr(engine, "run", None)):
        takes = "what make_engine() of summkit.jobs gives, or None"
        raise ArgumentTypeError("engine", engine, takes, "`workers` is enough on one machine")
    return engine

"""The one place that runs work: a plan goes to an engine, and the rows come back in order.

`Plan` says what is run: work (a pure function of items), a source of items, and a file beside
which finished work is kept, to be resumed. `make_engine` gives what runs it: this process and
others it starts, or a cluster of Dask. The rows are the same whichever it is.
"""

from summkit.jobs.base import Result, Work, failure_of
from summkit.jobs.digests import provenance
from summkit.jobs.engine import ENGINES, Engine, engine_of, make_engine
from summkit.jobs.local import SECONDS, Local, Unguarded, cores
from summkit.jobs.plan import SHARD, Given, Job, Plan, Source, Step, exit_status, no_step

__all__ = [
    "ENGINES",
    "SECONDS",
    "SHARD",
    "Engine",
    "Given",
    "Job",
    "Local",
    "Plan",
    "Result",
    "Source",
    "Step",
    "Unguarded",
    "Work",
    "cores",
    "engine_of",
    "exit_status",
    "failure_of",
    "make_engine",
    "no_step",
    "provenance",
]

"""Running of work: an engine runs a plan and yields its rows in order.

A `Plan` consists of the work (a pure function of items), a source of items, and an output file.
Finished rows are stored next to that file, so that an interrupted run can be resumed. `make_engine`
returns an engine: this process and others that it starts, or a Dask cluster. All engines give the
same rows.
"""

from summkit.jobs.base import Result, Work, failure_of
from summkit.jobs.digests import provenance
from summkit.jobs.engine import ENGINES, Engine, engine_of, make_engine
from summkit.jobs.local import SECONDS, Local, Unguarded, cores
from summkit.jobs.plan import SHARD, IterableSource, Job, Plan, Source, Step, exit_status, no_step

__all__ = [
    "ENGINES",
    "SECONDS",
    "SHARD",
    "Engine",
    "IterableSource",
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

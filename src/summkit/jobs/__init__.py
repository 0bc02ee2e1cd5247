"""How a pure function is mapped over a corpus: in this process, on all cores, on a cluster."""

from summkit.jobs.base import Engine, Outcome, Work, attempt, outcomes
from summkit.jobs.local import Local, Unguarded, cores

__all__ = ["Engine", "Local", "Outcome", "Unguarded", "Work", "attempt", "cores", "outcomes"]

"""The other end of the pool: a process that does chunk after chunk."""

from __future__ import annotations

import pickle
import runpy
import sys
import types
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from summkit.errors import SummkitError, UsageError
from summkit.jobs.base import attempt
from summkit.jobs.serving import alarm, serve
from summkit.jobs.threads import one_thread

importing_main = False
"""Whether the user's program is being imported by a worker that it has started."""


class Assignment(NamedTuple):
    """What a worker is told first.

    Attributes
    ----------
    seconds
        The parent kills this process where a list of items takes longer.
    main
        ("name" or "path", where it is) of the program that was started, for what it defines.
    arguments
        Its `sys.argv`.
    work
        The pickled work; apart, since it may need the program.
    """

    seconds: float
    main: tuple[str, str] | None
    arguments: list[str]
    work: bytes


def main() -> None:
    """Serve the parent: an Assignment is received first, then pickled lists of items.

    Answers None when the work is ready, or the SummkitError that starting it raised; then
    for each list what `attempt` returns.
    """
    one_thread()
    serve(_Worker().answer)


class _Worker:
    def __init__(self) -> None:
        self._function: Callable[[Sequence[Any]], Sequence[Any]] | None = None
        self._seconds = 0.0

    def answer(self, question: bytes) -> bytes:
        if self._function is None:
            try:
                self._function = self._start(Assignment(*pickle.loads(question)))  # noqa: S301
            except SummkitError as error:
                # Plain: pickling rebuilds an exception from arguments a subclass may not take.
                return pickle.dumps(UsageError(str(error)))
            return pickle.dumps(None)
        with alarm(self._seconds + 5):
            try:
                items = pickle.loads(question)  # noqa: S301
            except Exception as error:
                return pickle.dumps(unusable("the items cannot be sent to", error))
            found = attempt(self._function, items)
        try:
            return pickle.dumps(found, pickle.HIGHEST_PROTOCOL)
        except Exception as error:
            return pickle.dumps(unusable("the results cannot be sent from", error))

    def _start(self, job: Assignment) -> Callable[[Sequence[Any]], Sequence[Any]]:
        self._seconds = job.seconds
        sys.argv[:] = job.arguments
        try:
            if job.main:
                import_main(*job.main)
            work = pickle.loads(job.work)  # noqa: S301
        except SummkitError:
            raise
        except Exception as error:
            raise unusable("the work cannot be sent to", error) from error
        function: Callable[[Sequence[Any]], Sequence[Any]] = work.start()
        return function


def unusable(what: str, error: Exception) -> UsageError:
    """Say in one line what cannot go between processes."""
    reason = " ".join(str(error).split())[:200]
    return UsageError(
        f"{what} worker processes ({type(error).__name__}: {reason}): "
        "define what it needs in a module, or set `workers` to 1"
    )


def main_program() -> tuple[str, str] | None:
    """Return where the program that was started can be imported from, if anywhere."""
    module = sys.modules["__main__"]
    name = getattr(getattr(module, "__spec__", None), "name", None)
    if name is not None:
        # A package's __main__ does its work whatever it is imported as.
        return None if name.rpartition(".")[2] == "__main__" else ("name", name)
    path = getattr(module, "__file__", None)
    return None if path is None else ("path", path)


def import_main(kind: str, place: str) -> None:
    """Import the program that was started, so that what it defines can be unpickled.

    It is called `__mp_main__` meanwhile, as multiprocessing has it: what stands under
    ``if __name__ == "__main__":`` does not run.
    """
    global importing_main
    importing_main = True
    module = types.ModuleType("__mp_main__")
    if kind == "name":
        content = runpy.run_module(place, run_name="__mp_main__", alter_sys=True)
    else:
        content = runpy.run_path(place, run_name="__mp_main__")
    module.__dict__.update(content)
    sys.modules["__main__"] = sys.modules["__mp_main__"] = module
    importing_main = False

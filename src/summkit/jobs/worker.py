"""The worker process of a pool, which processes one chunk after another."""

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
"""Whether this process is a worker that is importing the user's program."""


class Assignment(NamedTuple):
    """The first message to a worker.

    Attributes
    ----------
    seconds
        Maximum seconds for a list of items. After this time, the parent kills the worker.
    main
        The user's program, which may define the work: ("name", module) or ("path", file); or None.
    arguments
        `sys.argv` of the user's program.
    work
        The pickled work. It is pickled separately, because unpickling may need the program.
    """

    seconds: float
    main: tuple[str, str] | None
    arguments: list[str]
    work: bytes


def main() -> None:
    """Answer the parent, which sends an Assignment and then pickled lists of items.

    The answer to the Assignment is None when the work is ready, or the SummkitError that its start
    raised. The answer to each list is the result of `attempt`.
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
                # A UsageError, because unpickling calls the constructor with the message alone,
                # which the constructor of a subclass may not accept.
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
    """Return the error about data that cannot be pickled or unpickled."""
    reason = " ".join(str(error).split())[:200]
    return UsageError(
        f"{what} worker processes ({type(error).__name__}: {reason}): "
        "define its functions and classes in a module, or set `workers` to 1"
    )


def main_program() -> tuple[str, str] | None:
    """Return the place from which the running program can be imported; None if there is none."""
    module = sys.modules["__main__"]
    name = getattr(getattr(module, "__spec__", None), "name", None)
    if name is not None:
        # A package's __main__ would run again if it were imported.
        return None if name.rpartition(".")[2] == "__main__" else ("name", name)
    path = getattr(module, "__file__", None)
    return None if path is None else ("path", path)


def import_main(kind: str, place: str) -> None:
    """Import the user's program, so that objects of its functions and classes can be unpickled.

    As in multiprocessing, its name is `__mp_main__`, so that the code under
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

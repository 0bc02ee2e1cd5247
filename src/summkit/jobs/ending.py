"""The ending of child processes when this process exits, gets a signal, or forks."""

from __future__ import annotations

import atexit
import contextlib
import os
import signal
import threading
import time
from collections.abc import Iterator
from types import FrameType
from typing import TYPE_CHECKING, NoReturn

from summkit.jobs.guardian import Guardian

if TYPE_CHECKING:
    from summkit.jobs.child import Child

known: set[Child] = set()
"""The children that were started and have not been ended."""

guardian = Guardian()
"""Ends the programs of users if this process is killed."""

_lock = threading.RLock()  # locked from the start of a child until the child is in `known`
_deferred: list[int] = []  # signals that arrived while the lock was held
_main_starts = False


@contextlib.contextmanager
def registering() -> Iterator[None]:
    """Delay the end of this process until a new child was added to `known`."""
    global _main_starts
    is_main = threading.current_thread() is threading.main_thread()
    with _lock:
        _main_starts = _main_starts or is_main
        try:
            yield
        finally:
            _main_starts = _main_starts and not is_main
    while is_main and _deferred:
        _end_with_children(_deferred.pop(), None)


def living() -> list[Child]:
    """Return the children that were started and have not been ended."""
    return list(known)


def end_all(grace: float | None = None) -> None:
    """End all children. Their grace periods run in parallel. Called at exit.

    Parameters
    ----------
    grace
        Seconds to wait; None takes the `grace` of each child.
    """
    with _lock:
        children = living()
        for child in children:
            child.hang_up()
        start = time.monotonic()
        for child in children:
            patience = child.grace if grace is None else grace
            child.end(max(0.0, start + patience - time.monotonic()))
        guardian.end()


def exit_at_once(status: int) -> NoReturn:
    """End the children and then this process, from any thread."""
    with _lock:  # prevents other threads from starting children
        end_all(0.0)
        os._exit(status)


def end_children_on_signals() -> None:
    """Install handlers that end the children when SIGTERM or SIGHUP ends this process."""
    if threading.current_thread() is not threading.main_thread():
        return  # only the main thread can install handlers
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, _end_with_children)


def _end_with_children(number: int, _: FrameType | None) -> None:
    if _main_starts:
        _deferred.append(number)
        return
    with _lock:  # prevents other threads from starting children
        end_all()
        signal.signal(number, signal.SIG_DFL)
        os.kill(os.getpid(), number)


def _after_fork() -> None:
    """Release the children in a forked process, because two processes must not share a pipe."""
    global _lock, _main_starts
    _lock, _main_starts = threading.RLock(), False
    while known:
        known.pop().leave_to_parent()
    guardian.leave_to_parent()


atexit.register(end_all)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_after_fork)

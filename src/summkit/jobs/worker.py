"""The other end of the pool: a process that does chunk after chunk until its pipe closes."""

from __future__ import annotations

import os
import signal
import sys
import threading
from multiprocessing import parent_process
from multiprocessing.connection import Connection, wait

from summkit.errors import SummkitError, UsageError
from summkit.jobs.base import attempt
from summkit.jobs.threads import one_thread


def serve(pipe: Connection, seconds: float) -> None:
    """Answer the parent: first the work is received, then lists of items.

    Sends None when the work is ready, or the SummkitError that starting it raised; then
    for each list what `attempt` returns.

    Parameters
    ----------
    seconds
        The parent kills this process where a list takes longer.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # control-C is for the parent to answer
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that programs started here end
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    one_thread()
    threading.Thread(target=_end_with_parent, daemon=True).start()
    try:
        _serve(pipe, seconds)
    except (EOFError, BrokenPipeError, ConnectionResetError):  # no more work, or no parent
        return


def _serve(pipe: Connection, seconds: float) -> None:
    try:
        function = pipe.recv().start()
    except SummkitError as error:
        pipe.send(UsageError(str(error)))
        return
    pipe.send(None)
    while True:
        items = pipe.recv()
        _alarm(seconds + 5)
        answer = attempt(function, items)
        _alarm(0)
        pipe.send(answer)


def _alarm(seconds: float) -> None:
    """End this process in so many seconds, even inside C code, should no parent be left to."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds)


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)

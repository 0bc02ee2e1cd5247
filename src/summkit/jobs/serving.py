"""The code of summkit's child processes, which answer the messages of `Child`."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from queue import SimpleQueue

from summkit.jobs.ending import exit_at_once
from summkit.jobs.messages import framed, read_message, write_all


def serve(answer: Callable[[bytes], bytes]) -> None:
    """Answer messages until standard input ends.

    Other code in this process cannot read or write the messages: its standard input is empty, and
    its standard output is redirected to standard error. If the parent ends during an answer, this
    process and the programs that it has started end immediately.
    """
    # The parent handles control-C and decides whether to end this process.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    questions, answers = os.dup(0), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    try:
        os.dup2(2, 1)
    except OSError:  # standard error may be closed
        os.dup2(nothing, 1)
    waiting: SimpleQueue[bytes | None] = SimpleQueue()
    busy = threading.Lock()

    def listen() -> None:
        with open(questions, "rb", buffering=0) as stream:  # noqa: PTH123 - a number
            while (question := read_message(stream)) is not None:
                waiting.put(question)
        if not busy.acquire(blocking=False):
            exit_at_once(1)
        waiting.put(None)
        busy.release()

    try:
        threading.Thread(target=listen, daemon=True).start()
    except RuntimeError:  # the system allows no more threads; the parent reports the exit status
        exit_at_once(1)
    with open(answers, "wb", buffering=0) as stream:  # noqa: PTH123 - a number
        while (question := waiting.get()) is not None:
            with busy:
                reply = answer(question)
            try:
                write_all(stream, framed(reply))
            except (BrokenPipeError, ConnectionResetError):  # the parent has ended
                return


@contextmanager
def alarm(seconds: float) -> Iterator[None]:
    """End this process if the enclosed code takes longer than `seconds`, even inside C code.

    The parent kills this process earlier, unless the parent itself was killed.
    """
    if not hasattr(signal, "setitimer"):
        yield
        return
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)

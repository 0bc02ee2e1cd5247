"""Ends the programs of users where this process is killed, which can end nothing any more.

Linux has a signal for that, but it comes when the thread ends that started a child. So a process
of ours, the guardian, waits for the end of a pipe that only we hold, and then kills the programs
that were named to it. It needs POSIX; elsewhere there is none.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import threading

from summkit.jobs import guardian_process
from summkit.jobs.signals import interrupts_held


class Guardian:
    """Started with the first program; ends with this process."""

    def __init__(self) -> None:
        self._lock = threading.RLock()  # a signal's handler may come in between
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it before the first program, so that a kill hardly comes between the two."""
        # A program runs without it where it cannot be started, or somebody has killed it.
        with self._lock, contextlib.suppress(OSError, ValueError):
            if self._process is None:
                self._process = _started()

    def watch(self, group: int, mark: str) -> None:
        """Kill this group of processes, and all that carry the mark, when this process is gone."""
        self._say(f"{group} {mark}")

    def forget(self, group: int) -> None:
        """Leave it alone: it has ended."""
        self._say(f"-{group}")

    def _say(self, line: str) -> None:
        with self._lock, contextlib.suppress(OSError, ValueError):
            if self._process is not None and self._process.stdin is not None:
                self._process.stdin.write(f"{line}\n".encode("ascii"))

    def end(self) -> None:
        """Let it end; the programs have ended before."""
        with self._lock:
            if self._process is not None:
                if self._process.stdin is not None:
                    self._process.stdin.close()
                with contextlib.suppress(subprocess.TimeoutExpired):
                    self._process.wait(1.0)
                self._process = None

    def leave_to_parent(self) -> None:
        """Let go of it in a forked process, which must not hold the pipe."""
        self._lock = threading.RLock()
        if self._process is not None:
            self._process.returncode = 0  # so that nothing waits for it
            if self._process.stdin is not None:
                self._process.stdin.close()
            self._process = None


def _started() -> subprocess.Popen[bytes]:
    # Where we are part of somebody's program, what ends that must not end the guardian before us.
    environment = {k: v for k, v in os.environ.items() if k != guardian_process.VARIABLE}
    with interrupts_held():
        return subprocess.Popen(
            [sys.executable, "-I", "-S", guardian_process.__file__],
            bufsize=0,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd="/",
            env=environment,
            start_new_session=True,  # what kills our group must not kill it
        )

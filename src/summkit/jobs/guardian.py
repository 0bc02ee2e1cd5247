"""The guardian: a process that kills the programs of users if this process was killed.

Linux has a signal for the end of a parent, but it is sent when the thread ends that started the
child. The guardian therefore waits for the end of a pipe that only this process keeps open, and
then kills the programs that were reported to it. It needs POSIX and does not exist on other
systems.
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
    """The connection to the guardian process, which runs from the first program to the end."""

    def __init__(self) -> None:
        self._lock = threading.RLock()  # reentrant, because a signal handler may interrupt its use
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start the guardian, which must happen before the first program starts."""
        # If the guardian cannot be started or was killed, programs run without it.
        with self._lock, contextlib.suppress(OSError, ValueError):
            if self._process is None:
                self._process = _started()

    def watch(self, group: int, mark: str) -> None:
        """Tell the guardian to kill a group and all marked processes after this process ends."""
        self._send(f"{group} {mark}")

    def forget(self, group: int) -> None:
        """Tell the guardian that a process group has ended."""
        self._send(f"-{group}")

    def _send(self, line: str) -> None:
        with self._lock, contextlib.suppress(OSError, ValueError):
            if self._process is not None and self._process.stdin is not None:
                self._process.stdin.write(f"{line}\n".encode("ascii"))

    def end(self) -> None:
        """End the guardian. The programs must have ended before."""
        with self._lock:
            if self._process is not None:
                if self._process.stdin is not None:
                    self._process.stdin.close()
                with contextlib.suppress(subprocess.TimeoutExpired):
                    self._process.wait(1.0)
                self._process = None

    def leave_to_parent(self) -> None:
        """Release the guardian in a forked process, which must not keep the pipe open."""
        self._lock = threading.RLock()
        if self._process is not None:
            self._process.returncode = 0  # so that `subprocess` does not wait for it
            if self._process.stdin is not None:
                self._process.stdin.close()
            self._process = None


def _started() -> subprocess.Popen[bytes]:
    # The guardian gets no mark: if this process is part of a marked program, the guardian must live
    # longer than this process.
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
            # A signal to the process group of this process must not kill the guardian.
            start_new_session=True,
        )

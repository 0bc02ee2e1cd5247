"""Child processes with a deadline: workers, page readers and the programs of users.

This process talks to a child over the child's standard input and output. That works without fork,
from threads and inside the workers of any pool. If a child misses a deadline, it is killed, because
pipes do not have time-outs on every platform and C code cannot be stopped otherwise. To end a
child, its standard input is closed; if it still runs after its `grace`, it is killed. All children
end with this process: at its exit, on SIGTERM and SIGHUP (unless the caller handles these signals),
and if it is killed. In the last case, summkit's own children end because their standard input ends,
and `summkit.jobs.guardian` kills the programs of users.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import IO

from summkit.jobs.ending import end_children_on_signals, guardian, known, registering
from summkit.jobs.environment import OURS, SAFE_PATH, marked
from summkit.jobs.guardian_process import end_program
from summkit.jobs.messages import read_message, write_all
from summkit.jobs.signals import interrupts_held

_PIECE = 1 << 16
_WAIT = 0.5  # seconds to wait for the end of a process whose pipe has closed


class LateError(Exception):
    """Raised if a child did not answer in time; the child has been killed."""


class EndedError(Exception):
    """Raised if a child ended or closed its output instead of answering.

    The message is the way in which it ended; "" if it closed its output but kept running.
    """


class Child:
    """A running child process.

    Parameters
    ----------
    command
        Program and arguments; no shell runs them.
    grace
        Seconds for the child to end by itself after its standard input was closed.
    foreign
        Whether it is the program of a user. Such a program gets its own session and a mark in its
        environment, so that its children can be killed with it, and its standard error is stored
        for messages.
    environment
        Environment variables of the child; None means the variables of this process.

    Attributes
    ----------
    pid
        Process id of the child.

    Raises
    ------
    OSError, ValueError
        If the program cannot be started.
    """

    def __init__(
        self,
        command: Sequence[str],
        *,
        grace: float = 0.0,
        foreign: bool = False,
        environment: Mapping[str, str] | None = None,
    ):
        self.grace = grace
        self._group = foreign and hasattr(os, "killpg")
        self._mark = ""
        self._rest = b""  # bytes that were read after the end of the last line
        self._errors = b""
        self._readers: list[threading.Thread] = []
        # Set up before the child starts, because a signal may arrive immediately after its start.
        end_children_on_signals()
        if self._group:
            guardian.start()
            self._mark = os.urandom(16).hex()
            environment = marked(os.environ if environment is None else environment, self._mark)
        # A foreign program must not inherit blocked interrupts, because it may never unblock them.
        with registering(), contextlib.nullcontext() if foreign else interrupts_held():
            self._process = subprocess.Popen(
                command,
                bufsize=0,  # buffers have locks, and a fork may copy a lock in its locked state
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE if foreign else None,
                start_new_session=self._group,
                env=environment,
            )
            known.add(self)
            if self._group:
                guardian.watch(self._process.pid, self._mark)
        self.pid = self._process.pid
        if foreign:
            self.in_background(self._keep_errors)

    def ask(self, question: bytes, receive: Callable[[], bytes | None], seconds: float) -> bytes:
        """Send a question and return the answer that `receive` reads.

        Parameters
        ----------
        receive
            `message`, or `line` with its limit. It returns None if the child has ended.

        Raises
        ------
        LateError
            If there is no answer within `seconds`.
        EndedError
            If the child ends or closes its output first. The child is ended in any case.
        """
        late = threading.Event()

        def give_up() -> None:
            late.set()
            self.kill()

        timer = threading.Timer(seconds, give_up)
        timer.daemon = True
        timer.start()
        try:
            with contextlib.suppress(OSError):  # the child may have answered before it ended
                self.send(question)
            answer = receive()
        except BaseException:  # after an interrupt, the pipe may contain half a message
            self.end(0.0)
            raise
        finally:
            timer.cancel()
            timer.join()
        if late.is_set():
            self.end(0.0)
            raise LateError
        if answer is None:
            running = self._outlasts(_WAIT)
            how = self.end(0.0)
            raise EndedError("" if running else how)
        return answer

    def send(self, data: bytes) -> None:
        """Write all of `data` to the child's standard input.

        Raises
        ------
        OSError
            If the child has ended.
        """
        write_all(_pipe(self._process.stdin), data)

    def message(self) -> bytes | None:
        """Return the next message in the format of `framed`; None if the child has ended."""
        return read_message(_pipe(self._process.stdout))

    def line(self, most: int) -> bytes | None:
        """Return the next line, cut to `most` bytes; None if the child ends before its line ends.

        The bytes after the returned line are stored as the start of the next line.
        """
        found = bytearray(self._rest)
        end = found.find(b"\n") + 1
        while not end and len(found) < most:
            piece = os.read(_pipe(self._process.stdout).fileno(), _PIECE)
            if not piece:
                return None
            at = piece.find(b"\n") + 1
            end = at and len(found) + at
            found += piece
        end = min(end or most, most)
        self._rest = bytes(found[end:])
        return bytes(found[:end])

    def in_background(self, read: Callable[[], None]) -> None:
        """Start a thread that reads from the child until the child ends; `end` waits for it."""
        thread = threading.Thread(target=read, daemon=True)
        with interrupts_held():
            thread.start()
        self._readers.append(thread)

    def _join(self) -> None:
        """Wait for the reading threads, because a pipe must not be closed while it is read."""
        for thread in self._readers:
            if thread is not threading.current_thread():
                thread.join(_WAIT)

    def last_error(self) -> str:
        """Return the last line that a foreign program wrote to its standard error."""
        self._join()
        lines = self._errors.decode("utf-8", "replace").splitlines()
        return next((line.strip() for line in reversed(lines) if line.strip()), "")

    def is_alive(self) -> bool:
        """Return whether the child runs."""
        return self._process.poll() is None

    def kill(self) -> None:
        """Kill the child, and for a foreign program also the processes that it has started."""
        if self._group:
            # This is done even if the program itself has ended, because its children may keep the
            # pipe open.
            end_program(self.pid, self._mark)
        else:
            self._process.kill()

    def hang_up(self) -> None:
        """Close the child's standard input, which tells the child to end."""
        with contextlib.suppress(OSError):
            _pipe(self._process.stdin).close()

    def end(self, grace: float | None = None) -> str:
        """End the child, close its pipes, and return how it ended, such as "exit status 1".

        Parameters
        ----------
        grace
            Seconds to wait before the child is killed; None takes the `grace` of the child.
        """
        self.hang_up()
        if self in known:
            self._outlasts(self.grace if grace is None else grace)
            self.kill()
            # The wait is limited, because a signal may have interrupted another wait, which still
            # has the lock of `subprocess`.
            self._outlasts(60.0)
            known.discard(self)
            if self._group:
                guardian.forget(self.pid)
        self._join()
        self._forget()
        code = self._process.returncode or 0
        if code >= 0:
            return f"exit status {code}"
        try:
            return f"signal {signal.Signals(-code).name}"
        except ValueError:  # a real-time signal
            return f"signal {-code}"

    def _outlasts(self, seconds: float) -> bool:
        """Return whether the child still runs after a number of seconds."""
        try:
            self._process.wait(max(0.0, seconds))
        except subprocess.TimeoutExpired:
            return True
        return False

    def _forget(self) -> None:
        for pipe in (self._process.stdin, self._process.stdout, self._process.stderr):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()

    def leave_to_parent(self) -> None:
        """Release the child in a forked process, of which it is not a child."""
        self._process.returncode = 0  # `subprocess` must neither wait for it nor kill it
        self._group = False
        self._readers.clear()
        self._forget()

    def _keep_errors(self) -> None:
        """Read standard error, so that the program never blocks, and store the last 2,000 bytes."""
        stream = _pipe(self._process.stderr)
        with contextlib.suppress(OSError, ValueError):
            while part := os.read(stream.fileno(), _PIECE):
                self._errors = (self._errors + part)[-2000:]


def python_child(module: str, grace: float = 0.0) -> Child:
    """Start Python with the function `main` of a module of summkit.

    The child imports from the same places as this process. The option -P leaves out the current
    folder, which `python -c` and `multiprocessing` put first. The option -I would also leave out
    the packages of the user.
    """
    code = f"import sys; sys.path[:] = sys.argv[1:]; from {module} import main; main()"
    flags = subprocess._args_from_interpreter_flags()  # type: ignore[attr-defined]
    path = [place for place in sys.path if isinstance(place, str)]
    return Child([sys.executable, *flags, "-P", "-c", code, *path], grace=grace)


def _pipe(stream: IO[bytes] | None) -> IO[bytes]:
    assert stream is not None  # noqa: S101 - `Popen` was called with a pipe
    return stream


@contextlib.contextmanager
def safe_path() -> Iterator[None]:
    """Prevent Python processes that other libraries start from importing from this folder."""
    before = os.environ.get(SAFE_PATH)
    os.environ[SAFE_PATH] = before or OURS
    try:
        yield
    finally:
        if not before:
            del os.environ[SAFE_PATH]

"""A child process with a deadline: the one class for workers, page readers and programs.

It is spoken to over its standard input and output, which works without fork, from threads and
inside the workers of any pool. A deadline is kept by killing the child: pipes have no time-outs
of their own on every platform, and nothing else stops C code. The end of its standard input asks
a child to end; one that has not after its `grace` is killed. All children end with this process:
when it exits, on SIGTERM and SIGHUP unless the caller handles those, and where it is killed:
ours end with their standard input, and `summkit.jobs.guardian` ends the programs of users.
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
_WAIT = 0.5  # seconds for a process to end whose pipe has closed


class LateError(Exception):
    """No answer came in time; the child has been killed."""


class EndedError(Exception):
    """The child answered no more; its text says how it ended, "" where it runs on, mute."""


class Child:
    """A running program.

    Parameters
    ----------
    command
        Program and arguments; no shell is involved.
    grace
        Seconds it has to end by itself, once its standard input has been closed.
    foreign
        Somebody else's program: it gets a session of its own and a mark in its environment, so
        that its children can be killed with it, and what it writes to its standard error is held
        back for messages.
    environment
        Its variables; None for those of this process.

    Attributes
    ----------
    pid
        Its process number.

    Raises
    ------
    OSError, ValueError
        If it cannot be started.
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
        self._rest = b""  # what came after the last line
        self._errors = b""
        self._readers: list[threading.Thread] = []
        # Before the child is there: a signal may come as soon as it is.
        end_children_on_signals()
        if self._group:
            guardian.start()
            self._mark = os.urandom(16).hex()
            environment = marked(os.environ if environment is None else environment, self._mark)
        # A foreign program must not inherit that control-C is blocked: it may not lift it.
        with registering(), contextlib.nullcontext() if foreign else interrupts_held():
            self._process = subprocess.Popen(
                command,
                bufsize=0,  # buffers have locks, which a fork may copy held
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
            `message`, or `line` with its limit; returns None where the child has gone.

        Raises
        ------
        LateError
            If there is none within `seconds`.
        EndedError
            If the child ends or closes its output first. It is ended in any case.
        """
        late = threading.Event()

        def give_up() -> None:
            late.set()
            self.kill()

        timer = threading.Timer(seconds, give_up)
        timer.daemon = True
        timer.start()
        try:
            with contextlib.suppress(OSError):  # it has gone, but may have answered before
                self.send(question)
            answer = receive()
        except BaseException:  # an interrupt leaves half a message in the pipe
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
        """Write all of `data`.

        Raises
        ------
        OSError
            If the child has gone.
        """
        write_all(_pipe(self._process.stdin), data)

    def message(self) -> bytes | None:
        """Read a message as `framed` makes them; None where the child has gone."""
        return read_message(_pipe(self._process.stdout))

    def line(self, most: int) -> bytes | None:
        """Read a line of at most `most` bytes, or so many of a longer one; None for no whole one.

        What follows it is the beginning of the next.
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
        """Start a thread that reads from the child until its end; `end` waits for it."""
        thread = threading.Thread(target=read, daemon=True)
        with interrupts_held():
            thread.start()
        self._readers.append(thread)

    def _join(self) -> None:
        """Wait until all has been read; a pipe must not be closed under its reader."""
        for thread in self._readers:
            if thread is not threading.current_thread():
                thread.join(_WAIT)

    def last_error(self) -> str:
        """Return the last line that a foreign program wrote to its standard error."""
        self._join()
        lines = self._errors.decode("utf-8", "replace").splitlines()
        return next((line.strip() for line in reversed(lines) if line.strip()), "")

    def is_alive(self) -> bool:
        """Return whether it runs."""
        return self._process.poll() is None

    def kill(self) -> None:
        """Kill it, and what a foreign program has started."""
        if self._group:
            # Also where the program itself has ended: its children may hold the pipe.
            end_program(self.pid, self._mark)
        else:
            self._process.kill()

    def hang_up(self) -> None:
        """Close its standard input, which asks it to end."""
        with contextlib.suppress(OSError):
            _pipe(self._process.stdin).close()

    def end(self, grace: float | None = None) -> str:
        """End it, leave neither zombie nor pipe, and say how it ended.

        Parameters
        ----------
        grace
            Instead of that of the child.
        """
        self.hang_up()
        if self in known:
            self._outlasts(self.grace if grace is None else grace)
            self.kill()
            # Never without limit: a signal may have interrupted another wait, which has the lock.
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
        """Return whether it still runs after so many seconds."""
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
        """Let go of it in a forked process: it is no child of this one."""
        self._process.returncode = 0  # so that nothing waits for it or kills it
        self._group = False
        self._readers.clear()
        self._forget()

    def _keep_errors(self) -> None:
        """Read standard error, so that the program never waits for us to, and keep its end."""
        stream = _pipe(self._process.stderr)
        with contextlib.suppress(OSError, ValueError):
            while part := os.read(stream.fileno(), _PIECE):
                self._errors = (self._errors + part)[-2000:]


def python_child(module: str, grace: float = 0.0) -> Child:
    """Start Python with the function `main` of a module of ours.

    It imports from where this process does, and from nowhere else: -P keeps the current
    folder out, which `python -c` and `multiprocessing` put first. -I would lose the
    packages of the user.
    """
    code = f"import sys; sys.path[:] = sys.argv[1:]; from {module} import main; main()"
    flags = subprocess._args_from_interpreter_flags()  # type: ignore[attr-defined]
    path = [place for place in sys.path if isinstance(place, str)]
    return Child([sys.executable, *flags, "-P", "-c", code, *path], grace=grace)


def _pipe(stream: IO[bytes] | None) -> IO[bytes]:
    assert stream is not None  # noqa: S101 - a pipe was asked for
    return stream


@contextlib.contextmanager
def safe_path() -> Iterator[None]:
    """See to it that Python started by other libraries does not import from this folder."""
    before = os.environ.get(SAFE_PATH)
    os.environ[SAFE_PATH] = before or OURS
    try:
        yield
    finally:
        if not before:
            del os.environ[SAFE_PATH]

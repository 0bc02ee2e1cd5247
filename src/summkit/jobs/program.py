"""A user's program that answers questions, each a line of JSON.

The method `command` and the metric `command` use `ask`. In each process, a program is started once,
without a shell, at its first question. All callers with the same command share the program and use
it one after the other.
"""

from __future__ import annotations

import json
import os
import shlex
import threading
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, TypeVar

from summkit.errors import InputError, UsageError
from summkit.jobs.child import Child, EndedError, LateError
from summkit.jobs.environment import minimal

T = TypeVar("T")

_LONGEST_LINE = 16_000_000
_GRACE = 0.5
_PATIENCE = 3  # maximum number of late answers of a program that has never answered


class WrongAnswerError(Exception):
    """Raised if a program answers wrongly; `ask` converts it to an InputError."""


class LateAnswerError(WrongAnswerError):
    """Raised if a program does not answer in time."""


def split_command(command: str) -> list[str]:
    """Return the words of a command, which is quoted as for a shell.

    Raises
    ------
    UsageError
        If the command is empty, or if its quotes are wrong.
    """
    try:
        words = shlex.split(command)
    except ValueError as error:
        raise UsageError(f"command: {command!r} has wrong quotes: {error}: correct it") from error
    if not words:
        raise UsageError(
            "parameter command is empty: give the program to run, such as 'python program.py'"
        )
    return words


def ask(
    command: str,
    question: Mapping[str, Any],
    timeout: float,
    read: Callable[[dict[str, Any]], T],
    *,
    what: str,
    source: str = "",
    environment: tuple[str, ...] = (),
) -> T:
    """Send a question to a program and return its answer as `read` returns it.

    Parameters
    ----------
    command
        Program and arguments, quoted as for a shell; no shell runs them.
    question
        JSON data with an "id", sent as a line in ASCII. The answer is a line in UTF-8: a JSON
        object with the same "id".
    timeout
        Maximum seconds for an answer, including the start of the program.
    read
        Function that checks and converts the answer; it may raise WrongAnswerError.
    what, source
        The subject of the question ("document 'a1'") and its source, for messages.
    environment
        Names of environment variables that the program gets in addition to the usual variables.

    Raises
    ------
    InputError
        If the program takes too long, ends, or answers wrongly. It is then stopped, and started
        again for the next question.
    UsageError
        If the program cannot be started, or if it has not answered the first few questions, because
        otherwise each of thousands of questions would wait for the time limit.
    """
    line = json.dumps(question).encode("ascii") + b"\n"
    while True:
        program = _program(command, environment)
        with program.lock:
            if program.stopped:  # another thread stopped it while this thread waited for the lock
                continue
            try:
                answer = program.ask(line, timeout)
                _ANSWERED.add(command)
                return read(_answer(answer, question["id"]))
            except WrongAnswerError as failure:
                program.stop(grace=0.0)
                if isinstance(failure, LateAnswerError) and command not in _ANSWERED:
                    _give_up(command, timeout)
                message = f"command {command!r}: {what}: {failure}"
                raise InputError(_printable(message), source) from failure
            except BaseException:  # after an interrupt, the next question would get this answer
                program.stop(grace=0.0)
                raise


def _give_up(command: str, timeout: float) -> None:
    """Count a late answer of a program that has never answered.

    Raises
    ------
    UsageError
        If the number of late answers has reached `_PATIENCE`.
    """
    _SILENT[command] = _SILENT.get(command, 0) + 1
    if _SILENT[command] >= _PATIENCE:
        raise UsageError(
            _printable(
                f"command {command!r} has not answered the first {_PATIENCE} questions, each "
                f"within {timeout:g} seconds: the program must answer each line before it reads "
                "the next line, and must flush the answer; if it is slow, raise `timeout`"
            )
        )


def _answer(line: bytes, identity: str) -> dict[str, Any]:
    """Return the JSON object of an answer.

    Raises
    ------
    WrongAnswerError
        If the answer is not a JSON object with the id of the question.
    """
    try:
        answer = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise WrongAnswerError("the answer is not UTF-8") from error
    except (ValueError, RecursionError) as error:
        raise WrongAnswerError(f"the answer is not JSON: {line[:60]!r}") from error
    if not isinstance(answer, dict):
        raise WrongAnswerError(f"the answer is not a JSON object: {line[:60]!r}")
    if answer.get("id") != identity:
        raise WrongAnswerError(f"the answer has another id: {answer.get('id')!r}")
    return answer


def _printable(text: str) -> str:
    return "".join(c if c.isprintable() else " " for c in text)


class _Program:
    """A running program. A caller must hold its lock."""

    def __init__(self, command: str, environment: tuple[str, ...]) -> None:
        self.lock = threading.Lock()
        self.stopped = False
        words = split_command(command)
        try:
            self._child = Child(words, grace=_GRACE, foreign=True, environment=minimal(environment))
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or error
            raise UsageError(
                _printable(f"command {command!r} cannot be started: {reason}")
            ) from error

    def ask(self, line: bytes, timeout: float) -> bytes:
        """Send a line and return the line that the program answers.

        Raises
        ------
        WrongAnswerError
            If there is no answer in time, or if the program has ended.
        """
        child = self._child
        try:
            answer = child.ask(line, partial(child.line, _LONGEST_LINE), timeout)
        except LateError:
            raise LateAnswerError(
                f"no answer within {timeout:g} seconds: raise `timeout`"
            ) from None
        except EndedError as end:
            raise WrongAnswerError(self._end(str(end))) from None
        if not answer.endswith(b"\n"):
            raise WrongAnswerError(f"its answer is longer than {_LONGEST_LINE} bytes")
        return answer

    def _end(self, how: str) -> str:
        """Return a message about the end of the program, with its last line of standard error."""
        if not how:
            return "the program closed its standard output without an answer"
        error = self._child.last_error()[:200]
        return f"the program ended ({how}) without an answer" + (f": {error}" if error else "")

    def stop(self, grace: float | None = None) -> None:
        """End the program; kill it if it still runs after `grace` seconds."""
        self.stopped = True
        for key, program in list(RUNNING.items()):
            if program is self:
                del RUNNING[key]
        self._child.end(grace)


RUNNING: dict[tuple[int, str, tuple[str, ...]], _Program] = {}
"""(process id, command, named variables) -> the running program."""

_SILENT: dict[str, int] = {}
"""Command -> number of questions that it did not answer in time."""

_ANSWERED: set[str] = set()
"""Commands that have answered in this process. They are tried again after late answers."""

_STARTING = threading.Lock()


def _program(command: str, environment: tuple[str, ...]) -> _Program:
    """Return the running program of a command; a forked process starts its own program."""
    with _STARTING:
        key = (os.getpid(), command, environment)
        if key not in RUNNING:
            RUNNING[key] = _Program(command, environment)
        return RUNNING[key]

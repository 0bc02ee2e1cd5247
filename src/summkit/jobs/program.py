"""A user's program that answers questions, one line of JSON each: started once, kept, and ended.

The method `command` and the metric `command` speak to their programs through `ask`. A program
is started without a shell when it is first asked, in each process that asks; all who name the
same command share it and take turns.
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
_PATIENCE = 3  # questions without an answer, of a program that has never given one


class WrongAnswerError(Exception):
    """What a program did wrong; `ask` makes an InputError of it."""


class LateAnswerError(WrongAnswerError):
    """There was no answer in time."""


def split_command(command: str) -> list[str]:
    """Return the words of a command, quoted as for a shell.

    Raises
    ------
    UsageError
        If there is none, or it is badly quoted.
    """
    try:
        words = shlex.split(command)
    except ValueError as error:
        raise UsageError(f"command: {command!r} is badly quoted: {error}") from error
    if not words:
        raise UsageError("`command` is empty: give the program to run, as in 'python m.py'")
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
    """Ask a program one question and return what `read` makes of its answer.

    Parameters
    ----------
    command
        Program and arguments, quoted as for a shell; none is involved.
    question
        JSON data with an "id", sent as one line in ASCII. The answer is one line in UTF-8: a
        JSON object with the same "id".
    timeout
        Seconds an answer may take, the program's start included.
    read
        Checks the answer; raises WrongAnswerError.
    what, source
        What the question is about ("document 'a1'"), and where that came from, for errors.
    environment
        Names of variables that it gets beside those that every program needs.

    Raises
    ------
    InputError
        If the program takes too long, ends, or answers with anything else. It is then
        stopped, and started anew for the next question.
    UsageError
        If it cannot be started, or has given no answer at all to the first few questions: each
        of thousands would wait for as long.
    """
    line = json.dumps(question).encode("ascii") + b"\n"
    while True:
        program = _program(command, environment)
        with program.lock:
            if program.stopped:  # by another thread's failure, while we waited
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
            except BaseException:  # interrupted: its answer would be taken for the next one
                program.stop(grace=0.0)
                raise


def _give_up(command: str, timeout: float) -> None:
    """Raise UsageError where a program that has never answered has been asked often enough."""
    _SILENT[command] = _SILENT.get(command, 0) + 1
    if _SILENT[command] >= _PATIENCE:
        raise UsageError(
            _printable(
                f"command {command!r} has not answered the first {_PATIENCE} questions, each "
                f"within {timeout:g} seconds: it must answer each line before it reads on, and "
                "flush the answer; if it is slow, raise `timeout`"
            )
        )


def _answer(line: bytes, identity: str) -> dict[str, Any]:
    """Return one answer, which is for the question asked."""
    try:
        answer = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise WrongAnswerError("its answer is not UTF-8") from error
    except (ValueError, RecursionError) as error:
        raise WrongAnswerError(f"its answer is not JSON: {line[:60]!r}") from error
    if not isinstance(answer, dict):
        raise WrongAnswerError(f"its answer is not a JSON object: {line[:60]!r}")
    if answer.get("id") != identity:
        raise WrongAnswerError(f"it answered for another id: {answer.get('id')!r}")
    return answer


def _printable(text: str) -> str:
    return "".join(c if c.isprintable() else " " for c in text)


class _Program:
    """A running program; whoever asks it holds its lock."""

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
        """Send one line and return the next one.

        Raises
        ------
        WrongAnswerError
            If none comes in time, or the program has ended.
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
        """Say how the program ended."""
        if not how:
            return "it closed its standard output without an answer"
        error = self._child.last_error()[:200]
        return f"it ended ({how}) without an answer" + (f": {error}" if error else "")

    def stop(self, grace: float | None = None) -> None:
        """End it; `grace` seconds are given to end by itself."""
        self.stopped = True
        for key, program in list(RUNNING.items()):
            if program is self:
                del RUNNING[key]
        self._child.end(grace)


RUNNING: dict[tuple[int, str, tuple[str, ...]], _Program] = {}
"""(process, command, variables named) -> the program that runs."""

_SILENT: dict[str, int] = {}
"""Command -> questions that it did not answer in time."""

_ANSWERED: set[str] = set()
"""Commands that have answered in this process: if one of these is late, it may come back."""

_STARTING = threading.Lock()


def _program(command: str, environment: tuple[str, ...]) -> _Program:
    """Return the running program of a command; a forked worker starts its own."""
    with _STARTING:
        key = (os.getpid(), command, environment)
        if key not in RUNNING:
            RUNNING[key] = _Program(command, environment)
        return RUNNING[key]

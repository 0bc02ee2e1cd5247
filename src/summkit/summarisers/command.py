"""Command: any program in any language as a summariser, over lines of JSON."""

from __future__ import annotations

import json
import os
import shlex
import threading
from dataclasses import asdict
from functools import partial
from math import isfinite
from typing import Any, ClassVar

from summkit.budget import Budget
from summkit.document import Document
from summkit.errors import InputError, UsageError
from summkit.jobs.child import Child, EndedError, LateError
from summkit.summarisers.base import Answer, Writer, parameter

_LONGEST_LINE = 16_000_000
_GRACE = 0.5


class Command(Writer):
    """Asks a program. It is started once, without a shell, and kept for all articles.

    For each article it reads one line from its standard input, a JSON object in ASCII::

        {"id": "a1", "language": "en", "headline": "..." or null, "dek": "..." or null,
         "body": "...", "target": "summary",
         "budget": {"sentences": 3, "words": null, "characters": null, "ratio": null},
         "sentences": [{"index": 0, "start": 0, "end": 41, "text": "..."}, ...]}

    where ``body[start:end] == text`` in code points, and answers with one line in UTF-8 on
    its standard output (which it must flush): the same "id" and exactly one of

    * ``"scores"``: one number a sentence, higher is better, ties to the earlier;
    * ``"sentences"``: indices of distinct sentences, best first;
    * ``"text"``: a summary in its own words, not empty. It has no place in the body; where
      it is longer than a budget in words or characters it is cut like a sentence.

    Budgets and house rules are applied to the answer. What it writes to its standard
    error is kept for error messages only. At the end its standard input is closed; it is
    killed if it has not ended half a second later. Equal instances share one program.

    Raises
    ------
    UsageError
        If the command is missing, badly quoted or cannot be started.
    """

    name: ClassVar[str] = "command"
    paper: ClassVar[str] = "a program of the user's"

    command: str = parameter("", "Program and arguments, quoted as for a shell; none is involved.")
    timeout: float = parameter(
        60.0, "Seconds an answer may take, the program's start included.", low=0.01, high=86400.0
    )

    def __post_init__(self) -> None:
        super().__post_init__()
        try:
            words = shlex.split(self.command)
        except ValueError as error:
            raise UsageError(f"command: {self.command!r} is badly quoted: {error}") from error
        if not words:
            raise UsageError("`command` is empty: give the program to run, as in 'python m.py'")

    def write(self, document: Document, target: str, budget: Budget) -> Answer:
        """Return the program's answer.

        Raises
        ------
        InputError
            If it takes too long, ends, or answers with anything but the above. The
            program is then stopped, and started anew for the next article.
        """
        article = document.article
        request = {
            "id": article.id,
            "language": document.language.code,
            "headline": article.headline,
            "dek": article.dek,
            "body": article.body,
            "target": target,
            "budget": asdict(budget),
            "sentences": [
                {"index": s.index, "start": s.start, "end": s.end, "text": s.text}
                for s in document.sentences
            ],
        }
        question = json.dumps(request).encode("ascii") + b"\n"
        while True:
            program = _program(self.command)
            with program.lock:
                if program.stopped:  # by another thread's failure, while we waited
                    continue
                try:
                    line = program.ask(question, self.timeout)
                    return _read(line, article.id, len(document.sentences))
                except _Failure as failure:
                    program.stop(grace=0.0)
                    told = f"command {self.command!r}: document {article.id!r}: {failure}"
                    raise InputError(_printable(told), article.source) from failure
                except BaseException:  # interrupted: its answer would be taken for the next one
                    program.stop(grace=0.0)
                    raise


class _Failure(Exception):  # noqa: N818 - it names what went wrong
    """What a program did wrong."""


def _read(line: bytes, identity: str, count: int) -> Answer:
    """Check one answer."""
    try:
        answer = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise _Failure("its answer is not UTF-8") from error
    except (ValueError, RecursionError) as error:
        raise _Failure(f"its answer is not JSON: {line[:60]!r}") from error
    if not isinstance(answer, dict):
        raise _Failure(f"its answer is not a JSON object: {line[:60]!r}")
    if answer.get("id") != identity:
        raise _Failure(f"it answered for another id: {answer.get('id')!r}")
    kinds = [kind for kind in ("scores", "sentences", "text") if kind in answer]
    if len(kinds) != 1:
        raise _Failure('its answer needs exactly one of "scores", "sentences" and "text"')
    value = answer[kinds[0]]
    if kinds[0] == "scores":
        return Answer(scores=_scores(value, count))
    if kinds[0] == "sentences":
        return Answer(indices=_indices(value, count))
    if not isinstance(value, str) or not value.strip():
        raise _Failure('"text" is not a text, or is empty')
    return Answer(text=value.encode("utf-8", "replace").decode("utf-8"))


def _scores(value: Any, count: int) -> tuple[float, ...]:
    if not isinstance(value, list) or len(value) != count:
        raise _Failure(f'"scores" is not a list of {count} numbers')
    scores = []
    for score in value:
        if isinstance(score, bool) or not isinstance(score, int | float):
            raise _Failure(f'"scores" holds {score!r:.40}, which is not a number')
        try:
            scores.append(float(score))
        except OverflowError:
            scores.append(float("inf"))
        if not isfinite(scores[-1]):
            raise _Failure(f'"scores" holds {str(score)[:40]}, which is not finite')
    return tuple(scores)


def _indices(value: Any, count: int) -> tuple[int, ...]:
    if not isinstance(value, list) or not value:
        raise _Failure('"sentences" is not a list of indices, or is empty')
    for index in value:
        if isinstance(index, bool) or not isinstance(index, int) or not 0 <= index < count:
            raise _Failure(f'"sentences" holds {index!r:.40}: indices go from 0 to {count - 1}')
    if len(set(value)) < len(value):
        raise _Failure('"sentences" holds an index twice')
    return tuple(value)


def _printable(text: str) -> str:
    return "".join(c if c.isprintable() else " " for c in text)


class _Program:
    """A running program; whoever asks it holds its lock."""

    def __init__(self, command: str) -> None:
        self.lock = threading.Lock()
        self.stopped = False
        try:
            self._child = Child(shlex.split(command), grace=_GRACE, foreign=True)
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or error
            raise UsageError(
                _printable(f"command {command!r} cannot be started: {reason}")
            ) from error

    def ask(self, line: bytes, timeout: float) -> bytes:
        """Send one line and return the next one.

        Raises
        ------
        _Failure
            If none comes in time, or the program has ended.
        """
        child = self._child
        try:
            answer = child.ask(line, partial(child.line, _LONGEST_LINE), timeout)
        except LateError:
            raise _Failure(f"no answer within {timeout:g} seconds: raise `timeout`") from None
        except EndedError as end:
            raise _Failure(self._end(str(end))) from None
        if not answer.endswith(b"\n"):
            raise _Failure(f"its answer is longer than {_LONGEST_LINE} bytes")
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
        for key, program in list(_RUNNING.items()):
            if program is self:
                del _RUNNING[key]
        self._child.end(grace)


_RUNNING: dict[tuple[int, str], _Program] = {}
_STARTING = threading.Lock()


def _program(command: str) -> _Program:
    """Return the running program of a command; a forked worker starts its own."""
    with _STARTING:
        key = (os.getpid(), command)
        if key not in _RUNNING:
            _RUNNING[key] = _Program(command)
        return _RUNNING[key]

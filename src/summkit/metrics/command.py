"""Command: any program in any language as a metric, over lines of JSON."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from math import isfinite
from typing import Any, ClassVar

from summkit.article import Reference
from summkit.document import Document
from summkit.errors import UsageError
from summkit.jobs.environment import environment_names
from summkit.jobs.program import WrongAnswerError, ask, split_command
from summkit.metrics.base import NAN, Candidate, Metric
from summkit.metrics.column import Column
from summkit.parameters import parameter

_DIRECTIONS = {"": None, "0": None, "1": 1, "+1": 1, "-1": -1}


class CommandMetric(Metric):
    """Asks a program: a judge, an embedding model, a house rule. docs/command.md has an example.

    For each text it reads one line from its standard input, a JSON object in ASCII::

        {"id": "a1", "language": "en" or null, "candidate": "...", "references": ["...", ...],
         "article": {"headline": "..." or null, "dek": "..." or null, "body": "..."} or null}

    and answers with one line in UTF-8 on its standard output (which it must flush)::

        {"id": "a1", "values": {"faithfulness": 0.8, "cost": 12}}

    with a finite number for each column, or null where the text allows none. Other keys beside
    "values" are ignored. "id" is the article's, or made of the texts where there is none; the
    texts of several systems for one article have the same.

    The program is started without a shell, once in each process that measures, when it is
    first asked, with what every program needs of the environment (PATH, HOME, the language, the
    folder for temporary files) and the variables that `environment` names. Values must not depend
    on what was asked before. What it writes to its standard error is kept for error messages only.
    Its values take part in tables, tests and the gate as all others do. The command is part of
    the signature: name the version of a model in its arguments.

    Raises
    ------
    UsageError
        If the command is missing, badly quoted or cannot be started, or a column has no name or
        no direction of +1 (more is better), -1 (less is) and 0 (it only describes).

    Examples
    --------
    >>> metric = CommandMetric("python judge.py", measures="faithfulness:+1,cost:-1")
    >>> [column.head for column in metric.columns]
    ['faithfulness ↑', 'cost ↓']
    """

    command: str = parameter(
        "", "Program and its arguments, quoted as for a shell, which is not used."
    )
    measures: str = parameter(
        "score:+1", "Its values, each with the way that is better: name:+1, name:-1 or name:0, ..."
    )
    timeout: float = parameter(
        60.0, "Seconds an answer may take, the program's start included.", low=0.01, high=86400.0
    )
    environment: str = parameter(
        "", "Variables that the program gets besides PATH, HOME and the like; * for all."
    )

    name: ClassVar[str] = "command"
    source: ClassVar[str] = "a program of the user's"

    def __post_init__(self) -> None:
        super().__post_init__()
        split_command(self.command)
        environment_names(self.environment)
        for part in self.measures.split(","):
            name, _, direction = part.strip().partition(":")
            if not name.strip() or "|" in name or direction.strip() not in _DIRECTIONS:
                raise UsageError(
                    f"command: parameter measures={self.measures!r} is not allowed: takes names "
                    "with :+1 (more is better), :-1 (less is better) or :0, separated by commas"
                )

    @property
    def columns(self) -> tuple[Column, ...]:
        """Those of `measures`, all of them shown and, with a direction, gated unasked."""
        parts = [part.strip().partition(":") for part in self.measures.split(",")]
        return tuple(
            Column(name.strip(), better=_DIRECTIONS[direction.strip()])
            for name, _, direction in parts
        )

    def settings(self) -> tuple[tuple[str, str], ...]:
        """The command; neither the directions nor the time limit change a value."""
        return (("command", " ".join(self.command.split()).replace("|", "¦")),)

    def values(
        self,
        candidate: Candidate,
        references: Sequence[Reference],
        document: Document | None,
    ) -> tuple[float, ...]:
        """Return the program's answer for one candidate; NaN where it says null.

        Raises
        ------
        InputError
            If it takes too long, ends, or answers with anything but the above. The program is
            then stopped, and started anew for the next text.
        """
        article = document.article if document else None
        question = {
            "language": document.language.code if document else None,
            "candidate": candidate.text,
            "references": [" ".join(reference) for reference in references],
            "article": article
            and {"headline": article.headline, "dek": article.dek, "body": article.body},
        }
        identity = article.id if article else _made_of(question)
        return ask(
            self.command,
            {"id": identity, **question},
            self.timeout,
            self._read,
            what=f"text for {identity!r}",
            source=article.source if article else "",
            environment=environment_names(self.environment),
        )

    def _read(self, answer: dict[str, Any]) -> tuple[float, ...]:
        values = answer.get("values")
        if not isinstance(values, dict):
            raise WrongAnswerError('its answer needs "values", a JSON object')
        names = [column.name for column in self.columns]
        if set(values) != set(names):
            raise WrongAnswerError(
                f'"values" holds {", ".join(map(repr, values)) or "nothing":.80}, '
                f"and `measures` names {', '.join(names)}"
            )
        return tuple(_number(name, values[name]) for name in names)


def _number(name: str, value: Any) -> float:
    if value is None:
        return NAN
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise WrongAnswerError(f"{name} is {value!r:.40}, which is not a number")
    try:
        number = float(value)
    except OverflowError:
        number = float("inf")
    if not isfinite(number):
        raise WrongAnswerError(f"{name} is {str(value)[:40]}, which is not finite")
    return number


def _made_of(question: dict[str, Any]) -> str:
    """Return an id that is the same for the same texts, in whatever order they are asked."""
    return hashlib.sha256(json.dumps(question).encode()).hexdigest()[:16]

"""CommandMetric: a program in any language as a metric, with JSON lines as the protocol."""

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
    """Runs a program: a judge, an embedding model, a house rule. docs/command.md has an example.

    For each text the program reads one line from its standard input, a JSON object in ASCII::

        {"id": "a1", "language": "en" or null, "candidate": "...", "references": ["...", ...],
         "article": {"headline": "..." or null, "dek": "..." or null, "body": "..."} or null}

    and answers with one line in UTF-8 on its standard output (which it must flush)::

        {"id": "a1", "values": {"faithfulness": 0.8, "cost": 12}}

    with a finite number for each column, or null if the value is undefined for the text. Other
    keys beside "values" are ignored. "id" is the id of the article, or a hash of the texts if there
    is no article. The texts of several systems for one article have the same id.

    Each measuring process starts the program once, at its first text, without a shell. The
    environment of the program contains the variables that every program needs (PATH, HOME, the
    language, the folder for temporary files) and the variables listed in `environment`. Values
    must not depend on earlier texts. The standard error of the program is used in error messages
    only. The values are part of tables, tests and the gate like all others. The signature contains
    the command, so put the version of a model into its arguments.

    Raises
    ------
    UsageError
        If the command is missing, wrongly quoted or cannot be started, if a column has no name,
        or if its direction is not +1 (higher is better), -1 (lower is better) or 0 (neither).

    Examples
    --------
    >>> metric = CommandMetric("python judge.py", measures="faithfulness:+1,cost:-1")
    >>> [column.head for column in metric.columns]
    ['faithfulness ↑', 'cost ↓']
    """

    command: str = parameter(
        "", "Program and its arguments, quoted as for a shell (no shell is used)."
    )
    measures: str = parameter(
        "score:+1", "Its values, each with its better direction: name:+1, name:-1 or name:0, ..."
    )
    timeout: float = parameter(
        60.0,
        "Time limit of an answer in seconds, start of the program included.",
        low=0.01,
        high=86400.0,
    )
    environment: str = parameter(
        "", "Variables that the program gets in addition to PATH, HOME and the like; * for all."
    )

    name: ClassVar[str] = "command"
    source: ClassVar[str] = "a program of the user"

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
        """The columns of `measures`. All are shown, and gated if they have a direction."""
        parts = [part.strip().partition(":") for part in self.measures.split(",")]
        return tuple(
            Column(name.strip(), better=_DIRECTIONS[direction.strip()])
            for name, _, direction in parts
        )

    def settings(self) -> tuple[tuple[str, str], ...]:
        """The command. Directions and time limit are no settings, because they change no value."""
        return (("command", " ".join(self.command.split()).replace("|", "¦")),)

    def values(
        self,
        candidate: Candidate,
        references: Sequence[Reference],
        document: Document | None,
    ) -> tuple[float, ...]:
        """Return the values of the program for one candidate; NaN for null.

        Raises
        ------
        InputError
            If the program takes too long, ends, or gives an invalid answer. It is then stopped,
            and started again for the next text.
        """
        article = document.article if document else None
        question = {
            "language": document.language.code if document else None,
            "candidate": candidate.text,
            "references": [" ".join(reference) for reference in references],
            "article": article
            and {"headline": article.headline, "dek": article.dek, "body": article.body},
        }
        identity = article.id if article else _hash_of(question)
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
                f'"values" contains {", ".join(map(repr, values)) or "nothing":.80}, '
                f"but `measures` lists {', '.join(names)}"
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


def _hash_of(question: dict[str, Any]) -> str:
    """Return an id that depends only on the texts, not on the order of the questions."""
    return hashlib.sha256(json.dumps(question).encode()).hexdigest()[:16]

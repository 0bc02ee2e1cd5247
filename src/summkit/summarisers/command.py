"""Command: any program in any language as a summariser, over lines of JSON."""

from __future__ import annotations

from dataclasses import asdict
from functools import partial
from math import isfinite
from typing import Any, ClassVar

from summkit.budget import Budget
from summkit.document import Document
from summkit.jobs.environment import environment_names
from summkit.jobs.program import WrongAnswerError, ask, split_command
from summkit.summarisers.base import Answer, Writer, parameter


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
    killed if it has not ended half a second later. Equal instances share one program. Of the
    environment it gets what every program needs (PATH, HOME, the language, the folder for
    temporary files) and the variables that `environment` names.

    Raises
    ------
    UsageError
        If the command is missing, badly quoted or cannot be started.
    """

    name: ClassVar[str] = "command"
    paper: ClassVar[str] = "a program of the user's"

    command: str = parameter(
        "", "Program and its arguments, quoted as for a shell, which is not used."
    )
    timeout: float = parameter(
        60.0, "Seconds an answer may take, the program's start included.", low=0.01, high=86400.0
    )
    environment: str = parameter(
        "", "Variables that the program gets besides PATH, HOME and the like; * for all."
    )

    def __post_init__(self) -> None:
        super().__post_init__()
        split_command(self.command)
        environment_names(self.environment)

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
        return ask(
            self.command,
            request,
            self.timeout,
            partial(_read, count=len(document.sentences)),
            what=f"document {article.id!r}",
            source=article.source,
            environment=environment_names(self.environment),
        )


def _read(answer: dict[str, Any], count: int) -> Answer:
    """Check one answer."""
    kinds = [kind for kind in ("scores", "sentences", "text") if kind in answer]
    if len(kinds) != 1:
        raise WrongAnswerError('its answer needs exactly one of "scores", "sentences" and "text"')
    value = answer[kinds[0]]
    if kinds[0] == "scores":
        return Answer(scores=_scores(value, count))
    if kinds[0] == "sentences":
        return Answer(indices=_indices(value, count))
    if not isinstance(value, str) or not value.strip():
        raise WrongAnswerError('"text" is not a text, or is empty')
    return Answer(text=value.encode("utf-8", "replace").decode("utf-8"))


def _scores(value: Any, count: int) -> tuple[float, ...]:
    if not isinstance(value, list) or len(value) != count:
        raise WrongAnswerError(f'"scores" is not a list of {count} numbers')
    scores = []
    for score in value:
        if isinstance(score, bool) or not isinstance(score, int | float):
            raise WrongAnswerError(f'"scores" holds {score!r:.40}, which is not a number')
        try:
            scores.append(float(score))
        except OverflowError:
            scores.append(float("inf"))
        if not isfinite(scores[-1]):
            raise WrongAnswerError(f'"scores" holds {str(score)[:40]}, which is not finite')
    return tuple(scores)


def _indices(value: Any, count: int) -> tuple[int, ...]:
    if not isinstance(value, list) or not value:
        raise WrongAnswerError('"sentences" is not a list of indices, or is empty')
    for index in value:
        if isinstance(index, bool) or not isinstance(index, int) or not 0 <= index < count:
            raise WrongAnswerError(
                f'"sentences" holds {index!r:.40}: indices go from 0 to {count - 1}'
            )
    if len(set(value)) < len(value):
        raise WrongAnswerError('"sentences" holds an index twice')
    return tuple(value)

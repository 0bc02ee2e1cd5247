"""Command: a program in any language as a summariser, with lines of JSON as its protocol."""

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
    r"""Runs a program that summarises; it is started once, without a shell, for all articles.

    For each article, the program reads a line from its standard input: a JSON object in ASCII::

        {"id": "a1", "language": "en", "headline": "..." or null, "dek": "..." or null,
         "body": "...", "target": "summary",
         "budget": {"sentences": 3, "words": null, "characters": null, "ratio": null},
         "sentences": [{"index": 0, "start": 0, "end": 41, "text": "..."}, ...]}

    where ``body[start:end] == text`` in code points. The program answers with a line in UTF-8 on
    its standard output, which it must flush: a JSON object with the same "id" and exactly one of

    * ``"scores"``: a number for each sentence; a higher score is better, and of equal scores the
      earlier sentence is preferred;
    * ``"sentences"``: indices of distinct sentences, best first;
    * ``"text"``: a summary in the program's own words, not empty. If it exceeds a budget of words
      or characters, it is cut like a sentence.

    summkit applies the budget and the rules of the selection to the answer. The standard error of
    the program appears only in error messages. At the end, summkit closes the program's standard
    input and kills the program if it still runs half a second later. Equal instances share one
    program. The program's environment contains only the usual variables (PATH, HOME, the language,
    the folder for temporary files) and the variables that `environment` lists.

    Raises
    ------
    UsageError
        If the command is missing, has wrong quotes or cannot be started.

    Examples
    --------
    >>> import sys, summkit as sk
    >>> program = (
    ...     "import json, sys\n"
    ...     "for line in sys.stdin:\n"
    ...     "    article = json.loads(line)\n"
    ...     "    print(json.dumps({'id': article['id'], 'sentences': [1]}), flush=True)"
    ... )
    >>> method = sk.Command(command=f'"{sys.executable}" -c "{program}"')
    >>> print(sk.summarise("A fire broke out. Nobody was hurt in it.", method=method))
    Nobody was hurt in it.
    """

    name: ClassVar[str] = "command"
    paper: ClassVar[str] = "a program of the user's"

    command: str = parameter(
        "", "Program and its arguments, quoted as for a shell; no shell runs them."
    )
    timeout: float = parameter(
        60.0,
        "Maximum seconds for an answer, including the start of the program.",
        low=0.01,
        high=86400.0,
    )
    environment: str = parameter(
        "", "Environment variables that the program gets in addition to PATH and HOME; * for all."
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
            If the program takes too long, ends, or gives a wrong answer. The program is then
            stopped, and started again for the next article.
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
    """Return the checked answer.

    Raises
    ------
    WrongAnswerError
        If the answer does not follow the protocol.
    """
    kinds = [kind for kind in ("scores", "sentences", "text") if kind in answer]
    if len(kinds) != 1:
        raise WrongAnswerError(
            'the answer must contain exactly one of "scores", "sentences" and "text"'
        )
    value = answer[kinds[0]]
    if kinds[0] == "scores":
        return Answer(scores=_scores(value, count))
    if kinds[0] == "sentences":
        return Answer(indices=_indices(value, count))
    if not isinstance(value, str) or not value.strip():
        raise WrongAnswerError('"text" is not a text, or is empty')
    return Answer(text=value)


def _scores(value: Any, count: int) -> tuple[float, ...]:
    if not isinstance(value, list) or len(value) != count:
        raise WrongAnswerError(f'"scores" is not a list of {count} numbers')
    scores = []
    for score in value:
        if isinstance(score, bool) or not isinstance(score, int | float):
            raise WrongAnswerError(f'"scores" contains {score!r:.40}, which is not a number')
        try:
            scores.append(float(score))
        except OverflowError:
            scores.append(float("inf"))
        if not isfinite(scores[-1]):
            raise WrongAnswerError(f'"scores" contains {str(score)[:40]}, which is not finite')
    return tuple(scores)


def _indices(value: Any, count: int) -> tuple[int, ...]:
    if not isinstance(value, list) or not value:
        raise WrongAnswerError('"sentences" is not a list of indices, or is empty')
    for index in value:
        if isinstance(index, bool) or not isinstance(index, int) or not 0 <= index < count:
            raise WrongAnswerError(
                f'"sentences" contains {index!r:.40}: indices are from 0 to {count - 1}'
            )
    if len(set(value)) < len(value):
        raise WrongAnswerError('"sentences" contains an index twice')
    return tuple(value)

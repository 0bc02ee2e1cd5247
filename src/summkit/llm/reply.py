"""What is asked of a language model, and what it answers."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from summkit.errors import InputError


@dataclass(frozen=True, slots=True)
class Usage:
    """What answers cost.

    Attributes
    ----------
    prompt_tokens, answer_tokens
        As the server counts them; 0 where it does not.
    seconds
        From the question to the answer, retries included; of an answer that was kept, as it
        was when it came.
    """

    prompt_tokens: int = 0
    answer_tokens: int = 0
    seconds: float = 0.0


class AnswerError(InputError):
    """A model answered, and its answer is not what was asked for.

    It is the model's failure, not the network's: a comparison counts it against the system.

    Attributes
    ----------
    kind
        What it did instead, without details: "declined".
    usage
        What the answer cost.
    """

    kind: str = "gave no answer"
    usage: Usage = Usage()

    @classmethod
    def of(cls, kind: str, usage: Usage, details: str = "") -> AnswerError:
        """Make one whose reason is "it declined: details"."""
        error = cls(f"it {kind}{details}")
        error.kind, error.usage = kind, usage
        return error

    def about(self, what: str, where: str) -> AnswerError:
        """Return the same with what was asked before its reason, and the place of the article."""
        error = AnswerError(f"{what}: {self.reason}", where)
        error.kind, error.usage = self.kind, self.usage
        return error


@dataclass(frozen=True, slots=True)
class Question:
    """Everything that decides an answer, but for the address.

    Attributes
    ----------
    max_tokens
        0 leaves it to the server.
    """

    model: str
    prompt: str
    temperature: float
    seed: int
    max_tokens: int

    def data(self) -> bytes:
        """Return what is posted."""
        asked: dict[str, Any] = {
            "model": self.model,
            "messages": [{"role": "user", "content": self.prompt}],
            "temperature": self.temperature,
            "seed": self.seed,
        }
        if self.max_tokens:
            asked["max_tokens"] = self.max_tokens
        return json.dumps(asked).encode("ascii")

    def digest(self, url: str) -> str:
        """Return 64 hexadecimal digits that change with anything of the question or address."""
        import hashlib  # every start of the program imports this file

        return hashlib.sha256(url.encode() + b"\n" + self.data()).hexdigest()


@dataclass(frozen=True, slots=True)
class Reply:
    """What a server answered.

    Attributes
    ----------
    text
        As it came; "" where the model declined without a word.
    finish
        Why it ended: "stop", "length", "content_filter" and so on.
    """

    text: str
    finish: str
    usage: Usage

    def to_dict(self) -> dict[str, Any]:
        """Return it as JSON data."""
        return {"summkit_answer": 1, **asdict(self)}

    @classmethod
    def from_dict(cls, data: Any) -> Reply:
        """Read `to_dict` back.

        Raises
        ------
        ValueError
            If it is not of that form.
        """
        if not isinstance(data, dict) or data.get("summkit_answer") != 1:
            raise ValueError("not an answer")
        text, finish, usage = data.get("text"), data.get("finish"), data.get("usage")
        if not isinstance(text, str) or not isinstance(finish, str) or not isinstance(usage, dict):
            raise ValueError("not an answer")
        numbers: dict[str, Any] = {each.name: usage.get(each.name) for each in fields(Usage)}
        if not all(isinstance(number, int | float) for number in numbers.values()):
            raise ValueError("not an answer")
        return cls(text, finish, Usage(**numbers))


def reply_of(data: bytes, seconds: float) -> Reply | str:
    """Return the reply in the body of a server's answer, or what is wrong with the body."""
    try:
        answer = json.loads(data)
    except (ValueError, RecursionError):
        return "its answer is not JSON, or is cut off"
    choices = answer.get("choices") if isinstance(answer, dict) else None
    if not isinstance(choices, list):
        return 'its answer holds no "choices"'
    if len(choices) != 1:
        return f"it gave {len(choices)} answers where one was asked for"
    choice = choices[0]
    message = choice.get("message") if isinstance(choice, dict) else None
    if not isinstance(message, dict):
        return 'its answer holds no "message"'
    text = message.get("content")
    refusal = message.get("refusal")
    if text is None:
        text = ""
    if not isinstance(text, str):
        return 'the "content" of its answer is not a text'
    finish = choice.get("finish_reason")
    finish = finish if isinstance(finish, str) else ""
    if isinstance(refusal, str) and refusal.strip():
        finish = "content_filter"
    usage = answer.get("usage")
    usage = usage if isinstance(usage, dict) else {}
    return Reply(
        text.encode("utf-8", "replace").decode("utf-8"),
        finish,
        Usage(
            _count(usage, "prompt_tokens"), _count(usage, "completion_tokens"), round(seconds, 3)
        ),
    )


def _count(usage: Mapping[str, Any], name: str) -> int:
    value = usage.get(name)
    whole = isinstance(value, int) and not isinstance(value, bool)
    return value if whole and 0 <= value < 1 << 53 else 0  # type: ignore[operator,return-value]

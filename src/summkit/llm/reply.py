"""The question to a language model, and the reply."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from summkit.errors import InputError


@dataclass(frozen=True, slots=True)
class Usage:
    """The cost of an answer.

    Attributes
    ----------
    prompt_tokens, answer_tokens
        Numbers of tokens, as the server counts them; 0 if it does not count them.
    seconds
        Seconds from the question to the answer, including retries. For a stored answer, the
        seconds of the original question.
    """

    prompt_tokens: int = 0
    answer_tokens: int = 0
    seconds: float = 0.0


class AnswerError(InputError):
    """Raised if the answer of a model is unusable.

    The model has failed, not the network. A comparison counts the answer as an empty text.

    Attributes
    ----------
    kind
        Kind of the failure without details, such as "declined".
    usage
        Cost of the answer.
    """

    kind: str = "gave no answer"
    usage: Usage = Usage()

    @classmethod
    def of(cls, kind: str, usage: Usage, details: str = "") -> AnswerError:
        """Return an error whose reason is "it " with the kind and the details."""
        error = cls(f"it {kind}{details}")
        error.kind, error.usage = kind, usage
        return error

    def about(self, what: str, where: str) -> AnswerError:
        """Return the error with a prefix to its reason and with the source of the article."""
        error = AnswerError(f"{what}: {self.reason}", where)
        error.kind, error.usage = self.kind, self.usage
        return error


@dataclass(frozen=True, slots=True)
class Question:
    """A question: everything that determines the answer, except the address of the server.

    Attributes
    ----------
    model
        Name of the model on the server.
    prompt
        The complete prompt.
    temperature, seed
        Sampling temperature and seed.
    max_tokens
        Largest number of tokens of the answer; 0 takes the server's default.
    """

    model: str
    prompt: str
    temperature: float
    seed: int
    max_tokens: int

    def data(self) -> bytes:
        """Return the body of the request, as JSON."""
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
        """Return the digest of the question and the address, 64 hexadecimal digits."""
        import hashlib  # imported here, because every start of the program imports this module

        return hashlib.sha256(url.encode() + b"\n" + self.data()).hexdigest()


@dataclass(frozen=True, slots=True)
class Reply:
    """The reply of a server.

    Attributes
    ----------
    text
        The unchanged answer; "" if the model refused to answer.
    finish
        Reason for the end of the answer: "stop", "length", "content_filter" and so on.
    usage
        Cost of the answer.
    """

    text: str
    finish: str
    usage: Usage

    def to_dict(self) -> dict[str, Any]:
        """Return the reply as JSON data."""
        return {"summkit_answer": 1, **asdict(self)}

    @classmethod
    def from_dict(cls, data: Any) -> Reply:
        """Return the reply from the data of `to_dict`.

        Raises
        ------
        ValueError
            If the data have another form.
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
    """Return the reply in the body of a server's answer, or a text that describes the error."""
    try:
        answer = json.loads(data)
    except (ValueError, RecursionError):
        return "the server's answer is not JSON, or is cut off"
    choices = answer.get("choices") if isinstance(answer, dict) else None
    if not isinstance(choices, list):
        return 'the server\'s answer contains no "choices"'
    if len(choices) != 1:
        return f"the server gave {len(choices)} answers instead of one"
    choice = choices[0]
    message = choice.get("message") if isinstance(choice, dict) else None
    if not isinstance(message, dict):
        return 'the server\'s answer contains no "message"'
    text = message.get("content")
    refusal = message.get("refusal")
    if text is None:
        text = ""
    if not isinstance(text, str):
        return 'the "content" of the server\'s answer is not a text'
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

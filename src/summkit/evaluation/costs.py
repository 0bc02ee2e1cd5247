"""Costs of language models in a run: tokens, seconds, and answers without a usable text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Any


@dataclass
class AnswerCosts:
    """The costs of a system's answers.

    Attributes
    ----------
    answers
        Number of answers.
    unusable
        Number of answers without a usable text.
    prompt_tokens, answer_tokens
        Number of tokens by the server's count; 0 if the server counts none.
    seconds
        Duration of each answer. Not saved, because equal runs must have the same bytes.
    """

    answers: int = 0
    unusable: int = 0
    prompt_tokens: int = 0
    answer_tokens: int = 0
    seconds: list[float] = field(default_factory=list)

    def add(self, cost: Sequence[float]) -> None:
        """Add the costs of one article; see `Measured.costs`."""
        prompt, answer, seconds, unusable = cost
        self.answers += 1
        self.unusable += int(unusable)
        self.prompt_tokens += int(prompt)
        self.answer_tokens += int(answer)
        self.seconds.append(seconds)

    @property
    def tokens(self) -> float:
        """Mean number of tokens per answer, question included."""
        return (self.prompt_tokens + self.answer_tokens) / self.answers if self.answers else 0.0

    @property
    def latency(self) -> float | None:
        """Median duration of an answer in seconds; None if unknown, as in a saved run."""
        return median(self.seconds) if self.seconds else None

    def to_dict(self) -> dict[str, int]:
        """Return the costs without the seconds, as JSON data."""
        return {name: value for name, value in vars(self).items() if name != "seconds"}


def costs_of(system: Mapping[str, Any], latency: float | None = None) -> AnswerCosts | None:
    """Return the costs in a system's entry in a run's header; None if it has none."""
    data = system.get("costs")
    known = set(vars(AnswerCosts())) - {"seconds"}
    if not isinstance(data, dict) or set(data) != known:
        return None
    if not all(isinstance(value, int) for value in data.values()):
        return None
    return AnswerCosts(**data, seconds=[] if latency is None else [latency])

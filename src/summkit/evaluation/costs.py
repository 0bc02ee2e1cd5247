"""What language models cost in a run: tokens, seconds, and answers that were no text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Any


@dataclass
class Costs:
    """What a system's answers cost.

    Attributes
    ----------
    answers
        Those that came.
    unusable
        Those of them that were no text.
    prompt_tokens, answer_tokens
        As the server counts them; 0 where it does not.
    seconds
        One an answer. They are not saved, since a run has the same bytes however fast it was.
    """

    answers: int = 0
    unusable: int = 0
    prompt_tokens: int = 0
    answer_tokens: int = 0
    seconds: list[float] = field(default_factory=list)

    def add(self, cost: Sequence[float]) -> None:
        """Count what one article cost; see `Measured.costs`."""
        prompt, answer, seconds, unusable = cost
        self.answers += 1
        self.unusable += int(unusable)
        self.prompt_tokens += int(prompt)
        self.answer_tokens += int(answer)
        self.seconds.append(seconds)

    @property
    def tokens(self) -> float:
        """Tokens an answer, those of the question included."""
        return (self.prompt_tokens + self.answer_tokens) / self.answers if self.answers else 0.0

    @property
    def latency(self) -> float | None:
        """Median of the seconds; None where they are not known, as of a saved run."""
        return median(self.seconds) if self.seconds else None

    def to_dict(self) -> dict[str, int]:
        """Return all but the seconds, as JSON data."""
        return {name: value for name, value in vars(self).items() if name != "seconds"}


def costs_of(system: Mapping[str, Any], latency: float | None = None) -> Costs | None:
    """Return the costs of a system as the header of a run has it; None where it has none."""
    data = system.get("costs")
    known = set(vars(Costs())) - {"seconds"}
    if not isinstance(data, dict) or set(data) != known:
        return None
    if not all(isinstance(value, int) for value in data.values()):
        return None
    return Costs(**data, seconds=[] if latency is None else [latency])

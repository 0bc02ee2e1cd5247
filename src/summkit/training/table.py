"""The candidate sets of all examples as one matrix: fitting, pinning their length, choosing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from summkit.ranking.features import View
from summkit.ranking.model import Layer
from summkit.ranking.sets import Candidates, lead
from summkit.training.examples import Example
from summkit.training.fit import Linear, Rows, fit

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Mask = NDArray[np.bool_]

_PINNED = 0.99
"""Aimed at, as a share of the lead's words: on the safe side of being longer."""


@dataclass(frozen=True)
class Settings:
    """What was settled on fold 0 of the development corpora; see benchmarks/newsrank.md."""

    seed: int = 1
    steps: int = 200
    sentence_steps: int = 150
    penalty: float = 0.01
    own_penalty: float = 0.03
    reward_scale: float = 20.0


@dataclass(frozen=True)
class Outcome:
    """What cross-validation chose for each example.

    Attributes
    ----------
    chosen
        Sentence indices of the set chosen by a model that has not seen the article.
    ours, lead
        ROUGE-1 and ROUGE-2 F1 of each example (see `Overlap`), shape (examples, 2).
    words, lead_words
        Of each example.
    """

    chosen: list[list[int]]
    ours: Floats
    lead: Floats
    words: Floats
    lead_words: Floats


def places_of(mask: Mask) -> list[int]:
    """Return where a mask is true."""
    import numpy as np

    found: list[int] = np.flatnonzero(mask).tolist()
    return found


def moments(values: NDArray[np.floating[Any]]) -> tuple[Floats, Floats]:
    """Return mean and standard deviation of each column, 1 where it hardly varies."""
    mean = values.mean(axis=0, dtype="float64")
    scale = values.std(axis=0, dtype="float64")
    scale[scale < 1e-6] = 1.0
    return mean, scale


def layer_of(mean: Floats, scale: Floats, linear: Linear, languages: Mapping[str, int]) -> Layer:
    """Return fitted weights as a layer."""
    own = {code: linear.own[number] for code, number in languages.items()}
    return Layer(mean, scale, linear.shared, own)


class Table:
    """All candidate sets of all examples as one matrix."""

    def __init__(
        self,
        examples: Sequence[Example],
        seen: Sequence[View],
        found: Sequence[Candidates],
        number: NDArray[np.int64],
    ) -> None:
        import numpy as np

        self.found = found
        self.number = number
        self.codes = [e.language for e in examples]
        self.sizes = np.array([len(c.members) for c in found])
        self.starts = np.cumsum(self.sizes) - self.sizes
        self.values = np.concatenate([c.values.astype(np.float32) for c in found])
        self.rewards = np.concatenate(
            [e.overlap.scores(c.members, c.shortlist) for e, c in zip(examples, found, strict=True)]
        )
        self.words = np.concatenate(
            [c.members @ v.words[list(c.shortlist)] for v, c in zip(seen, found, strict=True)]
        )
        first = [lead(v, e.bounds, e.allowed) for e, v in zip(examples, seen, strict=True)]
        self.lead_words = np.array([v.words[f].sum() for v, f in zip(seen, first, strict=True)])
        self.lead_rewards = np.concatenate(
            [
                e.overlap.scores(np.ones((1, len(f))), f)
                for e, f in zip(examples, first, strict=True)
            ]
        )
        least = np.array([e.bounds.room for e in examples]) / 2.0
        self.used = self.words / np.repeat(np.maximum(self.lead_words, least), self.sizes)

    def fit(self, mask: Mask, languages: Mapping[str, int], settings: Settings) -> Layer:
        """Fit the sets layer by minimum risk on some of the articles."""
        import numpy as np

        chosen = np.repeat(mask, self.sizes)
        values = self.values[chosen]
        mean, scale = moments(values)
        sizes = self.sizes[mask]
        values -= mean.astype(np.float32)
        values /= scale.astype(np.float32)
        rows = Rows(
            values,
            np.cumsum(sizes) - sizes,
            (settings.reward_scale * self.rewards[chosen].mean(axis=1)).astype(np.float32),
            self.number[mask],
            np.ones(len(sizes), np.float32),
        )
        linear = fit(
            rows,
            len(languages),
            risk=True,
            penalty=settings.penalty,
            own_penalty=settings.own_penalty,
            steps=settings.steps,
            rate=0.1,
        )
        return layer_of(mean, scale, linear, languages)

    def _scores(self, layer: Layer, i: int) -> Floats:
        start = self.starts[i]
        return layer.score(self.values[start : start + self.sizes[i]], self.codes[i])

    def pin(self, layer: Layer, mask: Mask, languages: Mapping[str, int]) -> dict[str, float]:
        """Return the bonus for length at which sets are as long as the lead, by language."""
        places = places_of(mask)
        scores = {i: self._scores(layer, i) for i in places}
        pins = {"": self._pin(scores, list(places))}
        for code in languages:
            own = [i for i in places if self.codes[i] == code]
            pins[code] = self._pin(scores, own) if own else pins[""]
        return pins

    def _pin(self, scores: Mapping[int, Floats], places: list[int]) -> float:
        aim = _PINNED * float(self.lead_words[places].mean())
        low, high = -300.0, 300.0
        for _ in range(24):
            middle = (low + high) / 2
            total = sum(float(self.words[self._row(scores[i], middle, i)]) for i in places)
            if total / len(places) > aim:
                high = middle
            else:
                low = middle
        return (low + high) / 2

    def _row(self, scores: Floats, pin: float, i: int) -> int:
        import numpy as np

        start = self.starts[i]
        pinned = scores + pin * self.used[start : start + self.sizes[i]]
        return int(start + np.round(pinned, 6).argmax())

    def best(self, layer: Layer, pin: Mapping[str, float], mask: Mask) -> dict[int, int]:
        """Return the row of the best set of each article in `mask`."""
        return {
            int(i): self._row(self._scores(layer, i), pin.get(self.codes[i], pin[""]), i)
            for i in places_of(mask)
        }

    def outcome(self, rows: Sequence[int]) -> Outcome:
        """Return what the rows chosen are worth."""
        chosen = [self.found[i].indices(row - int(self.starts[i])) for i, row in enumerate(rows)]
        picked = list(rows)
        return Outcome(
            chosen,
            self.rewards[picked],
            self.lead_rewards,
            self.words[picked],
            self.lead_words,
        )

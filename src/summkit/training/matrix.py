"""The candidate sets of all examples as one matrix: fitting, pinning of length, choosing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from summkit.newsrank.costs import costs_of
from summkit.newsrank.layer import Layer
from summkit.newsrank.model import pin_key, pin_of
from summkit.newsrank.sets import SET_NAMES, Candidates, leads
from summkit.newsrank.view import View
from summkit.training.examples import Example
from summkit.training.fit import Linear, Rows, fit

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Mask = NDArray[np.bool_]

ENOUGH = 100
"""Smallest number of articles for a language to get own weights."""

_SIZES = 12
"""Maximum number of budget sizes that are pinned separately. A budget by ratio gives many sizes."""

_FINDINGS = ("orphans", "half_quotes")

_PINNED = 0.99
"""Target of the mean length, as a share of the lead's words: slightly shorter for safety."""


@dataclass(frozen=True)
class FitSettings:
    """Hyperparameters, chosen on fold 0 of the development corpora; see benchmarks/newsrank.md.

    `finding`: penalty on the mean of R-1 and R-2 for each fault of readability (a sentence that
    refers to a missing sentence, half of a quotation) in training. `price`: share of the effect
    of length within an article that is subtracted from the reward, because the pin controls the
    length afterwards.
    """

    seed: int = 1
    steps: int = 100
    sentence_steps: int = 150
    penalty: float = 0.01
    own_penalty: float = 0.03
    reward_scale: float = 20.0
    finding: float = 0.005
    price: float = 0.0


def settings_for(target: str, seed: int = 1) -> FitSettings:
    """Return the settings for a target. A price for length improves only summaries."""
    if target == "summary":
        return FitSettings(seed, reward_scale=10.0, price=1.0)
    return FitSettings(seed)


@dataclass(frozen=True)
class FitResult:
    """The sets of sentences that cross-validation chose for each example.

    Attributes
    ----------
    chosen
        Sentence indices of the set chosen by a model that was fitted on other articles.
    ours, lead
        ROUGE-1 and ROUGE-2 F1 of each example (see `Overlap`), shape (examples, 2).
    words, lead_words
        Number of words of each example.
    """

    chosen: list[list[int]]
    ours: Floats
    lead: Floats
    words: Floats
    lead_words: Floats


def places_of(mask: Mask) -> list[int]:
    """Return the indices at which a mask is true."""
    import numpy as np

    places: list[int] = np.flatnonzero(mask).tolist()
    return places


def moments(values: NDArray[np.floating[Any]]) -> tuple[Floats, Floats]:
    """Return mean and standard deviation of each column; 1 if the deviation is nearly 0."""
    mean = values.mean(axis=0, dtype="float64")
    scale = values.std(axis=0, dtype="float64")
    scale[scale < 1e-6] = 1.0
    return mean, scale


def layer_of(mean: Floats, scale: Floats, linear: Linear, languages: Mapping[str, int]) -> Layer:
    """Return the fitted weights as a layer."""
    by_language = {code: linear.by_language[number] for code, number in languages.items()}
    return Layer(mean, scale, linear.shared, by_language)


class CandidateMatrix:
    """All candidate sets of all examples as one matrix."""

    def __init__(
        self,
        examples: Sequence[Example],
        seen: Sequence[View],
        candidates: Sequence[Candidates],
        number: NDArray[np.int64],
    ) -> None:
        import numpy as np

        self.candidates = candidates
        self.number = number
        self.codes = [e.language for e in examples]
        self.exact = np.array([e.bounds.exact for e in examples])
        self.room = _budgets(np.array([e.bounds.room for e in examples]))
        self.weight = np.array([e.weight for e in examples], np.float32)
        self.sizes = np.array([len(c.subset) for c in candidates])
        self.starts = np.cumsum(self.sizes) - self.sizes
        self.values = np.concatenate([c.values().astype(np.float32) for c in candidates])
        self.rewards = np.concatenate(
            [_rewards_of(e, c) for e, c in zip(examples, candidates, strict=True)]
        )
        self.words = np.concatenate([c.words for c in candidates])
        self.costs = np.concatenate(
            [costs_of([e.demands], c) for e, c in zip(examples, candidates, strict=True)]
        )
        first = [leads(v, [e.bounds], [e.allowed])[0] for e, v in zip(examples, seen, strict=True)]
        self.lead_words = np.array([v.words[f].sum() for v, f in zip(seen, first, strict=True)])
        self.lead_rewards = np.concatenate(
            [
                e.overlap.scores(np.ones((1, len(f))), f)
                for e, f in zip(examples, first, strict=True)
            ]
        )
        aim = np.maximum(self.lead_words, self.room / 2.0)
        self.used = self.words / np.repeat(aim, self.sizes)

    def fit(self, mask: Mask, languages: Mapping[str, int], settings: FitSettings) -> Layer:
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
            (settings.reward_scale * self._goal(mask, settings)[chosen]).astype(np.float32),
            self.number[mask],
            self.weight[mask],
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

    def _goal(self, mask: Mask, settings: FitSettings) -> Floats:
        """Return the reward of each row in training: ROUGE minus the penalty for faults.

        The effect of length within the articles in `mask` is subtracted, see `FitSettings.price`.
        """
        import numpy as np

        blocks = self.values[:, [SET_NAMES.index(name) for name in _FINDINGS]].sum(axis=1)
        reward: Floats = self.rewards.mean(axis=1)
        chosen = np.repeat(mask, self.sizes)
        slope = worth_of_length(reward[chosen], self.used[chosen], self.sizes[mask])
        goal: Floats = reward - settings.price * slope * self.used - settings.finding * blocks
        return goal

    def pin(self, layer: Layer, mask: Mask, languages: Mapping[str, int]) -> dict[str, float]:
        """Return the bonus per length with which the chosen sets are as long as the lead.

        The length is measured before the penalties for missing antecedents. With the penalties, the
        sets are shorter, and the bonus would fill them with background (see
        benchmarks/newsrank.md). For the keys see `pin_of`.
        """
        import numpy as np

        scores = self._scores(layer, mask)
        used, words = (
            self.used[np.repeat(mask, self.sizes)],
            self.words[np.repeat(mask, self.sizes)],
        )
        sizes, number = self.sizes[mask], self.number[mask]
        wanted = _PINNED * self.lead_words[mask]

        def pinned(articles: Mask) -> float:
            rows = np.repeat(articles, sizes)
            aim = float(wanted[articles].mean())
            low, high = -300.0, 300.0
            for _ in range(24):
                middle = (low + high) / 2
                best = _first_best(scores[rows] + middle * used[rows], sizes[articles])
                if float(words[rows][best].mean()) > aim:
                    high = middle
                else:
                    low = middle
            return (low + high) / 2

        exact, room = self.exact[mask], self.room[mask]
        pins = {}
        for kind, size in sorted(set(zip(exact.tolist(), room.tolist(), strict=True))):
            to_it = (exact == kind) & (room == size)
            pins[pin_key("", kind, size)] = pinned(to_it)
            for code, language in languages.items():
                both = to_it & (number == language)
                if int(both.sum()) >= ENOUGH:
                    pins[pin_key(code, kind, size)] = pinned(both)
        return pins

    def best(self, layer: Layer, pin: Mapping[str, float], mask: Mask) -> dict[int, int]:
        """Return the row of the best set of each article in `mask`, by index of the article."""
        import numpy as np

        chosen = np.repeat(mask, self.sizes)
        bonus = [
            pin_of(pin, self.codes[i], bool(self.exact[i]), float(self.room[i]))
            for i in places_of(mask)
        ]
        scores = self._scores(layer, mask) - self.costs[chosen]
        scores += np.repeat(bonus, self.sizes[mask]) * self.used[chosen]
        within = _first_best(scores, self.sizes[mask]) - (
            np.cumsum(self.sizes[mask]) - self.sizes[mask]
        )
        rows = (self.starts[mask] + within).tolist()
        return dict(zip(places_of(mask), rows, strict=True))

    def _scores(self, layer: Layer, mask: Mask) -> Floats:
        """Return the score of every row of the articles in `mask`."""
        import numpy as np

        scores = np.zeros(int(self.sizes[mask].sum()))
        rows = np.repeat(mask, self.sizes)
        codes = np.repeat([self.codes[i] for i in places_of(mask)], self.sizes[mask])
        values = self.values[rows]
        for code in sorted(set(codes.tolist())):
            of_code = codes == code
            scores[of_code] = layer.score(values[of_code], code)
        return scores

    def result(self, rows: Sequence[int]) -> FitResult:
        """Return the FitResult for the chosen rows."""
        chosen = [
            self.candidates[i].indices(row - int(self.starts[i])) for i, row in enumerate(rows)
        ]
        picked = list(rows)
        return FitResult(
            chosen,
            self.rewards[picked],
            self.lead_rewards,
            self.words[picked],
            self.lead_words,
        )


def _rewards_of(one: Example, candidates: Candidates) -> Floats:
    """Return ROUGE-1 and ROUGE-2 of the candidate sets of an example."""
    listed = candidates.shortlist[0]
    shortlist = listed[listed >= 0]
    return one.overlap.scores(candidates.members()[:, : len(shortlist)], shortlist.tolist())


def worth_of_length(reward: Floats, used: Floats, sizes: NDArray[np.int64]) -> float:
    """Return the slope of the reward by length within articles, by least squares.

    Parameters
    ----------
    reward, used
        Reward and length of each row, grouped by article.
    sizes
        Number of rows of each article.
    """
    import numpy as np

    def centred(values: Floats) -> Floats:
        means = np.add.reduceat(values, np.cumsum(sizes) - sizes) / sizes
        result: Floats = values - np.repeat(means, sizes)
        return result

    longer = centred(used)
    spread = float(longer @ longer)
    return float(longer @ centred(reward)) / spread if spread > 0.0 else 0.0


def _budgets(room: Floats) -> Floats:
    """Return the sizes of budgets, rounded to powers of two if there are too many sizes."""
    import numpy as np

    if len(np.unique(room)) <= _SIZES:
        return room
    powers: Floats = np.exp2(np.round(np.log2(room)))
    return powers


def _first_best(scores: Floats, sizes: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the row with the highest score of each article; of equal scores, the first."""
    import numpy as np

    scores = np.round(scores, 6)
    starts = np.cumsum(sizes) - sizes
    best = np.maximum.reduceat(scores, starts)
    rows = np.flatnonzero(scores == np.repeat(best, sizes))
    article = np.repeat(np.arange(len(sizes)), sizes)[rows]
    _, first = np.unique(article, return_index=True)
    result: NDArray[np.int64] = rows[first]
    return result

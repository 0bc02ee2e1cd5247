"""Examples -> a Model, and how good such a model is on articles it has not seen."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from summkit.ranking.features import View, weigh
from summkit.ranking.model import Layer, Model, Variant
from summkit.ranking.sets import Candidates, candidates, lead
from summkit.ranking.surface import TERMS
from summkit.training.examples import Example
from summkit.training.fit import Linear, Rows, fit, logistic
from summkit.training.folds import assign

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Mask = NDArray[np.bool_]

FOLDS = 5
_ENOUGH = 100
"""A language has weights of its own from so many articles on."""

_STEMS, _LEAST = 3000, 3
_BACKGROUND = TERMS.index("background")
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


def learn(
    examples: Sequence[Example],
    target: str,
    about: Mapping[str, Any],
    settings: Settings,
    step: Callable[[str], None] = lambda _: None,
) -> tuple[Model, dict[str, Outcome]]:
    """Fit a model and cross-validate it.

    Returns
    -------
    The model, and the Outcome of each of its variants. Articles without a headline take
    part in the headlined variant as they are.
    """
    background, unseen = background_of(examples)
    fill(examples, background, unseen)
    languages = own_languages(examples)
    folds = assign([e.shingles for e in examples], FOLDS, settings.seed)
    variants: dict[str, Variant] = {}
    outcomes: dict[str, Outcome] = {}
    with_headline = sum(e.headlined is not None for e in examples)
    for name in ("plain", "headlined"):
        if name == "headlined" and with_headline < _ENOUGH:
            continue
        step(f"{name}: fitting")
        seen = [_view(e, name) for e in examples]
        variants[name], outcomes[name] = _variant(examples, seen, languages, folds, settings)
    digests = "".join(sorted({e.digest for e in examples}))
    return Model(target, variants, background, unseen, dict(about), digests), outcomes


def background_of(
    examples: Sequence[Example],
) -> tuple[dict[str, dict[str, float]], dict[str, float]]:
    """Return how rare each frequent stem of a language is, and how rare all others."""
    import math

    counts: dict[str, dict[str, int]] = {}
    articles: dict[str, int] = {}
    for one in examples:
        table = counts.setdefault(one.language, {})
        articles[one.language] = articles.get(one.language, 0) + 1
        for stem in one.stems:
            table[stem] = table.get(stem, 0) + 1
    background: dict[str, dict[str, float]] = {}
    unseen: dict[str, float] = {}
    for code, number in articles.items():
        if number < _ENOUGH:
            continue
        frequent = sorted(counts[code].items(), key=lambda item: (-item[1], item[0]))[:_STEMS]
        background[code] = {
            stem: round(math.log((number + 1) / (count + 1)), 2)
            for stem, count in frequent
            if count >= _LEAST
        }
        unseen[code] = round(math.log((number + 1) / _LEAST), 2)
    return background, unseen


def fill(
    examples: Sequence[Example],
    background: Mapping[str, Mapping[str, float]],
    unseen: Mapping[str, float],
) -> None:
    """Write how rare each term is into the examples' views."""
    for one in examples:
        table = background.get(one.language)
        for seen in (one.plain, one.headlined):
            if seen is None:
                continue
            if table is None:
                seen.terms[:, _BACKGROUND + 1] = 1.0
                continue
            seen.terms[:, _BACKGROUND] = [table.get(s, unseen[one.language]) for s in one.stems]
            seen.terms[:, _BACKGROUND + 1] = [s not in table for s in one.stems]
            seen.terms[:, _BACKGROUND + 2] = seen.terms[:, _BACKGROUND] * seen.terms[:, 0]


def own_languages(examples: Sequence[Example]) -> dict[str, int]:
    """Return the languages with weights of their own, numbered."""
    counts: dict[str, int] = {}
    for one in examples:
        counts[one.language] = counts.get(one.language, 0) + 1
    return {code: i for i, code in enumerate(sorted(c for c, n in counts.items() if n >= _ENOUGH))}


def _view(one: Example, name: str) -> View:
    return one.headlined if name == "headlined" and one.headlined is not None else one.plain


def _variant(
    examples: Sequence[Example],
    seen: Sequence[View],
    languages: Mapping[str, int],
    folds: NDArray[np.int64],
    settings: Settings,
) -> tuple[Variant, Outcome]:
    """Fit the three layers, each on what the layers below say of articles they have not seen."""
    import numpy as np

    number = np.array([languages.get(e.language, -1) for e in examples])
    everything = np.ones(len(examples), np.bool_)
    importances: list[Floats] = [np.zeros(0)] * len(examples)
    for fold in range(FOLDS):
        layer = _fit_terms(examples, seen, folds != fold, languages)
        for i in np.flatnonzero(folds == fold):
            importances[i] = _importance(layer, seen[i], examples[i].language)
    terms = _fit_terms(examples, seen, everything, languages)
    weighed = [weigh(v, p) for v, p in zip(seen, importances, strict=True)]

    found: list[Candidates | None] = [None] * len(examples)
    for fold in range(FOLDS):
        layer = _fit_sentences(examples, weighed, folds != fold, languages, number, settings)
        for i in np.flatnonzero(folds == fold):
            one = examples[i]
            scores = np.round(layer.score(weighed[i].features, one.language), 6)
            found[i] = candidates(weighed[i], one.bounds, scores, one.allowed)
    sentences = _fit_sentences(examples, weighed, everything, languages, number, settings)
    table = _Table(examples, weighed, [c for c in found if c is not None], number)

    rows: list[int] = [0] * len(examples)
    for fold in range(FOLDS):
        sets = table.fit(folds != fold, languages, settings)
        pin = table.pin(sets, folds != fold, languages)
        for i, row in table.best(sets, pin, folds == fold).items():
            rows[i] = row
    sets = table.fit(everything, languages, settings)
    # The pin is what the folds needed: the final weights have seen these articles.
    pin = table.pin(sets, everything, languages)
    return Variant(terms, sentences, sets, pin), table.outcome(rows)


def _importance(layer: Layer, seen: View, language: str) -> Floats:
    import numpy as np

    values = np.hstack([seen.terms, np.ones((len(seen.terms), 1))])
    result: Floats = 1.0 / (1.0 + np.exp(-np.clip(layer.score(values, language), -30, 30)))
    return result


def _moments(values: Floats) -> tuple[Floats, Floats]:
    mean = values.mean(axis=0, dtype="float64")
    scale = values.std(axis=0, dtype="float64")
    scale[scale < 1e-6] = 1.0
    return mean, scale


def _fit_terms(
    examples: Sequence[Example], seen: Sequence[View], mask: Mask, languages: Mapping[str, int]
) -> Layer:
    import numpy as np

    places = np.flatnonzero(mask)
    values = np.vstack([seen[i].terms for i in places]).astype(np.float64)
    values = np.hstack([values, np.ones((len(values), 1))])
    taken = np.concatenate([examples[i].named for i in places]).astype(np.float64)
    mean, scale = _moments(values)
    mean[-1], scale[-1] = 0.0, 1.0
    scaled = (values - mean) / scale
    zero = np.zeros(values.shape[1])
    shared = logistic(scaled, taken, zero, 1.0)
    own = {}
    sizes = [len(examples[i].named) for i in places]
    codes = np.repeat([languages.get(examples[i].language, -1) for i in places], sizes)
    for code, number in languages.items():
        rows = codes == number
        if rows.any():
            own[code] = logistic(scaled[rows], taken[rows], shared, 30.0) - shared
    return Layer(mean, scale, shared, own)


def _fit_sentences(
    examples: Sequence[Example],
    seen: Sequence[View],
    mask: Mask,
    languages: Mapping[str, int],
    number: NDArray[np.int64],
    settings: Settings,
) -> Layer:
    import numpy as np

    places = np.flatnonzero(mask)
    values = np.vstack([seen[i].features[examples[i].allowed] for i in places])
    mean, scale = _moments(values)
    goals = []
    for i in places:
        one = examples[i]
        chosen = np.isin(one.allowed, one.oracle or one.allowed).astype(np.float32)
        goals.append(chosen / chosen.sum())
    sizes = np.array([len(examples[i].allowed) for i in places])
    rows = Rows(
        ((values - mean) / scale).astype(np.float32),
        np.cumsum(sizes) - sizes,
        np.concatenate(goals),
        number[places],
        np.ones(len(places), np.float32),
    )
    linear = fit(
        rows,
        len(languages),
        risk=False,
        penalty=settings.penalty / 10,
        own_penalty=settings.penalty,
        steps=settings.sentence_steps,
    )
    return _layer(mean, scale, linear, languages)


def _layer(mean: Floats, scale: Floats, linear: Linear, languages: Mapping[str, int]) -> Layer:
    own = {code: linear.own[number] for code, number in languages.items()}
    return Layer(mean, scale, linear.shared, own)


class _Table:
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
        mean, scale = _moments(values)
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
        return _layer(mean, scale, linear, languages)

    def _scores(self, layer: Layer, i: int) -> Floats:
        start = self.starts[i]
        return layer.score(self.values[start : start + self.sizes[i]], self.codes[i])

    def pin(self, layer: Layer, mask: Mask, languages: Mapping[str, int]) -> dict[str, float]:
        """Return the bonus for length at which sets are as long as the lead, by language."""
        import numpy as np

        places = np.flatnonzero(mask)
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
        import numpy as np

        return {
            int(i): self._row(self._scores(layer, i), pin.get(self.codes[i], pin[""]), i)
            for i in np.flatnonzero(mask)
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

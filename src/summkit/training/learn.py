"""Learning of a RankingModel from examples, with cross-validation of its quality."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from summkit.newsrank.layer import Layer
from summkit.newsrank.model import RankingModel, Variant
from summkit.newsrank.scoring import best_sets, importance
from summkit.newsrank.sets import Candidates, candidates
from summkit.newsrank.view import View, weigh
from summkit.training.examples import Example
from summkit.training.fit import Rows, fit, logistic
from summkit.training.folds import assign
from summkit.training.matrix import (
    ENOUGH,
    CandidateMatrix,
    FitResult,
    FitSettings,
    layer_of,
    moments,
    places_of,
)

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Mask = NDArray[np.bool_]

FOLDS = 5


def learn(
    examples: Sequence[Example],
    target: str,
    about: Mapping[str, Any],
    settings: FitSettings,
    step: Callable[[str], None] = lambda _: None,
) -> tuple[RankingModel, dict[str, FitResult]]:
    """Fit a model and cross-validate it.

    Returns
    -------
    The model, and the FitResult of each of its variants. In the headlined variant, articles
    without a headline have a fifth of the weight, because it is not used for such articles.
    """
    languages = own_languages(examples)
    folds = assign([e.shingles for e in examples], FOLDS, settings.seed)
    variants: dict[str, Variant] = {}
    results: dict[str, FitResult] = {}
    with_headline = sum(e.headlined is not None for e in examples)
    for name in ("plain", "headlined"):
        if name == "headlined" and with_headline < ENOUGH:
            continue
        step(f"{name}: fitting")
        views = [_view(e, name) for e in examples]
        weighed = [replace(e, weight=_weight(e, name)) for e in examples]
        variants[name], results[name] = _variant(weighed, views, languages, folds, settings)
    digests = "".join(sorted({e.digest for e in examples}))
    return RankingModel(target, variants, dict(about), digests), results


def own_languages(examples: Sequence[Example]) -> dict[str, int]:
    """Return the languages with enough examples for own weights, numbered."""
    counts: dict[str, int] = {}
    for one in examples:
        counts[one.language] = counts.get(one.language, 0) + 1
    return {code: i for i, code in enumerate(sorted(c for c, n in counts.items() if n >= ENOUGH))}


def chosen_by(model: RankingModel, one: Example) -> list[int]:
    """Return the set of sentences that a trained model chooses for an example."""
    import numpy as np

    headlined = one.headlined is not None and "headlined" in model.variants
    variant = model.variants["headlined" if headlined else "plain"]
    seen = _view(one, "headlined" if headlined else "plain")
    seen = weigh(seen, importance(seen, [(variant.terms, one.language)]))
    scores = np.round(variant.sentences.score(seen.features, one.language), 6)
    chosen, _ = best_sets(
        [variant],
        seen,
        [one.bounds],
        [one.allowed],
        scores,
        [one.language],
        [one.demands],
    )[0]
    return chosen or one.allowed[:1]


def _weight(one: Example, name: str) -> float:
    return one.weight * (0.2 if name == "headlined" and one.headlined is None else 1.0)


def _view(one: Example, name: str) -> View:
    return one.headlined if name == "headlined" and one.headlined is not None else one.plain


def _variant(
    examples: Sequence[Example],
    seen: Sequence[View],
    languages: Mapping[str, int],
    folds: NDArray[np.int64],
    settings: FitSettings,
) -> tuple[Variant, FitResult]:
    """Fit the three layers; the input of each layer comes from layers fitted on other folds."""
    import numpy as np

    number = np.array([languages.get(e.language, -1) for e in examples])
    everything = np.ones(len(examples), np.bool_)
    importances: list[Floats] = [np.zeros(0)] * len(examples)
    for fold in range(FOLDS):
        layer = _fit_terms(examples, seen, folds != fold, languages)
        for i in places_of(folds == fold):
            importances[i] = importance(seen[i], [(layer, examples[i].language)])
    terms = _fit_terms(examples, seen, everything, languages)
    weighed = [weigh(v, p) for v, p in zip(seen, importances, strict=True)]

    sets_of: dict[int, Candidates] = {}
    for fold in range(FOLDS):
        layer = _fit_sentences(examples, weighed, folds != fold, languages, number, settings)
        for i in places_of(folds == fold):
            one = examples[i]
            scores = np.round(layer.score(weighed[i].features, one.language), 6)
            sets_of[i] = candidates(weighed[i], [one.bounds], scores, [one.allowed])
    sentences = _fit_sentences(examples, weighed, everything, languages, number, settings)
    matrix = CandidateMatrix(examples, weighed, [sets_of[i] for i in range(len(examples))], number)

    rows: list[int] = [0] * len(examples)
    for fold in range(FOLDS):
        sets = matrix.fit(folds != fold, languages, settings)
        pin = matrix.pin(sets, folds != fold, languages)
        for i, row in matrix.best(sets, pin, folds == fold).items():
            rows[i] = row
    sets = matrix.fit(everything, languages, settings)
    # The pin is computed on all articles with the final weights, which were fitted to these
    # articles.
    pin = matrix.pin(sets, everything, languages)
    return Variant(terms, sentences, sets, pin), matrix.result(rows)


def _fit_terms(
    examples: Sequence[Example], seen: Sequence[View], mask: Mask, languages: Mapping[str, int]
) -> Layer:
    import numpy as np

    places = places_of(mask)
    values = np.vstack([seen[i].terms for i in places]).astype(np.float64)
    taken = np.concatenate([examples[i].named for i in places]).astype(np.float64)
    mean, scale = moments(values)
    mean[-1], scale[-1] = 0.0, 1.0
    scaled = (values - mean) / scale
    zero = np.zeros(values.shape[1])
    sizes = [len(examples[i].named) for i in places]
    weight = np.repeat([examples[i].weight for i in places], sizes)
    shared = logistic(scaled, taken, weight, zero, 1.0)
    by_language = {}
    codes = np.repeat([languages.get(examples[i].language, -1) for i in places], sizes)
    for code, number in languages.items():
        rows = codes == number
        if rows.any():
            by_language[code] = (
                logistic(scaled[rows], taken[rows], weight[rows], shared, 30.0) - shared
            )
    return Layer(mean, scale, shared, by_language)


def _fit_sentences(
    examples: Sequence[Example],
    seen: Sequence[View],
    mask: Mask,
    languages: Mapping[str, int],
    number: NDArray[np.int64],
    settings: FitSettings,
) -> Layer:
    import numpy as np

    places = places_of(mask)
    values = np.vstack([seen[i].features[examples[i].allowed] for i in places])
    mean, scale = moments(values)
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
        np.array([examples[i].weight for i in places], np.float32),
    )
    linear = fit(
        rows,
        len(languages),
        risk=False,
        penalty=settings.penalty / 10,
        own_penalty=settings.penalty,
        steps=settings.sentence_steps,
    )
    return layer_of(mean, scale, linear, languages)

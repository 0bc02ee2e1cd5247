"""Fitting of the headline shortener to pools of candidate headlines.

Two linear models, both fitted by full-batch Adam (Kingma and Ba 2015): a logistic model of the
words that an editor uses in the headline, and a ranker of candidates (minimum risk: the expected
ROUGE under a softmax of the scores; Smith and Eisner 2006, Minimum Risk Annealing, section 3).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from summkit.shortening.learned.names import FEATURES
from summkit.shortening.learned.weights import Weights
from summkit.training.pools import CandidatePool

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

RARE = 30
"""Smallest number of occurrences of a word feature to get a weight."""

_LENGTH = 0.5
"""Weight of R-L relative to R-1 and R-2."""

_WORD_STEPS, _WORD_RATE, _WORD_DECAY = 200, 0.05, 1e-6
_STEPS, _RATE, _DECAY = 600, 0.02, 3e-3
_TEMPERATURE = 8.0
_COST_PRIOR = 0.05
"""Penalty on ROUGE per unit of a candidate's cost, because fewer deletions read better."""


def fitted(pools: Sequence[CandidatePool]) -> Weights:
    """Fit both models; each corpus has the same weight."""
    words = fit_words(pools)
    return Weights(fit_ranker(pools, words), words)


def cross_validated(
    pools: Sequence[CandidatePool],
    folds: NDArray[np.int64],
    step: Callable[[str], None] = lambda _: None,
) -> list[int | None]:
    """Return the candidate of each pool that a model fitted to the other folds chooses."""
    chosen: list[int | None] = [None] * len(pools)
    numbers = sorted(set(folds.tolist()))
    for fold in numbers:
        step(f"fitting: fold {fold + 1} of {len(numbers)}")
        weights = fitted(
            [each for each, number in zip(pools, folds, strict=True) if number != fold]
        )
        for place, each in enumerate(pools):
            if folds[place] == fold:
                chosen[place] = each.best(weights)
    return chosen


def fit_words(pools: Sequence[CandidatePool]) -> dict[str, float]:
    """Fit the logistic model of single words: whether the editor's headline contains the word.

    Returns
    -------
    Feature -> weight, in thousandths.
    """
    import numpy as np

    rows: list[tuple[str, ...]] = []
    truth: list[bool] = []
    weight: list[float] = []
    corpora = Counter(each.group for each in pools)
    for each in pools:
        for features, taken in zip(each.opening, each.taken, strict=True):
            if taken is not None:
                rows.append(features)
                truth.append(taken)
                weight.append(1 / corpora[each.group])
    if not rows:  # all openings are too long for the parser
        return {}
    seen = Counter(feature for features in rows for feature in features)
    names = sorted(name for name, count in seen.items() if count >= RARE)
    numbers = {name: number for number, name in enumerate(names)}
    none = len(names)
    x = np.array([[numbers.get(feature, none) for feature in features] for features in rows])
    y, share = np.array(truth, float), np.array(weight)
    share /= share.sum()
    flat = x.ravel()

    def gradient(w: Floats) -> Floats:
        w[none] = 0
        p = 1 / (1 + np.exp(-w[x].sum(axis=1)))
        error = np.repeat(share * (y - p), x.shape[1])
        slope: Floats = np.bincount(flat, error, minlength=none + 1) - _WORD_DECAY * w
        return slope

    w = _adam_ascent(gradient, none + 1, _WORD_STEPS, _WORD_RATE, 1e-12)
    return {name: round(float(w[n]), 3) for n, name in enumerate(names) if abs(w[n]) >= 0.0005}


def fit_ranker(pools: Sequence[CandidatePool], words: dict[str, float]) -> tuple[float, ...]:
    """Fit the weights of `FEATURES` to maximise the expected R-1 + R-2 + half of R-L.

    Articles with fewer than two candidates are ignored. At least one article must have more.
    """
    import numpy as np

    pools = [each for each in pools if len(each.masks) > 1]
    sizes = [len(each.masks) for each in pools]
    x = np.concatenate([each.features(words) for each in pools])
    rouge = np.concatenate([each.rouge for each in pools])
    gain = rouge[:, 0] + rouge[:, 1] + _LENGTH * rouge[:, 2]
    gain = gain - _COST_PRIOR * x[:, FEATURES.index("cost")]
    starts = np.cumsum([0, *sizes])[:-1]
    owner = np.repeat(np.arange(len(pools)), sizes)
    counts = Counter(each.group for each in pools)
    weight = np.array([1 / counts[each.group] for each in pools]) / len(counts)
    scale = x.std(axis=0)
    scale[scale == 0] = 1
    z = x / scale

    def gradient(w: Floats) -> Floats:
        s = _TEMPERATURE * (z @ w)
        s -= np.maximum.reduceat(s, starts)[owner]
        p = np.exp(s)
        p /= np.add.reduceat(p, starts)[owner]
        mean = np.add.reduceat(p * gain, starts)
        slope: Floats = z.T @ (p * (gain - mean[owner]) * weight[owner]) * _TEMPERATURE - _DECAY * w
        return slope

    w = _adam_ascent(gradient, x.shape[1], _STEPS, _RATE, 1e-9)
    return tuple((w / scale).tolist())


def _adam_ascent(
    gradient: Callable[[Floats], Floats], width: int, steps: int, rate: float, least: float
) -> Floats:
    """Return the result of gradient ascent from zero with Adam."""
    import numpy as np

    w = np.zeros(width)
    first, second = np.zeros_like(w), np.zeros_like(w)
    for step in range(1, steps + 1):
        g = gradient(w)
        first = 0.9 * first + 0.1 * g
        second = 0.999 * second + 0.001 * g * g
        w += rate * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + least)
    return w

"""Fitting of linear scorers whose rows compete within an article: full-batch Adam in numpy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Singles = NDArray[np.float32]


@dataclass(frozen=True)
class Rows:
    """Rows (candidates) that compete within their article.

    Attributes
    ----------
    values
        Array of rows x features, standardised, float32.
    starts
        First row of each article.
    goal
        The target value of each row: a share of 1 within the article (for likelihood), or a
        reward (for minimum risk).
    language
        The language of each article: its number if it has additional weights, otherwise -1.
    weight
        Weight of each article.
    """

    values: Singles
    starts: NDArray[np.int64]
    goal: Singles
    language: NDArray[np.int64]
    weight: Singles


@dataclass
class Linear:
    """Weights for standardised features, and additional weights of each language."""

    shared: Floats
    by_language: Floats

    def of(self, language: int) -> Floats:
        """Return the weights of one language; -1 means any other language."""
        return self.shared if language < 0 else self.shared + self.by_language[language]


def fit(
    rows: Rows,
    languages: int,
    *,
    risk: bool,
    penalty: float,
    own_penalty: float,
    steps: int,
    rate: float = 0.05,
) -> Linear:
    """Fit weights by full-batch Adam (Kingma and Ba 2015).

    Parameters
    ----------
    risk
        True maximises the expected reward under a softmax over the rows of each article
        (minimum risk: Smith and Eisner 2006; Shen et al. 2016). False maximises the likelihood
        of the rows that share the goal.
    penalty, own_penalty
        Factors of the L2 penalty (half the squared weights): for the shared weights, and for the
        additional weights of each language.
    """
    import numpy as np

    width = rows.values.shape[1]
    theta = np.zeros((1 + languages, width))
    first = np.zeros_like(theta)
    second = np.zeros_like(theta)
    sizes = np.diff(np.append(rows.starts, len(rows.values)))
    row_language = np.repeat(rows.language, sizes)
    # One block of rows per language; the last block has all languages without additional weights.
    order = [np.flatnonzero(row_language == n) for n in (*range(languages), -1)]
    blocks = [(o, rows.values[o]) for o in order]
    scores = np.zeros(len(row_language), np.float32)
    scale = np.repeat(rows.weight / rows.weight.sum(), sizes).astype(np.float32)
    held = np.array([penalty] + [own_penalty] * languages)[:, None]
    for step in range(1, steps + 1):
        for number, (places, values) in enumerate(blocks, 1):
            weights = theta[0] + theta[number] if number <= languages else theta[0]
            scores[places] = values @ weights.astype(np.float32)
        p = softmax(scores, rows.starts, sizes)
        if risk:
            mean = np.add.reduceat(p * rows.goal, rows.starts)
            slope: NDArray[Any] = p * (np.repeat(mean, sizes) - rows.goal) * scale
        else:
            slope = (p - rows.goal) * scale
        gradient = np.zeros_like(theta)
        for number, (places, values) in enumerate(blocks, 1):
            of_block = slope[places] @ values
            gradient[0] += of_block
            if number <= languages:
                gradient[number] = of_block
        gradient += held * theta
        first += 0.1 * (gradient - first)
        second += 0.01 * (gradient**2 - second)
        fade = 0.5 * (1 + np.cos(np.pi * step / steps))
        move = first / (1 - 0.9**step) / (np.sqrt(second / (1 - 0.99**step)) + 1e-8)
        theta -= rate * fade * move
    return Linear(theta[0], theta[1:])


def softmax(scores: Singles, starts: NDArray[np.int64], sizes: NDArray[np.int64]) -> Singles:
    """Return the softmax of scores within each article."""
    import numpy as np

    top = np.maximum.reduceat(scores, starts)
    power = np.exp(scores - np.repeat(top, sizes))
    result: Singles = (power / np.repeat(np.add.reduceat(power, starts), sizes)).astype(np.float32)
    return result


def logistic(values: Floats, taken: Floats, weight: Floats, prior: Floats, ridge: float) -> Floats:
    """Return weights of a logistic regression by Newton's method, with a penalty towards `prior`.

    Parameters
    ----------
    values
        Array of rows x features; a column of ones is the intercept.
    taken
        0 or 1 for each row.
    weight
        Weight of each row.
    ridge
        Factor of the penalty: half the squared distance from `prior`.
    """
    import numpy as np

    weights = prior.copy()
    for _ in range(8):
        p = 1.0 / (1.0 + np.exp(-np.clip(values @ weights, -30, 30)))
        slope = values.T @ (weight * (p - taken)) + ridge * (weights - prior)
        curve = (values * (weight * p * (1.0 - p))[:, None]).T @ values
        curve.flat[:: len(weights) + 1] += ridge
        weights = weights - np.linalg.solve(curve, slope)
    return weights

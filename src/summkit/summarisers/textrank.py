"""TextRank: random walk over sentences that share words."""

from __future__ import annotations

from math import log, sqrt
from typing import TYPE_CHECKING, ClassVar

from summkit.document import Document
from summkit.summarisers.base import Summariser, parameter
from summkit.summarisers.similarity import (
    DENSE,
    check_size,
    gram,
    last_of_repeats,
    products,
    settle,
)

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_EPSILON = 1e-4
_NO_ZERO = 1e-7
_STEPS = 16


class TextRank(Summariser):
    """PageRank over word overlap divided by the sum of the sentences' log lengths.

    It picks the sentences sumy 0.13 picks, which differs from the paper: repeated words
    count every time, a sentence is its own neighbour too, the random jump is divided by
    the number of sentences, and the walk stops as soon as a step is shorter than 1e-4.
    Scores that differ by rounding alone are ties, which sumy decides by its last digit.
    Up to 12,000 sentences; above 1,000 overlaps are held in single precision.
    """

    name: ClassVar[str] = "textrank"
    paper: ClassVar[str] = "Mihalcea and Tarau 2004, TextRank, section 4"

    damping: float = parameter(
        0.85, "Chance to walk on to a neighbour instead of anywhere.", low=0.0, high=0.99
    )

    def score(self, document: Document) -> list[float]:
        """Return each sentence's share of the walk; they add up to about 1.

        Raises
        ------
        InputError
            For more than 12,000 sentences.
        """
        if len(document.sentences) > DENSE:
            return self._score_long(document)
        import numpy as np

        size = len(document.sentences)
        logs = log_lengths(document)
        weights = edges(gram(document), logs, logs, alone=1.0)
        weights /= weights.sum(axis=1)[:, np.newaxis] + _NO_ZERO
        weights *= self.damping
        weights += (1.0 - self.damping) / size
        return last_of_repeats(document, settle(_walk(weights).tolist()))

    def _score_long(self, document: Document) -> list[float]:
        """The same, holding four bytes a pair of sentences."""
        import numpy as np

        check_size(document, self.name)
        size = len(document.sentences)
        logs = log_lengths(document)
        weights = np.zeros((size, size), np.float32)
        totals = np.zeros(size)
        for start, block in products(document):
            stop = start + len(block)
            part = edges(block, logs, logs[start:stop], alone=1.0)
            totals[start:stop] = part.sum(axis=1) + _NO_ZERO
            weights[start:stop] = part
        vector = np.full(size, 1.0 / size)
        step = 1.0
        while step > _EPSILON:
            shares = vector / totals  # weights are symmetric
            walked = np.concatenate(
                [np.einsum("ij,j->i", weights[at : at + 256], shares) for at in range(0, size, 256)]
            )
            following = self.damping * walked + (1.0 - self.damping) / size * vector.sum()
            difference = following - vector
            step = sqrt((difference * difference).sum())
            vector = following
        return last_of_repeats(document, settle(vector.tolist()))


def _walk(weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """Multiply until a step is shorter than `_EPSILON`; steps are measured many at a time.

    `einsum` adds row after row; the rounding of a matrix product is the processor's.
    """
    import numpy as np

    size = len(weights)
    history = np.empty((_STEPS + 1, size))
    history[0] = 1.0 / size
    while True:
        before = history[0]
        for after in history[1:]:
            np.einsum("ij,i->j", weights, before, out=after)
            before = after
        steps = history[1:] - history[:-1]
        short = (steps * steps).sum(axis=1) <= _EPSILON**2
        if short.any():
            last: NDArray[np.float64] = history[int(short.argmax()) + 1]
            return last
        history[0] = history[-1]


def edges(
    overlap: NDArray[np.float64],
    logs: NDArray[np.float64],
    own: NDArray[np.float64],
    *,
    alone: float,
) -> NDArray[np.float64]:
    """Divide overlaps by ``own + logs``, the log lengths of the rows and of all sentences.

    Two sentences of one word each have no length to divide by: their overlap counts
    `alone` times.
    """
    import numpy as np

    norm = own[:, np.newaxis] + logs
    single = norm == 0.0
    if np.count_nonzero(single):
        norm[single] = 1.0
        overlap = np.where(single, overlap * alone, overlap)
    return overlap / norm


def log_lengths(document: Document) -> NDArray[np.float64]:
    """Return the natural logarithm of each sentence's number of terms; 0 where it has none."""
    import numpy as np

    return np.array([log(length or 1) for length in document.lengths])

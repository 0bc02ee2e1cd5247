"""LexRank: sentences that many others resemble, by idf-weighted cosine."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from math import log, sqrt
from typing import TYPE_CHECKING, ClassVar

from summkit.document import Document
from summkit.summarisers.base import Summariser, parameter
from summkit.summarisers.similarity import (
    DENSE,
    check_size,
    frequencies,
    gram,
    last_of_repeats,
    products,
    settle,
)
from summkit.sums import running_sum

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_EPSILON = 0.1
_CLOSE = 1e-9


class LexRank(Summariser):
    """Eigenvector centrality of the graph of sentences whose cosine exceeds `threshold`.

    It picks the sentences sumy 0.13 picks, which differs from the paper: idf over the
    article's own sentences is ``log(n / (1 + df))``, there is no damping, and the power
    method stops as soon as a step is shorter than 0.1, scaled by the Euclidean norm.
    A cosine within rounding of the threshold is worked out as sumy does, in the order
    of the sentence's words (sumy's order there changes with the hash seed). Scores that
    differ by rounding alone are ties, which sumy decides by its last digit.
    Up to 12,000 sentences.
    """

    name: ClassVar[str] = "lexrank"
    paper: ClassVar[str] = "Erkan and Radev 2004, LexRank, section 3"

    threshold: float = parameter(
        0.1, "Sentences with a higher cosine are neighbours.", low=0.0, high=1.0
    )

    def score(self, document: Document) -> list[float]:
        """Return each sentence's centrality in 0..1; all 0 where no sentence has a term.

        Raises
        ------
        InputError
            For more than 12,000 sentences.
        """
        if len(document.sentences) > DENSE:
            return self._score_long(document)
        import numpy as np

        neighbours = self._neighbours(document, 0, gram(document, _idf(document)))
        matrix = neighbours / np.maximum(neighbours.sum(axis=1), 1)[:, np.newaxis]
        return _centrality(document, lambda vector: np.einsum("ij,i->j", matrix, vector))

    def _neighbours(
        self,
        document: Document,
        start: int,
        gram: NDArray[np.float64],
        norms: NDArray[np.float64] | None = None,
    ) -> NDArray[np.bool_]:
        """Decide which pairs of rows start.. and all sentences are neighbours."""
        import numpy as np

        if norms is None:
            norms = np.sqrt(gram.diagonal())
        scale = norms[start : start + len(gram), np.newaxis] * norms
        excess = gram - self.threshold * scale
        neighbours: NDArray[np.bool_] = excess > 0.0
        close = np.abs(excess) < _CLOSE * scale
        if np.count_nonzero(close):
            exact = _Cosine(document)
            for row, column in zip(*np.nonzero(close & (gram != 0.0)), strict=True):
                neighbours[row, column] = exact(start + int(row), int(column)) > self.threshold
        return neighbours

    def _score_long(self, document: Document) -> list[float]:
        """The same, holding one byte a pair of sentences."""
        import numpy as np

        check_size(document, self.name)
        size, width = len(document.sentences), len(document.ids)
        rows, columns = document.tokens
        keys, counts = np.unique(rows * width + columns, return_counts=True)
        rows, columns = np.divmod(keys, max(width, 1))
        idf = _idf(document)
        norms = np.sqrt(np.bincount(rows, (counts * idf[columns]) ** 2, minlength=size))
        neighbours = np.zeros((size, size), np.bool_)
        for start, block in products(document, idf):
            neighbours[start : start + len(block)] = self._neighbours(document, start, block, norms)
        degrees = np.maximum(neighbours.sum(axis=1), 1)

        def walk(vector: NDArray[np.float64]) -> NDArray[np.float64]:
            shares = vector / degrees
            blocks = range(0, size, 256)
            return np.concatenate(
                [np.einsum("ij,j->i", neighbours[at : at + 256], shares) for at in blocks]
            )

        return _centrality(document, walk)


def _centrality(
    document: Document, walk: Callable[[NDArray[np.float64]], NDArray[np.float64]]
) -> list[float]:
    """Walk until a step is shorter than `_EPSILON`; all 0 where the walk leads nowhere.

    `walk` takes one step. It is an `einsum`, which adds row after row; the rounding of a
    matrix product is the processor's.
    """
    import numpy as np

    size = len(document.sentences)
    vector = np.full(size, 1.0 / size)
    step = 1.0
    while step > _EPSILON:
        following = walk(vector)
        length = sqrt((following * following).sum())
        if length == 0.0:
            return [0.0] * size
        following /= length
        difference = following - vector
        step = sqrt((difference * difference).sum())
        vector = following
    return last_of_repeats(document, settle(vector.tolist()))


def _idf(document: Document) -> NDArray[np.float64]:
    import numpy as np

    idf: NDArray[np.float64] = np.log(len(document.sentences) / (1.0 + frequencies(document)))
    return idf


class _Cosine:
    """sumy's cosine in sumy's own operations, for pairs at the threshold."""

    def __init__(self, document: Document) -> None:
        terms = document.terms
        size = len(terms)
        frequency = Counter(term for sentence in terms for term in set(sentence))
        self._idf = {term: log(size / (1 + count)) for term, count in frequency.items()}
        self._terms = terms

    def __call__(self, row: int, column: int) -> float:
        first, second = self._frequencies(row), self._frequencies(column)
        idf = self._idf
        numerator = 0.0
        for term, value in first.items():
            if term in second:
                numerator += value * second[term] * idf[term] ** 2
        lengths = [
            running_sum((value * idf[term]) ** 2 for term, value in sentence.items())
            for sentence in (first, second)
        ]
        if min(lengths) <= 0:
            return 0.0
        return numerator / (sqrt(lengths[0]) * sqrt(lengths[1]))

    def _frequencies(self, index: int) -> dict[int, float]:
        counts = Counter(self._terms[index])
        most = max(counts.values(), default=1)
        return {term: count / most for term, count in counts.items()}

"""LexRank: sentences that are similar to many others, by idf-weighted cosine."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable
from functools import cached_property, lru_cache
from math import log, sqrt
from typing import TYPE_CHECKING, ClassVar

from summkit import core
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
    settle_bounded,
)
from summkit.sums import running_sum

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Gather = Callable[[NDArray[np.float64]], NDArray[np.float64]]

_EPSILON = 0.1
_CLOSE = 1e-9
_MOST = 1_000
"""Largest number of steps of the walk. At a threshold near 1, it may alternate without end."""


class LexRank(Summariser):
    """Eigenvector centrality in the graph of sentences whose cosine exceeds `threshold`.

    It picks the same sentences as sumy 0.13, which differs from the paper: idf over the article's
    own sentences is ``log(n / (1 + df))``, there is no damping, and the power method stops as soon
    as a step is shorter than 0.1, scaled by the Euclidean norm. A cosine that equals the threshold
    up to rounding is computed again with sumy's operations, in the order of the sentence's words
    (in sumy, this order depends on the hash seed). Scores that differ only by rounding are ties;
    sumy decides them by the last digit. A document may have at most 12,000 sentences.

    Examples
    --------
    >>> import summkit as sk
    >>> text = "A fire broke out in a mill. The mill is in Ostrava. It rained all day."
    >>> print(sk.summarise(text, method=sk.LexRank(threshold=0.2), sentences=1))
    A fire broke out in a mill.
    """

    name: ClassVar[str] = "lexrank"
    paper: ClassVar[str] = "Erkan and Radev 2004, LexRank, section 3"

    threshold: float = parameter(
        0.1, "Two sentences are neighbours if their cosine is higher.", low=0.0, high=1.0
    )

    def score(self, document: Document) -> list[float]:
        """Return the centrality of each sentence, from 0 to 1; all 0 if no sentence has a term.

        Raises
        ------
        InputError
            If the document has more than 12,000 sentences.
        """
        check_size(document, self.name)
        size = len(document.sentences)
        if core.compiled:
            exact = _Cosine(document)
            scores = core.native.lexrank(
                document.term_ids,
                document.term_offsets,
                _factors(size),
                self.threshold,
                lambda row, column: exact(row, column) > self.threshold,
            )
            return last_of_repeats(document, scores)
        if size > DENSE:
            return self._score_long(document)
        import numpy as np

        neighbours = self._neighbours(document, 0, gram(document, _idf(document)))
        matrix = neighbours.astype(np.float64)
        ones = np.ones(len(matrix))
        degrees = np.maximum(matrix.dot(ones), ones)
        return _centrality(document, degrees, matrix.T.dot)

    def _neighbours(
        self,
        document: Document,
        start: int,
        gram: NDArray[np.float64],
        norms: NDArray[np.float64] | None = None,
    ) -> NDArray[np.bool_]:
        """Return a matrix that is True for neighbours: rows from `start`, a column per sentence."""
        import numpy as np

        if norms is None:
            norms = np.sqrt(gram.diagonal())
        # The rounding error of a sum of non-negative numbers is proportional to the sum.
        above = (self.threshold + self.threshold * _CLOSE) * norms
        limits = norms[start : start + len(gram), np.newaxis] * above
        neighbours: NDArray[np.bool_] = gram > limits
        limits *= 1.0 - 2.0 * _CLOSE
        perhaps = gram > limits
        if np.count_nonzero(perhaps) > np.count_nonzero(neighbours):
            exact = _Cosine(document)
            for row, column in zip(*np.nonzero(perhaps & ~neighbours), strict=True):
                neighbours[row, column] = exact(start + int(row), int(column)) > self.threshold
        return neighbours

    def _score_long(self, document: Document) -> list[float]:
        """Return the scores of a long document, with a byte of memory per pair of sentences."""
        import numpy as np

        size, width = len(document.sentences), document.term_count
        rows, columns = document.tokens
        keys, counts = np.unique(rows * width + columns, return_counts=True)
        rows, columns = np.divmod(keys, max(width, 1))
        idf = _idf(document)
        norms = np.sqrt(np.bincount(rows, (counts * idf[columns]) ** 2, minlength=size))
        neighbours = np.zeros((size, size), np.bool_)
        for start, block in products(document, idf):
            neighbours[start : start + len(block)] = self._neighbours(document, start, block, norms)
        degrees = np.maximum(neighbours.sum(axis=1), 1)

        def gather(shares: NDArray[np.float64]) -> NDArray[np.float64]:
            blocks = range(0, size, 256)
            parts = [shares[at : at + 256] @ neighbours[at : at + 256] for at in blocks]
            gathered: NDArray[np.float64] = np.add.reduce(parts)
            return gathered

        return _centrality(document, degrees, gather)


def _centrality(document: Document, degrees: NDArray[np.float64], gather: Gather) -> list[float]:
    """Return the scores after the walk, with ties settled.

    If the rounding of a product could change the result, the walk is repeated with sums in a fixed
    order. The error for `settle_bounded` includes the rounding of the shares, so that sentences of
    equal centrality have equal scores.
    """
    import numpy as np

    size = len(degrees)
    error = min((size + 2) ** 2 * 2.0**-52, _CLOSE)
    vector, sure = _walk(degrees, gather, np.ndarray.dot, size * 2.0**-48)
    settled = settle_bounded(vector, error) if sure else None
    if settled is None:
        vector, _ = _walk(degrees, gather, lambda one, two: np.add.reduce(one * two), 0.0)
        settled = settle(vector.tolist(), error)
    return last_of_repeats(document, settled)


def _walk(
    degrees: NDArray[np.float64],
    gather: Gather,
    inner: Callable[[NDArray[np.float64], NDArray[np.float64]], float],
    doubt: float,
) -> tuple[NDArray[np.float64], bool]:
    """Return the scores when a step is shorter than `_EPSILON`, and whether they are certain.

    The scores are all 0 if the vector becomes 0. `gather` adds the shares of each sentence's
    neighbours. The shares are whole multiples of 2**-52 and add up to less than 2, so that every
    sum is exact and independent of the order in which a processor or a BLAS library adds. `inner`
    is not exact: the second value is False if `doubt`, the rounding error of `inner`, could change
    the step at which the walk stops.
    """
    import numpy as np

    # A float from 1 to 2 is a multiple of 2**-52, so adding and subtracting 1 rounds the shares.
    ones = np.ones(len(degrees))
    # In sumy, the first vector has the length 1 / sqrt(size) and the others the length 1. The first
    # step is therefore at least 1 - 1 / sqrt(size) long and, with several sentences, not the last.
    before = gather(ones / len(ones) / degrees + ones - ones)
    before_length = sqrt(inner(before, before))
    for step in range(_MOST):
        if before_length == 0.0:
            break
        vector = gather(before / degrees + ones - ones)
        length = sqrt(inner(vector, vector))
        if length == 0.0:
            break
        # The squared length of the step between the two normalised vectors, minus the limit.
        beyond = 2.0 - 2.0 * inner(vector, before) / (length * before_length) - _EPSILON**2
        if abs(beyond) < doubt:
            return vector, False
        if beyond <= 0.0 or step == _MOST - 1:
            vector /= length
            return vector, True
        before, before_length = vector, length
    return np.zeros(len(ones)), True


def _idf(document: Document) -> NDArray[np.float64]:
    import numpy as np

    counts = frequencies(document).astype(np.intp)
    idf: NDArray[np.float64] = np.frombuffer(_factors(len(document.sentences)))[counts]
    return idf


@lru_cache(256)
def _factors(size: int) -> array[float]:
    """Return the idf of a term by the number of sentences, of `size`, that contain it.

    `math.log` is used because numpy's logarithms differ in the last bit between processors.
    """
    return array("d", [log(size / (1.0 + count)) for count in range(size + 1)])


class _Cosine:
    """The cosine computed with sumy's operations, for pairs near the threshold."""

    def __init__(self, document: Document) -> None:
        self._document = document

    @cached_property
    def _idf(self) -> dict[int, float]:
        terms = self._document.terms
        frequency = Counter(term for sentence in terms for term in set(sentence))
        return {term: log(len(terms) / (1 + count)) for term, count in frequency.items()}

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
        counts = Counter(self._document.terms[index])
        most = max(counts.values(), default=1)
        return {term: count / most for term, count in counts.items()}

"""TextRank: random walk over sentences that share words."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import cache
from math import log, sqrt
from typing import TYPE_CHECKING, ClassVar

from summkit import core
from summkit.document import Document
from summkit.summarisers.base import Summariser, parameter
from summkit.summarisers.similarity import (
    DENSE,
    check_size,
    gram,
    last_of_repeats,
    products,
    settle,
    settle_bounded,
)

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Product = Callable[..., NDArray[np.float64]]

_EPSILON = 1e-4
_NO_ZERO = 1e-7
_STEPS = 16
_LARGE = 100
_MANY = 200


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
        check_size(document, self.name)
        size = len(document.sentences)
        if core.compiled:
            known = _logs_of(document.lengths)
            scores = core.native.textrank(
                document.term_ids, document.term_offsets, known, self.damping
            )
            return last_of_repeats(document, scores)
        if size > DENSE:
            return self._score_long(document)
        import numpy as np

        logs = log_lengths(document)
        weights = edges(gram(document), logs, logs, alone=1.0)
        weights *= (self.damping / (np.add.reduce(weights, axis=1) + _NO_ZERO))[:, np.newaxis]
        weights += (1.0 - self.damping) / size
        return last_of_repeats(document, _settled_walk(weights))

    def _score_long(self, document: Document) -> list[float]:
        """The same, holding four bytes a pair of sentences."""
        import numpy as np

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
            walked = np.zeros(size)
            for row, share in zip(weights, (vector / totals).tolist(), strict=True):
                walked += np.multiply(row, share, dtype=np.float64)  # one order for all processors
            following = self.damping * walked + (1.0 - self.damping) / size * vector.sum()
            difference = following - vector
            step = sqrt((difference * difference).sum())
            vector = following
        return last_of_repeats(document, settle(vector.tolist()))


def _settled_walk(weights: NDArray[np.float64]) -> list[float]:
    """Walk with the fast products; in a fixed order where their rounding could decide.

    All numbers are at least 0, so that whatever the order in which a product of `size` terms
    is added, each result is off by less than `size` units of 2**-53 of itself, and those of
    two orders differ by less than twice that a step (Higham 2002, Accuracy and Stability of
    Numerical Algorithms, section 3.5). What no such difference can change is the same on
    every processor.
    """
    import numpy as np

    size = len(weights)
    rounding = size * 2.0**-52
    if size <= _MANY:  # of more sentences, one is nearly always in doubt
        with suppress(_UndecidedError):
            vector, steps = _walk(weights, np.ndarray.dot, rounding)
            settled = settle_bounded(vector, steps * rounding)
            if settled is not None:
                return settled
    vector, steps = _walk(weights, _ordered_product, 0.0)
    return settle(vector.tolist(), steps * rounding)


class _UndecidedError(Exception):
    """Rounding could decide where the walk stops."""


def _ordered_product(
    left: NDArray[np.float64], right: NDArray[np.float64], out: NDArray[np.float64] | None = None
) -> NDArray[np.float64]:
    """Multiply as `dot` does. `einsum` adds row after row, whatever the processor."""
    import numpy as np

    indices = "i,ij->j" if left.ndim == 1 else "ij,jk->ik"
    product: NDArray[np.float64] = np.einsum(indices, left, right, out=out)
    return product


def _walk(
    weights: NDArray[np.float64], product: Product, rounding: float
) -> tuple[NDArray[np.float64], int]:
    """Multiply until a step is shorter than `_EPSILON`: the shares, and how many steps at most.

    Steps are measured many at a time. Where a sentence without terms lets the walk seep away,
    it takes hundreds; `_leap` takes those.

    Raises
    ------
    _UndecidedError
        If `rounding`, the error of one product, could decide where the walk stops.
    """
    import numpy as np

    size = len(weights)
    block = np.empty((_STEPS + 1, size))
    block[0] = 1.0 / size
    taken = 0
    while taken < 2 * _STEPS or size > _LARGE:
        before = block[0]
        for after in block[1:]:
            product(before, weights, after)
            before = after
        taken += _STEPS
        error = taken * rounding
        steps = block[1:] - block[:-1]
        squares = np.add.reduce(steps * steps, axis=1)
        near = (_EPSILON + 5.0 * error) ** 2
        for at, square in enumerate(squares.tolist(), start=1):
            if square <= near and _is_short(square, error):
                return block[at], taken
        block[0] = block[_STEPS]
    return _leap(block[0], taken, weights, product, rounding)


def _leap(
    vector: NDArray[np.float64],
    taken: int,
    weights: NDArray[np.float64],
    product: Product,
    rounding: float,
) -> tuple[NDArray[np.float64], int]:
    """Walk on by powers of the matrix, by which time each step is shorter than the one before.

    The stride doubles until the step after it is short; then it is halved to find the first.
    """
    import numpy as np

    def looks_ahead(start: NDArray[np.float64], steps: int) -> bool:
        step = product(start, weights) - start
        return _is_short(float(np.add.reduce(step * step)), (steps + 1) * rounding)

    powers = [weights]
    if not looks_ahead(vector, taken):
        while not looks_ahead(ahead := product(vector, powers[-1]), taken + 2 ** len(powers)):
            vector, taken = ahead, taken + 2 ** (len(powers) - 1)
            powers.append(product(powers[-1], powers[-1]))
        for stride in reversed(range(len(powers) - 1)):
            ahead = product(vector, powers[stride])
            if not looks_ahead(ahead, taken + 2**stride):
                vector, taken = ahead, taken + 2**stride
        vector, taken = product(vector, weights), taken + 1
    return product(vector, weights), taken + 2


def _is_short(square: float, error: float) -> bool:
    """Tell whether a step of that squared length is the last.

    Raises
    ------
    _UndecidedError
        If that is for the error to decide: either end of a step is off by a share of itself,
        and no longer than 1.
    """
    length = sqrt(square)
    if error and abs(length - _EPSILON) <= 4.0 * error:
        raise _UndecidedError
    return length <= _EPSILON


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
    if np.count_nonzero(own) < len(own):
        single = norm == 0.0
        norm[single] = 1.0
        overlap = np.where(single, overlap * alone, overlap)
    return overlap / norm


def log_lengths(document: Document) -> NDArray[np.float64]:
    """Return the natural logarithm of each sentence's number of terms; 0 where it has none."""
    import numpy as np

    lengths = document.lengths
    logs: NDArray[np.float64] = np.frombuffer(_logs_of(lengths))[lengths]
    return logs


def _logs_of(lengths: Sequence[int]) -> array[float]:
    """Return the natural logarithms of the numbers up to the largest of `lengths`; 0 for 0.

    numpy's own differ in the last bit from processor to processor.
    """
    return _logs(max(lengths).bit_length())


@cache
def _logs(bits: int) -> array[float]:
    return array("d", [log(number or 1) for number in range(2**bits)])

"""TextRank: a random walk over sentences that share words."""

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
    """PageRank in the graph of sentences, weighted by word overlap over the sum of log lengths.

    It picks the same sentences as sumy 0.13, which differs from the paper: every occurrence of a
    word counts, a sentence is its own neighbour too, the random jump is divided by the number of
    sentences, and the walk stops as soon as a step is shorter than 1e-4. Scores that differ only by
    rounding are ties; sumy decides them by the last digit. A document may
    have at most 12,000 sentences; with more than 1,000, overlaps are in single precision.

    Examples
    --------
    >>> import summkit as sk
    >>> text = "A fire broke out. The fire burned a mill. The mill is old."
    >>> print(sk.summarise(text, method=sk.TextRank(), sentences=1))
    The fire burned a mill.
    """

    name: ClassVar[str] = "textrank"
    paper: ClassVar[str] = "Mihalcea and Tarau 2004, TextRank, section 4"

    damping: float = parameter(
        0.85,
        "Probability of a step to a neighbour instead of a random sentence.",
        low=0.0,
        high=0.99,
    )

    def score(self, document: Document) -> list[float]:
        """Return the share of the walk at each sentence; the shares add up to about 1.

        Raises
        ------
        InputError
            If the document has more than 12,000 sentences.
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
        """Return the scores of a long document, with four bytes of memory per pair of sentences."""
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
                # The same order of additions on all processors.
                walked += np.multiply(row, share, dtype=np.float64)
            following = self.damping * walked + (1.0 - self.damping) / size * vector.sum()
            difference = following - vector
            step = sqrt((difference * difference).sum())
            vector = following
        return last_of_repeats(document, settle(vector.tolist()))


def _settled_walk(weights: NDArray[np.float64]) -> list[float]:
    """Return the settled scores after the walk, the same on every processor.

    The walk first uses numpy's fast products. If their rounding could change the result, it is
    repeated with sums in a fixed order. All numbers are 0 or more. Therefore, in every order of
    addition, the relative error of a product of `size` terms is below `size` * 2**-53, and two
    orders differ by less than twice this error per step (Higham 2002, Accuracy and Stability of
    Numerical Algorithms, section 3.5).
    """
    import numpy as np

    size = len(weights)
    rounding = size * 2.0**-52
    if size <= _MANY:  # with more sentences, rounding could nearly always change a score
        with suppress(_UndecidedError):
            vector, steps = _walk(weights, np.ndarray.dot, rounding)
            settled = settle_bounded(vector, steps * rounding)
            if settled is not None:
                return settled
    vector, steps = _walk(weights, _ordered_product, 0.0)
    return settle(vector.tolist(), steps * rounding)


class _UndecidedError(Exception):
    """Raised if rounding could change the step at which the walk stops."""


def _ordered_product(
    left: NDArray[np.float64], right: NDArray[np.float64], out: NDArray[np.float64] | None = None
) -> NDArray[np.float64]:
    """Return the product of `dot`, by `einsum`, which adds the rows in order on every processor."""
    import numpy as np

    indices = "i,ij->j" if left.ndim == 1 else "ij,jk->ik"
    product: NDArray[np.float64] = np.einsum(indices, left, right, out=out)
    return product


def _walk(
    weights: NDArray[np.float64], product: Product, rounding: float
) -> tuple[NDArray[np.float64], int]:
    """Return the shares after a walk until a step is shorter than `_EPSILON`, and the step count.

    The count is an upper bound, because steps are measured in blocks. A sentence without terms may
    cause hundreds of steps; `_leap` takes them faster.

    Raises
    ------
    _UndecidedError
        If `rounding`, the error of one product, could change the step at which the walk stops.
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
    """Continue the walk by powers of the matrix, and return the shares and the number of steps.

    At this point, each step is shorter than the previous step. The stride doubles until the step
    after it is short; then it is halved to find the first short step.
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
    """Return whether a step with the given squared length is the last.

    Raises
    ------
    _UndecidedError
        If the error could change the answer. Both ends of a step have a relative error and a length
        of at most 1.
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
    """Return the overlaps divided by ``own + logs``, the log lengths of rows and of all sentences.

    For two sentences of one word each, the divisor would be 0: their overlap is multiplied by
    `alone`.
    """
    import numpy as np

    norm = own[:, np.newaxis] + logs
    if np.count_nonzero(own) < len(own):
        single = norm == 0.0
        norm[single] = 1.0
        overlap = np.where(single, overlap * alone, overlap)
    return overlap / norm


def log_lengths(document: Document) -> NDArray[np.float64]:
    """Return the natural logarithm of each sentence's number of terms; 0 for no terms."""
    import numpy as np

    lengths = document.lengths
    logs: NDArray[np.float64] = np.frombuffer(_logs_of(lengths))[lengths]
    return logs


def _logs_of(lengths: Sequence[int]) -> array[float]:
    """Return the natural logarithms of the numbers from 0 to at least the largest length; 0 for 0.

    `math.log` is used because numpy's logarithms differ in the last bit between processors.
    """
    return _logs(max(lengths).bit_length())


@cache
def _logs(bits: int) -> array[float]:
    return array("d", [log(number or 1) for number in range(2**bits)])

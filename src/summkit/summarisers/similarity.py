"""Functions for the graph methods: the overlap of all pairs of sentences, in bounded memory."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil, floor, inf, log2, log10
from operator import attrgetter
from typing import TYPE_CHECKING

from summkit import core
from summkit.document import Document
from summkit.errors import InputError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

DENSE = 1_000
"""Largest number of sentences for which methods use plain float64 matrices, as sumy does."""

LIMIT = 12_000
"""Largest number of sentences; more would take over a gigabyte of memory or over a minute."""

# Largest size of a dense matrix of sentences by vocabulary. For larger documents, in which most
# pairs share no term, a dense product is slower than the postings (4 times slower at 300 sentences)
# and needs more memory.
_CELLS = 20_000
_BLOCK = 256
_FREQUENT = 256
_TIE = 1e-9


def check_size(document: Document, method: str) -> None:
    """Refuse a document with too many sentences for a method that compares all pairs.

    Raises
    ------
    InputError
        If the document has more than `LIMIT` sentences.
    """
    count = len(document.sentences)
    if count > LIMIT:
        raise InputError(
            f"{count} sentences are too many for {method}, which compares all pairs of sentences:"
            f" the limit is {LIMIT}; use lead, luhn, lsa or sumbasic",
            document.article.source,
        )


def gram(document: Document, weights: NDArray[np.float64] | None = None) -> NDArray[np.float64]:
    """Return the whole matrix ``W @ W.T``; see `products`."""
    import numpy as np

    if not _is_small(document):
        return np.concatenate([block for _, block in products(document, weights)])
    counts = document.counts
    # The copy avoids numpy's routine for a matrix times its own transpose, which takes three times
    # as long for a small number of rows.
    weighted = counts.copy() if weights is None else counts * (weights * weights)
    matrix: NDArray[np.float64] = weighted.dot(counts.T)
    return matrix


def frequencies(document: Document) -> NDArray[np.float64]:
    """Return the number of sentences that contain each term of the vocabulary."""
    import numpy as np

    if _is_small(document):
        counts = document.counts
        # The product of whole numbers is exact, and it takes half the time of a sum.
        found: NDArray[np.float64] = np.ones(len(counts)).dot(np.minimum(counts, 1.0))
        return found
    rows, columns = document.tokens
    width = document.term_count
    return np.bincount(np.unique(rows * width + columns) % width, minlength=width).astype(float)


def _is_small(document: Document) -> bool:
    """Return whether a dense matrix of sentences by vocabulary is the faster way."""
    return len(document.sentences) * document.term_count <= _CELLS


def products(
    document: Document, weights: NDArray[np.float64] | None = None
) -> Iterator[tuple[int, NDArray[np.float64]]]:
    """Yield (first row, block of rows) of ``W @ W.T``, where W is the term counts times `weights`.

    Parameters
    ----------
    document
        The document whose terms are counted.
    weights
        A factor for each term of the vocabulary; None means 1, and then all results are exact
        whole numbers.

    Yields
    ------
    Blocks of at most 256 rows by all sentences, float64, in row order. Frequent terms are
    multiplied as a dense matrix, and rare terms through their postings. Neither the matrix of
    sentences by vocabulary nor the matrix of sentences by sentences is ever completely in memory.
    """
    import numpy as np

    size, width = len(document.sentences), document.term_count
    if core.compiled:
        for start in range(0, size, _BLOCK):
            block = np.empty((min(_BLOCK, size - start), size))
            core.native.overlap(document.term_ids, document.term_offsets, weights, start, block)
            yield start, block
        return
    rows, columns = document.tokens
    keys, values = np.unique(rows * width + columns, return_counts=True)
    rows, columns = np.divmod(keys, max(width, 1))
    value = values.astype(np.float64)
    if weights is not None:
        value *= weights[columns]
    frequency = np.bincount(columns, minlength=width)
    place = np.full(width, -1)
    frequent = np.argsort(-frequency, kind="stable")[:_FREQUENT]
    place[frequent] = np.arange(len(frequent))
    common = place[columns] >= 0
    dense = np.zeros((size, max(len(frequent), 1)))
    dense[rows[common], place[columns[common]]] = value[common]

    rows, columns, value = rows[~common], columns[~common], value[~common]
    by_term = np.argsort(columns, kind="stable")
    post_row, post_value = rows[by_term], value[by_term]
    first = np.searchsorted(columns[by_term], np.arange(width + 1))
    for start in range(0, size, _BLOCK):
        stop = min(start + _BLOCK, size)
        block = dense[start:stop] @ dense.T
        low, high = np.searchsorted(rows, [start, stop])
        begin, end = first[columns[low:high]], first[columns[low:high] + 1]
        lengths = end - begin
        total = int(lengths.sum())
        if total:
            # Every rare term of the block is multiplied with every sentence of its postings.
            shift = np.repeat(begin - (np.cumsum(lengths) - lengths), lengths)
            posting = shift + np.arange(total)
            flat = np.repeat((rows[low:high] - start) * size, lengths) + post_row[posting]
            added = np.repeat(value[low:high], lengths) * post_value[posting]
            block += np.bincount(flat, added, minlength=block.size).reshape(block.shape)
        yield start, block


def idf(document: Document) -> NDArray[np.float64]:
    """Return ``log(1 + n / df)`` of each term, with df over the article's own n sentences.

    The values are rounded to multiples of a step, so that sums of products of two of them are exact
    on every processor and in every BLAS library. The step is 2**-20, which is fine enough for
    sums below 2**13. If a long sentence has a larger sum, the step is larger.
    """
    import numpy as np

    weights = np.log1p(len(document.sentences) / frequencies(document))
    largest = _largest_square(document, weights)
    exponent = 20 if largest < _EXACT else 20 - ceil(log2(largest / _EXACT) / 2)
    scale = 2.0**exponent
    steps: NDArray[np.float64] = np.rint(weights * scale) / scale
    return steps


_EXACT = 2.0**13 * (1 - 2.0**-10)
"""Largest exact sum of products, minus the amount that rounding to steps may add."""


def _largest_square(document: Document, weights: NDArray[np.float64]) -> float:
    """Return the largest sum of squares of a sentence, a bound on all products of two sentences.

    Return 0 if the sum is certainly below `_EXACT`.
    """
    import numpy as np

    longest = max(document.lengths, default=0)
    if longest == 0 or longest**2 * float(weights.max()) ** 2 < _EXACT:
        return 0.0
    rows, columns = document.tokens
    width = document.term_count
    keys, counts = np.unique(rows * width + columns, return_counts=True)
    rows, columns = np.divmod(keys, width)
    # A bincount adds from left to right on every processor.
    return float(np.bincount(rows, (counts * weights[columns]) ** 2).max())


def cosines(document: Document, method: str) -> NDArray[np.float64] | NDArray[np.float32]:
    """Return the tf-idf cosine of every pair of sentences, with 0 on the diagonal.

    The matrix is float64 for up to `DENSE` sentences, else float32.

    Raises
    ------
    InputError
        If the document has more than `LIMIT` sentences. The message contains `method`.
    """
    import numpy as np

    check_size(document, method)
    size = len(document.sentences)
    matrix = np.zeros((size, size), np.float64 if size <= DENSE else np.float32)
    squares = np.zeros(size)
    for start, block in products(document, idf(document)):
        place = np.arange(len(block))
        squares[start : start + len(block)] = block[place, place + start]
        block[place, place + start] = 0.0
        matrix[start : start + len(block)] = block
    norms = np.sqrt(np.where(squares > 0.0, squares, 1.0)).astype(matrix.dtype)
    matrix /= norms
    matrix /= norms[:, np.newaxis]
    return matrix


def last_of_repeats(document: Document, scores: Sequence[float]) -> list[float]:
    """Return scores in which sentences with the same text have the score of the last one.

    sumy stores its ratings by the text of the sentence, and summkit reproduces its choice.
    """
    texts = list(map(attrgetter("text"), document.sentences))
    if len(set(texts)) == len(texts):
        return list(scores)
    final = dict(zip(texts, scores, strict=True))
    return [final[text] for text in texts]


def settle(scores: Sequence[float], tie: float = _TIE) -> list[float]:
    """Return the scores. Scores that differ only by rounding are made equal.

    Processors and BLAS libraries add in different orders, and the last digits of a score must not
    decide. If two neighbouring scores, sorted by size, differ by at most `tie` times the largest
    score, they become equal. All scores are rounded to nine digits of the largest.
    """
    largest = max(map(abs, scores), default=0.0)
    if largest == 0.0:
        return list(scores)
    scale = _scale(largest)
    settled = list(scores)
    before, value = -inf, 0.0
    for index in sorted(range(len(scores)), key=scores.__getitem__):
        if scores[index] - before > tie * largest:
            value = round(scores[index] * scale) / scale
        settled[index], before = value, scores[index]
    return settled


def settle_bounded(scores: NDArray[np.float64], error: float) -> list[float] | None:
    """Return the result of `settle` if it is the same for all scores within an error; else None.

    It is None if a score is so near to the middle between two rounded values that the error, or the
    joining of near scores by `settle`, could change its rounded value.

    Parameters
    ----------
    scores
        Numbers of 0 or more.
    error
        Largest error of a score, as a share of the largest score.
    """
    import numpy as np

    largest = float(scores[scores.argmax()])
    if largest == 0.0:
        return [0.0] * len(scores)
    doubt = (2.0 * error + 2.0**-50) * largest  # including the rounding of the operations below
    scale = _scale(largest - doubt)
    scaled = scores * scale
    whole = np.rint(scaled)
    away = np.abs(scaled - whole)
    farthest = float(away[away.argmax()])
    if farthest > 0.5 - doubt * scale or scale != _scale(largest + doubt):
        return None
    whole /= scale
    settled: list[float] = whole.tolist()
    return settled


def _scale(largest: float) -> float:
    """Return the power of ten that gives a number nine digits before the decimal point."""
    return float(10.0 ** min(8 - floor(log10(largest)), 300))

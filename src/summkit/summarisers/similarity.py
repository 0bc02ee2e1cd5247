"""What the graph methods share: term overlap of all sentence pairs, in bounded memory."""

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
"""Up to so many sentences a method holds plain float64 matrices, as sumy does."""

LIMIT = 12_000
"""More sentences than this would take the graph methods over a gigabyte or a minute."""

# Sentences x vocabulary. Above, a dense product costs more than the postings, where most
# pairs share nothing: 4 times more at 300 sentences, and it takes more memory.
_CELLS = 20_000
_BLOCK = 256
_FREQUENT = 256
_TIE = 1e-9


def check_size(document: Document, method: str) -> None:
    """Refuse a document whose sentence pairs are too many.

    Raises
    ------
    InputError
        Above `LIMIT` sentences.
    """
    count = len(document.sentences)
    if count > LIMIT:
        raise InputError(
            f"{count} sentences are too many for {method}, which compares each with all:"
            f" at most {LIMIT}; use lead, luhn, lsa or sumbasic",
            document.article.source,
        )


def gram(document: Document, weights: NDArray[np.float64] | None = None) -> NDArray[np.float64]:
    """Return all of ``W @ W.T`` at once; see `products`."""
    import numpy as np

    if not _is_small(document):
        return np.concatenate([block for _, block in products(document, weights)])
    counts = document.counts
    # numpy gives a matrix times itself to a routine that takes three times as long for few rows.
    weighted = counts.copy() if weights is None else counts * (weights * weights)
    matrix: NDArray[np.float64] = weighted.dot(counts.T)
    return matrix


def frequencies(document: Document) -> NDArray[np.float64]:
    """Return in how many sentences each term of the vocabulary stands."""
    import numpy as np

    if _is_small(document):
        counts = document.counts
        # A product adds whole numbers as exactly as a sum, at half the cost.
        found: NDArray[np.float64] = np.ones(len(counts)).dot(np.minimum(counts, 1.0))
        return found
    rows, columns = document.tokens
    width = document.term_count
    return np.bincount(np.unique(rows * width + columns) % width, minlength=width).astype(float)


def _is_small(document: Document) -> bool:
    """Tell whether a dense sentence x vocabulary matrix costs less."""
    return len(document.sentences) * document.term_count <= _CELLS


def products(
    document: Document, weights: NDArray[np.float64] | None = None
) -> Iterator[tuple[int, NDArray[np.float64]]]:
    """Yield (first row, block of rows) of ``W @ W.T``, W being term counts times `weights`.

    Parameters
    ----------
    document
        Its terms are what is multiplied.
    weights
        One factor a term of the vocabulary; None counts terms, and all results are
        then whole numbers and exact.

    Yields
    ------
    Blocks of at most 256 rows x all sentences, float64, in row order. Frequent terms are
    multiplied as a dense matrix, rare ones through their postings: neither the
    sentence x vocabulary nor the sentence x sentence matrix ever stands in memory.
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
            # Every rare term of the block meets every sentence of its postings.
            shift = np.repeat(begin - (np.cumsum(lengths) - lengths), lengths)
            posting = shift + np.arange(total)
            flat = np.repeat((rows[low:high] - start) * size, lengths) + post_row[posting]
            added = np.repeat(value[low:high], lengths) * post_value[posting]
            block += np.bincount(flat, added, minlength=block.size).reshape(block.shape)
        yield start, block


def idf(document: Document) -> NDArray[np.float64]:
    """Return ``log(1 + n / df)`` of each term, df of the article's own n sentences.

    In whole steps, so that sums of products of two of them are exact: no processor and no BLAS
    library adds them up otherwise. A step is 2**-20, which holds below a sum of 2**13; where a
    sentence is so long that its sum is larger, a step is as coarse as the sum asks for.
    """
    import numpy as np

    weights = np.log1p(len(document.sentences) / frequencies(document))
    largest = _largest_square(document, weights)
    exponent = 20 if largest < _EXACT else 20 - ceil(log2(largest / _EXACT) / 2)
    scale = 2.0**exponent
    steps: NDArray[np.float64] = np.rint(weights * scale) / scale
    return steps


_EXACT = 2.0**13 * (1 - 2.0**-10)
"""What a sum of products may reach, less what rounding to steps may add."""


def _largest_square(document: Document, weights: NDArray[np.float64]) -> float:
    """Return the largest sum of squares of a sentence, which no product of two exceeds.

    0 where it is below the bound anyway.
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
    """Return the tf-idf cosine of every pair of sentences, 0 on the diagonal.

    Double precision up to `DENSE` sentences, single above.

    Raises
    ------
    InputError
        Above `LIMIT` sentences; it names `method`.
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
    """Give sentences of the same text the score of the last of them.

    sumy keys its ratings by sentence text; so do we, since its picks are our standard.
    """
    texts = list(map(attrgetter("text"), document.sentences))
    if len(set(texts)) == len(texts):
        return list(scores)
    final = dict(zip(texts, scores, strict=True))
    return [final[text] for text in texts]


def settle(scores: Sequence[float], tie: float = _TIE) -> list[float]:
    """Return scores of which those that differ by rounding alone are equal: ties.

    In which order a processor or a BLAS library adds is its own affair; the last digits
    that come of it must not decide. Scores whose neighbours by size are nearer than `tie`
    of the largest become one. All are rounded to nine digits of the largest.
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
    """Return what `settle` makes of scores and of all that differ from them by less than `error`.

    None where that is not one and the same: where a score is so near to the middle between
    two rounded ones that the error, or the way in which `settle` joins those that are nearer
    than it, could decide.

    Parameters
    ----------
    scores
        At least 0 each.
    error
        A share of the largest.
    """
    import numpy as np

    largest = float(scores[scores.argmax()])
    if largest == 0.0:
        return [0.0] * len(scores)
    doubt = (2.0 * error + 2.0**-50) * largest  # what follows rounds too
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
    """Return the power of ten that makes nine digits before the point of it."""
    return float(10.0 ** min(8 - floor(log10(largest)), 300))

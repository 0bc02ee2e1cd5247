"""What the graph methods share: term overlap of all sentence pairs, in bounded memory."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from summkit.document import Document
from summkit.errors import InputError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

DENSE = 1_000
"""Up to so many sentences a method holds plain float64 matrices, as sumy does."""

LIMIT = 12_000
"""More sentences than this would take the graph methods over a gigabyte or a minute."""

_BLOCK = 256
_FREQUENT = 256


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
            f"{count} sentences are too many for {method}, which compares all pairs:"
            f" at most {LIMIT}; use lead, luhn, lsa or sumbasic",
            document.article.source,
        )


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

    rows, columns = document.tokens
    size, width = len(document.sentences), len(document.vocabulary)
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


def last_of_repeats(document: Document, scores: Sequence[float]) -> list[float]:
    """Give sentences of the same text the score of the last of them.

    sumy keys its ratings by sentence text; so do we, since its picks are our standard.
    """
    texts = [sentence.text for sentence in document.sentences]
    final = dict(zip(texts, scores, strict=True))
    return [final[text] for text in texts]

"""How the sentences of an article resemble each other: tf-idf cosine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summkit.newsrank.block import Block

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


def _similar(block: Block, unit: Floats) -> Floats:
    """Return the cosine of every two sentences of an article, 0 of one with itself.

    Row after row, article after article.

    Parameters
    ----------
    unit
        The weight of each pair of `Block.pairs`, of length 1 a sentence.
    """
    import numpy as np

    holder, term, _ = block.pairs
    sizes = block.sizes.tolist()
    out = np.empty(sum(size * size for size in sizes))
    ends = np.searchsorted(holder, block.sizes.cumsum()).tolist()
    start = row = column = done = 0
    for size, width, end in zip(sizes, block.widths.tolist(), ends, strict=True):
        dense = np.zeros((size, width))
        dense[holder[start:end] - row, term[start:end] - column] = unit[start:end]
        own = out[done : done + size * size].reshape(size, size)
        np.matmul(dense, dense.T, out=own)
        own.flat[:: size + 1] = 0.0
        start, row, column, done = end, row + size, column + width, done + size * size
    return out


def likeness_of(block: Block, unit: Floats) -> tuple[Floats, ...]:
    """Return what says how each sentence resembles others: "degree" to "to_lead"."""
    import numpy as np

    similar = _similar(block, unit)
    size, place = block.sizes[block.article], block.place
    begins = size.cumsum() - size
    column = np.arange(len(similar)) - np.repeat(begins, size)
    before = column < np.repeat(place, size)
    whole = np.add.reduceat(similar, begins)
    below = np.add.reduceat(similar * before, begins)
    lead = np.add.reduceat(similar * (column < 3), begins)
    return (
        whole / np.maximum(size - 1, 1),
        np.maximum.reduceat(similar, begins),
        (whole - below) / np.maximum(size - 1 - place, 1),
        below / np.maximum(place, 1),
        similar[begins],
        lead / 3.0,
    )

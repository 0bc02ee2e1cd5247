"""How the sentences of an article resemble each other: tf-idf cosine."""

from __future__ import annotations

from dataclasses import dataclass
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
        cosines = out[done : done + size * size].reshape(size, size)
        np.matmul(dense, dense.T, out=cosines)
        cosines.flat[:: size + 1] = 0.0
        start, row, column, done = end, row + size, column + width, done + size * size
    return out


@dataclass(frozen=True)
class Likeness:
    """How each sentence resembles the others of its article: cosines.

    Attributes
    ----------
    degree, nearest
        The mean and the highest of all others.
    forward, backward
        The mean of those that follow; of those before.
    to_first, to_lead
        That of the first sentence; the sum of those of the first three, divided by three.
    """

    degree: Floats
    nearest: Floats
    forward: Floats
    backward: Floats
    to_first: Floats
    to_lead: Floats


def likeness_of(block: Block, unit: Floats) -> Likeness:
    """Compare the sentences of each article; see `_similar`."""
    import numpy as np

    similar = _similar(block, unit)
    size, place = block.sizes[block.article], block.place
    begins = size.cumsum() - size
    column = np.arange(len(similar)) - np.repeat(begins, size)
    before = column < np.repeat(place, size)
    whole = np.add.reduceat(similar, begins)
    below = np.add.reduceat(similar * before, begins)
    return Likeness(
        degree=whole / np.maximum(size - 1, 1),
        nearest=np.maximum.reduceat(similar, begins),
        forward=(whole - below) / np.maximum(size - 1 - place, 1),
        backward=below / np.maximum(place, 1),
        to_first=similar[begins],
        to_lead=np.add.reduceat(similar * (column < 3), begins) / 3.0,
    )

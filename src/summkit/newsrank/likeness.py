"""The similarity of the sentences of an article: the cosine of their tf-idf vectors."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from summkit.newsrank.block import Block

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


def _similar(block: Block, unit: Floats) -> Floats:
    """Return the cosine of every two sentences of each article, 0 for a sentence with itself.

    The result is one flat array: the matrices of the articles, each row by row.

    Parameters
    ----------
    unit
        The weight of each pair of `Block.pairs`, so that each sentence's vector has length 1.
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


class Likeness(NamedTuple):
    """The similarity of each sentence to the other sentences of its article, as cosines.

    Attributes
    ----------
    degree, nearest
        The mean and the maximum over all other sentences.
    forward, backward
        The mean over the later sentences; over the earlier sentences.
    to_first, to_lead
        The cosine with the first sentence; the sum of the first three cosines, divided by three.
    """

    degree: Floats
    nearest: Floats
    forward: Floats
    backward: Floats
    to_first: Floats
    to_lead: Floats


def likeness_of(block: Block, unit: Floats) -> Likeness:
    """Return the similarities of the sentences of each article; see `_similar`."""
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

"""Sentences that are longer than the whole budget, and what is kept of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from summkit.cutting import cut as cut_text
from summkit.document import Document
from summkit.newsrank.block import Block
from summkit.newsrank.limits import Limits

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.intp]
    Bools = NDArray[np.bool_]


def kept_of(document: Document, index: int, bounds: Limits) -> str:
    """Return what is kept of a sentence that is longer than the budget; see `cutting.cut`."""
    words, characters = bounds.words, bounds.characters
    return cut_text(
        document.sentences[index].text,
        document.language,
        None if words == float("inf") else int(words),
        None if characters == float("inf") else int(characters),
    )


def cut_down(
    block: Block, bounds: Sequence[Limits], cut: Bools, words: Floats, characters: Floats
) -> tuple[Ints, Ints]:
    """Set sizes to those of what is kept of cut sentences; return the pairs that are left."""
    import numpy as np

    held = np.bincount(block.rows, minlength=len(cut))
    room = held.copy()
    for row in np.flatnonzero(cut).tolist():
        number = int(block.article[row])
        document = block.documents[number]
        kept = kept_of(document, int(block.place[row]), bounds[number])
        left = document.language.count_words(kept)
        room[row] = round(int(held[row]) * left / max(words[row], 1.0))
        words[row] = left
        size = len(kept) if kept.isprintable() else len(" ".join(kept.split()))
        characters[row] = size + 1 + len(document.language.joiner)
    run = held.cumsum() - held
    inside = np.arange(len(block.rows)) - run[block.rows] < room[block.rows]
    holder, term, _ = block.counted(block.rows[inside], block.columns[inside])
    return holder, term

"""Sentences that are longer than the whole budget, and the prefixes that fit it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from summkit.cutting import marked
from summkit.newsrank.block import Block
from summkit.newsrank.limits import BudgetLimits

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.intp]
    Bools = NDArray[np.bool_]


def cut_down(
    block: Block, bounds: Sequence[BudgetLimits], cut: Bools, words: Floats, characters: Floats
) -> tuple[Ints, Ints]:
    """Set the sizes of cut sentences to those of their prefixes; return the pairs they hold."""
    import numpy as np

    held = np.bincount(block.rows, minlength=len(cut))
    room = held.copy()
    for row in np.flatnonzero(cut).tolist():
        number = int(block.article[row])
        document = block.documents[number]
        sentence = document.sentences[int(block.place[row])]
        prefix = bounds[number].budget.cut(document.language, sentence.text)
        count = document.language.count_words(prefix)
        room[row] = round(int(held[row]) * count / max(words[row], 1.0))
        words[row] = count
        characters[row] = len(marked(prefix)) + len(document.language.joiner)
    run = held.cumsum() - held
    inside = np.arange(len(block.rows)) - run[block.rows] < room[block.rows]
    holder, term, _ = block.counted(block.rows[inside], block.columns[inside])
    return holder, term

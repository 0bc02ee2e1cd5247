"""Sentences longer than the whole budget, and their prefixes that fit the budget."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from summkit.cutting import marked
from summkit.document import Document
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
    """Replace the size of each cut sentence by its prefix's size; return the remaining pairs.

    Parameters
    ----------
    cut
        Whether each sentence is longer than the whole budget.
    words, characters
        The size of each sentence; changed in place.

    Returns
    -------
    The sentence and the term of each pair that occurs in a whole sentence or in a prefix.
    """
    import numpy as np

    held = np.bincount(block.rows, minlength=len(cut))
    room = held.copy()
    for row in np.flatnonzero(cut).tolist():
        number = int(block.article[row])
        document, place = block.documents[number], int(block.place[row])
        words[row], characters[row], room[row] = cut_one(
            document, place, bounds[number], int(held[row]), float(words[row])
        )
    run = held.cumsum() - held
    inside = np.arange(len(block.rows)) - run[block.rows] < room[block.rows]
    holder, term, _ = block.counted(block.rows[inside], block.columns[inside])
    return holder, term


def cut_one(
    document: Document, index: int, bounds: BudgetLimits, terms: int, words: float
) -> tuple[int, int, int]:
    """Return the number of words, characters and terms of the prefix of a cut sentence.

    The number of terms is estimated: the share of the words in the prefix, applied to the terms.

    Parameters
    ----------
    terms, words
        The number of terms and words of the whole sentence.
    """
    language = document.language
    prefix = bounds.budget.cut(language, document.sentences[index].text)
    count = language.count_words(prefix)
    return count, len(marked(prefix)) + len(language.joiner), round(terms * count / max(words, 1.0))

"""Some articles as flat arrays, so that one step of numpy does for all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, islice
from typing import TYPE_CHECKING

from summkit.document import Document, Sentence

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.intp]

HEAD = 250
"""So many sentences from the start are ranked; a news article of more is a page of something."""


@dataclass(frozen=True)
class Block:
    """Articles, their sentences, and their terms, each numbered through the block.

    Attributes
    ----------
    documents
        With at least one sentence each.
    sentences
        The first `HEAD` of each.
    sizes, article, place
        Sentences of each article; the article of each sentence; its place there, from 0.
    widths, owner
        Terms of each article; the article of each term.
    rows, columns
        Sentence and term of every term of the text, in order.
    letters, digits
        Of the stem of every term: how many letters it has, whether one is a digit.
    """

    documents: Sequence[Document]
    sentences: Sequence[Sentence]
    sizes: Ints
    article: Ints
    place: Ints
    widths: Ints
    owner: Ints
    rows: Ints
    columns: Ints
    letters: Ints
    digits: NDArray[np.bool_]

    @cached_property
    def pairs(self) -> tuple[Ints, Ints, Ints]:
        """Sentence and term of every pair that occurs, by sentence, and how often it does."""
        return self.counted(self.rows, self.columns)

    def counted(self, rows: Ints, columns: Ints) -> tuple[Ints, Ints, Ints]:
        """Return each pair of sentence and term once, by sentence, and how often it stands."""
        import numpy as np

        width = max(len(self.owner), 1)
        keys, often = np.unique(rows * width + columns, return_counts=True)
        holder, term = np.divmod(keys, width)
        return holder, term, often

    @cached_property
    def starts(self) -> Ints:
        """The first term of each article."""
        return self.widths.cumsum() - self.widths

    def headlines(self, used: Sequence[bool]) -> Floats:
        """Return the share of each term in the headline of its article, where that is used."""
        import numpy as np

        shares = np.zeros(len(self.owner))
        for document, use, start, width in zip(
            self.documents, used, self.starts.tolist(), self.widths.tolist(), strict=True
        ):
            title = document.headline_ids if use else ()
            for term in title:
                if 0 <= term < width:
                    shares[start + term] += 1.0 / len(title)
        return shares


def block(documents: Sequence[Document]) -> Block:
    """Look at some documents, each of at least one sentence."""
    import numpy as np

    listed = [document.sentences[:HEAD] for document in documents]
    sizes = np.array(list(map(len, listed)))
    article = np.repeat(np.arange(len(sizes)), sizes)
    starts = sizes.cumsum() - sizes
    rows, columns, widths = [], [], []
    before = 0
    letters: list[int] = []
    digits: list[bool] = []
    for document, start in zip(documents, starts.tolist(), strict=True):
        row, column = document.tokens
        width = len(document.ids)
        if len(document.sentences) > HEAD:
            column = column[row < HEAD]
            row = row[row < HEAD]
            width = int(column.max(initial=-1)) + 1
        rows.append(row + start)
        columns.append(column + before)
        # All of a document's letters at once, while they are in the processor's cache.
        stems = list(islice(document.ids, width))
        letters += map(len, stems)
        digits += [not s.isalpha() and any(map(str.isdigit, s)) for s in stems]
        widths.append(width)
        before += width
    return Block(
        documents,
        list(chain.from_iterable(listed)),
        sizes,
        article,
        np.arange(len(article)) - starts[article],
        np.array(widths),
        np.repeat(np.arange(len(sizes)), widths),
        np.concatenate(rows),
        np.concatenate(columns),
        np.array(letters, np.intp),
        np.array(digits, np.bool_),
    )

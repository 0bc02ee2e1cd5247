"""Several articles as flat arrays, so that one numpy operation processes all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, islice
from typing import TYPE_CHECKING

from summkit.document import Document
from summkit.sentence import Sentence

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.intp]

HEAD = 250
"""Maximum number of sentences of an article that are ranked, counted from its start."""


@dataclass(frozen=True, eq=False, repr=False)
class Block:
    """Articles with their sentences and terms, each numbered through the whole block.

    Attributes
    ----------
    documents
        The articles; each has at least one sentence.
    sentences
        The first `HEAD` sentences of each article.
    sizes, article, place
        The number of sentences of each article; the article of each sentence; the place of each
        sentence in its article, from 0.
    widths, owner
        The number of terms of each article; the article of each term.
    rows, columns
        The sentence and the term of every occurrence of a term, in text order.
    letters, digits
        For each term: the number of letters of its stem, and whether the stem contains a digit.
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
        """The sentence, the term and the count of every pair that occurs, by sentence."""
        return self.counted(self.rows, self.columns)

    def counted(self, rows: Ints, columns: Ints) -> tuple[Ints, Ints, Ints]:
        """Return every different pair of sentence and term, by sentence, with its count."""
        import numpy as np

        width = max(len(self.owner), 1)
        keys, often = np.unique(rows * width + columns, return_counts=True)
        holder, term = np.divmod(keys, width)
        return holder, term, often

    @cached_property
    def starts(self) -> Ints:
        """The number of the first term of each article."""
        return self.widths.cumsum() - self.widths

    def headlines(self, used: Sequence[bool]) -> Floats:
        """Return each term's share of its article's headline; 0 if the headline is not used."""
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
    """Return the block of some documents; each must have at least one sentence."""
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
        # All stems of one document in one pass, while they are in the processor's cache.
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

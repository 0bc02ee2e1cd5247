"""Some articles as flat arrays, so that one step of numpy does for all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING

from summkit.document import Document, Sentence, number_many
from summkit.ranking.tokens import BITS, known_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.intp]

HEAD = 250
"""So many sentences from the start are ranked; a news article of more is a page of something."""

_APART = 1 << 32
"""More than there are stems in a lexicon: keeps those of two articles apart."""


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
        Sentence and term of every term that stands in the text, in order.
    lengths
        How many tokens each sentence has.
    kinds
        Of every token, in order; see `tokens.BITS`.
    names
        Of every token that may be a name: its stem, told apart by article.
    stems
        Of every term: its stem, told apart by article.
    letters, digits
        Of every term; see `tokens.Known`.
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
    lengths: Ints
    kinds: Ints
    names: Ints
    stems: Ints
    letters: Ints
    digits: Ints

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

    def find(self, stems: Ints) -> Ints:
        """Return the term that each stem, told apart by article, is; -1 where it is none."""
        import numpy as np

        order, ordered = self._ordered
        if not len(order):
            return np.full(len(stems), -1)
        places = np.minimum(np.searchsorted(ordered, stems), len(order) - 1)
        return np.where(ordered[places] == stems, order[places], -1)

    @cached_property
    def _ordered(self) -> tuple[Ints, Ints]:
        order = self.stems.argsort()
        return order, self.stems[order]

    def headlines(self, used: Sequence[bool]) -> Floats:
        """Return the share of each term in the headline of its article, where that is used."""
        import numpy as np

        count = len(self.owner)
        stems = [
            document.numbered.headline if use else np.zeros(0, np.intp)
            for document, use in zip(self.documents, used, strict=True)
        ]
        sizes = np.array(list(map(len, stems)))
        apart = np.repeat(np.arange(len(sizes)) * _APART, sizes)
        found = self.find(np.concatenate(stems) + apart)
        share = np.repeat(1.0 / np.maximum(sizes, 1), sizes)
        shares: Floats = np.bincount(found[found >= 0], share[found >= 0], minlength=count)
        return shares


def block(documents: Sequence[Document]) -> Block:
    """Look at some documents, each of at least one sentence."""
    import numpy as np

    number_many(documents)
    listed = [document.sentences[:HEAD] for document in documents]
    sizes = np.array(list(map(len, listed)))
    article = np.repeat(np.arange(len(sizes)), sizes)
    starts = np.cumsum(sizes) - sizes
    rows, columns, lengths, kinds, names, stems, letters, digits = ([] for _ in range(8))
    widths = []
    before = 0
    for number, (document, start) in enumerate(zip(documents, starts.tolist(), strict=True)):
        lexicon, codes, tokens, row, column, own, _ = document.numbered
        width = len(own)
        if len(document.sentences) > HEAD:
            tokens = tokens[:HEAD]
            codes = codes[: int(tokens.sum())]
            column = column[row < HEAD]
            row = row[row < HEAD]
            width = int(column.max(initial=-1)) + 1
        known = known_of(lexicon)
        own = own[:width]
        lengths.append(tokens)
        kinds.append(known.kinds[codes])
        names.append(known.names[codes] + number * _APART)
        rows.append(row + start)
        columns.append(column + before)
        stems.append(own + number * _APART)
        letters.append(known.letters[own])
        digits.append(known.digits[own])
        widths.append(width)
        before += width
    join = np.concatenate
    return Block(
        documents,
        list(chain.from_iterable(listed)),
        sizes,
        article,
        np.arange(len(article)) - starts[article],
        np.array(widths),
        np.repeat(np.arange(len(sizes)), widths),
        join(rows),
        join(columns),
        join(lengths),
        join(kinds),
        join(names),
        join(stems),
        join(letters),
        join(digits),
    )


def bits_of(kinds: Ints) -> NDArray[np.uint8]:
    """Return tokens x `BITS`, 0 or 1."""
    import numpy as np

    pairs = kinds.astype("<u2").view(np.uint8).reshape(-1, 2)
    return np.unpackbits(pairs, axis=1, bitorder="little")[:, : len(BITS)]

"""Some articles as flat arrays, so that one step of numpy does for all of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING

from summkit.document import Document, Sentence, number_many

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.intp]

HEAD = 250
"""So many sentences from the start are ranked; a news article of more is a page of something."""

_APART = 1 << 32
"""More than there are stems in a few articles: keeps those of two apart."""


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
    stems
        Of every term: its stem, as a number told apart by article.
    vocabularies
        Code of a language and stems, those of each language once.
    spelt
        Of every term: its place among all these stems.
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
    stems: Ints
    vocabularies: Sequence[tuple[str, list[str]]]
    spelt: Ints

    @cached_property
    def pairs(self) -> tuple[Ints, Ints, Ints]:
        """Sentence and term of every pair that occurs, by sentence, and how often it does."""
        return self.counted(self.rows, self.columns)

    @cached_property
    def spelling(self) -> list[str]:
        """The stems of all `vocabularies`."""
        return list(chain.from_iterable(stems for _, stems in self.vocabularies))

    def counted(self, rows: Ints, columns: Ints) -> tuple[Ints, Ints, Ints]:
        """Return each pair of sentence and term once, by sentence, and how often it stands."""
        import numpy as np

        width = max(len(self.owner), 1)
        keys, often = np.unique(rows * width + columns, return_counts=True)
        holder, term = np.divmod(keys, width)
        return holder, term, often

    def find(self, article: int, stems: Iterable[str]) -> list[int]:
        """Return stems of an article as `stems` has them; -1 for one in no sentence of it.

        They need not be terms of this article.
        """
        number = self.documents[article].numbered.numbers.get
        found = [number(stem, -1) for stem in stems]
        return [-1 if each < 0 else each + article * _APART for each in found]

    def terms(self, stems: Ints) -> Ints:
        """Return the term that each of `stems` is; -1 where it is none."""
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

        stems: list[int] = []
        share: list[float] = []
        for article, (document, use) in enumerate(zip(self.documents, used, strict=True)):
            if use and (title := document.headline_terms):
                stems += self.find(article, title)
                share += [1.0 / len(title)] * len(title)
        found = self.terms(np.array(stems, np.intp))
        known = found >= 0
        shares: Floats = np.bincount(found[known], np.array(share)[known], len(self.owner))
        return shares


def block(documents: Sequence[Document]) -> Block:
    """Look at some documents, each of at least one sentence."""
    import numpy as np

    number_many(documents)
    listed = [document.sentences[:HEAD] for document in documents]
    sizes = np.array(list(map(len, listed)))
    article = np.repeat(np.arange(len(sizes)), sizes)
    starts = np.cumsum(sizes) - sizes
    rows, columns, stems, spelt = [], [], [], []
    vocabularies: list[tuple[str, list[str]]] = []
    begins: dict[int, int] = {}
    known = 0
    widths = []
    before = 0
    for number, (document, start) in enumerate(zip(documents, starts.tolist(), strict=True)):
        shared, _, row, column, own = document.numbered
        width = len(own)
        if len(document.sentences) > HEAD:
            column = column[row < HEAD]
            row = row[row < HEAD]
            width = int(column.max(initial=-1)) + 1
        rows.append(row + start)
        columns.append(column + before)
        stems.append(own[:width] + number * _APART)
        if id(shared) not in begins:
            begins[id(shared)] = known
            known += len(shared)
            vocabularies.append((document.language.code, shared))
        spelt.append(own[:width] + begins[id(shared)])
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
        np.concatenate(stems),
        vocabularies,
        np.concatenate(spelt),
    )

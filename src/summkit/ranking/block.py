"""Some articles as flat arrays, so that one step of numpy does for all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING

from summkit.document import Document, Sentence, number_many
from summkit.language import Language
from summkit.language.vocabulary import Vocabulary

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
        With their languages; several documents may share one.
    spelt
        Of every term: its place among the stems of all vocabularies.
    tokens, lengths
        Of all sentences in order: the place of each token among the tokens of all
        vocabularies; how many each sentence has.
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
    vocabularies: Sequence[tuple[Language, Vocabulary]]
    spelt: Ints
    tokens: Ints
    lengths: Ints

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

    def apart(self, stems: Ints, article: Ints) -> Ints:
        """Return numbers of stems as `stems` has them; -1 stays."""
        import numpy as np

        return np.where(stems < 0, -1, stems + article * _APART)

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

        stems = [
            document.numbered.headline if use else np.zeros(0, np.intp)
            for document, use in zip(self.documents, used, strict=True)
        ]
        sizes = np.array(list(map(len, stems)))
        article = np.repeat(np.arange(len(sizes)), sizes)
        found = self.terms(self.apart(np.concatenate(stems), article))
        known = found >= 0
        share = (1.0 / np.maximum(sizes, 1))[article]
        return np.bincount(found[known], share[known], len(self.owner)).astype(np.float64)


def block(documents: Sequence[Document]) -> Block:
    """Look at some documents, each of at least one sentence."""
    import numpy as np

    number_many(documents)
    listed = [document.sentences[:HEAD] for document in documents]
    sizes = np.array(list(map(len, listed)))
    article = np.repeat(np.arange(len(sizes)), sizes)
    starts = np.cumsum(sizes) - sizes
    rows, columns, stems, spelt, tokens, lengths = ([] for _ in range(6))
    vocabularies: list[tuple[Language, Vocabulary]] = []
    begins: dict[int, tuple[int, int]] = {}
    widths = []
    before = known_tokens = known_stems = 0
    for number, (document, start) in enumerate(zip(documents, starts.tolist(), strict=True)):
        shared, codes, length, row, column, own, _ = document.numbered
        width = len(own)
        if len(document.sentences) > HEAD:
            length = length[:HEAD]
            codes = codes[: int(length.sum())]
            column = column[row < HEAD]
            row = row[row < HEAD]
            width = int(column.max(initial=-1)) + 1
        if id(shared) not in begins:
            begins[id(shared)] = known_tokens, known_stems
            known_tokens += len(shared.tokens)
            known_stems += len(shared.stems)
            vocabularies.append((document.language, shared))
        first_token, first_stem = begins[id(shared)]
        rows.append(row + start)
        columns.append(column + before)
        stems.append(own[:width] + number * _APART)
        spelt.append(own[:width] + first_stem)
        tokens.append(codes + first_token)
        lengths.append(length)
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
        np.concatenate(tokens),
        np.concatenate(lengths),
    )

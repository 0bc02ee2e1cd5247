"""The quantities from which sentence features are computed. Each is computed once for a block."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from summkit.newsrank.block import Block
from summkit.newsrank.likeness import Likeness, likeness_of
from summkit.newsrank.limits import BudgetLimits
from summkit.newsrank.surface import Surface, surface_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.intp]
    Numbers = NDArray[Any]

_TOP = 10
"""Number of an article's most frequent terms that count as its top terms."""


class Measures:
    """The counts of sentences and terms in a block of articles, each under one budget.

    Each attribute is an array with one number for each sentence, if its description states nothing
    else.

    Attributes
    ----------
    place, size
        The place of the sentence in its article, from 0; the number of sentences of the article.
    surface, likeness
        Properties of the sentence's characters; its similarity to other sentences.
    room
        The size that the article's budget aims at, in words.
    headline
        For each term: its share of the headline; 0 if the headline must not be used.
    """

    def __init__(
        self, block: Block, bounds: Sequence[BudgetLimits], headline: Sequence[bool]
    ) -> None:
        import numpy as np

        self.block = block
        self.place = block.place
        self.size = block.sizes[block.article]
        self.surface: Surface = surface_of(block)
        self.words = self.surface.words
        self.room: Floats = np.array([each.room for each in bounds])[block.article]
        self.headline = block.headlines(headline)

    def over_terms(self, values: Numbers) -> Numbers:
        """Return the sum over the pairs of each sentence; `values` has a number for each pair."""
        import numpy as np

        return np.bincount(self.block.pairs[0], values, minlength=len(self.place))

    def by_article(self, values: Numbers) -> Numbers:
        """Return the sum over the terms of each article; `values` has a number for each term."""
        import numpy as np

        return np.bincount(self.block.owner, values, minlength=len(self.block.sizes))

    def in_article(self, values: Numbers) -> Numbers:
        """Return for each sentence the number of its article as a divisor: 1 instead of 0."""
        import numpy as np

        result: Numbers = np.where(values > 0.0, values, 1.0)[self.block.article]
        return result

    @cached_property
    def total(self) -> Ints:
        """The number of occurrences of each term in its article."""
        import numpy as np

        return np.bincount(self.block.columns, minlength=len(self.block.owner))

    @cached_property
    def idf(self) -> Floats:
        """For each term: log(1 + sentences of the article / sentences with the term)."""
        import numpy as np

        block = self.block
        spread = np.bincount(block.pairs[1], minlength=len(block.owner))
        result: Floats = np.log1p(block.sizes[block.owner] / np.maximum(spread, 1))
        return result

    @cached_property
    def mass(self) -> Floats:
        """The tf-idf of each term."""
        result: Floats = self.total * self.idf
        return result

    @cached_property
    def unit(self) -> Floats:
        """The tf-idf of each pair of sentence and term, so that each sentence has length 1."""
        import numpy as np

        holder, term, often = self.block.pairs
        weighted = often * self.idf[term]
        norms = np.sqrt(self.over_terms(weighted * weighted))
        result: Floats = weighted / np.where(norms > 0.0, norms, 1.0)[holder]
        return result

    @cached_property
    def likeness(self) -> Likeness:
        """The similarity of each sentence to the others."""
        return likeness_of(self.block, self.unit)

    @cached_property
    def terms(self) -> Ints:
        """The number of term occurrences in each sentence, at least 1."""
        import numpy as np

        result: Ints = np.maximum(np.bincount(self.block.rows, minlength=len(self.place)), 1)
        return result

    @cached_property
    def kinds(self) -> Ints:
        """The number of different terms in each sentence, at least 1."""
        import numpy as np

        result: Ints = np.maximum(np.bincount(self.block.pairs[0], minlength=len(self.place)), 1)
        return result

    @cached_property
    def paragraph(self) -> Floats:
        """The number of each sentence's paragraph, from 0."""
        import numpy as np

        return np.array([sentence.paragraph for sentence in self.block.sentences], np.float64)

    @cached_property
    def starts(self) -> Floats:
        """Whether each sentence starts a paragraph."""
        import numpy as np

        starts = np.ones(len(self.place))
        starts[1:] = (self.paragraph[1:] != self.paragraph[:-1]) | (self.place[1:] == 0)
        return starts

    @cached_property
    def ends(self) -> Floats:
        """Whether each sentence ends a paragraph."""
        import numpy as np

        ends = np.ones(len(self.place))
        ends[:-1] = self.starts[1:]
        return ends

    @cached_property
    def words_before(self) -> Floats:
        """The number of words of the article before each sentence."""
        block = self.block
        run = self.words.cumsum() - self.words
        result: Floats = run - run[block.sizes.cumsum() - block.sizes][block.article]
        return result

    @cached_property
    def frequency(self) -> Floats:
        """The mean logarithm of the counts of each sentence's terms in the article."""
        import numpy as np

        block = self.block
        frequent = np.log(np.maximum(self.total, 1.0))
        sums = np.bincount(block.rows, frequent[block.columns], minlength=len(self.place))
        result: Floats = sums / self.terms
        return result

    @cached_property
    def top_terms(self) -> Numbers:
        """The number of the article's most frequent terms that each sentence has."""
        import numpy as np

        block, width = self.block, len(self.block.owner)
        order = np.lexsort((-self.total, block.owner))
        top = np.zeros(width)
        top[order[np.arange(width) - np.repeat(block.starts, block.widths) < _TOP]] = 1.0
        return self.over_terms(top[block.pairs[1]])

    @cached_property
    def centroid(self) -> Floats:
        """The cosine of each sentence with the sum of all sentences of the article."""
        import numpy as np

        term = self.block.pairs[1]
        middle = np.bincount(term, self.unit, minlength=len(self.block.owner))
        norm = np.sqrt(self.by_article(middle * middle))
        result: Floats = self.over_terms(self.unit * middle[term]) / self.in_article(norm)
        return result

    @cached_property
    def rarity(self) -> Floats:
        """For each term: its share of the headline times its idf."""
        result: Floats = self.headline * self.idf
        return result

    @cached_property
    def headline_norm(self) -> Floats:
        """The length of each article's headline as a vector of `rarity`."""
        import numpy as np

        return np.sqrt(self.by_article(self.rarity * self.rarity))

    def over_headline(self, values: Numbers, factors: Numbers | None = None) -> Numbers:
        """Return the sum over the terms of each sentence; `values` has a number for each term.

        Parameters
        ----------
        factors
            A factor for each pair of sentence and term.
        """
        each = values[self.block.pairs[1]]
        return self.over_terms(each if factors is None else factors * each)

"""The features of an article's terms, from which a model estimates their importance."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from summkit.newsrank.feature import Feature, fill
from summkit.newsrank.measures import Measures

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Numbers = NDArray[Any]


class TermMeasures:
    """The terms of a block, with one number for each term.

    Attributes
    ----------
    size
        The number of sentences of its article.
    total, named
        The number of its occurrences there; the number of its occurrences as a name.
    first, last
        The place of the first and of the last sentence that contains it.
    headline
        Its share of the headline.
    """

    def __init__(self, measures: Measures) -> None:
        import numpy as np

        self.block = block = measures.block
        self.count = len(block.owner)
        self.holder, self.term, _ = block.pairs
        self.place = block.place[self.holder]
        self.total = measures.total.astype(np.float64)
        self.named = measures.surface.named
        self.headline = measures.headline
        self.size = block.sizes[block.owner]
        self.first, self.last = np.zeros(self.count), np.zeros(self.count)
        self.last[self.term] = self.place  # in the order of sentences: the last assignment counts
        self.first[self.term[::-1]] = self.place[::-1]
        self.often = np.log(np.maximum(self.total, 1.0))
        self.near = 1.0 / (1.0 + self.first)
        self.ones = np.ones(self.count)
        self.capitals = np.minimum(self.named / np.maximum(self.total, 1.0), 1.0)

    def held_by(self, place: int) -> Floats:
        """Return whether the sentence at `place` contains each term.

        In a shorter article, the last sentence is used.
        """
        import numpy as np

        held = np.zeros(self.count)
        last = self.block.sizes[self.block.article[self.holder]] - 1
        held[self.term[self.place == np.minimum(place, last)]] = 1.0
        return held

    @cached_property
    def opening(self) -> Floats:
        """Whether the first sentence contains each term."""
        return self.held_by(0)

    def sentences(self, least: int | None = None) -> Numbers:
        """Return how many sentences contain each term, of the first `least` or of all."""
        import numpy as np

        term = self.term if least is None else self.term[self.place < least]
        return np.bincount(term, minlength=self.count)

    @property
    def article_length(self) -> Floats:
        """The logarithm of the number of term occurrences in each term's article."""
        import numpy as np

        block = self.block
        lengths = np.bincount(block.owner, self.total, minlength=len(block.sizes))
        result: Floats = np.log1p(lengths)[block.owner]
        return result

    @property
    def first_log(self) -> Floats:
        """The logarithm of the place of the first sentence that contains each term."""
        import numpy as np

        result: Floats = np.log1p(self.first)
        return result

    @property
    def letters(self) -> Numbers:
        """The number of letters of each term's stem, at most 12."""
        import numpy as np

        return np.minimum(self.block.letters, 12)


TERMS: tuple[Feature[TermMeasures], ...] = (
    Feature("often", "is frequent in the article", "", lambda t: t.often),
    Feature("repeated", "occurs there more than once", "", lambda t: t.total > 1),
    Feature("spread", "is in many of its sentences", "", lambda t: t.sentences() / t.size),
    Feature("near", "first occurs near its start", "", lambda t: t.near),
    Feature("first", "first occurs far from its start", "", lambda t: t.first_log),
    Feature("in_first", "is in the first sentence", "", lambda t: t.opening),
    Feature("in_second", "is in the second", "", lambda t: t.held_by(1)),
    Feature("in_third", "is in the third", "", lambda t: t.held_by(2)),
    Feature("in_lead", "is in all of the first three", "", lambda t: t.sentences(3) / 3.0),
    Feature("capitals", "is a name", "", lambda t: t.capitals),
    Feature("capitals_often", "is a frequent name", "", lambda t: t.capitals * t.often),
    Feature("digits", "has a digit", "", lambda t: t.block.digits),
    Feature("letters", "is long", "", lambda t: t.letters),
    Feature("in_headline", "is in the headline", "", lambda t: t.headline > 0),
    Feature("often_near", "is frequent and occurs near the start", "", lambda t: t.often * t.near),
    Feature(
        "often_first", "is frequent and in the first sentence", "", lambda t: t.opening * t.often
    ),
    Feature("late", "still occurs in the second half", "", lambda t: t.last >= t.size // 2),
    Feature("article", "is of a long article", "", lambda t: t.article_length),
    Feature("one", "the intercept", "", lambda t: t.ones),
)
"""The features of a term.

The rarity in other articles is none of them, because it did not improve the results; see
newsrank.md.
"""


def terms_of(measures: Measures) -> Floats:
    """Return terms x `TERMS`."""
    import numpy as np

    out = np.empty((len(TERMS), len(measures.block.owner)))
    fill(out, TERMS, TermMeasures(measures))
    return out.T

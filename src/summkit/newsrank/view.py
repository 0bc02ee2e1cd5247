"""Articles in the ranker's form: sizes, and the features of their sentences and terms."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from summkit.newsrank.block import Block
from summkit.newsrank.cuts import cut_down
from summkit.newsrank.feature import fill
from summkit.newsrank.features import FEATURES, HEADLINE, IMPORTANCE, TEXT, Importance
from summkit.newsrank.limits import BudgetLimits
from summkit.newsrank.measures import Measures
from summkit.newsrank.terms import terms_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.intp]
    Bools = NDArray[np.bool_]


@dataclass(frozen=True)
class View:
    """Some articles in the ranker's form, each under one budget.

    Sentences and terms are numbered through all articles. Sentences after the first `block.HEAD`
    of an article are left out.

    Attributes
    ----------
    sizes, widths
        The number of sentences and of terms of each article.
    features
        Sentences x features, float64, finite.
    holder, term
        The sentence and the term of every pair that occurs.
    weight
        The share of each term in the sum of its article's tf-idf.
    headline
        The share of each term in the headline; 0 without a headline.
    words, characters
        The size of each sentence as budgets count it; characters include the joiner.
    joiner
        The number of characters between two sentences of each article.
    terms
        Terms x `terms.TERMS`.
    importance
        The probability that each term occurs in an editor's text, 0 to 1; `weigh` sets it.
    cut
        Whether a sentence is longer than the whole budget, so that it has to be cut. Its size and
        its terms are then the size and terms of the prefix that fits.
    """

    sizes: Ints
    widths: Ints
    features: Floats
    holder: Ints
    term: Ints
    weight: Floats
    headline: Floats
    words: Floats
    characters: Floats
    joiner: Ints
    terms: Floats
    importance: Floats
    cut: Bools

    @property
    def starts(self) -> Ints:
        """The number of the first sentence of each article."""
        return self.sizes.cumsum() - self.sizes


def view(block: Block, bounds: Sequence[BudgetLimits], headline: Sequence[bool]) -> View:
    """Return some articles in the ranker's form.

    Parameters
    ----------
    bounds
        The bounds of each article.
    headline
        Whether each article's own headline may be used.
    """
    import numpy as np

    measures = Measures(block, bounds, headline)
    features = np.zeros((len(FEATURES), len(block.article)))
    fill(features[: len(TEXT)], TEXT, measures)
    fill(features[-len(HEADLINE) :], HEADLINE, measures)
    holder, term, _ = block.pairs
    words, characters = measures.words, measures.surface.characters
    joiner = np.array([len(document.language.joiner) for document in block.documents])
    characters += joiner[block.article]
    cut = words > np.array([each.words for each in bounds])[block.article]
    most = np.array([each.characters for each in bounds])[block.article]
    cut |= characters - joiner[block.article] > most
    if cut.any():
        holder, term = cut_down(block, bounds, cut, words, characters)
    weight = measures.mass / np.maximum(measures.by_article(measures.mass), 1e-9)[block.owner]
    return View(
        block.sizes,
        block.widths,
        features.T,
        holder,
        term,
        weight,
        measures.headline,
        words,
        characters,
        joiner,
        terms_of(measures),
        weight,
        cut,
    )


def weigh(seen: View, importance: Floats) -> View:
    """Return the view with the importance of its terms and the features that depend on it."""
    features = seen.features.copy()
    source = Importance(seen.sizes, seen.widths, seen.holder, seen.term, seen.words, importance)
    fill(features.T[len(TEXT) : -len(HEADLINE)], IMPORTANCE, source)
    return replace(seen, features=features, importance=importance)

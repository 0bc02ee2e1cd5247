"""Articles as the ranker sees them: the features of their sentences and terms, and their sizes."""

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
    """Some articles as the ranker sees them, each under one budget.

    Sentences and terms are numbered through all of them; sentences beyond `block.HEAD`
    are not among them.

    Attributes
    ----------
    sizes, widths
        Sentences and terms of each article.
    features
        Sentences x features, float64, finite.
    holder, term
        Every pair of a sentence and a term that it holds.
    weight
        What of its article each term stands for: its share of all tf-idf.
    headline
        Terms' share in the headline; all 0 without one.
    words, characters
        Size of each sentence as budgets count; characters with what joins it to the next.
    joiner
        Characters between two sentences of each article.
    terms
        Terms x `terms.TERMS`.
    importance
        How likely each term is to be in what an editor writes, 0 to 1; `weigh` sets it.
    cut
        Whether a sentence is longer than the whole budget and can only be had cut: its
        size, and what it holds, are then those of the prefix that fits.
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
        """The first sentence of each article."""
        return self.sizes.cumsum() - self.sizes


def view(block: Block, bounds: Sequence[BudgetLimits], headline: Sequence[bool]) -> View:
    """Look at some articles.

    Parameters
    ----------
    bounds
        The budget of each.
    headline
        Whether the article's own headline may be looked at, of each.
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
    """Return the view with the importance of its terms, and the features that rest on it."""
    features = seen.features.copy()
    source = Importance(seen.sizes, seen.widths, seen.holder, seen.term, seen.words, importance)
    fill(features.T[len(TEXT) : -len(HEADLINE)], IMPORTANCE, source)
    return replace(seen, features=features, importance=importance)

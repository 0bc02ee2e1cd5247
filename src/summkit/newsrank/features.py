"""What the ranker sees of each sentence: language-neutral numbers, for many articles at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from summkit.newsrank.block import Block
from summkit.newsrank.cuts import cut_down
from summkit.newsrank.likeness import likeness_of
from summkit.newsrank.limits import Limits
from summkit.newsrank.surface import surface_of
from summkit.newsrank.terms import terms_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.intp]
    Bools = NDArray[np.bool_]
    Numbers = NDArray[Any]

VERSION = 3
"""Changes with anything that changes a value below: a model is for one version only."""

FEATURES = {
    "first": "it opens the article",
    "second": "it is the second sentence",
    "third": "it is the third sentence",
    "fourth": "it is the fourth sentence",
    "early": "it stands early",
    "closeness": "it stands near the start",
    "depth": "it stands deep in the article",
    "relative": "it stands late in relation to the whole",
    "last": "it ends the article",
    "before": "much text stands before it",
    "paragraph": "it stands in a late paragraph",
    "paragraph_start": "it starts a paragraph",
    "paragraph_alone": "it is a paragraph of its own",
    "length": "it is long",
    "size": "it takes much of the budget",
    "word_length": "its words are long",
    "content": "few of its words are stop words",
    "frequency": "its terms are frequent in the article",
    "top_terms": "it holds the article's most frequent terms",
    "centroid": "it resembles the article as a whole",
    "degree": "it resembles many sentences",
    "nearest": "another sentence says much the same",
    "forward": "what follows takes up its words",
    "backward": "it repeats what came before",
    "to_first": "it resembles the opening sentence",
    "to_lead": "it resembles the first three sentences",
    "numbers": "it gives numbers",
    "names": "it names people or places",
    "main_names": "it names those the article is about",
    "quotes": "it quotes",
    "quote_start": "it begins with a quotation",
    "half_quote": "it holds one half of a quotation",
    "question": "it asks",
    "exclamation": "it exclaims",
    "unfinished": "it does not end like a sentence",
    "colon": "it ends in a colon",
    "dangling": "its first word points back",
    "stop_start": "it begins with a function word",
    "important": "its words are those that editors take up",
    "important_share": "it holds much of what editors take up",
    "important_most": "it holds a word that editors nearly always take up",
    "headline_cosine": "it resembles the headline",
    "headline_recall": "it takes up the headline's words",
    "headline_precision": "little in it is not in the headline",
    "headline_names": "it takes up the headline's rare words",
}
"""Every feature and, in words, what a high value says of a sentence."""

NAMES = tuple(FEATURES)
IMPORTANT = NAMES.index("important")
"""From here on three features that `weigh` fills in."""

HEADLINED = NAMES.index("headline_cosine")
"""Features from here on are 0 where the headline is unknown or not to be used."""


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
        Terms x (`TERMS` and 1).
    importance
        How likely each term is to be in what an editor writes, 0 to 1; `weigh` sets it.
    cut
        Whether a sentence is longer than the whole budget and can only be had cut: its
        size, and what it holds, are then those of what is kept.
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


def view(block: Block, bounds: Sequence[Limits], headline: Sequence[bool]) -> View:
    """Look at some articles.

    Parameters
    ----------
    bounds
        The budget of each.
    headline
        Whether the article's own headline may be looked at, of each.
    """
    import numpy as np

    article, owner, place = block.article, block.owner, block.place
    count, width, articles = len(article), len(owner), len(block.sizes)
    holder, term, often = block.pairs
    size = block.sizes[article]
    words, characters, surface, named = surface_of(block)
    room = np.array([each.room for each in bounds])[article]

    def over_terms(values: Numbers) -> Numbers:
        """Sum over the terms that a sentence holds."""
        return np.bincount(holder, values, minlength=count)

    def by_article(values: Numbers) -> Numbers:
        """Sum over the terms of an article."""
        return np.bincount(owner, values, minlength=articles)

    total = np.bincount(block.columns, minlength=width)
    spread = np.bincount(term, minlength=width)
    idf = np.log1p(block.sizes[owner] / np.maximum(spread, 1))
    mass = total * idf
    weighted = often * idf[term]
    norms = np.sqrt(over_terms(weighted * weighted))
    unit = weighted / np.where(norms > 0.0, norms, 1.0)[holder]
    middle = np.bincount(term, unit, minlength=width)
    middle_norm = np.sqrt(by_article(middle * middle))
    likeness = likeness_of(block, unit)

    terms = np.maximum(np.bincount(block.rows, minlength=count), 1)
    kinds = np.maximum(np.bincount(holder, minlength=count), 1)
    paragraph = np.array([sentence.paragraph for sentence in block.sentences], np.float64)
    starts = np.ones(count)
    starts[1:] = (paragraph[1:] != paragraph[:-1]) | (place[1:] == 0)
    ends = np.ones(count)
    ends[:-1] = starts[1:]
    run = words.cumsum() - words
    before = run - run[block.sizes.cumsum() - block.sizes][article]
    frequent = np.log(np.maximum(total, 1.0))
    order = np.lexsort((-total, owner))
    top = np.zeros(width)
    top[order[np.arange(width) - np.repeat(block.starts, block.widths) < 10]] = 1.0

    wanted = block.headlines(headline)
    square = wanted * idf
    title = np.sqrt(by_article(square * square))
    title_mass = by_article(square)
    values = (
        place == 0,
        place == 1,
        place == 2,
        place == 3,
        (place >= 4) & (place < 8),
        1.0 / (1.0 + place),
        np.log1p(place),
        place / size,
        (place == size - 1) & (size > 3),
        np.log1p(before / 50.0),
        np.log1p(paragraph),
        starts,
        starts * ends,
        np.log1p(words),
        np.minimum(words / room, 2.0),
        surface[0],
        np.minimum(terms / np.maximum(words, 1.0), 1.5),
        np.bincount(block.rows, frequent[block.columns], minlength=count) / terms,
        over_terms(top[term]) / 10.0,
        over_terms(unit * middle[term]) / _or_one(middle_norm)[article],
        *likeness,
        *surface[1:],
        0.0,
        0.0,
        0.0,
        over_terms(unit * square[term]) / _or_one(title)[article],
        over_terms(wanted[term]),
        over_terms(wanted[term] > 0) / kinds,
        over_terms(square[term]) / _or_one(title_mass)[article],
    )
    features = np.empty((len(NAMES), count))
    for row, value in zip(features, values, strict=True):
        row[:] = value
    joiner = np.array([len(document.language.joiner) for document in block.documents])
    characters += joiner[article]
    cut = words > np.array([each.words for each in bounds])[article]
    cut |= characters - joiner[article] > np.array([each.characters for each in bounds])[article]
    if cut.any():
        holder, term = cut_down(block, bounds, cut, words, characters)
    weight = mass / np.maximum(by_article(mass), 1e-9)[owner]
    return View(
        block.sizes,
        block.widths,
        features.T,
        holder,
        term,
        weight,
        wanted,
        words,
        characters,
        joiner,
        terms_of(block, named, wanted),
        weight,
        cut,
    )


def _or_one(values: Numbers) -> Floats:
    """Return values to divide by: 1 in place of 0."""
    import numpy as np

    return np.where(values > 0.0, values, 1.0)


def weigh(seen: View, importance: Floats) -> View:
    """Return the view with the importance of its terms, and the features that rest on it."""
    import numpy as np

    features = seen.features.copy()
    count, articles = len(features), len(seen.sizes)
    values = importance[seen.term]
    sums = np.bincount(seen.holder, values, minlength=count)
    owner = np.repeat(np.arange(articles), seen.widths)
    total = np.bincount(owner, importance, minlength=articles)
    most = np.zeros(count)
    np.maximum.at(most, seen.holder, values)
    features[:, IMPORTANT] = sums / np.maximum(seen.words, 1.0)
    features[:, IMPORTANT + 1] = sums / np.repeat(np.maximum(total, 1e-9), seen.sizes)
    features[:, IMPORTANT + 2] = most
    return replace(seen, features=features, importance=importance)

"""The features of sentences: language-neutral numbers, computed for whole blocks of articles.

Each feature is declared once. A model is trained for these features in this order, so a change
needs a new `VERSION`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from summkit.newsrank.feature import Feature, names_of
from summkit.newsrank.surface import COLON, EXCLAMATION, QUESTION, UNFINISHED

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from summkit.newsrank.measures import Measures

    Floats = NDArray[np.float64]
    Ints = NDArray[np.intp]
    Numbers = NDArray[Any]

VERSION = 3
"""The version of the features; it changes if any value changes. A model is for one version."""


def _log(values: Numbers) -> Numbers:
    import numpy as np

    return np.log1p(values)


def _at_most(values: Numbers, most: float) -> Numbers:
    import numpy as np

    return np.minimum(values, most)


def _at_least(values: Numbers, least: float) -> Numbers:
    import numpy as np

    return np.maximum(values, least)


def _per_word(measures: Measures, values: Numbers) -> Numbers:
    quotient: Numbers = values / _at_least(measures.words, 1.0)
    return quotient


TEXT: tuple[Feature[Measures], ...] = (
    Feature("first", "opens the article", "does not open the article", lambda m: m.place == 0),
    Feature("second", "comes second", "does not come second", lambda m: m.place == 1),
    Feature("third", "comes third", "does not come third", lambda m: m.place == 2),
    Feature("fourth", "comes fourth", "does not come fourth", lambda m: m.place == 3),
    Feature(
        "early",
        "is one of sentences 5 to 8",
        "is not one of sentences 5 to 8",
        lambda m: (m.place >= 4) & (m.place < 8),
    ),
    Feature(
        "closeness",
        "comes near the start",
        "comes far from the start",
        lambda m: 1.0 / (1.0 + m.place),
    ),
    Feature("depth", "comes late", "comes early", lambda m: _log(m.place)),
    Feature(
        "relative",
        "comes in the later part of the article",
        "comes in the earlier part of the article",
        lambda m: m.place / m.size,
    ),
    Feature(
        "last",
        "ends the article",
        "does not end the article",
        lambda m: (m.place == m.size - 1) & (m.size > 3),
    ),
    Feature(
        "before",
        "has much text before it",
        "has little text before it",
        lambda m: _log(m.words_before / 50.0),
    ),
    Feature(
        "paragraph",
        "is in a late paragraph",
        "is in an early paragraph",
        lambda m: _log(m.paragraph),
    ),
    Feature(
        "paragraph_start",
        "starts a paragraph",
        "does not start a paragraph",
        lambda m: m.starts,
    ),
    Feature(
        "paragraph_alone",
        "is a whole paragraph",
        "shares its paragraph with others",
        lambda m: m.starts * m.ends,
    ),
    Feature("length", "is long", "is short", lambda m: _log(m.words)),
    Feature(
        "size",
        "long for the budget",
        "short for the budget",
        lambda m: _at_most(m.words / m.room, 2.0),
    ),
    Feature(
        "word_length",
        "has long words",
        "has short words",
        lambda m: _at_most(_per_word(m, m.surface.characters), 12.0),
    ),
    Feature(
        "content",
        "has few function words",
        "has many function words",
        lambda m: _at_most(_per_word(m, m.terms), 1.5),
    ),
    Feature(
        "frequency",
        "has words that are frequent in the article",
        "has words that are rare in the article",
        lambda m: m.frequency,
    ),
    Feature(
        "top_terms",
        "has many of the article's ten most frequent words",
        "has few of the article's ten most frequent words",
        lambda m: m.top_terms / 10.0,
    ),
    Feature(
        "centroid",
        "resembles the article as a whole",
        "differs from the article as a whole",
        lambda m: m.centroid,
    ),
    Feature(
        "degree",
        "resembles many sentences",
        "resembles few sentences",
        lambda m: m.likeness.degree,
    ),
    Feature(
        "nearest",
        "has a near repeat in the article",
        "has no near repeat in the article",
        lambda m: m.likeness.nearest,
    ),
    Feature(
        "forward",
        "has words that later sentences repeat",
        "has words that later sentences do not repeat",
        lambda m: m.likeness.forward,
    ),
    Feature(
        "backward",
        "repeats earlier sentences",
        "differs from earlier sentences",
        lambda m: m.likeness.backward,
    ),
    Feature(
        "to_first",
        "resembles the first sentence",
        "differs from the first sentence",
        lambda m: m.likeness.to_first,
    ),
    Feature(
        "to_lead",
        "resembles the first three sentences",
        "differs from the first three sentences",
        lambda m: m.likeness.to_lead,
    ),
    Feature(
        "numbers",
        "has numbers",
        "has few numbers",
        lambda m: _at_most(m.surface.numbers, 4) / 2.0,
    ),
    Feature(
        "names",
        "names people or places",
        "names few people or places",
        lambda m: _at_most(_per_word(m, m.surface.names), 1.0),
    ),
    Feature(
        "main_names",
        "names the main persons or places of the article",
        "does not name the main persons or places of the article",
        lambda m: _at_most(m.surface.main_names, 4) / 2.0,
    ),
    Feature(
        "quotes",
        "has quotation marks",
        "has few quotation marks",
        lambda m: _at_most(m.surface.quotes, 4) / 2.0,
    ),
    Feature(
        "quote_start",
        "begins with a quotation",
        "does not begin with a quotation",
        lambda m: m.surface.quote_start,
    ),
    Feature(
        "half_quote",
        "has one half of a quotation",
        "has no half of a quotation",
        lambda m: m.surface.half_quote,
    ),
    Feature("question", "is a question", "is no question", lambda m: m.surface.ends & QUESTION > 0),
    Feature(
        "exclamation",
        "is an exclamation",
        "is no exclamation",
        lambda m: m.surface.ends & EXCLAMATION > 0,
    ),
    Feature(
        "unfinished",
        "does not end like a sentence",
        "ends like a sentence",
        lambda m: m.surface.ends & UNFINISHED > 0,
    ),
    Feature(
        "colon", "ends in a colon", "does not end in a colon", lambda m: m.surface.ends & COLON > 0
    ),
    Feature(
        "dangling",
        "begins with a word that refers to earlier text",
        "begins with a word that does not refer to earlier text",
        lambda m: m.surface.dangling,
    ),
    Feature(
        "stop_start",
        "begins with a function word",
        "does not begin with a function word",
        lambda m: m.surface.stop_start,
    ),
)
"""Features that are computed from the text alone."""


@dataclass(frozen=True, eq=False, repr=False)
class Importance:
    """The importance of the terms of some articles, and the sentences that contain the terms.

    `view.View` documents the other attributes.

    Attributes
    ----------
    importance
        For each term: the probability that an editor uses it, 0 to 1.
    """

    sizes: Ints
    widths: Ints
    holder: Ints
    term: Ints
    words: Floats
    importance: Floats

    @cached_property
    def sums(self) -> Numbers:
        """The sum of the importance of all terms of each sentence."""
        import numpy as np

        each = self.importance[self.term]
        return np.bincount(self.holder, each, minlength=len(self.words))

    @cached_property
    def share(self) -> Floats:
        """The share of its article's importance that each sentence has."""
        import numpy as np

        articles = len(self.sizes)
        owner = np.repeat(np.arange(articles), self.widths)
        total = np.bincount(owner, self.importance, minlength=articles)
        result: Floats = self.sums / np.repeat(np.maximum(total, 1e-9), self.sizes)
        return result

    @cached_property
    def most(self) -> Floats:
        """The highest importance of a term in each sentence."""
        import numpy as np

        most = np.zeros(len(self.words))
        np.maximum.at(most, self.holder, self.importance[self.term])
        return most


IMPORTANCE: tuple[Feature[Importance], ...] = (
    Feature(
        "important",
        "has words that editors tend to reuse",
        "has words that editors tend to leave out",
        lambda i: i.sums / _at_least(i.words, 1.0),
    ),
    Feature(
        "important_share",
        "has many of the words that editors tend to reuse",
        "has few of the words that editors tend to reuse",
        lambda i: i.share,
    ),
    Feature(
        "important_most",
        "has a word that editors nearly always reuse",
        "has no word that editors nearly always reuse",
        lambda i: i.most,
    ),
)
"""Features that need the importance of the terms."""


HEADLINE: tuple[Feature[Measures], ...] = (
    Feature(
        "headline_cosine",
        "resembles the headline",
        "differs from the headline",
        lambda m: m.over_headline(m.rarity, m.unit) / m.in_article(m.headline_norm),
    ),
    Feature(
        "headline_recall",
        "shares words with the headline",
        "shares few words with the headline",
        lambda m: m.over_headline(m.headline),
    ),
    Feature(
        "headline_precision",
        "has few words that the headline lacks",
        "has many words that the headline lacks",
        lambda m: m.over_headline(m.headline > 0) / m.kinds,
    ),
    Feature(
        "headline_names",
        "shares rare words with the headline",
        "shares few rare words with the headline",
        lambda m: m.over_headline(m.rarity) / m.in_article(m.by_article(m.rarity)),
    ),
)
"""Features of the similarity to the headline; 0 if there is no headline, or if it must not be used.
"""


FEATURES: tuple[Feature[Any], ...] = (*TEXT, *IMPORTANCE, *HEADLINE)
NAMES = names_of(FEATURES)

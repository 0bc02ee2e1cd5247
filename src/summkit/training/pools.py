"""Training examples of the shortener: the candidate headlines of an article, and their ROUGE."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from summkit.document import Document
from summkit.metrics.base import Candidate, Item
from summkit.metrics.rouge import Rouge
from summkit.metrics.rouge_engines import porter_tokens
from summkit.modelfile import digest
from summkit.shortening.learned import names, rank
from summkit.shortening.learned.keep import chances, word_features
from summkit.shortening.learned.weights import Weights
from summkit.shortening.readings import readings
from summkit.shortening.shorten import shorten
from summkit.shortening.versions import versions
from summkit.training.examples import shingles

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

SENTENCES = 3
"""Number of opening sentences. The candidates come from the first of them that can be shortened."""

Rows = tuple[tuple[str, ...], ...]
"""The features of each token, see `summkit.shortening.learned.keep.word_features`."""


@dataclass(frozen=True)
class CandidatePool:
    """The possible headlines of an article, with their ROUGE against the editor's headline.

    Attributes
    ----------
    opening
        Features of the tokens of the first sentence; empty if it cannot be parsed.
    taken
        For each token of it, whether the editor's headline contains it; None for punctuation.
    rows
        Features of the tokens of the sentence with the candidates; empty if there are none.
    masks
        For each candidate, the mask of its tokens.
    fixed
        Its features that do not depend on `rows`, shape (candidates, features).
    rouge
        Its R-1, R-2 and R-L F1 against the editor's headline, shape (candidates, 3).
    characters
        Its length in characters.
    cut, cut_characters
        R-1, R-2, R-L and length of the first sentence cut at the budget.
    default, default_characters
        The same values for the headline of the shipped model; for the cut if it writes no headline.
    group
        The corpus of the article.
    digest, shingles
        See `summkit.training.examples.Example`.
    """

    opening: Rows
    taken: tuple[bool | None, ...]
    rows: Rows
    masks: tuple[int, ...]
    fixed: Floats
    rouge: Floats
    characters: tuple[int, ...]
    cut: Floats
    cut_characters: int
    default: Floats
    default_characters: int
    group: str
    digest: str
    shingles: NDArray[np.uint32]

    def features(self, words: Mapping[str, float]) -> Floats:
        """Return the features of each candidate, with the given weights of word features."""
        import numpy as np

        keep = chances(self.rows, words)
        features = [rank.keep_features(mask, keep) for mask in self.masks]
        return np.hstack([np.array(features).reshape(len(features), len(names.KEEP)), self.fixed])

    def best(self, weights: Weights) -> int | None:
        """Return the index of the best candidate; None if there are none."""
        scores = [rank.score(row, weights.ranker) for row in self.features(weights.words).tolist()]
        return scores.index(max(scores)) if scores else None


def pool(document: Document, characters: int, group: str = "") -> CandidatePool:
    """Return the pool of an English article with a headline and at least one sentence.

    Parameters
    ----------
    characters
        The budget.
    group
        The corpus of the article.
    """
    import numpy as np

    headline = document.article.headline or ""
    worth = rank.worths(document)
    rows: Rows = ()
    opening: Rows = ()
    taken: tuple[bool | None, ...] = ()
    texts: list[str] = []
    masks: list[int] = []
    fixed: list[list[float]] = []
    for place, _, _, tree in readings(document, range(min(SENTENCES, len(document.sentences)))):
        headlines = versions(tree, characters, worth, place)
        seen = tuple(word_features(tree, worth, place)) if headlines or place == 0 else ()
        if place == 0:
            opening, taken = seen, _taken(tree.lower, headline)
        if headlines:
            rows, texts = seen, [each.text for each in headlines]
            masks = [each.kept for each in headlines]
            fixed = [
                rank.fixed_features(tree, each, worth, place, characters) for each in headlines
            ]
            break
    cut = document.sentences[0].text[:characters]
    written = shorten(document, range(min(SENTENCES, len(document.sentences))), characters)
    default = written[0].text if written else cut
    scores = _rouge([cut, default, *texts], headline, document)
    return CandidatePool(
        opening,
        taken,
        rows,
        tuple(masks),
        np.array(fixed).reshape(len(fixed), len(names.FEATURES) - len(names.KEEP)),
        scores[2:],
        tuple(map(len, texts)),
        scores[0],
        len(cut),
        scores[1],
        len(default),
        group,
        digest(document.article.body),
        shingles(document),
    )


def interned(made: CandidatePool) -> CandidatePool:
    """Return a pool that shares equal strings with others, after transfer between processes."""

    def shared(rows: Rows) -> Rows:
        return tuple(tuple(map(sys.intern, row)) for row in rows)

    rows = shared(made.rows)
    opening = rows if made.opening is made.rows else shared(made.opening)
    return replace(made, opening=opening, rows=rows)


def _taken(words: list[str], headline: str) -> tuple[bool | None, ...]:
    stems = set(porter_tokens(headline))
    result: list[bool | None] = []
    for word in words:
        of_word = porter_tokens(word)
        result.append(bool(of_word) and stems.issuperset(of_word) if word[0].isalnum() else None)
    return tuple(result)


def _rouge(texts: list[str], headline: str, document: Document) -> Floats:
    metric = Rouge(types="1,2,L")
    items = [Item(Candidate.from_text(text), ((headline,),), document) for text in texts]
    scores: Floats = metric.values_many(items)[:, 2::3]
    return scores

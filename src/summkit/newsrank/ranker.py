"""Ranking articles with a model: terms, then sentences, then whole sets of sentences."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from summkit import core
from summkit.budget import Budget
from summkit.cohesion.completion import needs_with_names
from summkit.cohesion.leadin import news_of, reports
from summkit.cohesion.ties import ties_of, unmet
from summkit.document import Document
from summkit.modelfile import digest
from summkit.newsrank.block import HEAD, block
from summkit.newsrank.compiled import Looked, best_set, look
from summkit.newsrank.costs import BRIEF, Needs, demands_of
from summkit.newsrank.features import FEATURES, NAMES
from summkit.newsrank.limits import BudgetLimits, limits
from summkit.newsrank.model import RankingModel, Variant
from summkit.newsrank.scoring import best_sets, importance, pins_of, score
from summkit.newsrank.subsets import SHORTLIST
from summkit.newsrank.view import View, view, weigh
from summkit.summarisers.base import Reason

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


_HEADING = 12
"""A line of fewer words that is a paragraph of its own without a full stop is a heading."""

_RUN = 3
"""So many sentences from the news on are always among those that are weighed."""

_NOTHING = 1e-9
"""A contribution that is rounding alone."""


@dataclass(frozen=True)
class Ranking:
    """Some articles, each under one budget, as a model ranks them.

    Attributes
    ----------
    documents
        At least one, each of at least one sentence.
    headline
        Whether an article's own headline may be looked at.
    cut
        Whether a sentence longer than the budget may be chosen where others fit.
    complete
        Whether names of the news are printed in full: see `summkit.cohesion.completion`.
    """

    documents: Sequence[Document]
    model: RankingModel
    budget: Budget
    headline: bool
    cut: bool = True
    complete: bool = False

    @cached_property
    def used_headline(self) -> list[bool]:
        """Whether each headline was there, allowed, and the model has learned to use it."""
        able = self.headline and "headlined" in self.model.variants
        return [able and bool(document.headline_terms) for document in self.documents]

    def trained_on(self, article: int) -> bool:
        """Whether the model was trained on an article, by its number in `documents`."""
        return digest(self.documents[article].article.body) in self.model.trained_on

    @cached_property
    def _variants(self) -> list[Variant]:
        variants = self.model.variants
        return [variants["headlined" if used else "plain"] for used in self.used_headline]

    @cached_property
    def _languages(self) -> list[str]:
        return [document.language.code for document in self.documents]

    @cached_property
    def _news(self) -> list[int | None]:
        """Which sentence of each article carries the news; None where it may be any."""
        return [news_of(document, headline=self.headline) for document in self.documents]

    @cached_property
    def _leads(self) -> list[bool]:
        """Whether each article's news fits the budget and reports."""
        return [
            news is not None
            and news < len(looked.cut)
            and not looked.cut[news]
            and reports(document, news)
            for document, news, looked in zip(self.documents, self._news, self._looked, strict=True)
        ]

    @cached_property
    def _bounds(self) -> list[BudgetLimits]:
        return [limits(document, self.budget) for document in self.documents]

    @cached_property
    def seen(self) -> View:
        """The articles as the model sees them."""
        seen = view(block(self.documents), self._bounds, self.used_headline)
        layers = [variant.terms for variant in self._variants]
        return weigh(seen, importance(seen, list(zip(layers, self._languages, strict=True))))

    @cached_property
    def _looked(self) -> list[Looked]:
        """What is known of the sentences of each article."""
        if core.compiled:
            return [
                look(document, bounds, variant, headline=used)
                for document, bounds, variant, used in zip(
                    self.documents, self._bounds, self._variants, self.used_headline, strict=True
                )
            ]
        scores, headings = self._sentence_scores.tolist(), self._headings
        cut = self.seen.cut.tolist()
        return [
            Looked(None, scores[start:end], headings[start:end], cut[start:end])
            for start, end in pairwise([*self._starts, len(scores)])
        ]

    @cached_property
    def _sentence_scores(self) -> Floats:
        import numpy as np

        layers = [variant.sentences for variant in self._variants]
        using = list(zip(layers, self._languages, strict=True))
        # Rounded, so that no difference between BLAS libraries can turn an order.
        return np.round(score(self.seen.features, self.seen.sizes, using), 6)

    @cached_property
    def _starts(self) -> list[int]:
        starts: list[int] = self.seen.starts.tolist()
        return starts

    @cached_property
    def scores(self) -> list[list[float]]:
        """One finite number a sentence; beyond the first `HEAD` they fall below all others."""
        scores = []
        for document, looked in zip(self.documents, self._looked, strict=True):
            ranked = looked.scores
            rest, low = len(document.sentences) - len(ranked), min(ranked) - 1.0
            scores.append(ranked + [low - place / rest for place in range(rest)])
        return scores

    def choose(self, allowed: Sequence[Sequence[int]]) -> list[list[int]]:
        """Return the best set of each article, its best sentence first.

        More follow where there may be room, or where none of those ranked are allowed.

        Parameters
        ----------
        allowed
            What may be chosen of each article, in document order.
        """
        eligible = [self._eligible(article, indices) for article, indices in enumerate(allowed)]
        within = [
            self._with_news(article, [index for index in indices if index < HEAD])
            for article, indices in enumerate(eligible)
        ]
        # An article of which nothing may be chosen stands in with its first sentence.
        best = self._best_sets([indices or [0] for indices in within])
        chosen = []
        for article, (indices, scores) in enumerate(zip(eligible, self.scores, strict=True)):
            chosen_set, whole = best[article]
            if not within[article] or chosen_set is None:
                chosen.append(_best_first(indices, scores))
                continue
            # There may be room beyond the shortlist.
            more = set(indices).difference(chosen_set) if whole else ()
            chosen.append(_best_first(chosen_set, scores) + _best_first(more, scores))
        return chosen

    def _with_news(self, article: int, indices: Sequence[int]) -> Sequence[int]:
        """Return those of the first sentences that are looked at, with the news among the best."""
        news = self._news[article]
        teases = self._languages[article] == "en" and not self._leads[article]
        if news is None or news not in indices or teases:
            return indices
        if len(indices) <= SHORTLIST:
            return indices
        run = [index for index in indices if index >= news][:_RUN]
        best = _best_first(indices, self._looked[article].scores)
        if set(run).issubset(best[:SHORTLIST]):
            return indices
        others = [index for index in best if index not in run]
        return sorted([*others[: SHORTLIST - len(run)], *run])

    def _needs(self, article: int) -> Needs:
        document = self.documents[article]
        if not self.complete:
            return ties_of(document).needs
        return needs_with_names(document, self._news[article])

    def _best_sets(self, allowed: Sequence[Sequence[int]]) -> list[tuple[list[int] | None, bool]]:
        demands = [
            demands_of(
                self._needs(article),
                news,
                bounds,
                document.language.code,
                leads=leads,
            )
            for article, (document, news, bounds, leads) in enumerate(
                zip(self.documents, self._news, self._bounds, self._leads, strict=True)
            )
        ]
        if core.compiled:
            pins = pins_of(self._variants, self._bounds, self._languages)
            return [
                best_set(*each)
                for each in zip(
                    self._looked,
                    self.documents,
                    self._variants,
                    self._bounds,
                    allowed,
                    pins,
                    demands,
                    strict=True,
                )
            ]
        return best_sets(
            self._variants,
            self.seen,
            self._bounds,
            allowed,
            self._sentence_scores,
            self._languages,
            demands,
        )

    def long_news(self, article: int, chosen: Sequence[int]) -> int | None:
        """Return the sentence of the news where it is too long and all chosen stands behind it.

        None where that is not so, where it may not be had cut, or where it may be any.
        """
        news, looked = self._news[article], self._looked[article]
        if not self.cut or news is None or news >= len(looked.cut) or not looked.cut[news]:
            return None
        return news if min(chosen, default=news) > news else None

    def short_news(self, article: int, chosen: Sequence[int]) -> int | None:
        """Return the sentence of the news where it alone reads better than what was chosen.

        Sets far shorter than the lead are never weighed: a first sentence of 12 words alone is
        none. In English it is better than what stands behind it, and than more that does not
        follow it at once; elsewhere than more that needs what is not there. None in a text that
        is not short or wants so many sentences, and where it is not so.
        """
        news, bounds = self._news[article], self._bounds[article]
        if news is None or bounds.room > BRIEF or bounds.sentences == 1 or bounds.exact:
            return None
        if self._needs(article)(news):
            return None
        places = sorted(chosen)
        if self._leads[article] and self._languages[article] == "en":
            return news if not places or places[0] > news or places[-1] > news + 1 else None
        more = len(places) > 1 and places[0] == news
        return news if more and unmet(self.documents[article], places) else None

    def _eligible(self, article: int, allowed: Sequence[int]) -> Sequence[int]:
        """Leave out headings, and what can only be had cut if it may not be, if others are left.

        A heading is a short line that does not end like a sentence.
        """
        looked = self._looked[article]
        eligible = [i for i in allowed if i >= HEAD or not looked.headings[i]] or allowed
        if not self.cut:
            eligible = [i for i in eligible if i >= HEAD or not looked.cut[i]] or eligible
        return eligible

    @cached_property
    def _headings(self) -> list[bool]:
        features = self.seen.features
        heading: list[bool] = (
            (features[:, NAMES.index("unfinished")] > 0)
            & (features[:, NAMES.index("paragraph_alone")] > 0)
            & (self.seen.words < _HEADING)
        ).tolist()
        return heading

    def explain(self, article: int, index: int) -> list[Reason]:
        """Return why a sentence ranks where it does in its article, the largest reason first.

        The value of a reason is that of the feature less its mean over the ranked sentences
        of the article; the weight is that of the model for the article's language, for a
        unit of the feature. So all contributions add up to the sentence score less the
        article's mean score. Features that are the same in every sentence are left out.
        Empty for a sentence beyond the first `HEAD`, which are not ranked.
        """
        size = int(self.seen.sizes[article])
        if index >= size:
            return []
        start = self._starts[article]
        layer = self._variants[article].sentences
        rows = self.seen.features[start : start + size]
        values: list[float] = (rows[index] - rows.mean(axis=0)).tolist()
        weights: list[float] = (layer.weights(self._languages[article]) / layer.scale).tolist()
        reasons = [
            Reason(feature.name, feature.phrase if value > 0.0 else feature.opposite, value, weight)
            for feature, value, weight in zip(FEATURES, values, weights, strict=True)
            if abs(value * weight) > _NOTHING
        ]
        return sorted(reasons, key=lambda each: -abs(round(each.contribution, 6)))


def _best_first(indices: Iterable[int], scores: Sequence[float]) -> list[int]:
    return sorted(indices, key=lambda i: (-scores[i], i))

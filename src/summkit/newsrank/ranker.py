"""The ranking by a model: first of terms, then of sentences, then of sets of sentences."""

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
from summkit.cohesion.repeats import repeats
from summkit.cohesion.ties import ties_of, unmet
from summkit.document import Document
from summkit.modelfile import digest
from summkit.newsrank.block import HEAD
from summkit.newsrank.compiled import PreparedArticle, best_set, prepare
from summkit.newsrank.costs import BRIEF, Needs, demands_of
from summkit.newsrank.features import FEATURES, NAMES
from summkit.newsrank.limits import BudgetLimits, limits
from summkit.newsrank.model import RankingModel, Variant
from summkit.newsrank.scoring import best_sets, importance, pins_of, score
from summkit.newsrank.subsets import SHORTLIST
from summkit.summarisers.base import Reason

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from summkit.newsrank.view import View

    Floats = NDArray[np.float64]


_HEADING = 12
"""A line with fewer words is a heading, if it is a whole paragraph without a full stop."""

_RUN = 3
"""Number of sentences from the news on that are always in the shortlist."""

_NEXT = 2
"""Number of sentences after the news of which one may be printed with it.

The limit is for short texts in other languages than English.
"""

_NOTHING = 1e-9
"""A contribution up to this size is a rounding error."""


@dataclass(frozen=True, eq=False, repr=False)
class Ranking:
    """The ranking of some articles by a model, each article under one budget.

    Attributes
    ----------
    documents
        At least one article, each with at least one sentence.
    headline
        Whether an article's own headline may be used.
    cut
        Whether a sentence longer than the budget may be chosen if others fit.
    complete
        Whether names in the news are printed in full: see `summkit.cohesion.completion`.
    """

    documents: Sequence[Document]
    model: RankingModel
    budget: Budget
    headline: bool
    cut: bool = True
    complete: bool = False

    @cached_property
    def used_headline(self) -> list[bool]:
        """Whether each headline is used: it exists, is allowed, and the model learned to use it."""
        able = self.headline and "headlined" in self.model.variants
        return [able and bool(document.headline_terms) for document in self.documents]

    def trained_on(self, article: int) -> bool:
        """Return whether the model was trained on an article, by its number in `documents`."""
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
        """The place of the news sentence of each article; None if any may contain the news."""
        return [news_of(document, headline=self.headline) for document in self.documents]

    @cached_property
    def _leads(self) -> list[bool]:
        """Whether each article's news sentence fits the budget and reports."""
        return [
            news is not None
            and news < len(prepared.cut)
            and not prepared.cut[news]
            and reports(document, news)
            for document, news, prepared in zip(
                self.documents, self._news, self._prepared, strict=True
            )
        ]

    @cached_property
    def _bounds(self) -> list[BudgetLimits]:
        return [limits(document, self.budget) for document in self.documents]

    @cached_property
    def seen(self) -> View:
        """The articles in the model's form."""
        from summkit.newsrank.block import block
        from summkit.newsrank.view import view, weigh

        seen = view(block(self.documents), self._bounds, self.used_headline)
        layers = [variant.terms for variant in self._variants]
        return weigh(seen, importance(seen, list(zip(layers, self._languages, strict=True))))

    @cached_property
    def _prepared(self) -> list[PreparedArticle]:
        """The sentence scores, headings and cut sentences of each article."""
        if core.compiled:
            return [
                prepare(document, bounds, variant, headline=used)
                for document, bounds, variant, used in zip(
                    self.documents, self._bounds, self._variants, self.used_headline, strict=True
                )
            ]
        scores, headings = self._sentence_scores.tolist(), self._headings
        cut = self.seen.cut.tolist()
        return [
            PreparedArticle(None, scores[start:end], headings[start:end], cut[start:end])
            for start, end in pairwise([*self._starts, len(scores)])
        ]

    @cached_property
    def _sentence_scores(self) -> Floats:
        import numpy as np

        layers = [variant.sentences for variant in self._variants]
        using = list(zip(layers, self._languages, strict=True))
        # Rounded, so that no difference between BLAS libraries can change the order.
        return np.round(score(self.seen.features, self.seen.sizes, using), 6)

    @cached_property
    def _starts(self) -> list[int]:
        starts: list[int] = self.seen.starts.tolist()
        return starts

    @cached_property
    def scores(self) -> list[list[float]]:
        """One finite score for each sentence.

        Only the first `HEAD` sentences are ranked; all later sentences have lower scores.
        """
        scores = []
        for document, prepared in zip(self.documents, self._prepared, strict=True):
            ranked = prepared.scores
            rest, low = len(document.sentences) - len(ranked), min(ranked) - 1.0
            scores.append(ranked + [low - place / rest for place in range(rest)])
        return scores

    def choose(self, allowed: Sequence[Sequence[int]]) -> list[list[int]]:
        """Return the chosen sentences of each article, the highest score first.

        The best set comes first. Other sentences follow if the budget may have room for them, or
        if no ranked sentence is allowed.

        Parameters
        ----------
        allowed
            The sentences of each article that may be chosen, in document order.
        """
        eligible = [self._eligible(article, indices) for article, indices in enumerate(allowed)]
        within = [
            self._with_news(article, [index for index in indices if index < HEAD])
            for article, indices in enumerate(eligible)
        ]
        # If no sentence of an article may be chosen, its first sentence is a placeholder.
        best = self._best_sets([indices or [0] for indices in within])
        chosen = []
        for article, (indices, scores) in enumerate(zip(eligible, self.scores, strict=True)):
            chosen_set, whole = best[article]
            if not within[article] or chosen_set is None:
                chosen.append(_best_first(indices, scores))
                continue
            # The budget may have room for sentences outside the shortlist.
            more = set(indices).difference(chosen_set) if whole else ()
            chosen.append(_best_first(chosen_set, scores) + _best_first(more, scores))
        return chosen

    def _with_news(self, article: int, indices: Sequence[int]) -> Sequence[int]:
        """Return the candidates for the shortlist, with the news and the sentences after it."""
        news = self._news[article]
        teases = self._languages[article] == "en" and not self._leads[article]
        if news is None or news not in indices or teases:
            return indices
        if len(indices) <= SHORTLIST:
            return indices
        run = [index for index in indices if index >= news][:_RUN]
        best = _best_first(indices, self._prepared[article].scores)
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
        """Return the best set of each article, by the compiled core or by numpy."""
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
                    self._prepared,
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
        """Return the news sentence if it is too long and all chosen sentences come after it.

        None in all other cases. Also return None if sentences may not be cut, or if the news is
        unknown.
        """
        news, prepared = self._news[article], self._prepared[article]
        if not self.cut or news is None or news >= len(prepared.cut) or not prepared.cut[news]:
            return None
        return news if min(chosen, default=news) > news else None

    def short_news(self, article: int, chosen: Sequence[int]) -> int | None:
        """Return the news sentence if it alone reads better than the chosen set.

        A set that is far shorter than the lead, such as a first sentence of 12 words alone, is not
        among the candidates. In English, the news alone is better than a set that begins later, and
        than a set with a sentence other than the news and the next sentence. In other languages,
        the news alone is better than a set that opens on the news and has an unmet need, or a
        sentence other than the news and the two after it. Return None in all other cases, and if
        the text is not short or must have a given number of sentences.
        """
        news, bounds = self._news[article], self._bounds[article]
        if news is None or bounds.room > BRIEF or bounds.sentences == 1 or bounds.exact:
            return None
        if self._needs(article)(news):
            return None
        places = sorted(chosen)
        if self._leads[article] and self._languages[article] == "en":
            return news if not places or places[0] > news or places[-1] > news + 1 else None
        if len(places) < 2 or places[0] != news:
            return None
        if self._leads[article] and places[-1] > news + _NEXT:
            return news
        return news if unmet(self.documents[article], places) else None

    def _eligible(self, article: int, allowed: Sequence[int]) -> Sequence[int]:
        """Return the allowed sentences without headings, and without those that must not be cut.

        A heading is a short line that does not end like a sentence. A sentence that repeats a
        sentence shortly before it is left out, too: many articles have their standfirst or a
        caption in the body. If no other sentences are allowed, these sentences stay.
        """
        prepared = self._prepared[article]
        repeated = repeats(self.documents[article])
        if repeated:
            allowed = [i for i in allowed if i not in repeated] or allowed
        eligible = [i for i in allowed if i >= HEAD or not prepared.headings[i]] or allowed
        if not self.cut:
            eligible = [i for i in eligible if i >= HEAD or not prepared.cut[i]] or eligible
        return eligible

    @cached_property
    def _headings(self) -> list[bool]:
        """Return for each sentence whether it is a heading."""
        features = self.seen.features
        heading: list[bool] = (
            (features[:, NAMES.index("unfinished")] > 0)
            & (features[:, NAMES.index("paragraph_alone")] > 0)
            & (self.seen.words < _HEADING)
        ).tolist()
        return heading

    def explain(self, article: int, index: int) -> list[Reason]:
        """Return the reasons for a sentence's rank in its article, the largest reason first.

        The value of a reason is the feature's value minus its mean over the ranked sentences of
        the article. Its weight is the model's weight in the article's language for one unit of the
        feature. So all contributions add up to the sentence score minus the article's mean score.
        Features with the same value in every sentence are left out. The list is empty for a
        sentence after the first `HEAD`, which is not ranked.
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

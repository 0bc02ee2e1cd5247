"""newsrank: whole candidate summaries scored by weights learned from what editors write."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

from summkit.document import Document
from summkit.errors import UsageError
from summkit.modelfile import digest, load
from summkit.newsrank.model import KIND as RANKER
from summkit.newsrank.model import Model, shipped
from summkit.newsrank.ranker import Ranking
from summkit.selection import Budget
from summkit.shortening.weights import KIND as SHORTENER
from summkit.shortening.weights import Shortener
from summkit.summarisers.base import SetSummariser, parameter

_HEADLINE = Budget(sentences=1, words=40)
"""A headline is cut from the sentence that would be the lede."""

_BLOCK = 64
"""Rankings of so many articles are kept for whoever asks for reasons."""


@dataclass(frozen=True)
class NewsRank(SetSummariser):
    """Learned ranker: a model for each of lede, dek and summary, of any language.

    Three linear layers over language-neutral features: how likely each term is to be
    taken up by an editor (after Hong and Nenkova 2014); which nine sentences come into
    question; and which subset of them that fits the budget is best, trained by minimum
    risk, that is, for the highest expected ROUGE. What is different from the papers: the
    features, and that all subsets are scored instead of a beam.

    The article's own headline is looked at where there is one, the model has learned to
    use it, and what is written is not itself a headline. The first 250 sentences are
    ranked; later ones follow in their order.

    A sentence longer than the whole budget is a candidate too, alone and cut (see
    `summkit.cutting.cut`), and is chosen where that promises more than what fits whole.
    """

    name: ClassVar[str] = "newsrank"
    cuts: ClassVar[bool] = True
    paper: ClassVar[str] = (
        "Smith and Eisner 2006, Minimum risk annealing; Hong and Nenkova 2014, Improving the"
        " estimation of word importance"
    )

    model: str = parameter("", "Model file made by summkit train; empty is the shipped one.")
    headline: bool = parameter(True, "Whether the article's own headline may be looked at.")
    cut: bool = parameter(True, "Whether a sentence longer than the budget may be chosen, and cut.")

    def told(self, target: str, budget: Budget) -> _Told:
        """Return the ranker for a target: its model, its budget.

        A model of headlines does not rank: the sentence is picked as by the shipped one.
        """
        model = self._model(target)
        if isinstance(model, Shortener):
            if target != "headline":
                raise UsageError(
                    f"model {self.model}: shortens sentences to headlines, it writes no {target}:"
                    " use --for headline, or a model made with summkit train --for dek"
                )
            return _Told(
                shipped("lede"), _HEADLINE, headline=False, shortener=model, source=self.model
            )
        if target == "headline":
            return _Told(model, _HEADLINE, headline=False)
        return _Told(model, budget, headline=self.headline, cut=self.cut)

    def _model(self, target: str) -> Model | Shortener:
        if not self.model:
            return shipped("lede" if target == "headline" else target)
        model: Model | Shortener = load(self.model, RANKER, SHORTENER)
        return model

    def score(self, document: Document) -> list[float]:
        """Return the sentence layer's scores, as for a summary of three sentences."""
        return self.told("summary", Budget(sentences=3)).score(document)

    def choose(self, document: Document, budget: Budget, allowed: Sequence[int]) -> list[int]:
        """Return the best set under the budget, as for a summary."""
        return self.told("summary", budget).choose(document, budget, allowed)


@dataclass(frozen=True)
class _Told(SetSummariser):
    """The ranker that knows what it writes; made anew for every block of articles.

    `shortener` is that of the model file `source`; None is what comes with summkit.
    """

    name: ClassVar[str] = NewsRank.name
    paper: ClassVar[str] = NewsRank.paper
    cuts: ClassVar[bool] = NewsRank.cuts

    ranker: Model
    budget: Budget
    headline: bool
    cut: bool = True
    shortener: Shortener | None = None
    source: str = ""

    @cached_property
    def _rankings(self) -> dict[int, tuple[Ranking, int]]:
        return {}

    def _ranking(self, document: Document) -> tuple[Ranking, int]:
        """Return the ranking that a document is part of, and its number there."""
        found = self._rankings.get(id(document))
        if found is None or found[0].documents[found[1]] is not document:
            self.prepare((document,))
            found = self._rankings[id(document)]
        return found

    def prepare(self, documents: Sequence[Document]) -> None:
        if len(self._rankings) >= _BLOCK:
            self._rankings.clear()
        made = Ranking(documents, self.ranker, self.budget, self.headline, self.cut)
        self._rankings.update({id(each): (made, place) for place, each in enumerate(documents)})

    def score(self, document: Document) -> list[float]:
        ranking, place = self._ranking(document)
        return ranking.scores[place]

    def choose(self, document: Document, budget: Budget, allowed: Sequence[int]) -> list[int]:
        return self.choose_many((document,), budget, (allowed,))[0]

    def choose_many(
        self, documents: Sequence[Document], budget: Budget, allowed: Sequence[Sequence[int]]
    ) -> list[list[int]]:
        ranking, _ = self._ranking(documents[0])
        if [id(each) for each in ranking.documents] != [id(each) for each in documents]:
            self.prepare(documents)
            ranking, _ = self._ranking(documents[0])
        return ranking.choose(allowed)

    def remarks(self, document: Document) -> tuple[str, ...]:
        ranking, place = self._ranking(document)
        used, known = ranking.used_headline[place], ranking.trained_on(place)
        headline = ("looked at the article's own headline",) if used else ()
        if self.shortener is not None:
            known = known or digest(document.article.body) in self.shortener.trained_on
        return (*headline, *(("was trained on the article",) if known else ()))

    def explain(self, document: Document, index: int) -> list[str]:
        ranking, place = self._ranking(document)
        model = (f"shortened as model {self.source} has learned",) if self.shortener else ()
        return [*model, *ranking.explain(place, index)]

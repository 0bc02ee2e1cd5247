"""newsrank: whole candidate summaries scored by weights learned from what editors write."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar, NamedTuple

from summkit.budget import Budget
from summkit.cohesion.leadin import lead_in
from summkit.document import Document
from summkit.errors import UsageError
from summkit.modelfile import digest, load
from summkit.newsrank.model import KIND as RANKER
from summkit.newsrank.model import RankingModel, shipped
from summkit.newsrank.ranker import Ranking
from summkit.shortening.weights import KIND as SHORTENER
from summkit.shortening.weights import Shortener
from summkit.summarisers.base import Ranked, Reason, SetSummariser, parameter
from summkit.targets import TARGETS

_HEADLINE = Budget(sentences=1, words=40)
"""A headline is cut from the sentence that would be the lede."""

_SUMMARY = Budget(sentences=3)


class _Setting(NamedTuple):
    """What the ranker needs to know of a target; `shortener` is that of the model file."""

    model: RankingModel
    budget: Budget
    headline: bool
    cut: bool = True
    shortener: Shortener | None = None


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

    A set pays for what its sentences need of others and do not get, such as the noun of a
    pronoun, for gaps, and for opening behind the news (see `summkit.newsrank.costs`): what an
    editor would not print is chosen only where everything else is worse.

    A sentence longer than the whole budget is a candidate too, alone and cut (see
    `summkit.cutting.cut`), and is chosen where that promises more than what fits whole. The
    one that carries the news is chosen as well where all else that was chosen stands behind
    it, if it can be shortened safely.

    With a `fallback` below 1 the lead, without furniture and from the news on, is taken where
    the text that it makes is more likely to be printed as it stands (`summkit.confidence`). A
    summary for which no method is named is written so, see `summkit.targets`: judges found it to
    read better than the best set and than the lead, while ROUGE prefers the best set.
    """

    name: ClassVar[str] = "newsrank"
    paper: ClassVar[str] = (
        "Smith and Eisner 2006, Minimum risk annealing; Hong and Nenkova 2014, Improving the"
        " estimation of word importance"
    )

    model: str = parameter("", "Model file made by summkit train; by default the shipped one.")
    headline: bool = parameter(True, "Whether the article's own headline may be looked at.")
    cut: bool = parameter(
        True, "Whether a sentence that is longer than the budget may be chosen and cut."
    )

    complete: bool = parameter(
        True, "Whether the first mention of a person is printed in full where that is certain."
    )

    fallback: float = parameter(
        1.0,
        "How much likelier the lead must be to be printable, for it to be taken instead of the"
        " best set of whole sentences (probability); 1 never takes it.",
        low=0,
        high=1,
    )

    def score(self, document: Document) -> list[float]:
        """Return the sentence layer's scores, as for a summary of three sentences."""
        return self._ranking((document,), "summary", _SUMMARY).scores[0]

    def explain(self, document: Document, index: int) -> list[Reason]:
        """Return what raised and lowered a score, as for a summary of three sentences."""
        return self.explain_for(document, index, "summary", _SUMMARY)

    def explain_for(
        self, document: Document, index: int, target: str, budget: Budget
    ) -> list[Reason]:
        """Return what raised and lowered a score, the largest contribution first."""
        return self._ranking((document,), target, budget).explain(0, index)

    def whole(self) -> NewsRank:
        """Return the same method, which chooses no sentence longer than the budget."""
        return replace(self, cut=False)

    def rank_sets(
        self,
        documents: Sequence[Document],
        target: str,
        budget: Budget,
        allowed: Sequence[Sequence[int]],
    ) -> list[Ranked]:
        """Return the best set of each document under the budget.

        Raises
        ------
        UsageError
            If the model is one of headlines and the target is another: it shortens
            sentences, the shipped model picks them.
        """
        setting = self._setting(target, budget)
        ranking = self._rank(documents, setting, complete=self.complete)
        return [
            Ranked(
                _on_the_news(ranking, place, order, budget, allowed[place]),
                scores,
                self._remarks(ranking, place, setting),
                True,
                setting.shortener,
                self.complete,
                self._lead(documents[place], target, allowed[place]),
                self.fallback,
            )
            for place, (order, scores) in enumerate(
                zip(ranking.choose(allowed), ranking.scores, strict=True)
            )
        ]

    def _lead(self, document: Document, target: str, allowed: Sequence[int]) -> Sequence[int]:
        """Return the sentences from the news on; none where they are not asked for."""
        if self.fallback >= 1 or TARGETS[target].headline:
            return ()
        news = lead_in(document, headline=self.headline)
        return [index for index in allowed if index >= news]

    def _setting(self, target: str, budget: Budget) -> _Setting:
        headline = TARGETS[target].headline
        if not self.model:
            model: RankingModel | Shortener = shipped("lede" if headline else target)
        else:
            model = load(self.model, RANKER, SHORTENER)
        if isinstance(model, Shortener):
            if not headline:
                raise UsageError(
                    f"model {self.model} shortens sentences to headlines and writes no {target}:"
                    " use `target` headline, or train a model for this target"
                )
            return _Setting(shipped("lede"), _HEADLINE, False, shortener=model)
        if headline:
            return _Setting(model, _HEADLINE, False)
        return _Setting(model, budget, self.headline, self.cut)

    def _ranking(self, documents: Sequence[Document], target: str, budget: Budget) -> Ranking:
        return self._rank(documents, self._setting(target, budget))

    @staticmethod
    def _rank(
        documents: Sequence[Document], setting: _Setting, *, complete: bool = False
    ) -> Ranking:
        model, budget, headline, cut, _ = setting
        return Ranking(documents, model, budget, headline, cut, complete)

    @staticmethod
    def _remarks(ranking: Ranking, place: int, setting: _Setting) -> tuple[str, ...]:
        remarks = []
        if ranking.used_headline[place]:
            remarks.append("looked at the article's own headline")
        known = ranking.trained_on(place)
        if setting.shortener is not None:
            body = ranking.documents[place].article.body
            known = known or digest(body) in setting.shortener.trained_on
        if known:
            remarks.append("was trained on the article")
        return tuple(remarks)


def _on_the_news(
    ranking: Ranking, article: int, chosen: Sequence[int], budget: Budget, allowed: Sequence[int]
) -> Sequence[int]:
    """Return the news alone where it fits, or can be shortened, and all chosen stands behind it.

    A model sees a sentence that is too long as it would be cut, not as it is shortened.
    """
    short = ranking.short_news(article, chosen)
    if short is not None and short in allowed:
        return [short]
    news = ranking.long_news(article, chosen)
    if news is None or news not in allowed:
        return chosen
    from summkit.shortening.fit import fit

    document = ranking.documents[article]
    shortened = fit(
        document,
        [news],
        lambda text: budget.fits(document.language, text),
        complete=ranking.complete,
    )
    return chosen if shortened is None else [news]

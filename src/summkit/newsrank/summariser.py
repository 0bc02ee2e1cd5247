"""newsrank: scores whole candidate summaries with weights learned from editors' texts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar, NamedTuple

from summkit.budget import Budget
from summkit.cohesion.leadin import lead_in
from summkit.cohesion.repeats import repeats
from summkit.document import Document
from summkit.errors import UsageError
from summkit.modelfile import digest, load
from summkit.newsrank.model import KIND as RANKER
from summkit.newsrank.model import RankingModel, shipped
from summkit.newsrank.ranker import Ranking
from summkit.shortening.learned.weights import KIND as SHORTENER
from summkit.shortening.learned.weights import Shortener
from summkit.summarisers.base import Ranked, Reason, SetSummariser, parameter
from summkit.targets import TARGETS

_HEADLINE = Budget(sentences=1, words=40)
"""The budget for the sentence from which a headline is made: the budget of a lede."""

_SUMMARY = Budget(sentences=3)


class _Setting(NamedTuple):
    """The settings of the ranker for a target; `shortener` comes from the model file."""

    model: RankingModel
    budget: Budget
    headline: bool
    cut: bool = True
    shortener: Shortener | None = None


class NewsRank(SetSummariser):
    """Learned ranker with a model for each of lede, dek and summary, for any language.

    It has three linear layers over language-neutral features. The first estimates the probability
    that an editor uses each term (after Hong and Nenkova 2014). The second selects a shortlist of
    nine sentences. The third selects the best subset that fits the budget; it is trained by minimum
    risk, that is, for the highest expected ROUGE. Unlike the papers, it uses other features, and it
    scores all subsets instead of a beam.

    The article's own headline is used if there is one, if the model has learned to use it, and if
    the target is not itself a headline. The first 250 sentences are ranked; later sentences follow
    in their order.

    A set has penalties for unmet needs of its sentences (such as a pronoun without its antecedent),
    for gaps, and for beginning after the news (see `summkit.newsrank.costs`). So a set that an
    editor would not print is chosen only if all other sets are worse.

    A sentence longer than the whole budget is a candidate alone, after a cut (see
    `summkit.cutting.cut`). It is chosen if its score is higher than the score of every set that
    fits. If the news sentence is too long and all chosen sentences come after it, the news sentence
    is chosen instead, provided that it can be shortened safely.

    With a `fallback` below 1, the lead (without furniture, from the news on) replaces the best set
    if its text is more likely to be printable unchanged (`summkit.confidence`). This is the default
    method for summaries, see `summkit.targets`: judges preferred it to the best set and to the
    lead, while ROUGE prefers the best set.

    Examples
    --------
    >>> import summkit as sk
    >>> body = "A fire broke out in Ostrava on Monday. Nobody was hurt. It began in a mill."
    >>> sk.summarise(body, method=sk.NewsRank(), sentences=1).text
    'A fire broke out in Ostrava on Monday.'
    """

    name: ClassVar[str] = "newsrank"
    paper: ClassVar[str] = (
        "Smith and Eisner 2006, Minimum risk annealing; Hong and Nenkova 2014, Improving the"
        " estimation of word importance"
    )

    model: str = parameter("", "Model file made by summkit train; by default the shipped one.")
    headline: bool = parameter(True, "Whether newsrank may use the headline of the article.")
    cut: bool = parameter(
        True, "Whether to choose a sentence that exceeds the budget, and shorten or cut it."
    )

    complete: bool = parameter(
        True,
        "Whether to print the full name at the first mention of a person, if it is certain.",
    )

    fallback: float = parameter(
        1.0,
        "Print the lead instead of the best set of sentences if its confidence is higher by at"
        " least this value (0 to 1). With 1, never.",
        low=0,
        high=1,
    )

    def score(self, document: Document) -> list[float]:
        """Return the scores of the sentence layer, as for a summary of three sentences."""
        return self._ranking((document,), "summary", _SUMMARY).scores[0]

    def explain(self, document: Document, index: int) -> list[Reason]:
        """Return the reasons for a score, as for a summary of three sentences."""
        return self.explain_for(document, index, "summary", _SUMMARY)

    def explain_for(
        self, document: Document, index: int, target: str, budget: Budget
    ) -> list[Reason]:
        """Return the reasons for a score, the largest contribution first."""
        return self._ranking((document,), target, budget).explain(0, index)

    def whole(self) -> NewsRank:
        """Return the same method with `cut=False`, which chooses no sentence over the budget."""
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
            If the model is for headlines and the target is not "headline". A model for headlines
            shortens sentences that the shipped model chooses.
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
        """Return the allowed sentences from the news on; empty if `fallback` is not used."""
        if self.fallback >= 1 or TARGETS[target].headline:
            return ()
        news = lead_in(document, headline=self.headline)
        repeated = repeats(document)
        return [index for index in allowed if index >= news and index not in repeated]

    def _setting(self, target: str, budget: Budget) -> _Setting:
        """Return the settings for a target. A model file contains a ranker or a shortener."""
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
        """Return remarks on the use of the headline, and on articles that were used in training."""
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
    """Return the news sentence alone if it is better than the chosen set; else the chosen set.

    The model scores a sentence that is too long as if it were cut. So if all chosen sentences come
    after such a news sentence, this function tries to shorten the news sentence.
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

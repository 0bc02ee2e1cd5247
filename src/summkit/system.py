"""A System is a method with its parameters, target and budget under a name; it writes Summaries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from summkit.cutting import MARK, cut
from summkit.document import Document
from summkit.errors import InputError, UsageError
from summkit.selection import (
    Budget,
    Rules,
    candidates,
    marginal_relevance,
    rank,
    select,
)
from summkit.shortening import shorten
from summkit.summarisers.base import SetSummariser, Summariser, Writer, Written, scores_of
from summkit.summary import Summary, compose, headed


@dataclass(frozen=True, slots=True)
class Target:
    """What is being written: its default budget, and the field it is scored against.

    `shorten`: by leaving words out of the best sentence where that can be done within a
    budget of characters; `cut_best`: where it cannot, by cutting it.
    """

    name: str
    budget: Budget
    reference: str
    cut_best: bool = False
    shorten: bool = False


TARGETS = {
    target.name: target
    for target in (
        # 75 characters: what search results and social cards show before they cut.
        Target("headline", Budget(characters=75), "headline", cut_best=True, shorten=True),
        Target("lede", Budget(sentences=1, words=40), "dek"),
        Target("dek", Budget(words=30), "dek"),
        Target("summary", Budget(sentences=3), "summary"),
    )
}


SHORTENED = 3
"""How many of the best sentences a headline may be made of."""


@dataclass(frozen=True)
class System:
    """A summariser with a target; `budget` overrides the target's own.

    Raises
    ------
    UsageError
        For a target that does not exist.
    """

    summariser: Summariser
    target: str = "summary"
    budget: Budget | None = None
    rules: Rules = field(default_factory=Rules)
    name: str = ""

    def __post_init__(self) -> None:
        if self.target not in TARGETS:
            raise UsageError(f"target {self.target!r} does not exist: one of {', '.join(TARGETS)}")

    @property
    def label(self) -> str:
        """The system's name, else its method's."""
        return self.name or self.summariser.name

    @property
    def effective_budget(self) -> Budget:
        """The budget that holds: the system's own, else its target's."""
        return self.budget or TARGETS[self.target].budget

    @cached_property
    def _rules(self) -> Rules:
        return replace(self.rules, cut_best=self.rules.cut_best or TARGETS[self.target].cut_best)

    def summarise(self, document: Document) -> Summary:
        """Write one summary.

        Raises
        ------
        InputError
            If the document has no sentence: there is nothing to choose from.
        """
        return self.summarise_many((document,))[0]

    def summarise_many(self, documents: Sequence[Document]) -> list[Summary]:
        """Write one summary of each document, the same as `summarise` writes.

        It takes one step for all documents before the next: with some 10 to 50 of them the
        processor's caches hold what a step needs, which is worth a quarter of the time.

        Raises
        ------
        InputError
            As `summarise`, for the first document that cannot be summarised; there are then
            no summaries at all.
        """
        for document in documents:
            if not document.sentences:
                raise InputError("the body is empty", document.article.source)
        if not documents:
            return []
        rules, budget, method = self._rules, self.effective_budget, self.summariser
        if isinstance(method, Writer):
            return [
                self._held(
                    document,
                    method.write(document, self.target, budget),
                    candidates(document, rules.min_words),
                    rules,
                )
                for document in documents
            ]
        summariser = method.told(self.target, budget)
        if isinstance(summariser, SetSummariser) and summariser.cuts:
            rules = replace(rules, cut_best=True)
        summariser.prepare(documents)
        scored = [list(map(float, summariser.score(document))) for document in documents]
        allowed = [candidates(document, rules.min_words) for document in documents]
        orders = self._orders(summariser, documents, scored, allowed, rules)
        return [
            self._chosen(document, order, scores, rules, summariser)
            for document, order, scores in zip(documents, orders, scored, strict=True)
        ]

    def _chosen(
        self,
        document: Document,
        order: Sequence[int],
        scores: Sequence[float],
        rules: Rules,
        summariser: Summariser | None = None,
    ) -> Summary:
        """Shorten the best of `order` to a headline; else fill the budget from it."""
        budget = self.effective_budget
        if TARGETS[self.target].shorten and budget.characters is not None:
            own = summariser.shortener if summariser else None
            weights = own.weights if own else None
            found = shorten(document, order[:SHORTENED], budget.characters, weights)
            count = document.language.count_words
            if budget.words is not None:
                found = [each for each in found if count(each.text) <= (budget.words or 0)]
            if found:
                made = headed(document, found, scores, method=self.label, target=self.target)
                return replace(made, summariser=summariser)
        selection = select(document, order, budget, rules)
        return compose(
            document,
            selection,
            scores,
            method=self.label,
            target=self.target,
            summariser=summariser,
        )

    def _held(
        self, document: Document, written: Written, allowed: Sequence[int], rules: Rules
    ) -> Summary:
        """Hold a Writer's answer to the budget."""
        budget = self.effective_budget
        if written.text is not None:
            return self._free(document, " ".join(written.text.split()), budget)
        scores = scores_of(written, len(document.sentences))
        within = set(allowed)
        order = [index for index in written.indices or () if index in within]
        return self._chosen(document, order or rank(scores, allowed), scores, rules)

    def _free(self, document: Document, text: str, budget: Budget) -> Summary:
        """Return a text in a Writer's own words: it has no place in the body."""
        language = document.language
        long = budget.words is not None and language.count_words(text) > budget.words
        long = long or (budget.characters is not None and len(text) > budget.characters)
        if long:
            text = cut(text, language, budget.words, budget.characters) + MARK
        return Summary(
            document=document,
            method=self.label,
            target=self.target,
            text=text,
            sentences=(),
            words=language.count_words(text),
            characters=len(text),
            truncated=long,
            scores=(),
            passed=(),
        )

    def _orders(
        self,
        summariser: Summariser,
        documents: Sequence[Document],
        scored: Sequence[Sequence[float]],
        allowed: Sequence[Sequence[int]],
        rules: Rules,
    ) -> list[Sequence[int]]:
        """Return the sentences that may be chosen of each document, best first."""
        if isinstance(summariser, SetSummariser):
            found = summariser.choose_many(documents, self.effective_budget, allowed)
            return [
                chosen or rank(scores, own)
                for chosen, scores, own in zip(found, scored, allowed, strict=True)
            ]
        if rules.redundancy == "mmr":
            return [
                marginal_relevance(document, scores, own, len(own))
                for document, scores, own in zip(documents, scored, allowed, strict=True)
            ]
        return [rank(scores, own) for scores, own in zip(scored, allowed, strict=True)]

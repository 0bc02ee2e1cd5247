"""A System is a method with its parameters, target and budget under a name; it writes Summaries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from summkit.document import Document
from summkit.errors import InputError, UsageError
from summkit.selection import (
    Budget,
    Rules,
    Selection,
    candidates,
    join,
    marginal_relevance,
    rank,
    select,
)
from summkit.summarisers.base import SetSummariser, Summariser


@dataclass(frozen=True, slots=True)
class Target:
    """What is being written: its default budget, and the field it is scored against."""

    name: str
    budget: Budget
    reference: str
    cut_best: bool = False


TARGETS = {
    target.name: target
    for target in (
        # 75 characters: what search results and social cards show before they cut.
        Target("headline", Budget(characters=75), "headline", cut_best=True),
        Target("lede", Budget(sentences=1, words=40), "dek"),
        Target("dek", Budget(words=30), "dek"),
        Target("summary", Budget(sentences=3), "summary"),
    )
}


@dataclass(frozen=True, slots=True)
class ChosenSentence:
    """A sentence of a summary: ``body[start:end] == text``; score as its method gave it."""

    index: int
    start: int
    end: int
    text: str
    score: float


@dataclass(frozen=True, slots=True)
class Summary:
    """What a System wrote for one Document.

    Attributes
    ----------
    text
        The written lede, dek, headline or summary: the chosen sentences in document
        order, white space folded; it ends in "…" where a sentence was cut.
    sentences
        Where it came from.
    words, characters
        Size of `text`, as budgets count.
    truncated
        Whether a sentence was cut to fit.
    passed
        (index, reason) of better-ranked sentences that were not taken.
    """

    document: Document
    method: str
    target: str
    text: str
    sentences: tuple[ChosenSentence, ...]
    words: int
    characters: int
    truncated: bool
    passed: tuple[tuple[int, str], ...]


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
            raise UsageError(
                f"target {self.target!r} does not exist: one of {', '.join(TARGETS)}"
            )

    def summarise(self, document: Document) -> Summary:
        """Write one summary.

        Raises
        ------
        InputError
            If the document has no sentence: there is nothing to choose from.
        """
        if not document.sentences:
            raise InputError("the body is empty", document.article.source)
        target = TARGETS[self.target]
        budget = self.budget or target.budget
        rules = Rules(
            self.rules.redundancy, self.rules.min_words, self.rules.cut_best or target.cut_best
        )
        allowed = candidates(document, rules.min_words)
        scores = [float(score) for score in self.summariser.score(document)]
        order = self._order(document, scores, allowed, budget, rules)
        selection = select(document, order, budget, rules, prefix=self.summariser.prefix)
        return self._summary(document, scores, selection)

    def _order(
        self,
        document: Document,
        scores: Sequence[float],
        allowed: Sequence[int],
        budget: Budget,
        rules: Rules,
    ) -> Sequence[int]:
        if isinstance(self.summariser, SetSummariser):
            # What it left out follows by score, so that the budget is never left empty.
            chosen = list(self.summariser.choose(document, budget, allowed))
            return chosen or rank(scores, allowed)
        if rules.redundancy == "mmr":
            return marginal_relevance(document, scores, allowed, len(allowed))
        return rank(scores, allowed)

    def _summary(
        self, document: Document, scores: Sequence[float], selection: Selection
    ) -> Summary:
        chosen = []
        for index in selection.indices:
            sentence = document.sentences[index]
            text = sentence.text if selection.cut_text is None else selection.cut_text
            chosen.append(
                ChosenSentence(
                    index, sentence.start, sentence.start + len(text), text, scores[index]
                )
            )
        text = join(document, selection)
        return Summary(
            document=document,
            method=self.name or self.summariser.name,
            target=self.target,
            text=text,
            sentences=tuple(chosen),
            words=document.language.count_words(text),
            characters=len(text),
            truncated=selection.cut_text is not None,
            passed=selection.passed,
        )

"""The oracle: the best extract within a budget, chosen with knowledge of the reference."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from summkit.article import Reference
from summkit.budget import Budget
from summkit.document import Document
from summkit.evaluation.contenders import Output, budget_data, from_selection
from summkit.metrics.folding import fold_for
from summkit.metrics.rouge_engines import porter_tokens
from summkit.metrics.tokens import profile_for, tokens
from summkit.selection import Rules, candidates, select

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

EXHAUSTIVE = 2
"""Largest number of sentences for which every set is tried; above it the oracle is greedy."""


@dataclass(frozen=True)
class Oracle:
    """The sentences with the largest sum of ROUGE-1 F1 and ROUGE-2 F1 against the reference.

    Greedy search, as in BertSum (Liu and Lapata 2019, section 3.1): it adds the sentence that
    increases the sum most, and stops when none increases it. It is an upper bound in practice,
    not in theory. If the budget allows at most two sentences, every pair is tried. If there are
    several references, the best of them counts.

    One difference from BertSum: the limit is the budget of the comparison, not three sentences.
    """

    budget: Budget
    target: str
    name: str = "oracle"

    def describe(self) -> dict[str, Any]:
        """Return method and budget as JSON data."""
        return {"method": "oracle", "budget": budget_data(self.budget)}

    def write(self, document: Document, references: Sequence[Reference]) -> Output | None:
        """Return the best extract; None if the article has no reference."""
        if not references:
            return None
        chosen = self.choose(document, references)
        selection = select(document, chosen, self.budget, Rules())
        return from_selection(document, selection)

    def choose(self, document: Document, references: Sequence[Reference]) -> list[int]:
        """Return the indices of the best set, never empty; of equal sets, the first."""
        allowed = candidates(document, 1)
        best: tuple[float, list[int]] = (-1.0, allowed[:1])
        for reference in references:
            candidate = _Search(document, reference, self.budget, allowed).best()
            if candidate[0] > best[0]:
                best = candidate
        return best[1]


class _Search:
    """A search over sets of sentences, scored against one reference by clipped n-gram counts."""

    def __init__(
        self, document: Document, reference: Reference, budget: Budget, allowed: list[int]
    ) -> None:
        import numpy as np

        profile = profile_for(document.language.code)
        fold = fold_for(document.language.code)

        def split(text: str) -> list[str]:
            return porter_tokens(text) if profile == "ascii" else tokens(text, profile, fold=fold)

        grams: list[dict[tuple[str, ...], int]] = [{}, {}]
        target: list[list[int]] = [[], []]
        words = [token for sentence in reference for token in split(sentence)]
        for order in (1, 2):
            index = grams[order - 1]
            for gram in zip(*(words[i:] for i in range(order)), strict=False):
                place = index.setdefault(gram, len(index))
                if place == len(target[order - 1]):
                    target[order - 1].append(0)
                target[order - 1][place] += 1
        self._target = [np.array(counts, dtype=np.int32) for counts in target]
        self._total = [max(len(words) - order + 1, 0) for order in (1, 2)]
        self.allowed = allowed
        self._counts = [np.zeros((len(allowed), len(g)), np.int32) for g in grams]
        self._lengths = np.zeros((2, len(allowed)), np.int64)
        for row, sentence in enumerate(allowed):
            words_of = split(document.sentences[sentence].text)
            for order in (1, 2):
                self._lengths[order - 1, row] = max(len(words_of) - order + 1, 0)
                index = grams[order - 1]
                for gram in zip(*(words_of[i:] for i in range(order)), strict=False):
                    if gram in index:
                        self._counts[order - 1][row, index[gram]] += 1
        count = document.language.count_words
        joiner = len(document.language.joiner)
        texts = [" ".join(document.sentences[i].text.split()) for i in allowed]
        self._words = np.array([count(text) for text in texts])
        self._characters = np.array([len(text) + joiner for text in texts])
        self._joiner = joiner
        self._budget = budget
        self._limit = budget.limit(document)

    def best(self) -> tuple[float, list[int]]:
        """Return (R1 F + R2 F, indices). Bigrams across two sentences are not counted."""
        if self._limit <= EXHAUSTIVE:
            return self._exhaustive()
        return self._greedy()

    def _exhaustive(self) -> tuple[float, list[int]]:
        count = len(self.allowed)
        starts: list[tuple[int, ...]] = [()]
        if self._limit == EXHAUSTIVE:
            starts += [(row,) for row in range(count)]
        value = -1.0
        best: tuple[int, ...] = ()
        for start in starts:
            rows = [
                r for r in range(start[0] + 1 if start else 0, count) if self._fits((*start, r))
            ]
            if rows:
                scores = self._scores(start, rows)
                place = int(scores.argmax())
                if scores[place] > value:  # of equal sets, the first
                    value, best = float(scores[place]), (*start, rows[place])
        return (value, [self.allowed[row] for row in best]) if best else self._closest()

    def _greedy(self) -> tuple[float, list[int]]:
        chosen: tuple[int, ...] = ()
        value = -1.0
        while len(chosen) < self._limit:
            open_ = [r for r in range(len(self.allowed)) if r not in chosen]
            fitting = [row for row in open_ if self._fits((*chosen, row))]
            if not fitting:
                break
            scores = self._scores(chosen, fitting)
            place = int(scores.argmax())
            if scores[place] <= value:
                break
            value, chosen = float(scores[place]), (*chosen, fitting[place])
        if not chosen:
            return self._closest()
        return value, [self.allowed[row] for row in chosen]

    def _closest(self) -> tuple[float, list[int]]:
        """Return the best single sentence, for a budget that no sentence fits.

        The selection then cuts this sentence.
        """
        scores = self._scores((), list(range(len(self.allowed))))
        place = int(scores.argmax())
        return float(scores[place]), [self.allowed[place]]

    def _fits(self, rows: tuple[int, ...]) -> bool:
        picked = list(rows)
        characters = int(self._characters[picked].sum()) - self._joiner
        return self._budget.holds(int(self._words[picked].sum()), characters)

    def _scores(self, chosen: tuple[int, ...], added: list[int]) -> NDArray[np.float64]:
        """Return the scores of ``chosen + [row]`` for every row in `added`."""
        import numpy as np

        value = np.zeros(len(added))
        for order in (0, 1):
            base = self._counts[order][list(chosen)].sum(axis=0)
            hits = np.minimum(self._counts[order][added] + base, self._target[order]).sum(axis=1)
            length = self._lengths[order][added] + self._lengths[order][list(chosen)].sum()
            total = length + self._total[order]
            value += np.divide(2.0 * hits, total, out=np.zeros(len(added)), where=total > 0)
        return value

"""Repetition within a text."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from math import comb
from typing import TYPE_CHECKING, ClassVar

from summkit.article import Reference
from summkit.document import Document
from summkit.metrics.base import NAN, Candidate, Item, Metric
from summkit.metrics.column import Column
from summkit.metrics.folding import fold_for, fold_of, fold_parameter, fold_setting
from summkit.metrics.fragments import SIZES, characters, ngrams
from summkit.metrics.lcs import PAIRS
from summkit.metrics.rouge import Rouge
from summkit.metrics.tokens import profile_for, profile_of, profile_parameter, tokens

if TYPE_CHECKING:
    from summkit.metrics.base import Values

_BLOCK = 20_000
"""Number of pairs of sentences scored together.

A larger number is not faster, and a pair needs a kilobyte.
"""


class Redundancy(Metric):
    """Repetition within the candidate, 0..1; a text without n-grams or pairs has the value 0.

    * repeat1..repeat4: share of its n-grams that occurred earlier in the text,
      1 - distinct / all (seq-rep-n of Welleck et al. 2020, Neural Text Generation with
      Unlikelihood Training);
    * redundancy: mean ROUGE-L F1, unstemmed, over all pairs of its sentences (Bommasani
      and Cardie 2020, Intrinsic Evaluation of Summarization Datasets); NaN for a text with more
      than `PAIRS` pairs (summkit.metrics.lcs).

    Examples
    --------
    >>> import summkit as sk
    >>> score = sk.score(["fire and fire and"], ["a fire"], metrics=[sk.Redundancy()])
    >>> score["repeat1"].mean, round(score["repeat2"].mean, 3)
    (0.5, 0.333)
    """

    profile: str = profile_parameter()
    fold: str = fold_parameter()

    name: ClassVar[str] = "redundancy"
    source: ClassVar[str] = "Welleck et al. 2020 (seq-rep-n); Bommasani and Cardie 2020"

    @property
    def columns(self) -> tuple[Column, ...]:
        """repeat1 to repeat4, redundancy; lower is better."""
        repeats = (
            Column(f"repeat{size}", f"repeat-{size}", better=-1, share=True) for size in SIZES
        )
        return (*repeats, Column("redundancy", better=-1, share=True))

    def for_language(self, language: str) -> Redundancy:
        """Replace "auto" by the settings for the language of the corpus."""
        profile = profile_for(language) if self.profile == "auto" else self.profile
        return Redundancy(profile, fold_for(language) if self.fold == "auto" else self.fold)

    def settings(self) -> tuple[tuple[str, str], ...]:
        """The profile, and the fold if it may change a value."""
        return (("profile", self.profile), *fold_setting(self.profile, self.fold))

    def values(
        self,
        candidate: Candidate,
        references: Sequence[Reference],
        document: Document | None,
    ) -> tuple[float, ...]:
        """Return the values of one candidate."""
        return tuple(self.values_many([Item(candidate, references, document)])[0].tolist())

    def values_many(self, items: Sequence[Item]) -> Values:
        """Return an array of shape (len(items), len(columns)); pairs are scored in batches."""
        import numpy as np

        values = np.zeros((len(items), len(self.columns)))
        rouge = Rouge("L", self.profile, "none", fold=self.fold)
        block: list[Item] = []
        scores: list[float] = []
        counts: list[int] = []
        for row, item in enumerate(items):
            values[row, :-1] = self._repeats(item)
            sentences = item.candidate.sentences
            few = comb(len(sentences), 2) <= PAIRS
            counts.append(comb(len(sentences), 2) if few else 0)
            if not few:
                values[row, -1] = NAN
                continue
            for one, other in combinations(sentences, 2):
                block.append(Item(Candidate(other, (other,)), ((one,),), item.document))
                if len(block) == _BLOCK:
                    scores += rouge.values_many(block)[:, 2].tolist()
                    block.clear()
        if block:
            scores += rouge.values_many(block)[:, 2].tolist()
        if scores:
            sums = np.bincount(
                np.repeat(np.arange(len(items)), counts), weights=scores, minlength=len(items)
            )
            values[:, -1] += sums / np.maximum(1, counts)
        return values

    def _repeats(self, item: Item) -> list[float]:
        profile = profile_of(self.profile, item.document)
        fold = fold_of(self.fold, item.document)
        (written,) = characters(tokens(item.candidate.text, profile, fold=fold))
        runs = [ngrams(written, size) for size in SIZES]
        return [1 - len(set(run)) / len(run) if run else 0.0 for run in runs]

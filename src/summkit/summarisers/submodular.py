"""Submodular choice: a set that covers the article and is rewarded for variety."""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from math import ceil
from typing import TYPE_CHECKING, ClassVar

from summkit.budget import Budget, Room
from summkit.document import Document, Sentence
from summkit.summarisers.base import Ranked, SetSummariser, parameter
from summkit.summarisers.similarity import cosines

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Submodular(SetSummariser):
    """Greedy maximum of coverage plus diversity within the budget.

    Coverage is ``sum over i of min(C_i(S), a * C_i(all))`` with C_i the sum of tf-idf
    cosines to sentence i, itself included, and a = coverage / n as in the paper but at most
    a half, without which nothing is ever covered enough in an article of few sentences;
    diversity is the sum over groups of sentences of the root of what the chosen ones
    represent. The paper groups by k-means (CLUTO); here n/5 groups, at least two, are
    found by farthest-first traversal from the first sentence (Gonzalez 1985), which needs
    no random start. As in the paper's algorithm, sentences are taken by gain divided by
    cost to the power `scale`, those that no longer fit are passed over, and the best
    single sentence is taken instead if it alone is worth more.
    Up to 12,000 sentences.
    """

    name: ClassVar[str] = "submodular"
    paper: ClassVar[str] = "Lin and Bilmes 2011, A Class of Submodular Functions, sections 4 and 5"

    coverage: float = parameter(
        5.0, "How often a sentence can be covered before more is no gain.", low=0.1, high=1000.0
    )
    diversity: float = parameter(6.0, "Weight of the diversity reward.", low=0.0, high=1000.0)
    scale: float = parameter(
        0.3, "How strongly long sentences are held back (0: not at all).", low=0.0, high=2.0
    )

    def score(self, document: Document) -> list[float]:
        """Return what each sentence alone is worth, at least 0.

        Raises
        ------
        InputError
            For more than 12,000 sentences.
        """
        worth = _Worth(document, self)
        return [worth.gain(index) for index in range(len(document.sentences))]

    def rank_sets(
        self,
        documents: Sequence[Document],
        target: str,
        budget: Budget,
        allowed: Sequence[Sequence[int]],
    ) -> list[Ranked]:
        """Return the set chosen of each document in order of choice, whatever the target."""
        return [
            Ranked(self.choose(document, budget, indices), self.score(document))
            for document, indices in zip(documents, allowed, strict=True)
        ]

    def choose(self, document: Document, budget: Budget, allowed: Sequence[int]) -> list[int]:
        """Return the chosen set in order of choice; empty where no sentence fits."""
        worth = _Worth(document, self)
        costs = {index: _cost(document, document.sentences[index], budget) for index in allowed}
        room = Room(document, budget)
        fitting = [index for index in allowed if room.fits(index)]
        alone = {index: worth.gain(index) for index in fitting}
        heap = [(-gain / costs[i] ** self.scale, i) for i, gain in alone.items()]
        heapq.heapify(heap)
        total = 0.0
        while heap and not room.full:
            _, index = heapq.heappop(heap)
            if not room.fits(index):
                continue
            # Gains only ever shrink, so that one which is still the best need not be
            # compared with the true gains of the others (Minoux 1978).
            gain = worth.gain(index)
            key = (-gain / costs[index] ** self.scale, index)
            if heap and key > heap[0]:
                heapq.heappush(heap, key)
                continue
            room.add(index)
            worth.take(index)
            total += gain
        best = max(alone, key=lambda i: (alone[i], -i), default=None)
        if best is not None and alone[best] > total:
            return [best]
        return room.chosen


def _cost(document: Document, sentence: Sentence, budget: Budget) -> int:
    if budget.words is not None:
        return max(1, document.language.count_words(sentence.text))
    if budget.characters is not None:
        return len(" ".join(sentence.text.split())) + len(document.language.joiner)
    return 1


class _Worth:
    """The objective, and what it has reached so far."""

    def __init__(self, document: Document, method: Submodular) -> None:
        import numpy as np

        self.similar = cosines(document, method.name)
        size = len(self.similar)
        groups = _groups(self.similar)
        np.fill_diagonal(self.similar, 1.0)
        full = self.similar.sum(axis=1, dtype=np.float64)
        self.cap = min(method.coverage / size, 0.5) * full
        self.covered = np.zeros(size)
        self.group = groups
        self.reward = (full / size).tolist()
        self.held = [0.0] * (max(groups) + 1)
        self.diversity = method.diversity

    def gain(self, index: int) -> float:
        """Return what adding a sentence is worth now."""
        import numpy as np

        covered = np.minimum(self.covered, self.cap)
        more = np.minimum(self.covered + self.similar[index], self.cap) - covered
        held = self.held[self.group[index]]
        reward = (held + self.reward[index]) ** 0.5 - held**0.5
        return float(more.sum()) + self.diversity * float(reward)

    def take(self, index: int) -> None:
        """Add a sentence."""
        self.covered += self.similar[index]
        self.held[self.group[index]] += self.reward[index]


def _groups(similar: NDArray[np.float64] | NDArray[np.float32]) -> list[int]:
    """Return the group of each sentence: that of the leader it is most similar to."""
    import numpy as np

    size = len(similar)
    nearest = similar[0].astype(np.float64)
    nearest[0] = np.inf
    group = np.zeros(size, np.intp)
    for number in range(1, min(size, max(2, ceil(size / 5)))):
        leader = int(nearest.argmin())
        closer = similar[leader] > nearest
        nearest[closer] = similar[leader][closer]
        group[closer] = number
        nearest[leader], group[leader] = np.inf, number
    groups: list[int] = group.tolist()
    return groups

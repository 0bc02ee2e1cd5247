"""Submodular: a set of sentences that covers the article and is diverse."""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from math import ceil
from typing import TYPE_CHECKING, ClassVar

from summkit.budget import Budget, Room
from summkit.document import Document
from summkit.sentence import Sentence
from summkit.summarisers.base import Ranked, SetSummariser, parameter
from summkit.summarisers.similarity import cosines

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Submodular(SetSummariser):
    """The greedy maximum of coverage plus diversity within the budget.

    Coverage is ``sum over i of min(C_i(S), a * C_i(all))``, where C_i is the sum of the tf-idf
    cosines to sentence i, itself included, and a = coverage / n as in the paper, but at most 0.5
    (otherwise no sentence of a short article would ever be covered enough). Diversity is the sum
    over groups of sentences of ``sqrt(r)``, where r is the sum of the average similarities of the
    group's chosen sentences to all sentences. The paper forms groups by k-means (CLUTO). Here n/5
    groups, at least two, are formed by farthest-first traversal from the first sentence (Gonzalez
    1985), which needs no random start. As in the paper's algorithm, the next sentence has the
    largest gain divided by cost to the power `scale`, sentences that do not fit are skipped, and
    if the best single sentence is worth more than the whole set, it is chosen alone.
    A document may have at most 12,000 sentences.

    Examples
    --------
    >>> import summkit as sk
    >>> text = "A fire broke out in a mill. The mill fire was small. It rained in Ostrava."
    >>> print(sk.summarise(text, method=sk.Submodular(), sentences=2))
    A fire broke out in a mill. It rained in Ostrava.
    """

    name: ClassVar[str] = "submodular"
    paper: ClassVar[str] = "Lin and Bilmes 2011, A Class of Submodular Functions, sections 4 and 5"

    coverage: float = parameter(
        5.0,
        "Saturation of the coverage: a sentence of n counts as covered at coverage / n of its "
        "similarity to all sentences.",
        low=0.1,
        high=1000.0,
    )
    diversity: float = parameter(6.0, "Weight of the diversity reward.", low=0.0, high=1000.0)
    scale: float = parameter(
        0.3, "Exponent of the penalty for long sentences; 0 means no penalty.", low=0.0, high=2.0
    )

    def score(self, document: Document) -> list[float]:
        """Return the value of each sentence alone, 0 or more.

        Raises
        ------
        InputError
            If the document has more than 12,000 sentences.
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
        """Return the chosen set of each document in order of choice, the same for every target."""
        return [
            Ranked(self.choose(document, budget, indices), self.score(document))
            for document, indices in zip(documents, allowed, strict=True)
        ]

    def choose(self, document: Document, budget: Budget, allowed: Sequence[int]) -> list[int]:
        """Return the indices of the chosen set in order of choice; [] if no sentence fits."""
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
            # Gains never grow. If the current gain of a sentence is above the old gains of all
            # other sentences, their current gains need not be computed (Minoux 1978).
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
    """The objective function and its state after the chosen sentences."""

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
        """Return the gain of the objective if a sentence is added."""
        import numpy as np

        covered = np.minimum(self.covered, self.cap)
        more = np.minimum(self.covered + self.similar[index], self.cap) - covered
        held = self.held[self.group[index]]
        reward = (held + self.reward[index]) ** 0.5 - held**0.5
        return float(more.sum()) + self.diversity * float(reward)

    def take(self, index: int) -> None:
        """Add a sentence to the chosen set."""
        self.covered += self.similar[index]
        self.held[self.group[index]] += self.reward[index]


def _groups(similar: NDArray[np.float64] | NDArray[np.float32]) -> list[int]:
    """Return the group of each sentence: the group of its most similar leader."""
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

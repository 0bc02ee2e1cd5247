"""SumBasic: sentences of probable words, each word counting less once it has been used."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Sequence
from itertools import chain
from typing import ClassVar

from summkit.document import Document
from summkit.summarisers.base import Summariser
from summkit.sums import running_sum


class SumBasic(Summariser):
    """Sentences in the order the algorithm takes them.

    It picks the sentences sumy 0.13 picks, which differs from the paper: the sentence with
    the highest average is taken whether or not it holds the most probable word, and a word
    that stands twice in a taken sentence is squared twice.
    """

    name: ClassVar[str] = "sumbasic"
    paper: ClassVar[str] = "Nenkova and Vanderwende 2005, The Impact of Frequency, section 3"

    def score(self, document: Document) -> list[float]:
        """Return 0 for the first sentence taken, -1 for the second and so on.

        Repeats share the place of the last of them.
        """
        return places(document, _order(document.terms))


def places(document: Document, order: Sequence[int]) -> list[float]:
    """Turn an order of choice into scores the way sumy numbers it.

    sumy counts the different texts taken so far, so that after a repeat two sentences
    have the same number.
    """
    ratings: dict[str, int] = {}
    for index in order:
        ratings[document.sentences[index].text] = -len(ratings)
    return [float(ratings[sentence.text]) for sentence in document.sentences]


def _order(sentences: Sequence[Sequence[int]]) -> list[int]:
    counts = Counter(chain.from_iterable(sentences))
    total = sum(counts.values())
    probability = {term: count / total for term, count in counts.items()}
    holders: dict[int, list[int]] = {}
    for index, terms in enumerate(sentences):
        for term in dict.fromkeys(terms):
            holders.setdefault(term, []).append(index)

    def average(index: int) -> float:
        # sumy's sum in sumy's order: near ties are decided by the last bit.
        terms = sentences[index]
        return running_sum([probability[term] for term in terms]) / len(terms) if terms else 0.0

    averages: dict[int, float] = {index: average(index) for index in range(len(sentences))}
    heap = [(-value, index) for index, value in averages.items()]
    heapq.heapify(heap)
    order = []
    while heap:
        value, index = heapq.heappop(heap)
        if averages.get(index) != -value:
            continue  # taken, or worth less by now
        order.append(index)
        del averages[index]
        touched: set[int] = set()
        for term in sentences[index]:
            before = probability[term]
            probability[term] *= before
            if probability[term] != before:  # probabilities soon underflow to 0
                touched.update(holders[term])
        for other in touched:
            if other in averages and (now := average(other)) != averages[other]:
                averages[other] = now
                heapq.heappush(heap, (-now, other))
    return order

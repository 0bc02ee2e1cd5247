"""SumBasic: sentences of frequent words, where a word counts less after its use."""

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
    """Repeatedly chooses the sentence with the highest average word probability.

    The probability of each word of a chosen sentence is then squared. It picks the same sentences
    as sumy 0.13, which differs from the paper: the chosen sentence need not contain the most
    probable word, and the probability of a word that occurs twice in a chosen sentence is squared
    twice.

    Examples
    --------
    >>> import summkit as sk
    >>> text = "A mill burned. The mill fire was small. It rained in Ostrava."
    >>> sk.SumBasic().score(sk.analyse(text, "en"))
    [0.0, -2.0, -1.0]
    """

    name: ClassVar[str] = "sumbasic"
    paper: ClassVar[str] = "Nenkova and Vanderwende 2005, The Impact of Frequency, section 3"

    def score(self, document: Document) -> list[float]:
        """Return 0 for the first chosen sentence, -1 for the second, and so on.

        Sentences with the same text have the score of the last one.
        """
        return places(document, _order(document.terms))


def places(document: Document, order: Sequence[int]) -> list[float]:
    """Return scores for an order of choice, numbered as in sumy.

    sumy counts the different texts chosen so far, so that after a repeated sentence two sentences
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
        # The sum is in sumy's order, because the last bit decides near ties.
        terms = sentences[index]
        return running_sum([probability[term] for term in terms]) / len(terms) if terms else 0.0

    averages: dict[int, float] = {index: average(index) for index in range(len(sentences))}
    heap = [(-value, index) for index, value in averages.items()]
    heapq.heapify(heap)
    order = []
    while heap:
        value, index = heapq.heappop(heap)
        if averages.get(index) != -value:
            continue  # the sentence is already chosen, or its average has fallen
        order.append(index)
        del averages[index]
        touched: set[int] = set()
        for term in sentences[index]:
            before = probability[term]
            probability[term] *= before
            # A probability that is 0 after underflow no longer falls.
            if probability[term] != before:
                touched.update(holders[term])
        for other in touched:
            if other in averages and (now := average(other)) != averages[other]:
                averages[other] = now
                heapq.heappush(heap, (-now, other))
    return order

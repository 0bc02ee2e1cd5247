"""Luhn: sentences with dense clusters of the words that an article repeats."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import chain
from typing import ClassVar

from summkit.document import Document
from summkit.summarisers.base import Summariser, parameter


class Luhn(Summariser):
    """The best cluster of significant words: their squared number divided by the cluster's length.

    It picks the same sentences as sumy 0.13, which differs from the paper: every term that occurs
    at least twice in the body is significant, for any length of the article, and a cluster with a
    single significant word scores 0. The headline does not count.

    Examples
    --------
    >>> import summkit as sk
    >>> text = "It rained. The mill fire spread. A mill fire is rare. Nobody was hurt."
    >>> print(sk.summarise(text, method=sk.Luhn(), sentences=1))
    The mill fire spread.
    """

    name: ClassVar[str] = "luhn"
    paper: ClassVar[str] = "Luhn 1958, The Automatic Creation of Literature Abstracts"

    gap: int = parameter(
        4,
        "Number of consecutive words that are not significant and so end a cluster.",
        low=1,
        high=100,
    )

    def score(self, document: Document) -> list[float]:
        """Return the rating of the best cluster of each sentence, 0 or more."""
        counts = Counter(chain.from_iterable(document.terms))
        vocabulary = document.vocabulary
        significant = {vocabulary[term] for term, count in counts.items() if count > 1}
        return [
            max(self._ratings([stem in significant for stem in stems]), default=0.0)
            for stems in document.stems
        ]

    def _ratings(self, significant: list[bool]) -> Iterator[float]:
        """Yield the rating of each cluster, which starts and ends with a significant word."""
        hits = length = since = 0
        for hit in significant:
            if hits:
                since += 1
                if hit:
                    hits, length, since = hits + 1, length + since, 0
                elif since == self.gap:
                    yield _rating(hits, length)
                    hits = 0
            elif hit:
                hits, length, since = 1, 1, 0
        if hits:
            yield _rating(hits, length)


def _rating(hits: int, length: int) -> float:
    return hits**2 / length if hits > 1 else 0.0

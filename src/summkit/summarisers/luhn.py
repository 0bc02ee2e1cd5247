"""Luhn: dense clusters of the words an article repeats."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import chain
from typing import ClassVar

from summkit.document import Document
from summkit.summarisers.base import Summariser, parameter


class Luhn(Summariser):
    """The best cluster of significant words in a sentence: their number squared by its length.

    It picks the sentences sumy 0.13 picks, which differs from the paper: every term that
    stands at least twice in the body is significant, however long the article is, and a
    cluster with a single significant word scores 0. The headline is not counted.
    """

    name: ClassVar[str] = "luhn"
    paper: ClassVar[str] = "Luhn 1958, The Automatic Creation of Literature Abstracts"

    gap: int = parameter(
        4, "A cluster ends at so many words in a row that are not significant.", low=1, high=100
    )

    def score(self, document: Document) -> list[float]:
        """Return the rating of each sentence's best cluster, at least 0."""
        counts = Counter(chain.from_iterable(document.terms))
        vocabulary = document.vocabulary
        significant = {vocabulary[term] for term, count in counts.items() if count > 1}
        return [
            max(self._ratings([stem in significant for stem in stems]), default=0.0)
            for stems in document.stems
        ]

    def _ratings(self, significant: list[bool]) -> Iterator[float]:
        """Rate each cluster; a cluster starts and ends with a significant word."""
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

"""Centroid (MEAD): sentences with the article's important terms, near its start."""

from __future__ import annotations

from typing import ClassVar

from summkit.document import Document
from summkit.summarisers.base import Summariser, parameter
from summkit.summarisers.similarity import idf


class Centroid(Summariser):
    """MEAD's score: a weighted sum of centroid value, position and overlap with the first sentence.

    In the paper, the centroid belongs to a cluster of articles, with idf from a background corpus.
    Here it belongs to a single article, with idf over the article's own sentences. In the
    paper, the three parts have different scales. Here each is divided by its highest value, so that
    the weights are comparable.

    Examples
    --------
    >>> import summkit as sk
    >>> text = "A mill was on fire. The fire destroyed a large mill in Ostrava. It rained."
    >>> print(sk.summarise(text, method=sk.Centroid(position=0, first=0), sentences=1))
    The fire destroyed a large mill in Ostrava.
    """

    name: ClassVar[str] = "centroid"
    paper: ClassVar[str] = "Radev et al. 2004, Centroid-based summarization, section 3 (MEAD)"

    centroid: float = parameter(1.0, "Weight of the centroid value.", low=0.0, high=100.0)
    position: float = parameter(1.0, "Weight of the place in the article.", low=0.0, high=100.0)
    first: float = parameter(
        1.0, "Weight of the overlap with the first sentence.", low=0.0, high=100.0
    )
    threshold: float = parameter(
        0.0,
        "Terms whose centroid value is below this share of the highest value are ignored.",
        low=0.0,
        high=1.0,
    )

    def score(self, document: Document) -> list[float]:
        """Return the weighted sum of three values from 0 to 1 for each sentence."""
        import numpy as np

        rows, columns = document.tokens
        size, width = len(document.sentences), document.term_count
        totals = np.bincount(columns, minlength=width)
        values = totals * idf(document)
        values[values < self.threshold * values.max(initial=0.0)] = 0.0
        # As in MEAD, the centroid value adds distinct terms, and the overlap counts occurrences.
        held = np.unique(rows * width + columns)
        central = np.bincount(held // max(width, 1), values[held % max(width, 1)], size)
        opening = np.bincount(columns[rows == 0], minlength=width)
        overlap = np.bincount(rows, opening[columns].astype(np.float64), size)
        place = 1.0 - np.arange(size) / size
        scores: list[float] = (
            self.centroid * central / (central.max() or 1.0)
            + self.position * place
            + self.first * overlap / (overlap.max() or 1.0)
        ).tolist()
        return scores

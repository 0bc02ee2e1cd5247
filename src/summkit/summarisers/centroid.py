"""Centroid: sentences near the article's middle, its beginning and its first sentence."""

from __future__ import annotations

from typing import ClassVar

from summkit.document import Document
from summkit.summarisers.base import Summariser, parameter
from summkit.summarisers.similarity import idf


class Centroid(Summariser):
    """MEAD's score: centroid value, position, and overlap with the first sentence, weighted.

    The paper's centroid is that of a cluster of articles, with idf from a background
    corpus; here it is one article's, with idf over its own sentences. Its three parts are
    on different scales; here each is divided by its highest value, so that the weights
    compare.
    """

    name: ClassVar[str] = "centroid"
    paper: ClassVar[str] = "Radev et al. 2004, Centroid-based summarization, section 3 (MEAD)"

    centroid: float = parameter(1.0, "Weight of the centroid value.", low=0.0, high=100.0)
    position: float = parameter(1.0, "Weight of the place in the article.", low=0.0, high=100.0)
    first: float = parameter(
        1.0, "Weight of the overlap with the first sentence.", low=0.0, high=100.0
    )
    threshold: float = parameter(
        0.0, "Terms below this share of the highest centroid value are left out.", low=0.0, high=1.0
    )

    def score(self, document: Document) -> list[float]:
        """Return weighted sums of three values in 0..1."""
        import numpy as np

        rows, columns = document.tokens
        size, width = len(document.sentences), document.term_count
        totals = np.bincount(columns, minlength=width)
        values = totals * idf(document)
        values[values < self.threshold * values.max(initial=0.0)] = 0.0
        # A sentence's distinct terms, as MEAD adds them; the overlap counts occurrences.
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

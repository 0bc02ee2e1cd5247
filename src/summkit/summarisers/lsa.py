"""LSA as sumy has it: sentences heavy in distinct, evenly used terms."""

from __future__ import annotations

from collections import Counter
from math import sqrt
from typing import ClassVar

from summkit.document import Document
from summkit.summarisers.base import Summariser


class Lsa(Summariser):
    """The length of a sentence's vector in the space of all singular vectors.

    It picks the sentences sumy 0.13 picks. The paper keeps the strongest dimensions; sumy
    keeps all of them, and over all of them the rank ``sqrt(sum of (sigma * v)**2)`` is by
    the definition of the decomposition the length of the sentence's column in the matrix
    of smoothed frequencies ``0.4 + 0.6 * count / highest count``, a cell for every term
    of the article. It is computed as that here, in whole numbers: no decomposition, the
    time grows with the article's length only, and equal lengths are equal scores, decided
    by position. sumy decides such ties by the rounding errors of its decomposition, whose
    rows are ordered by the hash seed; there, and only there, its picks differ from run
    to run. The headline is not counted.
    """

    name: ClassVar[str] = "lsa"
    paper: ClassVar[str] = (
        "Steinberger and Jezek 2004, Using Latent Semantic Analysis in Text Summarization"
    )

    def score(self, document: Document) -> list[float]:
        """Return lengths of at least 0; 0 for a sentence without a term."""
        vocabulary = frozenset(document.vocabulary)
        lengths = []
        for stems in document.stems:
            # A stop word counts where a word that is none has the same stem.
            counts = Counter(stem for stem in stems if stem in vocabulary)
            most = max(counts.values(), default=0)
            # Each cell is (2 most + 3 count) / (5 most).
            squares = sum(3 * n * (4 * most + 3 * n) for n in counts.values())
            squares += 4 * most * most * len(vocabulary)
            lengths.append(sqrt(squares / (25 * most * most)) if most else 0.0)
        return lengths

"""LSA as in sumy: sentences with many distinct, evenly used terms."""

from __future__ import annotations

from collections import Counter
from math import sqrt
from typing import ClassVar

from summkit.document import Document
from summkit.summarisers.base import Summariser


class Lsa(Summariser):
    """The length of a sentence's vector in the space of all singular vectors.

    It picks the same sentences as sumy 0.13. The paper uses only the strongest dimensions, but sumy
    uses all. Over all dimensions, the rank ``sqrt(sum of (sigma * v)**2)`` equals, by definition of
    the decomposition, the length of the sentence's column in the matrix of smoothed frequencies
    ``0.4 + 0.6 * count / highest count``, which has a cell for every term of the article. This
    class computes that length from whole numbers, without a decomposition. The time is linear in
    the length of the article, and equal lengths are ties, decided by position. sumy decides ties
    by the rounding errors of its decomposition, whose rows are in the order of the hash seed; only
    in this case its choice differs from run to run. The headline does not count.

    Examples
    --------
    >>> import summkit as sk
    >>> text = "It rained. A fire broke out in a mill near Ostrava. Nobody was hurt."
    >>> print(sk.summarise(text, method=sk.Lsa(), sentences=1))
    A fire broke out in a mill near Ostrava.
    """

    name: ClassVar[str] = "lsa"
    paper: ClassVar[str] = (
        "Steinberger and Jezek 2004, Using Latent Semantic Analysis in Text Summarization"
    )

    def score(self, document: Document) -> list[float]:
        """Return a length of 0 or more for each sentence; 0 for a sentence without a term."""
        vocabulary = frozenset(document.vocabulary)
        lengths = []
        for stems in document.stems:
            # A stop word counts if another word, which is not a stop word, has the same stem.
            counts = Counter(stem for stem in stems if stem in vocabulary)
            most = max(counts.values(), default=0)
            # Each cell is (2 most + 3 count) / (5 most).
            squares = sum(3 * n * (4 * most + 3 * n) for n in counts.values())
            squares += 4 * most * most * len(vocabulary)
            lengths.append(sqrt(squares / (25 * most * most)) if most else 0.0)
        return lengths

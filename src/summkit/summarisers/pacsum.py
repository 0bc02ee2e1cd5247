"""PacSum: centrality with different weights for earlier and for later sentences."""

from __future__ import annotations

from typing import ClassVar

from summkit.document import Document
from summkit.summarisers.base import Summariser, parameter
from summkit.summarisers.similarity import cosines, settle


class PacSum(Summariser):
    """A weighted sum of the similarities to earlier and to later sentences.

    A sentence that is similar to later sentences introduces them; a sentence that is similar to
    earlier sentences repeats them. This is the TF-IDF variant of the paper, but with the cosine
    instead of the dot product, so that long sentences have no advantage. The authors' program
    shuffles the sentences before sorting; here the earlier of two equal sentences is preferred.
    A document may have at most 12,000 sentences.

    Examples
    --------
    >>> import summkit as sk
    >>> text = "A fire broke out in a mill. The mill is in Ostrava. The fire was small."
    >>> print(sk.summarise(text, method=sk.PacSum(), sentences=1))
    A fire broke out in a mill.
    """

    name: ClassVar[str] = "pacsum"
    paper: ClassVar[str] = (
        "Zheng and Lapata 2019, Sentence Centrality Revisited, sections 3.2 and 3.3"
    )

    lambda1: float = parameter(
        -1.0,
        "Weight of the similarities to earlier sentences; a negative weight is a penalty.",
        low=-10.0,
        high=10.0,
    )
    lambda2: float = parameter(
        1.0, "Weight of the similarities to later sentences.", low=-10.0, high=10.0
    )
    beta: float = parameter(
        0.1,
        "Similarities in this lowest part of their range count as 0.",
        low=0.0,
        high=1.0,
    )

    def score(self, document: Document) -> list[float]:
        """Return the weighted sum for each sentence; below 0 if the penalty prevails.

        Raises
        ------
        InputError
            If the document has more than 12,000 sentences.
        """
        import numpy as np

        matrix = cosines(document, self.name)
        size = len(matrix)
        if size == 1:
            return [0.0]
        np.fill_diagonal(matrix, np.inf)
        low = float(matrix.min())
        np.fill_diagonal(matrix, -np.inf)
        floor = low + self.beta * (float(matrix.max()) - low)
        matrix -= matrix.dtype.type(floor)
        np.maximum(matrix, 0.0, out=matrix)
        scores = []
        for index, row in enumerate(matrix):
            before = float(row[:index].sum(dtype=np.float64))
            after = float(row[index + 1 :].sum(dtype=np.float64))
            scores.append(self.lambda1 * before + self.lambda2 * after)
        return settle(scores)

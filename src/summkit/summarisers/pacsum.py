"""PacSum: centrality that tells what stands before a sentence from what follows it."""

from __future__ import annotations

from typing import ClassVar

from summkit.document import Document
from summkit.summarisers.base import Summariser, parameter
from summkit.summarisers.similarity import cosines, settle


class PacSum(Summariser):
    """Signed sums of the similarities to earlier and to later sentences.

    A sentence that resembles what follows introduces it; one that resembles what went
    before repeats it. The paper's TF-IDF variant, with the cosine instead of the bare
    product, so that long sentences do not win by length. The authors' program shuffles
    the sentences before it sorts; here ties go to the earlier sentence.
    Up to 12,000 sentences.
    """

    name: ClassVar[str] = "pacsum"
    paper: ClassVar[str] = (
        "Zheng and Lapata 2019, Sentence Centrality Revisited, sections 3.2 and 3.3"
    )

    lambda1: float = parameter(
        -1.0, "Weight of the sentences before (below 0: a penalty).", low=-10.0, high=10.0
    )
    lambda2: float = parameter(1.0, "Weight of the sentences that follow.", low=-10.0, high=10.0)
    beta: float = parameter(
        0.1, "Similarities below this share of their range count as 0.", low=0.0, high=1.0
    )

    def score(self, document: Document) -> list[float]:
        """Return weighted sums; below 0 where the penalty prevails.

        Raises
        ------
        InputError
            For more than 12,000 sentences.
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

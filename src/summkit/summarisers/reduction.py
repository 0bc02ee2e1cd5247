"""Reduction: sentences that share the most words with all other sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from summkit.document import Document
from summkit.summarisers.base import Summariser
from summkit.summarisers.similarity import DENSE, check_size, products
from summkit.summarisers.textrank import edges, log_lengths
from summkit.sums import running_sum

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Reduction(Summariser):
    """The sum of the weights of a sentence's edges in the graph of TextRank, without the walk.

    It picks the same sentences as sumy 0.13: every occurrence of a word counts, two sentences
    of one word each have no edge, and sentences with the same text get the sum of their scores.
    A document may have at most 12,000 sentences.

    Examples
    --------
    >>> import summkit as sk
    >>> text = "It rained. A fire broke out in a mill. The mill fire was small."
    >>> print(sk.summarise(text, method=sk.Reduction(), sentences=1))
    A fire broke out in a mill.
    """

    name: ClassVar[str] = "reduction"
    paper: ClassVar[str] = (
        "Fabish, the program Reduction, as sumy has it; edges of TextRank's paper"
    )

    def score(self, document: Document) -> list[float]:
        """Return the sum of the edges of each sentence, 0 or more.

        Raises
        ------
        InputError
            If the document has more than 12,000 sentences.
        """
        import numpy as np

        check_size(document, self.name)
        by_text: dict[str, list[int]] = {}
        for sentence in document.sentences:
            by_text.setdefault(sentence.text, []).append(sentence.index)
        groups = [group for group in by_text.values() if len(group) > 1]
        exact = len(document.sentences) <= DENSE
        kept = [at for group in groups for at in group] if exact else []
        rows: dict[int, NDArray[np.float64]] = {}
        sums = np.zeros(len(document.sentences))
        logs = log_lengths(document)
        for start, block in products(document):
            stop = start + len(block)
            part = edges(block, logs, logs[start:stop], alone=0.0)
            part[np.arange(len(part)), np.arange(start, stop)] = 0.0
            # Added one after the other, as in sumy, because the last bit decides near ties.
            sums[start:stop] = np.add.accumulate(part, axis=1)[:, -1]
            rows.update({at: part[at - start].copy() for at in kept if start <= at < stop})
        scores: list[float] = sums.tolist()
        for group in groups:
            total = (
                _sum_of_repeats(group, rows) if exact else running_sum(scores[at] for at in group)
            )
            for at in group:
                scores[at] = total
        return scores


def _sum_of_repeats(group: list[int], rows: dict[int, NDArray[np.float64]]) -> float:
    """Return the sum of the edges of repeated sentences, in sumy's order of the pairs."""
    edge = {at: rows[at].tolist() for at in group}
    members = set(group)
    total = 0.0
    for first in range(len(edge[group[0]])):
        if first in members:
            for second in range(first + 1, len(edge[first])):
                total += edge[first][second]
                if second in members:
                    total += edge[first][second]
        else:
            for second in group:
                if second > first:
                    total += edge[second][first]
    return total

"""KL: sentences added one at a time, so that the summary has the article's word distribution."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import log
from typing import ClassVar

from summkit.document import Document
from summkit.summarisers.base import Summariser
from summkit.summarisers.similarity import DENSE, check_size
from summkit.summarisers.sumbasic import places

_CLOSE = 1e-10


class KL(Summariser):
    """KLSum: greedily adds the sentence with the lowest Kullback-Leibler divergence.

    It picks the same sentences as sumy 0.13, which differs from the paper. Words are not stemmed.
    Stop words are removed from the article's distribution before words are put in lower case, so
    that "The" counts there. Words of the chosen sentences count unchanged, with capitals and stop
    words. The divergence runs over the words of the summary only, without smoothing. Sentences are
    added until none is left, not only while the divergence falls. In documents of up to 1,000
    sentences, candidates whose divergence equals the lowest up to rounding are compared with
    sumy's own operations. A document may have at most 12,000 sentences.

    Examples
    --------
    >>> import summkit as sk
    >>> text = "A fire broke out. The fire burned a mill. Nobody was hurt in the mill fire."
    >>> sk.KL().score(sk.analyse(text, "en"))
    [0.0, -1.0, -2.0]
    """

    name: ClassVar[str] = "kl"
    paper: ClassVar[str] = "Haghighi and Vanderwende 2009, Content Models, section 3.2 (KLSum)"

    def score(self, document: Document) -> list[float]:
        """Return 0 for the first chosen sentence, -1 for the second, and so on.

        Sentences with the same text have the score of the last one.

        Raises
        ------
        InputError
            If the document has more than 12,000 sentences.
        """
        check_size(document, self.name)
        stop_words = document.language.stop_words
        lower = {word: word.lower() for words in document.words for word in words}
        content = [
            [low for word in words if (low := lower[word]) not in stop_words]
            for words in document.words
        ]
        article = Counter(
            lower[word] for words in document.words for word in words if word not in stop_words
        )
        total = sum(article.values())
        shares = {word: count / total for word, count in article.items()}
        return places(document, _Greedy(shares, content, document.words).order())


class _Greedy:
    """The divergences of all candidates, updated after each chosen sentence.

    A word has the share f in the article and the count c in the summary of T words. The divergence
    is ``sum f log f + log T * sum f - sum f log c`` over the words of the summary. Each of these
    three sums is a number for the current summary plus a number for each candidate. Choosing a
    sentence changes only the numbers of candidates that share a word with it.
    """

    def __init__(
        self,
        shares: dict[str, float],
        content: Sequence[Sequence[str]],
        words: Sequence[Sequence[str]],
    ) -> None:
        import numpy as np

        self.shares, self.content, self.words = shares, content, words
        self.exact = len(content) <= DENSE
        self.summary: list[str] = []
        self.taken: Counter[str] = Counter()
        self.sizes = np.array([float(len(candidate)) for candidate in content])
        # For each candidate, two sums over its words that are new to the summary, ...
        self.new_entropy = np.zeros(len(content))
        self.new_share = np.zeros(len(content))
        # ... and the amount that all its words add to sum f log c.
        self.gain = np.zeros(len(content))
        self.entropy = self.share = self.logs = 0.0
        holders: dict[str, tuple[list[int], list[int]]] = {}
        for index, candidate in enumerate(content):
            for word, count in Counter(candidate).items():
                indices, counts = holders.setdefault(word, ([], []))
                indices.append(index)
                counts.append(count)
                share = shares.get(word)
                if share is None:
                    continue  # this happens if the list of stop words contains capitals
                self.new_entropy[index] += share * log(share)
                self.new_share[index] += share
                self.gain[index] += share * log(count)
        self.holders = {
            word: (np.array(indices), np.array(counts, np.float64))
            for word, (indices, counts) in holders.items()
            if len(indices) > 1  # a word in only one sentence never changes another candidate
        }

    def order(self) -> list[int]:
        """Return the indices of all sentences in the order of choice."""
        import numpy as np

        order: list[int] = []
        closed = np.zeros(len(self.content))
        for _ in self.content:
            sizes = np.log(np.maximum(self.sizes + len(self.summary), 1.0))
            divergence = self.entropy + self.new_entropy - self.logs - self.gain + closed
            divergence += sizes * (self.share + self.new_share)
            best = int(divergence.argmin())
            if self.exact:
                close = np.nonzero(divergence < divergence[best] + _CLOSE)[0].tolist()
                if len(close) > 1:
                    best = self._first_exact(close)
            order.append(best)
            closed[best] = np.inf
            self._take(best)
        return order

    def _take(self, index: int) -> None:
        import numpy as np

        self.summary.extend(self.words[index])
        for word, added in Counter(self.words[index]).items():
            share = self.shares.get(word)
            if share is None:
                continue
            before = self.taken[word]
            after = self.taken[word] = before + added
            if before == 0:
                self.entropy += share * log(share)
                self.share += share
                self.logs += share * log(after)
            else:
                self.logs += share * (log(after) - log(before))
            if word not in self.holders:
                continue
            indices, counts = self.holders[word]
            if before == 0:
                self.new_entropy[indices] -= share * log(share)
                self.new_share[indices] -= share
                self.gain[indices] += share * (np.log(counts / after + 1.0) - np.log(counts))
            else:
                ratio = (counts / after + 1.0) / (counts / before + 1.0)
                self.gain[indices] += share * np.log(ratio)

    def _first_exact(self, candidates: Sequence[int]) -> int:
        """Return the candidate with the lowest divergence by sumy's operations, or the first."""
        taken = Counter(self.summary)
        values: dict[tuple[str, ...], float] = {}
        best, lowest = candidates[0], float("inf")
        for index in candidates:
            key = tuple(self.content[index])
            if key not in values:
                values[key] = self._divergence(Counter(key), taken)
            if values[key] < lowest:
                best, lowest = index, values[key]
        return best

    def _divergence(self, candidate: Counter[str], taken: Counter[str]) -> float:
        size = float(candidate.total() + len(self.summary))
        value = 0.0
        shares = self.shares
        for word, count in candidate.items():
            if not (share := shares.get(word, 0.0)):
                continue
            value += share * log(share / ((count + taken[word]) / size))
        for word, count in taken.items():
            if word not in candidate and (share := shares.get(word, 0.0)):
                value += share * log(share / (count / size))
        return value

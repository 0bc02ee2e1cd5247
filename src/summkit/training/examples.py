"""Training examples of the ranker: numbers from an article and its reference, without text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from summkit.article import Reference
from summkit.budget import Budget
from summkit.cohesion.leadin import news_of
from summkit.cohesion.need import Need
from summkit.cohesion.ties import ties_of
from summkit.document import Document
from summkit.evaluation.contenders import LeadCut
from summkit.metrics.tokens import profile_for, tokens
from summkit.modelfile import digest
from summkit.newsrank.block import block
from summkit.newsrank.costs import Demands, demands_of
from summkit.newsrank.limits import BudgetLimits, limits
from summkit.newsrank.view import View, view
from summkit.selection import candidates

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


class Overlap:
    """Clipped n-gram overlap of sets of sentences with one reference.

    ROUGE-1 and ROUGE-2 F1 (Lin 2004), without bigrams that span two sentences.
    """

    def __init__(self, document: Document, reference: Reference, texts: Sequence[str]) -> None:
        import numpy as np

        profile = profile_for(document.language.code)
        stem = "porter" if profile == "ascii" else "none"
        words = _tokens(" ".join(reference), profile, stem)
        sentences = [_tokens(text, profile, stem) for text in texts]
        size = len(texts)
        self.hits: list[NDArray[np.float32]] = []
        self.target: list[NDArray[np.float32]] = []
        self.lengths = np.zeros((2, size), np.float32)
        self.total: list[int] = []
        for order in (1, 2):
            index: dict[tuple[str, ...], int] = {}
            target: list[int] = []
            for gram in zip(*(words[i:] for i in range(order)), strict=False):
                place = index.setdefault(gram, len(index))
                if place == len(target):
                    target.append(0)
                target[place] += 1
            hits = np.zeros((size, len(index)), np.float32)
            for row, listed in enumerate(sentences):
                self.lengths[order - 1, row] = max(len(listed) - order + 1, 0)
                for gram in zip(*(listed[i:] for i in range(order)), strict=False):
                    if gram in index:
                        hits[row, index[gram]] += 1
            self.hits.append(hits)
            self.target.append(np.array(target, np.float32))
            self.total.append(max(len(words) - order + 1, 0))

    def scores(self, members: Floats, shortlist: Sequence[int]) -> Floats:
        """Return ROUGE-1 and ROUGE-2 F1 of each set as an array of shape (sets, 2)."""
        import numpy as np

        picked = list(shortlist)
        out = np.zeros((len(members), 2))
        rows = members.astype(np.float32)
        for order in (0, 1):
            clipped = np.minimum(rows @ self.hits[order][picked], self.target[order]).sum(axis=1)
            length = rows @ self.lengths[order][picked] + self.total[order]
            out[:, order] = 2.0 * clipped / np.maximum(length, 1.0)
        return out


@dataclass(frozen=True)
class Example:
    """One article for one target and budget.

    Attributes
    ----------
    plain, headlined
        The input of the ranker without and with the headline; None if there is no headline.
    allowed
        Sentences that may be chosen.
    bounds
        The budget.
    overlap
        The overlap with the reference, which gives the value of a set.
    oracle
        The sentences of the best set, found by greedy search.
    group
        The corpus of the article.
    language
        Language code.
    digest
        Digest of the article: 8 hexadecimal digits.
    weight
        Weight of the article when sets are fitted.
    shingles
        Hashes of runs of eight words, for finding near-duplicates.
    named
        For each term, whether the reference contains it.
    needs
        The references of each sentence to other sentences, see `summkit.cohesion`; without text.
    news
        The sentence with the news, see `summkit.cohesion.leadin`.
    lead_cut
        ROUGE-1, ROUGE-2 and words of the lead cut at the budget; None if the budget cuts nothing.
    """

    plain: View
    headlined: View | None
    allowed: list[int]
    bounds: BudgetLimits
    overlap: Overlap
    oracle: list[int]
    group: str
    language: str
    digest: str
    weight: float
    shingles: NDArray[np.uint32]
    named: NDArray[np.bool_]
    needs: tuple[tuple[Need, ...], ...]
    news: int | None
    lead_cut: tuple[float, float, float] | None = None

    @property
    def demands(self) -> Demands:
        """The penalties that depend on needs and news, for the sets of the article's sentences."""
        return demands_of(self.needs.__getitem__, self.news, self.bounds, self.language)


def example(
    document: Document,
    reference: Reference,
    budget: Budget,
    group: str,
    *,
    headline: bool = True,
    weight: float = 1.0,
) -> Example | None:
    """Return the example of an article; None if no sentence fits the budget."""
    bounds = limits(document, budget)
    looked = block((document,))
    plain = compact(view(looked, [bounds], [False]))
    size = len(plain.words)
    headlined = None
    if headline and document.headline_terms:
        other = compact(view(looked, [bounds], [True]))
        headlined = replace(other, holder=plain.holder, term=plain.term)
    allowed = [i for i in candidates(document, 4) if i < size]
    texts = [
        budget.cut(document.language, sentence.text) if cut else sentence.text
        for sentence, cut in zip(document.sentences[:size], plain.cut, strict=True)
    ]
    overlap = Overlap(document, reference, texts)
    if not allowed or not overlap.total[0]:
        return None
    return Example(
        plain,
        headlined,
        allowed,
        bounds,
        overlap,
        _greedy(plain, bounds, overlap, allowed),
        group,
        document.language.code,
        digest(document.article.body),
        weight,
        shingles(document),
        _mentioned(document, reference, len(plain.weight)),
        _needs(document, size),
        news_of(document, headline=headline),
    )


def _needs(document: Document, size: int) -> tuple[tuple[Need, ...], ...]:
    """Return the needs of each of the first sentences, without their text."""
    ties = ties_of(document)
    return tuple(
        tuple(need._replace(text="") for need in ties.needs(index)) for index in range(size)
    )


def lead_cut(
    document: Document, reference: Reference, budget: Budget
) -> tuple[float, float, float] | None:
    """Return `Example.lead_cut`, a baseline that is often harder to beat than the lead."""
    import numpy as np

    if budget.words is None and budget.characters is None:
        return None
    written = LeadCut(budget).write(document, ())
    pieces = written.candidate.sentences
    overlap = Overlap(document, reference, pieces)
    first, second = overlap.scores(np.ones((1, len(pieces))), range(len(pieces)))[0].tolist()
    return first, second, float(written.words)


def compact(seen: View) -> View:
    """Return a view in smaller number types, which takes a fraction of the memory."""
    import numpy as np

    return replace(
        seen,
        features=seen.features.astype(np.float32),
        holder=seen.holder.astype(np.int32),
        term=seen.term.astype(np.int32),
        terms=seen.terms.astype(np.float32),
        weight=seen.weight.astype(np.float32),
        headline=seen.headline.astype(np.float32),
    )


def _mentioned(document: Document, reference: Reference, width: int) -> NDArray[np.bool_]:
    """Return for each term of the article whether the reference contains it."""
    import numpy as np

    language = document.language
    words = [word.lower() for sentence in reference for word in language.words(sentence)]
    stems = set(language.stem(words))
    return np.array([stem in stems for stem in document.vocabulary[:width]], np.bool_)


def _greedy(seen: View, bounds: BudgetLimits, overlap: Overlap, allowed: list[int]) -> list[int]:
    import numpy as np

    chosen: list[int] = []
    value = 0.0
    while len(chosen) < bounds.sentences:
        words = seen.words[chosen].sum()
        characters = seen.characters[chosen].sum() - seen.joiner[0]
        left = [
            i
            for i in allowed
            if i not in chosen
            and not (chosen and seen.cut[i])
            and bounds.budget.holds(words + seen.words[i], characters + seen.characters[i])
        ]
        if not left:
            break
        shortlist = chosen + left
        members = np.zeros((len(left), len(shortlist)))
        members[:, : len(chosen)] = 1.0
        members[np.arange(len(left)), np.arange(len(left)) + len(chosen)] = 1.0
        scores = overlap.scores(members, shortlist).sum(axis=1)
        best = int(scores.argmax())
        if scores[best] <= value:
            break
        value = float(scores[best])
        chosen.append(left[best])
        if seen.cut[chosen[0]]:
            break
    return chosen


def _tokens(text: str, profile: str, stem: str) -> list[str]:
    words = tokens(text, profile)
    if stem == "porter":
        import Stemmer

        # This stemmer is much faster than rouge-score's Porter stemmer, and similar enough for
        # training.
        stems = Stemmer.Stemmer("porter").stemWords(words)
        words = [s if len(w) > 3 else w for s, w in zip(stems, words, strict=True)]
    return words


def shingles(document: Document) -> NDArray[np.uint32]:
    """Return the hashes of runs of eight words, sampled: about one in eight of all runs."""
    import zlib

    import numpy as np

    words = [word.lower() for sentence in document.words[:200] for word in sentence]
    hashes = {
        zlib.crc32(" ".join(words[i : i + 8]).encode()) for i in range(max(len(words) - 7, 0))
    }
    return np.array(sorted(h for h in hashes if h % 8 == 0), np.uint32)

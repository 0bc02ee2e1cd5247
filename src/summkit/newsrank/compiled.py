"""What the compiled core does for the ranker: an article's scores, and those of its sets."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from summkit import core
from summkit.document import Document
from summkit.newsrank.block import HEAD
from summkit.newsrank.cuts import cut_one
from summkit.newsrank.limits import BudgetLimits
from summkit.newsrank.model import Variant
from summkit.newsrank.sets import Candidates
from summkit.newsrank.subsets import SHORTLIST
from summkit.newsrank.surface import Marks, ends, quote_starts

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from summkit._core import RankedArticle

    Floats = NDArray[np.float64]


class Looked(NamedTuple):
    """An article as the ranker sees it under a budget: what `view` and `weigh` work out.

    Attributes
    ----------
    article
        As the compiled core has it; None without one.
    scores
        Of each of the first `HEAD` sentences, rounded.
    headings
        Whether each is a heading.
    cut
        Whether each is longer than the whole budget.
    """

    article: RankedArticle | None
    scores: list[float]
    headings: list[bool]
    cut: list[bool]


def look(document: Document, bounds: BudgetLimits, variant: Variant, *, headline: bool) -> Looked:
    """Look at an article.

    Parameters
    ----------
    headline
        Whether its own headline may be looked at.
    """
    sentences, language = document.sentences[:HEAD], document.language
    texts = [sentence.text for sentence in sentences]
    marks = Marks((document,), (0,), (document.term_count,))
    offsets = document.term_offsets
    cuts, cut = [], [False] * len(texts)
    for index, (words, characters) in enumerate(zip(marks.words, marks.characters, strict=True)):
        if words > bounds.words or characters > bounds.characters:
            terms = offsets[index + 1] - offsets[index]
            cuts.append((index, *cut_one(document, index, bounds, terms, float(words))))
            cut[index] = True
    ids = document.ids if headline else {}
    article, scores, headings = core.native.newsrank_article(
        document.term_ids,
        offsets,
        document.stem_lines,
        (
            marks.words,
            marks.characters,
            marks.quotes,
            marks.half,
            marks.dangling,
            marks.stop,
            quote_starts(texts),
            ends(texts),
            [sentence.paragraph for sentence in sentences],
        ),
        (marks.numbers, marks.names, marks.terms),
        [ids.get(stem, -1) for stem in document.headline_terms] if headline else [],
        cuts,
        bounds.room,
        float(len(language.joiner)),
        variant.terms.flat(language.code),
        variant.sentences.flat(language.code),
    )
    return Looked(article, scores, headings, cut)


def sets_of(
    looked: Sequence[Looked],
    documents: Sequence[Document],
    variants: Sequence[Variant],
    bounds: Sequence[BudgetLimits],
    allowed: Sequence[Sequence[int]],
    pins: Sequence[float],
) -> tuple[Candidates, Floats]:
    """Return the sets to choose from, and the value of each; see `ranker.best_sets`."""
    import numpy as np

    found = [
        core.native.newsrank_sets(
            each.article,
            each.scores,
            list(indices),
            (
                bound.words,
                bound.characters,
                bound.sentences,
                bound.exact,
                bound.room,
                float(len(document.language.joiner)),
                pin,
            ),
            variant.sets.flat(document.language.code),
        )
        for each, document, variant, bound, indices, pin in zip(
            looked, documents, variants, bounds, allowed, pins, strict=True
        )
    ]
    shortlists, lead_words, subsets, words, values = zip(*found, strict=True)
    nothing = np.zeros(0)
    sets = Candidates(
        np.repeat(np.arange(len(found)), [len(each) // 8 for each in subsets]),
        np.frombuffer(b"".join(subsets), np.int64),
        np.frombuffer(b"".join(words)),
        nothing,
        np.array([each + [-1] * (SHORTLIST - len(each)) for each in shortlists]),
        np.array(lead_words),
        nothing,
        nothing,
    )
    return sets, np.frombuffer(b"".join(values))

"""The ranker's calls of the compiled core: an article's sentence scores, and its best set."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from summkit import core
from summkit.document import Document
from summkit.newsrank.block import HEAD
from summkit.newsrank.costs import Demands, best_row
from summkit.newsrank.cuts import cut_one
from summkit.newsrank.limits import BudgetLimits
from summkit.newsrank.model import Variant
from summkit.newsrank.surface import Marks, ends, quote_starts

if TYPE_CHECKING:
    from summkit._core import RankedArticle


class PreparedArticle(NamedTuple):
    """An article in the ranker's form, under a budget: the results of `view` and `weigh`.

    Attributes
    ----------
    article
        The article as the compiled core stores it; None in pure Python.
    scores
        The rounded score of each of the first `HEAD` sentences.
    headings
        Whether each sentence is a heading.
    cut
        Whether each sentence is longer than the whole budget.
    """

    article: RankedArticle | None
    scores: list[float]
    headings: list[bool]
    cut: list[bool]


def prepare(
    document: Document, bounds: BudgetLimits, variant: Variant, *, headline: bool
) -> PreparedArticle:
    """Return an article in the ranker's form.

    Parameters
    ----------
    headline
        Whether the article's own headline may be used.
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
        list(document.headline_ids) if headline else [],
        cuts,
        bounds.room,
        float(len(language.joiner)),
        variant.terms.flat(language.code),
        variant.sentences.flat(language.code),
    )
    return PreparedArticle(article, scores, headings, cut)


def best_set(
    prepared: PreparedArticle,
    document: Document,
    variant: Variant,
    bounds: BudgetLimits,
    allowed: Sequence[int],
    pin: float,
    demands: Demands,
) -> tuple[list[int] | None, bool]:
    """Return the result of `scoring.best_sets` for one article."""
    shortlist, subsets, values = core.native.newsrank_sets(
        prepared.article,
        prepared.scores,
        list(allowed),
        (
            bounds.words,
            bounds.characters,
            bounds.sentences,
            bounds.exact,
            bounds.room,
            float(len(document.language.joiner)),
            pin,
        ),
        variant.sets.flat(document.language.code),
    )
    numbers = memoryview(subsets).cast("q")
    row = best_row(values, subsets, numbers, shortlist, demands)
    if row < 0:
        return None, False
    chosen = numbers[row] + 1
    # If the whole shortlist is a possible set, the budget may have room for more sentences.
    whole = (1 << len(shortlist)) - 2 in numbers
    return [index for place, index in enumerate(shortlist) if chosen >> place & 1], whole

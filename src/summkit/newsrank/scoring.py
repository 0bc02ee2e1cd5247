"""Scores and best sets of several articles, with numpy. The compiled core treats one article."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from summkit.newsrank.costs import Demands, best_rows
from summkit.newsrank.model import Variant, pin_of
from summkit.newsrank.sets import candidates

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from summkit.newsrank.layer import Layer
    from summkit.newsrank.limits import BudgetLimits
    from summkit.newsrank.view import View

    Floats = NDArray[np.float64]
    Ints = NDArray[np.intp]


def best_sets(
    variants: Sequence[Variant],
    seen: View,
    bounds: Sequence[BudgetLimits],
    allowed: Sequence[Sequence[int]],
    scores: Floats,
    languages: Sequence[str],
    demands: Sequence[Demands],
) -> list[tuple[list[int] | None, bool]]:
    """Return the best set of each article in document order; None if no sentence fits.

    Each set comes with a flag: whether the whole shortlist fits the budget. The value of a set is
    its score minus penalties for unmet needs, for gaps and for not opening on the news.
    """
    import numpy as np

    sets = candidates(seen, bounds, scores, allowed)
    values = sets.score(
        [(variant.sets, code) for variant, code in zip(variants, languages, strict=True)]
    )
    pins = pins_of(variants, bounds, languages)
    aims = np.maximum(sets.lead_words, [bound.room / 2.0 for bound in bounds])
    values += (np.array(pins) / aims)[sets.article] * sets.words
    rows = best_rows(values, demands, sets)
    # If the whole shortlist is a possible set, the budget may have room for more sentences.
    full = (1 << (sets.shortlist >= 0).sum(axis=1)) - 2
    whole = np.bincount(sets.article, sets.subset == full[sets.article], minlength=len(bounds))
    return [
        (None if row is None else sets.indices(row), room > 0)
        for row, room in zip(rows, whole.tolist(), strict=True)
    ]


def pins_of(
    variants: Sequence[Variant], bounds: Sequence[BudgetLimits], languages: Sequence[str]
) -> list[float]:
    """Return the pin of each article; see `Variant.pin`."""
    return [
        pin_of(variant.pin, code, bound.exact, bound.room)
        for variant, code, bound in zip(variants, languages, bounds, strict=True)
    ]


def importance(seen: View, using: Sequence[tuple[Layer, str]]) -> Floats:
    """Return the probability that an editor uses each term, 0 to 1.

    Parameters
    ----------
    using
        The layer and the language of each article.
    """
    import numpy as np

    values = score(seen.terms, seen.widths, using)
    result: Floats = 1.0 / (1.0 + np.exp(-np.clip(values, -30, 30)))
    return result


def score(values: Floats, sizes: Ints, using: Sequence[tuple[Layer, str]]) -> Floats:
    """Return a score for each row; `sizes` has the number of rows of each article."""
    import numpy as np

    kinds: dict[tuple[int, str], list[int]] = {}
    for article, (layer, language) in enumerate(using):
        kinds.setdefault((id(layer), language), []).append(article)
    if len(kinds) == 1:
        return using[0][0].score(values, using[0][1])
    scores = np.zeros(len(values))
    owner = np.repeat(np.arange(len(sizes)), sizes)
    for articles in kinds.values():
        rows = np.isin(owner, articles)
        layer, language = using[articles[0]]
        scores[rows] = layer.score(values[rows], language)
    return scores

"""Ranking an article with a model: terms, then sentences, then whole sets of sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from summkit.document import Document
from summkit.modelfile import digest
from summkit.ranking.features import FEATURES, HEAD, NAMES, View, view, weigh
from summkit.ranking.layer import Layer
from summkit.ranking.limits import Limits, limits
from summkit.ranking.model import Model, Variant, pin_of
from summkit.ranking.sets import candidates
from summkit.ranking.surface import TERMS
from summkit.selection import Budget

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


_BACKGROUND = TERMS.index("background")

_HEADING = 12
"""A line of fewer words that is a paragraph of its own without a full stop is a heading."""


@dataclass(frozen=True)
class Ranking:
    """One article under one budget, as a model ranks it.

    Attributes
    ----------
    headline
        Whether the article's own headline may be looked at.
    cut
        Whether a sentence longer than the budget may be chosen where others fit.
    """

    document: Document
    model: Model
    budget: Budget
    headline: bool
    cut: bool = True

    @property
    def used_headline(self) -> bool:
        """Whether the headline was there, allowed, and the model has learned to use it."""
        return (
            self.headline
            and "headlined" in self.model.variants
            and bool(self.document.headline_terms)
        )

    @property
    def trained_on_it(self) -> bool:
        """Whether the model was trained on this article."""
        return digest(self.document.article.body) in self.model.trained_on

    @cached_property
    def _variant(self) -> Variant:
        return self.model.variants["headlined" if self.used_headline else "plain"]

    @cached_property
    def seen(self) -> View:
        """The article as the model sees it."""
        document = self.document
        bounds = limits(document, self.budget)
        seen = view(document, bounds, headline=self.used_headline)
        code = document.language.code
        fill_background(seen, self.model, document.vocabulary[: len(seen.terms)], code)
        return weigh(seen, importance(seen, self._variant.terms, code))

    @cached_property
    def scores(self) -> list[float]:
        """One finite number a sentence; beyond the first `HEAD` they fall below all others."""
        import numpy as np

        found = self._variant.sentences.score(self.seen.features, self.document.language.code)
        # Rounded, so that no difference between BLAS libraries can turn an order.
        scores: list[float] = np.round(found, 6).tolist()
        rest = len(self.document.sentences) - len(scores)
        low = min(scores) - 1.0
        return scores + [low - place / rest for place in range(rest)]

    def choose(self, allowed: Sequence[int]) -> list[int]:
        """Return the best set, its best sentence first; more follow where there may be room."""
        bounds = limits(self.document, self.budget)
        scores = self.scores
        allowed = self._without_headings(allowed)
        if not self.cut:
            allowed = [i for i in allowed if i >= HEAD or not self.seen.cut[i]] or allowed
        order = sorted(allowed, key=lambda i: (-scores[i], i))
        code = self.document.language.code
        found = best_set(self._variant, self.seen, bounds, allowed, scores, code)
        if found is None:
            return order
        chosen, whole = found
        chosen.sort(key=lambda i: (-scores[i], i))
        if whole:  # there may be room beyond the shortlist
            taken = set(chosen)
            chosen += [i for i in order if i not in taken]
        return chosen

    def _without_headings(self, allowed: Sequence[int]) -> Sequence[int]:
        """Leave out short lines that do not end like a sentence, if others are left."""
        features = self.seen.features
        heading = (
            (features[:, NAMES.index("unfinished")] > 0)
            & (features[:, NAMES.index("paragraph_alone")] > 0)
            & (self.seen.words < _HEADING)
        )
        kept = [i for i in allowed if i >= HEAD or not heading[i]]
        return kept or allowed

    def explain(self, index: int) -> list[str]:
        """Say in words what lifted and what lowered a sentence, three features each at most."""
        if index >= len(self.seen.features):
            return ["it stands beyond what is ranked"]
        layer = self._variant.sentences
        row = self.seen.features[index]
        parts = layer.parts(row, self.document.language.code)
        order = sorted(range(len(NAMES)), key=lambda i: (-abs(round(float(parts[i]), 6)), i))
        lines = []
        for sign, verb in ((1.0, "lifted"), (-1.0, "lowered")):
            told = [
                _told(NAMES[i], float(row[i]) > float(layer.mean[i]))
                for i in order
                if sign * float(parts[i]) > 0.01
            ][:3]
            if told:
                lines.append(f"{verb}: {'; '.join(told)}")
        return lines


def _told(name: str, more: bool) -> str:
    said = FEATURES[name]
    return said if more else f"less than usual, {said}"


def best_set(
    variant: Variant,
    seen: View,
    bounds: Limits,
    allowed: Sequence[int],
    scores: Sequence[float],
    language: str,
) -> tuple[list[int], bool] | None:
    """Return the best set in document order, and whether the budget holds the whole shortlist.

    None where no sentence fits the budget.
    """
    import numpy as np

    found = candidates(seen, bounds, np.array(scores[:HEAD]), allowed)
    if found is None:
        return None
    values = found.score(variant.sets, language)
    aim = max(found.lead_words, bounds.room / 2.0)
    values += pin_of(variant.pin, language, bounds.exact, bounds.room) / aim * found.words
    # Sets of the whole shortlist mean that there may be room for more.
    whole = bool((found.members.sum(axis=1) == len(found.shortlist)).any())
    return found.indices(int(np.round(values, 6).argmax())), whole


def fill_background(seen: View, model: Model, stems: Sequence[str], language: str) -> None:
    """Write how rare each term is into the view, where the model knows the language."""
    table = model.background.get(language)
    if table is None:
        seen.terms[:, _BACKGROUND] = 0.0
        seen.terms[:, _BACKGROUND + 1] = 1.0
        seen.terms[:, _BACKGROUND + 2] = 0.0
        return
    unseen = model.unseen[language]
    get = table.get
    seen.terms[:, _BACKGROUND] = [get(stem, -1.0) for stem in stems]
    unknown = seen.terms[:, _BACKGROUND] < 0.0
    seen.terms[unknown, _BACKGROUND] = unseen
    seen.terms[:, _BACKGROUND + 1] = unknown
    seen.terms[:, _BACKGROUND + 2] = seen.terms[:, _BACKGROUND] * seen.terms[:, 0]


def importance(seen: View, layer: Layer, language: str) -> Floats:
    """Return how likely each term is to be taken up by an editor, 0 to 1."""
    import numpy as np

    values = np.hstack([seen.terms, np.ones((len(seen.terms), 1))])
    result: Floats = 1.0 / (1.0 + np.exp(-np.clip(layer.score(values, language), -30, 30)))
    return result

"""One layer of a trained ranker: weights for features, the same for all languages or not."""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

OTHERS = "*"
"""Stands for any language that has no weights of its own."""


@dataclass(frozen=True)
class Layer:
    """A linear scorer: standardise, then weigh.

    Attributes
    ----------
    mean, scale
        Of each feature over the training articles.
    shared
        Weights that hold for any language.
    by_language
        Code -> what a language adds to them; `OTHERS` is any language not listed.
    """

    mean: Floats
    scale: Floats
    shared: Floats
    by_language: Mapping[str, Floats]
    _scaled: dict[str, tuple[Floats, float]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def weights(self, language: str) -> Floats:
        """Return the weights of one language."""
        added = self.by_language.get(language, self.by_language.get(OTHERS))
        return self.shared if added is None else self.shared + added

    def score(self, values: Floats, language: str) -> Floats:
        """Return one number a row."""
        scaled, offset = self.scaled(language)
        result: Floats = values @ scaled - offset
        return result

    def scaled(self, language: str) -> tuple[Floats, float]:
        """Return the weights for features as they are, and what is taken off the sum."""
        known = self._scaled.get(language)
        if known is None:
            scaled = self.weights(language) / self.scale
            known = self._scaled[language] = scaled, float(self.mean @ scaled)
        return known

    def flat(self, language: str) -> array[float]:
        """Return the same as one buffer, what is taken off behind the weights."""
        scaled, offset = self.scaled(language)
        return array("d", [*scaled.tolist(), offset])

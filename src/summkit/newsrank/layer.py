"""One layer of a trained ranker: weights for features, the same for all languages or not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
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

    def weights(self, language: str) -> Floats:
        """Return the weights of one language."""
        added = self.by_language.get(language, self.by_language.get(OTHERS))
        return self.shared if added is None else self.shared + added

    def score(self, values: Floats, language: str) -> Floats:
        """Return one number a row."""
        scaled = self.weights(language) / self.scale
        result: Floats = values @ scaled - float(self.mean @ scaled)
        return result

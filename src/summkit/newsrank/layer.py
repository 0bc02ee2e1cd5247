"""One layer of a trained ranker: weights for features, the same for all languages or not."""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from dataclasses import dataclass, field
from math import fsum
from operator import add, mul, truediv
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

    The numbers are numpy's or an `array`'s: a shipped model is read, and the compiled core
    given its weights, without numpy, which takes longer to import than an article does.

    Attributes
    ----------
    mean, scale
        Of each feature over the training articles.
    shared
        Weights that hold for any language.
    by_language
        Code -> what a language adds to them; `OTHERS` is any language not listed.
    """

    mean: Floats | array[float]
    scale: Floats | array[float]
    shared: Floats | array[float]
    by_language: Mapping[str, Floats | array[float]]
    _flat: dict[str, array[float]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def weights(self, language: str) -> Floats:
        """Return the weights of one language."""
        import numpy as np

        return np.array(self._weights(language))

    def _weights(self, language: str) -> list[float]:
        added = self.by_language.get(language, self.by_language.get(OTHERS))
        shared = self.shared.tolist()
        return shared if added is None else list(map(add, shared, added.tolist()))

    def score(self, values: Floats, language: str) -> Floats:
        """Return one number a row."""
        scaled, offset = self.scaled(language)
        result: Floats = values @ scaled - offset
        return result

    def scaled(self, language: str) -> tuple[Floats, float]:
        """Return the weights for features as they are, and what is taken off the sum."""
        import numpy as np

        flat = np.frombuffer(self.flat(language))
        return flat[:-1], float(flat[-1])

    def flat(self, language: str) -> array[float]:
        """Return the same as one buffer, what is taken off behind the weights."""
        known = self._flat.get(language)
        if known is None:
            scaled = list(map(truediv, self._weights(language), self.scale.tolist()))
            # Exact, and so the same on every processor.
            offset = fsum(map(mul, self.mean.tolist(), scaled))
            known = self._flat[language] = array("d", [*scaled, offset])
        return known

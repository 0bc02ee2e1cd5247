"""One layer of a trained ranker: weights of features, shared by all languages or by language."""

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
"""The key of the weights for every language that has no entry in `Layer.by_language`."""


@dataclass(frozen=True, eq=False, repr=False)
class Layer:
    """A linear scorer: it standardises the features and adds them with weights.

    The numbers are numpy arrays or an `array`. With an `array`, summkit reads a shipped model and
    passes its weights to the compiled core without importing numpy, which is slow.

    Attributes
    ----------
    mean, scale
        The mean and the standard deviation of each feature over the training articles.
    shared
        Weights for all languages.
    by_language
        Language code -> weights that are added to `shared`. The key `OTHERS` is for every language
        that is not listed.
    """

    mean: Floats | array[float]
    scale: Floats | array[float]
    shared: Floats | array[float]
    by_language: Mapping[str, Floats | array[float]]
    _flat: dict[str, array[float]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def weights(self, language: str) -> Floats:
        """Return the weights of a language."""
        import numpy as np

        return np.array(self._weights(language))

    def _weights(self, language: str) -> list[float]:
        added = self.by_language.get(language, self.by_language.get(OTHERS))
        shared = self.shared.tolist()
        return shared if added is None else list(map(add, shared, added.tolist()))

    def score(self, values: Floats, language: str) -> Floats:
        """Return the score of each row of features."""
        scaled, offset = self.scaled(language)
        result: Floats = values @ scaled - offset
        return result

    def scaled(self, language: str) -> tuple[Floats, float]:
        """Return weights for unstandardised features, and the offset to subtract from their sum."""
        import numpy as np

        flat = np.frombuffer(self.flat(language))
        return flat[:-1], float(flat[-1])

    def flat(self, language: str) -> array[float]:
        """Return the result of `scaled` in one buffer: the weights, then the offset."""
        known = self._flat.get(language)
        if known is None:
            scaled = list(map(truediv, self._weights(language), self.scale.tolist()))
            # fsum is exact, so the sum is the same on every processor.
            offset = fsum(map(mul, self.mean.tolist(), scaled))
            known = self._flat[language] = array("d", [*scaled, offset])
        return known

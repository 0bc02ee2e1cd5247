"""A trained shortener as data: weights in a JSON file, checked when the file is read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from summkit import modelfile
from summkit.shortening.learned.names import FEATURES, VERSION

DECIMALS = 4
LARGEST = 50.0
"""Maximum of a word's weight; larger sums would overflow in `keep.chances`."""


class Weights(NamedTuple):
    """The weights of a trained shortener.

    Attributes
    ----------
    ranker
        In the order of `FEATURES`.
    words
        See `summkit.shortening.learned.keep`.
    """

    ranker: tuple[float, ...]
    words: Mapping[str, float]

    def data(self) -> dict[str, Any]:
        """Return the weights as JSON data, rounded: BLAS libraries differ in further digits."""
        named = zip(FEATURES, self.ranker, strict=True)
        return {
            # Adding 0.0 removes the sign of a value that rounds to zero.
            "weights": {name: round(value, DECIMALS) + 0.0 for name, value in named},
            "words": dict(self.words),
        }


@dataclass(frozen=True, eq=False)
class Shortener(modelfile.Learned):
    """A trained shortener of headlines.

    Attributes
    ----------
    about
        The training: budget, corpus fingerprint, articles, signature, metrics, seed.
    digests
        Eight hexadecimal digits for each training article, in one string.
    """

    weights: Weights
    about: Mapping[str, Any] = field(default_factory=dict)
    digests: str = ""

    def to_json(self) -> str:
        """Return the text of the model file; equal models give equal bytes."""
        return KIND.sealed(
            {
                "target": "headline",
                "about": dict(self.about),
                **self.weights.data(),
                "digests": self.digests,
            }
        )


def _weights(data: Mapping[str, Any]) -> Weights:
    ranker, words = _numbers(data["weights"], 1e9), _numbers(data["words"], LARGEST)
    if set(ranker) != set(FEATURES):
        raise ValueError("other features")
    return Weights(tuple(ranker[name] for name in FEATURES), words)


def _numbers(data: Mapping[str, Any], largest: float) -> dict[str, float]:
    numbers = {}
    for name, value in data.items():
        # A bool is an int, and Python reads NaN from JSON, for which no comparison is true.
        if type(value) not in (int, float) or not abs(value) <= largest:
            raise ValueError(f"{name} is no such number")
        numbers[name] = float(value)
    return numbers


def _shortener(data: Mapping[str, Any]) -> Shortener:
    about, digests = data["about"], data["digests"]
    if not isinstance(about, dict) or not isinstance(digests, str):
        raise TypeError("about or digests")
    return Shortener(_weights(data), about, digests)


KIND = modelfile.Kind("summkit headline model", VERSION, _shortener)

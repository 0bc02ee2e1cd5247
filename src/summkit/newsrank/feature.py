"""What a feature is: a name, words for it, and a function that works it out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Numbers = NDArray[Any]

T = TypeVar("T")


class Feature(NamedTuple, Generic[T]):
    """One number that the ranker sees, of a sentence, a term or a set.

    Attributes
    ----------
    phrase, opposite
        What a value above and below the usual says, in words that follow "ranked higher:".
    values
        What it is worked out from -> one number for each sentence, term or set.
    """

    name: str
    phrase: str
    opposite: str
    values: Callable[[T], Numbers]


def names_of(features: Sequence[Feature[Any]]) -> tuple[str, ...]:
    """Return the names of features, in their order."""
    return tuple(feature.name for feature in features)


def fill(rows: Floats, features: Sequence[Feature[T]], source: T) -> None:
    """Write the values of each feature to its row."""
    for row, feature in zip(rows, features, strict=True):
        row[:] = feature.values(source)

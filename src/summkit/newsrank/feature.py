"""The declaration of a feature: a name, phrases that explain it, and a function."""

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
    """One number that the ranker uses about a sentence, a term or a set of sentences.

    Attributes
    ----------
    phrase, opposite
        Phrases for a value above, and for a value below, the article's mean. Each phrase can be
        printed after "ranked higher:".
    values
        A function from a source, such as `Measures`, to one number for each sentence, term or set.
    """

    name: str
    phrase: str
    opposite: str
    values: Callable[[T], Numbers]


def names_of(features: Sequence[Feature[Any]]) -> tuple[str, ...]:
    """Return the names of features, in their order."""
    return tuple(feature.name for feature in features)


def fill(rows: Floats, features: Sequence[Feature[T]], source: T) -> None:
    """Write the values of each feature to its row of `rows`."""
    for row, feature in zip(rows, features, strict=True):
        row[:] = feature.values(source)

"""Strata: bins of articles by a property, and the means of the systems in each bin."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from summkit.errors import UsageError
from summkit.evaluation.resampling import Floats


@dataclass(frozen=True, slots=True)
class Stratum:
    """Articles whose property lies between `low` and `high`, both included.

    Attributes
    ----------
    label
        "low-high" with an en dash, with at most four significant digits (integers below a million
        in full).
    low, high
        Smallest and largest value in the bin.
    articles
        Indices of the articles in the binned array, ascending.
    """

    label: str
    low: float
    high: float
    articles: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class StratumMeans:
    """The number of articles in one stratum, and the mean of each system in each shown column."""

    label: str
    articles: int
    means: Mapping[tuple[str, str], float | None]


@dataclass(frozen=True, slots=True)
class Strata:
    """The means of all bins of one property of the articles."""

    property: str
    bins: tuple[StratumMeans, ...]


def quantile_bins(values: Sequence[float], bins: int = 4) -> tuple[Stratum, ...]:
    """Divide articles by a number into bins of about the same size, in ascending order.

    Parameters
    ----------
    values
        One number per article (a length in words, a density). An article with NaN is in no bin.
    bins
        Largest number of bins; at least 1. Equal values are always in the same bin, and an empty
        bin is omitted, so there may be fewer bins.

    Raises
    ------
    UsageError
        If `bins` is below 1, a value is infinite, or there is no value.
    """
    if bins < 1:
        raise UsageError(f"{bins} bins are not possible: at least 1")
    array = np.asarray(values, dtype=np.float64)
    if np.isinf(array).any():
        place = int(np.flatnonzero(np.isinf(array))[0])
        raise UsageError(
            f"article {place} (counted from 0) has an infinite value: cannot be binned"
        )
    known = np.flatnonzero(~np.isnan(array))
    if len(known) == 0:
        raise UsageError("there is no value to bin articles by")
    # Equal values get the rank of the first of them, so that they are in the same bin.
    rank = np.searchsorted(np.sort(array[known]), array[known])
    groups: dict[int, list[int]] = {}
    for place, group in zip(known.tolist(), (rank * bins // len(known)).tolist(), strict=True):
        groups.setdefault(group, []).append(place)
    return tuple(_stratum(array, groups[group]) for group in sorted(groups))


def strata_of(
    name: str,
    numbers: Sequence[float],
    values: Floats,
    systems: Sequence[str],
    columns: Sequence[str],
) -> Strata:
    """Return the means of each system in each column, for the bins of one property.

    Parameters
    ----------
    name, numbers
        The property, and one number per article.
    values
        Array of shape (systems, columns, articles).
    """
    bins = []
    for stratum in quantile_bins(numbers):
        part = values[:, :, list(stratum.articles)]
        means: dict[tuple[str, str], float | None] = {}
        for s, system in enumerate(systems):
            for c, column in enumerate(columns):
                known = part[s, c][~np.isnan(part[s, c])]
                means[system, column] = float(known.mean()) if len(known) else None
        bins.append(StratumMeans(stratum.label, len(stratum.articles), means))
    return Strata(name, tuple(bins))


def _stratum(array: np.ndarray[tuple[int], np.dtype[np.float64]], places: list[int]) -> Stratum:
    low, high = float(array[places].min()), float(array[places].max())
    label = _shortest(low) if low == high else f"{_shortest(low)}–{_shortest(high)}"
    return Stratum(label, low, high, tuple(places))


def _shortest(value: float) -> str:
    return str(int(value)) if value.is_integer() and abs(value) < 1e6 else f"{value:.4g}"

"""Tables by bin of an article's property, and the share of the lead-to-oracle gap closed."""

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
        "low-high" with an en dash, in at most four significant digits (whole numbers below a
        million in full).
    low, high
        Smallest and largest value in it.
    articles
        Their places in the array that was binned, ascending: index the last axis with it.
    """

    label: str
    low: float
    high: float
    articles: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class StratumMeans:
    """The articles of one stratum: how many, and each system's mean of each shown column."""

    label: str
    articles: int
    means: Mapping[tuple[str, str], float | None]


@dataclass(frozen=True, slots=True)
class Strata:
    """Tables by bin of one property of the articles."""

    property: str
    bins: tuple[StratumMeans, ...]


def quantile_bins(values: Sequence[float], bins: int = 4) -> tuple[Stratum, ...]:
    """Bin articles into about equally large groups by a number, ascending.

    Parameters
    ----------
    values
        One number an article (a length in words, a density); NaN leaves the article out of
        every bin.
    bins
        How many at most; 1 or more. Equal values are never parted, and an empty bin is left
        out, so that there may be fewer.

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
    # By rank: an article goes where the first of its equals goes, so that ties stay together.
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
    label = _number(low) if low == high else f"{_number(low)}–{_number(high)}"
    return Stratum(label, low, high, tuple(places))


def _number(value: float) -> str:
    return str(int(value)) if value.is_integer() and abs(value) < 1e6 else f"{value:.4g}"

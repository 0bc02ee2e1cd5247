"""Folds for cross-validation, with near-duplicates in the same fold."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_COMMON = 20
_SHARED, _SHARE = 2, 0.05


def near_duplicates(shingles: Sequence[NDArray[np.uint32]]) -> list[int]:
    """Return for each article the first article of its group of near-duplicates.

    Two articles belong to the same group if they share two of the sampled runs of eight words,
    and these are at least 5% of the runs of the shorter article. Groups are transitive. Runs that
    occur in more than 20 articles are ignored, because they are page furniture.
    """
    holders: dict[int, list[int]] = {}
    for place, hashes in enumerate(shingles):
        for shingle in hashes.tolist():
            holders.setdefault(shingle, []).append(place)
    pairs: dict[tuple[int, int], int] = {}
    for held in holders.values():
        if 1 < len(held) <= _COMMON:
            for first, a in enumerate(held):
                for b in held[first + 1 :]:
                    pairs[a, b] = pairs.get((a, b), 0) + 1
    parent = list(range(len(shingles)))

    def root(place: int) -> int:
        while parent[place] != place:
            parent[place] = place = parent[parent[place]]
        return place

    for (a, b), count in pairs.items():
        least = min(len(shingles[a]), len(shingles[b]))
        if count >= _SHARED and count >= _SHARE * least:
            low, high = sorted((root(a), root(b)))
            parent[high] = low
    return [root(place) for place in range(len(shingles))]


def assign(shingles: Sequence[NDArray[np.uint32]], count: int, seed: int) -> NDArray[np.int64]:
    """Return the fold of each article; near-duplicates are in the same fold."""
    import numpy as np

    roots = near_duplicates(shingles)
    unique = sorted(set(roots))
    drawn = np.random.default_rng(seed).permutation(len(unique)) % count
    fold = dict(zip(unique, drawn.tolist(), strict=True))
    return np.array([fold[root] for root in roots], np.int64)

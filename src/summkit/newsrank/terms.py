"""What is known of each term of an article, from which a model tells its importance."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from summkit.newsrank.block import Block

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

TERMS = (
    "often",
    "repeated",
    "spread",
    "near",
    "first",
    "in_first",
    "in_second",
    "in_third",
    "in_lead",
    "capitals",
    "capitals_often",
    "digits",
    "letters",
    "in_headline",
    "often_near",
    "often_first",
    "late",
    "article",
)
"""What is known of a term. How rare it is in other articles was no help; see newsrank.md."""


def terms_of(block: Block, named: NDArray[Any], headline: Floats) -> Floats:
    """Return terms x (`TERMS` and 1).

    Parameters
    ----------
    named
        How often each term stands as a name.
    headline
        The share of each term in the headline.
    """
    import numpy as np

    count = len(block.owner)
    holder, term, _ = block.pairs
    place = block.place[holder]
    total = np.bincount(block.columns, minlength=count).astype(np.float64)
    size = block.sizes[block.owner]
    first, last = np.zeros(count), np.zeros(count)
    last[term] = place  # by sentence, so that the last one stays
    first[term[::-1]] = place[::-1]
    often = np.log(np.maximum(total, 1.0))
    near = 1.0 / (1.0 + first)
    capitals = np.minimum(named / np.maximum(total, 1.0), 1.0)

    def within(wanted: int) -> Floats:
        held = np.zeros(count)
        held[term[place == np.minimum(wanted, block.sizes[block.article[holder]] - 1)]] = 1.0
        return held

    opening = within(0)
    values: tuple[Any, ...] = (
        often,
        total > 1,
        np.bincount(term, minlength=count) / size,
        near,
        np.log1p(first),
        opening,
        within(1),
        within(2),
        np.bincount(term[place < 3], minlength=count) / 3.0,
        capitals,
        capitals * often,
        block.digits,
        np.minimum(block.letters, 12),
        headline > 0,
        often * near,
        opening * often,
        last >= size // 2,
        np.log1p(np.bincount(block.owner, total, minlength=len(block.sizes)))[block.owner],
        1.0,
    )
    out = np.empty((len(TERMS) + 1, count))
    for row, value in zip(out, values, strict=True):
        row[:] = value
    return out.T

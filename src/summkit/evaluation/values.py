"""The values of a metric as they are compared: a text that is not there is worth nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from summkit.metrics.base import Item, Metric
from summkit.metrics.column import Column, columns_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def values_of(metric: Metric, items: Sequence[Item]) -> NDArray[np.float64]:
    """Return the values of a metric, where an empty text is worth nothing.

    A text that is not there cannot be praised for what it does not get wrong: where more is
    better its value is 0, elsewhere it has none.
    """
    values = metric.values_many(items)
    columns = columns_of(metric)
    for row, item in enumerate(items):
        if not item.candidate.text.strip():
            values[row] = [_nothing(column, item) for column in columns]
    return values


def _nothing(column: Column, item: Item) -> float:
    known = item.references or not column.needs_reference
    return 0.0 if column.better == 1 and known else float("nan")

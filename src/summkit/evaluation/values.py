"""The values of a metric for a comparison, with the rule for empty texts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from summkit.article import shortened
from summkit.errors import InputError, SummkitError
from summkit.jobs import failure_of
from summkit.metrics.base import Item, Metric
from summkit.metrics.column import Column, columns_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class MetricError(InputError):
    """A metric raised an exception. The message contains metric and text."""


def values_of(metric: Metric, items: Sequence[Item]) -> NDArray[np.float64]:
    """Return the values of a metric, with fixed values for empty texts.

    An empty text must not profit from having no faults. So its value is 0 in a column where higher
    is better, and NaN in any other column.

    Raises
    ------
    MetricError
        If the metric raises an exception that is not an error of summkit.
    """
    values = _measured(metric, items)
    columns = columns_of(metric)
    for row, item in enumerate(items):
        if not item.candidate.text.strip():
            values[row] = [_value_of_empty(column, item) for column in columns]
    return values


def _measured(metric: Metric, items: Sequence[Item]) -> NDArray[np.float64]:
    try:
        return metric.values_many(items)
    except (SummkitError, MemoryError):
        raise
    except (Exception, SystemExit) as error:  # the metric of a user may raise any error
        if len(items) > 1:
            for item in items:
                _measured(metric, [item])  # finds the first text that fails, for the message
        raise MetricError(
            f"metric {metric.name} {failure_of(error)}", _name_of(items[0])
        ) from error


def _name_of(item: Item) -> str:
    """Return a name of the text: the article's source or id, otherwise the start of the text."""
    article = item.document.article if item.document else None
    place = article.source or article.id if article else ""
    return place or f"text {shortened(item.candidate.text)!r}"


def _value_of_empty(column: Column, item: Item) -> float:
    known = item.references or not column.needs_reference
    return 0.0 if column.better == 1 and known else float("nan")

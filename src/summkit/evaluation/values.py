"""The values of a metric as they are compared: a text that is not there is worth nothing."""

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
    """A metric raised an exception: it names metric and text. The other texts are measured."""


def values_of(metric: Metric, items: Sequence[Item]) -> NDArray[np.float64]:
    """Return the values of a metric, where an empty text is worth nothing.

    A text that is not there cannot be praised for what it does not get wrong: where more is
    better its value is 0, elsewhere it has none.

    Raises
    ------
    MetricError
        Of what a metric raises that is no error of summkit's: it names metric and text.
    """
    values = _measured(metric, items)
    columns = columns_of(metric)
    for row, item in enumerate(items):
        if not item.candidate.text.strip():
            values[row] = [_nothing(column, item) for column in columns]
    return values


def _measured(metric: Metric, items: Sequence[Item]) -> NDArray[np.float64]:
    try:
        return metric.values_many(items)
    except (SummkitError, MemoryError):
        raise
    except Exception as error:  # a user's metric may raise anything
        if len(items) > 1:
            for item in items:
                _measured(metric, [item])  # the first that fails is named
        raise MetricError(f"metric {metric.name} {failure_of(error)}", _named(items[0])) from error


def _named(item: Item) -> str:
    """Say which text is measured: the article's source or id, else how the text begins."""
    article = item.document.article if item.document else None
    place = article.source or article.id if article else ""
    return place or f"text {shortened(item.candidate.text)!r}"


def _nothing(column: Column, item: Item) -> float:
    known = item.references or not column.needs_reference
    return 0.0 if column.better == 1 and known else float("nan")

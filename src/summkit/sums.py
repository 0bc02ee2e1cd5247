"""A sum of floats with the same bits in every version of Python."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from operator import add


def running_sum(values: Iterable[float]) -> float:
    """Return the sum of floats, added from left to right, as the built-in `sum` of Python 3.11.

    Since Python 3.12, the built-in `sum` compensates for rounding. With it, the order of nearly
    equal scores would depend on the version of Python.
    """
    return reduce(add, values, 0.0)

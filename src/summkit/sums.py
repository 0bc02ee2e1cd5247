"""Adding floats so that every Python gives the same bits."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from operator import add


def running_sum(values: Iterable[float]) -> float:
    """Add floats from left to right, as the built-in `sum` did up to Python 3.11.

    From 3.12 on it compensates for rounding: near ties, and with them what is picked, would
    depend on the Python.
    """
    return reduce(add, values, 0.0)

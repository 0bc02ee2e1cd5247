"""The speed of systems, in the format of pytest-benchmark's JSON.

It is separate from the run, because the bytes of a run must not depend on speed.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def speed_of(seconds: Mapping[str, float], articles: int, date: str) -> dict[str, Any]:
    """Return the JSON data of a file of speeds.

    Parameters
    ----------
    seconds
        System -> seconds that it took to write for all articles: processor time, or for a
        language model the time of waiting.
    """
    return {
        "datetime": date,
        "benchmarks": [
            {"name": f"compare[{name}]", "stats": {"mean": total / articles, "rounds": articles}}
            for name, total in seconds.items()
        ],
    }


def seconds_of(benchmark: Mapping[str, Any]) -> float:
    """Return the seconds of a benchmark: the median, or the mean if there is no median.

    Raises
    ------
    KeyError, TypeError, ValueError
        If the benchmark has neither as a number.
    """
    stats = benchmark["stats"]
    return float(stats["median"] if "median" in stats else stats["mean"])

"""How fast systems wrote, in the form of pytest-benchmark's JSON.

It stands apart from the run, whose bytes must not depend on it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def speed_of(seconds: Mapping[str, float], articles: int, date: str) -> dict[str, Any]:
    """Return the data of a file of speeds.

    Parameters
    ----------
    seconds
        System -> seconds spent writing for all articles: of the processor, or for a language
        model of waiting.
    """
    return {
        "datetime": date,
        "benchmarks": [
            {"name": f"compare[{name}]", "stats": {"mean": total / articles, "rounds": articles}}
            for name, total in seconds.items()
        ],
    }


def seconds_of(benchmark: Mapping[str, Any]) -> float:
    """Return the seconds of a benchmark: the median, or where there is none the mean.

    Raises
    ------
    KeyError, TypeError, ValueError
        If it holds neither as a number.
    """
    stats = benchmark["stats"]
    return float(stats["median"] if "median" in stats else stats["mean"])

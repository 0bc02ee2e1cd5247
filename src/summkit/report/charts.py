"""The geometry of the charts on a page: positions in an SVG for given numbers, without markup."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

DELTA_BINS = 31  # odd, so that the middle bin contains the ties
PLACE_BINS = 10


@dataclass(frozen=True, slots=True)
class Scale:
    """A linear scale from values `low`..`high` to positions `start`..`end`."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        """Return the position of a value, rounded to a tenth."""
        share = (value - self.low) / (self.high - self.low)
        return round(self.start + share * (self.end - self.start), 1)

    def ticks(self, count: int = 4) -> list[float]:
        """Return about `count` round values within the scale."""
        step = nice((self.high - self.low) / count)
        first = math.ceil(round(self.low / step, 6))
        last = math.floor(round(self.high / step, 6))
        return [round(number * step, 10) + 0.0 for number in range(first, last + 1)]


def nice(step: float) -> float:
    """Return the smallest of 1, 2, 5 times a power of ten that is at least `step`."""
    power = 10.0 ** math.floor(math.log10(step))
    return next(power * factor for factor in (1, 2, 5, 10) if power * factor >= step * (1 - 1e-9))


def spanning(values: Iterable[float], start: float, end: float, pad: float = 0.05) -> Scale:
    """Return a scale that contains all values, with a margin of share `pad` on both sides."""
    found = list(values) or [0.0]
    low, high = min(found), max(found)
    room = (high - low) * pad or abs(high) * pad or 1.0
    return Scale(low - room, high + room, start, end)


@dataclass(frozen=True, slots=True)
class Point:
    """A numbered point of a scatter chart."""

    number: int
    name: str
    x: float
    y: float
    rate: float
    value: float
    baseline: bool


@dataclass(frozen=True, slots=True)
class Scatter:
    """A chart of quality (vertical) against articles per second (horizontal, logarithmic)."""

    points: tuple[Point, ...]
    x_ticks: tuple[tuple[float, str], ...]
    y_ticks: tuple[tuple[float, str], ...]
    width: int = 420
    height: int = 270


def scatter(rates: Mapping[str, float], means: Mapping[str, float], baseline: str) -> Scatter:
    """Return the chart of all systems that have both a rate and a mean."""
    names = [name for name in means if rates.get(name, 0) > 0]
    logs = {name: math.log10(rates[name]) for name in names}
    low = math.floor(min(logs.values(), default=0) - 0.05)
    high = math.ceil(max(logs.values(), default=1) + 0.05)
    across = Scale(low, max(high, low + 1), 52, 405)
    up = spanning([means[name] for name in names], 225, 15, 0.1)
    return Scatter(
        points=tuple(
            Point(
                number,
                name,
                across(logs[name]),
                up(means[name]),
                rates[name],
                means[name],
                name == baseline,
            )
            for number, name in enumerate(names, 1)
        ),
        x_ticks=tuple(
            (across(power), f"{10.0**power:,g}") for power in range(low, max(high, low + 1) + 1)
        ),
        y_ticks=tuple((up(tick), f"{tick:g}") for tick in up.ticks()),
    )


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of a histogram: position, size, and label."""

    x: float
    y: float
    width: float
    height: float
    kind: str
    label: str


@dataclass(frozen=True, slots=True)
class Histogram:
    """The bars of a histogram; `top` is the label of the largest count or share of all systems."""

    bars: tuple[Bar, ...]
    ticks: tuple[tuple[float, str], ...]
    top: str
    width: int = 300
    height: int = 110


def delta_histograms(
    differences: Mapping[str, Sequence[float]], better: int | None = 1
) -> dict[str, Histogram]:
    """Return a histogram of differences for each system, all with the same axes around 0.

    Parameters
    ----------
    better
        1 if positive differences are better, -1 if negative differences are better. None if
        neither is; then all bars have the same kind.
    """
    reach = max((abs(d) for found in differences.values() for d in found), default=0.0) or 1.0
    size = 2 * reach / DELTA_BINS
    counts = {}
    for name, found in differences.items():
        row = [0] * DELTA_BINS
        for difference in found:
            row[min(DELTA_BINS - 1, int((difference + reach) / size))] += 1
        counts[name] = row
    top = max((max(row) for row in counts.values()), default=1) or 1
    across = Scale(-reach, reach, 6, 294)
    up = Scale(0, top, 88, 14)
    middle = DELTA_BINS // 2
    drawn = {}
    for name, row in counts.items():
        bars = []
        for number, count in enumerate(row):
            left = -reach + number * size
            if count:
                side = (better or 0) * (number - middle)
                kind = "same" if side == 0 else "worse" if side < 0 else "better"
                bars.append(
                    Bar(
                        across(left),
                        up(count),
                        round(288 / DELTA_BINS - 0.8, 1),
                        round(88 - up(count), 1),
                        kind,
                        f"{left:+.3f} to {left + size:+.3f}: {count}",
                    )
                )
        ticks = [(across(t), f"{t:+g}" if t else "0") for t in across.ticks(4)]
        drawn[name] = Histogram(tuple(bars), tuple(ticks), f"{top}")
    return drawn


def place_histograms(places: Mapping[str, Sequence[float]]) -> dict[str, Histogram]:
    """Return a histogram per system of the position (0 start, 1 end) of its sentences, in tenths.

    A position is the share of the article before the sentence.
    """
    shares = {}
    for name, found in places.items():
        row = [0.0] * PLACE_BINS
        for place in found:
            row[min(PLACE_BINS - 1, int(place * PLACE_BINS))] += 1 / len(found)
        shares[name] = row
    top = max((max(row) for row in shares.values()), default=1.0) or 1.0
    up = Scale(0, top, 88, 14)
    across = Scale(0, 1, 6, 294)
    drawn = {}
    for name, row in shares.items():
        bars = tuple(
            Bar(
                across(number / PLACE_BINS) + 1,
                up(share),
                26.8,
                round(88 - up(share), 1),
                "place",
                f"{number * 10} to {number * 10 + 10}% of the article: {share:.1%} of picks",
            )
            for number, share in enumerate(row)
            if share
        )
        ticks = ((across(0), "start"), (across(0.5), "middle"), (across(1), "end"))
        drawn[name] = Histogram(bars, ticks, f"{top:.0%}")
    return drawn

"""The rules by which the gate judges a run."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from math import inf
from typing import Literal

from summkit.arguments import chosen_name, number, whole
from summkit.evaluation.effects import ALPHA
from summkit.evaluation.resampling import RESAMPLES, SEED
from summkit.metrics.column import Column
from summkit.schema import MOST_RESAMPLES

Treatment = Literal["pass", "warn", "fail"]
TREATMENTS: tuple[Treatment, ...] = ("pass", "warn", "fail")
UNITS = ("points",)
"""The allowed values of the setting `unit`: points, as in the tables (shares times 100)."""


def _at_least_0(value: float) -> bool:
    return 0 <= value < inf


@dataclass(frozen=True, slots=True)
class GateRules:
    """The rules by which the gate judges a run.

    Attributes
    ----------
    columns
        Names of the gated columns, in order. The columns of the run decide which direction is
        better.
    margin, margins
        The largest drop of a mean that passes, in the unit of the tables: 2 is two points of
        ROUGE. `margins` maps the name of a column to its margin. None is 1 point, or 0.01 in a
        column that is not a share.
    common
        Columns in `margins` whose margin was chosen for several columns together.
    drops
        Column -> the largest fall of a single article that passes, in the unit of the tables. A
        column that is not in `drops` is not guarded.
    allowed
        Number of articles per system whose value may fall by more than `drops` in one column.
    empty
        Number of texts per system that may be empty although they are not in the baseline.
    not_enough_data
        How to treat a mean if the data prove neither that it is worse nor that it is within the
        margin.
    alpha
        Probability of a false alarm over all tests of one gate together, two-sided.
    resamples, seed
        Number of resamples of the intervals and tests, and their seed.
    """

    columns: Sequence[str]
    margin: float | None = None
    margins: Mapping[str, float] = field(default_factory=dict)
    common: Collection[str] = ()
    drops: Mapping[str, float] = field(default_factory=dict)
    allowed: int = 0
    empty: int = 0
    not_enough_data: Treatment = "warn"
    alpha: float = ALPHA
    resamples: int = RESAMPLES
    seed: int = SEED

    def __post_init__(self) -> None:
        chosen_name("not_enough_data", self.not_enough_data, TREATMENTS)
        for parameter, values in (("margins", self.margins), ("drops", self.drops)):
            for name, value in values.items():
                number(f"{parameter}[{name!r}]", value, "a number of at least 0", _at_least_0)
        if self.margin is not None:
            number("margin", self.margin, "a number of at least 0", _at_least_0)
        number("alpha", self.alpha, "a number above 0 and below 1", lambda level: 0 < level < 1)
        whole("resamples", self.resamples, 1, MOST_RESAMPLES)
        whole("seed", self.seed, 0)

    def margin_of(self, column: Column) -> float:
        """Return the margin of a column, in the unit of its values."""
        margin = self.margins.get(column.name, self.margin)
        if margin is None:
            return 0.01
        return margin / column.scale

    def chosen(self, column: Column) -> bool:
        """Return whether the margin was chosen for this column alone."""
        return column.name in self.margins and column.name not in self.common

    def limit_of(self, column: Column) -> float:
        """Return the largest fall of an article that passes, in the unit of the values.

        Infinite if the column is not guarded.
        """
        return self.drops.get(column.name, inf) / column.scale

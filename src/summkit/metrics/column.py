"""A Column: one number that a metric measures, and all that others must know of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING, Any

from summkit.errors import UsageError, described

if TYPE_CHECKING:
    from summkit.metrics.base import Metric

FEW = 3
"""So many columns are shown unasked where none is a main one."""

_ARROWS = {1: "↑", -1: "↓", None: ""}


@dataclass(frozen=True, slots=True)
class Column:
    """One number that a metric measures.

    It travels with the values into runs, comparisons, tables, pages, the gate and history, so
    that nothing has to ask a column's name what it means.

    Attributes
    ----------
    name
        As programs know it, such as "rouge2.f"; unique over all metrics of a run.
    label
        As a table heads it, such as "R-2"; the name where none is given.
    unit
        What is counted, such as "words"; "" where the number has none.
    better
        1 where more is better, -1 where less is, None where the number only describes.
    share
        Whether it is a value of 0 to 1, which people are shown times 100.
    needs_reference
        Whether it can be measured only where there is a reference.
    main
        Whether it is shown and gated unasked.

    Raises
    ------
    UsageError
        If there is no name, or `better` is none of 1, -1 and None.

    Examples
    --------
    >>> Column("rouge2.f", "R-2", better=1, share=True).head
    'R-2 ↑'
    >>> Column("findings", better=-1).shown(0.25)
    '0.250'
    """

    name: str
    label: str = ""
    unit: str = ""
    better: int | None = None
    share: bool = False
    needs_reference: bool = False
    main: bool = True

    def __post_init__(self) -> None:
        if not isinstance(self.name, str) or not self.name:
            raise UsageError(f"a column needs a name: {self.name!r} is not one")
        # True == 1, so the type is asked as well.
        if isinstance(self.better, bool) or self.better not in _ARROWS:
            raise UsageError(
                f"column {self.name}: better={self.better!r} is not allowed: takes 1 (more is "
                "better), -1 (less is better) or None (it only describes)"
            )
        if not self.label:
            object.__setattr__(self, "label", self.name)

    @property
    def arrow(self) -> str:
        """The direction that is better, as a sign; "" where there is none."""
        return _ARROWS[self.better]

    @property
    def head(self) -> str:
        """Label and arrow."""
        return f"{self.label} {self.arrow}".rstrip()

    @property
    def scale(self) -> int:
        """What a value is multiplied by before people see it."""
        return 100 if self.share else 1

    @property
    def decimals(self) -> int:
        """How many decimals people are shown, after `scale`."""
        return 2 if self.share else 3

    def rounded(self, value: float) -> float:
        """Return a value as people see it, as a number: what looks equal is equal."""
        return round(self.scale * value, self.decimals) + 0.0

    def shown(self, value: float) -> str:
        """Return a value as people see it."""
        return f"{self.rounded(value):.{self.decimals}f}"

    def signed(self, value: float) -> str:
        """Return a difference of values as people see it, with its sign."""
        return f"{self.rounded(value):+.{self.decimals}f}"

    def to_dict(self) -> dict[str, Any]:
        """Return the column as JSON data."""
        return asdict(self)

    @classmethod
    def from_dict(cls, data: Any) -> Column:
        """Make a column from `to_dict`.

        Raises
        ------
        ValueError
            If it is not of that form.
        """
        kinds = {"name": str, "label": str, "unit": str, "share": bool, "main": bool}
        kinds["needs_reference"] = bool
        if not isinstance(data, dict) or set(data) != {spec.name for spec in fields(cls)}:
            raise ValueError("a column must have exactly the keys that a column has")
        for key, kind in kinds.items():
            if not isinstance(data[key], kind):
                raise ValueError(f"the {key} of a column must be a {kind.__name__}")
        return cls(**data)


def columns_of(metric: Metric) -> tuple[Column, ...]:
    """Return the columns of a metric: the one place where names are made into columns.

    A metric may give names alone and say which way is better in ``higher_is_better(name)``;
    without that method the values only describe.

    Raises
    ------
    UsageError
        If an entry is neither a Column nor a name, there is none, or a name stands twice.
    """
    entries: object = metric.columns
    if isinstance(entries, Column):
        raise UsageError(f"metric {metric.name}: `columns` takes a tuple: write (Column(...),)")
    if not isinstance(entries, Iterable):
        raise UsageError(f"metric {metric.name}: `columns` takes a tuple, not {described(entries)}")
    if isinstance(entries, str) or not entries:
        raise UsageError(f"metric {metric.name}: `columns` must be a tuple of at least one column")
    columns = tuple(_column(metric, entry) for entry in entries)
    names = [column.name for column in columns]
    for name in names:
        if names.count(name) > 1:
            raise UsageError(f"metric {metric.name}: column {name!r} is there twice")
    return columns


def _column(metric: Metric, entry: Column | str) -> Column:
    if isinstance(entry, Column):
        return entry
    if not isinstance(entry, str):
        raise UsageError(f"metric {metric.name}: {entry!r} is neither a Column nor a name")
    direction = getattr(metric, "higher_is_better", None)
    higher = direction(entry) if direction else None
    return Column(entry, better=None if higher is None else 1 if higher else -1)

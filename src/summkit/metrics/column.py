"""A Column: one number that a metric measures, and its description."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from numbers import Integral
from typing import TYPE_CHECKING, Any

from summkit.arguments import flag
from summkit.errors import ArgumentTypeError, UsageError, described
from summkit.naming import helpful_constructor

if TYPE_CHECKING:
    from summkit.metrics.base import Metric

FEW = 3
"""Number of columns shown by default if no column is a main column."""

_ARROWS = {1: "↑", -1: "↓", None: ""}


@helpful_constructor
@dataclass(frozen=True, slots=True)
class Column:
    """One number that a metric measures.

    The column stays with the values in runs, comparisons, tables, pages, the gate and the history,
    so that no code has to interpret the name of a column.

    Attributes
    ----------
    name
        The name for programs, such as "rouge2.f"; unique over all metrics of a run.
    label
        The name in tables, such as "R-2"; by default `name`.
    unit
        The counted unit, such as "words"; "" if the number has none.
    better
        1 if higher is better, -1 if lower is better, None if the number only describes a text.
    share
        Whether the value is a share of 0 to 1. People are shown shares times 100.
    needs_reference
        Whether the number exists only if there is a reference.
    main
        Whether the column is shown and gated by default.

    Raises
    ------
    UsageError
        If the name is empty, or if `better` is not 1, -1 or None. For another wrong type,
        ArgumentTypeError, a subclass.

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
            raise UsageError(f"a column needs a name: {described(self.name)} is not one")
        if not self.name.isprintable() or "|" in self.name:
            raise UsageError(
                f"`name` takes a name without line breaks and without '|', which separates the "
                f"parts of a signature, not {self.name!r}"
            )
        for name in ("label", "unit"):
            if not isinstance(getattr(self, name), str):
                raise ArgumentTypeError(name, getattr(self, name), "a text")
        for name in ("share", "needs_reference", "main"):
            flag(name, getattr(self, name))
        # True == 1, so the type is checked as well.
        whole = isinstance(self.better, Integral | None) and not isinstance(self.better, bool)
        if not whole or self.better not in _ARROWS:
            raise UsageError(
                f"column {self.name}: better={described(self.better)} is not allowed: takes 1 "
                "(more is better), -1 (less is better) or None (it only describes)"
            )
        if not self.label:
            object.__setattr__(self, "label", self.name)

    @property
    def arrow(self) -> str:
        """The better direction as an arrow; "" if there is none."""
        return _ARROWS[self.better]

    @property
    def head(self) -> str:
        """The label, followed by the arrow."""
        return f"{self.label} {self.arrow}".rstrip()

    @property
    def scale(self) -> int:
        """The factor by which a value is multiplied before people see it."""
        return 100 if self.share else 1

    @property
    def decimals(self) -> int:
        """Number of decimals that people are shown, after multiplication by `scale`."""
        return 2 if self.share else 3

    def rounded(self, value: float) -> float:
        """Return a value as people see it, as a number, so that equal output means equal values."""
        return round(self.scale * value, self.decimals) + 0.0

    def shown(self, value: float) -> str:
        """Return a value as people see it, as text."""
        return f"{self.rounded(value):.{self.decimals}f}"

    def signed(self, value: float) -> str:
        """Return a difference of values as people see it, as text with a sign."""
        return f"{self.rounded(value):+.{self.decimals}f}"

    def to_dict(self) -> dict[str, Any]:
        """Return the column as JSON data."""
        return asdict(self)

    @classmethod
    def from_dict(cls, data: Any) -> Column:
        """Return the column for the data of `to_dict`.

        Raises
        ------
        ValueError
            If the data do not have this form.
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
    """Return the columns of a metric; plain names are converted to columns.

    A metric with plain names may define ``higher_is_better(name)``. Without this method, its
    columns have no better direction.

    Raises
    ------
    UsageError
        If an entry is neither a Column nor a name, if there is none, or if a name occurs twice.
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
            raise UsageError(f"metric {metric.name}: column {name!r} occurs twice")
    return columns


def refuse_shared_columns(metrics: Iterable[Metric]) -> None:
    """Raise UsageError if two metrics have a column of the same name."""
    names: set[str] = set()
    for column in (column for metric in metrics for column in columns_of(metric)):
        if column.name in names:
            raise UsageError(f"two metrics measure {column.name!r}: leave one out")
        names.add(column.name)


def _column(metric: Metric, entry: Column | str) -> Column:
    if isinstance(entry, Column):
        return entry
    if not isinstance(entry, str):
        raise UsageError(f"metric {metric.name}: {entry!r} is neither a Column nor a name")
    direction = getattr(metric, "higher_is_better", None)
    higher = direction(entry) if direction else None
    return Column(entry, better=None if higher is None else 1 if higher else -1)

"""The Header of a Run (systems, corpus, columns), and the check whether runs can be compared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from summkit.errors import ArgumentTypeError, UsageError
from summkit.metrics.column import Column
from summkit.naming import nearest


@dataclass(frozen=True, slots=True)
class Header:
    """The description of a run: systems, corpus, columns, and how the values were made.

    Attributes
    ----------
    target
        The kind of text that was written, a key of `summkit.targets.TARGETS`.
    against
        The fields of an article that are its references.
    corpus
        {"name": ..., "sources": [...], "articles": n, "failed": n, "fingerprint": hex}.
    systems
        Name -> {"method", "parameters", "budget", ...}: enough to repeat the run.
    columns
        The columns of the values in each row, in order.
    signatures
        Name of a column -> the metric signature of its values.
    remarks
        System -> remarks for the reader, such as "was trained on 200 of these 200 articles".
        Every output shows them with the system.
    version
        The version of summkit that made the run; "" if unknown.
    date
        ISO date of the run; "" if unknown.
    extra
        Further data: seed, sample, properties. Two runs with different `extra` are comparable.

    Raises
    ------
    UsageError
        If columns and signatures have different names, or a remark is about an unknown system.
    """

    target: str
    against: tuple[str, ...]
    corpus: dict[str, Any]
    systems: dict[str, dict[str, Any]]
    columns: tuple[Column, ...]
    signatures: dict[str, str]
    remarks: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    version: str = ""
    date: str = ""
    extra: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if sorted(self.names) != sorted(self.signatures):
            raise UsageError("a run needs one signature for each column")
        for system in self.remarks:
            if system not in self.systems:
                raise UsageError(
                    f"a remark is about the system {system!r}, which is not in the run"
                )

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(column.name for column in self.columns)

    def column(self, name: str) -> Column:
        """Return the column with this name.

        Raises
        ------
        UsageError
            If there is none. The message lists the columns that exist.
        """
        return self.columns[self.place(name)]

    def place(self, name: str) -> int:
        """Return the index of the column with this name; raise UsageError as `column` does."""
        if not isinstance(name, str):
            raise ArgumentTypeError("column", name, "the name of a column, such as 'rouge2.f'")
        if name not in self.names:
            whole = f"{name}.f"
            near = whole if whole in self.names else nearest(name, self.names, cutoff=0.88)
            hint = f"did you mean {near!r}?" if near else f"choose one of {', '.join(self.names)}"
            raise UsageError(f"column {name!r} is not in the run: {hint}")
        return self.names.index(name)

    def only(self, names: Sequence[str]) -> Header:
        """Return the header with the given columns only, in the given order."""
        return replace(
            self,
            columns=tuple(self.column(name) for name in names),
            signatures={name: self.signatures[name] for name in names},
        )


def of_another_task(first: Header, second: Header) -> list[str]:
    """Return the differences between two runs in target and references, one line each."""
    parts: Sequence[tuple[str, Any, Any]] = (
        ("target", first.target, second.target),
        ("references", first.against, second.against),
    )
    return [
        f"{name}: {_shown(one)} against {_shown(other)}"
        for name, one, other in parts
        if one != other
    ]


def incomparable(first: Header, second: Header) -> list[str]:
    """Return the reasons why the values of two runs are not comparable, one line each."""
    reasons = of_another_task(first, second)
    one, other = (header.corpus.get("fingerprint") for header in (first, second))
    if one != other:
        reasons.append(f"corpus: {_shown(one)} against {_shown(other)}")
    shared = [name for name in first.names if name in second.signatures]
    if not shared:
        reasons.append("metrics: the runs share none")
    for name in shared:
        if first.signatures[name] != second.signatures[name]:
            reasons.append(
                f"signature of {name}: {first.signatures[name]} against {second.signatures[name]}"
            )
    return reasons


def _shown(value: Any) -> str:
    return ",".join(value) if isinstance(value, tuple) else str(value)

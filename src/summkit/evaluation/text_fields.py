"""Which field of a record holds a text made elsewhere, and which its reference."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from summkit import arguments
from summkit.errors import ArgumentTypeError, InputError, UsageError

CANDIDATE, REFERENCE = "candidate", "reference"

# Names as they are compared: lower case, letters and digits only. Who has one of the first
# kind says what it is; the second kind is what articles and gold texts are called as well.
_SURE = {
    CANDIDATE: (
        "prediction", "predictions", "predictedsummary", "candidate", "output", "generated",
        "generatedsummary", "generatedtext", "hypothesis", "response", "completion",
    ),
    REFERENCE: ("references", "reference", "gold", "goldsummary", "target", "referencesummary"),
}  # fmt: skip
_OPEN = {
    CANDIDATE: ("text", "summary", "headline", "dek", "lede", "title"),
    REFERENCE: ("summary", "highlights", "dek", "headline", "text", "title"),
}


_WRITTEN_HERE = frozenset({"id", "source", "method", "target"})
"""Fields of every summary that summkit writes."""


def field_mapping(text: str) -> dict[str, str]:
    """Return {"candidate": "answer"} for "candidate=answer".

    Raises
    ------
    UsageError
        If a part is not of the form FIELD=COLUMN, or names another field.
    """
    mapping = {}
    for part in filter(None, (part.strip() for part in text.split(","))):
        name, equals, column = (piece.strip() for piece in part.partition("="))
        if not equals or not column or name not in (CANDIDATE, REFERENCE, "id"):
            raise UsageError(
                f"`mapping` {part!r} is not allowed: takes candidate=FIELD, reference=FIELD, "
                "id=FIELD"
            )
        if name in mapping:
            raise UsageError(f"`mapping` {name} is given twice: give it once")
        mapping[name] = column
    return mapping


def checked_mapping(mapping: object) -> dict[str, str]:
    """Return what `field_mapping` makes, given as a mapping.

    Raises
    ------
    UsageError
        If it names another field; ArgumentTypeError, a subclass, for anything else.
    """
    takes = "a mapping of candidate, reference and id to names of fields"
    checked = arguments.mapping("mapping", mapping, takes)
    for name, column in checked.items():
        if name not in (CANDIDATE, REFERENCE, "id"):
            raise UsageError(f"`mapping` has no {name!r}: it takes candidate, reference, id")
        if not isinstance(column, str):
            raise ArgumentTypeError(f"mapping[{name!r}]", column, "the name of a field")
    return checked


def _alternatives(names: list[str]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]])


@dataclass
class Fields:
    """Which field of a record holds the text; the same for all records that have the same."""

    side: str
    mapped: str | None
    known: dict[tuple[str, ...], str] = field(default_factory=dict)

    def name(self, record: Mapping[str, Any], where: str) -> str:
        columns = tuple(record)
        if columns not in self.known:
            self.known[columns] = self._find(columns, where)
        return self.known[columns]

    def _find(self, columns: tuple[str, ...], where: str) -> str:
        if self.mapped is not None:
            if self.mapped not in columns:
                raise UsageError(
                    f"{where}: no field {self.mapped!r} to map: there are {', '.join(columns)}"
                )
            return self.mapped
        if self.side == CANDIDATE and _WRITTEN_HERE.issubset(columns):
            # Beside it stand the headline and dek of the editor.
            if "text" in columns:
                return "text"
            raise UsageError(f"{where}: holds texts of several targets: write one `target`")
        called = {normal(column): column for column in reversed(columns)}
        for names in (_SURE[self.side], _OPEN[self.side]):
            present = [called[name] for name in names if name in called]
            if len(present) == 1 or (present and names is _SURE[self.side]):
                return present[0]
            if present:
                raise UsageError(
                    f"{where}: {_alternatives(present)} may each be the {self.side}: say which "
                    f"with `mapping` {self.side}={present[0]}"
                )
        raise InputError(
            f"no field is known as the {self.side}: there are {', '.join(columns)}; name it with "
            f"`mapping` {self.side}=FIELD",
            where,
        )


def normal(column: str) -> str:
    """Return a name as it is compared: lower case, letters and digits only."""
    return "".join(character for character in column.lower() if character.isalnum())

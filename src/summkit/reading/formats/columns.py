"""Choose the column of a record for each field of an article, by the mapping or by its name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from summkit.errors import UsageError
from summkit.reading.formats.containers import flattened, holds_text
from summkit.reading.formats.field_names import BODY, LAST_BODY, NESTED, normal
from summkit.reading.formats.paths import MISSING, head, value_at
from summkit.reading.formats.rich import TEXT_KEYS
from summkit.reading.formats.values import is_empty, leaves, listed
from summkit.reading.options import ReadOptions, columns_of

_BODIES = ("bodyhtml", "bodytext", "bodycopy")  # ends of normalised names of bodies
_DRUPAL = "field_"  # the start of the names of fields that a Drupal site has defined


class Columns:
    """Finds the columns of the records of one source.

    Parameters
    ----------
    options
        The options of the source. A mapped column takes precedence over recognised names.
    """

    def __init__(self, options: ReadOptions) -> None:
        self.options = options
        self._mapped = {
            column
            for name, mapped in options.mapping.items()
            if name not in ("candidate", "items")
            for column in columns_of(mapped)
        }
        self._keys: dict[tuple[str, ...], dict[str, str]] = {}

    def missing(self, columns: Iterable[str]) -> list[str]:
        """Return the mapped columns that are not in `columns`.

        For a path, only its first name is checked.
        """
        present = set(columns)
        return sorted(c for c in self._mapped if c not in present and head(c) not in present)

    def unseen(self, records: Iterable[Mapping[str, Any]]) -> list[str]:
        """Return the mapped columns and paths that exist in none of the records."""
        unseen = set(self._mapped)
        for record in records:
            unseen -= {path for path in unseen if _lookup(record, path) is not MISSING}
            if not unseen:
                break
        return sorted(unseen)

    def refuse_missing(self, columns: Iterable[str], where: str) -> None:
        """Raise UsageError if a mapped column does not exist; the message lists the columns."""
        columns = list(dict.fromkeys(columns))
        for column in self.missing(columns):
            raise _no_column(column, columns, where)

    def refuse_unseen(self, records: Sequence[Mapping[str, Any]], where: str) -> None:
        """Raise UsageError if none of the records contains a mapped column or path."""
        for column in self.unseen(records):
            present = [path for record in records for path, _ in leaves(record)]
            raise _no_column(column, dict.fromkeys(present), where)

    def has_body(self, columns: Iterable[str]) -> bool:
        """Return whether records with these columns can be articles."""
        by_name = self.columns_by_name(tuple(columns))
        return bool(self.options.mapping.get("body")) or any(
            name in by_name for name in (*BODY, *LAST_BODY)
        )

    def view(self, record: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return a record with the fields of its inner objects and the values of mapped paths."""
        view = flattened(record)
        more = {
            path: value
            for path in self._mapped
            if path not in view and (value := _lookup(record, path)) is not MISSING
        }
        return {**view, **more} if more else view

    def columns_by_name(self, columns: tuple[str, ...]) -> dict[str, str]:
        """Return a map from normalised name to column for the columns that are not mapped.

        If two columns have the same normalised name, the first counts.
        """
        by_name = self._keys.get(columns)
        if by_name is None:
            by_name = {}
            for column in columns:
                if column not in self._mapped:
                    by_name.setdefault(normal(str(column)), column)
            for column in columns:
                if column in self._mapped:
                    continue
                if "." in column:
                    by_name.setdefault(_joined_name(column), column)
                elif column.startswith(_DRUPAL):
                    by_name.setdefault(normal(column.removeprefix(_DRUPAL)), column)
            # "story_body_html": if there is only one such column, it is the body of the article.
            bodies = [c for c in columns if normal(str(c)).endswith(_BODIES)]
            if len(bodies) == 1 and bodies[0] not in self._mapped:
                by_name.setdefault("bodyhtml", bodies[0])
            if len(self._keys) < 64:  # most records of one source have the same columns
                self._keys[columns] = by_name
        return by_name

    def column(
        self,
        record: Mapping[str, Any],
        by_name: Mapping[str, str],
        field: str,
        names: Iterable[str],
    ) -> str | None:
        """Return the column of an article's field; None if there is none with a value.

        A mapped column takes precedence; otherwise the first of `names` with a value is used.
        """
        if field in self.options.mapping:
            column = self.options.mapping[field]
            return column if column in record and not is_empty(record[column]) else None
        ranks = _ranks(tuple(names))
        spare = None
        for name in sorted(by_name.keys() & ranks.keys(), key=ranks.__getitem__):
            column, value = by_name[name], record[by_name[name]]
            if is_empty(value):
                continue
            if not isinstance(value, dict) or holds_text(value):
                return column
            # A field that contains text takes precedence over an object without text (an author).
            spare = spare or column
        return spare if field in ("body", "references") else None


def _joined_name(column: str) -> str:
    """Return the normalised name by which a column such as "content.rendered" is recognised."""
    *outer, last = [normal(part) for part in column.split(".")]
    if outer[-1] in NESTED:
        return last
    return outer[-1] if last in TEXT_KEYS else normal(column)


@cache
def _ranks(names: tuple[str, ...]) -> dict[str, int]:
    return {name: place for place, name in enumerate(names)}


def _no_column(column: str, columns: Iterable[str], where: str) -> UsageError:
    return UsageError(f"{where}: no column {column!r} to map: the columns are {listed(columns)}")


def _lookup(record: Mapping[str, Any], path: str) -> Any:
    """Return the value of a mapped name or path, in the record or in its inner objects."""
    value = value_at(record, path)
    return value_at(flattened(record), path) if value is MISSING else value

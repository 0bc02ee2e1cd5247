"""Texts in a pandas column or table: matching by the labels of the index."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any, NoReturn

from summkit.article import Reference
from summkit.errors import UsageError
from summkit.evaluation.matching import Labels, Texts
from summkit.evaluation.text_fields import normal
from summkit.reading.formats.field_names import ID
from summkit.reading.formats.values import whole_number


def labels_of(value: Any) -> Labels | None:
    """Return the index labels of a pandas column or table; None for other values."""
    if not hasattr(value, "iloc") or not hasattr(value, "index"):
        return None
    names = tuple(str(whole_number(each)) for each in value.index.tolist())
    return Labels(names, None if value.index.name is None else str(value.index.name))


def by_label(texts: Texts, gold: Texts) -> tuple[Texts, Texts]:
    """Return candidates and references with their index labels as ids, if they have labels.

    Raises
    ------
    UsageError
        If the labels of the two indexes differ, or if one index is not in ascending order while
        the other side has neither ids nor labels.
    """
    if texts.labels and gold.labels:
        mine, theirs = texts.labels.names, gold.labels.names
        if mine == theirs and (texts.labels.plain or not _all_different(mine)):
            return texts, gold
        if sorted(mine) != sorted(theirs) or not _all_different(mine):
            _refuse(texts, f"the index of {gold.source}", _mismatch(mine, theirs))
        return _with_labels(texts), _with_labels(gold)
    return _with_labels_if_needed(texts, gold), _with_labels_if_needed(gold, texts)


def _with_labels_if_needed(texts: Texts, other: Texts) -> Texts:
    """Return texts with their labels as ids if the other side has ids; else check their order."""
    if not texts.labels or texts.labels.plain:
        return texts
    if not other.numbered:
        return _with_labels(texts)
    if not _is_ascending(texts.labels.names):
        _refuse(texts, other.source, f"its first label is {texts.labels.names[0]!r}")
    return texts


def under_ids(texts: Texts, ids: Sequence[str], rows: Labels | None) -> Texts:
    """Return texts with the ids of the articles, or unchanged if they match in order.

    Parameters
    ----------
    ids
        The ids of the articles. If `rows` is given: one id per row, "" for a failed row.
    rows
        The index of the table with the articles.

    Raises
    ------
    UsageError
        If the labels match neither the labels of the table nor the ids, or if both are possible.
    """
    assert texts.labels is not None  # noqa: S101 - the caller checks it
    names, known = texts.labels.names, set(ids)
    if rows and texts.labels.name in (None, rows.name):
        if sorted(names) == sorted(rows.names) and _all_different(names):
            if list(rows.names) != list(ids) and set(names) == known:
                _refuse(texts, "the articles", "its labels match both their index and their ids")
            of = dict(zip(names, texts.by_id.values(), strict=True))
            placed = zip(ids, rows.names, strict=True)
            return _with_ids(texts, {key: of[row] for key, row in placed if key})
        if names == rows.names:
            return texts
    if texts.labels.plain:
        return texts
    counted = list(ids) == [str(number) for number in range(1, len(ids) + 1)]
    says_ids = normal(texts.labels.name or "") in ID
    # Articles without ids are numbered from 1, but rows of a table from 0.
    if counted and not says_ids and (rows or set(names) != known):
        if rows is None and len(names) == len(ids) and _is_ascending(names):
            return texts
        _refuse(texts, "the articles", _mismatch(names, rows.names if rows else tuple(ids)))
    return _with_labels(texts)


def _with_labels(texts: Texts) -> Texts:
    """Return texts with their labels as ids."""
    assert texts.labels is not None  # noqa: S101 - the caller checks it
    names = texts.labels.names
    if not _all_different(names):
        twice = next(name for name in names if names.count(name) > 1)
        raise UsageError(f"{texts.source}: the label {twice!r} occurs more than once in its index")
    return _with_ids(texts, dict(zip(names, texts.by_id.values(), strict=True)))


def _with_ids(texts: Texts, by_id: Mapping[str, tuple[Reference, ...]]) -> Texts:
    return replace(texts, by_id=by_id, numbered=False, labels=None)


def _refuse(texts: Texts, other: str, detail: str) -> NoReturn:
    raise UsageError(
        f"{texts.source}: the labels of its index do not match "
        f"{other} ({detail}): give both the same labels, or lists to match in order"
    )


def _mismatch(mine: Sequence[str], theirs: Sequence[str]) -> str:
    """Return a description of a label that only one side has."""
    if lacking := sorted(set(theirs) - set(mine)):
        return f"it lacks {lacking[0]!r}"
    if further := sorted(set(mine) - set(theirs)):
        return f"{further[0]!r} is only in it"
    return "a label occurs more than once"


def _all_different(names: Sequence[str]) -> bool:
    return len(set(names)) == len(names)


def _is_ascending(names: Sequence[str]) -> bool:
    """Return whether the labels are ascending row numbers; some may be missing."""
    if not all(name.isdecimal() for name in names):
        return False
    numbers = [int(name) for name in names]
    return all(first < second for first, second in pairwise(numbers))

"""Texts of other systems: candidates and references from files in any format or from memory."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain, islice
from pathlib import Path
from typing import Any

from summkit import arguments
from summkit.article import Reference, shortened
from summkit.errors import ArgumentTypeError, InputError, UsageError, counted, warn
from summkit.evaluation.labels import labels_of
from summkit.evaluation.matching import Texts
from summkit.evaluation.sentences import is_missing, listed_references, sentences
from summkit.evaluation.text_fields import (
    CANDIDATE,
    REFERENCE,
    Columns,
    Ids,
    TextFields,
    is_table_of_columns,
    maps_ids_to_records,
    maps_ids_to_texts,
)
from summkit.evaluation.text_fields import normal as _normal
from summkit.reading import ReadOptions
from summkit.reading.formats.values import whole_number
from summkit.reading.memory import plain_value
from summkit.reading.objects import rows_of
from summkit.reading.sources.address import is_address
from summkit.reading.sources.rows import Entry, entries


def read_candidates(
    source: str,
    mapping: Columns | None = None,
    options: ReadOptions | None = None,
    called: str = "",
) -> Texts:
    """Read one text per article.

    Parameters
    ----------
    source
        A file, or "-" for standard input: plain lines (one text per line), JSON lines, a JSON
        array, CSV, TSV or Parquet, optionally compressed with gzip or zstd. A record has an "id",
        and its text in a field such as "prediction", "candidate", "output", "generated",
        "hypothesis"; otherwise in "text", "summary", "headline" or "dek", if it has only one of
        these fields. A text is a string or a list of sentences. null is an empty text.
    mapping
        "candidate" -> the field with the text; "id" -> the field with the id.
    called
        The name of the system. If a table has several columns with texts, a column with this name
        is read.

    Raises
    ------
    InputError
        If the file cannot be read or a record has no text, with file and line.
    UsageError
        If several fields could be the text.
    """
    options = _numbered(options or ReadOptions(), (mapping or {}).get(CANDIDATE, ()))
    return _candidates(entries(source, options), source, mapping or {}, called)


def _numbered(options: ReadOptions, columns: Sequence[str]) -> ReadOptions:
    """Return the options. If `columns` are numbers, they are for a table without a header row."""
    if options.mapping or not columns or not all(column.isdecimal() for column in columns):
        return options
    return replace(options, mapping={"candidate": columns[0]})


def _candidates(found: Iterable[Entry], source: str, mapping: Columns, called: str) -> Texts:
    fields = TextFields(CANDIDATE, mapping.get(CANDIDATE, ()), called)
    by_id: dict[str, tuple[Reference, ...]] = {}
    duplicates: list[str] = []
    absent: list[str] = []
    altered: dict[str, None] = {}
    ids = Ids(next(iter(mapping.get("id", ())), None), source)
    for entry in _split_mapping(found):
        key = ids.of(entry)
        value: Any = entry.value
        if not isinstance(value, str):
            held = fields.values(value, entry.where)
            if not held:  # without the field, the text is missing, not empty
                if not ids.numbered:
                    continue
                # The empty text keeps its place, because texts without ids match by order.
                absent.append(key)
            value = held[0][1] if held else None
        text = sentences(value, entry.where, altered)
        if key in by_id:
            duplicates.append(key)
        else:
            by_id[key] = (text,)
    fields.settle()
    texts = _texts(by_id, ids, source, tuple(dict.fromkeys(duplicates)), fields.notes, altered)
    return replace(texts, absent=frozenset(absent))


def read_references(
    sources: Iterable[str],
    mapping: Columns | None = None,
    options: ReadOptions | None = None,
) -> Texts:
    """Read the references of each article from one file or several files.

    The formats are the same as for `read_candidates`. The fields are called "reference",
    "references", "gold" and so on; if there is none of these, "summary", "highlights", "dek",
    "headline" or "text". A list of lists of sentences contains several references, and so does a
    list of strings in the field "references". If an id occurs again, in the same file or another,
    it adds a reference.
    """
    named = list(sources)
    options = _numbered(options or ReadOptions(), (mapping or {}).get(REFERENCE, ()))
    return _references([(each, entries(each, options)) for each in named], mapping or {})


def _references(sources: Sequence[tuple[str, Iterable[Entry]]], mapping: Columns) -> Texts:
    by_id: dict[str, tuple[Reference, ...]] = {}
    mapped = next(iter(mapping.get("id", ())), None)
    last = Ids(mapped, "")
    notes: dict[str, None] = {}
    altered: dict[str, None] = {}
    for source, found in sources:
        fields = TextFields(REFERENCE, mapping.get(REFERENCE, ()))
        ids = Ids(mapped, source)
        for entry in _split_mapping(found):
            key = ids.of(entry)
            if isinstance(entry.value, str):
                texts: tuple[Reference, ...] = (sentences(entry.value, entry.where, altered),)
            else:
                values = fields.values(entry.value, entry.where)
                several = (
                    _references_in(value, name, entry.where, altered) for name, value in values
                )
                texts = tuple(chain.from_iterable(several))
            by_id[key] = (*by_id.get(key, ()), *texts)
        fields.settle()
        notes.update(dict.fromkeys(fields.notes))
        if last.numbered is not None and ids.numbered != last.numbered:
            raise UsageError(
                f"{source} has {_id_phrase(ids)}, and {last.source} has {_id_phrase(last)}"
            )
        if ids.numbered and last.numbered and ids.count != len(by_id):
            raise UsageError(
                f"{source}: {ids.count} lines without ids, but {sources[0][0]} has {len(by_id)}"
            )
        last = ids
    return _texts(by_id, last, ", ".join(source for source, _ in sources), (), notes, altered)


def _split_mapping(found: Iterable[Entry]) -> Iterator[Entry]:
    """Yield the entries of a single object that contains all texts.

    Three forms are split: ids with texts, {"a1": "A fire.", ...}; ids with records,
    {"a1": {"text": "A fire."}, ...}; and the columns of a table, as ``to_json()`` of pandas writes
    them, {"text": {"0": "A fire.", ...}, ...}. The only row of a table is not split: if
    the table has no header, its column names may be any text.
    """
    entries = iter(found)
    head = list(islice(entries, 2))
    record = head[0].value if len(head) == 1 and not head[0].row else ""
    where = head[0].where if head else ""
    if isinstance(record, str):
        yield from chain(head, entries)
    elif len(record) > 1 and maps_ids_to_texts(record):
        for key, text in record.items():
            yield Entry(f"{where}: {key}", {"id": key, "text": text})
    elif is_table_of_columns(record):
        for row in next(iter(record.values())):
            yield Entry(f"{where}: row {row}", {name: cells[row] for name, cells in record.items()})
    elif len(record) > 1 and maps_ids_to_records(record):
        for key, each in record.items():
            yield Entry(f"{where}: {key}", {"id": key, **each})
    else:
        yield from chain(head, entries)


def _id_phrase(ids: Ids) -> str:
    return "no ids" if ids.numbered else "ids"


def texts_of(
    source: Any,
    side: str = "candidates",
    mapping: Columns | None = None,
    options: ReadOptions | None = None,
    name: str = "",
    called: str = "",
) -> Texts:
    """Return the texts of one side from a file, a mapping, a list or a table.

    Parameters
    ----------
    name
        The name for messages; by default `side`.
    called
        The name of the system; see `read_candidates`.
    """
    candidates = side == "candidates"
    name = name or side
    if isinstance(source, str | os.PathLike):
        path = os.fspath(source)
        if isinstance(source, str) and _is_text(source):
            reason = "there is no such file: texts are read from a file, or given in a list"
            raise InputError(reason, shortened(source, 60))
        if path != "-" and not arguments.can_name_a_file(path):
            raise UsageError(f"`{name}` takes the name of a file, not {path!r}")
        if candidates:
            return read_candidates(path, mapping, options, called)
        return read_references([path], mapping, options)
    if isinstance(source, Mapping):
        items: Iterable[tuple[str, Any]] = (
            (str(whole_number(key)), value) for key, value in source.items()
        )
        numbered, labels = False, None
    else:
        takes = "a list of texts, a mapping of ids to texts or a file"
        labels = labels_of(source)
        listed = arguments.listed(name, rows_of(source), takes)
        if not candidates and listed and all(isinstance(each, os.PathLike) for each in listed):
            return read_references([os.fspath(each) for each in listed], mapping, options)
        if listed and all(isinstance(each, Mapping) for each in listed):
            found = [_row(name, n, each) for n, each in enumerate(listed)]
            if candidates:
                records = _candidates(found, f"`{name}`", mapping or {}, called)
            else:
                records = _references([(f"`{name}`", found)], mapping or {})
            return replace(records, labels=labels if records.numbered else None)
        items = ((str(number), value) for number, value in enumerate(listed, 1))
        numbered = True
    by_id = {}
    missing = 0
    altered: dict[str, None] = {}
    for key, value in items:
        if key in by_id:
            raise UsageError(f"`{name}` has several texts with the id {key!r}: give it one text")
        missing += is_missing(value)
        where = f"{name}[{key!r}]" if not numbered else f"{name}[{int(key) - 1}]"
        by_id[key] = (
            (sentences(value, where, altered),)
            if candidates
            else listed_references(value, where, altered)
        )
    if not by_id:
        raise UsageError(f"`{name}` is empty: there is nothing to score")
    if missing:
        are = "is" if missing == 1 else "are"
        count = f"{missing:,} of {counted(len(by_id), 'text')} {are} None or NaN"
        effect = "an empty text, whose value is 0" if candidates else "an empty text"
        warn(f"`{name}`: {count}, which counts as {effect}")
    return Texts(by_id, numbered, f"`{name}`", (), labels, altered=tuple(altered))


def _row(name: str, number: int, record: Mapping[Any, Any]) -> Entry:
    if not all(isinstance(column, str) for column in record):
        takes = "a record whose field names are texts"
        raise ArgumentTypeError(f"{name}[{number}]", record, takes)
    return Entry(
        f"`{name}`[{number}]",
        {column: plain_value(value) for column, value in record.items()},
        row=True,
    )


def _is_text(source: str) -> bool:
    """Return whether a string is a text, not a file name: it has spaces and no file extension."""
    if len(source.split()) < 2 or Path(source).suffix[1:].isalnum() or is_address(source):
        return False
    try:
        return not Path(source).exists()
    except (OSError, ValueError):  # the name is too long for this file system
        return True


def _texts(
    by_id: dict[str, tuple[Reference, ...]],
    ids: Ids,
    source: str,
    duplicates: tuple[str, ...] = (),
    notes: Iterable[str] = (),
    altered: Iterable[str] = (),
) -> Texts:
    if not by_id:
        raise InputError("contains no text", source)
    return Texts(by_id, bool(ids.numbered), source, duplicates, None, tuple(notes), tuple(altered))


def _references_in(
    value: Any, name: str, where: str, altered: dict[str, None]
) -> tuple[Reference, ...]:
    many = isinstance(value, list) and (
        _normal(name) == "references" or any(isinstance(part, list) for part in value)
    )
    return tuple(sentences(part, where, altered) for part in (value if many else [value]))

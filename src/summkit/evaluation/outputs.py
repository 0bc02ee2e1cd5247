"""Texts made elsewhere: candidates and references from plain lines or JSON lines."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from summkit.errors import InputError
from summkit.reading.stream import chunks, lines, too_large, utf8

TEXT_FIELDS = ("text", "summary", "candidate", "prediction", "output", "headline", "dek")
_LIMIT = 10_000_000  # bytes of one text
REFERENCE_FIELDS = ("references", "reference", "summary", "highlights", "dek", "headline", "text")


def read_candidates(path: Path) -> dict[str, tuple[str, ...]]:
    """Read one text an article.

    Parameters
    ----------
    path
        Plain lines (a text a line, ids "1", "2", ...) or JSON lines with an "id" and one of
        `TEXT_FIELDS`: a string, or a list of sentences. ``.gz`` is read too.

    Returns
    -------
    Id -> sentences; a 1-tuple where they are unknown.

    Raises
    ------
    InputError
        If the file cannot be read or a line is not of that form; with file and line.
    """
    found: dict[str, tuple[str, ...]] = {}
    for where, key, value in _entries(path, TEXT_FIELDS):
        if key in found:
            raise InputError(f"id {key!r} stands there twice", where)
        found[key] = _sentences(value, where)
    return found


def read_references(path: Path) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Read the references of each article.

    As `read_candidates`, with `REFERENCE_FIELDS`; a list of lists of sentences, or under
    "references" a list of strings, is several references.
    """
    found: dict[str, tuple[tuple[str, ...], ...]] = {}
    for where, key, value in _entries(path, REFERENCE_FIELDS):
        field, content = value
        several = isinstance(content, list) and (
            field == "references" or any(isinstance(part, list) for part in content)
        )
        parts = content if several else [content]
        references = tuple(_sentences((field, part), where) for part in parts)
        found[key] = (*found.get(key, ()), *references)
    return found


def _entries(path: Path, fields: tuple[str, ...]) -> Iterator[tuple[str, str, tuple[str, Any]]]:
    """Yield (where, id, (field, value)) of every line; a plain line has the field ""."""
    number = 0
    for number, line in _lines(path):
        where = f"{path}:{number}"
        if not line.lstrip().startswith("{"):
            yield where, str(number), ("", line)
            continue
        try:
            record = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise InputError(f"not valid JSON: {error}", where) from error
        name = next((field for field in fields if record.get(field)), None)
        if name is None:
            raise InputError(f"lacks a text: one of the keys {', '.join(fields)}", where)
        if "id" not in record:
            raise InputError('lacks the key "id" by which texts and articles are matched', where)
        yield where, str(record["id"]), (name, record[name])
    if not number:
        raise InputError("holds no text", str(path))


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    where = str(path)
    try:
        with path.open("rb") as file:
            for number, line in lines(utf8(chunks(file, where), where), _LIMIT):
                if line is None:
                    raise InputError(too_large(_LIMIT), f"{where}:{number}")
                yield number, line.decode("utf-8").removesuffix("\r")
    except InputError:
        raise
    except UnicodeDecodeError as error:
        raise InputError(f"not UTF-8: {error.reason}", where) from error
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror or error}", where) from error


def _sentences(value: tuple[str, Any], where: str) -> tuple[str, ...]:
    content = value[1]
    parts = content if isinstance(content, list) else [content]
    if not parts or not all(isinstance(part, str) for part in parts):
        raise InputError("a text must be a string or a list of strings, its sentences", where)
    return tuple(parts)

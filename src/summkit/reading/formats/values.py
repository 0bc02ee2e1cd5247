"""Convert the values of a record's fields to texts, and describe values that are no text."""

from __future__ import annotations

import contextlib
import json
import math
import os
from collections.abc import Iterable, Mapping
from itertools import islice
from typing import Any

from summkit.article import Reference
from summkit.patterns import regex
from summkit.reading.cleaning.characters import clean
from summkit.reading.formats.containers import holds_text
from summkit.reading.formats.fragment import field_text
from summkit.reading.formats.paths import paths
from summkit.reading.formats.rich import from_json, text_of

# Marks between the sentences of a summary: line ends in CNN/DM, "<q>" and similar marks in the
# files of Pegasus and UniLM.
_SENTENCE_ENDS = regex(r"\n|<n>|<q>|\[SEP\]|\[X_SEP\]")
_BODY_LENGTH = 80  # minimum characters of a text that may be a body
_ERROR_LENGTH = 300  # maximum characters of a web API's error message
_ERRORS = ("message", "error", "error.message", "errors[0].message", "error_description", "detail")
_TYPES: dict[type, str] = {
    dict: "an object",
    list: "a list",
    bool: "true or false",
    int: "a number",
    float: "a number",
    type(None): "null",
}


_TYPED = regex(r"[\w.:-]{1,60}")  # a name that a user can type: "content.rendered"


class RecordError(ValueError):
    """The error of a record that is no article; `str()` gives the reason."""


def no_body(columns: Iterable[str]) -> str:
    """Return the message that a record has no known body, with the field that may be the body."""
    example = "FIELD"
    if isinstance(columns, Mapping):
        fields = leaves(columns)
        said = (v for p, v in fields if p in _ERRORS and isinstance(v, str))
        if error := next((text for text in said if 0 < len(text) <= _ERROR_LENGTH), None):
            return f"not an article but an error message: {' '.join(error.split())[:100]!r}"
        longest = max(fields, key=lambda leaf: _length(leaf[1]), default=("", ""))
        columns = [path for path, _ in fields]
        # A user cannot type a name of several lines or of signs, so it is no example.
        if _length(longest[1]) >= _BODY_LENGTH and _TYPED.fullmatch(longest[0]):
            example = longest[0]
    return (
        f"no field is recognised as the body: the fields are {listed(columns)}; "
        f"name it in `mapping`, as in body={example}, and likewise headline=FIELD and dek=FIELD"
    )


def leaves(record: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """Return the paths and values of a record's fields, at most 200."""
    return list(islice(paths(record), 200))


def _length(value: Any) -> int:
    return len(value) if isinstance(value, str) else 0


def listed(columns: Iterable[str]) -> str:
    """Return a list of columns for an error message, at most 20 of them."""
    names = [str(column)[:40] for column in columns]
    return ", ".join(map(repr, names[:20])) + (", ..." if len(names) > 20 else "") or "none"


def body_text(value: Any, column: str, language: str | None = None) -> str:
    """Return a body: a text, a list of paragraphs, or a list of lists of sentences."""
    if isinstance(value, str):
        value = from_json(value)
    if isinstance(value, str):
        return value
    text = text_of(value, language) if _is_tree(value) else None
    if text is not None:
        return text
    if not isinstance(value, list):
        raise RecordError(_wrong(column, value))
    paragraphs = []
    for item in value:
        if isinstance(item, list) and all(isinstance(sentence, str) for sentence in item):
            paragraphs.append(" ".join(item))
        elif isinstance(item, str):
            paragraphs.append(item)
        elif not is_empty(item):
            raise RecordError(_wrong(column, item, " inside a list"))
    return "\n\n".join(paragraphs)


def _is_tree(value: Any) -> bool:
    """Return whether a value is an object, or a list with objects, as a CMS stores text."""
    return isinstance(value, dict) or (
        isinstance(value, list) and any(isinstance(item, dict) for item in value)
    )


_NOTHING = frozenset(
    (
        "\\n",
        "nan",
        "-nan",
        "none",
        "null",
        "nil",
        "na",
        "n/a",
        "#n/a",
        "#na",
        "<na>",
        "nat",
        "undefined",
        "\\n",
    )
)
"""Values, in lower case, that programs write into a file instead of a missing text."""


def is_missing_mark(text: str) -> bool:
    """Return whether a text is a program's sign for a missing value: "nan", "None", "N/A"."""
    return len(text) < 40 and text.strip().lower() in _NOTHING


def whole_number(value: Any) -> Any:
    """Return 3 for 3.0, because pandas converts the ids of a column with a missing id to floats."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def is_empty(value: Any) -> bool:
    """Return whether a field has no value. Data frames and their files write "nan" for no value."""
    if isinstance(value, str):
        return not value.strip() or is_missing_mark(value)
    if isinstance(value, list):
        return all(is_empty(item) for item in value)
    if isinstance(value, dict):
        return text_of(value) is not None and not holds_text(value)
    return value is None or (isinstance(value, float) and math.isnan(value))


_FLOAT_ID = regex(r"\d{1,15}\.0")
_ID_TYPES = ("UUID", "date", "datetime", "Timestamp", "Decimal")
"""Types of ids in database drivers, by name, so that their modules need no import."""


def one_line(
    value: Any, column: str, number: bool = False, language: str | None = None
) -> str | None:
    """Return a value as text on one line, or None if it is empty.

    `number` allows ids: numbers, the UUIDs, dates and decimals of database drivers, and the objects
    in which Drupal and MongoDB store ids. "17.0" is "17", because pandas writes the ids of a column
    with empty cells in this form.

    Raises
    ------
    RecordError
        If the value is no text.
    """
    if number and isinstance(value, list) and len(value) == 1 and isinstance(value[0], dict):
        value = value[0].get("value", value)  # Drupal stores an id in this form
    if number and isinstance(value, int | float) and not isinstance(value, bool):
        value = str(whole_number(value))
    if number and type(value).__name__ in _ID_TYPES:
        value = str(value)
    if number and isinstance(value, dict) and isinstance(value.get("$oid"), str):
        value = value["$oid"]  # MongoDB exports `_id` in this form
    if number and isinstance(value, str) and _FLOAT_ID.fullmatch(value):
        value = value[:-2]
    if _is_tree(value):
        value = text_of(value, language) or value
    if not isinstance(value, str):
        raise RecordError(_wrong(column, value))
    return _folded(value) or None


def file_id(name: str) -> str:
    """Return the id for a file's name. An id that was written to a file is read as the same id.

    Bytes that are not UTF-8 are written as escapes, and so is a name without a visible character.
    """
    decoded = os.fsencode(name).decode("utf-8", "backslashreplace")
    return _folded(decoded) or ascii(decoded)[1:-1]


def summaries(value: Any, column: str, many: bool) -> list[Reference]:
    """Return the summaries of a value: several if `many` or if a list contains lists."""
    if isinstance(value, str) and value.lstrip()[:1] == "[":
        with contextlib.suppress(ValueError, RecursionError):
            value = json.loads(value)  # the text may be a list in a CSV cell
    if isinstance(value, dict):
        sentences = value.get("sentences")  # the form of Aylien and some corpora
        value = sentences if isinstance(sentences, list) else text_of(value) or value
    if isinstance(value, str):
        texts = [_SENTENCE_ENDS.split(clean(value))]
    else:
        items = _parts(value, column)
        if many or any(isinstance(item, list) for item in items):
            texts = [_SENTENCE_ENDS.split(clean(i)) if isinstance(i, str) else i for i in items]
        else:
            texts = [items]
    return [summary for text in texts if (summary := _sentences(text))]


def _parts(value: Any, column: str) -> list[Any]:
    """Return the parts of a list that are not empty: texts, or lists of texts."""
    if not isinstance(value, list):
        raise RecordError(_wrong(column, value))
    items = [item for item in value if not is_empty(item)]
    for item in items:
        if not isinstance(item, str | list):
            raise RecordError(_wrong(column, item, " inside a list"))
        if isinstance(item, list) and not all(isinstance(part, str) for part in item):
            raise RecordError(f"{column!r} contains lists that are nested too deeply")
    return items


def _sentences(texts: Iterable[str]) -> Reference:
    return tuple(folded for text in texts if (folded := _folded(text)))


def _folded(text: str) -> str:
    """Return a text without markup on one line."""
    return " ".join(clean(field_text(text)).split())


def _wrong(column: str, value: Any, inside: str = "") -> str:
    """Return the message that a column contains no text."""
    kind = _TYPES.get(type(value), type(value).__name__)
    return f"{column!r} contains {kind}{inside}, but a text is needed"

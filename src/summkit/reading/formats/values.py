"""What a record's fields hold -> texts, and what is said of those that hold none."""

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

# CNN/DM keeps one highlight a line; the Pegasus and UniLM files mark ends of sentences so.
_SENTENCE_ENDS = regex(r"\n|<n>|<q>|\[SEP\]|\[X_SEP\]")
_BODY_LENGTH = 80  # a text of so many characters may be a body
_ERROR_LENGTH = 300
_ERRORS = ("message", "error", "error.message", "errors[0].message", "error_description", "detail")
_TYPES: dict[type, str] = {
    dict: "an object",
    list: "a list",
    bool: "true or false",
    int: "a number",
    float: "a number",
    type(None): "null",
}


_TYPED = regex(r"[\w.:-]{1,60}")


class RecordError(ValueError):
    """A record that is no article; `str()` is the reason."""


def no_body(columns: Iterable[str]) -> str:
    """Say that no name is known as the body's; of a record, which field it may be."""
    example = "FIELD"
    if isinstance(columns, Mapping):
        fields = leaves(columns)
        said = (v for p, v in fields if p in _ERRORS and isinstance(v, str))
        if error := next((text for text in said if 0 < len(text) <= _ERROR_LENGTH), None):
            return f"no article but an answer that says {' '.join(error.split())[:100]!r}"
        longest = max(fields, key=lambda leaf: _length(leaf[1]), default=("", ""))
        columns = [path for path, _ in fields]
        # A name of several lines, or of signs, would not be typed.
        if _length(longest[1]) >= _BODY_LENGTH and _TYPED.fullmatch(longest[0]):
            example = longest[0]
    return (
        f"no field is known as the body: there are {listed(columns)}; "
        f"name it in `mapping`, as in body={example}, and likewise headline=FIELD and dek=FIELD"
    )


def leaves(record: Mapping[str, Any]) -> list[tuple[str, Any]]:
    return list(islice(paths(record), 200))


def _length(value: Any) -> int:
    return len(value) if isinstance(value, str) else 0


def listed(columns: Iterable[str]) -> str:
    """Name columns in an error, not more than a line's worth of them."""
    names = [str(column)[:40] for column in columns]
    return ", ".join(map(repr, names[:20])) + (", ..." if len(names) > 20 else "") or "none"


def body_text(value: Any, column: str, language: str | None = None) -> str:
    """Return a body: a text, or a list of paragraphs, or of paragraphs as lists of sentences."""
    if isinstance(value, str):
        value = from_json(value)
    if isinstance(value, str):
        return value
    text = text_of(value, language) if is_tree(value) else None
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


def is_tree(value: Any) -> bool:
    """Whether a value is an object, or a list with objects: text as a CMS keeps it."""
    return isinstance(value, dict) or (
        isinstance(value, list) and any(isinstance(item, dict) for item in value)
    )


_NOTHING = frozenset(
    ("nan", "-nan", "none", "null", "nil", "na", "n/a", "#n/a", "#na", "<na>", "nat", "undefined")
)
"""What programs write into a file, in any case, where they have no text."""


def says_nothing(text: str) -> bool:
    """Whether a text is what a program writes where it has none: "nan", "None", "N/A"."""
    return len(text) < 40 and text.strip().lower() in _NOTHING


def whole_number(value: Any) -> Any:
    """Return 3 for 3.0: pandas makes numbers of that kind of ids where one is missing."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def is_empty(value: Any) -> bool:
    """Whether a field holds nothing; data frames write NaN for that, and files of theirs "nan"."""
    if isinstance(value, str):
        return not value.strip() or says_nothing(value)
    if isinstance(value, list):
        return all(is_empty(item) for item in value)
    if isinstance(value, dict):
        return text_of(value) is not None and not holds_text(value)
    return value is None or (isinstance(value, float) and math.isnan(value))


def one_line(
    value: Any, column: str, number: bool = False, language: str | None = None
) -> str | None:
    if number and isinstance(value, list) and len(value) == 1 and isinstance(value[0], dict):
        value = value[0].get("value", value)  # Drupal's
    if number and isinstance(value, int | float) and not isinstance(value, bool):
        value = str(whole_number(value))
    if number and isinstance(value, dict) and isinstance(value.get("$oid"), str):
        value = value["$oid"]  # how MongoDB exports `_id`
    if is_tree(value):
        value = text_of(value, language) or value
    if not isinstance(value, str):
        raise RecordError(_wrong(column, value))
    return _folded(value) or None


def file_id(name: str) -> str:
    """Return the id of what is called after a file, as it is read again from where it is written.

    Bytes that are no UTF-8 are shown by their numbers, and so is a name of nothing visible.
    """
    known = os.fsencode(name).decode("utf-8", "backslashreplace")
    return _folded(known) or ascii(known)[1:-1]


def summaries(value: Any, column: str, many: bool) -> list[Reference]:
    """Return one summary, or several where `many` says so or a list holds lists."""
    if isinstance(value, str) and value.lstrip()[:1] == "[":
        with contextlib.suppress(ValueError, RecursionError):
            value = json.loads(value)  # a list in a CSV cell
    if isinstance(value, dict):
        sentences = value.get("sentences")  # Aylien's, and of corpora
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
            raise RecordError(f"{column!r} holds lists nested deeper than summaries of sentences")
    return items


def _sentences(texts: Iterable[str]) -> Reference:
    return tuple(folded for text in texts if (folded := _folded(text)))


def _folded(text: str) -> str:
    return " ".join(clean(field_text(text)).split())


def _wrong(column: str, value: Any, inside: str = "") -> str:
    kind = _TYPES.get(type(value), type(value).__name__)
    return f"{column!r} holds {kind}{inside} where text is needed"

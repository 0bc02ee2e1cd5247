"""A record's fields -> Article: which name means what is data, here; so are the ambiguous ones."""

from __future__ import annotations

import contextlib
import json
import math
import re
from collections.abc import Iterable, Mapping
from typing import Any

from summkit.article import Article, Reference
from summkit.errors import UsageError
from summkit.reading.cleaning.characters import clean
from summkit.reading.cleaning.markup import without_markup
from summkit.reading.formats.field_names import (
    BODY,
    DEK,
    FEED,
    HEADLINE,
    ID,
    LANGUAGE,
    LANGUAGE_NAMES,
    LAST_BODY,
    REFERENCE,
    REFERENCES,
)
from summkit.reading.formats.text import read_body
from summkit.reading.options import ReadOptions

_CODE = re.compile(r"([A-Za-z]{2,3})(?:[-_][A-Za-z0-9]+)*")
# CNN/DM keeps one highlight a line; the Pegasus and UniLM files mark ends of sentences so.
_SENTENCE_ENDS = re.compile(r"\n|<n>|<q>|\[SEP\]|\[X_SEP\]")
_TYPES: dict[type, str] = {
    dict: "an object",
    list: "a list",
    bool: "true or false",
    int: "a number",
    float: "a number",
}


class RecordError(ValueError):
    """A record that is no article; `str()` is the reason."""


class Fields:
    """Makes Articles of the records of one source.

    Parameters
    ----------
    options
        Its mapping comes before what is recognised. A column that is mapped is not
        recognised as anything else.

    Notes
    -----
    Names are compared without case, spaces, hyphens and underscores. Where several are
    present the surest that is not empty counts. The ambiguous ones:

    * `summary`, `highlights` and the like are references; `summary` is the dek in a
      record that looks like a feed's entry (it has a title and a guid, link or date of
      publication, and another field is the body).
    * A list is one reference of so many sentences; under `references` and `summaries`,
      or where it holds lists itself, it is several references. A text is cut at line
      ends. `summary` beside `references` is not taken twice.
    * `abstract`, and `description` likewise, is the dek beside a headline or a body; but
      `abstract` is a reference where there is no headline.
    * In a record without any field for the body, `description`, `abstract` or `snippet`
      is the body. An empty body is a bad record: its description does not stand in.
    """

    def __init__(self, options: ReadOptions) -> None:
        self._options = options
        self._mapped = {
            column for name, column in options.mapping.items() if column and name != "candidate"
        }
        self._keys: dict[tuple[str, ...], dict[str, str]] = {}

    def missing(self, columns: Iterable[str]) -> list[str]:
        """Return the mapped columns that are not among `columns`."""
        known = set(columns)
        return sorted(self._mapped - known)

    def refuse_missing(self, columns: Iterable[str], where: str) -> None:
        """Raise UsageError naming a mapped column that does not exist, and those that do."""
        columns = list(dict.fromkeys(columns))
        for column in self.missing(columns):
            raise UsageError(f"{where}: no column {column!r} to map: there are {listed(columns)}")

    def has_body(self, columns: Iterable[str]) -> bool:
        """Whether records with these columns can be articles."""
        known = self._known(tuple(columns))
        return bool(self._options.mapping.get("body")) or any(
            name in known for name in (*BODY, *LAST_BODY)
        )

    def article(self, record: Mapping[str, Any], *, id: str, source: str) -> Article:
        """Return the Article a record holds.

        Parameters
        ----------
        record
            Column or key -> text, list or number, as JSON has them.
        id
            For a record without one.
        source
            Where it stands, as ``file:line``.

        Raises
        ------
        RecordError
            If there is no body or a field that is used is of the wrong type.
        """
        known = self._known(tuple(record))
        headline = self._text(record, known, "headline", HEADLINE)
        body = self._body(record, known)
        dek, used = self._dek(record, known, headline, body)
        given = without_markup(_body_text(record[body], body))
        body_text, dek, dropped = read_body(given, headline, dek)
        if not body_text.strip():
            raise RecordError(f"the body, {body!r}, is empty")
        return Article(
            body=body_text,
            id=self._text(record, known, "id", ID, number=True) or id,
            headline=headline,
            dek=dek,
            language=self._options.language or self._language(record, known),
            references=self._references(record, known, headline, {body, used}),
            source=source,
            dropped=dropped,
        )

    def _known(self, columns: tuple[str, ...]) -> dict[str, str]:
        """Return recognisable name -> column, of those that are not mapped; the first counts."""
        known = self._keys.get(columns)
        if known is None:
            known = {}
            for column in columns:
                if column not in self._mapped:
                    known.setdefault(_normal(column), column)
            if len(self._keys) < 64:  # records of one source are mostly alike
                self._keys[columns] = known
        return known

    def _text(
        self,
        record: Mapping[str, Any],
        known: Mapping[str, str],
        name: str,
        names: Iterable[str],
        number: bool = False,
    ) -> str | None:
        column = self._column(record, known, name, names)
        return _one_line(record[column], column, number) if column is not None else None

    def _column(
        self, record: Mapping[str, Any], known: Mapping[str, str], name: str, names: Iterable[str]
    ) -> str | None:
        if name in self._options.mapping:
            column = self._options.mapping[name]
            return column if column in record and not _is_empty(record[column]) else None
        columns = (known[name] for name in names if name in known)
        return next((column for column in columns if not _is_empty(record[column])), None)

    def _body(self, record: Mapping[str, Any], known: Mapping[str, str]) -> str:
        column = self._column(record, known, "body", BODY)
        if column is None and "body" not in self._options.mapping and not known.keys() & set(BODY):
            column = self._column(record, known, "body", LAST_BODY)
        if column is not None:
            return column
        mapped = self._options.mapping.get("body")
        present = [mapped] if mapped in record else [known[name] for name in BODY if name in known]
        if present:
            raise RecordError(f"the body, {present[0]!r}, is empty")
        raise RecordError(no_body(record))

    def _dek(
        self,
        record: Mapping[str, Any],
        known: Mapping[str, str],
        headline: str | None,
        body: str,
    ) -> tuple[str | None, str | None]:
        names = [name for name in DEK if name != "abstract" or headline]
        if headline and "summary" in known and known.keys() & FEED:
            names.append("summary")
        rest = {name: column for name, column in known.items() if column != body}
        column = self._column(record, rest, "dek", names)
        if column is not None and _normal(column) == "summary" and isinstance(record[column], list):
            column = None  # sentences: a reference after all
        return (_one_line(record[column], column) if column is not None else None), column

    def _language(self, record: Mapping[str, Any], known: Mapping[str, str]) -> str | None:
        text = self._text(record, known, "language", LANGUAGE)
        if text is None:
            return None
        code = LANGUAGE_NAMES.get(text.casefold())
        if code is None and (match := _CODE.fullmatch(text)):
            code = LANGUAGE_NAMES.get(match[1].casefold(), match[1].lower())
        if code is None:
            raise RecordError(
                f"{text[:40]!r} is no language code: give `language` to set it for all"
            )
        return code

    def _references(
        self,
        record: Mapping[str, Any],
        known: Mapping[str, str],
        headline: str | None,
        used: set[str | None],
    ) -> tuple[Reference, ...]:
        if "references" in self._options.mapping:
            column = self._column(record, known, "references", ())
            many = column is not None and _normal(column) in REFERENCES
            return tuple(_summaries(record[column], column, many)) if column is not None else ()
        rest = {name: column for name, column in known.items() if column not in used}
        column = self._column(record, rest, "references", REFERENCES)
        several = _summaries(record[column], column, many=True) if column is not None else []
        names = [*REFERENCE, *([] if headline else ["abstract"])]
        column = self._column(record, rest, "references", names)
        single = _summaries(record[column], column, many=False) if column is not None else []
        return (*[summary for summary in single if summary not in several], *several)


def no_body(columns: Iterable[str]) -> str:
    """Say that no name is known as the body's."""
    return (
        f"no field is known as the body: there are {listed(columns)}; "
        "name it in `mapping`, as in body=FIELD"
    )


def listed(columns: Iterable[str]) -> str:
    """Name columns in an error, not more than a line's worth of them."""
    names = [str(column)[:40] for column in columns]
    return ", ".join(map(repr, names[:20])) + (", ..." if len(names) > 20 else "") or "none"


def _body_text(value: Any, column: str) -> str:
    """Return a body: a text, or a list of paragraphs, or of paragraphs as lists of sentences."""
    if isinstance(value, str):
        return value
    if not isinstance(value, list):
        raise RecordError(_wrong(column, value))
    paragraphs = []
    for item in value:
        if isinstance(item, list) and all(isinstance(sentence, str) for sentence in item):
            paragraphs.append(" ".join(item))
        elif isinstance(item, str):
            paragraphs.append(item)
        else:
            raise RecordError(_wrong(column, item, " inside a list"))
    return "\n\n".join(paragraphs)


def _normal(column: str) -> str:
    return "".join(filter(str.isalnum, column.casefold()))


def _is_empty(value: Any) -> bool:
    """Whether a field holds nothing; data frames write NaN for that."""
    if isinstance(value, str):
        return not value.strip()
    if isinstance(value, list):
        return all(_is_empty(item) for item in value)
    return value is None or (isinstance(value, float) and math.isnan(value))


def _one_line(value: Any, column: str, number: bool = False) -> str | None:
    if number and isinstance(value, int | float) and not isinstance(value, bool):
        value = str(value)
    if number and isinstance(value, dict) and isinstance(value.get("$oid"), str):
        value = value["$oid"]  # how MongoDB exports `_id`
    if not isinstance(value, str):
        raise RecordError(_wrong(column, value))
    return _folded(value) or None


def _summaries(value: Any, column: str, many: bool) -> list[Reference]:
    """Return one summary, or several where `many` says so or a list holds lists."""
    if isinstance(value, str) and value.lstrip()[:1] == "[":
        with contextlib.suppress(ValueError, RecursionError):
            value = json.loads(value)  # a list in a CSV cell
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
    items = [item for item in value if not _is_empty(item)]
    for item in items:
        if not isinstance(item, str | list):
            raise RecordError(_wrong(column, item, " inside a list"))
        if isinstance(item, list) and not all(isinstance(part, str) for part in item):
            raise RecordError(f"{column!r} holds lists nested deeper than summaries of sentences")
    return items


def _sentences(texts: Iterable[str]) -> Reference:
    return tuple(folded for text in texts if (folded := _folded(text)))


def _folded(text: str) -> str:
    return " ".join(clean(without_markup(text)).split())


def _wrong(column: str, value: Any, inside: str = "") -> str:
    kind = _TYPES.get(type(value), type(value).__name__)
    return f"{column!r} holds {kind}{inside} where text is needed"

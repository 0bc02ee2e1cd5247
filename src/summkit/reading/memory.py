"""Make articles of data in memory: a text, a page, a record."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from summkit.article import Article, Dropped, check_texts, check_texts_or_none
from summkit.errors import ArgumentTypeError, InputError
from summkit.reading.limits import DEFAULT_LIMITS, Limits
from summkit.reading.options import Mapped, ReadOptions, column_names


def article_from_text(
    text: str,
    *,
    headline: str | None = None,
    dek: str | None = None,
    id: str = "",
    source: str = "",
    language: str | None = None,
) -> Article:
    """Implement `Article.from_text`."""
    from summkit.reading.formats.fragment import field_text, holds_html
    from summkit.reading.formats.markdown import is_markdown, strip_markdown
    from summkit.reading.formats.story import is_story, read_story
    from summkit.reading.formats.text import read_body, read_text

    if not isinstance(text, str):
        raise ArgumentTypeError("text", text, "a string (for bytes of a page: Article.from_html)")
    check_texts(id=id, source=source)
    check_texts_or_none(headline=headline, dek=dek, language=language)
    separate = headline is not None or dek is not None
    if not separate and _is_markup(text):
        return article_from_html(text, id=id, source=source, language=language)
    if separate:
        images: tuple[Dropped, ...] = ()
        if is_markdown(text):
            text, heading, images = strip_markdown(text)
            text = f"{heading}\n\n{text}" if heading else text
        elif holds_html(text):
            text = field_text(text)
        body, dek, dropped = read_body(text, headline, dek)
        article = Article(
            body, id=id, headline=headline, dek=dek, language=language, source=source,
            dropped=(*images, *dropped),
        )  # fmt: skip
    else:
        reader = read_story if is_story(text) else read_text
        article = reader(text, id=id, source=source, language=language)
    if not article.body.strip():
        raise InputError("the text is empty: there is nothing to read", source)
    return article


def _is_markup(text: str) -> bool:
    """Return whether a text begins like HTML, by the rule for files with a text's suffix."""
    if not text.lstrip("\ufeff \t\r\n").startswith("<"):
        return False
    from summkit.reading.formats.sniff import SNIFFED, by_content

    return by_content(text[:SNIFFED].encode("utf-8", "replace"), "text") == "html"


def article_from_html(
    page: str | bytes,
    *,
    id: str = "",
    source: str = "",
    language: str | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> Article:
    """Implement `Article.from_html`."""
    from summkit.reading.formats.html import read_html

    if not isinstance(page, str | bytes):
        raise ArgumentTypeError("page", page, "a string or bytes")
    check_texts(id=id, source=source)
    check_texts_or_none(language=language)
    declared = None
    if not page.strip():
        raise InputError("the page is empty: there is nothing to read", source)
    if isinstance(page, str):
        page, declared = page.encode("utf-8", "replace"), "utf-8"
    return read_html(
        page, id=id, source=source, language=language, declared=declared, limits=limits
    )


def plain_value(value: Any) -> Any:
    """Return arrays, numbers and missing values of numpy and pandas as plain Python values."""
    if type(value).__name__ in ("NAType", "NaTType"):
        return None
    if isinstance(value, tuple):
        return list(value)
    return value.tolist() if hasattr(value, "tolist") and not isinstance(value, str) else value


def record_of(value: Any) -> Mapping[str, Any] | None:
    """Return the record in a value of any library; None if the value is no record."""
    if isinstance(value, Mapping):
        return value
    if isinstance(value, type):
        return None
    for name in ("_asdict", "model_dump"):  # the methods of named tuples and of models of pydantic
        if callable(make := getattr(value, name, None)):
            made = make()
            return made if isinstance(made, Mapping) else None
    if dataclasses.is_dataclass(value) and type(value).__module__.split(".")[0] != "summkit":
        return {each.name: getattr(value, each.name) for each in dataclasses.fields(value)}
    if hasattr(value, "iloc") and not hasattr(value, "columns"):  # the value is a Series of pandas
        row: dict[Any, Any] = value.to_dict()
        return row if row and all(isinstance(name, str) for name in row) else None
    return None


def article_from_record(
    record: Mapping[str, Any],
    *,
    mapping: Mapped | None = None,
    id: str = "",
    source: str = "",
    language: str | None = None,
) -> Article:
    """Implement `Article.from_dict`."""
    from summkit.reading.formats.fields import Fields
    from summkit.reading.formats.records import Row, single_records
    from summkit.reading.formats.values import RecordError, no_body

    if (made := record_of(record)) is None:
        raise ArgumentTypeError("record", record, "a mapping such as a dict")
    record = made
    if not all(isinstance(name, str) for name in record):
        raise ArgumentTypeError("record", record, "a mapping whose names are texts")
    check_texts(id=id, source=source)
    options = ReadOptions(mapping=column_names(mapping), language=language)
    fields = Fields(options)
    rows = list(
        single_records(
            [Row(1, {name: plain_value(value) for name, value in record.items()})],
            options,
            source or "the record",
        )
    )
    if len(rows) != 1:
        several = f"contains {len(rows)} records: give them one by one"
        raise InputError(several if rows else "contains no record", source)
    one = rows[0].value
    if isinstance(one, str):  # the reason why it is no record
        raise InputError(one, source)
    fields.refuse_unseen([one], source or "the record")
    if not fields.has_body(fields.view(one)):
        raise InputError(no_body(one), source)
    try:
        return fields.article(one, id=id, source=source)
    except RecordError as error:
        raise InputError(str(error), source) from error

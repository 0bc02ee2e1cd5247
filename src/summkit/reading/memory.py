"""Articles made of what is in memory already: a text, a page, a record."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from summkit.article import Article
from summkit.errors import ArgumentTypeError, InputError
from summkit.reading.limits import DEFAULT_LIMITS, Limits
from summkit.reading.options import ReadOptions


def article_from_text(
    text: str,
    *,
    headline: str | None = None,
    dek: str | None = None,
    id: str = "",
    source: str = "",
    language: str | None = None,
) -> Article:
    """Do what `Article.from_text` says."""
    from summkit.reading.formats.story import is_story, read_story
    from summkit.reading.formats.text import read_body, read_text

    if not isinstance(text, str):
        raise ArgumentTypeError("text", text, "a string (for bytes of a page: Article.from_html)")
    for name, part in (("headline", headline), ("dek", dek)):
        if not isinstance(part, str | None):
            raise ArgumentTypeError(name, part, "a text or None")
    if headline is not None or dek is not None:
        body, dek, dropped = read_body(text, headline, dek)
        article = Article(
            body, id=id, headline=headline, dek=dek, language=language, source=source,
            dropped=dropped,
        )  # fmt: skip
    else:
        reader = read_story if is_story(text) else read_text
        article = reader(text, id=id, source=source, language=language)
    if not article.body.strip():
        raise InputError("the text is empty: there is nothing to read", source)
    return article


def article_from_html(
    page: str | bytes,
    *,
    id: str = "",
    source: str = "",
    language: str | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> Article:
    """Do what `Article.from_html` says."""
    from summkit.reading.formats.html import read_html

    if not isinstance(page, str | bytes):
        raise ArgumentTypeError("page", page, "a string or bytes")
    declared = None
    if isinstance(page, str):
        page, declared = page.encode("utf-8", "replace"), "utf-8"
    return read_html(
        page, id=id, source=source, language=language, declared=declared, limits=limits
    )


def article_from_record(
    record: Mapping[str, Any],
    *,
    mapping: Mapping[str, str] | None = None,
    id: str = "",
    source: str = "",
    language: str | None = None,
) -> Article:
    """Do what `Article.from_dict` says."""
    from summkit.reading.formats.fields import Fields
    from summkit.reading.formats.records import Row, single_records
    from summkit.reading.formats.values import RecordError, no_body

    if not isinstance(record, Mapping):
        raise ArgumentTypeError("record", record, "a mapping such as a dict")
    if not all(isinstance(name, str) for name in record):
        raise ArgumentTypeError("record", record, "a mapping whose names are texts")
    options = ReadOptions(mapping={} if mapping is None else mapping, language=language)
    fields = Fields(options)
    rows = list(single_records([Row(1, dict(record))], options, source or "the record"))
    if len(rows) != 1 or isinstance(rows[0].value, str):
        count = f"holds {len(rows)} records: give them one by one" if rows else "holds no record"
        raise InputError(count, source)
    one = rows[0].value
    fields.refuse_unseen([one], source or "the record")
    if not fields.has_body(fields.view(one)):
        raise InputError(no_body(one), source)
    try:
        return fields.article(one, id=id, source=source)
    except RecordError as error:
        raise InputError(str(error), source) from error

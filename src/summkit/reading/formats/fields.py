"""A record's fields -> Article: which name means what is data, here; so are the ambiguous ones."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from summkit.article import Article, Dropped, Reference
from summkit.errors import InputError
from summkit.patterns import regex
from summkit.reading.formats.columns import Columns
from summkit.reading.formats.field_names import (
    AUTOMATIC,
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
    normal,
)
from summkit.reading.formats.markdown import plain_line
from summkit.reading.formats.text import read_body
from summkit.reading.formats.truncation import (
    is_automatic,
    is_withheld,
    whole_sentences,
    without_feed_tail,
    written,
)
from summkit.reading.formats.values import (
    RecordError,
    body_text,
    is_empty,
    no_body,
    one_line,
    summaries,
)
from summkit.reading.formats.written import plain_of
from summkit.reading.options import columns_of

_CODE = regex(r"([A-Za-z]{2,3})(?:[-_][A-Za-z0-9]+)*")
_PAGE = regex(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,400}?-->\s*)?<(?:!doctype\s+html|html)\b", re.I)


class Fields(Columns):
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
    * `description`, `excerpt` and the like are no dek where they only repeat the body's
      beginning: content management systems make them so where nobody wrote one.
    """

    def id_of(self, record: Mapping[str, Any]) -> str:
        """Return the id that a record has, for messages; "" where it has none."""
        record = self.view(record)
        with contextlib.suppress(RecordError):
            return self._text(record, self.known(tuple(record)), "id", ID, number=True) or ""
        return ""

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
        record = self.view(record)
        known = self.known(tuple(record))
        headline = self._text(record, known, "headline", HEADLINE)
        if page := self._page(record, known):
            return self._of_page(page, record, known, headline, id=id, source=source)
        body, given, cut = self._whole_body(record, known)
        dek, used = self._dek(record, known, headline, body, given)
        body_text, dek, dropped = read_body(given, headline, dek)
        if not body_text.strip():
            raise RecordError(f"the body, {body!r}, is empty")
        return Article(
            body=body_text,
            id=self._text(record, known, "id", ID, number=True) or id,
            headline=headline,
            dek=dek,
            language=self.options.language or self._language(record, known),
            references=self._references(record, known, headline, {body, used}),
            source=source,
            dropped=(*dropped, *cut),
        )

    def _text(
        self,
        record: Mapping[str, Any],
        known: Mapping[str, str],
        name: str,
        names: Iterable[str],
        number: bool = False,
    ) -> str | None:
        column = self.column(record, known, name, names)
        if column is None:
            return None
        text = one_line(record[column], column, number, self.options.language)
        return plain_line(text) if text and name == "headline" else text

    def _body(self, record: Mapping[str, Any], known: Mapping[str, str]) -> str:
        column = self.column(record, known, "body", BODY)
        if column is None and "body" not in self.options.mapping and not known.keys() & set(BODY):
            feed = ["summary"] if "title" in known and known.keys() & FEED else []
            column = self.column(record, known, "body", [*LAST_BODY, *feed])
        if column is not None:
            return column
        mapped = self.options.mapping.get("body")
        present = [mapped] if mapped in record else [known[name] for name in BODY if name in known]
        if present:
            raise RecordError(f"the body, {present[0]!r}, is empty")
        raise RecordError(no_body(record))

    def _page(self, record: Mapping[str, Any], known: Mapping[str, str]) -> str:
        """Return the HTML of a whole page, as crawlers keep it, where the body is one; else ""."""
        body = record[self._body(record, known)]
        return body if isinstance(body, str) and _PAGE.match(body) else ""

    def _of_page(
        self,
        page: str,
        record: Mapping[str, Any],
        known: Mapping[str, str],
        headline: str | None,
        *,
        id: str,
        source: str,
    ) -> Article:
        """Return the article of a page; what the record itself says of it counts."""
        from summkit.reading.formats.html import read_html

        try:
            article = read_html(
                page.encode("utf-8", "replace"),
                source=source,
                language=self.options.language or self._language(record, known),
                declared="utf-8",
                limits=self.options.limits,
            )
        except InputError as error:
            raise RecordError(error.reason) from error
        return replace(
            article,
            id=self._text(record, known, "id", ID, number=True) or id,
            headline=headline or article.headline,
            references=self._references(record, known, headline, set()),
        )

    def _whole_body(
        self, record: Mapping[str, Any], known: Mapping[str, str]
    ) -> tuple[str, str, tuple[Dropped, ...]]:
        """Return the body's column, its text without markup, and what of that is left out.

        A body that its source cut off ends with its last whole sentence. If not even the first
        one is whole, the description stands in for it; without one the body ends in the middle.
        """
        column = self._body(record, known)
        text = self._text_of_body(record[column], column)
        found = whole_sentences(text)
        withheld = is_withheld(text)
        if found is None and not withheld:
            return column, text, ()
        if found is not None and found.whole.strip():
            return column, found.whole, _cut(found.rest)
        if "body" not in self.options.mapping:
            other = self.column(record, known, "body", [n for n in LAST_BODY if n in known])
            if other is not None and other != column:
                instead = self._text_of_body(record[other], other)
                if whole_sentences(instead) is None and not is_withheld(instead):
                    return other, instead, _cut(found.rest if found else "")
        if found is None:
            raise RecordError(f"the body, {column!r}, is withheld by its source: {text.strip()!r}")
        return column, found.shown, _cut(found.mark)

    def _text_of_body(self, value: Any, column: str) -> str:
        text, _ = plain_of(body_text(value, column, self.options.language))
        if "\\n\\n" in text and "\n" not in text:
            text = text.replace("\\r", "").replace("\\n", "\n")  # escaped once too often
            text, _ = plain_of(text)
        return without_feed_tail(text)

    def _dek(
        self,
        record: Mapping[str, Any],
        known: Mapping[str, str],
        headline: str | None,
        body: str,
        text: str,
    ) -> tuple[str | None, str | None]:
        names = [name for name in DEK if name != "abstract" or headline]
        if headline and "summary" in known and known.keys() & FEED:
            names.append("summary")
        rest = {name: column for name, column in known.items() if column != body}
        column = self.column(record, rest, "dek", names)
        if column is not None and normal(column) == "summary" and isinstance(record[column], list):
            column = None  # sentences: a reference after all
        if column is None:
            return self._summary_within(record[body], text), None
        dek = one_line(record[column], column, language=self.options.language)
        dek = plain_line(dek) if dek else dek
        if dek and normal(column) in AUTOMATIC and "dek" not in self.options.mapping:
            # None where it repeats the body, whose first paragraph then stays in it.
            dek = written(dek, text)
        return dek and (without_feed_tail(dek).strip() or None), column

    def _summary_within(self, value: Any, text: str) -> str | None:
        """Return the summary that Drupal keeps beside the text in its field."""
        value = value[0] if isinstance(value, list) and len(value) == 1 else value
        if not isinstance(value, Mapping) or not isinstance(value.get("summary"), str):
            return None
        dek = one_line(value["summary"], "summary")
        return None if dek is None or is_automatic(dek, text) else dek

    def _language(self, record: Mapping[str, Any], known: Mapping[str, str]) -> str | None:
        text = self._text(record, known, "language", LANGUAGE)
        if text is None:
            return None
        code = LANGUAGE_NAMES.get(text.casefold())
        if code is None and (match := _CODE.fullmatch(text)):
            code = LANGUAGE_NAMES.get(match[1].casefold(), match[1].lower())
        if code is None:
            raise RecordError(
                f"{text[:40]!r} is not a language code: give `language` to set it for all"
            )
        return code

    def _references(
        self,
        record: Mapping[str, Any],
        known: Mapping[str, str],
        headline: str | None,
        used: set[str | None],
    ) -> tuple[Reference, ...]:
        if "references" in self.options.mapping:
            return tuple(
                summary
                for column in columns_of(self.options.mapping["references"])
                if column in record and not is_empty(record[column])
                for summary in summaries(record[column], column, normal(column) in REFERENCES)
            )
        rest = {name: column for name, column in known.items() if column not in used}
        column = self.column(record, rest, "references", REFERENCES)
        several = summaries(record[column], column, many=True) if column is not None else []
        names = [*REFERENCE, *([] if headline else ["abstract"])]
        column = self.column(record, rest, "references", names)
        single = summaries(record[column], column, many=False) if column is not None else []
        return (*[summary for summary in single if summary not in several], *several)


def _cut(text: str) -> tuple[Dropped, ...]:
    return (Dropped(text, "cut off by its source"),) if text else ()

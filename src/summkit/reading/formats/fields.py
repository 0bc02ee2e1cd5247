"""Make an Article from a record's fields; field_names.py lists the names of the fields."""

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
    editors_dek,
    is_automatic,
    is_withheld,
    whole_sentences,
    without_feed_tail,
)
from summkit.reading.formats.unmarked import plain_of
from summkit.reading.formats.values import (
    RecordError,
    body_text,
    is_empty,
    no_body,
    one_line,
    summaries,
)
from summkit.reading.options import columns_of

_CODE = regex(r"([A-Za-z]{2,3})(?:[-_][A-Za-z0-9]+)*")  # "pt-BR"
# The start of a whole page: "<!DOCTYPE html>", also after an XML declaration or a comment.
_PAGE = regex(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,400}?-->\s*)?<(?:!doctype\s+html|html)\b", re.I)


class Fields(Columns):
    """The maker of Articles from the records of one source.

    Parameters
    ----------
    options
        The options of the source. A mapped column takes precedence over recognised names. A
        column that is mapped is not recognised as another field.

    Notes
    -----
    Names are compared without case, spaces, hyphens and underscores. If a record has several
    fields for one purpose, the surest name with a value counts. The ambiguous names:

    * `summary`, `highlights` and similar fields are references. But `summary` is the dek in a
      record that looks like a feed's entry (it has a title and a guid, link or date of
      publication, and another field is the body).
    * A list is one reference whose sentences are its items. A list under `references` or
      `summaries`, or a list of lists, is several references. A text is split at line ends. A
      `summary` that repeats one of the `references` is ignored.
    * `abstract` and `description` are the dek if the record has a headline or a body. But
      `abstract` is a reference if there is no headline.
    * In a record without any field for the body, `description`, `abstract` or `snippet`
      is the body. A record whose body is empty is an error: its description does not replace it.
    * `description`, `excerpt` and similar fields are no dek if they only repeat the beginning of
      the body. Content management systems fill these fields with it if an editor wrote no dek.
    """

    def id_of(self, record: Mapping[str, Any]) -> str:
        """Return the id in a record, for messages; "" if the record has none."""
        record = self.view(record)
        with contextlib.suppress(RecordError):
            return (
                self._text(record, self.columns_by_name(tuple(record)), "id", ID, number=True) or ""
            )
        return ""

    def article(self, record: Mapping[str, Any], *, id: str, source: str) -> Article:
        """Return the Article of a record.

        Parameters
        ----------
        record
            Column or key -> text, list or number, as in JSON.
        id
            The id for a record that contains none.
        source
            The record's place, as ``file:line``.

        Raises
        ------
        RecordError
            If there is no body or a field that is used is of the wrong type.
        """
        record = self.view(record)
        by_name = self.columns_by_name(tuple(record))
        headline = self._text(record, by_name, "headline", HEADLINE)
        if page := self._page(record, by_name):
            return self._of_page(page, record, by_name, headline, id=id, source=source)
        body, text, cut = self._whole_body(record, by_name)
        dek, used = self._dek(record, by_name, headline, body, text)
        body_text, dek, dropped = read_body(text, headline, dek)
        if not body_text.strip():
            raise RecordError(f"the body, {body!r}, is empty")
        return Article(
            body=body_text,
            id=self._text(record, by_name, "id", ID, number=True) or id,
            headline=headline,
            dek=dek,
            language=self.options.language or self._language(record, by_name),
            references=self._references(record, by_name, headline, {body, used}),
            source=source,
            dropped=(*dropped, *cut),
        )

    def _text(
        self,
        record: Mapping[str, Any],
        by_name: Mapping[str, str],
        name: str,
        names: Iterable[str],
        number: bool = False,
    ) -> str | None:
        """Return the value of an article's field on one line; None if the record has none."""
        column = self.column(record, by_name, name, names)
        if column is None:
            return None
        text = one_line(record[column], column, number, self.options.language)
        return plain_line(text) if text and name == "headline" else text

    def _body(self, record: Mapping[str, Any], by_name: Mapping[str, str]) -> str:
        """Return the column of the body; raise RecordError if it is missing or empty."""
        column = self.column(record, by_name, "body", BODY)
        if column is None and "body" not in self.options.mapping and not by_name.keys() & set(BODY):
            feed = ["summary"] if "title" in by_name and by_name.keys() & FEED else []
            column = self.column(record, by_name, "body", [*LAST_BODY, *feed])
        if column is not None:
            return column
        mapped = self.options.mapping.get("body")
        present = (
            [mapped] if mapped in record else [by_name[name] for name in BODY if name in by_name]
        )
        if present:
            raise RecordError(f"the body, {present[0]!r}, is empty")
        raise RecordError(no_body(record))

    def _page(self, record: Mapping[str, Any], by_name: Mapping[str, str]) -> str:
        """Return the body if it is the HTML of a whole page, as crawlers save it; else ""."""
        body = record[self._body(record, by_name)]
        return body if isinstance(body, str) and _PAGE.match(body) else ""

    def _of_page(
        self,
        page: str,
        record: Mapping[str, Any],
        by_name: Mapping[str, str],
        headline: str | None,
        *,
        id: str,
        source: str,
    ) -> Article:
        """Return the article of a page; the record's id, headline and language have priority."""
        from summkit.reading.formats.html import read_html

        try:
            article = read_html(
                page.encode("utf-8", "replace"),
                source=source,
                language=self.options.language or self._language(record, by_name),
                declared="utf-8",
                limits=self.options.limits,
            )
        except InputError as error:
            raise RecordError(error.reason) from error
        return replace(
            article,
            id=self._text(record, by_name, "id", ID, number=True) or id,
            headline=headline or article.headline,
            references=self._references(record, by_name, headline, set()),
        )

    def _whole_body(
        self, record: Mapping[str, Any], by_name: Mapping[str, str]
    ) -> tuple[str, str, tuple[Dropped, ...]]:
        """Return the body's column, its text without markup, and the text that is left out.

        A body that its source truncated ends with its last complete sentence. If no sentence is
        complete, the description replaces the body; if there is no description, the body ends in
        the middle of the sentence.
        """
        column = self._body(record, by_name)
        text = self._text_of_body(record[column], column)
        found = whole_sentences(text)
        withheld = is_withheld(text)
        if found is None and not withheld:
            return column, text, ()
        if found is not None and found.whole.strip():
            return column, found.whole, _dropped_end(found.rest)
        if "body" not in self.options.mapping:
            other = self.column(record, by_name, "body", [n for n in LAST_BODY if n in by_name])
            if other is not None and other != column:
                instead = self._text_of_body(record[other], other)
                if whole_sentences(instead) is None and not is_withheld(instead):
                    return other, instead, _dropped_end(found.rest if found else "")
        if found is None:
            raise RecordError(f"the body, {column!r}, is withheld by its source: {text.strip()!r}")
        return column, found.shown, _dropped_end(found.mark)

    def _text_of_body(self, value: Any, column: str) -> str:
        """Return a body's text without markup and without a feed's closing line."""
        text, _ = plain_of(body_text(value, column, self.options.language))
        if "\\n\\n" in text and "\n" not in text:
            text = text.replace("\\r", "").replace("\\n", "\n")  # escaped twice
            text, _ = plain_of(text)
        return without_feed_tail(text)

    def _dek(
        self,
        record: Mapping[str, Any],
        by_name: Mapping[str, str],
        headline: str | None,
        body: str,
        text: str,
    ) -> tuple[str | None, str | None]:
        """Return the dek and the column that it came from."""
        names = [name for name in DEK if name != "abstract" or headline]
        if headline and "summary" in by_name and by_name.keys() & FEED:
            names.append("summary")
        rest = {name: column for name, column in by_name.items() if column != body}
        column = self.column(record, rest, "dek", names)
        if column is not None and normal(column) == "summary" and isinstance(record[column], list):
            column = None  # a list of sentences is a reference
        if column is None:
            return self._summary_within(record[body], text), None
        dek = one_line(record[column], column, language=self.options.language)
        dek = plain_line(dek) if dek else dek
        if dek and normal(column) in AUTOMATIC and "dek" not in self.options.mapping:
            # If the dek repeats the body's first paragraph, it is None and the body stays complete.
            dek = editors_dek(dek, text)
        return dek and (without_feed_tail(dek).strip() or None), column

    def _summary_within(self, value: Any, text: str) -> str | None:
        """Return the summary that Drupal stores next to the text in the same field."""
        value = value[0] if isinstance(value, list) and len(value) == 1 else value
        if not isinstance(value, Mapping) or not isinstance(value.get("summary"), str):
            return None
        dek = one_line(value["summary"], "summary")
        return None if dek is None or is_automatic(dek, text) else dek

    def _language(self, record: Mapping[str, Any], by_name: Mapping[str, str]) -> str | None:
        """Return the record's language as a code; raise RecordError if it is no language."""
        text = self._text(record, by_name, "language", LANGUAGE)
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
        by_name: Mapping[str, str],
        headline: str | None,
        used: set[str | None],
    ) -> tuple[Reference, ...]:
        """Return the reference summaries; `used` are the columns of body and dek."""
        if "references" in self.options.mapping:
            return tuple(
                summary
                for column in columns_of(self.options.mapping["references"])
                if column in record and not is_empty(record[column])
                for summary in summaries(record[column], column, normal(column) in REFERENCES)
            )
        rest = {name: column for name, column in by_name.items() if column not in used}
        column = self.column(record, rest, "references", REFERENCES)
        several = summaries(record[column], column, many=True) if column is not None else []
        names = [*REFERENCE, *([] if headline else ["abstract"])]
        column = self.column(record, rest, "references", names)
        single = summaries(record[column], column, many=False) if column is not None else []
        return (*[summary for summary in single if summary not in several], *several)


def _dropped_end(text: str) -> tuple[Dropped, ...]:
    return (Dropped(text, "cut off by its source"),) if text else ()

"""Make articles of the objects of a Python program: texts, bytes, records, rows, pages, files."""

from __future__ import annotations

import dataclasses
import json
import os
from collections.abc import Generator, Iterable, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from summkit.arguments import iterable
from summkit.article import Article
from summkit.errors import ArgumentTypeError, InputError
from summkit.reading.formats.field_names import ID
from summkit.reading.memory import (
    article_from_html,
    article_from_record,
    article_from_text,
    record_of,
)
from summkit.reading.options import Failure, Mapped, ReadOptions, Unread
from summkit.reading.sources.source import in_memory

_LONGEST_NAME = 1024
"""Maximum characters of a path. A longer string is a text."""

ONE = "give one article, or all of them to System(...).stream()"
"""The advice if a value contains several articles, but only one is possible."""


def article_of(
    value: Any,
    parameter: str,
    takes: str,
    *,
    mapping: Mapped | None = None,
    id: str = "",
    several: str = ONE,
) -> Article:
    """Return the article that a value contains.

    Parameters
    ----------
    value
        An Article, or a Document of one; a text; the bytes of a file of any format; a record: a
        mapping, a row of pandas, a named tuple, a dataclass, a model of pydantic; a page that
        BeautifulSoup or lxml has parsed; an open file; or an object with `text` and perhaps
        `title`, such as the articles of newspaper3k and trafilatura.
    parameter, takes
        The name of the caller's parameter and its permitted values, for the message.
    mapping
        The mapping of a record's columns, as in `Article.from_dict`.
    id
        The id for a value that contains none.
    several
        Advice for a value that contains several articles.

    Raises
    ------
    InputError
        If the value contains no text.
    ArgumentTypeError
        If the value is of another type.
    """
    if isinstance(value, Article):
        return value
    if isinstance(value, str):
        return _of_text(value, id)
    if isinstance(value, bytes | bytearray | memoryview):
        return _of_bytes(bytes(value), id)
    record = record_of(value)
    if record is not None:
        return article_from_record(record, mapping=mapping, id=id)
    if (page := _page(value)) is not None:
        return article_from_html(page, id=id)
    if callable(getattr(value, "read", None)):
        content = value.read()
        if isinstance(content, str | bytes):
            return article_of(content, parameter, takes, mapping=mapping, id=id)
    if isinstance(text := getattr(value, "text", None), str) and not isinstance(value, type):
        return _of_object(value, text, id)
    if isinstance(made_from := getattr(value, "article", None), Article):  # the value is a Document
        return made_from
    advice = several if isinstance(value, Iterable) else ""
    if isinstance(value, os.PathLike):
        advice = "summkit.summarise() takes a path; summkit.read() gives the Articles of a file"
    raise ArgumentTypeError(parameter, value, takes, advice)


def only(items: Iterator[Failure | Unread], where: str) -> Article:
    """Return the only article of a source.

    Raises
    ------
    InputError
        If there is none, or more than one.
    """
    item = next(items, None)
    article = item.read() if isinstance(item, Unread) else item
    if article is None:
        raise InputError("contains no article", where)
    if isinstance(article, Failure):
        raise InputError(article.reason, article.where)
    if next(items, None) is not None:
        raise InputError("contains more than one article: use summkit.read() and a System", where)
    return article


def rows_of(value: Any) -> Any:
    """Return the rows of a table of pandas, polars or Arrow, or of columns; else the value."""
    if hasattr(value, "iloc") and hasattr(value, "columns"):
        return _indexed(value).to_dict("records")
    if hasattr(value, "iter_rows") and hasattr(value, "columns"):
        return value.iter_rows(named=True)
    if hasattr(value, "to_pylist") and hasattr(value, "column_names"):
        return value.to_pylist()
    if isinstance(value, Mapping) and value:
        columns = [each for each in value.values() if isinstance(each, list | tuple)]
        if len(columns) == len(value) and len({len(column) for column in columns}) == 1:
            return [dict(zip(value, row, strict=True)) for row in zip(*columns, strict=True)]
    return value


def _indexed(table: Any) -> Any:
    """Return a table of pandas with its index as ids, unless a column contains ids.

    An index of numbers without a name only counts the rows and gives no ids.
    """
    names = {"".join(filter(str.isalnum, str(name).lower())) for name in table.columns}
    index = table.index
    labels = index.tolist()
    words = all(isinstance(label, str) for label in labels)
    numbers = index.name is not None and all(isinstance(label, int) for label in labels)
    if not (words or numbers) or not index.is_unique or names & set(ID):
        return table
    return table.assign(id=index)


def articles_of(
    value: Any, parameter: str, takes: str, one: tuple[type, ...] = (Article,)
) -> Iterable[Any]:
    """Return the articles in the value of a parameter for several articles; a table gives its rows.

    Raises
    ------
    ArgumentTypeError
        If the value is one article, or is no list.
    """
    rows = rows_of(value)
    if isinstance(rows, Mapping):
        parts = [str(name) for name, part in rows.items() if not isinstance(part, str)]
        split = rows and all(hasattr(part, "column_names") for part in rows.values())
        advice = f"give one part of it, such as {parts[0]!r}" if split else "put it in a list"
        raise ArgumentTypeError(parameter, value, takes, advice)
    several: Iterable[Any] = iterable(parameter, rows, takes, one)
    return several


def read_objects(
    values: Iterable[Any], parameter: str, takes: str, options: ReadOptions
) -> Generator[Article | Failure, None, None]:
    """Yield the article of each value; a record without a body gives a Failure, as in a file.

    Articles without an id get their number, from 1.

    Raises
    ------
    ArgumentTypeError
        If a value is no article.
    """
    for number, value in enumerate(values):
        where = f"{parameter}[{number}]"
        if isinstance(value, Article | Failure):
            yield value
            continue
        try:
            yield article_of(
                value,
                where,
                takes,
                mapping=options.mapping,
                id=str(number + 1),
                several="give each article by itself",
            )
        except InputError as error:
            yield Failure(where, error.reason)


def _of_text(text: str, id: str) -> Article:
    """Return the article of a text; a text in JSON is read as a record.

    Raises
    ------
    InputError
        If the text is nested too deeply to be read as JSON.
    """
    if text.lstrip()[:1] in ("{", "["):
        try:
            json.loads(text)
        except ValueError:
            pass
        except RecursionError as error:
            raise InputError("not usable JSON: nested too deeply", "the text") from error
        else:
            return _of_bytes(text.encode("utf-8", "replace"), id)
    return article_from_text(text, id=id)


def _of_bytes(data: bytes, id: str) -> Article:
    # The generator is closed here. Otherwise an error that the caller stores would keep the data in
    # memory.
    with closing(in_memory(data, where="the bytes", name=id)) as items:
        article = only(items, "the bytes")
    return dataclasses.replace(article, source="")


def _page(value: Any) -> str | None:
    """Return the HTML of a page that BeautifulSoup or lxml has parsed, or None."""
    made_by = type(value).__module__.split(".")[0]
    if made_by == "bs4" and hasattr(value, "decode_contents"):
        return str(value)
    if made_by == "lxml" and hasattr(value, "iter"):
        from lxml import etree

        page: str = etree.tostring(value, encoding="unicode", method="html")
        return page
    return None


def _of_object(value: Any, text: str, id: str) -> Article:
    """Return the article of an object with a text, such as a web response or a parsed article."""
    status = getattr(value, "status_code", None)  # the object is a response of requests or httpx
    if isinstance(status, int) and status >= 400:
        raise InputError(f"the server answered {status}", str(getattr(value, "url", "")))
    if not text.strip():
        kind = type(value).__name__
        raise InputError(f"the `text` of this {kind} is empty: download and parse the page first")
    fields = {name: getattr(value, name, None) for name in ("title", "headline", "url", "language")}
    words = {name: part for name, part in fields.items() if isinstance(part, str) and part.strip()}
    return article_from_text(
        text,
        headline=words.get("headline") or words.get("title"),
        id=id,
        source=words.get("url", ""),
        language=words.get("language"),
    )


def names_a_source(text: str) -> bool:
    """Return whether a string is an address or a path and not a text."""
    if looks_like_a_source(text):
        return True
    if not _on_one_line(text) or "\0" in text or text.startswith(("http://", "https://")):
        return False
    try:
        return Path(text).exists()
    except OSError:  # the name is too long for this file system
        return False


def looks_like_a_source(text: str) -> bool:
    """Return whether a string looks like an address or a path, without access to the disk.

    If a name such as page.html does not exist, this is an error and not a text of one word.
    """
    if not _on_one_line(text) or any(character.isspace() for character in text.strip()):
        return False
    if text.startswith(("http://", "https://")):
        return text == text.strip()
    if "\0" in text:
        return False
    path = Path(text.strip())
    return path.suffix[1:].isalnum() or len(path.parts) > 1


def _on_one_line(text: str) -> bool:
    """Return whether a string may be a name: one line, no HTML, and not too long."""
    if len(text) > _LONGEST_NAME or not text.strip() or len(text.splitlines()) > 1:
        return False
    return not text.lstrip().startswith("<")

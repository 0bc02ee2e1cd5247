"""The types that a System accepts as an article, and their conversion to a Document."""

from __future__ import annotations

from collections.abc import Mapping
from os import PathLike
from typing import Any, TypeGuard

from summkit.article import Article
from summkit.document import Document, analyse
from summkit.errors import ArgumentTypeError, InputError
from summkit.reading.objects import article_of, articles_of, names_a_source

ArticleLike = Document | Article | str | bytes | Mapping[str, Any]
"""The types that a System accepts as an article; see `summkit.reading.objects.article_of`."""


def articles_from(articles: Any) -> Any:
    """Return a list of articles. A string raises an error: its letters would become articles."""
    takes = "a list of articles, or what read() gives"
    if is_source_name(articles):
        raise ArgumentTypeError("articles", articles, takes, "stream() and read() take a name")
    return articles_of(articles, "articles", takes, (Article, Document))


def is_source_name(articles: object) -> TypeGuard[str | PathLike[str]]:
    """Return whether a value is the name of a source, as `read` accepts it."""
    if isinstance(articles, str):
        return articles == "-" or names_a_source(articles)
    return isinstance(articles, PathLike)


def as_document(article: ArticleLike) -> Document:
    """Return the Document of an article in any accepted form, see `article_of`."""
    if isinstance(article, Document):
        return article
    if isinstance(article, str) and names_a_source(article):
        reason = (
            "this is a name and not a text: System(...).stream(name), summkit.read(name) and "
            "summkit.summarise(name) read it"
        )
        raise InputError(reason, article)
    takes = "a Document, an Article, a text or a record"
    return analyse(article_of(article, "article", takes))

"""What a user types first: one function for one article, whatever the user has of it."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

from summkit.article import Article, no_article
from summkit.budget import Budget
from summkit.document import Document, analyse
from summkit.errors import InputError, UsageError
from summkit.reading import Failure, ReadOptions, Unread, pending
from summkit.summarisers.base import Summariser
from summkit.summary import Summary
from summkit.system import System

_LONGEST_NAME = 1024
"""A longer string is a text and no path; no system has longer ones in use."""


def summarise(
    article: str | os.PathLike[str] | Article | Document,
    target: str = "summary",
    *,
    method: str | Summariser | type[Summariser] | Callable[..., Any] | None = None,
    budget: Budget | None = None,
    sentences: int | None = None,
    words: int | None = None,
    characters: int | None = None,
    ratio: float | None = None,
    redundancy: str = "none",
    language: str | None = None,
) -> Summary:
    """Write the lede, dek, headline or summary of one article.

    Parameters
    ----------
    article
        A text, or a page as HTML; the path of a file (text, page, record); an ``http://`` or ``https://``
        address, which is fetched; an Article; or a Document. A string on one line is a
        path where a file of that name exists, or where it looks like one ("page.html").
    target
        "headline", "lede", "dek", "summary", "push" or "social".
    method, budget, sentences, words, characters, ratio, redundancy
        As of `System`.
    language
        BCP 47 code such as "en"; by default the article's own, else it is detected,
        offline.

    Returns
    -------
    Summary
        `str()` of it is the text; `sentences` says where in the article it came from.

    Raises
    ------
    InputError
        If the article cannot be read, or the source holds more than one.
    UsageError
        For a method, target, budget or language that is not possible; ArgumentTypeError, a
        subclass, for values of the wrong type.

    Examples
    --------
    >>> import summkit as sk
    >>> text = "A fire broke out in Ostrava on Monday. Nobody was hurt. It began in a mill."
    >>> summary = sk.summarise(text, "lede")
    >>> print(summary)
    A fire broke out in Ostrava on Monday.
    >>> [(sentence.start, sentence.end) for sentence in summary.sentences]
    [(0, 38)]
    """
    system = System(
        method,
        target,
        budget,
        sentences=sentences,
        words=words,
        characters=characters,
        ratio=ratio,
        redundancy=redundancy,
    )
    if isinstance(article, Document):
        if language is not None:
            raise UsageError("`language` was settled by analyse(), which made the Document")
        return system.summarise(article)
    if isinstance(article, str | os.PathLike):
        article = one_article(article)
    if not isinstance(article, Article):
        raise no_article("article", article, "a text, a path, an address, an Article or a Document")
    return system.summarise(analyse(article, language))


def one_article(source: str | os.PathLike[str], options: ReadOptions | None = None) -> Article:
    """Return the article of a text, a file or an address.

    Raises
    ------
    InputError
        If there is none, or more than one.
    """
    if isinstance(source, str) and not _names_a_source(source):
        return Article.from_text(source)
    # Closed here: an error that somebody keeps would keep the file open.
    with closing(pending(os.fspath(source), options or ReadOptions())) as items:
        article = _read(next(items, None), source)
        if next(items, None) is not None:
            raise InputError(
                "holds more than one article: use summkit.read() and a System", os.fspath(source)
            )
        return article


def _read(item: Failure | Unread | None, source: str | os.PathLike[str]) -> Article:
    article = item.read() if isinstance(item, Unread) else item
    if article is None:
        raise InputError("holds no article", os.fspath(source))
    if isinstance(article, Failure):
        raise InputError(article.reason, article.where)
    return article


def _names_a_source(text: str) -> bool:
    """Whether a string is an address or a path rather than a text."""
    if len(text) > _LONGEST_NAME or not text.strip() or len(text.splitlines()) > 1:
        return False
    if text.startswith(("http://", "https://")):
        return not any(character.isspace() for character in text)
    if "\0" in text:
        return False
    path = Path(text)
    try:
        if path.exists():
            return True
    except OSError:  # too long a name for this file system
        return False
    # A name such as page.html that is missing is a mistake to report and no text of one word.
    has_space = any(character.isspace() for character in text)
    return not has_space and (path.suffix[1:].isalnum() or len(path.parts) > 1)

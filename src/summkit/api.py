"""What a user types first: one function for one article, whatever the user has of it."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from summkit.article import Article
from summkit.budget import Budget
from summkit.document import Document, analyse
from summkit.errors import InputError, UsageError
from summkit.naming import helpful
from summkit.reading import ReadOptions, pending
from summkit.reading.objects import article_of, names_a_source, only
from summkit.summarisers.base import Summariser
from summkit.summary import Summary
from summkit.system import System


@helpful
def summarise(
    article: str | os.PathLike[str] | Article | Document | bytes | Mapping[str, Any] | Any,
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
        address, which is fetched; the bytes of a file; a record (a dict, a row of a table); an
        Article; or a Document. A page that BeautifulSoup or lxml has parsed, and an object with
        `title` and `text` such as newspaper3k makes, are taken as well. A string on one line is
        a path where a file of that name exists, or where it looks like one ("page.html").
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
    if isinstance(article, os.PathLike) or (isinstance(article, str) and names_a_source(article)):
        article = _read(article)
    takes = "a text, a path, an address, a record, an Article or a Document"
    return system.summarise(analyse(article_of(article, "article", takes), language))


def _read(source: str | os.PathLike[str]) -> Article:
    if Path(source).is_dir():
        advice = "a folder: summkit.read() reads its articles, System(...).stream() summarises them"
        raise InputError(advice, os.fspath(source))
    # Closed here: an error that somebody keeps would keep the file open.
    with closing(pending(os.fspath(source), ReadOptions())) as items:
        return only(items, os.fspath(source))

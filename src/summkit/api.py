"""The function `summarise`, for one article in any form."""

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
        One of: a text, or a page as HTML; the path of a file (text, page, record); an ``http://``
        or ``https://`` address, which is fetched; the bytes of a file; a record (a dict, or a row
        of a table); an Article; a Document; a page parsed by BeautifulSoup or lxml; an object with
        `title` and `text`, such as those of newspaper3k. A string on one line is a path if a
        file with that name exists, or if the string looks like a path ("page.html").
    target
        "headline", "lede", "dek", "summary", "push" or "social".
    method, budget, sentences, words, characters, ratio, redundancy
        The same parameters as in `System`.
    language
        BCP 47 code such as "en". None takes the language of the article, or else detects the
        language offline.

    Returns
    -------
    Summary
        `str(summary)` is the text. `summary.sentences` contains the sentences of the article that
        it is made of, with their offsets.

    Raises
    ------
    InputError
        If the article cannot be read, or if the source contains several articles.
    UsageError
        If the method, target, budget or language is not possible. The subclass
        ArgumentTypeError is raised if a value has the wrong type.

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
            raise UsageError(
                "`language` cannot be changed for a Document: give it to analyse(), which makes "
                "the Document"
            )
        return system.summarise(article)
    if isinstance(article, os.PathLike) or (isinstance(article, str) and names_a_source(article)):
        article = _read(article)
    takes = "a text, a path, an address, a record, an Article or a Document"
    return system.summarise(analyse(article_of(article, "article", takes), language))


def _read(source: str | os.PathLike[str]) -> Article:
    if Path(source).is_dir():
        advice = (
            "is a folder: read its articles with summkit.read(), and summarise them with "
            "System(...).stream()"
        )
        raise InputError(advice, os.fspath(source))
    # The reader is closed here: otherwise an error that the caller stores would keep the file open.
    with closing(pending(os.fspath(source), ReadOptions())) as items:
        return only(items, os.fspath(source))

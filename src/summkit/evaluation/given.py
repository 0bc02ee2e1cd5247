"""The corpus that a caller of the library passes to a comparison: files, or articles in memory."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import Any

from summkit import arguments
from summkit.article import Article
from summkit.errors import ArgumentTypeError, UsageError
from summkit.reading import Failure, ReadOptions
from summkit.reading.objects import articles_of, read_objects
from summkit.reading.sources.address import looks_like_text


def given_corpus(
    corpus: Any, options: ReadOptions, most: int | None
) -> tuple[list[str], list[Article | Failure] | None]:
    """Return the files of a corpus, or its articles in memory.

    Parameters
    ----------
    most
        Maximum number of articles to take from an iterator, which may be endless; None takes all.
    """
    takes = "a file, a folder, a list of them, articles or records"
    if isinstance(corpus, str | os.PathLike):
        if isinstance(corpus, str) and looks_like_text(corpus):
            raise ArgumentTypeError(
                "corpus",
                corpus,
                takes,
                "a text goes into a record, as in [{'text': ..., 'dek': ...}]",
            )
        return [_file_name(corpus)], None
    several = articles_of(corpus, "corpus", takes)
    if most is not None and isinstance(several, Iterator):
        head = list(islice(several, 1))
        several = chain(head, several)
        if head and not isinstance(head[0], str | os.PathLike):
            return [], _first_articles(read_objects(several, "corpus", takes, options), most)
    items = list(several)
    if not items:
        raise UsageError("`corpus` is empty: there is nothing to compare")
    if all(isinstance(item, os.PathLike) or _is_path(item) for item in items):
        return [_file_name(item) for item in items], None
    return [], list(read_objects(items, "corpus", takes, options))


def _first_articles(read: Iterable[Article | Failure], most: int) -> list[Article | Failure]:
    """Return the articles up to the article with the number `most`."""
    found: list[Article | Failure] = []
    count = 0
    for each in read:
        found.append(each)
        count += isinstance(each, Article)
        if count == most:
            break
    return found


def _file_name(given: str | os.PathLike[str]) -> str:
    return os.fspath(arguments.path("corpus", given)) if given != "-" else "-"


def _is_path(item: Any) -> bool:
    return isinstance(item, str) and not looks_like_text(item)

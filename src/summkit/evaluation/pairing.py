"""Pairing: each scored text with its references and its article."""

from __future__ import annotations

import os
from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from summkit.document import Document, analyse
from summkit.errors import InputError
from summkit.evaluation.matching import Matching, Texts, match, without_empty_end
from summkit.metrics.base import Candidate, Item
from summkit.reading import Failure, ReadOptions, Unread, pending
from summkit.reading.objects import articles_of, read_objects

_ARTICLES = "a corpus, or a list of articles"


def documents_of(
    articles: Any, language: str | None, options: ReadOptions | None
) -> tuple[dict[str, Document], list[str]]:
    """Return the analysed articles by id, and the ids of several articles: the first counts.

    Raises
    ------
    InputError
        If an article cannot be read.
    """
    documents: dict[str, Document] = {}
    repeated: dict[str, None] = {}
    options = options or ReadOptions()
    items: Generator[Any, None, None]
    if isinstance(articles, str | os.PathLike):
        items = pending(os.fspath(articles), options)
    else:
        several = articles_of(articles, "articles", _ARTICLES)
        items = read_objects(several, "articles", _ARTICLES, options)
    try:
        for item in items:
            article = item.read() if isinstance(item, Unread) else item
            if isinstance(article, Failure):
                raise InputError(article.reason, article.where)
            if article.id in documents:
                repeated[article.id] = None
            else:
                documents[article.id] = analyse(article, language)
    finally:
        items.close()  # otherwise a stored exception would keep the file open
    return documents, list(repeated)


def paired_texts(
    texts: Texts, gold: Texts | None, documents: Mapping[str, Document] | None
) -> tuple[list[tuple[str, str]], Matching]:
    """Return (id, id among the candidates) of each text to score, and the mismatches."""
    if gold is not None:
        texts, gold = (
            without_empty_end(texts, len(gold.by_id)),
            without_empty_end(gold, len(texts.by_id)),
        )
        matching = match(texts, tuple(gold.by_id), numbered=gold.numbered)
        if documents is not None:
            match(gold, tuple(documents), numbered=False, among="articles")
    else:
        texts = without_empty_end(texts, len(documents or ()))
        matching = match(texts, tuple(documents or ()), numbered=False, among="articles")
    in_order = list(texts.by_id) if texts.numbered else matching.matched
    pairs = list(zip(matching.matched, in_order, strict=True))
    lacking = tuple(key for key, own in pairs if own in texts.absent)
    if lacking:
        pairs = [pair for pair in pairs if pair[1] not in texts.absent]
        kept = tuple(key for key, _ in pairs)
        matching = replace(matching, matched=kept, missing=(*matching.missing, *lacking))
    return pairs, matching


def items_of(
    pairs: Sequence[tuple[str, str]],
    texts: Texts,
    gold: Texts | None,
    documents: Mapping[str, Document] | None,
) -> Iterator[Item]:
    """Yield the candidate, references and article of each pair, for the metrics."""
    for key, own in pairs:
        document = documents.get(key) if documents else None
        parts = texts.by_id[own][0]
        joiner = document.language.joiner if document else " "
        references = gold.by_id[key] if gold else ()
        # Empty references are not scored. If all are empty, the text has no reference.
        yield Item(Candidate(joiner.join(parts), parts), tuple(filter(None, references)), document)

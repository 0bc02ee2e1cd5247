"""The real sumy on summkit's sentences, words, stems and stop words, for the parity tests.

It is independent of `summkit.summarisers.sumy`, so that neither hides a fault of the other: here
sumy is asked for n sentences, and the returned objects are found by identity.
"""

from __future__ import annotations

import importlib
import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext
from functools import lru_cache
from typing import Any
from unittest.mock import patch

import numpy as np
from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence
from sumy.parsers.parser import DocumentParser

from summkit.document import Document

CLASSES = {
    "luhn": "luhn:LuhnSummarizer",
    "edmundson": "edmundson:EdmundsonSummarizer",
    "lsa": "lsa:LsaSummarizer",
    "textrank": "text_rank:TextRankSummarizer",
    "lexrank": "lex_rank:LexRankSummarizer",
    "sumbasic": "sum_basic:SumBasicSummarizer",
    "kl": "kl:KLSummarizer",
    "reduction": "reduction:ReductionSummarizer",
}


class _Words:
    """Replaces sumy's tokenizer, which would need NLTK's data."""

    def __init__(self, document: Document) -> None:
        self._language = document.language
        texts = (sentence.text for sentence in document.sentences)
        self._known = dict(zip(texts, document.words, strict=True))

    def to_words(self, text: str) -> tuple[str, ...]:
        known = self._known.get(text)
        return tuple(self._language.words(text)) if known is None else known


class Peer:
    """A document as sumy's objects."""

    def __init__(self, document: Document, *, heading: bool) -> None:
        words = _Words(document)
        self.sentences = [Sentence(s.text, words) for s in document.sentences]
        paragraphs: dict[int, list[Sentence]] = {}
        for ours, theirs in zip(document.sentences, self.sentences, strict=True):
            paragraphs.setdefault(ours.paragraph, []).append(theirs)
        groups = list(paragraphs.values())
        headline = document.article.headline
        if heading and headline and headline.strip():
            groups[0] = [Sentence(headline, words, is_heading=True), *groups[0]]
        self.model = ObjectDocumentModel([Paragraph(group) for group in groups])
        self._place = {id(sentence): at for at, sentence in enumerate(self.sentences)}

    def places(self, picked: tuple[Sentence, ...]) -> list[int]:
        return [self._place[id(sentence)] for sentence in picked]


def summarizer(method: str, document: Document) -> Any:
    """Create sumy's summarizer in the same way as sumy's own command."""
    module, _, name = CLASSES[method].partition(":")
    language = document.language
    made = getattr(importlib.import_module(f"sumy.summarizers.{module}"), name)(
        lru_cache(None)(lambda word: language.stem([word])[0])
    )
    if method == "edmundson":
        headline_words = language.words(document.article.headline or "")
        made.null_words = language.stop_words
        made.bonus_words = headline_words or DocumentParser.SIGNIFICANT_WORDS
        made.stigma_words = DocumentParser.STIGMA_WORDS
    else:
        made.stop_words = language.stop_words
    return made


def _left_to_right(values: Iterable[float]) -> float:
    """Add as the built-in `sum` does up to Python 3.11."""
    total = 0.0
    for value in values:
        total += value
    return total


@contextmanager
def _surroundings(method: str) -> Iterator[None]:
    """Let sumy add as on Python 3.11: from 3.12 on, `sum` compensates for rounding.

    Otherwise, if averages tie, sumbasic's choice would depend on the version of Python.
    """
    module = importlib.import_module(f"sumy.summarizers.{CLASSES[method].partition(':')[0]}")
    added = method == "sumbasic"
    with (
        patch.object(module, "sum", _left_to_right, create=True) if added else nullcontext(),
        warnings.catch_warnings(),
        np.errstate(invalid="ignore"),
    ):
        warnings.simplefilter("ignore")  # lsa warns that there are few words
        yield


class Ranking:
    """Passed to sumy as the sentence count: it stores the whole ranking and returns the first n."""

    def __init__(self) -> None:
        self.order: list[int] = []
        self.ratings: dict[int, float] = {}

    def __call__(self, infos: list[Any]) -> list[Any]:
        self.order = [info.order for info in infos]
        self.ratings = {info.order: float(info.rating) for info in infos}
        return infos


def ranking(method: str, document: Document) -> Ranking:
    """Return sumy's whole ranking and ratings."""
    kept = Ranking()
    peer = Peer(document, heading=method == "edmundson")
    with _surroundings(method):
        summarizer(method, document)(peer.model, kept)
    return kept


def picks(method: str, document: Document, count: int) -> list[int]:
    """Return the indices of the sentences sumy picks when asked for `count`."""
    peer = Peer(document, heading=method == "edmundson")
    with _surroundings(method):
        picked = summarizer(method, document)(peer.model, count)
    return peer.places(picked)

"""The methods of the package sumy, on summkit's sentences and words: "sumy:lex-rank" and others."""

from __future__ import annotations

import importlib
import random
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from math import isfinite
from typing import Any, ClassVar

from summkit.document import Document
from summkit.errors import InputError
from summkit.summarisers.base import Summariser, parameter
from summkit.summarisers.similarity import settle
from summkit.sums import running_sum


class SumyMethod(Summariser, abstract=True):
    """Base class of the methods of sumy. The scores are sumy's ratings, so the ranking is sumy's.

    Only ties differ: ratings that differ only by rounding are equal here, and the position decides;
    in sumy, the processor, the BLAS library or the hash seed decides.

    sumy gets summkit's sentences, paragraphs, words, stems and stop words instead of those of NLTK,
    which would need a download. For edmundson, the headline is a heading, as in sumy's command; the
    other methods do not use the headline. The settings are the same as in sumy's command. A
    document may have at most `most` sentences, for which sumy needs about half a minute.
    """

    paper: ClassVar[str] = "Belica, sumy 0.13"
    most: ClassVar[int] = 12_000
    implementation: ClassVar[str]

    def score(self, document: Document) -> list[float]:
        """Return sumy's ratings; 0 for sentences without a rating.

        Raises
        ------
        InputError
            If sumy raises an error, which the message contains, or if the document has more than
            `most` sentences.
        """
        if (count := len(document.sentences)) > self.most:
            raise InputError(
                f"{count} sentences are too many for {self.name}: the limit is {self.most}; use "
                f"{self.name.removeprefix('sumy:').replace('-', '')}",
                document.article.source,
            )
        ratings = [0.0] * len(document.sentences)

        def keep(infos: Sequence[Any]) -> Sequence[Any]:
            # sumy accepts a function instead of a number of sentences and passes it the ranking.
            for info in infos:
                # In lex-rank, a matrix of zeros gives NaN; with 0, the document order remains.
                ratings[info.order] = float(info.rating) if isfinite(info.rating) else 0.0
            return infos

        summarizer = self._summarizer(document)
        try:
            with self._surroundings(document):
                summarizer(_model(document, heading=self._uses_headline), keep)
        except (ValueError, ArithmeticError) as error:
            raise InputError(f"{self.name}: {error}", document.article.source) from error
        return settle(ratings)

    _uses_headline: ClassVar[bool] = False

    @contextmanager
    def _surroundings(self, document: Document) -> Iterator[None]:
        import numpy as np

        with warnings.catch_warnings(), np.errstate(all="ignore"):
            warnings.simplefilter("ignore")  # lsa prints warnings about short articles
            yield

    def _summarizer(self, document: Document) -> Any:
        summarizer = _load(self.implementation)(_stemmer(document))
        summarizer.stop_words = document.language.stop_words
        return summarizer


class SumyLuhn(SumyMethod):
    """The method luhn of sumy."""

    name: ClassVar[str] = "sumy:luhn"
    implementation: ClassVar[str] = "luhn:LuhnSummarizer"


class SumyEdmundson(SumyMethod):
    """The method edmundson of sumy, which refuses languages without stop words."""

    name: ClassVar[str] = "sumy:edmundson"
    implementation: ClassVar[str] = "edmundson:EdmundsonSummarizer"
    _uses_headline: ClassVar[bool] = True

    def _summarizer(self, document: Document) -> Any:
        parser = importlib.import_module("sumy.parsers.parser").DocumentParser
        language = document.language
        summarizer = _load(self.implementation)(_stemmer(document))
        summarizer.null_words = language.stop_words
        headline = language.words(document.article.headline or "")
        summarizer.bonus_words = headline or parser.SIGNIFICANT_WORDS
        summarizer.stigma_words = parser.STIGMA_WORDS
        return summarizer


class SumyLsa(SumyMethod):
    """The method lsa of sumy, for up to 2,000 sentences.

    The rows of its matrix are in a fixed order; in sumy, the order depends on the hash seed.
    """

    name: ClassVar[str] = "sumy:lsa"
    most: ClassVar[int] = 2_000
    implementation: ClassVar[str] = "lsa:LsaSummarizer"

    def _summarizer(self, document: Document) -> Any:
        summarizer = super()._summarizer(document)
        rows = {stem: row for row, stem in enumerate(document.vocabulary)}
        summarizer._create_dictionary = lambda _: rows
        return summarizer


class SumyTextRank(SumyMethod):
    """The method text-rank of sumy, for up to 2,000 sentences."""

    name: ClassVar[str] = "sumy:text-rank"
    most: ClassVar[int] = 2_000
    implementation: ClassVar[str] = "text_rank:TextRankSummarizer"


class SumyLexRank(SumyMethod):
    """The method lex-rank of sumy, for up to 2,000 sentences."""

    name: ClassVar[str] = "sumy:lex-rank"
    most: ClassVar[int] = 2_000
    implementation: ClassVar[str] = "lex_rank:LexRankSummarizer"


class SumySumBasic(SumyMethod):
    """The method sum-basic of sumy, for up to 6,000 sentences.

    It adds as in Python 3.11. Since Python 3.12, the built-in `sum` compensates for rounding, which
    would decide between sentences with nearly equal averages.
    """

    name: ClassVar[str] = "sumy:sum-basic"
    most: ClassVar[int] = 6_000
    implementation: ClassVar[str] = "sum_basic:SumBasicSummarizer"

    def _summarizer(self, document: Document) -> Any:
        summarizer = super()._summarizer(document)

        def average(frequencies: Mapping[str, float], words: Sequence[str]) -> float:
            total = running_sum(frequencies[word] for word in words)
            return total / len(words) if words else 0.0

        summarizer._compute_average_probability_of_words = average
        return summarizer


class SumyKL(SumyMethod):
    """The method kl of sumy, for up to 400 sentences: its time is cubic in their number."""

    name: ClassVar[str] = "sumy:kl"
    most: ClassVar[int] = 400
    implementation: ClassVar[str] = "kl:KLSummarizer"


class SumyReduction(SumyMethod):
    """The method reduction of sumy, for up to 2,000 sentences."""

    name: ClassVar[str] = "sumy:reduction"
    most: ClassVar[int] = 2_000
    implementation: ClassVar[str] = "reduction:ReductionSummarizer"


class SumyRandom(SumyMethod):
    """The method random of sumy, with Python's random generator seeded for each article."""

    name: ClassVar[str] = "sumy:random"
    implementation: ClassVar[str] = "random:RandomSummarizer"

    seed: int = parameter(0, "Seed; another seed gives other scores.", low=0)

    @contextmanager
    def _surroundings(self, document: Document) -> Iterator[None]:
        state = random.getstate()
        random.seed(f"{self.seed}\n{document.article.body}")
        try:
            with super()._surroundings(document):
                yield
        finally:
            random.setstate(state)


def _stemmer(document: Document) -> Callable[[str], str]:
    stem = document.language.stem

    @cache
    def stem_word(word: str) -> str:
        return stem([word])[0]

    return stem_word


def _load(implementation: str) -> Any:
    module, _, name = implementation.partition(":")
    return getattr(importlib.import_module(f"sumy.summarizers.{module}"), name)


class _Words:
    """A tokenizer for sumy that returns the words of the Document."""

    def __init__(self, document: Document) -> None:
        texts = (sentence.text for sentence in document.sentences)
        self._words = dict(zip(texts, document.words, strict=True))
        self._language = document.language

    def to_words(self, text: str) -> tuple[str, ...]:
        known = self._words.get(text)
        return tuple(self._language.words(text)) if known is None else known


def _model(document: Document, *, heading: bool) -> Any:
    """Return a document of sumy: summkit's sentences in paragraphs.

    With `heading`, the headline is a heading at the start of the first paragraph.
    """
    dom = importlib.import_module("sumy.models.dom")
    words = _Words(document)
    paragraphs: list[list[Any]] = []
    previous = None
    for sentence in document.sentences:
        if sentence.paragraph != previous:
            paragraphs.append([])
            previous = sentence.paragraph
        paragraphs[-1].append(dom.Sentence(sentence.text, words))
    headline = document.article.headline
    if heading and headline:
        paragraphs[0].insert(0, dom.Sentence(headline, words, is_heading=True))
    return dom.ObjectDocumentModel([dom.Paragraph(sentences) for sentences in paragraphs])

"""Run sumy from raw text to summary on a machine without NLTK data.

Without the download `punkt_tab` sumy fails. Here it uses what NLTK's wheel contains, the untrained
Punkt splitter and the Treebank word tokenizer of `nltk.word_tokenize`, with sumy's own word filter,
stemmer and stop words. Everything else is done by sumy's own code.
"""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module
from typing import Any


class Tokenizer:
    """A tokenizer with the methods that sumy's parsers call."""

    def __init__(self) -> None:
        from nltk.tokenize import NLTKWordTokenizer
        from nltk.tokenize.punkt import PunktSentenceTokenizer
        from sumy.nlp.tokenizers import Tokenizer as SumyTokenizer

        self._sentences = PunktSentenceTokenizer()
        self._words = NLTKWordTokenizer()
        self._is_word = SumyTokenizer._is_word

    def to_sentences(self, paragraph: str) -> tuple[str, ...]:
        return tuple(text.strip() for text in self._sentences.tokenize(paragraph))

    def to_words(self, sentence: str) -> tuple[str, ...]:
        # nltk.word_tokenize, which sumy calls, first splits every sentence into sentences.
        parts = self._sentences.tokenize(sentence)
        words = (word for part in parts for word in self._words.tokenize(part))
        return tuple(filter(self._is_word, words))


@lru_cache(maxsize=1)
def _parts() -> tuple[Tokenizer, Any, frozenset[str]]:
    from sumy.nlp.stemmers import Stemmer
    from sumy.utils import get_stop_words

    return Tokenizer(), Stemmer("english"), get_stop_words("english")


def summarise(text: str, module: str, name: str, sentences: int = 3) -> str:
    """Summarise as sumy's own command line does: parse, rank, return the best sentences.

    `module` and `name` are the class's module and name, as in ("lex_rank", "LexRankSummarizer").
    """
    from sumy.parsers.plaintext import PlaintextParser

    tokenizer, stemmer, stop_words = _parts()
    summarizer = getattr(import_module(f"sumy.summarizers.{module}"), name)(stemmer)
    summarizer.stop_words = stop_words
    document = PlaintextParser.from_string(text, tokenizer).document
    return " ".join(str(sentence) for sentence in summarizer(document, sentences))

"""Sentences, words, stems and stop words. What differs between languages is data.

PLACEHOLDER: the interface is fixed, the inside is being built.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Language:
    """Rules and data of one language.

    Attributes
    ----------
    code
        BCP 47 primary subtag in lower case.
    spaced
        Whether words are separated by spaces.
    stop_words
        Lower-cased.
    """

    code: str
    spaced: bool = True
    stop_words: frozenset[str] = frozenset()

    @property
    def joiner(self) -> str:
        """What stands between two sentences of a text."""
        return " " if self.spaced else ""

    def words(self, text: str) -> list[str]:
        """Return the words of a text as they stand in it."""
        return re.findall(r"\w+(?:['’-]\w+)*", text)

    def word_spans(self, text: str) -> list[tuple[int, int]]:
        """Return (start, end) of each of `words`."""
        return [m.span() for m in re.finditer(r"\w+(?:['’-]\w+)*", text)]

    def counted_spans(self, text: str) -> list[tuple[int, int]]:
        """Return (start, end) of what a word budget counts: white-space tokens, or words."""
        return [m.span() for m in re.finditer(r"\S+", text)]

    def count_words(self, text: str) -> int:
        """Return the size of a text in words, as budgets count."""
        return len(text.split()) if self.spaced else len(self.words(text))

    def stem(self, words: list[str]) -> list[str]:
        """Return the stem of each lower-cased word."""
        return words


def get_language(code: str) -> Language:
    """Return the data of a language."""
    return Language(code)


def detect(text: str) -> str:
    """Return the BCP 47 code of the language a text is written in, offline."""
    return "en"


def sentence_spans(text: str, language: Language) -> list[tuple[int, int]]:
    """Return (start, end) of each sentence."""
    return [(m.start(), m.end()) for m in re.finditer(r"\S[^.!?]*[.!?]?", text)]

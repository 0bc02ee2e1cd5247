"""Tokens -> terms: the stems of their words that are no stop words, remembered by token.

Most tokens of an article were met in earlier ones, so that a look-up replaces taking the
punctuation off, the stop words and the stemmer. The memory is bounded and emptied when full:
what matters is back after a few articles.
"""

from __future__ import annotations

import re
from threading import local
from typing import TYPE_CHECKING

from summkit.language.stems import stemmer
from summkit.language.words import AROUND, spaced_words

if TYPE_CHECKING:
    from summkit.language.language import Language

# Tokens remembered, for each of the last few languages: some 5 MB each at most.
_MOST = 30_000
_LANGUAGES = 4
_LONGEST = 40  # characters; longer tokens hardly come twice

# Signs that are no part of any word. Taken out of a whole text at once, they leave fewer
# tokens to tell and to remember.
_SIGNS = ";:!?()[]/|*#"
_BLANKS = str.maketrans(_SIGNS + '"', " " * (len(_SIGNS) + 1))
_MORE_SIGNS = "“”‘«»…–—"
# These stand within words, and so are blanked only beside a space: 1,000 and צה"ל.
_BESIDE = (", ", '" ', ' "', "' ", " '")
_FULL_STOP = re.compile(r"\.(?<=[a-z]{3}\.)(?=\s)")  # but not the last of "a.m."

_mine = local()  # PyStemmer's objects are not safe to share between threads


class Terms(dict[str, str]):
    """The term of each token met before, lower-cased and in a spaced language; "" for none."""

    def __init__(self, language: Language) -> None:
        super().__init__()
        self.language = language
        self._stem = stemmer(language.stemmer, language.suffixes)
        self._stop_words = language.stop_words
        self._stop_tokens = language.stop_tokens
        self._passed = False

    def row(self, tokens: list[str]) -> list[str]:
        """Return the terms of tokens, in order."""
        row = list(filter(None, map(self.__getitem__, tokens)))
        if self._passed:
            self._passed = False
            row = [term for token in tokens for term in self._terms(token)]
        return row

    def __missing__(self, token: str) -> str:
        """Remember a token of one word or none; of others only say that one was met."""
        bare = token if token.isalnum() else token.strip(AROUND)
        if len(token) > _LONGEST:
            self._passed = True
            return ""
        if bare in self._stop_words or token in self._stop_tokens:
            term = ""
        elif bare.isalnum() and (term := self._stem(bare)):
            pass
        else:
            terms = self._terms(token)
            if terms and (len(terms) > 1 or not terms[0]):
                self._passed = True
                return ""
            term = terms[0] if terms else ""
        if len(self) >= _MOST:
            self.clear()
        self[token] = term
        return term

    def _terms(self, token: str) -> list[str]:
        if token in self._stop_tokens:
            return []
        words = [word for word in spaced_words(token) if word not in self._stop_words]
        return self.language.stem(words)


def blanked(text: str) -> str:
    """Return a lower-cased text with a space for most signs between words; offsets hold."""
    if text.isascii():
        text = text.translate(_BLANKS).replace(", ", "  ")
    else:
        for sign in _SIGNS + _MORE_SIGNS:
            text = text.replace(sign, " ")
        for pair in _BESIDE:
            text = text.replace(pair, "  ")
    return _FULL_STOP.sub(" ", text)


def terms_of(language: Language) -> Terms:
    """Return this thread's memory for a language of `Language.spaced` words."""
    made: dict[str, Terms] = _mine.__dict__
    found = made.get(language.code)
    if found is None or found.language is not language:
        if len(made) >= _LANGUAGES:
            made.clear()
        found = made[language.code] = Terms(language)
    return found

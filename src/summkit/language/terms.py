"""What each token of a text counts for: the stems of its words that are not stop words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from summkit.language.language import Language
from summkit.language.words import AROUND, spaced_words

# Tokens remembered for one language: about 10 MB. Cleared when full, since the tokens that
# matter are back after a few articles.
_MOST = 50_000
_LANGUAGES = 4


class TokenTerms(dict[str, tuple[str, ...]]):
    """Token -> stems, worked out where missing and remembered.

    A pure function of the token, so that what is remembered changes no result. A token is a
    run between white space, or, in scripts without spaces, one of `Language.words`.
    """

    def __init__(self, language: Language) -> None:
        super().__init__()
        self._stop_words = language.stop_words
        self._stem = language.stem
        self._words = language.words
        self._by_space = language.spaced and language.code != "und"

    def __missing__(self, token: str) -> tuple[str, ...]:
        if len(self) >= _MOST:
            self.clear()
        stems: tuple[str, ...]
        if token.isalnum() or not self._by_space:
            word = token.lower()
            stems = () if word in self._stop_words else tuple(self._stem([word]))
        elif (bare := token.strip(AROUND)).isalnum():
            stems = self[bare]
        else:
            words = [word.lower() for word in spaced_words(token)]
            stems = tuple(self._stem([word for word in words if word not in self._stop_words]))
        self[token] = stems
        return stems

    def tokens(self, text: str, spans: Iterable[tuple[int, int]]) -> Iterator[list[str]]:
        """Yield the tokens of each span of a text, in lower case where that changes nothing."""
        if not self._by_space:
            for start, end in spans:
                yield self._words(text[start:end])
            return
        # Two letters change more than their case: one into two, one by what follows it.
        if "\u0130" not in text and "Σ" not in text:
            text = text.lower()
        # The commonest signs around words, away with them: there is less to remember.
        text = text.replace(", ", "  ")
        if text.isascii():
            text = text.replace('"', " ")
        for start, end in spans:
            yield text[start:end].split()


@lru_cache(_LANGUAGES)
def token_terms(language: Language) -> TokenTerms:
    """Return the memory of a language; those of the last few languages are kept."""
    return TokenTerms(language)

"""What kind of token one is, remembered by token: most were met in earlier articles."""

from __future__ import annotations

import re
from threading import local
from typing import TYPE_CHECKING

from summkit.language.words import AROUND
from summkit.ranking.cues import cues

if TYPE_CHECKING:
    from summkit.language.language import Language

_KINDS = (
    "name",
    "number",
    "comma",
    "bracket",
    "opens_quote",
    "closes_quote",
    "dangling",
    "stop",
    "speech",
    "person",
)
_NAME, _NUMBER, _COMMA, _BRACKET, _OPENS, _CLOSES, _DANGLING, _STOP, _SPEECH, _PERSON = range(10)
BITS = {kind: place for place, kind in enumerate(_KINDS)}
"""Which bit of a token's number says what of it."""

# Tokens remembered, for each of the last few languages: some 4 MB each at most.
_MOST = 30_000
_LANGUAGES = 4

_QUOTES = frozenset('"“”„«»「」『』‹›')
_OPENING, _CLOSING = frozenset("“„«「『‹"), frozenset("”»」』›")
_SIGN = re.compile('["“”„«»「」『』‹›,，、(（]')

_mine = local()  # one thread may empty it while another reads


class Tokens(dict[str, int]):
    """The kinds of each token of a language, as bits."""

    def __init__(self, language: Language) -> None:
        super().__init__()
        self.language = language
        self._dangling, self._person, self._speech = cues(language.code)

    def split(self, text: str) -> list[str]:
        """Return a sentence's tokens, at least one: by white space, else words and signs."""
        if self.language.spaced:
            return text.split()
        return [*self.language.words(text), *_SIGN.findall(text)] or [text]

    def __missing__(self, token: str) -> int:
        if token.isalnum():
            bare, number = token, 0
        else:
            bare = token.strip(AROUND)
            number = _signs(token, bare)
        lower = bare.lower()
        number |= bare[:1].isupper() << _NAME
        if not bare.isalpha():
            number |= any(map(str.isdigit, bare)) << _NUMBER
        number |= (lower in self._dangling) << _DANGLING
        number |= (lower in self.language.stop_words) << _STOP
        number |= (lower in self._speech) << _SPEECH
        number |= (lower in self._person) << _PERSON
        if len(self) >= _MOST:
            self.clear()
        self[token] = number
        return number


def _signs(token: str, bare: str) -> int:
    """Return the bits of the punctuation around the word of a token."""
    if bare:  # the same mark opens in one language and closes in another
        before, _, after = token.partition(bare)
        opens, closes = not _QUOTES.isdisjoint(before), not _QUOTES.isdisjoint(after)
    else:
        after = token
        opens, closes = not _OPENING.isdisjoint(token), not _CLOSING.isdisjoint(token)
    comma = "," in after or "，" in token or "、" in token
    bracket = "(" in token or "（" in token
    return comma << _COMMA | bracket << _BRACKET | opens << _OPENS | closes << _CLOSES


def tokens_of(language: Language) -> Tokens:
    """Return this thread's memory for a language."""
    made: dict[str, Tokens] = _mine.__dict__
    found = made.get(language.code)
    if found is None or found.language is not language:
        if len(made) >= _LANGUAGES:
            made.clear()
        found = made[language.code] = Tokens(language)
    return found

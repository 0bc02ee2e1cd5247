"""What kind of token one is, and how a stem is spelt: known once for all articles of a lexicon."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summkit.language.lexicon import Column, Lexicon
from summkit.language.words import AROUND
from summkit.ranking.cues import cues

if TYPE_CHECKING:
    from summkit.language import Language

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

LONGEST = 12
"""Letters of a stem are counted up to so many."""

_QUOTES = frozenset('"“”„«»「」『』‹›')
_OPENING, _CLOSING = frozenset("“„«「『‹"), frozenset("”»」』›")


class Known:
    """What is known of a lexicon's tokens and stems.

    Attributes
    ----------
    kinds
        Of each token, as `BITS`.
    names
        Of each token that may be a name: the number of its stem, stop word or not.
    letters
        Of each stem: how many it has, up to `LONGEST`.
    digits
        Of each stem: 1 where it has one.
    """

    def __init__(self, language: Language) -> None:
        self.kinds, self.names, self.letters, self.digits = (Column() for _ in range(4))
        dangling, person, speech = cues(language.code)
        self._cues: dict[str, int] = {}
        for bit, words in (
            (_DANGLING, dangling),
            (_STOP, language.stop_words),
            (_SPEECH, speech),
            (_PERSON, person),
        ):
            for word in words:
                self._cues[word] = self._cues.get(word, 0) | 1 << bit

    def learn(self, lexicon: Lexicon) -> None:
        """Look at what is new in the lexicon, whose lock is held."""
        new = lexicon.tokens[len(self.kinds) :]
        if new:
            bare = [token if token.isalnum() else token.strip(AROUND) for token in new]
            lower = list(map(str.lower, bare))
            cue = self._cues.get
            kinds = [
                cue(low, 0)
                | word[:1].isupper() << _NAME
                | (0 if word.isalpha() else any(map(str.isdigit, word)) << _NUMBER)
                | (0 if token.isalnum() else _signs(token, word))
                for token, word, low in zip(new, bare, lower, strict=True)
            ]
            names = [0] * len(new)
            named = [place for place, kind in enumerate(kinds) if kind >> _NAME & 1]
            term_of = lexicon.term_of
            for place in named:
                # Stop words have no number there.
                term = term_of.get(lower[place], -1)
                if term < 0:
                    term = term_of.number(lexicon.language.stem([lower[place]])[0])
                names[place] = term
            self.names.extend(names)
            self.kinds.extend(kinds)
        spelt = lexicon.stems[len(self.letters) :]
        if spelt:
            self.digits.extend([not s.isalpha() and any(map(str.isdigit, s)) for s in spelt])
            self.letters.extend([min(len(stem), LONGEST) for stem in spelt])


def _signs(token: str, bare: str) -> int:
    """Return the bits of the punctuation around the word of a token."""
    if not bare:
        opens, closes = not _OPENING.isdisjoint(token), not _CLOSING.isdisjoint(token)
        comma = "," in token
    else:  # the same mark opens in one language and closes in another
        before, _, after = token.partition(bare)
        opens = bool(before) and not _QUOTES.isdisjoint(before)
        closes = bool(after) and not _QUOTES.isdisjoint(after)
        comma = "," in after
    comma = comma or "，" in token or "、" in token
    bracket = "(" in token or "（" in token
    return comma << _COMMA | bracket << _BRACKET | opens << _OPENS | closes << _CLOSES


def known_of(lexicon: Lexicon) -> Known:
    """Return what is known of a lexicon, all that is new in it included."""
    with lexicon.lock:
        found: Known | None = lexicon.beside.get(__name__)
        if found is None:
            found = lexicon.beside[__name__] = Known(lexicon.language)
        found.learn(lexicon)
    return found

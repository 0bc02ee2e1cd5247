"""The tokens of a language met so far, numbered, and the terms that each of them holds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import chain
from threading import Lock
from typing import TYPE_CHECKING, Any

from summkit.language.words import AROUND

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from summkit.language.language import Language

    Ints = NDArray[np.intp]

# Tokens remembered, for each of the last few languages: some 15 MB each at most. Started
# anew when full, since the tokens that matter are back after a few articles.
_MOST = 60_000
_LANGUAGES = 4

_QUOTES = '"“”„«»「」『』‹›'
SIGN = re.compile(f"[{_QUOTES},，、(（]")
"""What is a token of its own where no white space separates words."""

_made: dict[str, Lexicon] = {}


class Column:
    """Whole numbers in a row, to which more are added at the end."""

    def __init__(self) -> None:
        import numpy as np

        self._values = np.zeros(1024, np.intp)
        self._size = 0

    def __len__(self) -> int:
        return self._size

    def __getitem__(self, places: Ints) -> Ints:
        found: Ints = self._values[places]
        return found

    def extend(self, values: Sequence[int] | Ints) -> None:
        """Add values at the end."""
        import numpy as np

        end = self._size + len(values)
        if end > len(self._values):
            # Copied, so that another thread may go on reading the old ones.
            grown = np.zeros(max(2 * len(self._values), end), np.intp)
            grown[: self._size] = self._values[: self._size]
            self._values = grown
        self._values[self._size : end] = values
        self._size = end


class Terms(dict[str, int]):
    """Lower-cased word -> the number of its stem, -1 for a stop word.

    Attributes
    ----------
    stems
        By number.
    """

    def __init__(self, language: Language) -> None:
        super().__init__()
        self._language = language
        self.stems: list[str] = []
        self._numbers: dict[str, int] = {}

    def number(self, stem: str) -> int:
        """Return the number of a stem; the lock of the lexicon is held."""
        found = self._numbers.get(stem)
        if found is None:
            found = self._numbers[stem] = len(self.stems)
            self.stems.append(stem)
        return found

    def of(self, words: list[str]) -> list[int]:
        """Return the number of each word; the lock of the lexicon is held."""
        new = [word for word in dict.fromkeys(words) if word not in self]
        if new:
            # sumy's order, which parity rests on: lower-case, drop stop words, then stem.
            stop_words = self._language.stop_words
            self.update(dict.fromkeys([word for word in new if word in stop_words], -1))
            kept = [word for word in new if word not in stop_words]
            stems = self._language.stem(kept)
            self.update(zip(kept, map(self.number, stems), strict=True))
        return list(map(self.__getitem__, words))


class Lexicon(dict[str, int]):
    """Token -> its number. Most tokens of an article were met in earlier ones.

    Attributes
    ----------
    tokens
        By number, as they stand in the text: "Said," is another token than "said".
    term_of, stems
        The number of the stem of each word; stems by number.
    beside
        What higher rooms know of these tokens and stems, under their own names.
    lock
        Held while any of these grow: threads may share a lexicon.
    """

    def __init__(self, language: Language) -> None:
        super().__init__()
        self.language = language
        self.tokens: list[str] = []
        self.term_of = Terms(language)
        self.stems = self.term_of.stems
        self.beside: dict[str, Any] = {}
        self.lock = Lock()
        self._counts = Column()  # how many terms each token holds
        self._starts = Column()  # and where they begin
        self._terms = Column()  # the terms of all tokens in a row

    def split(self, text: str) -> list[str]:
        """Return the tokens of a text: by white space; where that is not used, words and signs."""
        if self.language.spaced:
            return text.split()
        return [*self.language.words(text), *SIGN.findall(text)]

    def codes(self, texts: Sequence[str]) -> tuple[Ints, Ints]:
        """Return the numbers of all tokens of some texts in order, and how many each text has."""
        import numpy as np

        rows = list(map(self.split, texts))
        tokens = list(chain.from_iterable(rows))
        # Each token once: a look at so large a memory costs more than two at a small one.
        distinct = list(dict.fromkeys(tokens))
        codes = list(map(self.get, distinct))
        if None in codes:
            new = [token for token, code in zip(distinct, codes, strict=True) if code is None]
            with self.lock:
                self._meet([token for token in new if token not in self])
            met = map(self.__getitem__, new)
            codes = [next(met) if code is None else code for code in codes]
        code_of = dict(zip(distinct, codes, strict=True))
        found = list(map(code_of.__getitem__, tokens))
        return np.array(found, np.intp), np.array(list(map(len, rows)), np.intp)

    def terms(self, codes: Ints) -> tuple[Ints, Ints]:
        """Return the stems, as numbers, of the words that are no stop words, and how many each has.

        Order and repeats are kept.
        """
        import numpy as np

        counts = self._counts[codes]
        ends = np.cumsum(counts)
        first = np.repeat(self._starts[codes] - (ends - counts), counts)
        return self._terms[first + np.arange(len(first))], counts

    def _meet(self, new: list[str]) -> None:
        """Number tokens that are new."""
        import numpy as np

        language = self.language
        plain = language.spaced and language.code != "und"
        sizes: list[int] = []
        lower: list[str] = []
        for token in new:
            bare = token if token.isalnum() else token.strip(AROUND)
            if plain and bare.isalnum():  # as `language.words` finds
                lower.append(bare.lower())
                sizes.append(1)
            else:
                words = language.words(token) if language.spaced else [token]
                found = [word.lower() for word in words if not SIGN.match(word)]
                lower += found
                sizes.append(len(found))
        terms = np.array(self.term_of.of(lower), np.intp)
        held = np.repeat(np.arange(len(new)), sizes)[terms >= 0]
        counts = np.bincount(held, minlength=len(new))
        first = len(self.tokens)
        self.tokens += new
        self._starts.extend(len(self._terms) + np.cumsum(counts) - counts)
        self._counts.extend(counts)
        self._terms.extend(terms[terms >= 0])
        # Last, since another thread reads what it finds here.
        self.update(zip(new, range(first, len(self.tokens)), strict=True))


def lexicon_of(language: Language) -> Lexicon:
    """Return the memory for a language; a new one where it has grown too large."""
    found = _made.get(language.code)
    if found is None or found.language is not language or len(found) > _MOST:
        _made.pop(language.code, None)
        if len(_made) >= _LANGUAGES:
            _made.clear()
        found = _made[language.code] = Lexicon(language)
    return found


def forget(lexicon: Lexicon) -> None:
    """Drop a memory that has grown too large: what uses it keeps it."""
    if len(lexicon) > _MOST and _made.get(lexicon.language.code) is lexicon:
        _made.pop(lexicon.language.code, None)

"""Tokens of metrics: the ASCII profile of rouge-score, and the Unicode profile for every script.

Metrics do not use the words of a Document, because the rules of its language may improve, and
published ROUGE values must not change when they do.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any, Protocol
from unicodedata import category, normalize

from summkit.metrics.folding import folded
from summkit.parameters import parameter

if TYPE_CHECKING:
    from summkit.document import Document

PROFILES = ("ascii", "unicode")

SNOWBALL = {
    "ar": "arabic",
    "ca": "catalan",
    "da": "danish",
    "de": "german",
    "el": "greek",
    "en": "english",
    "es": "spanish",
    "et": "estonian",
    "eu": "basque",
    "fi": "finnish",
    "fr": "french",
    "ga": "irish",
    "hi": "hindi",
    "hu": "hungarian",
    "hy": "armenian",
    "id": "indonesian",
    "it": "italian",
    "lt": "lithuanian",
    "ne": "nepali",
    "nl": "dutch",
    "no": "norwegian",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sr": "serbian",
    "sv": "swedish",
    "ta": "tamil",
    "tr": "turkish",
    "yi": "yiddish",
}
"""Language -> name of the Snowball algorithm in PyStemmer."""

_ASCII = re.compile(r"[a-z0-9]+")

# Scripts without spaces between words. Han, kana and bopomofo:
_IDEOGRAPHS = (
    (0x3005, 0x3007),
    (0x3021, 0x30FF),
    (0x3105, 0x312F),
    (0x31A0, 0x31FF),
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xF900, 0xFAFF),
    (0x16FE0, 0x18DFF),
    (0x1AFF0, 0x1B16F),
    (0x20000, 0x3FFFF),
)
# Thai, Lao, Myanmar, Khmer, Tai: the scripts of line-breaking class SA in UAX #14.
_SOUTH_EAST_ASIAN = (
    (0x0E00, 0x0EFF),
    (0x1000, 0x109F),
    (0x1780, 0x17FF),
    (0x1950, 0x19DF),
    (0x1A20, 0x1AAF),
    (0xA9E0, 0xA9FF),
    (0xAA60, 0xAADF),
)


def profile_parameter() -> Any:
    """Return the parameter `profile` of a metric that compares tokens."""
    return parameter(
        "auto",
        "Tokens: ascii or unicode; auto is ascii for English, otherwise unicode.",
        choices=("auto", *PROFILES),
    )


def profile_for(language: str) -> str:
    """Return the profile of a language: "ascii" for English, "unicode" for every other.

    All published ROUGE values for English use the ASCII profile. In other languages it would
    delete letters.
    """
    return "ascii" if language.partition("-")[0].lower() == "en" else "unicode"


def profile_of(profile: str, document: Document | None) -> str:
    """Return the profile for a text: `profile`, or for "auto" the profile of its language.

    Without an article the language is unknown, and "auto" is the profile of English.
    """
    if profile != "auto":
        return profile
    return profile_for(document.language.code) if document else "ascii"


def tokens(text: str, profile: str, stem: str = "none", fold: str = "none") -> list[str]:
    """Split a text into tokens; a text with a letter or digit has at least one in "unicode".

    Parameters
    ----------
    text
        Any text. Letter case, punctuation and white space are not part of the tokens.
    profile
        "ascii": runs of a-z and 0-9 in lower case, as in rouge-score 0.1.2.
        "unicode": normalised as in Unicode's caseless matching (NFKC, case folding, NFKC),
        then runs of letters, marks and digits; Han, kana, Thai, Lao, Khmer and Myanmar by
        character, a letter together with its marks. For ASCII text both give the same tokens,
        except in Turkish.
    stem
        "none", or for the "unicode" profile a stemmer such as "snowball-fr".
    fold
        Letters that are equal in the "unicode" profile: one of `folding.FOLDS`, or "none".
    """
    # In Turkish, the lower case of the ASCII letter I is not ASCII.
    if profile == "ascii" or (text.isascii() and fold != "tr"):
        found = _ASCII.findall(text.lower())
    else:
        found = _unicode_tokens(text, fold)
    if stem != "none":
        # If a stemmer deletes the whole word, the unstemmed word is the token.
        found = [s or w for s, w in zip(_stemmer(stem).stemWords(found), found, strict=True)]
    return found


def dropped_share(text: str) -> float:
    """Return the share (0..1) of a text's letters that the ASCII profile deletes."""
    if text.isascii():
        return 0.0
    letters = [letter for letter in text.lower() if letter.isalpha()]
    return sum(not letter.isascii() for letter in letters) / max(1, len(letters))


def _unicode_tokens(text: str, fold: str) -> list[str]:
    text = folded(normalize("NFKC", text), fold)
    text = normalize("NFKC", text.casefold()).translate(_TRANSLATION)
    pattern = _by_character()
    if pattern.search(text):
        text = pattern.sub(r" \g<0> ", text)
    return text.split()


class _Translation(dict[int, int | str | None]):
    """A table for `str.translate`; the entry of a character is computed when it first occurs."""

    def __missing__(self, code: int) -> int | str | None:
        kind = category(chr(code))
        value: int | str | None = " "
        if kind[0] in "LMN":
            value = code
        # Joiners, soft hyphens and direction marks are invisible within words, so they are
        # deleted. A zero-width space separates words. Enclosing marks and variation selectors
        # mostly belong to emoji, and would otherwise become words.
        if (kind in ("Cf", "Me") and code != 0x200B) or _selects_variation(code):
            value = None
        self[code] = value
        return value


_TRANSLATION = _Translation()


def _selects_variation(code: int) -> bool:
    return 0xFE00 <= code <= 0xFE0F or 0xE0100 <= code <= 0xE01EF or 0x180B <= code <= 0x180F


@cache
def _by_character() -> re.Pattern[str]:
    """Return a pattern for one token of a script without spaces, in a text without punctuation."""
    asian = [chr(c) for low, high in _SOUTH_EAST_ASIAN for c in range(low, high + 1)]
    letters = "".join(c for c in asian if category(c)[0] == "L")
    marks = "".join(c for c in asian if category(c)[0] == "M") + "\u302a-\u302f\u3099\u309a"
    ideographs = "".join(f"{chr(low)}-{chr(high)}" for low, high in _IDEOGRAPHS)
    return re.compile(f"[{ideographs}{letters}][{marks}]*")


@cache
def _stemmer(stem: str) -> _Stemmer:
    import Stemmer

    stemmer: _Stemmer = Stemmer.Stemmer(SNOWBALL[stem.removeprefix("snowball-")])
    return stemmer


class _Stemmer(Protocol):
    """The used part of PyStemmer, which has no types."""

    def stemWords(self, words: list[str]) -> list[str]: ...  # noqa: N802 - the name in PyStemmer

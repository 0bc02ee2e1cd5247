"""Tokens as metrics count them: the ASCII profile of rouge-score, and one for every script.

Metrics do not use a Document's words: those follow its language's rules, which may improve;
a published ROUGE value must not move when they do.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Protocol
from unicodedata import category, normalize

from summkit.metrics.folding import folded

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
"""Language -> Snowball algorithm, as PyStemmer calls it."""

_ASCII = re.compile(r"[a-z0-9]+")

# Scripts written without spaces between words. Han, kana and bopomofo:
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


def profile_for(language: str) -> str:
    """Return the profile of a language: "ascii" for English, "unicode" for every other.

    The ASCII profile is what every published ROUGE value for English uses; of other
    languages it drops letters.
    """
    return "ascii" if language.partition("-")[0].lower() == "en" else "unicode"


def tokens(text: str, profile: str, stem: str = "none", fold: str = "none") -> list[str]:
    """Split a text into tokens; one with a letter or digit has at least one in "unicode".

    Parameters
    ----------
    text
        Any; letter case, punctuation and white space are not in the tokens.
    profile
        "ascii": lower-cased runs of a-z and 0-9, as rouge-score 0.1.2 has them.
        "unicode": normalised as in Unicode's caseless matching (NFKC, case folding, NFKC),
        then runs of letters, marks and digits; Han, kana, Thai, Lao, Khmer and Myanmar by
        character, a letter with its marks. On ASCII text both give the same tokens, but in
        Turkish.
    stem
        "none", or "snowball-fr" and the like for the "unicode" profile.
    fold
        Letters taken for one in the "unicode" profile: one of `folding.FOLDS`, or "none".
    """
    # In Turkish an ASCII text has a capital whose small letter is not ASCII.
    if profile == "ascii" or (text.isascii() and fold != "tr"):
        found = _ASCII.findall(text.lower())
    else:
        found = _unicode_tokens(text, fold)
    if stem != "none":
        # A stemmer may leave nothing of a word; the word then stands for itself.
        found = [s or w for s, w in zip(_stemmer(stem).stemWords(found), found, strict=True)]
    return found


def dropped_share(text: str) -> float:
    """Return the share (0..1) of a text's letters that the ASCII profile drops."""
    if text.isascii():
        return 0.0
    letters = [letter for letter in text.lower() if letter.isalpha()]
    return sum(not letter.isascii() for letter in letters) / max(1, len(letters))


def _unicode_tokens(text: str, fold: str) -> list[str]:
    text = folded(normalize("NFKC", text), fold)
    text = normalize("NFKC", text.casefold()).translate(_KEPT)
    pattern = _by_character()
    if pattern.search(text):
        text = pattern.sub(r" \g<0> ", text)
    return text.split()


class _Kept(dict[int, int | str | None]):
    """What `str.translate` makes of each character, worked out when it is first met."""

    def __missing__(self, code: int) -> int | str | None:
        kind = category(chr(code))
        value: int | str | None = " "
        if kind[0] in "LMN":
            value = code
        # Joiners, soft hyphens and direction marks stand inside words and are not seen;
        # a zero-width space divides them. Enclosing marks and variation selectors mostly
        # belong to emoji, and would be left over as words.
        if (kind in ("Cf", "Me") and code != 0x200B) or _selects_variation(code):
            value = None
        self[code] = value
        return value


_KEPT = _Kept()


def _selects_variation(code: int) -> bool:
    return 0xFE00 <= code <= 0xFE0F or 0xE0100 <= code <= 0xE01EF or 0x180B <= code <= 0x180F


@cache
def _by_character() -> re.Pattern[str]:
    """Match one token of a script without spaces, in text that is only letters, marks, digits."""
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
    """What of PyStemmer, which has no types, is used."""

    def stemWords(self, words: list[str]) -> list[str]: ...  # noqa: N802 - its name there

"""Letters that a language's readers take for one, where capitals, marks or keyboards differ.

The Unicode profile folds case as Unicode does for all languages alike. These rules come on top,
by language, as is usual where texts in that language are compared:

* Turkish and Azerbaijani: I is the capital of ı, and İ of i.
* Greek: accents are left out, since capitals are written without them.
* Arabic: the forms of alef are one; vowel signs and the tatweel are left out; digits are 0 to 9.
* Persian and Urdu: the Arabic and the language's own yeh, kaf and heh are one; vowel signs and the
  tatweel are left out; digits are 0 to 9. Persian آ stays a letter of its own.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING
from unicodedata import category, normalize

if TYPE_CHECKING:
    from summkit.document import Document

FOLDS = ("tr", "el", "ar", "fa", "ur")

_LANGUAGES = {"tr": "tr", "az": "tr", "el": "el", "ar": "ar", "fa": "fa", "ur": "ur"}
_VOWEL_SIGNS = (*range(0x0610, 0x061B), *range(0x064B, 0x0660), 0x0670, *range(0x06D6, 0x06EE))
_TATWEEL = 0x0640
_DIGITS = {start + digit: str(digit) for start in (0x0660, 0x06F0) for digit in range(10)}
_LETTERS = {
    "ar": {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا"},
    "fa": {"أ": "ا", "إ": "ا", "ي": "ی", "ى": "ی", "ك": "ک", "ۀ": "ه"},
    "ur": {"ي": "ی", "ى": "ی", "ك": "ک", "ه": "ہ"},
}


def fold_for(language: str) -> str:
    """Return which of `FOLDS` a language has, "none" where it has none.

    Parameters
    ----------
    language
        BCP 47 code; what follows the first hyphen does not matter.
    """
    return _LANGUAGES.get(language.partition("-")[0].lower(), "none")


def fold_of(fold: str, document: Document | None) -> str:
    """Return which fold a text has: the one that is asked for, or by "auto" its language's."""
    if fold != "auto":
        return fold
    return fold_for(document.language.code) if document else "none"


def fold_setting(profile: str, fold: str) -> tuple[tuple[str, str], ...]:
    """Return the part of a signature that names the fold, where it may change a value."""
    return () if profile == "ascii" or fold == "none" else (("fold", fold),)


def folded(text: str, fold: str) -> str:
    """Return a text with what `fold` takes for one made one; case is folded elsewhere.

    Parameters
    ----------
    text
        In Unicode's form NFKC.
    fold
        One of `FOLDS`, or "none".
    """
    return text if fold == "none" else text.translate(_table(fold))


@cache
def _table(fold: str) -> dict[int, str | None]:
    if fold == "tr":
        return {ord("I"): "ı", ord("İ"): "i"}
    if fold == "el":
        return _without_accents()
    table: dict[int, str | None] = dict.fromkeys((*_VOWEL_SIGNS, _TATWEEL))
    marks = {sign: None for sign in table if category(chr(sign)) in ("Mn", "Lm")}
    return {**marks, **_DIGITS, **{ord(one): other for one, other in _LETTERS[fold].items()}}


def _without_accents() -> dict[int, str | None]:
    """Map Greek letters with marks to the letters without."""
    table: dict[int, str | None] = {}
    for code in (*range(0x0370, 0x0400), *range(0x1F00, 0x2000)):
        plain = "".join(c for c in normalize("NFD", chr(code)) if category(c) != "Mn")
        if plain and plain != chr(code):
            table[code] = plain
    return table

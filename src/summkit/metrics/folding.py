"""Folding: letters that readers of a language treat as equal, by language.

The Unicode profile folds case in the same way for all languages. These additional rules are usual
in comparisons of texts in the respective language:

* Turkish and Azerbaijani: I is the capital of ı, and İ is the capital of i.
* Greek: accents are deleted, because capitals are written without accents.
* Arabic: all forms of alef are equal; vowel signs and the tatweel are deleted; digits become
  0 to 9.
* Persian and Urdu: the Arabic yeh, kaf and heh are equal to the yeh, kaf and heh of the language;
  vowel signs and the tatweel are deleted; digits become 0 to 9. Persian آ remains a different
  letter.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any
from unicodedata import category, normalize

from summkit.parameters import parameter

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


def fold_parameter() -> Any:
    """Return the parameter `fold` of a metric that compares tokens."""
    return parameter(
        "auto",
        "Rules for equal letters in the unicode profile; auto chooses by language.",
        choices=("auto", "none", *FOLDS),
    )


def fold_for(language: str) -> str:
    """Return the fold of a language, one of `FOLDS`, or "none" if it has none.

    Parameters
    ----------
    language
        BCP 47 code; only the part before the first hyphen counts.
    """
    return _LANGUAGES.get(language.partition("-")[0].lower(), "none")


def fold_of(fold: str, document: Document | None) -> str:
    """Return the fold for a text: `fold`, or for "auto" the fold of the document's language."""
    if fold != "auto":
        return fold
    return fold_for(document.language.code) if document else "none"


def fold_setting(profile: str, fold: str) -> tuple[tuple[str, str], ...]:
    """Return the fold as part of a signature; () if it cannot change a value."""
    return () if profile == "ascii" or fold == "none" else (("fold", fold),)


def folded(text: str, fold: str) -> str:
    """Return a text in which equal letters are replaced by one of them, without case folding.

    Parameters
    ----------
    text
        A text in Unicode normalisation form NFKC.
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
    """Return a mapping of Greek letters with marks to the letters without marks."""
    table: dict[int, str | None] = {}
    for code in (*range(0x0370, 0x0400), *range(0x1F00, 0x2000)):
        plain = "".join(c for c in normalize("NFD", chr(code)) if category(c) != "Mn")
        if plain and plain != chr(code):
            table[code] = plain
    return table

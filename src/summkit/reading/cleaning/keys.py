"""Forms of phrases for comparison: labels without spaces, Greek without accents."""

from __future__ import annotations

from unicodedata import combining, normalize

from summkit.patterns import regex

_GLUE = regex(r"[\W_]+")  # white space and punctuation
_NUMBER = regex(r"\d+")  # "12"
GREEK = regex("[\u0370-\u03ff]")


def label_key(line: str) -> str:
    """Return a label's letters in lower case, with 0 for any number, for comparison."""
    key = _GLUE.sub("", line.casefold())
    if GREEK.search(key):  # Greek capitals have no accents: "ΔΙΑΦΗΜΙΣΗ"
        key = unaccented(key)
    return key if key.isalpha() else _NUMBER.sub("0", key)


def unaccented(text: str) -> str:
    """Return a text without accents."""
    return "".join(c for c in normalize("NFD", text) if not combining(c))

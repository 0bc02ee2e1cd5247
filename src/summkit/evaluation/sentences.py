"""The sentences of one text that another program wrote, and of its references."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import isnan
from numbers import Real
from typing import Any

from summkit.article import Reference
from summkit.errors import InputError
from summkit.metrics.tokens import tokens
from summkit.reading.cleaning.characters import clean
from summkit.reading.formats.values import is_missing_mark

_TAKES = "a text must be a string or a list of strings, its sentences"


def listed_references(value: Any, where: str, altered: dict[str, None]) -> tuple[Reference, ...]:
    """Return the references of one article: a string is one, a list of strings is several."""
    if isinstance(value, str) or is_missing(value) or _is_summary(value):
        return (sentences(value, where, altered),)
    if isinstance(value, bytes | Mapping) or not isinstance(value, Iterable):
        raise InputError(f"{_TAKES}, or a list of these, not {type(value).__name__}", where)
    return tuple(
        sentences(list(each) if isinstance(each, tuple) else each, where, altered) for each in value
    )


def _is_summary(value: Any) -> bool:
    if isinstance(value, str | list):
        return False
    from summkit.summary import Summary  # a slow import, so only if it is needed

    return isinstance(value, Summary)


def sentences(value: Any, where: str, altered: dict[str, None] | None = None) -> Reference:
    r"""Return the sentences of a text: the items of a list, or the lines of a string.

    A line feed ends a sentence, as in rouge-score and in a comparison. Other line breaks, such as
    U+2028, are spaces, also in rouge-score. These texts are empty and have no sentences: a text of
    invisible characters, and "nan" and "None", which programs write for a missing text. Letters
    with marks are composed as in articles ("é" is one character). A Summary is its text. If the
    cleaning changes the words of the ASCII profile, `where` is added to `altered`, because
    rouge-score cleans nothing.
    """
    if is_missing(value):
        return ()
    if _is_summary(value):
        value = str(value)
    parts = value.split("\n") if isinstance(value, str) else value
    if not isinstance(parts, list) or not all(isinstance(part, str) for part in parts):
        raise InputError(f"{_TAKES}, not {type(value).__name__}", where)
    cleaned = [clean(part) for part in parts]
    if altered is not None and cleaned != parts and _words(cleaned) != _words(parts):
        altered[where] = None
    if isinstance(value, str):
        cleaned = [part.strip("\n").replace("\n", " ") for part in cleaned]
    return tuple(part for part in cleaned if part.strip())


def _words(parts: Sequence[str]) -> list[list[str]]:
    return [tokens(part, "ascii") for part in parts]


def is_missing(value: Any) -> bool:
    """Return whether a value means a missing text: None, NaN (from pandas), or "nan" in a file."""
    if isinstance(value, str):
        return is_missing_mark(value)
    return (
        value is None
        or type(value).__name__ == "NAType"
        or (isinstance(value, Real) and isnan(value))
    )

"""Stems: Snowball (Porter 2001) through PyStemmer, or a few endings where it has no algorithm."""

from __future__ import annotations

from threading import local
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import Stemmer

# PyStemmer's objects are not safe to share between threads, hence a set of them for each.
_mine = local()


def stem(words: list[str], algorithm: str, suffixes: tuple[str, ...] = ()) -> list[str]:
    """Return the stem of each lower-cased word.

    Parameters
    ----------
    words
        Lower-cased.
    algorithm
        Name of a Snowball algorithm, or "".
    suffixes
        Where `algorithm` is "": endings to take off, the first that fits, as long as two
        letters are left.
    """
    if algorithm:
        stemmed: list[str] = _stemmer(algorithm).stemWords(words)
        return stemmed
    return [_cut(word, suffixes) for word in words] if suffixes else words


def _stemmer(algorithm: str) -> Stemmer.Stemmer:
    made: dict[str, Stemmer.Stemmer] = _mine.__dict__
    if algorithm not in made:
        import Stemmer

        # Without its cache: looking there costs more than stemming anew.
        made[algorithm] = Stemmer.Stemmer(algorithm, 0)
    return made[algorithm]


def _cut(word: str, suffixes: tuple[str, ...]) -> str:
    for suffix in suffixes:
        if len(word) >= len(suffix) + 2 and word.endswith(suffix):
            return word[: -len(suffix)]
    return word

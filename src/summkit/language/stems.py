"""Stems: Snowball (Porter 2001) through PyStemmer, or a few endings where it has no algorithm."""

from __future__ import annotations

from threading import local
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    import Stemmer

# Words whose stems are remembered, for each of the last few algorithms: some 6 MB each at
# most. Emptied when full, since the words that matter are back after a few articles.
_MOST = 40_000
_ALGORITHMS = 4

# Characters; what is longer is no word, and stemming it would take sixty times its size.
_LONGEST = 1_000

# PyStemmer's objects are not safe to share between threads, hence a set of them for each.
_mine = local()


def stem(words: list[str], algorithm: str, suffixes: tuple[str, ...] = ()) -> list[str]:
    """Return the stem of each lower-cased word; one of over 1,000 characters stays as it is.

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
        stemmer, known = _stemmer(algorithm)
        found = list(map(known.get, words))
        if None not in found:
            return cast("list[str]", found)
        new = [word for word, stemmed in zip(words, found, strict=True) if stemmed is None]
        if max(map(len, new)) > _LONGEST:
            return [word if len(word) > _LONGEST else stemmer.stemWord(word) for word in words]
        if len(known) > _MOST:
            known.clear()
            new = words
        if len(new) > _MOST:
            stemmed: list[str] = stemmer.stemWords(words)
            return stemmed
        known.update(zip(new, stemmer.stemWords(new), strict=True))
        return list(map(known.__getitem__, words))
    return [_cut(word, suffixes) for word in words] if suffixes else words


def _stemmer(algorithm: str) -> tuple[Stemmer.Stemmer, dict[str, str]]:
    """Return this thread's stemmer, and the words it has stemmed."""
    made: dict[str, tuple[Stemmer.Stemmer, dict[str, str]]] = _mine.__dict__
    if algorithm not in made:
        import Stemmer

        if len(made) >= _ALGORITHMS:
            made.clear()
        # Without its own cache: looking there costs more than stemming anew.
        made[algorithm] = Stemmer.Stemmer(algorithm, 0), {}
    return made[algorithm]


def _cut(word: str, suffixes: tuple[str, ...]) -> str:
    for suffix in suffixes:
        if len(word) >= len(suffix) + 2 and word.endswith(suffix):
            return word[: -len(suffix)]
    return word

"""Stem words by Snowball (Porter 2001) with PyStemmer, or by endings if it has no algorithm."""

from __future__ import annotations

from threading import local
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    import Stemmer

# Words whose stems are cached, for each of the last few algorithms: at most about 6 MB each. A full
# cache is emptied, since the frequent words return within a few articles.
_MOST = 40_000
_ALGORITHMS = 4

# Maximum characters of a word. Stemming a longer text would take sixty times its size in memory.
_LONGEST = 1_000

# PyStemmer's objects must not be shared between threads, so each thread has its own.
_mine = local()


def stem(words: list[str], algorithm: str, suffixes: tuple[str, ...] = ()) -> list[str]:
    """Return the stem of each lower-cased word; a word of over 1,000 characters is unchanged.

    Parameters
    ----------
    words
        Words in lower case.
    algorithm
        Name of a Snowball algorithm, or "".
    suffixes
        Endings to remove if `algorithm` is ""; the first that fits is removed if at least two
        letters remain.
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
    """Return this thread's stemmer, and its cache of stems."""
    made: dict[str, tuple[Stemmer.Stemmer, dict[str, str]]] = _mine.__dict__
    if algorithm not in made:
        import Stemmer

        if len(made) >= _ALGORITHMS:
            made.clear()
        # PyStemmer's own cache is switched off, because its look-up takes longer than stemming.
        made[algorithm] = Stemmer.Stemmer(algorithm, 0), {}
    return made[algorithm]


def _cut(word: str, suffixes: tuple[str, ...]) -> str:
    """Return a word without the first ending that fits, if at least two letters remain."""
    for suffix in suffixes:
        if len(word) >= len(suffix) + 2 and word.endswith(suffix):
            return word[: -len(suffix)]
    return word

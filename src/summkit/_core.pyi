"""The types of the compiled core: each function repeats the pure one that calls it."""

from array import array

class Lexicon:
    """What the terms of a language are made with; only a type for mypy."""

def lexicon(
    stop_words: frozenset[str],
    stop_tokens: frozenset[str],
    stemmer: str,
    suffixes: tuple[str, ...],
) -> Lexicon | None: ...
def terms(
    body: str, spans: array[int], lexicon: Lexicon, changes: bool
) -> tuple[bytes, bytes, str, str, bytes]: ...

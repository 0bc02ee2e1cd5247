"""The valency of words, counted in running text: see `benchmarks/headline_valency.py`."""

from __future__ import annotations

from functools import cache

from summkit.datafiles import read_data


def is_open(word: str) -> bool:
    """Return whether a lower-case word hardly ever ends a phrase: "relies", "portion", "prime"."""
    return word in _open()


def closes(word: str) -> bool:
    """Return whether a lower-case verb form often ends a phrase: "resigned", "rising"."""
    return word in _closing()


def binds(word: str, preposition: str) -> bool:
    """Return whether a word mostly precedes this preposition: "stake" before "in"."""
    words = _bound().get(preposition)
    return words is not None and word in words


@cache
def _open() -> frozenset[str]:
    return frozenset(read_data("shortening", "valency")["open"].split())


@cache
def _closing() -> frozenset[str]:
    return frozenset(read_data("shortening", "valency")["closing"].split())


@cache
def _bound() -> dict[str, frozenset[str]]:
    bound = read_data("shortening", "valency")["bound"]
    return {word: frozenset(text.split()) for word, text in bound.items()}

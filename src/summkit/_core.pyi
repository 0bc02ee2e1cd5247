"""The types of the compiled core: each function repeats the pure one that calls it."""

from array import array
from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

_T = TypeVar("_T", bound=tuple[int, int, int, str, int])

REVISION: int

class Speakers:
    """The languages that use each function word; only a type for mypy."""

def speakers(
    codes: tuple[str, ...], listed: tuple[str, ...], weights: tuple[float, ...]
) -> Speakers: ...
def evidence(sample: str, speakers: Speakers) -> tuple[int, dict[str, float]]: ...
def leader(sample: str, speakers: Speakers) -> tuple[int, str, float, float]: ...
def blocks(sample: str, lasts: array[int]) -> list[int]: ...

class Phrases:
    """Phrases that are searched together; only a type for mypy."""

def phrases(listed: tuple[str, ...], letters: int) -> Phrases: ...
def openings(texts: list[str], before: str, phrases: Phrases) -> list[int]: ...
def whole_sentences(
    body: str, spans: array[int], least: int, short_length: int
) -> list[int] | None: ...
def held(texts: list[str], phrases: Phrases) -> list[tuple[int, int]] | None: ...

class Words:
    """ASCII words that are looked for together; only a type for mypy."""

def words(listed: tuple[bytes, ...], lower: bool) -> Words: ...
def with_words(texts: list[str], words: Words, hyphens: bool) -> list[bool]: ...
def has_word(text: str, words: Words, /) -> bool: ...
def may_be_broken(text: str, ends: str) -> bool: ...
def name_runs(text: str, joiners: frozenset[str]) -> list[list[tuple[int, str]]]: ...
def repeated(
    ids: array[int],
    offsets: array[int],
    count: int,
    begin: int,
    back: int,
    least: int,
    alike: float,
) -> list[int]: ...

class Lexicon:
    """The data for the terms of a language; only a type for mypy."""

class Stops:
    """The rules of a language for stops; only a type for mypy."""

def stops(
    stops: str, breaks: str, tails: Iterable[str], kinds: Iterable[str], shortest: int
) -> Stops: ...
def split(
    text: str,
    stops: Stops,
    breaks: tuple[int, ...],
    decide: Callable[[int, int], tuple[int, int, int]],
    asides: array[int],
    quick: bool,
) -> bytes: ...
def sentences(type: type[_T], body: str, spans: array[int]) -> tuple[_T, ...]: ...
def lexicon(
    stop_words: frozenset[str],
    stop_tokens: frozenset[str],
    stemmer: str,
    suffixes: tuple[str, ...],
) -> Lexicon | None: ...
def spaced_words(text: str) -> list[str]: ...
def terms(
    body: str, spans: array[int], lexicon: Lexicon, changes: bool
) -> tuple[bytes, bytes, str, str, bytes]: ...
def lexrank(
    ids: array[int],
    offsets: array[int],
    idf: array[float],
    threshold: float,
    exact: Callable[[int, int], bool],
    /,
) -> list[float]: ...
def textrank(
    ids: array[int], offsets: array[int], logs: array[float], damping: float, /
) -> list[float]: ...
def overlap(ids: array[int], offsets: array[int], weight: Any, start: int, out: Any, /) -> None: ...

class RankedArticle:
    """An article as newsrank sees it; only a type for mypy."""

def newsrank_article(
    ids: array[int],
    offsets: array[int],
    stems: str,
    lists: tuple[list[int] | list[bool], ...],
    places: tuple[list[int], list[int], list[int]],
    title: list[int],
    cuts: list[tuple[int, int, int, int]],
    room: float,
    joiner: float,
    terms: array[float],
    sentences: array[float],
    /,
) -> tuple[RankedArticle, list[float], list[bool]]: ...
def newsrank_sets(
    article: RankedArticle | None,
    scores: list[float],
    allowed: list[int],
    limits: tuple[float, float, int, bool, float, float, float],
    weights: array[float],
    /,
) -> tuple[list[int], bytes, bytes]: ...
def newsrank_costs(
    shortlist: list[int],
    news: int,
    late: float,
    need: float,
    gap: float,
    near: float,
    far: float,
    jump: float,
    /,
) -> bytearray: ...
def newsrank_unmet(
    costs: bytearray, need: float, masks: list[tuple[int, int, int, int]], /
) -> None: ...
def newsrank_best(subsets: bytes, values: bytes, costs: bytearray, /) -> int: ...
def newsrank_features(article: RankedArticle, /) -> bytes: ...
def count_draws(raw: Any, articles: int, counts: Any, /) -> None: ...

class FeatureTable:
    """Features of a tagger or parser and their weights; only a type for mypy."""

def feature_table(
    features: bytes | memoryview, weights: bytes | memoryview, classes: int, /
) -> FeatureTable: ...
def tag_words(
    table: FeatureTable,
    tags: Sequence[str],
    lower: Sequence[str],
    shapes: Sequence[str],
    fixed: list[int],
    /,
) -> list[int]: ...
def attach_words(
    table: FeatureTable, forms: Sequence[str], tags: Sequence[str], /
) -> list[int]: ...
def label_arcs(
    table: FeatureTable, forms: Sequence[str], tags: Sequence[str], heads: list[int], /
) -> list[int]: ...
def look_at_sentences(
    texts: list[str],
    dangling: frozenset[str],
    stop_words: frozenset[str],
    around: str,
    quotes: str,
    family: str,
    words: str,
    word_ids: array[int],
    /,
) -> tuple[
    list[int],
    list[int],
    list[int],
    list[int],
    list[int],
    list[bool],
    list[bool],
    list[int],
    list[bool],
]: ...

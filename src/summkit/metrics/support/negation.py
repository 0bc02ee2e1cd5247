"""Negation on one side only: in the headline, or in the sentence of the article that it repeats.

The method prefers precision to recall. Negations are compared by the negated word: the first
content word after the negation (in languages that put the negation after the verb, also the first
before it). A text is compared only with a sentence that shares most of its content words.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from math import ceil
from typing import NamedTuple
from weakref import WeakKeyDictionary

from summkit.datafiles import read_data
from summkit.document import Document
from summkit.language import Language

_LEAST = 2  # minimum content words that a text and a compared sentence share
_SHARE = 0.5  # the same minimum as a share of the text's content words
_CLOSE = 0.6  # the same share if the sentence contains the negation
_REACH = 3  # number of words after a negation that may be negated
PAIRS = 1_000_000
"""Maximum number of pairs of compared sentences (some seconds). Above it the value is NaN."""
# In these languages the negation ("nicht", "niet", "pas") comes after the verb.
_AFTER_VERB = frozenset({"de", "fr", "nl"})


class Negation(NamedTuple):
    """A negation on one side only.

    Attributes
    ----------
    side
        "candidate" if the text negates a statement of the article, "article" if the text
        affirms a statement that the article negates.
    start, end
        Place in the text: the negation, or the word that the article negates.
    sentence
        Index of the contradicted sentence in the article.
    """

    side: str
    start: int
    end: int
    sentence: int


class _Words(NamedTuple):
    negative: frozenset[str]
    suffix: str
    lexical: frozenset[str]


@cache
def _words(language: Language) -> _Words:
    data = read_data("metrics/support", "negation").get(language.code, {})
    lexical = data.get("lexical", "").split()
    return _Words(
        frozenset(data.get("words", "").split()),
        data.get("suffix", ""),
        frozenset(language.stem(lexical)) if lexical else frozenset(),
    )


class _Index:
    """The sentences of an article by stem, made once per Document."""

    def __init__(self, document: Document) -> None:
        self.sets = [frozenset(stems) for stems in document.stems]
        self._holders: dict[str, list[int]] = {}
        for number, stems in enumerate(self.sets):
            for stem in stems:
                self._holders.setdefault(stem, []).append(number)

    def holders(self, stem: str) -> Sequence[int]:
        """Return the sentences that contain a stem, in order."""
        return self._holders.get(stem, ())

    def rarest(self, content: set[str]) -> list[str]:
        """Return the rarest stems; a similar sentence contains at least one of them."""
        rest = len(content) - ceil(_least(content)) + 1
        return sorted(content, key=lambda stem: (len(self.holders(stem)), stem))[: max(0, rest)]


_indices: WeakKeyDictionary[Document, _Index] = WeakKeyDictionary()


def _index_of(document: Document) -> _Index:
    if document not in _indices:
        _indices[document] = _Index(document)
    return _indices[document]


def has_negation(sentences: Iterable[str], document: Document) -> bool | None:
    """Return whether one of these sentences has a negation on one side only.

    Returns
    -------
    None if more than `PAIRS` pairs of sentences would have to be compared.
    """
    language = document.language
    if not _words(language).negative:
        return False
    index = _index_of(document)
    different = list(dict.fromkeys(sentences))
    pairs = 0
    for sentence in different:
        words = _lowered(language.words(sentence))
        content = _content(words, language.stem(words), language)
        pairs += sum(len(index.holders(stem)) for stem in index.rarest(content))
        if pairs > PAIRS:  # checked before any pair is compared
            return None
    return any(negations(sentence, document) for sentence in different)


def negations(text: str, document: Document) -> list[Negation]:
    """Return at most one negation that only the text or only the article has.

    Parameters
    ----------
    text
        One sentence or headline. A longer text is compared as a whole with single sentences of
        the article.
    document
        The article. In a language without data nothing is found.
    """
    language = document.language
    words = _words(language)
    if not words.negative:
        return []
    spans = language.word_spans(text)
    mine = _lowered(text[start:end] for start, end in spans)
    stems = language.stem(mine)
    content = _content(mine, stems, language)
    at = [place for place, word in enumerate(mine) if _is_negative(word, words)]
    matches = _matches(content, document)
    if not matches or (not at and not words.lexical.isdisjoint(stems)):
        return []
    best = matches[0]
    if at:
        reached = _negated_stems(mine, stems, at[:1], language)
        if not reached or not reached <= set(document.stems[best]):
            return []
        index = _index_of(document)
        holders = {number for stem in reached for number in index.holders(stem)}
        if any(_denies(document, number, reached) for number in holders):
            return []
        return [Negation("candidate", *spans[at[0]], best)]
    denied = _stems_denied_by(document, best) & content
    verb = next((place for place, stem in enumerate(stems) if stem in denied), None)
    # Articles often negate something else as well, so a negation there needs closer sentences.
    near = len(content.intersection(document.stems[best])) >= max(3, _CLOSE * len(content))
    if verb is None or not near or any(_affirms(document, index, denied) for index in matches[1:]):
        return []
    return [Negation("article", *spans[verb], best)]


def _lowered(words: Iterable[str]) -> list[str]:
    return [word.lower().replace("’", "'") for word in words]


def _is_negative(word: str, words: _Words) -> bool:
    return word in words.negative or (bool(words.suffix) and word.endswith(words.suffix))


def _content(words: Sequence[str], stems: Sequence[str], language: Language) -> set[str]:
    return {
        stem
        for word, stem in zip(words, stems, strict=True)
        if word not in language.stop_words and len(word) > 1
    }


def _matches(content: set[str], document: Document) -> list[int]:
    """Return the sentences that share most of the content words, the most similar first."""
    index = _index_of(document)
    numbers = {number for stem in index.rarest(content) for number in index.holders(stem)}
    shared = {number: len(content & index.sets[number]) for number in numbers}
    least = _least(content)
    near = [number for number, count in shared.items() if count >= least]
    return sorted(near, key=lambda number: (-shared[number], number))


def _least(content: set[str]) -> float:
    return max(_LEAST, _SHARE * len(content))


def _negated_stems(
    words: Sequence[str], stems: Sequence[str], at: Sequence[int], language: Language
) -> set[str]:
    """Return the stems of the content words nearest to each negation."""
    found = set()
    for place in at:
        ways = [range(place + 1, min(len(words), place + 1 + _REACH))]
        if language.code in _AFTER_VERB:
            ways.append(range(place - 1, max(-1, place - 1 - _REACH), -1))
        for way in ways:
            near = (at for at in way if words[at] not in language.stop_words and len(words[at]) > 1)
            first = next(near, None)
            if first is not None:
                found.add(stems[first])
    return found


def _stems_denied_by(document: Document, index: int) -> set[str]:
    """Return the stems that a sentence of the document negates."""
    words = _lowered(document.words[index])
    listed = _words(document.language)
    at = [place for place, word in enumerate(words) if _is_negative(word, listed)]
    return _negated_stems(words, document.stems[index], at, document.language)


def _denies(document: Document, index: int, stems: set[str]) -> bool:
    """Return whether a sentence negates one of these stems, or has one and a verb of refusal."""
    if stems.isdisjoint(document.stems[index]):
        return False
    lexical = _words(document.language).lexical
    return not stems.isdisjoint(_stems_denied_by(document, index)) or not lexical.isdisjoint(
        document.stems[index]
    )


def _affirms(document: Document, index: int, stems: set[str]) -> bool:
    """Return whether a sentence contains one of these stems and negates none of them."""
    return not stems.isdisjoint(document.stems[index]) and not _denies(document, index, stems)

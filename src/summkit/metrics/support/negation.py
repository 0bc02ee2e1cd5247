"""Negation that stands on one side only: in the headline, or in the sentence it is made from.

Precision before recall. A negation is compared by the word it negates: the first content word
behind it (for languages that put it behind the verb, one before it as well). A text is only
compared with a sentence that shares most of its content words.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from summkit.document import Document
from summkit.language import Language
from summkit.metrics.data import read

_LEAST = 2  # content words shared with a sentence it is compared with
_SHARE = 0.5  # share of the text's content words, the same
_CLOSE = 0.6  # the same, where it is the sentence that negates
_REACH = 3  # words that a negation reaches
# "nicht", "niet" and "pas" follow their verb.
_BEHIND = frozenset({"de", "fr", "nl"})


class Negation(NamedTuple):
    """A negation on one side only.

    Attributes
    ----------
    side
        "candidate" where the text negates what the article says, "article" where the
        text says what the article negates.
    start, end
        Place in the text: the negation, or the word that the article negates.
    sentence
        Index of the article's sentence that it contradicts.
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
    data = read("negation").get(language.code, {})
    lexical = data.get("lexical", "").split()
    return _Words(
        frozenset(data.get("words", "").split()),
        data.get("suffix", ""),
        frozenset(language.stem(lexical)) if lexical else frozenset(),
    )


def negations(text: str, document: Document) -> list[Negation]:
    """Return at most one negation that a text has and its article has not, or the reverse.

    Parameters
    ----------
    text
        One sentence or headline; of more, only what one sentence of the article says
        can be compared.
    document
        In a language without data, nothing is found.
    """
    language = document.language
    words = _words(language)
    if not words.negative:
        return []
    spans = language.word_spans(text)
    mine = [text[start:end].lower().replace("’", "'") for start, end in spans]
    stems = language.stem(mine)
    content = _content(mine, stems, language)
    at = [place for place, word in enumerate(mine) if _is_negative(word, words)]
    matches = _matches(content, document)
    if not matches or (not at and not words.lexical.isdisjoint(stems)):
        return []
    best = matches[0]
    if at:
        reached = _reached(mine, stems, at[:1], language)
        if not reached or not reached <= set(document.stems[best]):
            return []
        if any(_denies(document, index, reached) for index in range(len(document.sentences))):
            return []
        return [Negation("candidate", *spans[at[0]], best)]
    denied = _denied(document, best) & content
    verb = next((place for place, stem in enumerate(stems) if stem in denied), None)
    # A sentence that denies something else as well is common: this side asks for more.
    near = len(content.intersection(document.stems[best])) >= max(3, _CLOSE * len(content))
    if verb is None or not near or any(_affirms(document, index, denied) for index in matches[1:]):
        return []
    return [Negation("article", *spans[verb], best)]


def _is_negative(word: str, words: _Words) -> bool:
    return word in words.negative or (bool(words.suffix) and word.endswith(words.suffix))


def _content(words: Sequence[str], stems: Sequence[str], language: Language) -> set[str]:
    return {
        stem
        for word, stem in zip(words, stems, strict=True)
        if word not in language.stop_words and len(word) > 1
    }


def _matches(content: set[str], document: Document) -> list[int]:
    """Return the sentences that share most of the content words, the nearest first."""
    shared = [len(content.intersection(stems)) for stems in document.stems]
    least = max(_LEAST, _SHARE * len(content))
    near = [index for index, count in enumerate(shared) if count >= least]
    return sorted(near, key=lambda index: (-shared[index], index))


def _reached(
    words: Sequence[str], stems: Sequence[str], at: Sequence[int], language: Language
) -> set[str]:
    """Return the stems of the content words nearest to each negation."""
    found = set()
    for place in at:
        ways = [range(place + 1, min(len(words), place + 1 + _REACH))]
        if language.code in _BEHIND:
            ways.append(range(place - 1, max(-1, place - 1 - _REACH), -1))
        for way in ways:
            near = (at for at in way if words[at] not in language.stop_words and len(words[at]) > 1)
            first = next(near, None)
            if first is not None:
                found.add(stems[first])
    return found


def _denied(document: Document, index: int) -> set[str]:
    """Return the stems that a sentence of the document negates."""
    words = [word.lower().replace("’", "'") for word in document.words[index]]
    listed = _words(document.language)
    at = [place for place, word in enumerate(words) if _is_negative(word, listed)]
    return _reached(words, document.stems[index], at, document.language)


def _denies(document: Document, index: int, stems: set[str]) -> bool:
    """Whether a sentence negates any of these, or has a verb of refusal beside them."""
    if stems.isdisjoint(document.stems[index]):
        return False
    lexical = _words(document.language).lexical
    return not stems.isdisjoint(_denied(document, index)) or not lexical.isdisjoint(
        document.stems[index]
    )


def _affirms(document: Document, index: int, stems: set[str]) -> bool:
    """Whether a sentence has any of these and denies none."""
    return not stems.isdisjoint(document.stems[index]) and not _denies(document, index, stems)

"""Find sentences that repeat the content of a sentence shortly before them."""

from __future__ import annotations

from summkit import core
from summkit.document import Document

_BACK = 3  # sentences
_HEAD = 12  # sentences of an article that are compared
_LEAST = 6  # minimum terms of the shorter sentence
_ALIKE = 0.75  # minimum share of the terms of the shorter sentence that the other one contains
_ALIKE_SYLLABLES = 0.85  # the same share for Vietnamese, where each syllable is a word
_LONGEST = 40  # maximum words of a second sentence that replaces the first one
_FULLER = 1.25  # minimum number of terms of the fuller sentence, as a multiple of the other one's


def repeats(document: Document) -> frozenset[int]:
    """Return the sentences that repeat one of the three sentences before them.

    Only the first 12 sentences are compared. In many articles, a standfirst, a caption or a dek in
    the body precedes the sentence from which an editor made it. If the first sentence of the
    article is such a line (see `is_told_again`), the result has the first sentence instead of the
    second.
    """
    known: frozenset[int] | None = document.memory.get(repeats)
    if known is None:
        known = document.memory[repeats] = frozenset(_repeats(document))
    return known


def is_told_again(document: Document) -> bool:
    """Return whether the second sentence contains the whole content of the first one.

    The first sentence is then a caption, or a standfirst that is still in the body.
    """
    if len(document.sentences) < 2:
        return False
    rows = [frozenset(document.terms_of(index)) for index in (0, 1)]
    if len(rows[1]) < _FULLER * len(rows[0]):
        return False
    if document.language.count_words(document.sentences[1].text) > _LONGEST:
        return False  # the first sentence is the better lede
    return _is_alike(document, rows[0], rows[1])


def _repeats(document: Document) -> list[int]:
    count = min(_HEAD, len(document.sentences))
    begin = int(is_told_again(document))
    return [0] * begin + _repeated(document, count, begin)


def _repeated(document: Document, count: int, begin: int) -> list[int]:
    """Return the sentences that are like one of the three before them, from `begin` on."""
    if core.compiled:
        ids, offsets = document.term_ids, document.term_offsets
        return core.native.repeated(ids, offsets, count, begin, _BACK, _LEAST, _share(document))
    rows = [frozenset(document.terms_of(index)) for index in range(count)]
    return [
        index
        for index, row in enumerate(rows)
        if any(_is_alike(document, row, other) for other in rows[max(begin, index - _BACK) : index])
    ]


def _is_alike(document: Document, one: frozenset[int], other: frozenset[int]) -> bool:
    """Return whether the shorter of two sentences has most of its terms in the other."""
    least = min(len(one), len(other))
    return least >= _LEAST and len(one & other) >= _share(document) * least


def _share(document: Document) -> float:
    return _ALIKE_SYLLABLES if document.language.code == "vi" else _ALIKE

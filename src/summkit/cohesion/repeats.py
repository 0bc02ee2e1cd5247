"""Sentences that say again what a sentence shortly before them said."""

from __future__ import annotations

from summkit.document import Document

_BACK = 3  # sentences
_HEAD = 12  # sentences of an article that are compared
_LEAST = 6  # terms: fewer say too little
_ALIKE = 0.75  # share of the terms of the shorter sentence that the other one has
_ALIKE_SYLLABLES = 0.85  # the same, where each syllable is a word: Vietnamese
_LONGEST = 40  # words of the second sentence, if it is to replace the first one
_FULLER = 1.25  # how much longer the fuller of two sentences is, at least


def repeats(document: Document) -> frozenset[int]:
    """Return the sentences that repeat one of the three sentences before them.

    Only the first 12 sentences are compared: there a standfirst, a caption or the dek is followed
    by the sentence that it was made of. If the first sentence is only such a line, see
    `is_told_again`, the second one does not count.
    """
    known: frozenset[int] | None = document.memory.get(repeats)
    if known is None:
        known = document.memory[repeats] = frozenset(_repeats(document))
    return known


def is_told_again(document: Document) -> bool:
    """Return whether the second sentence says in full what the first one says.

    The first one is then a caption, or a standfirst that was left in the body.
    """
    if len(document.sentences) < 2:
        return False
    rows = [frozenset(document.terms_of(index)) for index in (0, 1)]
    if len(rows[1]) < _FULLER * len(rows[0]):
        return False
    if document.language.count_words(document.sentences[1].text) > _LONGEST:
        return False  # the first one makes the better lede
    return _is_alike(document, rows[0], rows[1])


def _repeats(document: Document) -> list[int]:
    rows = [frozenset(row) for row in document.terms[:_HEAD]]
    begin = int(is_told_again(document))
    return [
        index
        for index, row in enumerate(rows)
        if any(_is_alike(document, row, other) for other in rows[max(begin, index - _BACK) : index])
    ]


def _is_alike(document: Document, one: frozenset[int], other: frozenset[int]) -> bool:
    """Return whether the shorter of two sentences has most of its terms in the other."""
    alike = _ALIKE_SYLLABLES if document.language.code == "vi" else _ALIKE
    least = min(len(one), len(other))
    return least >= _LEAST and len(one & other) >= alike * least

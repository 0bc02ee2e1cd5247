"""Quotation marks that a text needs if it contains only a part of a quotation.

A quotation may cover several sentences, and only its first and last sentence have a mark. If the
text ends inside the quotation, the closing mark is printed after the last chosen sentence. In many
articles each paragraph of a quotation repeats the opening mark: in a text that is one paragraph,
the repeated mark is not printed. If a paragraph lost its opening mark, the mark is printed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from summkit.cohesion.completion import Completion
from summkit.cohesion.quotations import Quotation, quotations, unquoted
from summkit.document import Document
from summkit.patterns import regex

_END = regex(r"(?<!\.)[.!?]$")
_INITIALS = regex(r"\b[A-Z]\.$")
"""The end of a sentence that may be incomplete: "imports from the U.S."."""
_FAR = 7  # number of sentences in which the closing mark of a quotation is searched
_OPENING = frozenset('"“„«')
_OPENED_BY = {"”": "“", '"': '"', "»": "«"}
_CLOSED_BY = {"“": "”", '"': '"', "«": "»", "„": "“”"}
_SPACES = "\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE} "
_ATTRIBUTED = regex(r"[\"”»],? [^\W\d_A-Z]")
"""A closing mark before an attribution, which begins with a small letter: "...”, a dit"."""
_SIGNS = " .,;:!?…"


def missing_marks(document: Document, chosen: Sequence[int]) -> list[Completion]:
    """Return the marks to insert into chosen sentences, or to delete, in text order.

    The span `taken_from` of a result is the span in the body of the mark's partner, or of the
    deleted mark.
    """
    parts = quotations(document)
    if not parts:
        return []
    found: list[Completion] = []
    for place, index in enumerate(chosen):
        following = chosen[place + 1] if place + 1 < len(chosen) else -1
        found += _lost_opening(document, parts, chosen, place)
        if not _is_open(parts.get(index)):
            continue
        if following == index + 1 and _goes_on(document, parts, following):
            text, begin = document.sentences[following].text, document.sentences[following].start
            if text[0] in _OPENING:
                size = 1 + (len(text) - 1 - len(text[1:].lstrip(_SPACES)))
                found.append(Completion(place + 1, 0, size, "", (begin, begin + size)))
            continue
        if _has_speaker(document, parts, chosen, place):
            found += _closing(document, parts, place, index)
    return found


def _is_open(part: Quotation | None) -> bool:
    """Return whether a quotation continues after a sentence."""
    return part is not None and (part.inside or bool(part.halves and part.halves[-1].opens))


def _has_speaker(
    document: Document, parts: Mapping[int, Quotation], chosen: Sequence[int], place: int
) -> bool:
    """Return whether the chosen sentences contain the speaker of the quotation at a place.

    The speaker is in the sentence with the quotation, or in the sentence directly before it, if
    that sentence contains a quotation, too.
    """
    sentences = document.sentences
    while place >= 0:
        text = sentences[chosen[place]].text
        plain = unquoted(text)
        if not parts.get(chosen[place], Quotation()).inside:
            if plain == text:
                return False
            if plain.strip(_SIGNS):
                return True
        if not place or chosen[place - 1] != chosen[place] - 1:
            return False
        place -= 1
    return False


def _goes_on(document: Document, parts: Mapping[int, Quotation], index: int) -> bool:
    """Return whether a sentence continues the quotation of the sentence before it."""
    part = parts.get(index, Quotation())
    return (
        part.inside
        or document.sentences[index].text[0] in _OPENING
        or bool(part.halves and not part.halves[0].opens)
    )


def _closing(
    document: Document, parts: Mapping[int, Quotation], place: int, index: int
) -> Iterator[Completion]:
    """Yield the closing mark after a sentence, if the article closes the quotation later."""
    sentences = document.sentences
    text = sentences[index].text
    if not _END.search(text) or _INITIALS.search(text):
        return
    opened = index
    while opened and parts[opened].inside and opened - 1 in parts:
        opened -= 1
    marks = parts[opened].halves
    closers = _CLOSED_BY.get(marks[-1].mark, "") if marks else ""
    for later in range(index + 1, min(index + 1 + _FAR, len(sentences))):
        part = parts.get(later, Quotation())
        sentence = sentences[later]
        if part.halves and not part.halves[0].opens:
            end = part.halves[0].start + 1 if part.halves[0].mark in closers else 0
        elif not part.halves and sentence.text[0] in _OPENING:
            ends = [sentence.text.find(mark, 1) + 1 for mark in closers]
            end = min((each for each in ends if each), default=0)
        else:
            continue
        if end:
            start = end - 1
            while sentence.text[start - 1] in _SPACES:
                start -= 1
            taken = sentence.start + start, sentence.start + end
            yield Completion(place, len(text), len(text), sentence.text[start:end], taken)
        return


def _lost_opening(
    document: Document, parts: Mapping[int, Quotation], chosen: Sequence[int], place: int
) -> Iterator[Completion]:
    """Yield the opening mark before the first sentence of a paragraph that lost this mark."""
    sentences, index = document.sentences, chosen[place]
    halves = parts.get(index, Quotation()).halves
    if not halves or halves[0].opens or (index and _is_open(parts.get(index - 1))):
        return
    if index and sentences[index - 1].paragraph == sentences[index].paragraph:
        return
    if place and sentences[chosen[place - 1]].text[-1] in _OPENED_BY:
        return  # the mark may be at the end of the sentence before
    text, half = sentences[index].text, halves[0]
    if half.mark not in _OPENED_BY or not _ATTRIBUTED.match(text, half.start):
        return
    if "," not in text[half.start - 1 : half.start + 2]:
        return
    if any(mark in text[: half.start] for mark in '"“”„«»'):
        return
    space = text[half.start - 1] if half.mark == "»" and text[half.start - 1] in _SPACES else ""
    taken = sentences[index].start + half.start
    yield Completion(place, 0, 0, _OPENED_BY[half.mark] + space, (taken, taken + 1))

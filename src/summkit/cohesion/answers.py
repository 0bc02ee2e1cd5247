"""Answers of an interview without an introduction, printed as quotations: 'Strand: "Yes."'.

The speaker's name is the label of the paragraph in the article. Only the quotation marks are added.
"""

from __future__ import annotations

from collections.abc import Sequence

from summkit.cohesion.completion import Completion
from summkit.cohesion.labels import Labels, labels_of
from summkit.document import Document

_MARKS = {"de": ("„", "“"), **dict.fromkeys(("fr", "it", "es", "ru", "uk"), ("«", "»"))}
_LEAST = 3  # minimum letters of a name; shorter labels are "Q", "A" and the like
_LETTERS = frozenset("question answer frage antwort pregunta respuesta réponse domanda".split())
_ASKS = ("?", "？", "؟")
_MARKED = frozenset('"“”„«»')


def answers(document: Document) -> list[int]:
    """Return the answers of named speakers, as sentences.

    Questions and the interviewer's sentences are left out.
    """
    labels = labels_of(document)
    sentences = document.sentences
    asking = {labels.speakers[n] for n in labels.speakers if sentences[n].text.endswith(_ASKS)}
    return [
        n
        for n in sorted(labels.barred)
        if _is_name(labels.speakers.get(n, ""))
        and labels.speakers[n] not in asking
        and _MARKED.isdisjoint(sentences[n].text)
        and len(sentences[n].text[labels.ends.get(n, 0) :].split()) > _LEAST
    ]


def _is_name(label: str) -> bool:
    return len(label) >= _LEAST and label.lower() not in _LETTERS


def quoted_answers(
    document: Document, chosen: Sequence[int], *, headline: bool = False
) -> list[Completion]:
    """Return the chosen answers as quotations with their speakers; [] if one is no answer.

    Parameters
    ----------
    chosen
        Sentences of the document, in reading order.
    headline
        Whether the final full stop is left out.
    """
    labels = labels_of(document)
    if not labels.barred or not set(chosen) <= set(answers(document)):
        return []
    opening, closing = _MARKS.get(document.language.code, ("“", "”"))
    space = "\N{NO-BREAK SPACE}" if document.language.code == "fr" else ""
    found = []
    for place, index in enumerate(chosen):
        speaker = labels.speakers[index]
        text = document.sentences[index].text
        last, following = _neighbours(chosen, place)
        named = last < 0 or labels.speakers[last] != speaker
        begins = named or document.sentences[last].paragraph != document.sentences[index].paragraph
        ends = following < 0 or (
            document.sentences[following].paragraph != document.sentences[index].paragraph
        )
        said = text[labels.ends.get(index, 0) :]
        said = said.rstrip(".") if headline else said
        before = f"{speaker}: " * named + f"{opening}{space}" * begins
        printed = f"{before}{said}{space + closing if ends else ''}"
        found.append(Completion(place, 0, len(text), printed, _label(document, labels, index)))
    return found


def _neighbours(chosen: Sequence[int], place: int) -> tuple[int, int]:
    """Return the chosen sentences before and after a place; -1 without one."""
    before = chosen[place - 1] if place else -1
    return before, chosen[place + 1] if place + 1 < len(chosen) else -1


def _label(document: Document, labels: Labels, index: int) -> tuple[int, int]:
    """Return the offsets in the body of the speaker's label of a sentence."""
    while index not in labels.ends:
        index -= 1
    start = document.sentences[index].start
    return start, start + len(labels.speakers[index])

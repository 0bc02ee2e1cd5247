"""Shorten a sentence to the clause after its colon, in languages other than English."""

from __future__ import annotations

from collections.abc import Callable

from summkit.cohesion.quotations import halves
from summkit.cohesion.scenes import MARKS
from summkit.document import Document
from summkit.language import Language
from summkit.patterns import regex
from summkit.shortening.candidates import joined
from summkit.shortening.result import Shortening
from summkit.shortening.trimming import front
from summkit.shortening.unparsed.cuts import STOPS, has_paired_marks
from summkit.shortening.unparsed.segments import (
    Words,
    finite_verbs,
    is_clause,
    segment,
    segments,
    words_of,
)

_LEAST = 8  # minimum words before the colon, and after it
_CHANCE = 0.6
"""The probability that the deletion is right, set by hand after reading.

The words before the colon often give the cause.
"""
_COLON = regex(r"(?<!\d):\s")


def after_colon(document: Document, index: int, fits: Callable[[str], bool]) -> Shortening | None:
    """Return the clause after the only colon of a sentence; None if there is no main clause.

    "[The bridge has done what three plans could not do:] the number of pupils has doubled." Both
    parts must be clauses, and the first part must not name the source of the second part. In
    languages in which the verb is last, such as Hindi, only the second part must have a verb.
    """
    begin = front(document, index)[0]
    text = document.sentences[index].text[begin:].rstrip()
    start = clause_start(text, document.language)
    if not start:
        return None
    rest = text[start:]
    made = joined([rest])
    made = made[:1].upper() + made[1:]
    if not fits(made):
        return None
    offset = document.sentences[index].start + begin
    place = ((offset + start, offset + len(text)),)
    return Shortening(made, place, place, index, float(len(made)), ("opening",), _CHANCE)


def clause_start(text: str, language: Language) -> int:
    """Return the offset of the main clause after the only colon of a sentence; 0 without one."""
    known = words_of(language.code)
    marks = list(_COLON.finditer(text))
    if known is None or not language.spaced or len(marks) != 1 or text[-1] not in STOPS:
        return 0
    start = marks[0].end()
    head, rest = text[: marks[0].start()], text[start:]
    bare = rest.rstrip(STOPS)
    if min(map(language.count_words, (head, bare))) < _LEAST or rest[:1] in MARKS:
        return 0
    if (
        not has_paired_marks(rest)
        or halves(rest)
        or not known.speech.isdisjoint(head.lower().split())
    ):
        return 0
    last = known.last
    clauses = bare.endswith(last) if last else _are_clauses(head, bare, known, language)
    return start if clauses else 0


def _are_clauses(head: str, rest: str, known: Words, language: Language) -> bool:
    """Return whether both parts are clauses, and the second one does not begin with a list."""
    parts = [segment(each, 0, len(each), "", language) for each in (head, rest)]
    first = segments(rest, language, known)[0]
    clauses = all(is_clause(part, known, language) for part in parts)
    return clauses and finite_verbs(first, known, language) > 0

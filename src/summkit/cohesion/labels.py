"""Labels before the sentences of an agenda, a live blog or a transcript, and the speakers in them.

"Monday: The committee meets", "10:00 The committee meets" and "Strand: I resigned" open on a label
that is no part of the sentence. The questions and answers of an interview say "I" and "you", and
their speaker is only in the label, so that they cannot be printed without a name.
"""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from summkit.cohesion.manner import are_personal
from summkit.cohesion.openings import openings
from summkit.cohesion.quotations import unquoted
from summkit.document import Document
from summkit.patterns import regex

_LABEL = regex(
    r"(?P<name>[^\W\d_a-z][\w.’'-]*(?: [^\W\d_][\w.’'-]*){0,2})\s?:\s+(?=[\"“„«‘']?[^\W\d_])"
)
_HOUR = regex(
    r"(?:\d{1,2}:\d\d|\d{1,2}[.:]\d\d ?(?:[ap]\.?m\.?|Uhr|h)|\d{1,2} ?[ap]\.?m\.?)"
    r"(?: (?:GMT|BST|CES?T|E[SD]?T|UTC|P[SD]?T|IST)\b)?\s?[:–—|-]?\s+"
    r"(?!(?:GMT|BST|CES?T|E[SD]?T|UTC|P[SD]?T|IST)\b)(?=[\"“„«‘']?[^\W\d_a-z])",
)
_DAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun today"
    " tomorrow tonight montag dienstag mittwoch donnerstag freitag samstag sonntag lundi mardi"
    " mercredi jeudi vendredi samedi dimanche lunes martes miércoles jueves viernes sábado domingo"
    " lunedì martedì mercoledì giovedì venerdì sabato domenica maandag dinsdag woensdag donderdag"
    " vrijdag zaterdag zondag måndag tisdag onsdag torsdag fredag lördag söndag mandag tirsdag"
    " lørdag søndag segunda terça quarta quinta sexta senin selasa rabu kamis jumat sabtu minggu"
    " pazartesi salı çarşamba perşembe cuma cumartesi pazar".split()
)
_ASKS = ("?", "？", "؟")
_LEAST = 2  # minimum questions of an interview
_STUB = 4  # words below which the text after a label is not printed
_SHARE = 4  # an interview has a question in every fourth paragraph at least


class Labels(NamedTuple):
    """The labels of a document.

    Attributes
    ----------
    ends
        Sentence -> the length of its label with the space after it.
    speakers
        Sentence -> the name in the label of its paragraph, for paragraphs with a speaker's label.
    barred
        The questions and answers, the other sentences of speakers in the first person, and the
        sentences that are too short without their label.
    """

    ends: dict[int, int]
    speakers: dict[int, str]
    barred: frozenset[int]


def labels_of(document: Document) -> Labels:
    """Return the labels of a document. They are computed once and stored with the document."""
    found: Labels | None = document.memory.get(labels_of)
    if found is None:
        found = document.memory[labels_of] = _labels(document)
    return found


def _labels(document: Document) -> Labels:
    body = document.body
    asks = any(mark in body for mark in _ASKS)
    if not asks and ":" not in body and not any(mark in body for mark in (".", "am", "pm")):
        return Labels({}, {}, frozenset())
    heads = _heads(document)
    # The tests of a character are much faster than the patterns, which most articles do not need.
    texts = {n: document.sentences[n].text for n in heads}
    hours = {
        n: found.end()
        for n, text in texts.items()
        if text[0].isdigit() and (found := _HOUR.match(text))
    }
    names = {n: found for n, text in texts.items() if ":" in text and (found := _LABEL.match(text))}
    ends = hours if len(hours) >= _LEAST else {}
    days = [n for n in names if names[n]["name"].split()[0].lower() in _DAYS]
    if len(days) >= _LEAST:
        ends.update({n: names[n].end() for n in days})
    counts = Counter(names[n]["name"] for n in names)
    shouted = sum(each["name"].isupper() for each in names.values()) >= _LEAST
    said = [
        n
        for n, each in names.items()
        if n not in ends and (counts[each["name"]] > 1 or (shouted and each["name"].isupper()))
    ]
    rest = [n for n in heads if said and n >= said[0]]
    speakers: dict[int, str] = {}
    if said and 2 * len([n for n in rest if n in names]) >= len(
        rest
    ):  # If a label occurs twice, it is a speaker's name, and so are all labels in the same form.
        capitals = names[said[0]]["name"].isupper()
        said = [
            n
            for n in names
            if n not in ends and (n in said or names[n]["name"].isupper() == capitals)
        ]
        ends.update({n: names[n].end() for n in said})
        named = {document.sentences[n].paragraph: names[n]["name"] for n in said}
        speakers = {s.index: named[s.paragraph] for s in document.sentences if s.paragraph in named}
    barred = _spoken(document, speakers) if asks or speakers else frozenset()
    stubs = [n for n, end in ends.items() if len(document.sentences[n].text[end:].split()) < _STUB]
    return Labels(ends, speakers, barred.union(stubs))


def _heads(document: Document) -> list[int]:
    """Return the first sentence of each paragraph."""
    return [
        s.index
        for s in document.sentences
        if not s.index or document.sentences[s.index - 1].paragraph != s.paragraph
    ]


def _spoken(document: Document, speakers: dict[int, str]) -> frozenset[int]:
    """Return the questions and answers of an interview, and what speakers say of themselves."""
    sentences = document.sentences
    count = sentences[-1].paragraph + 1
    asked = [False] * count
    for sentence in sentences:  # the last sentence of a paragraph decides
        asked[sentence.paragraph] = unquoted(sentence.text).rstrip().endswith(_ASKS)
    first = asked.index(True) if True in asked else count
    questions = sum(asked)
    answered = sum(a and not b for a, b in zip(asked, [*asked[1:], True], strict=True))
    if answered >= _LEAST and questions * _SHARE >= count - first:
        return frozenset(s.index for s in sentences if s.paragraph >= first).union(speakers)
    named = sorted(speakers)
    begin = openings(document.language.code)
    plain = [unquoted(sentences[n].text) for n in named]
    personal = are_personal(plain, begin)
    return frozenset(
        n
        for n, text, mine in zip(named, plain, personal, strict=True)
        if mine or text.rstrip().endswith(_ASKS)
    )

"""Descriptions of people by age or profession, and the person that each description denotes.

"The 34-year-old intensive care nurse had run ..." needs the sentence that names the nurse. The
person is certain if the earlier sentences name only one person.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from summkit.cohesion.names import bare_names
from summkit.cohesion.openings import openings
from summkit.datafiles import read_data
from summkit.document import Document
from summkit.patterns import regex

_HEAD = 40  # maximum characters before the description: "By ten past five the 17-year-old"
_BACK = 4  # number of earlier sentences in which the person's name is searched
_FIRST, _OPENING = 3, 5  # first sentences that may have the name; that may have the description
_NEVER = regex(r"(?!)")
_SAYS_BEFORE = regex(r"(?:^|[\s,])([^\W\d_A-Z][\w'’-]*)\s$")


class Described(NamedTuple):
    """A description of a person at the head of a sentence, by its span in the sentence."""

    start: int
    end: int
    text: str


class Object(NamedTuple):
    """A pronoun for a person that is the object of its verb ("l’a condamné").

    Attributes
    ----------
    start, end, word
        The span in the sentence, and its text.
    text
        The verb without the pronoun, after which a name can be printed. Empty if the participle
        agrees with a feminine or plural object ("l’a condamnée").
    """

    start: int
    end: int
    word: str
    text: str


class Person(NamedTuple):
    """The first mention of a person in full: its span in the body, and its sentence."""

    start: int
    end: int
    sentence: int


@cache
def _nouns(code: str) -> re.Pattern[str]:
    data: dict[str, str] = read_data("cohesion", "forms").get(code, {})
    either = "|".join(data[kind] for kind in ("aged", "profession") if kind in data)
    return regex(rf"\b(?:{either})", re.IGNORECASE) if either else _NEVER


def described(document: Document, index: int) -> Described | None:
    """Return the description by age or profession at the head of a sentence, if there is one."""
    text = document.sentences[index].text
    match = _nouns(document.language.code).search(text, 0, _HEAD * 3)
    if match is None or match.start() > _HEAD:
        return None
    before = text[: match.start()]
    if any(sign in before for sign in ',.;:"“«„(') or any(map(str.isupper, before[1:])):
        return None
    after = text[match.end() :].lstrip()[:1]
    return None if after.isupper() else Described(match.start(), match.end(), match.group())


@cache
def _teams(code: str) -> re.Pattern[str]:
    data: dict[str, str] = read_data("cohesion", "forms").get(code, {})
    return regex(data["team"]) if "team" in data else _NEVER


def team(document: Document, index: int) -> Described | None:
    """Return "From this the team" at the head of a sentence, if one person leads the team."""
    match = _teams(document.language.code).match(document.sentences[index].text)
    if match is None or the_person(document, index) is None:
        return None
    return Described(0, match.end(), match.group())


@cache
def _objects(code: str) -> re.Pattern[str]:
    data: dict[str, str] = read_data("cohesion", "forms").get(code, {})
    return regex(data["object"]) if "object" in data else _NEVER


def as_object(document: Document, index: int) -> Object | None:
    """Return the pronoun that is the object before the verb, if the sentence opens on one."""
    match = _objects(document.language.code).match(document.sentences[index].text)
    if match is None:
        return None
    start, end = match.start("word"), match.end("more")
    text = f"{match['had']} {match['done']}" if not match["more"] else ""
    return Object(start, end, match.string[start:end], text)


def people_before(document: Document, index: int) -> list[Person]:
    """Return the people whom one of the `_BACK` previous sentences names in full.

    A name is a person's if it is next to a verb of saying, or if the surname alone opens a
    sentence of the article or follows a title.
    """
    body, says = document.article.body, openings(document.language.code).says
    found: dict[str, Person] = {}
    for place in range(max(0, index - _BACK), index):
        sentence = document.sentences[place]
        for start, end in bare_names(document, place):
            name = sentence.text[start:end]
            surname = name.rsplit(maxsplit=1)[-1]
            before = _SAYS_BEFORE.search(sentence.text, 0, start)
            speaks = says.match(sentence.text, end + 1) or (before and says.fullmatch(before[1]))
            if name not in found and (speaks or _acts(body, surname)):
                found[name] = Person(sentence.start + start, sentence.start + end, place)
    return list(found.values())


def the_person(document: Document, index: int) -> Person | None:
    """Return the person whom the head of a sentence describes by age or profession; None if unsure.

    The sentence must be among the first five of the article, and exactly one person must be named
    before it, in one of the first three.
    """
    if index >= _OPENING:
        return None
    people = people_before(document, index)
    return people[0] if len(people) == 1 and people[0].sentence < _FIRST else None


def _acts(body: str, surname: str) -> bool:
    """Return whether a surname alone opens a sentence as its subject, or follows a title."""
    opens = rf"(?:^|[.!?…»”\"]\s+|\n\s*){re.escape(surname)}(?:,? [^\W\d_A-Z])"
    titled = (
        rf"(?<!\w)(?:M|Mr|Mme|Mrs|Ms|Herr|Frau|Dr|Señora?|Sra?|Signora?)\.? {re.escape(surname)}\b"
    )
    return re.search(opens, body) is not None or re.search(titled, body) is not None

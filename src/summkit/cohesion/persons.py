"""People who are called by their age or profession, and the one person that can be meant.

"The 34-year-old intensive care nurse had run ..." says who that is only behind the sentence that
names her. It is certain who is meant where the sentences before name one person only.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from summkit.cohesion.data import read
from summkit.cohesion.names import bare_names
from summkit.cohesion.openings import openings
from summkit.document import Document
from summkit.patterns import regex

_HEAD = 40  # characters that may stand before the noun: "By ten past five the 17-year-old"
_BACK = 4  # sentences; no person is looked for beyond
_FIRST, _OPENING = 3, 5  # sentences that name somebody; in which it is certain who is meant
_NEVER = regex(r"(?!)")
_SAYS_BEFORE = regex(r"(?:^|[\s,])([^\W\d_A-Z][\w'’-]*)\s$")


class Described(NamedTuple):
    """A person who is called by what describes them: a place in the sentence."""

    start: int
    end: int
    text: str


class Object(NamedTuple):
    """A person who is but an object: "l’a condamné"; `text` is that with a name to be put behind.

    `text` is empty where the words tell that it is no "l’a condamné" but "l’a condamnée".
    """

    start: int
    end: int
    word: str
    text: str


class Person(NamedTuple):
    """A person's first mention in full: a place in the body, and the sentence that has it."""

    start: int
    end: int
    sentence: int


@cache
def _nouns(code: str) -> re.Pattern[str]:
    data: dict[str, str] = read("forms").get(code, {})
    either = "|".join(data[kind] for kind in ("aged", "profession") if kind in data)
    return regex(rf"\b(?:{either})", re.IGNORECASE) if either else _NEVER


def described(document: Document, index: int) -> Described | None:
    """Return the person whom the head of a sentence calls by age or profession."""
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
def _objects(code: str) -> re.Pattern[str]:
    data: dict[str, str] = read("forms").get(code, {})
    return regex(data["object"]) if "object" in data else _NEVER


def as_object(document: Document, index: int) -> Object | None:
    """Return the person whom a sentence has as an object before its verb, with nobody named."""
    match = _objects(document.language.code).match(document.sentences[index].text)
    if match is None:
        return None
    start, end = match.start("word"), match.end("more")
    text = f"{match['had']} {match['done']}" if not match["more"] else ""
    return Object(start, end, match.string[start:end], text)


def people_before(document: Document, index: int) -> list[Person]:
    """Return the persons whom the sentences before one name in full, at most `_BACK` back.

    A person is somebody who says something, or whose surname opens a sentence of the article.
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
    """Return whom the head of a sentence calls by age or profession, where that is certain.

    In the opening of an article whose first sentences name one person.
    """
    if index >= _OPENING:
        return None
    people = people_before(document, index)
    return people[0] if len(people) == 1 and people[0].sentence < _FIRST else None


def _acts(body: str, surname: str) -> bool:
    """Whether a surname alone opens a sentence and does something there, or has a title."""
    opens = rf"(?:^|[.!?…»”\"]\s+|\n\s*){re.escape(surname)}(?:,? [^\W\d_A-Z])"
    titled = (
        rf"(?<!\w)(?:M|Mr|Mme|Mrs|Ms|Herr|Frau|Dr|Señora?|Sra?|Signora?)\.? {re.escape(surname)}\b"
    )
    return re.search(opens, body) is not None or re.search(titled, body) is not None

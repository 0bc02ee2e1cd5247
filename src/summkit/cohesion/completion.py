"""First mentions made whole: "Mr Joseph" as "Ellis Joseph", where it is certain who that is.

Certain is a surname of which the article gives one full name only, of two words, and that it uses
as a person's: with a title, or as the one who says something.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from summkit.cohesion.names import Mention, given_names, mentions
from summkit.cohesion.openings import openings
from summkit.cohesion.ties import unmet
from summkit.document import Document
from summkit.patterns import regex

_TITLES = "Mr|Mrs|Ms|Miss|Mx|Dr|Sir|Dame|Lord|Lady|Herr|Frau|Mme|Mlle|Señor|Señora"
_PLAIN = frozenset("mr mrs ms miss mx herr frau mme mlle señor señora".split())
"""Titles that the full name stands for; of others it keeps the title."""
_WORD_BEFORE = regex(r"([^\W\d_][\w'’-]*)\s$")


class Completion(NamedTuple):
    """A name printed in full.

    Attributes
    ----------
    sentence
        Its place among the chosen.
    start, end
        What it stands for in that sentence.
    text
        What is printed there.
    taken_from
        Where in the body the words come from.
    """

    sentence: int
    start: int
    end: int
    text: str
    taken_from: tuple[int, int]


def completions(document: Document, chosen: Sequence[int]) -> list[Completion]:
    """Return the names of chosen sentences that may be printed in full, in their order."""
    body = document.article.body
    found: list[Completion] = []
    for place, need in unmet(document, chosen):
        if need.kind != "name":
            continue
        for mention in mentions(document, chosen[place]):
            if mention.start != need.start or mention.full is None:
                continue
            if is_certain(document, mention):
                text = in_full(body, need.text, mention)
                found.append(Completion(place, mention.start, mention.end, text, mention.full))
    return found


def in_full(body: str, mentioned: str, mention: Mention) -> str:
    """Return the full name of a mention that has one, with the title if it is no plain "Mr"."""
    start, end = mention.full or (0, 0)
    title = mentioned[: -len(mention.surname)]
    return body[start:end] if title.strip(" .").lower() in _PLAIN else title + body[start:end]


def is_certain(document: Document, mention: Mention) -> bool:
    """Tell whether it is certain whom a surname means; see the module."""
    if mention.full is None:
        return False
    body, surname = document.article.body, mention.surname
    start, end = mention.full
    if len(body[start:end].split()) != 2 or given_names(document, surname) != {
        body[start:end].split()[0]
    }:
        return False
    before = _WORD_BEFORE.search(body, max(0, start - 30), start)
    if before and before.group(1)[0].isupper() and before.group(1) not in _TITLES.split("|"):
        return False
    name = re.escape(surname)
    if re.search(rf"(?<!\w)(?:{_TITLES})\.? {name}(?!\w)", body):
        return True
    says = openings(document.language.code).says
    return any(
        says.match(body, match.end() + 1)
        for match in re.finditer(rf"(?<!\w){name}(?= [a-z])", body)
    )


def completed(text: str, own: Sequence[Completion]) -> str:
    """Return a sentence with names in full."""
    for each in reversed(own):
        text = text[: each.start] + each.text + text[each.end :]
    return text

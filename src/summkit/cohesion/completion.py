"""Full names at first mention: "Mr Joseph" becomes "Ellis Joseph" if the person is certain.

A person is certain if the article gives only one full name for the surname (two words, perhaps with
initials or "van" between them), and uses the surname for a person: with a title, before ", who", or
as the subject of a verb of saying.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from summkit.cohesion.companies import the_company
from summkit.cohesion.names import Mention, given_names, is_middle, mentions
from summkit.cohesion.need import Need
from summkit.cohesion.openings import openings
from summkit.cohesion.persons import as_object, described, team, the_person
from summkit.cohesion.teasers import tells_story
from summkit.cohesion.ties import ties_of, unmet
from summkit.document import Document
from summkit.patterns import regex

_TITLES = "Mr|Mrs|Ms|Miss|Mx|Dr|Sir|Dame|Lord|Lady|Herr|Frau|Mme|Mlle|Señor|Señora"
_APOSTROPHE = "'"
_PLAIN = frozenset("mr mrs ms miss mx herr frau mme mlle señor señora".split())
"""Titles that the full name replaces; other titles, such as "Dr", precede the full name."""
_BEFORE_NAME = frozenset(
    (*_TITLES.split("|"), *"When As While After Before If Since Although Though But And".split())
)
"""Capitalised words before a full name that are no part of the name."""
_WORD_BEFORE = regex(r"([^\W\d_][\w'’-]*)\s$")


class Completion(NamedTuple):
    """A full name that is printed in place of a shorter expression, or a missing quotation mark.

    Attributes
    ----------
    sentence
        The place of the sentence among the chosen sentences.
    start, end
        The span of the replaced expression in the sentence.
    text
        The printed text.
    taken_from
        The span in the body of the full name, or of the partner of the mark.
    """

    sentence: int
    start: int
    end: int
    text: str
    taken_from: tuple[int, int]


def completions(document: Document, chosen: Sequence[int]) -> list[Completion]:
    """Return the names in chosen sentences that may be printed in full, in text order."""
    body = document.article.body
    found: list[Completion] = []
    for place, need in unmet(document, chosen):
        if is_printed(need, found):
            continue
        if need.kind in ("noun", "pronoun"):
            taken, before, after = _referent(document, chosen[place], need)
            if taken is not None:
                text = before + body[slice(*taken)] + after
                found.append(Completion(place, need.start, need.end, text, taken))
        if need.kind == "connective" and (without := _without(document, chosen[place], need)):
            found.append(without._replace(sentence=place))
        if need.kind != "name":
            continue
        for mention in mentions(document, chosen[place]):
            if mention.start != need.start or mention.full is None:
                continue
            if is_certain(document, mention):
                text = in_full(body, need.text, mention)
                found.append(Completion(place, mention.start, mention.end, text, mention.full))
    return found


def is_printed(need: Need, names: Sequence[Completion]) -> bool:
    """Return whether the text already contains the full name to which a need's surname belongs."""
    surname = need.text.split()[-1:]
    return need.kind == "name" and any(surname == each.text.split()[-1:] for each in names)


def is_marked(need: Need, place: int, printed: Sequence[Completion]) -> bool:
    """Return whether an inserted quotation mark meets the need of the sentence at `place`.

    A mark at the end of the sentence meets the need of an opening mark, and vice versa.
    """
    if need.kind != "quotation":
        return False
    return any(
        each.sentence == place and (each.start >= need.end if need.after else not each.end)
        for each in printed
        if each.text and not any(map(str.isalnum, each.text))
    )


def count_met(document: Document, chosen: Sequence[int], names: Sequence[Completion]) -> int:
    """Return the number of needs of the chosen sentences that names and marks meet."""
    if not names:
        return 0
    return sum(
        is_printed(need, names)
        or is_marked(need, place, names)
        or any((each.sentence, each.start) == (place, need.start) for each in names)
        for place, need in unmet(document, chosen)
    )


def needs_with_names(document: Document, news: int | None) -> Callable[[int], Sequence[Need]]:
    """Return a function from a sentence to its needs, if the news is printed with full names.

    Needs that the full names meet are left out for the news sentence. For later sentences, the
    news sentence becomes an antecedent of its surnames.
    """
    needs = ties_of(document).needs
    if not news:
        return needs
    met = [need for need in needs(news) if can_complete(document, news, need)]
    if not met:
        return needs
    surnames = {each.text.split()[-1] for each in completions(document, [news])}

    def remaining(index: int) -> Sequence[Need]:
        if index == news:
            return [need for need in needs(index) if need not in met]
        return [
            need._replace(earlier=(*need.earlier, news))
            if need.kind == "name" and need.text.split()[-1] in surnames
            else need
            for need in needs(index)
        ]

    return remaining


def _without(document: Document, index: int, need: Need) -> Completion | None:
    """Return the deletion of a conjunction at the head of a sentence: "[But] on Friday ...".

    It prints the next letter as a capital. None if the sentence cannot do without its connective.
    """
    sentence = document.sentences[index]
    head = openings(document.language.code).conjunction.match(sentence.text)
    if need.start or head is None:
        return None
    end = head.end() + 1
    taken = sentence.start + head.end(), sentence.start + end
    return Completion(0, 0, end, sentence.text[head.end() : end].upper(), taken)


def _referent(
    document: Document, index: int, need: Need
) -> tuple[tuple[int, int] | None, str, str]:
    """Return the body span of the name that a need refers to, and the texts to print around it.

    The span is None if the referent is not certain: see `summkit.cohesion.persons.the_person` and
    `summkit.cohesion.companies.the_company`.
    """
    company = the_company(document, index)
    if company is not None and company.start == need.start:
        return company.name, "", ""
    whom, before, after = described(document, index), "", ""
    if need.kind == "pronoun":
        found = as_object(document, index)
        if found is None or not found.text or found.start != need.start:
            return None, "", ""
        before = f"{found.text} "
    elif whom is None and (group := team(document, index)) and group.start == need.start:
        after = f"{'’' if '’' in document.article.body else _APOSTROPHE}s team"
    elif whom is None or whom.start != need.start:
        return None, "", ""
    person = the_person(document, index)
    return (None if person is None else (person.start, person.end)), before, after


def can_complete(document: Document, index: int, need: Need) -> bool:
    """Return whether a name that can be printed in full meets the need."""
    if need.kind in ("noun", "pronoun"):
        return _referent(document, index, need)[0] is not None
    if need.kind == "connective":
        return _without(document, index, need) is not None
    return need.kind == "name" and any(
        mention.start == need.start and is_certain(document, mention)
        for mention in mentions(document, index)
    )


def in_full(body: str, mentioned: str, mention: Mention) -> str:
    """Return the full name of a mention, after its title unless the title is plain, like "Mr"."""
    start, end = mention.full or (0, 0)
    title = mentioned[: -len(mention.surname)]
    return body[start:end] if title.strip(" .").lower() in _PLAIN else title + body[start:end]


def is_certain(document: Document, mention: Mention) -> bool:
    """Return whether a surname certainly denotes one person.

    See the rule in the module's docstring.
    """
    if mention.full is None:
        return False
    body, surname = document.article.body, mention.surname
    start, end = mention.full
    parts = body[start:end].split()
    # "Ada M. van der Orme": only initials and particles may be between the two names.
    if len(parts) < 2 or any(not is_middle(each) for each in parts[1:-1]):
        return False
    if given_names(document, surname) != {parts[0]}:
        return False
    before = _WORD_BEFORE.search(body, max(0, start - 30), start)
    if before and before.group(1)[0].isupper() and before.group(1) not in _BEFORE_NAME:
        return False
    first = document.sentences[0]
    if end <= first.end and tells_story(first.text, document.language.code):
        return True  # "Ada Orme was waiting for the bus": the hero of an anecdote
    name = re.escape(surname)
    if re.search(rf"(?<!\w){name}, who (?!\w+ing\b)", body):
        return True
    if re.search(rf"(?<!\w)(?:{_TITLES})\.? {name}(?!\w)", body):
        return True
    says = openings(document.language.code).says
    if any(
        says.match(body, match.end() + 1)
        for match in re.finditer(rf"(?<!\w){name}(?= [a-z])", body)
    ):
        return True
    # "said Orme, 41, who"
    return any(
        says.fullmatch(match.group(1))
        for match in re.finditer(rf"(\w+) (?:\w+ )?{name}(?=, \d|[.,])", body)
    )


def completed(text: str, own: Sequence[Completion]) -> str:
    """Return the text of a sentence with the full names of `own` inserted."""
    for each in reversed(own):
        text = text[: each.start] + each.text + text[each.end :]
    return text

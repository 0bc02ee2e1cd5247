"""Surnames, titles and initials in a sentence, and the full names in earlier sentences."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from summkit import core
from summkit.cohesion.need import FAR
from summkit.datafiles import read_data
from summkit.document import Document
from summkit.patterns import regex

_WORD = regex(r"[^\W\d_](?:[\w'’-]*\w)?")
_CAPITAL = regex(r"(?<![\w'’-])[^\W\d_a-z](?:[\w'’-]*\w)?")
_POSSESSIVE = regex(r"['’](?:s|S)?$")
_NAME_PART = regex(r"[^\W\d_][\w'’-]*\.?")
_LOOK_BACK = 40  # characters before a surname in which its given name is searched
_LOOK_AHEAD = 60  # characters after a company's name in which "Inc" is searched
_SHORTEST = 3  # minimum letters of a surname
_PLACED = frozenset(
    "in at on of from near to en à au aux dans bei aus im nach op te в на из".split()
)
"""Prepositions before a place name."""
_OF = frozenset("de del della dello di da do dos das du des la el y e".split())
# In these languages every noun has a capital, so a surname cannot be distinguished from a noun.
_NOUNS = frozenset({"de", "lb"})


class Mention(NamedTuple):
    """A short form of a name, by its span in the sentence.

    An earlier sentence contains the full name.

    Attributes
    ----------
    surname
        The repeated part of the name: the surname, or the initials.
    full
        The span of the first full name in the body; None for initials and companies.
    """

    start: int
    end: int
    surname: str
    full: tuple[int, int] | None


def mentions(document: Document, index: int) -> Iterator[Mention]:
    """Yield the short forms of names in a sentence whose full names come before it, in order."""
    language, body = document.language, document.article.body
    _, begin, _, text, _ = document.sentences[index]
    words = _lists()
    for run in _runs(text):
        if len(run) > 1 and run[0][1].lower() in language.stop_words:
            del run[0]
        titles = [place for place, word in run if word.lower() in words.titles]
        if len(run) - len(titles) != 1:
            continue
        place, word = next(each for each in run if each[0] not in titles)
        name = _POSSESSIVE.sub("", word)
        start = min(place, *titles) if titles else place
        if len(name) > 1 and name.isupper():
            if name not in words.known and f"({name})" in body[:begin]:
                yield Mention(start, place + len(name), name, None)
            continue
        if len(name) < _SHORTEST or name.lower() in words.barred or name in words.known:
            continue
        if name.lower() in language.stop_words or (language.code in _NOUNS and not titles):
            continue
        if not titles and not text[:place].strip(" \"“'‘«(") and _is_ordinary(name, body):
            continue
        full = _first_in_full(body, name, begin, words, language.stop_words)
        if full is not None:
            yield Mention(start, place + len(name), name, full)
        elif not titles and _is_company(body, name, begin, words.companies):
            yield Mention(place, place + len(name), name, None)


def _is_ordinary(name: str, body: str) -> bool:
    """Return whether the first word of a sentence also occurs in lower case in the article."""
    return _find(body, name.lower(), 0, len(body)) >= 0


def _is_company(body: str, name: str, before: int, companies: str) -> bool:
    """Return whether the first mention of a name is a full company name ("Todd Shipyards Corp")."""
    place = _find(body, name, 0, before)
    if place < 0:
        return False
    following = body[place + len(name) : min(before, place + len(name) + _LOOK_AHEAD)]
    return bool(_company(companies).match(following))


@cache
def _company(companies: str) -> re.Pattern[str]:
    return re.compile(rf"(?: and| [^\W\d_a-z][\w.&'’-]*){{0,4}},? (?:{companies})(?!\w)")


def _runs(text: str) -> list[list[tuple[int, str]]]:
    """Return the runs of capitalised words; a joiner such as "de" may connect two of them.

    Each word is given by its offset and its text.
    """
    joiners = _lists().joiners
    if core.compiled:
        return core.native.name_runs(text, joiners)
    runs: list[list[tuple[int, str]]] = []
    end = 0
    for match in _CAPITAL.finditer(text):
        start, word = match.start(), match.group()
        if not word[0].isupper():
            continue
        between = text[end:start]
        joined = between in (" ", ". ") or (
            between[:1] == between[-1:] == " " and between[1:-1] in joiners
        )
        if not (runs and joined):
            runs.append([])
        runs[-1].append((start, word))
        end = match.end()
    return runs


def _first_in_full(
    body: str, name: str, before: int, words: _Lists, stop_words: frozenset[str]
) -> tuple[int, int] | None:
    """Return the span of a surname's first mention with a given name; None if it has none."""
    place = _find(body, name, 0, before)
    if place < 0:
        return None
    start = _given(body[max(0, place - _LOOK_BACK) : place], words, stop_words)
    if start is None:
        return None
    end = place + len(name)
    following = _WORD.match(body, end + 1) if body[end : end + 1] == " " else None
    if following and following.group()[0].isupper():
        return None
    return place - start, end


def _given(left: str, words: _Lists, stop_words: frozenset[str]) -> int | None:
    """Return the number of characters from a given name's start to its surname. None without one.

    Parameters
    ----------
    left
        The text before the surname.
    """
    if not left.endswith(" "):
        return None
    found: int | None = None
    after = len(left)  # the place of the part that follows
    for match in reversed(list(_NAME_PART.finditer(left))):
        part = match.group()
        if left[match.end() : after].strip(" ."):
            break  # a punctuation mark separates the words
        bare, after = part.rstrip("."), match.start()
        if bare in _OF:
            break  # "la fábrica Brill de Lormes": a place follows more often than a surname
        if bare in words.joiners or (len(bare) == 1 and bare.isupper()):
            continue  # "Ada M. Orme"
        lower = bare.lower()
        if bare[0].isupper() and not (
            lower in words.titles or lower in words.calendar or lower in stop_words
        ):
            found = len(left) - match.start()
        break
    return found


def is_middle(word: str) -> bool:
    """Return whether a word between given name and surname is an initial or "van", "de"."""
    initial = len(word) == 2 and word[0].isupper() and word[1] == "."
    return initial or word in _lists().joiners


def lone_names(document: Document, index: int) -> Iterator[tuple[int, int]]:
    """Yield the spans of names of any number of words; of "Orme's", only the span of "Orme"."""
    text, words = document.sentences[index].text, _lists()
    stop_words = document.language.stop_words
    for run in _runs(text):
        if run[0][1].lower() in stop_words:
            del run[0]
        if not run or any(word.lower() in words.barred for _, word in run):
            continue
        last = run[-1][0] + len(_POSSESSIVE.sub("", run[-1][1]))
        if not any(word in words.known for _, word in run):
            yield run[0][0], last


def bare_names(document: Document, index: int) -> Iterator[tuple[int, int]]:
    """Yield the spans of names of two words, which may be a person's: "Ada Orme", "Ada de Orme".

    A name after a preposition ("in Kells Harbour") is left out, since it may be a place.
    """
    text, words = document.sentences[index].text, _lists()
    stop_words = document.language.stop_words
    for run in _runs(text):
        if len(run) > 2 and run[0][1].lower() in stop_words:
            del run[0]
        names = [each for each in run if each[1].lower() not in words.titles]
        if len(names) != 2 or any(word in words.known for _, word in names):
            continue
        (first, _), (second, surname) = names
        before = text[:first].split()[-1:]
        if before and (before[0] in words.joiners or before[0].lower() in _PLACED):
            continue
        if any(word.lower() in words.barred for _, word in names):
            continue
        yield first, second + len(_POSSESSIVE.sub("", surname))


def _find(body: str, name: str, start: int, end: int) -> int:
    """Return the offset of the first occurrence of a name as a word; -1 without one."""
    place = body.find(name, start, end)
    while place >= 0:
        after = body[place + len(name) : place + len(name) + 1]
        if not (body[place - 1 : place].isalnum() and place) and not after.isalnum():
            return place
        place = body.find(name, place + 1, end)
    return -1


def given_names(document: Document, surname: str) -> set[str]:
    """Return all given names that the article uses with a surname."""
    body, words, stop_words = document.article.body, _lists(), document.language.stop_words
    found: set[str] = set()
    place = _find(body, surname, 0, len(body))
    while place >= 0:
        start = _given(body[max(0, place - _LOOK_BACK) : place], words, stop_words)
        if start is not None:
            found.add(body[place - start : place].split()[0])
        place = _find(body, surname, place + 1, len(body))
    return found


def holders(document: Document, name: str, before: int) -> list[int]:
    """Return the sentences with a name as a word, among the `FAR` sentences before a sentence."""
    body, sentences = document.article.body, document.sentences
    first = max(0, before - FAR)
    starts = [sentence.start for sentence in sentences[first : before + 1]]
    held: list[int] = []
    end = starts[-1]
    place = _find(body, name, starts[0] if first else 0, end)
    while place >= 0:
        index = max(0, bisect_right(starts, place) - 1)
        held.append(first + index)
        place = _find(body, name, starts[index + 1], end) if first + index + 1 < before else -1
    return held


class _Lists(NamedTuple):
    titles: frozenset[str]
    joiners: frozenset[str]
    calendar: frozenset[str]
    barred: frozenset[str]
    known: frozenset[str]
    companies: str


@cache
def _lists() -> _Lists:
    data = read_data("cohesion", "names")
    titles, joiners, calendar = (
        frozenset(data[key].split()) for key in ("titles", "joiners", "calendar")
    )
    known = frozenset(data["known"].split("|"))
    return _Lists(titles, joiners, calendar, calendar | titles | joiners, known, data["companies"])

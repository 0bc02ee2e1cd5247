"""Shorter forms of the subject of a headline, in Romance and Germanic languages.

"[La commune de] Vaucelles[, 640 habitants,] a divisé le coût", "[El presidente de ACS,] Florentino
Pérez[,] ha anunciado", "Alto Sarria [anunció que] cerrará el suministro". The words are in
``data/heads.json``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from summkit.patterns import regex
from summkit.shortening.unparsed.days import days
from summkit.shortening.unparsed.segments import BRACKET, is_finite, quoted, words_of

_CAPITAL = r"[A-ZÀ-ÖØ-Þ][\w'’.-]*"
_PARTICLES = (
    r"(?:(?:de la|de los|[Vv]an der|van den|[Vv]an de|von der|[Dd]e|[Dd]el|[Dd]i|[Dd]a|dos|[Vv]an"
    r"|von|[Ll]e|[Ll]a|el) )?"
)
_FULL = regex(rf"{_CAPITAL} {_PARTICLES}{_CAPITAL}(?: {_CAPITAL})?(?=(,?) [^\W\d_])")
"""The full name of a person, before a comma or a word."""
_TWO = regex(rf"{_CAPITAL} {_PARTICLES}{_CAPITAL}(?=(,?) [^\W\d_A-ZÀ-ÖØ-Þ])")
""""Jeanine Áñez" after "de Bolivia"; three capitals would be ambiguous."""
_COUNTRIES = frozenset(
    "México Mexico Guatemala Panamá Luxemburgo Luxembourg Monaco Mónaco Singapur Singapour"
    " Comércio Comercio Vereadores Deputados".split()
)
"""Names of which the place alone would be something else: "la ciudad de México"."""
_STATES = frozenset(
    "Estados Reino Nueva Nuevo Costa El San Santa États Etats Burkina Arabie Corée Nouvelle Afrique"
    " Sri Côte Stati Regno Coreia Arábia Arabia Corea África Emiratos Irlanda".split()
)
"""First words of names of states that have two words: "de Estados Unidos Donald Trump"."""
_FOLLOWING = frozenset(
    "y e et und en and o ou oder of de del du des do da dos das di der des van von que qui che"
    " à au aux con avec com mit met".split()
)
"""Words after a name that show that the name is only a part of the subject."""
_FEMININE = regex(r"\b(?:ihr(?:e|er|en|em|es)?)\b")
_SLIGHT, _PLACE, _OFFICE = 0.05, 0.8, 0.9  # costs of the deletions
_SPACED = regex(r"[^\s,;:()]+,?")
_REACH = 220  # characters in which a name is searched
_MOST = 12  # maximum words of an office with its complements


class Head(NamedTuple):
    """A shorter form of the subject: the deleted stretches, the kinds of deletion, the cost."""

    spans: tuple[tuple[int, int], ...]
    kinds: tuple[str, ...]
    cost: float


@cache
def _data() -> dict[str, dict[str, str]]:
    path = Path(__file__).parent / "data" / "heads.json"
    data: dict[str, dict[str, str]] = json.loads(path.read_text("utf-8"))
    return data


@cache
def _words(code: str, name: str) -> frozenset[str]:
    return frozenset(_data().get(code, {}).get(name, "").split())


def heads(text: str, code: str) -> list[Head]:
    """Return shorter forms of the subject at the beginning of a sentence, the slightest first."""
    if code not in _data():
        return []
    gone = [match.span() for match in BRACKET.finditer(text)]
    places = [n for n in range(len(text)) if not any(a <= n < b for a, b in gone)]
    text = "".join([text[n] for n in places])
    size, office = _size(text, code), _office(text, code)
    place = _place(text, code, size)
    announced = _announced(text, code)
    slight = [("aside", each) for each in size] + [("announcement", each) for each in announced]
    cost = _SLIGHT * len(slight)
    ways = [(slight, cost)] if slight else []
    if place:
        ways.append(([*slight, ("description", place)], cost + _PLACE))
    if office:
        names = [("description", each) for each in office]
        ways.append(([*slight, *names], cost + _OFFICE))
    found = []
    for way, price in ways:
        spans = tuple(sorted((places[a], places[b - 1] + 1) for _, (a, b) in way))
        found.append(Head(spans, tuple(dict.fromkeys(kind for kind, _ in way)), round(price, 2)))
    return found


def _size(text: str, code: str) -> list[tuple[int, int]]:
    """Return the number of inhabitants, or the age, between commas after the subject."""
    match = _sized(code).match(text)
    return [match.span(1)] if match else []


@cache
def _sized(code: str) -> re.Pattern[str]:
    data = _data()[code]
    more = rf"(?:(?:{data['before_number']}) )?"
    size = rf"{more}{more}[\d. \u202f]+ (?:{data['people']})(?: [^,;:]{{1,40}})?"
    return regex(rf"[^,;:]{{3,90}}(, {size},)(?= )")


def _place(text: str, code: str, size: list[tuple[int, int]]) -> tuple[int, int] | None:
    """Return the words before the name of a town: "[El Ayuntamiento de] Lormes"."""
    match = _placed(code).match(text)
    if match is None or match.group(2).split()[0] in _COUNTRIES:
        return None
    after = size[0][1] if size and size[0][0] == match.end() else match.end()
    if not _goes_on(text, after):
        return None
    if code == "de" and _FEMININE.search(text):
        return None  # "Die Stadt ... ihrer Schule": the name is neuter
    return match.span(1)


@cache
def _placed(code: str) -> re.Pattern[str]:
    data = _data()[code]
    name = rf"(?:(?:El|La|Los|Las|Le|Les) )?{_CAPITAL}(?: (?:(?:{data['joints']}) )?{_CAPITAL})*"
    return regex(rf"({data['place']})({name})")


def _goes_on(text: str, end: int) -> bool:
    """Return whether the predicate or an apposition follows a name."""
    match = regex(r"(,?) ([^\W\d_]+['’]?)").match(text, end)
    if match is None or not match.group(2)[0].islower():
        return False
    return bool(match.group(1)) or match.group(2).rstrip("'’") not in _FOLLOWING


def _office(text: str, code: str) -> list[tuple[int, int]]:
    """Return the office before the full name of a person, with the comma after the name."""
    words = list(_SPACED.finditer(text, 0, _REACH))
    number = _after_office(words, code)
    if not number:
        return []
    for place, length in _runs(words, number):
        before = words[place - 1].group()
        if before.endswith(","):
            match = _FULL.match(text, words[place].start())
            if match is None or not _goes_on(text, match.end()):
                return []
            closed = match.group(1) and _ends_aside(text, match.end(), code)
            comma = [(match.end(), match.end() + 1)] if closed else []
            return [(0, match.start()), *comma]
        word = words[place].group()
        elided = word[1:2] in ("'", "’")
        if elided or before.lower() in _words(code, "complement"):
            # The name follows the complement of the office: "de Bolivia [Jeanine Áñez]".
            first = 1 + (word[2 * elided :] in _STATES)
            if length < first + 2:
                continue
            match = _TWO.match(text, words[place + first].start())
        else:
            match = _FULL.match(text, words[place].start())
        if match is None or "," in "".join([each.group() for each in words[1:place]]):
            return []
        apart = match.group(1) and "," not in text[match.end() + 1 : match.end() + 120]
        return [(0, match.start())] if not apart and _goes_on(text, match.end()) else []
    return []


def _after_office(words: list[re.Match[str]], code: str) -> int:
    """Return the place after "El presidente" or "L'ancien ministre"; 0 without an office."""
    articles, offices = _words(code, "articles"), _words(code, "offices")
    if len(words) < 4 or not offices:
        return 0
    low = [each.group().lower() for each in words]
    first, place = words[0].group(), 1
    if first[:2] in articles and len(first) > 2:
        low[0], place = low[0][2:], 0
    elif first not in articles:
        return 0
    while place < 3 and low[place] in _words(code, "before_office"):
        place += 1
    return place + 1 if low[place].rstrip(",") in offices else 0


def _runs(words: list[re.Match[str]], place: int) -> Iterator[tuple[int, int]]:
    """Yield the place and the length of each run of words with a capital before the verb."""
    last = min(place + _MOST, len(words))
    while place < last:
        word = words[place].group()
        capital = word[0].isupper() or (word[1:2] in ("'", "’") and word[2:3].isupper())
        if not capital:
            if word.lower().startswith(("que", "qui", "che")) or word.endswith(","):
                return
            place += 1
            continue
        end = place + 1
        while end < len(words) and words[end].group()[0].isupper():
            if words[end - 1].group().endswith(","):
                break
            end += 1
        yield place, end - place
        place = end


def _ends_aside(text: str, end: int, code: str) -> bool:
    """Return whether the comma after a name ends the apposition, so that the verb follows."""
    known = words_of(code)
    following = regex(r", ([^\W\d_]+)").match(text, end)
    if known is None or following is None:
        return False
    return is_finite("", following.group(1), known) or "," not in text[end + 1 : end + 100]


def _announced(text: str, code: str) -> list[tuple[int, int]]:
    """Return "anunció que" before the plan of the same subject, with a day between the words.

    "La empresa [anunció este lunes que] cerrará diez tiendas": the second verb has the
    subject of the first verb.
    """
    data = _data()[code]
    if "announced" not in data:
        return []
    match = regex(rf"(?<= )(?:{data['announced']})(?= )").search(text)
    if match is None or text.count(",", 0, match.start()) % 2:
        return []
    if any(a < match.start() < b for a, b in quoted(text)):
        return []
    end = match.end()
    for start, stop in days(text, code):
        if start <= end + 1 < stop:
            end = stop
    plan = regex(rf"\s*{data['plan']}").match(text, end)
    if plan is None or not _agrees(text, plan):
        return []
    return [(match.start(), plan.end())]


def _agrees(text: str, plan: re.Match[str]) -> bool:
    """Return whether the French pronoun of a plan may refer to the subject: "La ville ... elle"."""
    pronoun = plan.groupdict().get("subject")
    if pronoun is None:
        return True
    forms = {"Le ": "il", "Un ": "il", "La ": "elle", "Une": "elle"}
    return forms.get(text[:3], pronoun) == pronoun and text[:3] not in ("Les", "Des")

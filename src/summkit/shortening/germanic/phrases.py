"""Phrases in the fields of a German or Dutch clause: prepositions, nouns, times."""

from __future__ import annotations

from typing import NamedTuple

from summkit.patterns import regex
from summkit.shortening.germanic.words import Token, listed

_MOST_NOUN = 6  # maximum words between a preposition and its noun
_OF_YEAR = frozenset("kommenden nächsten dieses vergangenen des letzten".split())
_YEAR = regex(r"(?:19|20)\d\d")


class Phrase(NamedTuple):
    """A phrase of a main clause: its tokens from `start` to before `end`, and its kind.

    Attributes
    ----------
    kind
        "preposition", "noun", "time", "word", or "aside" (text between two commas).
    attached
        The number of tokens at the end that belong to its noun: "Kampf [gegen den Lärm]".
    """

    start: int
    end: int
    kind: str
    attached: int = 0


def phrases(
    tokens: tuple[Token, ...],
    start: int,
    end: int,
    asides: list[tuple[int, int]],
    code: str,
    called: frozenset[str],
) -> list[Phrase]:
    """Divide a field into phrases.

    Parameters
    ----------
    called
        The prepositions that the verb requires, which belong to no noun.
    """
    found: list[Phrase] = []
    skip = dict(asides)
    place = start
    while place < end:
        if place in skip:
            found.append(Phrase(place, skip[place], "aside"))
            place = skip[place]
            continue
        stop = min([a for a in skip if a > place], default=end)
        phrase = _phrase(tokens, place, min(stop, end), code, called)
        found.append(phrase)
        place = phrase.end
    return found


def _phrase(
    tokens: tuple[Token, ...], start: int, end: int, code: str, called: frozenset[str]
) -> Phrase:
    """Return the phrase that begins at a token."""
    token = tokens[start]
    prepositions = listed(code, "prepositions")
    if token.low in listed(code, "moments"):
        return Phrase(start, start + 1, "time")
    if token.low in listed(code, "spans") or token.number:
        stop = _span_end(tokens, start, end, code)
        if stop:
            return Phrase(start, stop, "time")
    if token.low in prepositions and not token.sign.strip():
        stop = _noun_end(tokens, start + 1, end, code)
        if not stop:
            return Phrase(start, start + 1, "word")
        kind = "time" if _is_time(tokens, start, stop, code) else "preposition"
        if kind == "time" and stop + 1 < end and tokens[stop].low in listed(code, "onward"):
            later = _noun_end(tokens, stop + 1, end, code)  # "in der Nacht zum Dienstag"
            stop = later if later and _is_time(tokens, stop, later, code) else stop
        if kind == "time" and stop + 1 < end and tokens[stop].low in _OF_YEAR:
            stop += 2 if tokens[stop + 1].low in ("jahres", "monats", "woche") else 0
        words = {each.low for each in tokens[start + 1 : stop]}
        bare = tokens[start + 1].capital and token.low not in listed(code, "dative")
        bare = bare and not words & listed(code, "genitive")
        open_end = kind == "preposition" and not bare
        whole = _attached(tokens, stop, end, code, called) if open_end else stop
        return Phrase(start, whole, kind, whole - stop)
    stop = _noun_end(tokens, start, end, code)
    if not stop:
        return Phrase(start, start + 1, "word")
    if token.low in listed(code, "bare_times") and (
        stop == start + 1 or _is_time(tokens, start - 1, stop, code)
    ):
        return Phrase(start, stop, "time")
    whole = _attached(tokens, stop, end, code, called)
    return Phrase(start, whole, "noun", whole - stop)


def _noun_end(tokens: tuple[Token, ...], start: int, end: int, code: str) -> int:
    """Return the place after the noun of a phrase, with its names and genitives; 0 without it."""
    place = start
    inside = listed(code, "prepositions")
    attribute = place < end and tokens[place].low in listed(code, "articles")
    while place < end and not (tokens[place].capital and not _is_measure(tokens, place, end, code)):
        low = tokens[place].low
        if low in listed(code, "separate"):
            return 0
        if low in inside and not (attribute and place == start + 1):
            return 0
        if low in inside:  # "die [am 10. Juli beginnende] Aktion"
            inner = _noun_end(tokens, place + 1, end, code)
            if not inner or inner >= end or tokens[inner].capital:
                return 0
            place = inner
            continue
        if tokens[place].sign.strip(" .") or place - start > _MOST_NOUN:
            return 0
        place += 1
    if place >= end:
        return 0
    while place < end and (
        tokens[place].capital or (place > start and _YEAR.fullmatch(tokens[place].text))
    ):
        sign = tokens[place].sign
        place += 1
        if sign.strip():
            return place
    while place + 1 < end and tokens[place].low in listed(code, "genitive"):
        first = place + (tokens[place].low in listed(code, "prepositions"))  # "van"
        inner = _noun_end(tokens, first, end, code)
        if not inner:
            break
        place = inner
    if place + 1 < end and tokens[place].low in ("und", "sowie", "oder", "en", "of"):
        inner = _noun_end(tokens, place + 1, end, code)
        if inner:
            place = inner
    return place


def _is_measure(tokens: tuple[Token, ...], place: int, end: int, code: str) -> bool:
    """Return whether a noun is part of an attribute: "die 23 [Kilometer] lange Strecke"."""
    return (
        tokens[place].low in listed(code, "measure")
        and place > 0
        and tokens[place - 1].number
        and place + 2 < end
        and tokens[place + 1].text.islower()
        and tokens[place + 1].low not in listed(code, "prepositions")
        and tokens[place + 2].capital
    )


def _attached(
    tokens: tuple[Token, ...], start: int, end: int, code: str, called: frozenset[str]
) -> int:
    """Return the end of the phrases with prepositions that belong to the noun before them."""
    place = start
    while place + 1 < end and tokens[place].low in listed(code, "attached") - called:
        if tokens[place - 1].sign.strip():
            break
        inner = _noun_end(tokens, place + 1, end, code)
        if not inner:
            break
        place = inner
    return place


def _is_time(tokens: tuple[Token, ...], start: int, stop: int, code: str) -> bool:
    """Return whether the noun of a phrase is a day or another time, and no genitive follows."""
    heads = [tokens[n] for n in range(start + 1, stop) if tokens[n].capital]
    if not heads:
        return False
    times = listed(code, "times")
    days = ("tag", "morgen", "abend", "nacht", "mittag", "tagen", "woche", "wochenende")
    head = heads[0].low
    return head in times or (head.endswith(days) and any(head.startswith(t[:6]) for t in times))


def _span_end(tokens: tuple[Token, ...], start: int, end: int, code: str) -> int:
    """Return the end of "einen Tag vor der Wahl" or "kurz nach dem Start"; 0 for other phrases."""
    place = start
    if tokens[place].low != "kurz":
        if place + 1 >= end or tokens[place + 1].low not in listed(code, "times"):
            return 0
        place += 1
    if place + 1 < end and tokens[place + 1].low in ("vor", "nach"):
        return _noun_end(tokens, place + 2, end, code)
    return 0

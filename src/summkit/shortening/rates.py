"""Rates such as "60 kilometres an hour", "30 cents a litre" and "40 crowns a month".

The words "an hour" are part of the measure: without them, the number is wrong, and without the
article alone ("60 kilometres hour") the text is broken. The parser often attaches "hour" to the
verb, so rates are found by the words as written, and the parser reads the sentence without them.
"""

from __future__ import annotations

from collections.abc import Sequence

from summkit.shortening.lexicon import words

_ARTICLES = frozenset({"a", "an", "per", "each", "every"})
_UNITS = frozenset(
    "second minute hour day night week fortnight month quarter year decade season shift semester"
    " litre liter gallon pint ounce pound kilo kilogram kilogramme gram tonne ton barrel bushel"
    " kilometre kilometer km mile metre meter foot yard acre hectare inch cup bottle bag box dose"
    " share head person ride trip journey ticket copy game match lap word page piece unit seat"
    " household pupil student child patient customer passenger visit call user".split()
)
"""The nouns after the article of a rate."""
_PRICES = frozenset(
    "cents cent crowns crown kroner krona kronor pesos rupees roubles rubles dollars pounds euros"
    " pence p francs yen yuan dlrs cts".split()
)
_MEASURES = _PRICES | frozenset(
    "times once twice thrice kilometres kilometers km miles metres meters knots litres liters"
    " gallons tonnes tons barrels watts kilowatts megawatts hours minutes calories beats"
    " pct percent % mln billion million thousand".split()
)
"""Nouns that are measures even if no number precedes them: "a few crowns a month"."""
_AMOUNTS = frozenset(
    "one two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty"
    " fifty sixty hundred thousand million billion hundreds thousands millions dozens half few"
    " several many".split()
)
_AFTER = frozenset("ago earlier later before after since until from old hence away".split())
"""Words that show that "a week" is no rate: "opened a week ago"."""
_COMPARED = frozenset({"less", "more", "fewer", "higher", "lower"})
_REACH = 4  # maximum tokens from a number to its noun: "40 new jobs a week"


def places(lower: Sequence[str]) -> list[int]:
    """Return the places of the articles of all rates in lower-case tokens."""
    return [
        node
        for node in range(1, len(lower) - 1)
        if lower[node] in _ARTICLES
        and not _AFTER.intersection(lower[node + 2 : node + 3])
        and (lower[node + 1] in _UNITS or _is_sold(lower, node))
        and _is_amount(lower, node - 1)
    ]


def _is_sold(lower: Sequence[str], article: int) -> bool:
    """Return whether the article is between a price and a noun: "3 crowns a withdrawal"."""
    if lower[article - 1] not in _PRICES or not lower[article + 1].isalpha():
        return False
    after = lower[article + 2] if article + 2 < len(lower) else "."
    return not after.isalpha() or after in words("function_words")


def _is_amount(lower: Sequence[str], node: int) -> bool:
    """Return whether a token is a number, a unit, or the noun of a number."""
    if lower[node] in _MEASURES or _is_number(lower[node]):
        return True
    if not lower[node].isalpha() or lower[node] in words("function_words") | words("strict_marks"):
        return False  # "within ten minutes how a patient's heart fails": "how" ends the amount
    for before in range(node - 1, max(-1, node - _REACH), -1):
        if _is_number(lower[before]):
            return True
        if not lower[before].replace("-", "").isalpha() or lower[before] in words("function_words"):
            return lower[before] == "of" and lower[before - 1] in _AMOUNTS
    return False


def _is_number(word: str) -> bool:
    return word[0].isdigit() or word in _AMOUNTS


def spans(lower: Sequence[str]) -> list[tuple[int, int]]:
    """Return the first and the last token of all rates: "9 crowns an hour less"."""
    found = []
    for article in places(lower):
        first = article - 1
        while first > 0 and article - first < _REACH and not _is_number(lower[first]):
            first -= 1
        if not _is_number(lower[first]):
            first = article - 1
        last = article + 1
        if last + 1 < len(lower) and lower[last + 1] in _COMPARED:
            last += 1
        found.append((first, last))
    return found

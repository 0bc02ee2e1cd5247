"""Claims of a headline, dek or summary that can be looked up: numbers, dates, quotations, names.

Names are recognised by capitals. If a capital may have another reason (the first word of a
sentence, a Title Case Headline, A HEADLINE IN CAPITALS), a word counts as a possible name unless it
is on the list of ordinary words of the language (English has one). Such a claim is not `sure`.
German writes every noun with a capital: there only two capitalised words in a row, and acronyms,
are names. In scripts without case no names are found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from summkit.datafiles import read_data
from summkit.language import get_language
from summkit.metrics.support.names import Word, fold_text, names, tokens, words_of
from summkit.metrics.support.numbers import Number, numbers

_QUOTES = re.compile(
    r"“([^“”]+)”|«\s?([^«»]+?)\s?»|„([^„“”]+)[“”]|»([^«»]+)«|「([^「」]+)」|『([^『』]+)』"
    r"|(?<!\w)\"(?=\S)([^\"]+?)(?<=\S)\"(?!\w)|(?<!\w)\"\s([^\"]+)\s\"(?!\w)"
    r"|(?<![\w'])'(?=[^\s'])([^'\"]+(?:\w'\w[^'\"]*)*)(?<=\S)'(?!\w)"
    r"|(?<!\w)‘([^‘’]+(?:\w’\w[^‘’]*)*)’(?!\w)"
)
_MONTH_GAP = re.compile(r"(?: de | of |\. | )\Z")


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim of a text that its article should support.

    Attributes
    ----------
    kind
        "number", "percentage", "amount", "date", "quotation" or "name".
    text, start, end
        The claim in the text: ``candidate[start:end] == text``, in code points.
    normal
        The normalised form for looking up: the value and unit, the duration ("24 month"), the date
        ("05-12", "05", "monday"), the words of the quotation, or the name without titles,
        possessives, dots and accents.
    sure
        False for a possible name whose capital may have another reason.
    """

    kind: str
    text: str
    start: int
    end: int
    normal: str
    sure: bool = True


class _Calendar(NamedTuple):
    months: dict[str, str]
    weekdays: dict[str, str]
    ambiguous: frozenset[str]


def claims(text: str, language: str) -> list[Claim]:
    """Return the claims of a text, in order of start, including claims within a quotation.

    Parameters
    ----------
    text
        A headline, dek or summary. The time is proportional to its length.
    language
        BCP 47 code. In an unknown language digits, quotations and names by capitals are found.

    Raises
    ------
    UsageError
        If `language` is not a BCP 47 code.
    """
    spoken = get_language(language)
    code = spoken.code
    found = numbers(text, code)
    words = tokens(text, code)
    listed = [
        _claim("quotation", text, start, end, " ".join(words_of(text[start:end], code)))
        for start, end in quotations(text)
    ]
    dates = list(_dates(text, words, found))
    listed += dates
    # One byte per character: whether it belongs to a date or number.
    taken = bytearray(len(text))
    for claim in dates:
        taken[claim.start : claim.end] = bytes([1]) * (claim.end - claim.start)
    for number in found:
        if number.glued or any(taken[number.start : number.end]):
            continue
        taken[number.start : number.end] = bytes([1]) * (number.end - number.start)
        if number.is_quantity:
            value, base = number.time
            normal = f"{value:.12g} {base}" if base else f"{number.values[0]:.12g}{number.unit}"
            listed.append(_claim(number.kind, text, number.start, number.end, normal))
    listed += [
        Claim("name", text[name.start : name.end], *name)
        for name in names(text, words, taken, spoken)
    ]
    return sorted(listed, key=lambda claim: (claim.start, -claim.end, claim.kind))


def _claim(kind: str, text: str, start: int, end: int, normal: str) -> Claim:
    return Claim(kind, text[start:end], start, end, normal)


def quotations(text: str) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of the text between each pair of quotation marks."""
    for match in _QUOTES.finditer(text):
        start, end = match.span(match.lastindex or 0)
        if any(character.isalnum() for character in text[start:end]):
            yield start, end


def dates(text: str, code: str, found: Sequence[Number]) -> frozenset[str]:
    """Return the `normal` of every date in a text, and of the month of each day."""
    normals = [claim.normal for claim in _dates(text, tokens(text, code), found)]
    return frozenset(part for normal in normals for part in (normal, normal.partition("-")[0]))


@cache
def _calendar() -> _Calendar:
    data: dict[str, Any] = read_data("metrics/support", "names")
    months = {
        fold_text(word, ""): f"{int(number):02}"
        for number, words in data["months"].items()
        for word in words.split()
    }
    days = {
        fold_text(word, ""): day
        for day, words in data["weekdays"].items()
        for word in words.split()
    }
    return _Calendar(months, days, frozenset(data["ambiguous"].split()))


def _dates(text: str, words: Sequence[Word], found: Sequence[Number]) -> Iterator[Claim]:
    """Yield days with their month ("12 May", "May 12th"), months and weekdays."""
    table = _calendar()
    days = [number for number in found if number.digits and number.values[0] in range(1, 32)]
    starts = {number.start: number for number in days if not number.unit}
    ends = {number.end: number for number in days if not number.unit}
    for word in words:
        month, weekday = table.months.get(word.key), table.weekdays.get(word.key)
        if not (month or weekday):
            continue
        gap = _MONTH_GAP.search(text, max(0, word.start - 4), word.start)
        after = word.end + (2 if text.startswith(". ", word.end) else 1)
        day = (ends.get(gap.start()) if gap else None) or starts.get(after)
        if month and day:
            start, end = min(day.start, word.start), max(day.end, word.end)
            yield _claim("date", text, start, end, f"{month}-{int(day.values[0]):02}")
        elif word.key not in table.ambiguous and word.text[0].isupper():
            yield _claim("date", text, word.start, word.end, month or weekday or "")

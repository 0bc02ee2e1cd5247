"""Numbers in a text, by value: "2.5m", "2,500,000" and "2.5 million" are equal."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from summkit.datafiles import read_data

_DIGITS = re.compile(r"(?<!\d)\d{1,3}(?:[ \u00a0\u202f\u2009]\d{3})+(?!\d)|\d+(?:[.,]\d+)*")
_ORDINAL = re.compile(r"(?:st|nd|rd|th|s|er|e|ème|º|ª|-?(?:й|я|го|м|х))(?!\w)", re.IGNORECASE)
# A longer number is not a quantity for readers; the limit also keeps float() finite.
_LONGEST = 24


class Number(NamedTuple):
    """A number in a text.

    Attributes
    ----------
    kind
        "number", "percentage" or "amount" (with a currency).
    start, end
        Place in code points, including currency, magnitude, unit and duration.
    values
        Possible values, the most likely first: "100m" is 100 million or 100 (metres).
    unit
        "%", the sign of a currency, or "".
    grain
        The step of its last digit that is not a trailing zero, times its magnitude.
    digits
        Whether the number is written in digits.
    glued
        Whether letters are attached ("G20", "4K"), so that it is part of a name.
    is_quantity
        Whether the number states a quantity; "one" and a single "million" do not.
    time
        The duration, if the number counts one: (2, "month") for "two months", (24, "month") for
        "two years"; otherwise (0, ""). "Two years old" is an age, not a duration.
    """

    kind: str
    start: int
    end: int
    values: tuple[float, ...]
    unit: str
    grain: float
    digits: bool = True
    glued: bool = False
    is_quantity: bool = True
    time: tuple[float, str] = (0.0, "")


@dataclass(frozen=True, slots=True)
class _Rules:
    """The rules of one language for writing numbers."""

    decimal: str
    tail: re.Pattern[str]
    after: re.Pattern[str]
    before: re.Pattern[str]
    words: re.Pattern[str] | None
    values: dict[str, float]
    magnitudes: dict[str, float]
    units: dict[str, str]
    pronouns: frozenset[str]
    joiner: str
    implied: dict[str, float]
    ordinals: dict[str, float]
    durations: re.Pattern[str] | None
    lengths: dict[str, tuple[float, str]]


@cache
def _rules(code: str) -> _Rules:
    every: dict[str, Any] = read_data("metrics/support", "numbers")
    common, own = every["und"], every.get(code, {})
    units = {form: sign for sign, forms in common["units"].items() for form in forms.split()}
    magnitudes = {**common["magnitudes"], **own.get("magnitudes", {})}
    values = own.get("words", {})
    per_cent = "".join(f"|(?P<percent{n}>{p})" for n, p in enumerate(own.get("per_cent", ())))
    words = {form: sign for form, sign in units.items() if form.isalpha()}
    unit = rf"(?:(?P<unit>{_either(units)}){per_cent})(?!\w)|(?P<sign>[%$€£¥₹₽₺₫٪])"
    spelled = {**values, **{word: 0.0 for word in magnitudes if len(word) > 3}}
    joint = r"(?:[\s-]+and\s+|[\s-]+)" if own.get("and") else r"[\s-]+"
    number = rf"(?:{_either(spelled)})"
    return _Rules(
        decimal=own.get("decimal", "."),
        tail=re.compile(rf"[\s-]?(?P<magnitude>{_either(magnitudes)})(?!\w)\.?", re.IGNORECASE),
        after=re.compile(rf"[\s-]?(?:(?:de|of|di)\s|d['’])?(?:{unit})", re.IGNORECASE),
        before=re.compile(
            rf"(?P<unit>(?<![^\W\d_])(?:{_either(words)})|us\$|[$€£¥₹₽₺₫])\.?\s?\Z", re.IGNORECASE
        ),
        words=re.compile(rf"(?<!\w){number}(?:{joint}{number})*(?!\w)", re.IGNORECASE)
        if values
        else None,
        values=values,
        magnitudes=magnitudes,
        units=units,
        pronouns=frozenset(own.get("pronoun", ())),
        joiner=own.get("and", ""),
        implied=own.get("implied", {}),
        ordinals=own.get("ordinals", {}),
        durations=re.compile(
            rf"[\s-]+(?P<unit>{_either(own['durations'])})(?!\w)(?![\s-]+old\b)", re.IGNORECASE
        )
        if "durations" in own
        else None,
        lengths={
            word: (float(length.split()[0]), length.split()[1])
            for word, length in own.get("durations", {}).items()
        },
    )


def _either(words: dict[str, Any]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


def implied(code: str, ordinal: bool) -> dict[str, float]:
    """Return the values of words that imply a number: a "pair" is 2, "third" is 3rd."""
    rules = _rules(code)
    return {**rules.implied, **rules.ordinals} if ordinal else rules.implied


def numbers(text: str, code: str) -> list[Number]:
    """Return the numbers of a text, in order, in digits and in words.

    Parameters
    ----------
    text
        Any text. The time is proportional to its length.
    code
        Language, for the decimal sign and number words. In an unknown language only digits are
        read.
    """
    rules = _rules(code)
    found = list(_in_digits(text, rules))
    if rules.words:
        taken = bytearray(len(text))
        for number in found:
            taken[number.start : number.end] = bytes([1]) * (number.end - number.start)
        for match in rules.words.finditer(text):
            if not any(taken[match.start() : match.end()]):
                found += _in_words(text, match, rules)
    found = [_with_duration(text, number, rules) for number in found]
    found.sort(key=lambda number: number.start)
    return found


def _with_duration(text: str, number: Number, rules: _Rules) -> Number:
    """Return a number with its duration, if it counts one: "two" in "two years"."""
    match = rules.durations.match(text, number.end) if rules.durations else None
    if not match or number.unit:
        return number
    length, base = rules.lengths[_lower(match["unit"])]
    return number._replace(end=match.end(), time=(number.values[0] * length, base))


def _in_digits(text: str, rules: _Rules) -> Iterator[Number]:
    for match in _DIGITS.finditer(text):
        written = match.group()
        if len(written) > _LONGEST:
            continue
        value, grain = _parse(written, rules.decimal)
        start, end = match.span()
        before = text[start - 1] if start else " "
        glued = before.isalpha() or (
            before in "-–." and start > 1 and text[start - 2].isalpha() and before != "–"
        )
        values = [value]
        magnitude = rules.tail.match(text, end)
        if magnitude:
            times = rules.magnitudes[_lower(magnitude["magnitude"])]
            values.insert(0, value * times)
            if len(magnitude["magnitude"]) > 1:
                values.pop()
            grain, end = grain * times, magnitude.end("magnitude")
        ordinal = None if magnitude else _ORDINAL.match(text, end)
        if ordinal:
            end = ordinal.end()
        unit, end = _unit_after(text, end, rules)
        if not unit:
            unit, start = _unit_before(text, start, rules)
            glued = glued and not unit
        glued = glued or (end < len(text) and text[end].isalpha())
        if unit:
            del values[1:]  # "$3m" is not 3 metres
        yield Number(_kind(unit), start, end, tuple(values), unit, grain, glued=glued)


def _in_words(text: str, match: re.Match[str], rules: _Rules) -> Iterator[Number]:
    """Split a run of number words into numbers: "two, twenty-one", but "two hundred and one"."""
    total = current = 0.0
    begun, last, pieces = -1, match.start(), 0
    only: str = ""
    for piece in re.finditer(r"\w+", match.group()):
        word = _lower(piece.group())
        start, end = match.start() + piece.start(), match.start() + piece.end()
        if word == rules.joiner:
            continue
        times = rules.magnitudes.get(word, 0.0)
        value = rules.values.get(word, 0.0)
        fits = times or begun < 0 or not current or (current % 100 >= 20 and value < 10) or (
            current % 100 == 0 and value < 100
        )  # fmt: skip
        if not fits:
            yield _spelled(text, begun, last, total + current, only if pieces == 1 else "", rules)
            total = current = 0.0
            begun, pieces = -1, 0
        if begun < 0:
            begun = start
        if times == 100:
            current = max(current, 1.0) * 100
        elif times:
            total += max(current, 1.0) * times
            current = 0.0
        else:
            current += value
        only, last, pieces = word, end, pieces + 1
    if begun >= 0:
        yield _spelled(text, begun, last, total + current, only if pieces == 1 else "", rules)


def _spelled(text: str, start: int, end: int, value: float, only: str, rules: _Rules) -> Number:
    unit, after = _unit_after(text, end, rules)
    is_quantity = only not in rules.pronouns and only not in rules.magnitudes
    return Number(
        _kind(unit),
        start,
        after,
        (value,),
        unit,
        1.0,
        digits=False,
        is_quantity=is_quantity or bool(unit),
    )


def _lower(word: str) -> str:
    """Return a word in lower case; the Turkish dotted capital becomes an ordinary i."""
    return word.lower().replace("i\u0307", "i")


def _parse(written: str, decimal: str) -> tuple[float, float]:
    """Return the value and the grain of digits with separators."""
    groups = "," if decimal == "." else "."
    plain = re.sub(r"\s", "", written)
    parts = plain.split(groups)
    grouped = len(parts) > 1 and all(len(part) == 3 for part in parts[1:-1])
    grouped = grouped and len(parts[-1].split(decimal)[0]) == 3 and len(parts[0]) <= 3
    # "1.5" in a language that writes 1,5; and dates such as 5.3.2024, of which 5.3 is read.
    plain = plain.replace(groups, "") if grouped else plain.replace(groups, ".")
    whole, _, rest = plain.replace(decimal, ".").partition(".")
    fraction = rest.partition(".")[0]
    value = float(f"{whole}.{fraction or 0}")
    if fraction:
        return value, 10.0 ** -len(fraction)
    # Small numbers and years are exact, not rounded.
    exact = value < 1000 or (written.isdecimal() and 1100 <= value <= 2100)
    return value, 1.0 if exact else 10.0 ** (len(whole) - len(whole.rstrip("0")))


def _unit_after(text: str, end: int, rules: _Rules) -> tuple[str, int]:
    match = rules.after.match(text, end)
    if not match:
        return "", end
    if match["sign"]:
        return match["sign"].replace("٪", "%"), match.end()
    word = _lower(match["unit"] or "%")
    return rules.units[word], match.end()


def _unit_before(text: str, start: int, rules: _Rules) -> tuple[str, int]:
    """Return the currency before a number: "$5", "US$ 5", "Rp 5", "EUR5"."""
    reach = max(0, start - 8)
    match = rules.before.search(text, reach, start)
    if not match:
        return "", start
    sign = rules.units[_lower(match["unit"])]
    return ("", start) if sign == "%" else (sign, match.start())


def _kind(unit: str) -> str:
    return "number" if not unit else "percentage" if unit == "%" else "amount"


def agrees(claim: Number, evidence: Number) -> bool:
    """Return whether one number supports another: both have equal values, and equal units if any.

    A claim may be rounded, as in headlines: to within half its grain (a whole grain if it was
    truncated, "1.3bn" for 1.37bn), and never by more than 5% of its value.
    """
    if claim.unit and evidence.unit and claim.unit != evidence.unit:
        return False
    if claim.time[1]:
        # "Two years" does not match "two months" or "two men", but it matches "24 months".
        if claim.time[1] != evidence.time[1]:
            return False
        if _same(claim.time[0], evidence.time[0]):
            return True
        if claim.time[0] * evidence.values[0] != evidence.time[0] * claim.values[0]:
            return False
    if any(_same(one, other) for one in claim.values for other in evidence.values):
        return True
    wanted, value = claim.values[0], evidence.values[0]
    slack = min(claim.grain * 0.5, abs(wanted) * 0.05)
    # Rounding only removes digits: the claim must have fewer digits than the evidence.
    return evidence.grain < claim.grain and -slack <= value - wanted <= slack * 2


def _same(one: float, other: float) -> bool:
    return abs(one - other) <= abs(one) * 1e-9

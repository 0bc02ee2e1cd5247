"""Long names with their acronym, and names of persons after their office, outside English.

Both can be shortened without loss of information: "[Kementerian Keuangan (]Kemenkeu[)]",
"Премьер-министр Великобритании [Борис Джонсон] поручил". The words are in
``data/circumstances.json``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from summkit.patterns import regex
from summkit.shortening.unparsed.circumstances import listed, pattern_of
from summkit.shortening.unparsed.segments import is_finite, words_of

_ACRONYM = regex(r"\s\(([^\W\d_][\w&.-]{1,11}(?: [A-Z]{2,3})?)\)")
_CAPITAL = r"[^\W\d_a-zа-яёіїєґà-öø-ÿ][^\s,.;:()«»\"“”]*"
_NAMED = regex(rf"{_CAPITAL}(?:,? (?:{_CAPITAL}|\S{{2,4}}))*$")
_MOST_NAMED, _REACH = 9, 120  # maximum words of a long name, and its maximum characters
_FAMOUS = frozenset(
    "EMA WHO IMF FIFA UEFA UNICEF UNESCO UNHCR NATO ECOWAS CAF FBI CIA NASA OPEC WTO ICC".split()
)
"""Acronyms that readers everywhere know, although other languages have another long name."""
_BODIES = frozenset(
    "Dewan Dinas Badan Sekolah Komisi Kementerian Partai Majelis Lembaga Rumah Bank".split()
)
"""First words of the names of Indonesian bodies, which are no persons."""
_PERSON = {
    "ru": regex(rf"{_CAPITAL}(?: {_CAPITAL}(?:вич|вна))? {_CAPITAL}(?= \w+)"),
    "uk": regex(rf"{_CAPITAL}(?: {_CAPITAL}(?:вич|вна))? {_CAPITAL}(?= \w+)"),
    "pl": regex(rf"{_CAPITAL} {_CAPITAL}(?= \w+)"),
}
"""Language -> the names of a person: first name, perhaps the father's name, surname."""


def acronyms(text: str, code: str) -> Iterator[tuple[tuple[int, int], list[tuple[int, int]]]]:
    """Yield the bracket of each acronym; the stretches whose deletion leaves only the acronym.

    The acronym consists of the beginnings of the words of the long name: "Kementerian Keuangan
    (Kemenkeu)", "Dewan Perwakilan Rakyat Republik Indonesia (DPR RI)", "makan bergizi gratis
    (MBG)".
    """
    if not listed(code, "acronyms"):
        return
    for match in _ACRONYM.finditer(text):
        name = _NAMED.search(text, max(0, match.start() - _REACH), match.start())
        short = match.group(1)
        if not any(letter.isupper() for letter in short):
            continue
        initials = _initials(short).search(text, max(0, match.start() - _REACH), match.start())
        if initials:
            stretches = [(initials.start(), match.start(1)), (match.end(1), match.end())]
            yield (match.start(), match.end()), stretches
            continue
        if short in _FAMOUS and _is_name(text[: match.start()]):
            yield (match.start(), match.end()), [(0, match.start(1)), (match.end(1), match.end())]
            continue
        if name is None:
            continue
        words = list(re.finditer(r"[^\s,]+", text[name.start() : match.start()]))
        for first in range(len(words) - 2, max(-1, len(words) - 1 - _MOST_NAMED), -1):
            parts = [each.group() for each in words[first:]]
            if parts[0][:1].isupper() and _abbreviates(short, parts):
                start = name.start() + words[first].start()
                stretches = [(start, match.start(1)), (match.end(1), match.end())]
                yield (match.start(), match.end()), stretches
                break


def _is_name(text: str) -> bool:
    """Return whether the first words of a sentence are only the long name of an organisation."""
    return len(text.split()) < _MOST_NAMED and not any(sign in text for sign in ',:;“”«»"')


def nickname(text: str, code: str) -> list[tuple[int, int]]:
    """Return all words before the initials of a person, and the bracket around the initials.

    "[Menteri Koordinator Bidang Infrastruktur Agus Harimurti Yudhoyono (]AHY[)] buka suara": the
    Indonesian press calls these persons by their initials.
    """
    first, known = text.split(None, 1)[0].lower() if text.strip() else "", words_of(code)
    if code != "id" or known is None or first not in listed(code, "office"):
        return []
    for match in _ACRONYM.finditer(text):
        short, words = match.group(1), text[: match.start()].split()
        if any(word[:1].islower() and is_finite("", word, known) for word in words):
            return []
        names, verb = words[-len(short) :], text[match.end() :].split(None, 1)[:1]
        initials = "".join(word[0] for word in names)
        person = initials == short and 2 < len(short) < len(words) and short.isupper()
        if person and names[0] not in _BODIES and verb and verb[0].islower():
            return [(0, match.start(1)), (match.end(1), match.end())]
    return []


@cache
def _initials(short: str) -> re.Pattern[str]:
    """Return a pattern of words in small letters at the end whose initials are the acronym."""
    if not (short.isalpha() and short.isupper() and len(short) > 2):
        return regex(r"(?!)")
    return regex(r"(?<=\s)" + " ".join(rf"{letter.lower()}\w+" for letter in short) + "$")


def _abbreviates(short: str, words: list[str]) -> bool:
    """Return whether the letters of an acronym are beginnings of the words, in order."""
    letters = [letter for letter in short.lower() if letter.isalnum()]

    def rest(place: int, number: int) -> bool:
        if number == len(words):
            return place == len(letters)
        word = words[number].lower()
        size = 0
        while place + size < len(letters) and word[size : size + 1] == letters[place + size]:
            size += 1
        if any(rest(place + take, number + 1) for take in range(size, 0, -1)):
            return True
        small = words[number][:1].islower() or len(words[number]) < 4
        return bool(place) and small and rest(place, number + 1)

    return rest(0, 0)


def persons(text: str, code: str) -> Iterator[tuple[int, int]]:
    """Yield the name of a person between the office and the verb.

    "Премьер-министр Великобритании [Борис Джонсон] поручил", "Enerji Bakanı [Fatih] Dönmez",
    "وزير الطاقة الإسرائيلي [إيلي كوهين] إنه". The office has a complement, so that it is not only
    "the president".
    """
    by_words, known = _by_words(code), words_of(code)
    if by_words is not None:
        for match in by_words.finditer(text):
            verb = text[match.end() :].split(None, 1)[0]
            if code != "id" or known is None or is_finite("", verb, known):
                yield match.span("name")
        return
    name = _PERSON.get(code)
    offices = listed(code, "office")
    first = text.split(None, 1)[0].lower() if text.strip() else ""
    if known is None or name is None or first not in offices:
        return
    for match in name.finditer(text, len(first) + 1):
        before = text[: match.start()].split()
        verb = text[match.end() :].split(None, 1)[0]
        if "," in text[: match.end()] or len(before) > _MOST_NAMED:
            return
        if len(before) > 1 and verb[:1].islower() and is_finite("", verb, known):
            yield match.start() - 1, match.end()
            return


@cache
def _by_words(code: str) -> re.Pattern[str] | None:
    pattern = pattern_of(code, "person")
    return regex(pattern) if pattern else None

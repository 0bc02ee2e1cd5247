"""Recognise lines that give the author and time of an article, or the result of a match."""

from __future__ import annotations

import re

from summkit.patterns import regex
from summkit.reading.cleaning.keys import label_key
from summkit.reading.cleaning.phrases import phrases
from summkit.reading.cleaning.wrapping import ends_sentence, wide_characters

SHORT = 100  # maximum characters of a page label
_DATE = regex(  # "2/1/2026", "10:30", "2026年"
    r"\d{1,4}\s?[./-]\s?\d{1,2}\s?[./-]\s?\d{1,4}|\d{1,2}:\d{2}|\d{4}\s?年|\d\s?月\s?\d"
)
# A result: names, a number, names, a number; or both numbers between the names. No sentence has
# this form.
_SCORE = regex(
    r"((?:FT|HT|AET|Full[- ]time|Half[- ]time|Final(?: score)?|Result|Endstand|Score final"
    r"|Resultado|Risultato finale)\s?:?\s+)?(?:[^\W\d_][\w.'’&-]*\s){1,4}\d{1,3}"
    r"(?:\s?[-–]\s?\d{1,3}(?:\s\(.{1,20}\))?(?:\s[^\W\d_][\w.'’&-]*){1,4}"
    r"|,?\s(?:[^\W\d_][\w.'’&-]*\s){1,4}\d{1,3})"
)
# "10:30", "10h15", "10 Uhr", "10.30 GMT"
_CLOCK = regex(r"(?<!\d)\d{1,2}(?::|h| ?Uhr|時|时|시)(?:\d\d)?|\d{1,2}\.\d\d (?:Uhr|GMT|[AP]M)")
_YEAR = regex(r"(?<!\d)(?:19|20)\d\d(?!\d)")  # "2024"
# The time above an entry of a live blog: "11.42am GMT", "14:05 CET". A bare "10:30" may belong to a
# timeline.
_ZONED = regex(
    r"\d{1,2}(?:[:.]\d\d)?\s?(?:[ap]\.?m\.?\s?)?"
    r"(?:GMT|BST|CES?T|UTC|[ECMP][DS]?T|IST|JST|MSK|AE[DS]T|WIB)(?:[+-]\d{1,2})?"
    r"|\d{1,2}[:.]\d\d\s?[ap]\.?m\.?",
    re.IGNORECASE,
)
# A day, one word and a year, with a label before and a time after it: "Updated: 04 மார்ச் 2031, 6:12".
# The word may be the month of a language without a list of months.
_ANY_MONTH = regex(
    r"(?:[^\d:]{2,24}:\s*)?(?:\d{1,2}\.?\s[^\s\d]{3,16},?\s\d{4}|[^\s\d]{3,16}\s\d{1,2},\s\d{4})"
    r"[^\w\s]?(?:\D{0,8}\d{1,2}[:.]\d\d.{0,8})?"
)
_SAID_AT = regex(  # "Jane Doe  4:15 PM"
    r"([^\d:]{3,50}?),? +\d{1,2}:\d{2}(?::\d{2})?(?: ?[AaPp]\.?[Mm]\.?)?"
)
_LONGEST_ROLE = 6  # maximum words of a role
_LONGEST_NAME = 50  # maximum characters of a person's name
_WIDE_NAME = 6  # maximum characters of a name in a script without spaces
_NAMES = regex(r"[^\W\d_][^\d–]*")  # a name in a result: "Marlow" in "Marlow 2-1 Ashford"
_PARTS = regex(r"\s*[|·•]\s*")  # between the parts of "By Jane Doe | 5 March 2024"
_BETWEEN = regex(r"\s*[|·•]\s*|\s[-–—]\s")  # between the parts of "14:05 | Updated 15:20"
_DIGIT = regex(r"\d")  # a digit
_TOKEN = regex(r"[^\W\d_]+|\d+")  # a word or a number
_PUNCTUATION = "=.,;:()[]|·•–—-/&'’\""


def is_stamp(line: str, *, labelled: bool) -> bool:
    """Return whether a line is only a date or time ("Published 5 March 2024, 10:30 GMT").

    If `labelled` is True, the line needs a word such as "Published", since the bare dates of a
    timeline are part of the article.
    """
    if len(line) > SHORT or not _DIGIT.search(line):
        return False
    parts = [part for part in _BETWEEN.split(line) if part]
    if len(parts) > 1:
        # "14:05 | Updated 15:20 | 4 min read"
        return all(_is_part(part) for part in parts) and (
            not labelled or any(phrases().stamp.match(part) for part in parts)
        )
    return _is_single_stamp(line, labelled=labelled)


def _is_part(part: str) -> bool:
    """Return whether a part of a line is a date, a time or the time of reading."""
    if _is_single_stamp(part, labelled=False):
        return True
    return phrases().labels.get(label_key(part)) == "reading time"


def _is_single_stamp(line: str, *, labelled: bool) -> bool:
    """Return the result of `is_stamp` for a line without separators."""
    folded = line.casefold()
    table = phrases()
    if not labelled and _ANY_MONTH.fullmatch(line):
        return True
    first = _TOKEN.search(folded)
    if first and not (first[0].isdigit() or first[0] in table.time_words):
        return False
    tokens = _TOKEN.findall(folded)
    if not all(token.isdigit() or token in table.time_words for token in tokens):
        return False
    if table.stamp.match(line) or _ZONED.fullmatch(line):
        return True
    return not labelled and (
        bool(_DATE.search(line)) or any(token in table.calendar for token in tokens)
    )


def is_dated(line: str) -> bool:
    """Return whether a line gives a year and a time of day and is no sentence."""
    return (
        len(line) <= SHORT
        and bool(_CLOCK.search(line))
        and bool(_YEAR.search(line))
        and (not ends_sentence(line) or line.casefold().endswith(" min."))
    )


def is_message_head(line: str) -> bool:
    """Return whether a line is a name and a time of day, as in a chat: "Jane Doe  4:15 PM"."""
    if ":" not in line:
        return False
    match = _SAID_AT.fullmatch(line)
    return match is not None and is_name(match[1])


def is_score(line: str) -> bool:
    """Return whether a line is only a result: "Marlow 2-1 Ashford", "FT: Marlow 2 Ashford 1"."""
    if not _DIGIT.search(line) or ends_sentence(line) or not (match := _SCORE.fullmatch(line)):
        return False
    names = _NAMES.findall(line[match.end(1) if match[1] else 0 :])
    times = phrases().time_words
    return all(n[0].isupper() or not n[0].isalpha() for n in names) and not any(
        word.casefold() in times for name in names for word in _TOKEN.findall(name)
    )


def is_byline(line: str) -> bool:
    """Return whether a line is a byline: "By Jane Doe", "Jane Doe, Political correspondent"."""
    if len(line) > SHORT + 20 or (ends_sentence(line) and not line.endswith(")")):
        return False
    table = phrases()
    if line.casefold() in table.agencies:
        return True
    first, *rest = _PARTS.split(line)
    if any(not (is_stamp(piece, labelled=False) or is_names(piece)) for piece in rest if piece):
        return False
    # Some pages write the first word in lower case: "di Jane Doe".
    match = table.opening("by", first) or table.opening("by", first[:1].upper() + first[1:])
    if match:
        name = first[match.end() :].strip()
        return is_names(name) or name.casefold() in table.staff
    name, comma, role = first.partition(", ")
    if comma and name.casefold() in table.agencies and is_names(role):
        return True
    return bool(comma and 2 <= len(name.split()) <= 4 and is_names(name) and _is_role(role))


def is_role(line: str) -> bool:
    """Return whether a line is only a reporter's role: "City Hall Reporter", "Staff Writer"."""
    if len(line) > _LONGEST_NAME or ends_sentence(line):
        return False  # a fast check before the line is split
    words = line.split()
    if not 1 <= len(words) <= _LONGEST_ROLE:
        return False
    table = phrases()
    capitals = all(word[0].isupper() or word.casefold() in table.joiners for word in words[:-1])
    return capitals and words[0][0].isupper() and words[-1].casefold() in table.roles


def is_name(line: str) -> bool:
    """Return whether a line may be only a person's name: two to four capitalised words."""
    if len(line) > _LONGEST_NAME:
        return False  # a fast check before the line is split
    words = line.split()
    if len(words) == 1:
        return 2 <= len(line) <= _WIDE_NAME and wide_characters(line) == len(line)
    return 2 <= len(words) <= 4 and line[-1].isalpha() and is_names(line)


def _is_role(text: str) -> bool:
    """Return whether a text is a reporter's role: "Political correspondent"."""
    table = phrases()
    words = [word.strip(_PUNCTUATION).casefold() for word in text.split()]
    return (
        1 <= len(words) <= 10
        and any(word in table.roles for word in words)
        and all(
            word in table.roles or word in table.joiners or text.split()[index][0].isupper()
            for index, word in enumerate(words)
            if index
        )
    )


def is_names(text: str) -> bool:
    """Return whether a text consists of names, joining words and roles only."""
    table = phrases()
    words = text.split()
    if not 1 <= len(words) <= 14:
        return False
    first = words[0].strip(_PUNCTUATION)
    if first.casefold() in table.calendar or not first[:1].isalpha() or first[0].islower():
        return False
    caseless = 0
    for word in words:
        bare = word.strip(_PUNCTUATION)
        if not bare or bare[0] == "@" or "@" in bare or bare.casefold() in table.joiners:
            continue
        if not bare[0].isalpha():
            return False
        if bare[0].islower() and bare.casefold() not in table.roles | table.agencies:
            return False
        caseless += bare[0].lower() == bare[0].upper()
    # In scripts without capitals, only the length distinguishes a name from a sentence.
    return caseless == 0 or (len(words) <= 4 and len(text) <= 30)

"""Phrases that a headline does not need, by patterns, in languages without lists of clauses.

Most of these languages have the verb at the end (Turkish, Hindi, Urdu, Bengali, Amharic, Japanese,
Korean, Persian): phrases are deleted at the front and in the middle, never the verb. The patterns
are in ``data/spare.json``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from unicodedata import normalize

from summkit.datafiles import read_data
from summkit.patterns import regex
from summkit.shortening.unparsed.cuts import STOPS, Spans, has_paired_marks
from summkit.shortening.unparsed.segments import quoted

_LEAST = 4  # minimum words before a place where the sentence may end
_LEAST_UNSPACED = 15  # minimum characters before that place in Japanese
_GONE = "gone"
_DOTTED = "\u0958\u0959\u095a\u095b\u095c\u095d\u095e\u095f\u09dc\u09dd\u09df"
"""Letters with a dot: eight of Hindi, three of Bengali."""


Pattern = tuple[str, re.Pattern[str]]


@cache
def _patterns(code: str) -> tuple[Pattern, ...]:
    """Return the kinds and patterns of a language, the smallest loss of meaning first."""
    rows = read_data("shortening/unparsed", "spare").get(code, {}).get("phrases", [])
    return tuple((kind, regex(_with_forms(source))) for kind, source in rows)


@cache
def _pattern(code: str, name: str) -> re.Pattern[str] | None:
    source = read_data("shortening/unparsed", "spare").get(code, {}).get(name)
    return regex(_with_forms(source)) if isinstance(source, str) else None


def _with_forms(source: str) -> str:
    """Return a pattern that matches letters with a dot in both of their forms.

    In Bengali and Hindi such a letter is one code point in some texts, and a letter and its dot in
    others. Unicode normalisation never composes the two.
    """
    for letter in _DOTTED:
        parts = normalize("NFD", letter)
        source = source.replace(parts, f"(?:{parts}|{letter})")
    return source


def spare_phrases(text: str, code: str, begin: int = 0) -> Iterator[tuple[str, Spans]]:
    """Yield the kind and the stretches of each pattern that does not match inside a quotation.

    "[Alınan bilgiye göre] iki araç çarpıştı", "町は[3日、]水族館を閉館する". If a pattern has
    groups whose names begin with "gone", only these are deleted. After a deletion at the front, the
    next patterns are matched at the front of the remaining text.

    Parameters
    ----------
    begin
        Offset of the first remaining word.
    """
    rows = _patterns(code)
    said = quoted(text) if rows else []
    known: set[tuple[int, int]] = set()
    for kind, pattern in rows:
        found: Spans = []
        for match in pattern.finditer(text[begin:]):
            groups = [name for name in pattern.groupindex if name.startswith(_GONE)]
            for first, last in [match.span(name) for name in groups or (0,)]:
                if first < 0:
                    continue  # the group of another alternative
                start, end = begin + first, begin + last
                whole = has_paired_marks(text[start:end])
                inside = any(a < end and start < b and (a < start or end < b) for a, b in said)
                if start < end and whole and not inside:
                    found.append((start, end))
        if found and known.isdisjoint(found):
            known.update(found)
            yield kind, found
            begin = found[0][1] if found[0][0] == begin else begin


def spare_ends(text: str, code: str) -> Iterator[tuple[Spans, tuple[str, ...]]]:
    """Yield the sentence without each deletable phrase or clause at its end, the longest first.

    "Poliisi sulki kaksi siltaa[, koska joki tulvii]". The words before it have a verb and no
    negation. The deleted words have no condition.
    """
    ends, verbs = _pattern(code, "ends"), _pattern(code, "verbs")
    if ends is None or verbs is None:
        return
    barred, denial = _pattern(code, "barred"), _pattern(code, "denial")
    said = quoted(text)
    stop = len(text.rstrip().rstrip(STOPS))
    for match in reversed(list(ends.finditer(text, 0, stop))):
        place = match.start()
        kept, gone = text[:place], text[place:stop]
        if any(a < place < b for a, b in said) or _is_short(kept, code):
            continue
        if (barred and barred.search(gone)) or (denial and denial.search(kept)):
            continue
        if verbs.search(kept) and has_paired_marks(kept):
            yield [(0, place)], ("tail",)


def _is_short(text: str, code: str) -> bool:
    """Return whether a text has too few words; in Japanese, too few characters."""
    return len(text) < _LEAST_UNSPACED if code == "ja" else len(text.split()) < _LEAST

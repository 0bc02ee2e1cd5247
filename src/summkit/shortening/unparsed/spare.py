"""Phrases that a headline does not need, by patterns, in languages without lists of clauses.

Most of these languages have the verb at the end (Turkish, Hindi, Urdu, Bengali, Amharic, Japanese,
Korean, Persian): phrases are deleted at the front and in the middle, never the verb. The patterns
are in ``data/spare.json``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from summkit.patterns import regex
from summkit.shortening.unparsed.cuts import STOPS, Spans, has_paired_marks
from summkit.shortening.unparsed.segments import quoted

_LEAST = 4  # minimum words before a place where the sentence may end
_GONE = "gone"

Pattern = tuple[str, re.Pattern[str]]


@cache
def _data() -> dict[str, dict[str, Any]]:
    path = Path(__file__).parent / "data" / "spare.json"
    data: dict[str, dict[str, Any]] = json.loads(path.read_text("utf-8"))
    return data


@cache
def _patterns(code: str) -> tuple[Pattern, ...]:
    """Return the kinds and patterns of a language, the smallest loss of meaning first."""
    rows = _data().get(code, {}).get("phrases", [])
    return tuple((kind, regex(source)) for kind, source in rows)


@cache
def _pattern(code: str, name: str) -> re.Pattern[str] | None:
    source = _data().get(code, {}).get(name)
    return regex(source) if isinstance(source, str) else None


def spare_phrases(text: str, code: str, begin: int = 0) -> Iterator[tuple[str, Spans]]:
    """Yield the kind and the stretches of each pattern that matches outside of a quotation.

    "[Alınan bilgiye göre] iki araç çarpıştı", "町は[3日、]水族館を閉館する".
    If a pattern has a group "gone",
    only that group is deleted. After a deletion at the front, the next patterns are matched at the
    front of the remaining text.

    Parameters
    ----------
    begin
        Offset of the first remaining word.
    """
    rows = _patterns(code)
    said = quoted(text) if rows else []
    for kind, pattern in rows:
        found: Spans = []
        for match in pattern.finditer(text[begin:]):
            first, last = match.span(_GONE if _GONE in pattern.groupindex else 0)
            start, end = begin + first, begin + last
            whole = has_paired_marks(text[start:end])
            if start < end and whole and not any(a < end and start < b for a, b in said):
                found.append((start, end))
        if found:
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
        if any(a < place < b for a, b in said) or len(kept.split()) < _LEAST:
            continue
        if (barred and barred.search(gone)) or (denial and denial.search(kept)):
            continue
        if verbs.search(kept) and has_paired_marks(kept):
            yield [(0, place)], ("tail",)

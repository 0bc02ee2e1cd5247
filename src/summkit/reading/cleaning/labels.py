"""Remove marks before the words of a line: bullets, and the Q and A of an interview."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from summkit.article import Dropped
from summkit.patterns import regex
from summkit.reading.cleaning.phrases import phrases
from summkit.reading.cleaning.wrapping import Line

# "•", "▪", "✓" and similar signs
_BULLET = regex(
    "[\u2022\u2023\u25aa\u25ab\u25a0\u25a1\u25cf\u25cb\u25e6\u2043\u25b6\u25ba\u25b8\u25b9\u27a4"
    "\u2794\u279c\u2713\u2714\u2605\u2606\u25c6\u25c7\u25b2\u25bc\u2756\u27a2\u00b7\u30fb\uf0b7"
    "\uf0a7\u2219\u204c\u204d\ufe0e\ufe0f]+\\s*(?=\\S)"
)
# These signs are also dialogue dashes and arithmetic. The signs are bullets only if a neighbouring
# line begins with the same sign.
_DASHED = regex(r"(?:[*+-]|o)\s+(?=[^\s\d])")  # "- ", "* ", "o "
_TIMED = regex(r"[\[(]\d{1,2}:\d{2}(?::\d{2})?[\])]\s+(?=\S)")  # "[00:12] "
_POST = regex(r"(\d{1,2})/(?:\d{1,2})?[.):]?\s+(?=\S)")  # "1/4 ", "2/ "
_INITIALS = regex(r"([A-Z]{2,3}):\s+(?=\S)")  # "TL: "
_FEWEST_INITIALS = 2  # minimum lines of each person
_SIGNS = frozenset(":：.．、)-–—")  # after the label of a speaker
_FEWEST = 3  # minimum labelled lines of an interview


def without_marks(lines: Sequence[Line]) -> tuple[list[Line], list[Dropped]]:
    """Return the lines without bullets and interview labels at their beginning, and these marks.

    A summary contains single sentences, in which a bullet or a "Q:" would be wrong.
    """
    dropped: list[Dropped] = []
    # Few texts contain a line that may begin with a mark; only these lines are matched.
    marked = [_may_be_marked(line.text) or "/" in line.text[1:4] for line in lines]
    if True not in marked:
        return list(lines), dropped
    listed = _listed(lines, marked)
    thread = _thread(lines)
    speakers = _speakers(lines, marked)
    timed = {
        n
        for n, may in enumerate(marked)
        if may and lines[n].text[0] in "[(" and _TIMED.match(lines[n].text)
    }
    result = []
    for index, line in enumerate(lines):
        if not marked[index]:
            result.append(line)
            continue
        match, rule = _BULLET.match(line.text), "bullet"
        if index in listed:
            match = _DASHED.match(line.text)
        elif index in speakers:
            match, rule = speakers[index], "label"
        elif index in thread:
            match, rule = _POST.match(line.text), "bullet"
        elif index in timed and len(timed) >= _FEWEST:
            match, rule = _TIMED.match(line.text), "timestamp"
        if match:
            dropped.append(Dropped(match[0].strip(), rule))
            line = line._replace(text=line.text[match.end() :])
        result.append(line)
    return result, dropped


def _thread(lines: Sequence[Line]) -> frozenset[int]:
    """Return the lines that begin with "1/4", "2/4" and so on, as the posts of a thread."""
    numbers = {n: int(m[1]) for n, line in enumerate(lines) if (m := _POST.match(line.text))}
    found = list(numbers.values())
    whole = len(found) >= _FEWEST and found == list(range(1, len(found) + 1))
    return frozenset(numbers) if whole else frozenset()


def _may_be_marked(text: str) -> bool:
    """Return whether a line may begin with a mark."""
    return not text[0].isalnum() or text[1:2] == " " or not _SIGNS.isdisjoint(text[:24])


def _listed(lines: Sequence[Line], marked: Sequence[bool]) -> set[int]:
    """Return the lines whose "* " or "- " is a bullet, as a neighbouring line has the sign too."""
    marks = [
        match[0][0] if may and (match := _DASHED.match(line.text)) else ""
        for line, may in zip(lines, marked, strict=True)
    ]
    listed: set[int] = set()
    for (index, mark), (_, after) in pairwise(enumerate(marks)):
        if mark and mark == after and (mark != "-" or lines[index].block == lines[index + 1].block):
            listed |= {index, index + 1}
    return listed


def _speakers(lines: Sequence[Line], marked: Sequence[bool]) -> dict[int, re.Match[str]]:
    """Return the matches of "Q:" and "A:" if both labels occur before several lines."""
    table = phrases()
    matches = {
        index: match
        for index, line in enumerate(lines)
        if marked[index] and (match := table.speaker.match(line.text)) is not None
    }
    said = {match[1].casefold() for match in matches.values()}
    both = table.questions & said and table.answers & said
    if both and len(matches) >= _FEWEST:
        return matches
    return _initials(lines, marked)


def _initials(lines: Sequence[Line], marked: Sequence[bool]) -> dict[int, re.Match[str]]:
    """Return the matches of the initials of two or three people who speak alternately."""
    matches = {
        index: match
        for index, line in enumerate(lines)
        if marked[index] and ":" in line.text[2:4] and (match := _INITIALS.match(line.text))
    }
    said = Counter(match[1] for match in matches.values())
    talk = 2 <= len(said) <= 3 and min(said.values()) >= _FEWEST_INITIALS
    return matches if talk else {}

"""Find lines that printing adds to each sheet: running heads, addresses, references to pages."""

from __future__ import annotations

import re
from itertools import pairwise

from summkit.patterns import regex

# The lines that a browser prints below and above each sheet: the address with the number of the
# sheet ("https://echo.example/ferry 1/3"), and the time with the page's title.
_PRINTED_FOOT = regex(r"(?:https?|file)://\S+\s+\d{1,3}(?:\s?/\s?| of )\d{1,3}")
# "2/1/2026, 10:15 Ferry runs aground - The Echo"
_PRINTED_HEAD = regex(
    r"\d{1,4}[./-]\d{1,2}[./-]\d{2,4},?\s+\d{1,2}:\d{2}(?:\s?[AaPp]\.?[Mm]\.?)?\s+\S.{3,200}"
)
# "Continued on page 14", "Ferry, from page 12", "See FERRY, Page 4", "Fortsetzung auf Seite 3"
_JUMP = regex(
    r"[(▶►→]?\s?(?:(?:continue[ds]?|cont\.?|turn|more|see [\w’' ]{2,24},?|fortsetzung|suite|sigue"
    r"|continúa|pasa|continua|segue|vervolg|lees verder|fortsätter|fortsetter|fortsættes"
    r"|dokończenie|продолжение)\s"
    r"(?:on |to |from |auf |von |en la |en |a |op |na |på |fra |från |z |in )?"
    r"|[^\W\d_][\w’' -]{1,30}, from )(?:page|pg\.?|p\.|seite|s\.|página|pág\.?|pagina|pag\.|sida"
    r"|side|stronie|str\.|стр\.)\s?[A-Z]?\d{1,3}\)?\.?",
    re.IGNORECASE,
)
_LONGEST_JUMP = 70  # characters
# A newspaper's name above its columns, with the number of the page: "Kellmouth Echo 12".
_RUNNING = regex(
    r"(?:(\d{1,4})\s{1,20}[|·•-]?\s*)?([^\W\d_][^\n]{2,50}?)(?:\s+[|·•-]?\s*(\d{1,4}))?"
)
_LONGEST = 300  # maximum characters of any of these lines
_FIGURES = frozenset("0123456789")
_EDGE = _FIGURES | frozenset(" \t\r")
_EDGE_OF_JUMP = _FIGURES | frozenset(").")
_FIGURE = regex(r"\d{1,4}")  # a page number: "12"
# Minimum words of a running head; "Day 1" and "Day 2", with one word, are subheads.
_FEWEST_WORDS = 2


_FIGURES_OF_A_LINE = regex(r"\d+")  # the numbers in a running head: a date, a page
_MOST_WORDS = 20  # maximum words of a running head that are compared
_MOST_HEADS = 2  # first or last lines of a sheet that may be running heads


def sheet_heads(lines: list[str]) -> set[int]:
    """Return the lines that printing repeats on each sheet, and references to other pages."""
    heads = _heads_at_form_feeds(lines)
    titles: dict[str, list[int]] = {}
    running: dict[str, list[int]] = {}
    # Each such line begins or ends with a digit.
    ends = [
        place
        for place, line in enumerate(lines)
        if line and (line[0] in _EDGE or line[-1] in _EDGE or line[-2:-1] in _FIGURES)
    ]
    for place in ends:
        bare = lines[place].strip()
        if len(bare) > _LONGEST:
            continue
        if _PRINTED_FOOT.fullmatch(bare) or (len(bare) <= _LONGEST_JUMP and _JUMP.fullmatch(bare)):
            heads.add(place)
        elif _PRINTED_HEAD.fullmatch(bare):
            titles.setdefault(bare, []).append(place)
        elif len(bare) <= _LONGEST_JUMP and (match := _RUNNING.fullmatch(bare)):
            alone = place == 0 or not lines[place - 1].strip()
            if alone and (match[1] or match[3]) and not (match[1] and match[3]):
                running.setdefault(match[2], []).append(place)
    foot = bool(heads)
    for places in titles.values():
        if len(places) > 1 or (foot and places[0] == 0):
            heads.update(places)
    for name, places in running.items():
        figures = [int(_FIGURE.findall(lines[place])[-1]) for place in places]
        rising = all(one < other for one, other in pairwise(figures))
        if len(places) > 1 and rising and places[0] <= 1 and len(name.split()) >= _FEWEST_WORDS:
            heads.update(places)
    return heads


def is_jump(line: str) -> bool:
    """Return whether a line only refers to another page of the paper: "Continued on page 6"."""
    return line[-1:] in _EDGE_OF_JUMP and len(line) <= _LONGEST_JUMP and bool(_JUMP.fullmatch(line))


def _heads_at_form_feeds(lines: list[str]) -> set[int]:
    """Return the first and last lines of sheets that most sheets share, their numbers aside.

    Form feeds separate the sheets. An example is "FENNICK HERALD   Tuesday, 4 March 2031".
    """
    feeds = [place for place, line in enumerate(lines) if line == "\f"]
    if not feeds:
        return set()
    sheets = [
        [place for place in range(begin + 1, end) if lines[place].strip()]
        for begin, end in pairwise([-1, *feeds, len(lines)])
    ]
    sheets = [sheet for sheet in sheets if sheet]
    heads: set[int] = set()
    for ends in (slice(_MOST_HEADS), slice(-_MOST_HEADS, None)):
        repeated: dict[str, list[int]] = {}
        for sheet in sheets:
            for place in sheet[ends]:
                words = lines[place].split()[:_MOST_WORDS]
                if len(words) >= _FEWEST_WORDS or (words and _FIGURE.fullmatch(words[0])):
                    bare = _FIGURES_OF_A_LINE.sub("0", " ".join(words))
                    repeated.setdefault(bare, []).append(place)
        for places in repeated.values():
            if len(places) > 1 and 2 * len(places) > len(sheets):
                heads.update(places)
    return heads

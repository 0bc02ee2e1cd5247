"""Sentences, as spans of a text.

A sentence ends at a paragraph's end, before a list item, and at a stop that the text around
it does not explain away. Candidates come from one pattern a stop that begins with the stop
itself, which the regex engine finds at the speed of a byte search. `summkit.language.ends` decides
which of them end a sentence; what it knows of a language is data.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from heapq import merge
from typing import TYPE_CHECKING

from summkit.language.ends import Ends
from summkit.language.labels import label_breaks, line_breaks
from summkit.language.signs import BULLETS, STRONG, TAIL, WEAK

if TYPE_CHECKING:
    from summkit.language.language import Language
    from summkit.language.rules import Rules

# A blank line, or a line that begins with the label of a list item.
_BREAK = re.compile(
    r"\n(?:\s*\n|(?=[^\S\n]*(?:[-*–—‣•▪●◦■⁃]\s|\d{1,3}[.)]\s"
    r"|\(?(?:[a-z]|[ivx]{2,5}|\d{1,2})\)\s|[a-h]\.\s(?!\w\.))))"
)
# Up to here all candidates are sorted at once, which is faster than merging them; beyond it
# they are too many to hold.
_LONG = 500_000
_BY_START = re.Match.start


def sentence_spans(text: str, language: Language) -> list[tuple[int, int]]:
    """Return (start, end) of each sentence of a text.

    No span has surrounding white space or crosses a blank line; in order, they cover every
    visible character. Time grows in proportion to the text.
    """
    rules = language.rules
    # A text in lower case throughout cannot show by a capital where a sentence begins.
    lowercase = text[:2000].islower()
    quiet = "." if rules.beside and any(sign in text for sign in rules.beside) else ""
    patterns = [_pattern(stop, lowercase) for stop in WEAK if stop in text and stop != quiet]
    patterns += [_pattern(stop, True) for stop in rules.stops if stop in text]
    if "\n" in text:
        patterns.append(_BREAK)
    if not text.isascii():
        patterns += [_bullet(mark) for mark in BULLETS if mark in text]
        patterns += [_pattern(stop, True) for stop in STRONG if stop in text]
    return _spans(text, _in_order(text, patterns, rules), rules, lowercase)


@cache
def _pattern(stop: str, before_lowercase: bool) -> re.Pattern[str]:
    """Return what finds a stop: one of three groups takes part where it may end a sentence.

    Group 1 is empty, before one space and a capital: most stops. Group 2 is the white space
    after any other, unless a blank line begins there, which needs no stop. Group 3 is empty,
    where there is none. A stop that ends nothing is matched as well, so that a long run of
    stops is read once and not once from each of them.
    """
    after = r"(?!\n\n)(\s++)(?![,;:)\]،؛]" + (")" if before_lowercase else "|[a-z](?![A-Z]))")
    joined = "()" if stop in STRONG else r"(?=[^\W\d_a-z]|[\"“‘«(])()"
    return re.compile(
        f"{re.escape(stop)}(?:()(?= [\"'“‘]{{0,2}}[A-Z])|{TAIL}(?:{after}|{joined}|))"
    )


@cache
def _bullet(mark: str) -> re.Pattern[str]:
    return re.compile(rf"(?<=\s){mark}(?=\s)" if mark != "⁃" else rf"(?<=\s){mark}")


def _add(spans: list[tuple[int, int]], text: str, start: int, end: int) -> int:
    """Append the span without its white space, if anything is left; return `end`."""
    first = start
    if text.startswith(" ", start):
        first += 1
    elif text.startswith("\n\n", start):
        first += 2
    if first < end and not text[first].isspace() and not text[end - 1].isspace():
        spans.append((first, end))
        return end
    piece = text[start:end]
    if bare := piece.strip():
        start += len(piece) - len(piece.lstrip())
        spans.append((start, start + len(bare)))
    return end


def _spans(
    text: str, matches: Iterable[re.Match[str]], rules: Rules, lowercase: bool
) -> list[tuple[int, int]]:
    high = len(text)
    # Up to `passed` all stops are decided.
    start = passed = 0
    kinds, endings, clipped = rules.kinds, rules.suffixes, max(1, rules.clipped)
    ends = Ends(text, rules, lowercase)
    asides = ends.asides if ends.asides.matter else None
    tails = rules.tails
    by_tail = "" not in tails
    spans: list[tuple[int, int]] = []
    for match in matches:
        stop, after = match.span()
        if stop < passed or after >= high:
            continue
        group = match.lastindex
        if group == 1:
            end = passed = after
            if text[stop] == ".":
                # After an ordinary word `end_of` would say the same.
                tail = text[stop - 3 : stop]
                if (
                    by_tail
                    and tail not in tails
                    and tail.islower()
                    and tail.isalpha()
                    and stop - start > 3
                ):
                    ordinary = True
                else:
                    word = text[stop - 30 if stop - start > 30 else start : stop]
                    word = word[word.rfind(" ") + 1 :]
                    if word.isalpha():
                        ordinary = (
                            word[-1] > "Z" and len(word) > clipped and word.lower() not in kinds
                        ) and not (endings and word.endswith(endings))
                    else:
                        ordinary = len(word) > 3 and word.isdigit()
                if ordinary:
                    if asides and asides.hold(start, stop, end):
                        continue
                    if text[start] == " " and not text[start + 1].isspace():
                        spans.append((start + 1, end))
                        start = end
                    else:
                        start = _add(spans, text, start, end)
                    continue
            after += 1
        elif group == 2:
            end = passed = match.start(2)
        elif group == 3:
            end = passed = after
        else:
            if match.re.groups == 0:
                start = passed = _add(spans, text, start, stop)
            else:
                passed = after
            continue
        if end := ends.end_of(start, stop, end, after):
            start = _add(spans, text, start, end)
            passed = max(passed, start)
    _add(spans, text, start, high)
    return spans


def _in_order(text: str, patterns: list[re.Pattern[str]], rules: Rules) -> Iterable[re.Match[str]]:
    """Return the candidates: stops, and empty matches where a sentence ends without one."""
    breaks = label_breaks(text, rules)
    if "\n" in text:
        breaks += line_breaks(text)
        breaks.sort(key=_BY_START)
    if len(text) > _LONG:
        return merge(*(pattern.finditer(text) for pattern in patterns), breaks, key=_BY_START)
    matches: list[re.Match[str]] = breaks
    for pattern in patterns:
        matches += pattern.finditer(text)
    matches.sort(key=_BY_START)
    return matches

"""Split a text into sentences, as spans of the text.

A sentence ends at a paragraph's end, before a list item, and at a stop whose surrounding text
does not exclude an end. For each stop there is a pattern that begins with the stop itself, which
the regex engine finds as fast as a byte. `summkit.language.ends` decides which of these candidates
end a sentence; all differences between languages are data.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable
from functools import cache
from heapq import merge
from itertools import chain
from typing import TYPE_CHECKING

from summkit import core
from summkit.language.asides import asides_in
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
# In texts of at most this number of characters, all candidates are sorted together, which is faster
# than merging them. In longer texts, sorting would need too much memory.
_LONG = 500_000
_BY_START = re.Match.start


def sentence_spans(text: str, language: Language) -> list[tuple[int, int]]:
    """Return (start, end) of each sentence of a text.

    No span begins or ends with white space or crosses a blank line. In order, the spans cover every
    visible character. The time is proportional to the length of the text.
    """
    places = iter(flat_spans(text, language))
    return list(zip(places, places, strict=True))


def flat_spans(text: str, language: Language) -> array[int]:
    """Return start and end of each of `sentence_spans` in one array of int32."""
    rules = language.rules
    # In a text that is all in lower case, no capital marks the beginning of a sentence.
    lowercase = text[:2000].islower()
    if core.compiled and not (lowercase or rules.beside):
        return array("i", _split(text, rules))
    quiet = "." if rules.beside and any(sign in text for sign in rules.beside) else ""
    patterns = [_pattern(stop, lowercase) for stop in WEAK if stop in text and stop != quiet]
    patterns += [_pattern(stop, True) for stop in rules.stops if stop in text]
    if "\n" in text:
        patterns.append(_BREAK)
    if not text.isascii():
        patterns += [_bullet(mark) for mark in BULLETS if mark in text]
        patterns += [_pattern(stop, True) for stop in STRONG if stop in text]
    spans = _spans(text, _in_order(text, patterns, rules), rules, lowercase)
    return array("i", chain.from_iterable(spans))


def _split(text: str, rules: Rules) -> bytes:
    """Return the result of `_spans` as bytes; only difficult stops are decided in Python."""
    asides = asides_in(text)
    ends: Ends | None = None
    high = len(text)

    def decide(start: int, stop: int) -> tuple[int, int, int]:
        """Decide, as `_spans` does, about the match of a pattern at `stop`.

        Returns three places: from which the pattern continues its search; up to which all stops are
        decided; and the end of the sentence from `start`, or 0 for no end. `start` is -1 if only
        the first value is needed.
        """
        mark = text[stop]
        if mark == "\n":
            match = _BREAK.match(text, stop)
            if match is None:
                return stop + 1, 0, 0
            end = stop if start >= 0 and match.end() < high else 0
            return max(match.end(), stop + 1), end, end
        pattern = _pattern("፡፡" if mark == "፡" else mark, mark not in WEAK)
        match = pattern.match(text, stop)
        after = searched = match.end()  # type: ignore[union-attr]  # the pattern matches every stop
        if start < 0 or after >= high:
            return searched, 0, 0
        group = match.lastindex  # type: ignore[union-attr]
        if group is None:
            return searched, after, 0
        end = match.start(group)  # type: ignore[union-attr]
        if group == 1:
            after += 1
        nonlocal ends
        ends = ends or Ends(text, rules, False)
        return searched, end, ends.end_of(start, stop, end, after)

    return core.native.split(
        text,
        rules.native,
        tuple([match.start() for match in _breaks(text, rules)]),
        decide,
        array("i", chain.from_iterable(asides)),
        not rules.particles,
    )


@cache
def _pattern(stop: str, before_lowercase: bool) -> re.Pattern[str]:
    """Return the pattern of a stop. It sets one of three groups if the stop may end a sentence.

    Group 1 is empty, before one space and a capital, which is the most frequent case. Group 2 is
    the white space after any other stop, unless a blank line begins there, which needs no stop.
    Group 3 is empty, at a stop without white space after it. A stop that cannot end a sentence is
    matched as well, so that a long run of stops is read only once.
    """
    small = "" if before_lowercase else "|[a-z](?![a-z]{0,7}[A-Z])"  # "and", but not "macOS"
    after = rf"(?!\n\n)(\s+)(?![\s,;:)\]،؛]{small})"
    # "…。" ends a sentence at the second sign.
    tail = TAIL.replace("。！？｡", "", 1) if stop == "…" else TAIL
    joined = "()" if stop in STRONG else r"(?=[^\W\d_a-z]|[\"“‘«(])()"
    return re.compile(
        f"{re.escape(stop)}(?:()(?= [\"'“‘]{{0,2}}[A-Z])|{tail}(?:{after}|{joined}|))"
    )


@cache
def _bullet(mark: str) -> re.Pattern[str]:
    """Return the pattern of a bullet between white space: " • "."""
    return re.compile(rf"(?<=\s){mark}(?=\s)" if mark != "⁃" else rf"(?<=\s){mark}")


def _add(spans: list[tuple[int, int]], text: str, start: int, end: int) -> int:
    """Append the span without its white space, unless it is empty; return `end`."""
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
    """Return the spans of the sentences between the matches that end a sentence."""
    high = len(text)
    # All stops before `passed` are decided.
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
                # For an ordinary word, `end_of` would have the same result.
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
    """Return the candidates in order: stops, and empty matches at ends without a stop."""
    breaks = _breaks(text, rules)
    if len(text) > _LONG:
        return merge(*(pattern.finditer(text) for pattern in patterns), breaks, key=_BY_START)
    matches: list[re.Match[str]] = breaks
    for pattern in patterns:
        matches += pattern.finditer(text)
    matches.sort(key=_BY_START)
    return matches


def _breaks(text: str, rules: Rules) -> list[re.Match[str]]:
    """Return the empty matches at the ends of sentences without a stop."""
    breaks = label_breaks(text, rules)
    if "\n" in text:
        breaks += line_breaks(text)
        breaks.sort(key=_BY_START)
    return breaks

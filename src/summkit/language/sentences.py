"""Sentences, as spans of a text.

A sentence ends at a paragraph's end, before a list item, and at a stop that the text around
it does not explain away. Candidates come from one pattern a stop that begins with the stop
itself, which the regex engine finds at the speed of a byte search. What a word before a stop
means is data (``data/abbreviations.json``), by kind:

title
    Stands before what it belongs to and never ends a sentence ("Gen.", "e.g.").
number
    The same before a digit ("No. 5", "Jan. 3"); elsewhere an ordinary word.
plain
    May end a sentence ("Inc.", "U.S."): it does where a capitalised stop word follows.
time
    Ends one unless one of the language's `zones` follows ("5 p.m. Monday").
unit
    Ends one where a number or another unit stands before it (Russian "5 млн руб.").
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from heapq import merge
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from summkit.language.language import Language

_PARAGRAPH_BREAK = re.compile(r"\n\s*\n")
_ITEM = re.compile(r"\n(?=[^\S\n]*(?:[-*–—‣•▪●◦■]\s|\d{1,3}[.)]\s))")
_BULLETS = "•▪●◦■‣"
# Up to here all candidates are sorted at once, which is faster than merging them; beyond it
# they are too many to hold.
_LONG = 500_000
_BY_START = re.Match.start
_WORD = re.compile(r"[^\W\d_]+")

# What these mean depends on the words around them.
_WEAK = ".!?…"
# These end a sentence wherever they stand. "፡፡" is how "።" is typed on some keyboards.
_STRONG = ("。", "！", "？", "｡", "؟", "۔", "।", "॥", "።", "፧", "፨", "፡፡", "։", "။", "។", "៕", ";")
_QUOTES = "\"'”’»›」』》"
_CLOSERS = _QUOTES + ")]}】）〉"
_OPENERS = "\"'`“‘„«‹([{¿¡「『【（《〈-–—*#$£€¥₦ \u00a0\u202f\n"
_DASHES = "-–—"
_TAIL = (
    r"(?:[.!?…。！？｡؟۔।॥።]|[" + re.escape(_CLOSERS) + r"]|“(?=[\s,.;:!?]|$)"
    r"|[ \u00a0\u202f](?:[»”]|'')(?=\s|$))*"
)
# Not possessive: Python 3.11's matcher then depends on what it matched before. Nothing is tried
# again all the same, since what follows it in `_pattern` may be empty.
# Japanese particles that carry a sentence on after a closed quotation.
_PARTICLES = "とってのなをがはにもで、"


def sentence_spans(text: str, language: Language) -> list[tuple[int, int]]:
    """Return (start, end) of each sentence of a text.

    No span has surrounding white space or crosses a blank line; in order, they cover every
    visible character. Time grows in proportion to the text.
    """
    # A text in lower case throughout cannot show by a capital where a sentence begins.
    lowercase = text[:2000].islower()
    patterns = [_pattern(stop, lowercase) for stop in _WEAK if stop in text]
    patterns += [_pattern(stop, True) for stop in language.stops if stop in text]
    if "\n" in text:
        patterns += (_PARAGRAPH_BREAK, _ITEM)
    if not text.isascii():
        patterns += [_bullet(mark) for mark in _BULLETS if mark in text]
        patterns += [_pattern(stop, True) for stop in _STRONG if stop in text]
    return _spans(text, patterns, language, lowercase)


@cache
def _pattern(stop: str, before_lowercase: bool) -> re.Pattern[str]:
    """Return what finds a stop: one of three groups takes part where it may end a sentence.

    Group 1 is empty, before one space and a capital: most stops. Group 2 is the white space
    after any other, unless a blank line begins there, which needs no stop. Group 3 is empty,
    where there is none. A stop that ends nothing is matched as well, so that a long run of
    stops is read once and not once from each of them.
    """
    after = r"(?!\n\n)(\s++)(?![,;:)\]،؛]" + (")" if before_lowercase else "|[a-z](?![A-Z]))")
    joined = "()" if stop in _STRONG else r"(?=[^\W\d_a-z]|[\"“‘«(])()"
    return re.compile(
        f"{re.escape(stop)}(?:()(?= [\"'“‘(]{{0,2}}[A-Z])|{_TAIL}(?:{after}|{joined}|))"
    )


@cache
def _bullet(mark: str) -> re.Pattern[str]:
    return re.compile(rf"(?<=\s){mark}(?=\s)")


def _add(spans: list[tuple[int, int]], text: str, start: int, end: int) -> int:
    """Append the span without its white space, if anything is left; return `end`."""
    first = start + 1 if text.startswith(" ", start) else start
    if first < end and not text[first].isspace() and not text[end - 1].isspace():
        spans.append((first, end))
        return end
    piece = text[start:end]
    if bare := piece.strip():
        start += len(piece) - len(piece.lstrip())
        spans.append((start, start + len(bare)))
    return end


def _spans(
    text: str, patterns: list[re.Pattern[str]], language: Language, lowercase: bool
) -> list[tuple[int, int]]:
    high = len(text)
    start = 0
    abbreviations = language.abbreviations
    spans: list[tuple[int, int]] = []
    for match in _in_order(text, patterns):
        stop, after = match.span()
        if stop < start or after >= high:
            continue
        group = match.lastindex
        if group == 1:
            end, after = after, after + 1
            if text[stop] == ".":
                # After an ordinary word `_decide` would say the same.
                word = text[stop - 30 if stop - start > 30 else start : stop]
                word = word[word.rfind(" ") + 1 :]
                if len(word) > 1 and word.isalpha() and word.lower() not in abbreviations:
                    start = _add(spans, text, start, end)
                    continue
        elif group == 2:
            end = match.start(2)
        elif group == 3:
            end = after
        else:
            if match.re.groups == 0:
                start = _add(spans, text, start, stop)
            continue
        if _decide(text, start, high, stop, end, after, language, lowercase):
            start = _add(spans, text, start, end)
    _add(spans, text, start, high)
    return spans


def _in_order(text: str, patterns: list[re.Pattern[str]]) -> Iterable[re.Match[str]]:
    if len(text) > _LONG:
        return merge(*(pattern.finditer(text) for pattern in patterns), key=_BY_START)
    matches: list[re.Match[str]] = []
    for pattern in patterns:
        matches += pattern.finditer(text)
    matches.sort(key=_BY_START)
    return matches


def _decide(
    text: str,
    start: int,
    high: int,
    stop: int,
    end: int,
    after: int,
    language: Language,
    lowercase: bool,
) -> bool:
    """Tell whether the stop at `stop` ends the sentence that began at `start`.

    The stop and what closes it go up to `end`, the white space behind it up to `after`.
    """
    mark = text[stop]
    spaced = after > end
    if mark in _STRONG:
        return _strong(text, start, stop, end, after, language)
    first = after
    while first < high - 1 and first < after + 6 and text[first] in _OPENERS:
        first += 1
    letter = text[first]
    if letter.islower() and not lowercase and not text[first + 1 : first + 2].isupper():
        return False
    if letter in ",;:)]":
        # The quotation mark that was passed over closes what the stop stands in.
        return False
    before = text[max(start, stop - 30) : stop]
    if not before or before[-1].isspace():
        # A stop that stands alone, as in tokenised text: "the end . The next".
        words = before.split()
        return spaced and not (words and language.abbreviations.get(words[-1].lower()) == "title")
    word = before.rsplit(None, 1)[-1].lstrip(_OPENERS)
    if not spaced:
        return _joined(text, first, word, mark, end > stop + 1, language)
    if mark == "." and not text.startswith("..", stop):
        return _full_stop(text, start, stop, end, after, first, word, language)
    if mark in ".…":
        return not letter.isdigit()
    kind = language.abbreviations.get(word.lower() + mark)
    return kind is None or _starts(text, first, language)


def _full_stop(
    text: str,
    start: int,
    stop: int,
    end: int,
    after: int,
    first: int,
    word: str,
    language: Language,
) -> bool:
    """Tell whether a full stop after `word`, with white space behind it, ends the sentence."""
    if word.isdigit():
        if len(word) <= 3 and not text[start : stop - len(word)].strip(_OPENERS):
            return False
        if language.ordinals and len(word) <= 2 and end == stop + 1:
            return _starts(text, first, language)
        return True
    kind = _kind(word, language)
    if kind is None:
        return True
    if end > stop + 1 and text[end - 1] in _QUOTES:
        return kind != "title"
    if kind == "unit":
        return _is_counted(text[max(start, stop - 40) : stop - len(word)].split(), language)
    return _ends_after(kind, text, first, after, language)


def _ends_after(kind: str, text: str, first: int, after: int, language: Language) -> bool:
    """Tell whether a stop ends a sentence after a word of a kind, by what begins at `first`."""
    if kind == "number":
        return not text[first].isdigit()
    if kind == "time":
        following = _WORD.match(text, first)
        return not (following and following[0].lower() in language.zones)
    return kind == "plain" and text[after] not in _DASHES and _starts(text, first, language)


def _is_counted(preceding: list[str], language: Language) -> bool:
    """Tell whether a number or another unit stands before a unit."""
    if not preceding:
        return False
    return preceding[-1][-1].isdigit() or language.abbreviations.get(preceding[-1]) == "unit"


def _kind(word: str, language: Language) -> str | None:
    """Return what a full stop after `word` means, or None after an ordinary word."""
    lower = word.lower()
    kinds = language.abbreviations
    if len(word) == 1 and word.isupper():
        # An initial, even where the small letter abbreviates something ("p. 5").
        return "plain"
    if kind := kinds.get(lower):
        return kind
    if len(word) == 1:
        return None
    if not word.isalpha():
        if "." in word and _initials(word):
            return "plain"
        return kinds.get(re.split("[-/’']", lower)[-1])
    return None


def _initials(word: str) -> bool:
    return all(len(part) <= 1 for part in re.split("[.-]", word))


def _starts(text: str, first: int, language: Language) -> bool:
    """Tell whether a stop word begins at `first`: names and nouns go on, these begin anew."""
    following = _WORD.match(text, first)
    if following is None or following[0].lower() not in language.stop_words:
        return False
    return len(following[0]) > 1 or text[following.end() : following.end() + 1] != "."


def _joined(text: str, first: int, word: str, mark: str, closed: bool, language: Language) -> bool:
    """Tell whether a stop without white space after it ends a sentence: "ended.The next"."""
    following = _WORD.match(text, first)
    if following is None or mark == "…" or any(sign in word for sign in "./@:_\\"):
        return False
    end = following.end()
    if text[end : end + 1] in (".", "@", "_") and text[end + 1 : end + 2].isalnum():
        return False
    name = following[0]
    if not name[0].isupper():
        caseless = not name[0].islower() and not word[-1:].islower()
        return caseless and not closed and len(word) > 2 and len(name) > 1 and word[-1:].isalpha()
    return closed or _runs_on(word, name, language)


def _runs_on(word: str, name: str, language: Language) -> bool:
    """Tell whether a sentence ends between a word, its stop and a word with a capital."""
    begins = name.lower() in language.stop_words
    if not name[1:].islower() and not (begins and len(name) < 2):
        return False
    if word.isdigit():
        return len(word) > 1
    if len(word) < 2 or not word[-2:].islower() or language.abbreviations.get(word.lower()):
        return False
    return word.islower() or begins


def _strong(text: str, start: int, stop: int, end: int, after: int, language: Language) -> bool:
    """Tell whether a stop of a script without capitals ends the sentence."""
    if text[stop] == "۔" and end == after == stop + 1:
        # Letters of Urdu acronyms: ends unless short pieces stand on both sides.
        before = text[max(start, stop - 12) : stop].split()
        piece = before[-1].rpartition("۔")[2] if before else ""
        following = _WORD.match(text, after)
        joined = following is not None and text[following.end() : following.end() + 1] == "۔"
        return not (
            following is not None
            and len(piece) <= 3
            and len(following[0]) <= 3
            and (joined or "۔" in "".join(before[-1:]))
        )
    if text[end - 1] in _CLOSERS and end - stop > 1:
        if text[end - 1] in "」』" and text[end] in _PARTICLES:
            return False
        if text[end - 1] == "）":
            return text[start:stop].lstrip().startswith("（")
        return not text.startswith(language.attributions, end)
    return True

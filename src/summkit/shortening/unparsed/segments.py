"""The segments of a sentence between punctuation marks, and their properties.

The words and endings of ``data/clauses.json`` show whether a stretch has a finite verb.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import Any, NamedTuple

from summkit.datafiles import read_data
from summkit.language import Language
from summkit.patterns import regex

_SIGN = re.compile(r"[,;،؛](?=\s)|(?<=[^\W\d_]),(?=[^\W\d_])|\s[-–—](?=\s)|—|[、，；]|:(?=\s)|：")
BRACKET = re.compile(r"\s*(?:\([^()]*\)|\[[^\[\]]*\]|（[^（）]*）)")
_CLOSED_BY = {'"': '"', "“": "”", "«": "»", "„": "“”", "「": "」", "『": "』", "‘": "’"}
_OPENS = re.compile(f"[{''.join(_CLOSED_BY)}]")
_CLOSES = {mark: re.compile(f"[{closing}]") for mark, closing in _CLOSED_BY.items()}
WORD = re.compile(r"[^\W\d_][^\W_]*(?:-[^\W_]+)*|\d[\d.,]*")

_INFIX = re.compile(r"^\w{2,6}zu\w+en$")  # an infinitive with "zu" inside: "wettzumachen"
_STATEMENT = 3  # minimum words of a statement after "that"


def quoted(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Return the stretches in quotation marks, in order, with the marks.

    Each closing mark is searched only once, so the time is linear in the number of opening marks.
    """
    spans: list[tuple[int, int]] = []
    end = len(text) if end is None else end
    closing: dict[str, int] = {}  # opening mark -> the end of the next closing mark
    while (found := _OPENS.search(text, start, end)) is not None:
        mark, start = found.group(), found.end()
        if closing.get(mark, 0) <= start:
            match = _CLOSES[mark].search(text, start, end)
            closing[mark] = match.end() if match else end + 1
        close = closing[mark]
        word = close < end and (text[close].isalnum() or text[close] == "_")
        if close <= end and not (mark == "‘" and word):
            spans.append((found.start(), close))
            start = close
    return spans


class Words(NamedTuple):
    """The entry of a language in `data/clauses.json`; see `benchmarks/shortening.md`."""

    finite: frozenset[str] = frozenset()
    endings: tuple[str, ...] = ()
    prefixes: tuple[str, ...] = ()
    not_finite: frozenset[str] = frozenset()
    opener: frozenset[str] = frozenset()
    complement: frozenset[str] = frozenset()
    condition: frozenset[str] = frozenset()
    contrast: frozenset[str] = frozenset()
    pairs: frozenset[str] = frozenset()
    speech: frozenset[str] = frozenset()
    join: frozenset[str] = frozenset()
    articles: frozenset[str] = frozenset()
    denial: frozenset[str] = frozenset()
    indirect: frozenset[str] = frozenset()
    loose: frozenset[str] = frozenset()
    soft: frozenset[str] = frozenset()
    soft_prefixes: tuple[str, ...] = ()
    not_prefixes: tuple[str, ...] = ()
    relative: frozenset[str] = frozenset()
    indefinite: frozenset[str] = frozenset()
    states: frozenset[str] = frozenset()
    intransitive: frozenset[str] = frozenset()
    infinitive: str = ""
    bad_ends: tuple[str, ...] = ()
    last: tuple[str, ...] = ()
    second: bool = False


class Segment(NamedTuple):
    """A stretch between two punctuation marks: its span, the mark before it, and its words."""

    start: int
    end: int
    sign: str
    words: tuple[str, ...]


@cache
def words_of(code: str) -> Words | None:
    """Return the word lists of a language; None without an entry."""
    data = read_data("shortening/unparsed", "clauses").get(code)
    if data is None or data.get("whole"):
        return None
    values: dict[str, Any] = {}
    for name, value in data.items():
        if name in _LISTS:
            values[name] = tuple(value.split())
        elif name in ("infinitive", "second"):
            values[name] = value
        elif name in Words._fields:
            values[name] = frozenset(value.replace("-", " ").split())
    return Words(**values)


_LISTS = ("endings", "prefixes", "soft_prefixes", "not_prefixes", "bad_ends", "last")


def segments(text: str, language: Language, known: Words) -> list[Segment]:
    """Divide a sentence at punctuation marks, and before words that open a clause."""
    return [
        piece
        for part in by_signs(text, language)
        for piece in (_by_words(text, part, language, known) if language.spaced else [part])
    ]


def _by_words(text: str, part: Segment, language: Language, known: Words) -> list[Segment]:
    """Divide a segment before "und" or the like with a verb after it, and before "après"."""
    pieces: list[Segment] = []
    start, sign = part.start, part.sign
    found = list(WORD.finditer(text, part.start, part.end))
    held = quoted(text, part.start, part.end)
    for place in range(3, len(found) - 2):
        word = found[place].group().lower()
        if any(a < found[place].start() < b for a, b in held):
            continue
        if word in known.join and _is_one_name(found, place, known):
            continue
        if word in known.join:
            after = [match.group() for match in found[place + 1 : place + 4]]
            opens = any(is_finite(" ", each, known) for each in after)
        else:
            # A phrase before the first verb modifies the subject, so it is part of the clause.
            before = [match.group() for match in found[:place] if match.start() >= start]
            opens = word in known.loose and any(
                is_finite(last, each, known) for last, each in pairwise(("", *before))
            )
        if opens:
            pieces.append(segment(text, start, found[place].start(), sign, language))
            start, sign = found[place].start(), word
    return [*pieces, segment(text, start, part.end, sign, language)]


def _is_one_name(words: list[re.Match[str]], place: int, known: Words) -> bool:
    """Return whether "and" is inside a name: "Badan Penyelenggaraan Haji dan Umrah"."""
    if known.articles:
        return False
    return all(words[n].group()[:1].isupper() for n in (place - 1, place + 1))


def by_signs(text: str, language: Language) -> list[Segment]:
    """Divide a sentence at punctuation marks outside quotations and brackets."""
    held = quoted(text)
    held += [match.span() for match in BRACKET.finditer(text)]
    parts: list[Segment] = []
    start, sign = 0, ""
    for match in _SIGN.finditer(text):
        if any(a < match.start() < b for a, b in held):
            continue
        parts.append(segment(text, start, match.start(), sign, language))
        start, sign = match.end(), match.group().strip()
    parts.append(segment(text, start, len(text), sign, language))
    return [part for part in parts if part.end > part.start]


def segment(text: str, start: int, end: int, sign: str, language: Language) -> Segment:
    """Return the segment from `start` to `end`, without white space at its edges."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    stretch = BRACKET.sub("", text[start:end])
    if not language.spaced:
        return Segment(start, end, sign, (stretch,))
    return Segment(start, end, sign, tuple(WORD.findall(stretch)))


# -- properties of segments -------------------------------------------------------------------


def finite_verbs(part: Segment, known: Words, language: Language) -> int:
    """Return the number of finite verbs in a segment, by its words and endings."""
    if not language.spaced:
        stretch = part.words[0]
        if stretch.endswith(known.bad_ends):
            return 0
        return int(any(word in stretch[1:] for word in known.finite))
    found = sum(
        is_finite(part.words[place - 1] if place else "", word, known)
        for place, word in enumerate(part.words)
    )
    if not found and language.code == "ar" and part.words and part.sign:
        first = part.words[0]
        joined = first[:1] == "و" and first[1:] in known.finite
        found = int(joined or _JOINED_VERB.match(first) is not None)
    if found or language.code != "ar" or part.sign:
        return found
    return int(opens_on_verb(part.words) and part.words[0] not in known.soft | known.opener)


_JOINED_VERB = regex(r"وس[يتن]\w{2,}")
"""An Arabic verb in the future with "and", such as "وستواصل"."""
_NO_VERB = regex(
    r"و?(?:ال|لل|ل|(?:في|من|عن|مع|على|إلى|منذ|بعد|قبل|خلال|حول|عند|بين|تحت|فوق|ضمن|وسط|لدى)"
    r"(?:ه|ها|هم|هما|نا|ما)?$)"
)
_NO_VERB_END = ("ة", "اء", "ون", "ين", "ات", "ًا", "ا")


def opens_on_verb(words: Sequence[str]) -> bool:
    """Return whether an Arabic sentence opens on a verb, as most news sentences do."""
    first = words[0] if words else ""
    if len(words) < 4 or not "\u0600" < first[:1] < "\u0700":
        return False
    barred = _NO_VERB.match(first) or first.endswith(_NO_VERB_END)
    return 2 < len(first) < 8 and not barred


def is_finite(before: str, word: str, known: Words) -> bool:
    """Return whether a word is a finite verb, by the word lists and endings of its language."""
    low = word.lower()
    if low in known.not_finite or low.isdigit() or (word == "A" and not before):
        return False
    if low in known.finite:
        return True
    if word[:1].isupper() and before:
        return False
    if known.prefixes:
        opens = len(low) > 5 and low.startswith(known.prefixes)
        return opens and not low.startswith(known.not_prefixes or ("\0",))
    if (known.second and before.lower() in known.articles) or len(low) < 4:
        return False
    return bool(known.endings) and low.endswith(known.endings)


def openers(part: Segment, known: Words, language: Language) -> int:
    """Return the number of subordinate clauses inside a segment."""
    if not language.spaced:
        return 0
    return sum(word.lower() in known.opener for word in part.words[1:])


def first_word(part: Segment, language: Language, known: Words) -> str:
    if not language.spaced:
        stretch = part.words[0]
        return next((word for word in known.opener if stretch.startswith(word)), "")
    return part.words[0].lower() if part.words else ""


def depends(part: Segment, known: Words, language: Language) -> bool:
    """Return whether a segment opens with a relative pronoun or a subordinating conjunction."""
    first = first_word(part, language, known)
    second = part.words[1].lower() if language.spaced and len(part.words) > 1 else ""
    # With a preposition before it: "in dem", "à laquelle".
    return first in known.opener or (len(first) < 5 and second in known.opener and bool(first))


def is_clause(part: Segment, known: Words, language: Language) -> bool:
    """Return whether a segment has a finite verb that belongs to no subordinate clause."""
    if known.last:
        return bool(part.words) and part.words[-1].lower().endswith(known.last)
    if depends(part, known, language) and not (known.second and part.sign == ""):
        return False
    spare = 0 if known.second else openers(part, known, language)
    return finite_verbs(part, known, language) > spare


def has_speech(part: Segment, known: Words) -> bool:
    """Return whether a segment contains a verb of saying."""
    return any(word.lower() in known.speech for word in part.words)


def has_statement(part: Segment, known: Words) -> bool:
    """Return whether a segment has the statement of its verb of saying: "قال الوزير إن ..."."""
    low = [word.lower() for word in part.words]
    place = next((n for n, word in enumerate(low) if word in known.complement), len(low))
    spoken = any(word in known.speech for word in low[:place])
    return spoken and len(low) - place > _STATEMENT


def is_relative(part: Segment, before: Segment, known: Words) -> bool:
    """Return whether ", che" opens a relative clause: in Italian it may open a statement, too."""
    first = part.words[0].lower() if part.words else ""
    return part.sign == "," and first in ("che", "que") and not has_speech(before, known)


def interrupts(aside: Segment, then: Segment, known: Words, language: Language) -> bool:
    """Return whether a clause continues after an aside: "heard, for the first time, the names"."""
    opening = first_word(aside, language, known)
    if language.code == "ar" and opening in known.opener - known.relative:
        return False  # "حيث", where: in Arabic such a clause ends the sentence
    return (
        language.spaced
        and not any(
            part.sign not in (",", "،")
            or finite_verbs(part, known, language)
            or first_word(part, language, known) in known.join
            for part in (aside, then)
        )
        and not depends(then, known, language)
    )


def is_governed_infinitive(part: Segment, known: Words) -> bool:
    """Return whether a segment is an infinitive that is the complement of a verb before it."""
    low = [word.lower() for word in part.words]
    if not low or low[0] in known.loose:  # "omdat het te duur wordt" is no infinitive
        return False
    if any(_INFIX.search(word) for word in low):
        return True
    return known.infinitive in low[1:] and low[0] not in ("um", "ohne", "statt", "anstatt", "om")

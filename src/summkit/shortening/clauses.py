"""Shortening without a parser: by clauses, as words, endings and signs show them.

A sentence is divided at commas, semicolons and dashes outside quotations and brackets. What may go:
brackets; a relative clause or an apposition between two commas; and all from a comma on where the
words before it make a clause of their own. Whether a stretch has a finite verb is told by the
words and endings of ``data/clauses.json``; a language that is not there, or whose verb stands last,
is only shortened by its brackets and dashes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import product

from summkit.document import Document
from summkit.language import Language
from summkit.reading.cleaning.dateline import split_dateline
from summkit.shortening.candidates import joined
from summkit.shortening.result import Shortening
from summkit.shortening.segments import (
    BRACKET,
    QUOTED,
    Segment,
    Words,
    depends,
    finite_verbs,
    first_word,
    is_clause,
    is_finite,
    openers,
    segments,
    words_of,
)

_STOPS = ".。।॥۔。!?！？؟።"
_INFIX = re.compile(r"^\w{2,6}zu\w+en$")  # "wettzumachen"
_MOST_ASIDES = 4
_LEAST_WORDS, _LEAST_CHARACTERS, _LEAST_PROSE = 4, 18, 7
_SHARE = 3  # a headline that lost a clause fills this part of its budget, or it is a stump

_CHANCES = {
    "bracket": 0.97,
    "aside": 0.85,
    "relative": 0.85,
    "apposition": 0.8,
    "clauses": 0.8,
    "opening": 0.8,
    "tail": 0.65,
}
"""Set by hand after reading; the ranking among them matters more than the figures."""


def shortened(document: Document, index: int, fits: Callable[[str], bool]) -> Shortening | None:
    """Return a sentence shortened to fit, None where that is not safe.

    Parameters
    ----------
    index
        Of the sentence in the document.
    fits
        Whether a text is within the budget.
    """
    count = document.language.count_words
    whole = (each for each in versions(document, index, fits) if count(each.text) >= _LEAST_PROSE)
    return next(whole, None)


def headlines(document: Document, sentences: Iterable[int], characters: int) -> list[Shortening]:
    """Return headlines that are whole sentences or clauses, the best first; perhaps none.

    Those of a later sentence are only given where the best has none.
    """

    def bare(text: str) -> str:
        return text.rstrip(_STOPS + " \t\n")

    def fits(text: str) -> bool:
        return len(bare(text)) <= characters

    for index in sentences:
        whole = _whole(document, index, fits)
        parts = [
            each
            for each in versions(document, index, fits)
            if len(each.text) * _SHARE >= characters
        ]
        made = [_bare(each) for each in ([whole] if whole else []) + parts]
        if made:
            return made
    return []


def _whole(document: Document, index: int, fits: Callable[[str], bool]) -> Shortening | None:
    """Return a sentence that fits as it stands, without its dateline; else None."""
    sentence = document.sentences[index]
    rest = split_dateline(sentence.text)[2].strip()
    start = sentence.start + sentence.text.rindex(rest)
    text = joined([rest])
    if not fits(text) or not _closed(text):
        return None
    place = ((start, start + len(rest)),)
    return Shortening(text, place, place, index, 1000.0, ())


def _bare(found: Shortening) -> Shortening:
    """Return a headline without the full stop at its end."""
    runs, text = list(found.runs), found.text
    while text and text[-1] in _STOPS.replace("?", "").replace("!", ""):
        text = text[:-1]
        start, end = runs.pop()
        runs += [(start, end - 1)] if end - start > 1 else []
    return replace(found, text=text, runs=tuple(runs), pieces=tuple(runs))


def versions(document: Document, index: int, fits: Callable[[str], bool]) -> list[Shortening]:
    """Return the versions of a sentence that fit, the longest first."""
    sentence = document.sentences[index]
    rest = split_dateline(sentence.text)[2]
    offset = sentence.start + sentence.text.rindex(rest)
    language = document.language
    found: dict[str, Shortening] = {}
    for spans, reasons in _cuts(rest, language):
        spans = _trimmed(rest, spans)
        text = joined([rest[a:b] for a, b in spans])
        if text in found or not spans or not _long_enough(text, language) or not fits(text):
            continue
        if not _closed(text):
            continue
        chance = 1.0
        for each in reasons:
            chance *= _CHANCES[each]
        found[text] = Shortening(
            text,
            tuple((offset + a, offset + b) for a, b in spans),
            tuple((offset + a, offset + b) for a, b in spans),
            index,
            float(len(text)),
            reasons,
            round(chance, 4),
        )
    return sorted(found.values(), key=lambda each: (-each.score, each.runs))


Spans = list[tuple[int, int]]


def _cuts(text: str, language: Language) -> Iterator[tuple[Spans, tuple[str, ...]]]:
    """Yield the stretches that are kept, with the kinds of what goes, of each way to shorten."""
    quoted = [match.span() for match in QUOTED.finditer(text)]
    brackets = [
        match.span()
        for match in BRACKET.finditer(text)
        if not any(a < match.start() < b for a, b in quoted)
    ]
    plain: tuple[str, ...] = ("bracket",) if brackets else ()
    stop = len(text.rstrip()) - 1
    ends = stop if text[stop] in _STOPS else stop + 1
    final = ends, stop + 1
    if text[stop] in '"”»' and text[stop - 1] in _STOPS:
        ends, final = stop - 1, (stop - 1, stop)  # the mark closes what is gone
    if brackets:
        yield _without([(0, stop + 1)], brackets), plain
    known = words_of(language.code)
    if known is None:
        return
    parts = segments(text[:ends], language, known)
    if len(parts) < 2:
        return
    asides = list(_asides(text, parts, known, language))[:_MOST_ASIDES]
    for chosen in product((False, True), repeat=len(asides)):
        gone = [each for each, take in zip(asides, chosen, strict=True) if take]
        numbers = {number for each in gone for number in each[0]}
        kinds = tuple(dict.fromkeys(each[1] for each in gone))
        for last in range(len(parts) - 1, -1, -1):
            if last in numbers or (last < len(parts) - 1 and numbers and max(numbers) > last):
                continue
            left = [n for n in range(last + 1) if n not in numbers]
            if not left:
                continue
            cut = last < len(parts) - 1
            if cut and not _may_end(parts, left, last, known, language):
                continue
            if not cut and not gone:
                continue
            spans = _kept(parts, left, known, language)
            soft = cut and parts[last + 1].sign.isalpha()
            reasons = (*plain, *kinds, *(("tail" if soft else "clauses",) if cut else ()))
            closing = final if cut or ends >= stop else (ends, stop + 1)
            yield _without([*spans, closing], brackets), reasons


def _kept(parts: list[Segment], left: list[int], known: Words, language: Language) -> Spans:
    """Return the stretches of the segments that are left, with the signs between neighbours."""
    spans: Spans = []
    for before, number in zip((-1, *left), left, strict=False):
        part = parts[number]
        if spans and number - 1 in left:
            spans[-1] = spans[-1][0], part.end
        elif spans and _says(part, known) and _ends_clause(parts, before, number, known, language):
            # "..., sagte sie": the comma parts what is said from who says it.
            spans[-1] = spans[-1][0], spans[-1][1] + 1
            spans.append((part.start, part.end))
        else:
            spans.append((part.start, part.end))
    return spans


def _ends_clause(
    parts: list[Segment], before: int, number: int, known: Words, language: Language
) -> bool:
    """Whether a clause ends before who says it, so that the comma between them stays."""
    last = number == len(parts) - 1 and len(parts[before].words) > 4
    return parts[number].sign == "," and (last or is_clause(parts[before], known, language))


# -- what may go -----------------------------------------------------------------------------


def _asides(
    text: str, parts: list[Segment], known: Words, language: Language
) -> Iterator[tuple[tuple[int, ...], str]]:
    """Yield the segments that stand between two others and may go, with their kind."""
    for number in range(1, len(parts) - 1):
        part, before, after = parts[number], parts[number - 1], parts[number + 1]
        if not _closed(text[part.start : part.end]) or after.sign.isalpha():
            continue
        if _says(part, known) or _limits(part, known, language):
            continue
        dashed = part.sign in ("-", "–", "—") and after.sign == part.sign
        if dashed:
            yield (number,), "aside"
            continue
        if part.sign not in (",", "،", "，") or after.sign != part.sign:
            continue
        if _says(after, known) and is_clause(before, known, language):
            yield (number,), "relative" if depends(part, known, language) else "apposition"
            continue
        opens = first_word(after, language, known)
        goes_on = language.spaced and bool(after.words) and _begins_with_verb(after, known)
        if not goes_on or opens in known.join or is_clause(before, known, language):
            continue
        if depends(part, known, language):
            yield (number,), "relative"
        elif not _has_own_verb(part, known, language) and opens not in known.opener:
            yield (number,), "apposition"
    yield from _before_speaker(text, parts, known, language)
    yield from _opening(text, parts, known, language)


def _has_own_verb(part: Segment, known: Words, language: Language) -> bool:
    return finite_verbs(part, known, language) > openers(part, known, language)


def _before_speaker(
    text: str, parts: list[Segment], known: Words, language: Language
) -> Iterator[tuple[tuple[int, ...], str]]:
    """Yield all that stands between a clause and who says it, at the end of a sentence."""
    last = len(parts) - 1
    if last < 3 or not _says(parts[last], known) or parts[last].sign not in (",", "،", "，"):
        return
    for first in range(last - 2, 0, -1):
        between = parts[first:last]
        if any(_limits(part, known, language) or _says(part, known) for part in between):
            return
        whole = _closed(text[between[0].start : between[-1].end])
        ends_well = finite_verbs(parts[first - 1], known, language)
        clause = any(is_clause(part, known, language) for part in parts[:first])
        if whole and ends_well and clause and parts[first].sign in (",", "-", "–"):
            yield tuple(range(first, last)), "clauses"


def _opening(
    text: str, parts: list[Segment], known: Words, language: Language
) -> Iterator[tuple[tuple[int, ...], str]]:
    """Yield what stands before the first clause, where the verb need not come second."""
    if known.second or len(parts) < 2 or not language.spaced or parts[1].sign != ",":
        return
    first, then = parts[0], parts[1]
    if is_clause(first, known, language) or _limits(first, known, language) or _says(first, known):
        return
    begins = then.words[0].lower() if then.words else ""
    noun = begins in known.articles or (then.words and then.words[0][:1].isupper())
    if noun and is_clause(then, known, language) and _closed(text[first.start : first.end]):
        yield (0,), "opening"


def _begins_with_verb(part: Segment, known: Words) -> bool:
    return any(is_finite("", word, known) for word in part.words[:2])


def _says(part: Segment, known: Words) -> bool:
    """Whether a segment says who claims it."""
    return any(word.lower() in known.speech for word in part.words)


def _limits(part: Segment, known: Words, language: Language) -> bool:
    """Whether a segment is a condition, a contrast or what a verb before it calls for."""
    first = first_word(part, language, known)
    return first in known.condition | known.contrast | known.complement


def _may_end(
    parts: list[Segment], left: list[int], last: int, known: Words, language: Language
) -> bool:
    """Whether the segments up to one make a sentence that says what the whole one says."""
    following, closing = parts[last + 1], parts[last]
    gone = parts[last + 1 :]
    if any(_says(part, known) for part in gone) or any(
        _limits(part, known, language) for part in gone
    ):
        return False
    if following.sign in (":", "："):
        return False
    if known.infinitive and _calls_for_infinitive(following, known):
        return False
    if any(word.lower() in known.indirect for word in following.words):
        return False
    if last + 2 < len(parts) and _interrupts(parts[last + 1], parts[last + 2], known, language):
        return False
    earlier = [n for n in left if n < last and is_clause(parts[n], known, language)]
    if _says(closing, known) and not earlier and not depends(following, known, language):
        return False  # what was said
    if following.sign.isalpha() and any(word.lower() in known.denial for word in closing.words):
        return False  # what is denied
    kept = {word.lower() for number in left for word in parts[number].words}
    if kept & known.pairs:
        return False
    # The last clause that is left has its verb: it is not the beginning of one.
    ends_well = finite_verbs(closing, known, language) or not language.spaced
    return bool(ends_well) and any(is_clause(parts[number], known, language) for number in left)


def _interrupts(aside: Segment, then: Segment, known: Words, language: Language) -> bool:
    """Whether a clause goes on behind an aside: "heard, for the first time, the names"."""
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


def _calls_for_infinitive(part: Segment, known: Words) -> bool:
    """Whether a segment is an infinitive that the verb before it calls for."""
    low = [word.lower() for word in part.words]
    if not low:
        return False
    if any(_INFIX.search(word) for word in low):
        return True
    return known.infinitive in low[1:] and low[0] not in ("um", "ohne", "statt", "anstatt", "om")


# -- stretches -------------------------------------------------------------------------------


def _without(spans: Spans, gone: Spans) -> Spans:
    """Return what of some stretches stands outside of others."""
    result: Spans = []
    for start, end in spans:
        for first, last in gone:
            if start < last and first < end:
                if first > start:
                    result.append((start, first))
                start = max(start, last)
        if end > start:
            result.append((start, end))
    return result


def _trimmed(text: str, spans: Spans) -> Spans:
    """Return the stretches without white space at their edges, neighbours joined."""
    result: Spans = []
    for start, end in spans:
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        if end <= start:
            continue
        if result and not text[result[-1][1] : start].strip() and result[-1][1] == start:
            result[-1] = result[-1][0], end
        else:
            result.append((start, end))
    return result


def _long_enough(text: str, language: Language) -> bool:
    if not language.spaced:
        return len(text) >= _LEAST_CHARACTERS // 2
    return len(text) >= _LEAST_CHARACTERS and text.count(" ") + 1 >= _LEAST_WORDS


_PAIRS = (("“", "”"), ("«", "»"), ("「", "」"), ("『", "』"), ("(", ")"), ("（", "）"), ("[", "]"))


def _closed(text: str) -> bool:
    """Whether every quotation and bracket is closed."""
    german = text.count("„")
    closing = text.count("“") + text.count("”")
    if german and german != closing:
        return False
    return text.count('"') % 2 == 0 and all(
        text.count(first) == text.count(last)
        for first, last in _PAIRS
        if not (german and first == "“")
    )

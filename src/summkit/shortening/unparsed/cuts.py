"""Deletions in a sentence without a parse: asides, clauses, and the end after a clause."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from summkit.language import Language
from summkit.shortening.unparsed.segments import (
    BRACKET,
    WORD,
    Segment,
    Words,
    depends,
    finite_verbs,
    first_word,
    has_speech,
    has_statement,
    interrupts,
    is_clause,
    is_finite,
    is_governed_infinitive,
    is_relative,
    openers,
    quoted,
    segments,
    words_of,
)

STOPS = ".。।॥۔。!?！？؟።"
_MOST_ASIDES = 4

Spans = list[tuple[int, int]]


def cuts(text: str, language: Language) -> Iterator[tuple[Spans, tuple[str, ...]]]:
    """Yield every way to shorten a sentence: the remaining stretches, and the kinds of deletion."""
    said = quoted(text)
    brackets = [
        match.span()
        for match in BRACKET.finditer(text)
        if not any(a < match.start() < b for a, b in said)
    ]
    plain: tuple[str, ...] = ("bracket",) if brackets else ()
    stop = len(text.rstrip()) - 1
    ends = stop if text[stop] in STOPS else stop + 1
    final = ends, stop + 1
    if text[stop] in '"”»' and text[stop - 1] in STOPS:
        ends, final = stop - 1, (stop - 1, stop)  # delete the quotation mark after the full stop
    if brackets:
        yield without([(0, stop + 1)], brackets), plain
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
            spans = _remaining(parts, left, known, language)
            soft = cut and parts[last + 1].sign.isalpha()
            reasons = (*plain, *kinds, *(("tail" if soft else "clauses",) if cut else ()))
            closing = final if cut or ends >= stop else (ends, stop + 1)
            yield without([*spans, closing], brackets), reasons


def loose(text: str, language: Language) -> Iterator[tuple[int, int, str]]:
    """Yield (start, end, kind) of each stretch that may be deleted alone."""
    known = words_of(language.code)
    if known is None:
        return
    ends = len(text.rstrip(STOPS + ' "”»'))
    parts = segments(text[:ends], language, known)
    for numbers, kind in _asides(text, parts, known, language) if len(parts) > 1 else ():
        begin = parts[numbers[0] - 1].end if numbers[0] else parts[0].start
        behind = parts[numbers[-1]].end if kind == "clauses" else parts[numbers[-1] + 1].start
        yield begin, behind, kind
    for last in range(len(parts) - 1):
        if _may_end(parts, list(range(last + 1)), last, known, language):
            soft = parts[last + 1].sign.isalpha()
            yield parts[last].end, ends, "tail" if soft else "clauses"


def says_something(text: str, language: Language) -> bool:
    """Return whether a sentence has a finite verb. True if the language has no list of verbs."""
    known = words_of(language.code)
    if known is None or known.last or not known.finite or not language.spaced:
        return True
    words = WORD.findall(text)
    before = ("", *words)
    return any(is_finite(before[n], word, known) for n, word in enumerate(words)) or len(words) > 7


def opens_dependent(text: str, known: Words) -> bool:
    """Return whether a text opens as a subordinate clause: "Wenn man steht"."""
    words = WORD.findall(text)
    first = words[0].lower() if words else ""
    opening = known.opener | known.condition | known.complement
    alone = first in opening and first not in known.articles
    return alone or (first == "s" and words[1:2] in (["il"], ["ils"]))


def _remaining(parts: list[Segment], left: list[int], known: Words, language: Language) -> Spans:
    """Return the stretches of the remaining segments, with the commas between neighbours."""
    spans: Spans = []
    for before, number in zip((-1, *left), left, strict=False):
        part = parts[number]
        if spans and number - 1 in left:
            spans[-1] = spans[-1][0], part.end
        elif (
            spans
            and has_speech(part, known)
            and _ends_clause(parts, before, number, known, language)
        ):
            # "..., sagte sie": the comma separates the quotation from its speaker, so it stays.
            spans[-1] = spans[-1][0], spans[-1][1] + 1
            spans.append((part.start, part.end))
        else:
            spans.append((part.start, part.end))
    return spans


def _ends_clause(
    parts: list[Segment], before: int, number: int, known: Words, language: Language
) -> bool:
    """Return whether a clause ends before an attribution to a speaker; then the comma stays."""
    last = number == len(parts) - 1 and len(parts[before].words) > 4
    return parts[number].sign == "," and (last or is_clause(parts[before], known, language))


# -- deletions -------------------------------------------------------------------------------


def _asides(
    text: str, parts: list[Segment], known: Words, language: Language
) -> Iterator[tuple[tuple[int, ...], str]]:
    """Yield segments between two other segments that may be deleted, with their kind."""
    for number in range(1, len(parts) - 1):
        part, before, after = parts[number], parts[number - 1], parts[number + 1]
        if not has_paired_marks(text[part.start : part.end]) or after.sign.isalpha():
            continue
        if has_speech(part, known) or _limits(part, known, language):
            continue
        dashed = part.sign in ("-", "–", "—") and after.sign == part.sign
        if dashed:
            yield (number,), "aside"
            continue
        if part.sign not in (",", "،", "，") or after.sign != part.sign:
            continue
        if has_speech(after, known) and is_clause(before, known, language):
            yield (number,), "relative" if depends(part, known, language) else "apposition"
            continue
        opens = first_word(after, language, known)
        goes_on = language.spaced and bool(after.words) and _begins_with_verb(after, known)
        if not goes_on or opens in known.join or is_clause(before, known, language):
            continue
        if depends(part, known, language):
            if not (known.second and number == 1 and len(before.words) == 1):
                yield (number,), "relative"  # "Menschen, die arm sind": it restricts the noun
        elif not _has_own_verb(part, known, language) and opens not in known.opener:
            yield (number,), "apposition"
    yield from _before_speaker(text, parts, known, language)
    yield from _opening(text, parts, known, language)


def _has_own_verb(part: Segment, known: Words, language: Language) -> bool:
    return finite_verbs(part, known, language) > openers(part, known, language)


def _before_speaker(
    text: str, parts: list[Segment], known: Words, language: Language
) -> Iterator[tuple[tuple[int, ...], str]]:
    """Yield all segments between a clause and the attribution at the end of the sentence."""
    last = len(parts) - 1
    if last < 3 or not has_speech(parts[last], known) or parts[last].sign not in (",", "،", "，"):
        return
    for first in range(last - 2, 0, -1):
        between = parts[first:last]
        if any(_limits(part, known, language) or has_speech(part, known) for part in between):
            return
        whole = has_paired_marks(text[between[0].start : between[-1].end])
        ends_well = finite_verbs(parts[first - 1], known, language)
        clause = any(is_clause(part, known, language) for part in parts[:first])
        if whole and ends_well and clause and parts[first].sign in (",", "-", "–"):
            yield tuple(range(first, last)), "clauses"


def _opening(
    text: str, parts: list[Segment], known: Words, language: Language
) -> Iterator[tuple[tuple[int, ...], str]]:
    """Yield the segment before the first clause, unless the language needs the verb second."""
    if known.second or known.last or len(parts) < 2 or not language.spaced:
        return  # in Turkish, a comma often follows the subject
    if parts[1].sign != ",":
        return
    first, then = parts[0], parts[1]
    if (
        is_clause(first, known, language)
        or _limits(first, known, language)
        or has_speech(first, known)
    ):
        return
    if finite_verbs(first, known, language) and not depends(first, known, language):
        return
    # In Swahili and Indonesian, the first segment may be the subject and its place.
    opens = first_word(first, language, known) in known.soft | known.loose | known.opener
    if known.prefixes and not opens:
        return
    begins = then.words[0].lower() if then.words else ""
    noun = begins in known.articles or (then.words and then.words[0][:1].isupper())
    if (
        noun
        and is_clause(then, known, language)
        and has_paired_marks(text[first.start : first.end])
    ):
        yield (0,), "opening"


def _begins_with_verb(part: Segment, known: Words) -> bool:
    first = part.words[0]
    if known.prefixes and first[:1].isupper():
        return is_finite("", first, known)  # "Bandung Barat terlihat": a name after the comma
    return any(is_finite("", word, known) for word in part.words[:2])


def _limits(part: Segment, known: Words, language: Language) -> bool:
    """Return whether a segment opens a condition, a contrast or a complement clause."""
    first = first_word(part, language, known)
    return first in known.condition | known.contrast | known.complement


def _may_end(
    parts: list[Segment], left: list[int], last: int, known: Words, language: Language
) -> bool:
    """Return whether the segments up to `last` are a sentence that keeps the meaning."""
    following, closing = parts[last + 1], parts[last]
    gone = parts[last + 1 :]
    relative = is_relative(following, closing, known)
    if any(has_speech(part, known) for part in gone) or any(
        _limits(part, known, language) for part in gone[relative:]
    ):
        return False
    if following.sign in (":", "："):
        return False
    if known.infinitive and is_governed_infinitive(following, known):
        return False
    if any(word.lower() in known.indirect for word in following.words):
        return False
    if last + 2 < len(parts) and interrupts(parts[last + 1], parts[last + 2], known, language):
        return False
    earlier = [n for n in left if n < last and is_clause(parts[n], known, language)]
    said = has_speech(closing, known) and following.sign != ";"
    said = said and not has_statement(closing, known)
    if said and not earlier and not depends(following, known, language):
        return False  # the deleted text is the statement of a verb of saying
    if following.sign.isalpha() and any(word.lower() in known.denial for word in closing.words):
        return False  # the last clause negates the deleted text
    kept = {word.lower() for number in left for word in parts[number].words}
    if kept & known.pairs:
        return False
    # The last remaining clause must have its verb, so that it is not the beginning of a clause.
    ends_well = finite_verbs(closing, known, language) or not language.spaced
    return bool(ends_well) and any(is_clause(parts[number], known, language) for number in left)


# -- stretches -------------------------------------------------------------------------------


def without(spans: Spans, gone: Spans) -> Spans:
    """Return the parts of some stretches that are outside other stretches."""
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


def trimmed(text: str, spans: Spans) -> Spans:
    """Return the stretches without white space at their edges; adjacent stretches are joined."""
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


_PAIRS = (("“", "”"), ("«", "»"), ("「", "」"), ("『", "』"), ("(", ")"), ("（", "）"), ("[", "]"))


def has_paired_marks(text: str) -> bool:
    """Return whether every quotation mark and bracket has its partner."""
    german = text.count("„")
    alone = text.count("”") if not german and "“" not in text else 0
    if alone and alone % 2 == 0:
        text = text.replace("”", "")  # ”both marks are the same”, as in Swedish and Finnish
    closing = text.count("“") + text.count("”")
    if german and german != closing:
        return False
    return text.count('"') % 2 == 0 and all(
        text.count(first) == text.count(last)
        for first, last in _PAIRS
        if not (german and first == "“")
    )

"""Phrases that a headline does not need, found by words and punctuation; not for English.

They are the attribution to an authority, a cause, the phrase before the main clause, a relative
clause after the subject, a place before the verb, and phrases at the end. The words are in
``data/circumstances.json``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from summkit.cohesion.openings import prepositions
from summkit.datafiles import read_data
from summkit.language import Language
from summkit.patterns import regex
from summkit.shortening.unparsed.cuts import STOPS, Spans, has_paired_marks, without
from summkit.shortening.unparsed.segments import (
    WORD,
    Segment,
    Words,
    by_signs,
    finite_verbs,
    first_word,
    is_clause,
    is_finite,
    opens_on_verb,
    quoted,
    segment,
    words_of,
)
from summkit.shortening.unparsed.torn import FRAME, OTHER_HALF

_SOURCE = 14  # maximum words of an attribution
_LOOSE = frozenset({"id", "sw", "vi"})
"""Languages whose words for subordinate clauses are prepositions, too."""
_SYLLABLES = 34  # the same in Vietnamese, which separates the syllables of a word
_ASIDE = 6  # maximum words of an apposition
_COMMA = regex(r"[,،，]\s*")
_WRITTEN = regex(r"[^\s,;،.।]+")  # a word with its vowel signs, which are no letters in Unicode
_COLON = regex(r":\s+(?![\"“«„'‘])|\s\|\s")  # or the bar between a title and the text
_MIDDLE = "in|im|bei|beim|nach|seit|während|am|an|auf|aus|gegenüber"
_WAR = regex(
    r"(?i)\b(?:armee|militär|heer|leger|ejército|fuerzas armadas|exército|forças armadas|esercito"
    r"|forces armées|militer|tentara|quân đội|bộ quốc phòng|jeshi|kijasusi|mkuu wa"
    r"|الجيش|جيش|وزارة الدفاع|सेना"
    r"|армия|армии|минобороны|ordu|forsvaret|försvaret)"
)
"""Sources whose statement about an enemy is a claim, which must not lose its source."""

_THAT = frozenset({"que", "qu", "che", "dass", "dat", "att", "at", "że", "что", "bahwa", "rằng"})

Ways = tuple[Spans, tuple[str, ...]]
"""The remaining stretches of a sentence, and the kinds of deletion."""


def _data(code: str) -> dict[str, str]:
    data: dict[str, str] = read_data("shortening/unparsed", "circumstances").get(code, {})
    return data


@cache
def listed(code: str, name: str) -> frozenset[str]:
    return frozenset(_data(code).get(name, "").lower().split())


def pattern_of(code: str, name: str) -> str:
    """Return the source of a language's regular expression; empty if it has none."""
    return _data(code).get(name, "")


def is_said(text: str, place: int) -> bool:
    return any(a < place < b for a, b in quoted(text))


def attribution(text: str, language: Language) -> tuple[int, int] | None:
    """Return the stretch that attributes a report to an authority at the end of a sentence.

    ", meldet das Unternehmen am Montag", ", theo cơ quan cứu hỏa". A quotation and a claim about an
    enemy keep their source.
    """
    code = language.code
    reports, says, sources = (listed(code, name) for name in ("report", "say", "source"))
    if not (reports or says):
        return None
    ends = len(text.rstrip().rstrip(STOPS))
    for match in reversed(list(_COMMA.finditer(text, 0, ends))):
        start = match.start()
        words = [word.lower() for word in WORD.findall(text[match.end() : ends])]
        if len(words) > _SOURCE or is_said(text, start):
            return None
        reported = {*words} & reports
        said = {*words} & says and ({*words} & sources)
        edge = {*words[:3], *words[-2:]}
        if any(
            word in reports | says and following in _THAT for word, following in pairwise(words)
        ):
            return None  # the main clause after an apposition: ", Nora Vell, informó que"
        if (reported or said) and edge & (reports | says):
            before = text[:start]
            if before.rstrip().endswith(("”", '"', "»", "“")) or _WAR.search(text[start:]):
                return None
            return start, ends
    return None


def front(text: str, language: Language) -> Iterator[tuple[int, int]]:
    """Yield the phrase or the subordinate clause before the main clause.

    "[Alors que Mme Holm était à Tarn,] la police a arrêté un homme". In languages in which the verb
    is second, the remaining text would begin with the verb, so the phrase stays.
    """
    known, code = words_of(language.code), language.code
    if known is None or known.second or not language.spaced or known.last:
        return
    parts = by_signs(text.rstrip(STOPS), language)
    if len(parts) < 2 or not parts[0].words:
        return
    first = parts[0].words[0].lower()
    opens = known.opener | known.soft | known.loose | listed(code, "cause") | listed(code, "front")
    opens |= prepositions(code)
    official = not listed(code, "source").isdisjoint(word.lower() for word in parts[0].words)
    says = official and first in listed(code, "say")
    if not says and first not in opens - known.condition - known.speech:
        return
    for number in range(1, min(len(parts), 4)):
        part = parts[number]
        if part.sign not in (",", "،") or not part.words:
            return
        word = part.words[0].lower()
        if (
            word in opens | known.join | known.speech
            or first_word(part, language, known) in known.opener
        ):
            continue
        if not (word in known.articles or part.words[0][:1].isupper() or not known.articles):
            continue
        clause = is_clause(part, known, language)
        clause = clause or (code == "ar" and opens_on_verb(part.words))
        clause = clause or (code in _LOOSE and finite_verbs(part, known, language) > 0)
        if clause and has_paired_marks(text[: part.start]):
            yield 0, part.start
            return


def inner(text: str, code: str) -> Iterator[tuple[int, int]]:
    """Yield causes inside a sentence: "schließt [wegen hoher Kosten] 40 Läden"."""
    data = _data(code)
    if "inner" in data:
        match = re.search(rf"(?<=[कनमप][ोेैर] )(?:\S+ ){{1,9}}?(?:{data['inner']}) ", text)
        if match:
            yield match.span()
    if data.get("cause_end") != "noun":
        return
    for match in _phrase_of(data["cause"].replace(" ", "|"), data["of"]).finditer(text):
        if text[match.end() :].split(None, 1)[0].lower() not in data["of"].split():
            yield match.span()


@cache
def _phrase_of(openers: str, of: str) -> re.Pattern[str]:
    """Return a pattern of German phrases: a preposition, a noun, and its genitives."""
    noun = r"(?:[a-zäöüß0-9.]+ ){0,3}[A-ZÄÖÜ][\w-]+"
    source = r"(?! (?:\w+ )?(?:\w*[Aa]ngaben|Einschätzung|Ansicht|Meinung|Bericht))"
    more = rf"(?: (?:{of.replace(' ', '|')}) {noun}(?: [A-ZÄÖÜ][\w-]+)?)*"
    return regex(rf"(?<=[a-zäöüß0-9] )(?:{openers}){source} {noun}{more} (?=[^\sA-ZÄÖÜ])")


def asides(text: str, language: Language) -> Iterator[tuple[int, int]]:
    """Yield a relative clause or an apposition between the subject and its verb, with its commas.

    "La pintora Elsa Marrow[, que retrató los faros y enseñó a dibujar,] murió a los 92 años"
    """
    known = words_of(language.code)
    if known is None or not language.spaced or known.last:
        return
    parts = by_signs(text.rstrip(STOPS), language)
    if len(parts) < 3 or parts[1].sign not in (",", "،"):
        return
    if language.code == "ar":
        yield from _after_verb(text, parts, known, language)
        return
    subject = parts[0].words
    if not 0 < len(subject) < 9 or finite_verbs(parts[0], known, language):
        return
    for number in range(2, min(len(parts), 5)):
        part, before = parts[number], parts[number - 1]
        if part.sign not in (",", "،"):
            return
        opens = is_finite("", part.words[0], known) if part.words else False
        relative = first_word(parts[1], language, known) in known.opener
        own = sum(finite_verbs(each, known, language) for each in parts[1:number])
        if opens and (relative or not own) and has_paired_marks(text[parts[1].start : before.end]):
            spoken = {word.lower() for word in part.words[:1]} & known.speech
            if not spoken or not known.second:
                yield parts[0].end, part.start - 1
            return


def _after_verb(
    text: str, parts: list[Segment], known: Words, language: Language
) -> Iterator[tuple[int, int]]:
    """Yield an apposition in an Arabic sentence, whose verb is its first word.

    "هدد وزير الدفاع[، أرنو بريل،] بضرب": the words after the second comma go on with the clause.
    """
    aside, then = parts[1], parts[2]
    if not finite_verbs(parts[0], known, language) or then.sign != "،" or not then.words:
        return
    phrase = aside.words[:1] and aside.words[0] in known.soft
    most = 2 * _ASIDE if phrase else _ASIDE
    short = 0 < len(aside.words) <= most and (phrase or not finite_verbs(aside, known, language))
    goes_on = not then.words[0].startswith("و") and not is_clause(then, known, language)
    ends = aside.words[:1] + then.words[:1]
    barred = known.condition | known.contrast | known.opener | known.speech
    plain = barred.isdisjoint(ends) and not ends[0].startswith("و")
    if short and goes_on and plain and has_paired_marks(text[aside.start : aside.end]):
        yield parts[0].end, then.start - 1


def front_attribution(text: str, language: Language) -> Iterator[tuple[int, int]]:
    """Yield the attribution to an authority at the beginning, with the word that opens the clause.

    "[Полиция сообщила, что] два человека погибли", "[पुलिस ने बताया कि] दो लोग घायल हुए". The
    claim of a person or an army keeps its source, as does a statement without its own subject.
    """
    lead = pattern_of(language.code, "lead")
    match = regex(lead).match(text) if lead else None
    if match is None or _WAR.search(match.group()):
        return
    words = [word.lower() for word in _WRITTEN.findall(match.group())]
    most = _SYLLABLES if language.code == "vi" else _SOURCE
    if len(words) <= most and not listed(language.code, "source").isdisjoint(words):
        yield 0, match.end()


def frames(text: str, language: Language) -> Iterator[Ways]:
    """Yield a German sentence without the phrases between its auxiliary and its participle.

    "Ban hat [in einer Sitzung] vor der Politik gewarnt": the phrase next to the participle stays,
    since the participle may require it.
    """
    words = WORD.findall(text)
    if _data(language.code).get("cause_end") != "noun" or len(words) < 6:
        return
    frame = FRAME.search(text)
    if frame is None or not OTHER_HALF.fullmatch(words[-1]) or "," in text:
        return
    pattern = _phrase_of(_MIDDLE, _data(language.code)["of"])
    gone = [
        match.span()
        for match in pattern.finditer(text, frame.end() + 1)
        if match.end() < text.rindex(words[-1])
    ]
    for stretch in gone:
        yield without([(0, len(text))], [stretch]), ("place",)
    if len(gone) > 1:
        yield without([(0, len(text))], gone), ("place",)


def joint_ends(text: str, language: Language) -> Iterator[Ways]:
    """Yield the sentence up to a colon, or up to "and" after the participle of its frame.

    "Die Banken können aufatmen[: Alle haben bestanden]", "Wien hat drei Brücken gesperrt [und
    Schulen geschlossen]".
    """
    known = words_of(language.code)
    if known is None or not language.spaced or known.last:
        return
    colon = _COLON.search(text)
    if colon and not is_said(text, colon.start()):
        before = segment(text, 0, colon.start(), "", language)
        speaks = known.speech | listed(language.code, "report")
        if is_clause(before, known, language) and speaks.isdisjoint(
            word.lower() for word in before.words
        ):
            yield [(0, colon.start())], ("clauses",)
    words = list(WORD.finditer(text))
    frame = FRAME.search(text) if known.second else None
    if frame is None:
        return
    for place in range(len(words) - 2, 3, -1):
        first, last = words[place - 1].group(), words[-1].group()
        joins = words[place].group() in known.join and words[place - 1].start() > frame.end()
        if joins and OTHER_HALF.fullmatch(first) and OTHER_HALF.fullmatch(last):
            yield [(0, words[place - 1].end())], ("clauses",)


def of_ends(text: str, language: Language) -> Iterator[Ways]:
    """Yield the sentence up to "of" after an indefinite noun: "un almacén [de combustible]"."""
    known, code = words_of(language.code), language.code
    of, indefinite = listed(code, "of"), listed(code, "loose_of")
    if known is None or not indefinite:
        return
    words = list(WORD.finditer(text))
    low = [word.group().lower() for word in words]
    barred = known.condition | known.contrast | known.speech
    for place in range(len(words) - 1, 3, -1):
        if low[place] not in of or low[place - 2] not in indefinite:
            continue
        if {*low[place:]} & barred or is_said(text, words[place].start()):
            continue
        if any(is_finite(low[n - 1] if n else "", low[n], known) for n in range(place - 2)):
            yield [(0, words[place - 1].end())], ("tail",)


def clause_ends(text: str, language: Language) -> Iterator[Ways]:
    """Yield the sentence up to each clause that ends on its verb, in languages like Turkish."""
    known = words_of(language.code)
    if known is None or not known.last:
        return
    words = list(_WRITTEN.finditer(text))
    for place in range(len(words) - 2, 2, -1):
        word, end = words[place].group().lower(), words[place].end()
        if not word.endswith(known.last) or len(word) < 2 or is_said(text, words[place].start()):
            continue
        following = words[place + 1].group().lower()
        if text[end : end + 1] in (",", ";", "،") or following in known.join:
            gone = {each.group().lower() for each in words[place + 1 :]}
            if following not in known.contrast and not gone & known.condition:
                yield [(0, end)], ("clauses",)

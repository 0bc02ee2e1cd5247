"""The news sentence of an article in a language without a parse, shortened to its first clause.

An editor makes a headline of the first sentence. If no clause of the sentence fits the budget,
these rules delete phrases that a headline does not need: see `unparsed.circumstances`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain

from summkit.cohesion.openings import prepositions
from summkit.document import Document
from summkit.language import Language
from summkit.patterns import regex
from summkit.shortening.candidates import joined
from summkit.shortening.result import Shortening
from summkit.shortening.trimming import front
from summkit.shortening.unparsed.circumstances import (
    Ways,
    asides,
    attribution,
    clause_ends,
    frames,
    front_attribution,
    inner,
    is_said,
    joint_ends,
    listed,
    of_ends,
)
from summkit.shortening.unparsed.circumstances import (
    front as front_phrase,
)
from summkit.shortening.unparsed.colons import clause_start
from summkit.shortening.unparsed.combining import combined, shortest_sets
from summkit.shortening.unparsed.cuts import STOPS, Spans, cuts, has_paired_marks, trimmed, without
from summkit.shortening.unparsed.days import days
from summkit.shortening.unparsed.heads import heads
from summkit.shortening.unparsed.offices import acronyms, nickname, persons
from summkit.shortening.unparsed.parentheses import ends_in_parenthesis, parentheses
from summkit.shortening.unparsed.places import places_before_verb
from summkit.shortening.unparsed.relatives import relatives
from summkit.shortening.unparsed.segments import BRACKET, WORD, is_finite, words_of
from summkit.shortening.unparsed.soft import soft_cuts
from summkit.shortening.unparsed.spare import spare_ends, spare_phrases
from summkit.shortening.unparsed.substitutes import opens_back, refers
from summkit.shortening.unparsed.torn import is_torn

_SIGNS = ",;:،؛、，፣"
_SHARE = 0.4  # minimum part of the budget that a headline fills
_CHANCES = {
    "attribution": 0.85,
    "name": 0.85,
    "cause": 0.75,
    "place": 0.7,
    "aside": 0.8,
    "opening": 0.8,
    "auxiliary": 0.95,
    "adverb": 0.9,
    "tail": 0.65,
    "clauses": 0.8,
}
"""Probabilities that a deletion is right, estimated while reading examples."""


def news_versions(
    document: Document, index: int, fits: Callable[[str], bool], characters: int
) -> list[Shortening]:
    """Return the versions of the news sentence that fit; the version that lost least is first."""
    sentence = document.sentences[index]
    begin = front(document, index)[0]
    rest, language = sentence.text[begin:], document.language
    offset = sentence.start + begin
    least = _SHARE * characters * (1 if language.spaced else 0.5)
    seen: set[str] = set()
    result: list[Shortening] = []
    time, source = days(rest, language.code), attribution(rest, language)
    spare = sorted([*time, *([source] if source else [])])
    # shorter texts are compared with this sentence
    left = trimmed(rest, without([(0, len(rest.rstrip()))], spare))
    plain = joined([rest[a:b] for a, b in left])
    for stage in _stages(rest, language, time, source):
        found: list[Shortening] = []
        for spans, kinds in stage:
            spans = trimmed(rest, spans)
            text = joined([rest[a:b] for a, b in spans])
            if text in seen or len(text) < least or not fits(text) or not has_paired_marks(text):
                continue
            seen.add(text)
            if is_torn(plain, text, language) or lacks_object(text, kinds, language):
                continue
            if _lost_subject(rest, text, language):
                continue
            back = refers if "attribution" in kinds else opens_back
            if text[0] in _SIGNS or (text[:6] != rest[:6] and back(text, language.code)):
                continue
            runs = tuple((offset + a, offset + b) for a, b in spans)
            chance = 1.0
            for kind in kinds:
                chance *= _CHANCES.get(kind, 0.9)
            score = float(len(text))
            found.append(Shortening(text, runs, runs, index, score, kinds, round(chance, 4)))
        result += sorted(found, key=lambda each: (-each.score, each.runs))
        if result:
            break
    return result


def lacks_object(text: str, kinds: tuple[str, ...], language: Language) -> bool:
    """Return whether a text ends on a verb whose object or statement was deleted."""
    known = words_of(language.code)
    words = WORD.findall(text)
    if known is None or not language.spaced or known.last or len(words) < 2:
        return False
    if ends_in_parenthesis(text, language.code):
        return True
    last = words[-1].lower()
    speech = known.speech | listed(language.code, "report") | listed(language.code, "say")
    speaks = last in speech | listed(language.code, "states")
    if speaks and not known.second:
        return True
    return "tail" in kinds and is_finite(words[-2], words[-1], known)


def _lost_subject(sentence: str, text: str, language: Language) -> bool:
    """Return whether only the shortened text opens on a verb, in languages like Indonesian.

    "[Ketua DPR, Puan Maharani] menerima audiensi": the office and the name were both deleted.
    """
    known = words_of(language.code)
    if known is None or not known.prefixes or text[:6].lower() == sentence[:6].lower():
        return False
    first = (WORD.findall(text) or [""])[0]
    return is_finite("", first, known)


def _stages(
    text: str, language: Language, time: Spans, source: tuple[int, int] | None
) -> Iterator[Iterator[Ways]]:
    """Yield ways to shorten a sentence, in stages; the first stage loses least.

    Parameters
    ----------
    time, source
        The stretches of its days, and of its attribution.
    """
    code = language.code
    ends = len(text.rstrip().rstrip(STOPS))
    whole = [(0, ends)]
    found = (match.span() for match in BRACKET.finditer(text))
    brackets = [each for each in found if not is_said(text, each[0])]
    kinds: tuple[str, ...] = ("bracket",) if brackets else ()
    last = words_of(code)
    colon = clause_start(text, language) if last and last.last else 0
    phrases = list(spare_phrases(text, code, colon))
    said = [*([source] if source else []), *front_attribution(text, language)]
    said += [each for kind, found in phrases for each in found if kind == "attribution"]
    time = [*time, *(each for kind, found in phrases for each in found if kind == "time")]
    cheap = [*time, *said]
    kinds += ("time",) * bool(time) + ("attribution",) * bool(said)
    bases = [(without(whole, sorted([*brackets, *cheap])), kinds)]
    short = dict(acronyms(text, code))
    if (
        short
    ):  # "[Kementerian Keuangan (]Kemenkeu[)]" instead of "Kementerian Keuangan[ (Kemenkeu)]"
        gone = [part for each in brackets for part in short.get(each, [each])]
        bases.append((without(whole, sorted([*gone, *cheap])), (*kinds, "name")))
        if len(short) > 1:  # "KPK mendorong ... menerbitkan Surat Edaran": only the first acronym
            first_one = min(short)
            gone = [*short[first_one], *(each for each in brackets if each != first_one)]
            bases.insert(1, (without(whole, sorted([*gone, *cheap])), (*kinds, "name")))
    first = len(bases)
    before = [(0, colon)] if colon else []
    shorter = heads(text, code)
    rules = (
        ("opening", before),
        *((kind, gone) for kind, gone in phrases if kind not in ("time", "attribution")),
        *_chained(text, language, phrases),
        ("name", nickname(text, code)),
        ("name", persons(text, code)),
        *((each.kinds[-1], each.spans) for each in shorter if "description" not in each.kinds),
        ("opening", front_phrase(text, language)),
        ("cause", inner(text, code)),
        ("aside", asides(text, language)),
        ("aside", parentheses(text, code)),
    )
    begin = max([end for start, end in cheap if start == 0], default=0)
    after = text[begin:]
    rules = (
        *rules,
        ("aside", _shifted(relatives(after, code), begin)),
        ("aside", _shifted(asides(after, language), begin) if begin else ()),
        ("name", _shifted(persons(after, code), begin) if begin else ()),
    )
    options = [(kind, gone) for kind, found in rules if (gone := list(found))]
    sets = [*bases, *shortest_sets(bases[-1], options)]

    def ended(*rules: Callable[[str, Language], Iterator[Ways]]) -> Iterator[Ways]:
        for spans, known in sets:
            for ways in rules:
                for kept, more in _ends(text, spans, language, ways):
                    yield kept, (*known, *more)

    if kinds:
        yield iter(bases[:first])
    yield chain(combined(bases[-1], options), ended(cuts, clause_ends, joint_ends, _spare_ends))
    yield ended(frames)
    yield ended(soft_cuts, of_ends)
    named = [each for each in shorter if "description" in each.kinds]
    if named:
        name = [("description", list(named[-1].spans))]
        sets = [way for each in sets for way in shortest_sets(each, name)]
        yield chain(sets, ended(cuts, clause_ends, joint_ends, _spare_ends, soft_cuts))
    places = sorted([*places_before_verb(text, code), *_official(text, code)])
    if places:
        place = [("place", places)]
        sets = [way for each in sets for way in shortest_sets(each, place)]
        yield chain(sets, ended(cuts, soft_cuts))


def _shifted(stretches: Iterable[tuple[int, int]], begin: int) -> Spans:
    """Return stretches of the text after the first deletion, as offsets in the sentence."""
    return [(begin + start, begin + end) for start, end in stretches]


def _chained(
    text: str, language: Language, phrases: list[tuple[str, Spans]]
) -> Iterator[tuple[str, Spans]]:
    """Yield a phrase at the front together with the attribution after it.

    "[Do mưa lớn, công an tỉnh Lormes cho biết] hai cây cầu đã bị đóng": the attribution is found
    at the front of the remaining text only.
    """
    fronts = [end for _, found in phrases for start, end in found if start == 0]
    fronts += [end for _, end in front_phrase(text, language)]
    for begin in sorted({*fronts}, reverse=True):
        for _, end in front_attribution(text[begin:], language):
            yield "attribution", [(0, begin + end)]
            return


def _spare_ends(text: str, language: Language) -> Iterator[Ways]:
    return spare_ends(text, language.code)


def _official(text: str, code: str) -> Iterator[tuple[int, int]]:
    """Yield the place of an Italian authority: "Il consiglio comunale [di Lorme] ha deciso"."""
    match = _OFFICIAL.match(text) if code == "it" else None
    if match is not None:
        yield match.span(1)


_OFFICIAL = regex(
    r"(?:Il|La|Lo|L['’]) ?(?:consiglio comunale|giunta|comune|tribunale|procura|questura|prefettura"
    r"|polizia|corte d['’]appello)( di [A-ZÀ-Ù]\w+)(?= [a-zà-ù])"
)


def _ends(
    text: str,
    spans: Spans,
    language: Language,
    ways: Callable[[str, Language], Iterator[Ways]],
) -> Iterator[Ways]:
    """Yield the ways to shorten the remaining stretches further, as offsets in the sentence."""
    places: list[int] = []
    for start, end in spans:
        blank = (
            bool(places) and not text[places[-1]].isspace() and text[start : start + 1].isalnum()
        )
        places += [-1] * (blank and language.spaced) + [*range(start, end)]
    shorter = "".join([text[n] if n >= 0 else " " for n in places])
    if not shorter.strip():
        return
    for kept, kinds in ways(shorter, language):
        result: Spans = []
        for start, end in kept:
            for place in places[start:end]:
                if place < 0:
                    continue
                if result and result[-1][1] == place:
                    result[-1] = result[-1][0], place + 1
                else:
                    result.append((place, place + 1))
        yield result, kinds


def end_of_phrase(text: str, language: Language) -> str:
    """Return a cut text without the words at its end that need a word after them.

    "[Die Bahn stellt den Verkehr] an der": a preposition and an article. The text keeps two thirds
    of its length.
    """
    known = words_of(language.code)
    if known is None or not language.spaced:
        return text
    bound = known.soft | known.articles | known.join | known.opener | known.loose
    bound |= known.denial | listed(language.code, "of") | listed(language.code, "cause")
    bound |= prepositions(language.code)
    result = text.rstrip()
    while True:
        words = list(WORD.finditer(result))
        if len(words) < 3 or words[-1].group().lower() not in bound:
            break
        shorter = result[: words[-1].start()].rstrip(" ,;:–—-'’")
        if 3 * len(shorter) < 2 * len(text) or not has_paired_marks(shorter):
            break
        result = shorter
    return result.rstrip(" ,;:–—-") or text

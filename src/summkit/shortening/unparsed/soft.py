"""Deletion of a phrase after the verb in a sentence without a parse, if no clause fits.

Expressions of frequency are deleted here, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from summkit.language import Language
from summkit.patterns import regex
from summkit.shortening.unparsed.cuts import STOPS, Spans
from summkit.shortening.unparsed.segments import (
    BRACKET,
    WORD,
    Words,
    is_finite,
    opens_on_verb,
    quoted,
    words_of,
)

LIMITED = tuple(
    "primer segund únic mayor más premier seul plus dernier maior mais primeir primo prima più"
    " перв един сам erste einzig größt först førs største pertama terbesar"
    " satu-satunya أول أكبر أعلى لأعلى أدنى لأدنى đầu nhất".split()
)
"""Beginnings of superlatives and ordinals, which restrict a statement: first, only, largest."""
_PERIODS = ("полугоди", "квартал", "quartal", "halbjahr", "trimest", "semest", "kvartal")
_AFTER_VERB = 2  # minimum number of words that remain after the verb
_EXISTS = frozenset({"ada", "masih", "terdapat"})  # verbs whose statement is the relative clause
_COMPOUND = frozenset({"hàng", "phòng"})  # words before "không" that change its meaning
_BEING = ("akiwa", "okuwa", "ekuwa")  # ends of Swahili words for "being", "who was"
_NO_PHRASES = frozenset(
    (
        "đối tượng|đối thủ|đối tác|theo dõi|từ chối|qua đời|để lại|bằng chứng|bằng cấp|bằng lái"
        "|với nhau|cùng ngày|về nước|vào cuộc|trong sạch|khi nào"
    ).split("|")
)
"""Vietnamese words of two syllables whose first syllable is a preposition in other phrases."""
_MEASURES = frozenset({"kilometer", "km", "meter"})
_MODIFIED = 2  # a noun with its adjective after the verb
_CLAUSE = 4  # minimum words of a relative clause without a comma before it
_ONE_OBJECT = frozenset({"id", "ms", "sw", "ru", "uk", "pl", "ar"})
"""Languages without articles and auxiliaries, in which one word may be the object of a verb."""
_PASSIVE = {"sw": regex(r"^.{5,}wa$"), "id": regex(r"^di.{5,}$"), "ms": regex(r"^di.{5,}$")}
"""Language -> the form of a passive verb, which needs no object."""
_OFTEN = {
    "de": regex(
        r"(?<=[a-zäöüß] )jede[nsr]? (?:halbe |volle )?(?:Tag|Woche|Monat|Jahr|Nacht|Stunde"
        r"|Viertelstunde|Minute|Morgen|Abend)(?= [a-zäöüß])"
    ),
    "ja": regex(r"(?:全会一致|満場一致|賛成多数)で(?=(?:可決|承認|採択|同意|議決))"),
}
"""Language -> expressions of frequency, or of the result of a vote.

"darf auch nachts [jede Viertelstunde] schlagen", "条例案を[全会一致で]可決した".
"""


def soft_cuts(text: str, language: Language) -> Iterator[tuple[Spans, tuple[str, ...]]]:
    """Yield the beginnings of a sentence up to each phrase after its verb, the longest first.

    These beginnings are used if no clause fits. A phrase opens on a word such as "with" or "in".
    The words before it include a finite verb and more words, but no negation. The deleted words
    include no condition, contrast or verb of saying.
    """
    yield from _by_form(text, language.code)
    known = words_of(language.code)
    if known is None or not language.spaced:
        return
    if not known.soft:
        return
    held = [*quoted(text), *(match.span() for match in BRACKET.finditer(text))]
    words = [
        match for match in WORD.finditer(text) if not any(a < match.start() < b for a, b in held)
    ]
    low = [match.group().lower() for match in words]
    verb = next(
        (n for n in range(len(low)) if is_finite(low[n - 1] if n else "", words[n].group(), known)),
        -1,
    )
    if language.code == "ar" and verb < 0 and opens_on_verb(low):
        verb = 0
    depends_first = bool(low) and low[0] in known.opener | known.condition
    if verb < 0 or depends_first or _opens_bracket(words, verb, text, known):
        return
    after = 1 if language.code in _ONE_OBJECT else _AFTER_VERB
    after -= bool(_PASSIVE.get(language.code, regex(r"(?!)")).search(low[verb]))
    after -= after > 0 and low[verb] in known.intransitive
    relative = known.relative & {*low}
    alone = relative - known.soft  # "yang", which restricts its noun in most sentences
    for place in range(len(low) - 1, verb + after, -1):
        if low[place] in alone:
            if not _is_known(words, place, verb, known) or len(low) - place < _CLAUSE:
                continue
        elif " ".join(low[place : place + 2]) in _NO_PHRASES:
            continue
        elif not _opens_phrase(low[place], known) or words[place].group()[:1].isupper():
            continue  # "Kementerian Dalam Negeri" is a name
        if low[place - 1] in _MEASURES and low[place] in ("di", "dari"):
            continue  # "30 kilometer [di utara Reykjavik]"
        kept, gone = set(low[:place]), set(low[place:])
        barred = known.condition | known.contrast | known.indirect
        if low[place] not in alone:  # a verb of saying in a relative clause is no attribution
            barred |= known.speech
        if gone & barred - _as_prepositions(low, place, known) or kept & known.pairs:
            continue
        if _is_in_clause(words, place, verb, known):
            continue
        if _denies(low[:place], known) or _is_in_relative(text, words[:place], known):
            continue
        if language.code == "it" and kept & known.speech and "che" in gone and "che" not in kept:
            continue  # "ha detto ai giornalisti riuniti [in piazza che ...]" has no statement
        if kept & known.states and _lacks_statement(words[:place], relative, known):
            continue  # "KPK menyebut warga di daerah" has no statement
        if kept & relative and not _has_main_verb(words[:place], relative, known):
            continue
        if any(_limits(low, n) for n in range(place)):
            continue  # the phrase limits the ordinal: "the first woman [on the board]"
        if _closes_phrase(words[place - 1].group(), low[place - 2], known):
            end = len(text[: words[place].start()].rstrip(" \t\n,;:،؛–—-"))  # with its "%"
            stop = len(text.rstrip()) - 1
            yield [(0, end), *([(stop, stop + 1)] if text[stop] in STOPS else [])], ("tail",)


def _denies(low: list[str], known: Words) -> bool:
    """Return whether the words contain a negation, but not as a part of "hàng không", aviation."""
    return any(
        word in known.denial and (not n or low[n - 1] not in _COMPOUND)
        for n, word in enumerate(low)
    )


def _is_in_clause(words: list[re.Match[str]], place: int, verb: int, known: Words) -> bool:
    """Return whether the text would end between "after" and the verb of its clause.

    "AFN don take responsibility afta 10 athletes [from di kontri bin dey declared ineligible]"
    """
    opening = known.opener & known.loose - known.relative
    for start in range(place - 1, verb, -1):
        if words[start].group().lower() in opening:
            verbs = [
                n
                for n in range(start + 1, len(words))
                if is_finite(words[n - 1].group(), words[n].group(), known)
            ]
            return bool(verbs) and verbs[0] >= place
    return False


def _is_in_relative(text: str, words: list[re.Match[str]], known: Words) -> bool:
    """Return whether the text would end inside a relative clause, before the main verb.

    "Компания «Варатех», которая выпускает датчики [для шахт, построит завод]"
    """
    for place in range(len(words) - 1, 1, -1):
        before, word = words[place - 1], words[place].group().lower()
        if "," in text[before.end() : words[place].start()]:
            return word in known.opener and not any(
                is_finite(words[n - 1].group() if n else "", words[n].group(), known)
                for n in range(place)
            )
    return False


def _opens_phrase(word: str, known: Words) -> bool:
    """Return whether a word opens a phrase that may go: "katika", or "wakitumia" by its prefix."""
    if word in known.soft:
        return True
    return bool(known.soft_prefixes) and (
        word.startswith(known.soft_prefixes)
        and len(word) > 5
        and word not in known.condition | known.opener
    )


def _is_known(words: list[re.Match[str]], place: int, verb: int, known: Words) -> bool:
    """Return whether a noun needs no relative clause, since it is a name or indefinite.

    "memuji Presiden Prabowo Subianto [yang hendak mengirim pasukan]", "mengabulkan permohonan dua
    serikat pekerja [yang menolak PHK]"; but not "menyebut warga [yang kaya]".
    """
    before = [words[n].group() for n in range(max(0, place - 4), place)]
    if before[-1][:1].isupper() or (before[-1].startswith("ال") and before[-2].startswith("ال")):
        return True
    if known.prefixes and words[verb].group().lower() in _EXISTS:
        return False  # "masih banyak warga [yang hidup miskin]"
    if known.prefixes and place - verb > _MODIFIED:
        return True  # "membuat pengakuan kontroversial [yang membuat dunia maya berdebat]"
    return any(word.lower() in known.indefinite or word.isdigit() for word in before[:-1])


def _has_main_verb(words: list[re.Match[str]], relative: frozenset[str], known: Words) -> bool:
    """Return whether a text with relative clauses has a verb outside of them.

    "Massa [yang menggelar demo] membubarkan diri": a group of adjacent verbs counts as one verb.
    """
    low = [word.group().lower() for word in words]
    if opens_on_verb(low):
        return not {*low[-2:]} & relative  # Arabic, whose main verb is the first word
    return _verb_groups(words, known) > sum(word in relative for word in low)


def _lacks_statement(words: list[re.Match[str]], relative: frozenset[str], known: Words) -> bool:
    """Return whether a verb of saying or beginning has lost its statement.

    In Arabic the statement opens on "that" or "of": "قال الوزير إن".
    """
    low = [word.group().lower() for word in words]
    if opens_on_verb(low) or low[0] in known.states:
        return known.indefinite.isdisjoint(low)
    own = _verb_groups(words, known) - sum(word in relative for word in low)
    return known.indefinite.isdisjoint(low) and own < _AFTER_VERB


def _verb_groups(words: list[re.Match[str]], known: Words) -> int:
    """Return the number of groups of adjacent verbs."""
    groups, last = 0, False
    for place, word in enumerate(words):
        before = words[place - 1].group().lower() if place else ""
        verb = is_finite(before, word.group(), known)
        groups += verb and not last
        last = verb
    return groups


def _as_prepositions(low: list[str], place: int, known: Words) -> set[str]:
    """Return the words of condition without a verb after them: "kama kansela", as chancellor."""
    if "kama" not in low[place:] or "kama" not in known.condition:
        return set()
    after = [low[n + 1] for n in range(place, len(low) - 1) if low[n] == "kama"]
    return set() if any(is_finite("", word, known) for word in after) else {"kama"}


def _by_form(text: str, code: str) -> Iterator[tuple[Spans, tuple[str, ...]]]:
    """Yield the sentence without an expression of frequency, such as "jede Viertelstunde"."""
    often = _OFTEN[code].search(text) if code in _OFTEN else None
    if often:
        yield [(0, often.start()), (often.end(), len(text.rstrip()))], ("tail",)


def _limits(low: list[str], place: int) -> bool:
    """Return whether a word is a superlative or ordinal, but not as in "first quarter"."""
    if not low[place].startswith(LIMITED):
        return False
    return not low[place + 1 : place + 2] or not low[place + 1].startswith(_PERIODS)


def _closes_phrase(word: str, before: str, known: Words) -> bool:
    """Return whether a phrase may end on a word."""
    low = word.lower()
    bound = known.soft | known.loose | known.join | known.opener | known.articles | known.denial
    if len(low) < 3 and not low.isdigit() and not before.isdigit():  # "$1bn"
        return False
    if low.startswith(known.soft_prefixes or ("\0",)) or low.endswith(_BEING):
        return False
    if known.second and known.articles and not (word[0].isupper() or word.isdigit()):
        return False  # in German, only on a noun
    return low not in bound and (low in known.intransitive or not is_finite(before, word, known))


def _opens_bracket(words: list[re.Match[str]], verb: int, text: str, known: Words) -> bool:
    """Return whether a separable prefix may end the verb's clause: "kündigte ... an"."""
    if not (known.second and known.articles):
        return False
    for place in range(verb, len(words)):
        following = text[words[place].end() : words[place].end() + 1]
        if place == len(words) - 1 or following in (",", ";", ":"):
            return words[place].group()[0].islower()
    return False

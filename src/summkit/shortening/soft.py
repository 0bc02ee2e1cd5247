"""Deletion of a phrase after the verb in a sentence without a parse, if no clause fits.

Expressions of frequency are deleted here, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from summkit.language import Language
from summkit.patterns import regex
from summkit.shortening.cuts import STOPS, Spans
from summkit.shortening.segments import BRACKET, WORD, Words, is_finite, quoted, words_of

LIMITED = tuple(
    "primer segund únic mayor más premier seul plus dernier maior mais primeir primo prima più"
    " перв един сам erste einzig größt först førs største pertama terbesar"
    " satu-satunya أول أكبر đầu nhất".split()
)
"""Beginnings of superlatives and ordinals, which restrict a statement: first, only, largest."""
_PERIODS = ("полугоди", "квартал", "quartal", "halbjahr", "trimest", "semest", "kvartal")
_AFTER_VERB = 2  # minimum number of words that remain after the verb
_ONE_OBJECT = frozenset({"id", "ms", "sw", "ru", "uk", "pl", "ar"})
"""Languages without articles and auxiliaries, in which one word may be the object of a verb."""
_OFTEN = {
    "de": regex(
        r"(?<=[a-zäöüß] )jede[nsr]? (?:halbe |volle )?(?:Tag|Woche|Monat|Jahr|Nacht|Stunde"
        r"|Viertelstunde|Minute|Morgen|Abend)(?= [a-zäöüß])"
    ),
}
"""Language -> expressions of frequency: "darf auch nachts [jede Viertelstunde] schlagen"."""


def soft_cuts(text: str, language: Language) -> Iterator[tuple[Spans, tuple[str, ...]]]:
    """Yield the beginnings of a sentence up to each phrase after its verb, the longest first.

    These beginnings are used if no clause fits. A phrase opens on a word such as "with" or "in".
    The words before it include a finite verb and more words, but no negation. The deleted words
    include no condition, contrast or verb of saying.
    """
    known = words_of(language.code)
    if known is None or not language.spaced:
        return
    yield from _by_form(text, language.code)
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
    if language.code == "ar" and verb < 0 and _is_verb_first(low):
        verb = 0
    depends_first = bool(low) and low[0] in known.opener | known.condition
    if verb < 0 or depends_first or _opens_bracket(words, verb, text, known):
        return
    after = 1 if language.code in _ONE_OBJECT else _AFTER_VERB
    for place in range(len(low) - 1, verb + after, -1):
        if low[place] not in known.soft or words[place].group()[:1].isupper():
            continue  # "Kementerian Dalam Negeri" is a name
        kept, gone = set(low[:place]), set(low[place:])
        barred = known.condition | known.contrast | known.indirect | known.speech
        if gone & barred or kept & (known.denial | known.pairs):
            continue
        if any(_limits(low, n) for n in range(place)):
            continue  # the phrase limits the ordinal: "the first woman [on the board]"
        if _closes_phrase(words[place - 1].group(), low[place - 2], known):
            end = len(text[: words[place].start()].rstrip(" \t\n,;:،؛–—-"))  # with its "%"
            stop = len(text.rstrip()) - 1
            yield [(0, end), *([(stop, stop + 1)] if text[stop] in STOPS else [])], ("tail",)


def _is_verb_first(low: list[str]) -> bool:
    """Return whether an Arabic sentence opens on a verb, as most news sentences do."""
    return len(low) > 3 and 2 < len(low[0]) < 8 and not low[0].startswith(("ال", "وال", "ل"))


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
    if len(low) < 3 and not low.isdigit():
        return False
    if known.second and known.articles and not (word[0].isupper() or word.isdigit()):
        return False  # in German, only on a noun
    return low not in bound and not is_finite(before, word, known)


def _opens_bracket(words: list[re.Match[str]], verb: int, text: str, known: Words) -> bool:
    """Return whether a separable prefix may end the verb's clause: "kündigte ... an"."""
    if not (known.second and known.articles):
        return False
    for place in range(verb, len(words)):
        following = text[words[place].end() : words[place].end() + 1]
        if place == len(words) - 1 or following in (",", ";", ":"):
            return words[place].group()[0].islower()
    return False

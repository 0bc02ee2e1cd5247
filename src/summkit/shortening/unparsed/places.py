"""A place between the subject and the verb, which a headline without a parse can spare."""

from __future__ import annotations

import re
from collections.abc import Iterator

from summkit.shortening.unparsed.circumstances import listed
from summkit.shortening.unparsed.segments import WORD, Words, is_finite, words_of

_PLACE, _COMMON = 7, frozenset({"sw", "id", "ms"})  # words of a place
_NAMES = 2  # maximum words with a capital in a place


def places_before_verb(text: str, code: str) -> Iterator[tuple[int, int]]:
    """Yield a place between the subject and the verb: "Суд [в Тарне] приговорил".

    In Swahili and Indonesian the place may be a phrase of common nouns: "Warga [di lokasi tambang]
    menolak".
    """
    known, before = words_of(code), listed(code, "place")
    if known is None or not before:
        return
    words = list(WORD.finditer(text))
    for place in range(1, min(len(words) - 2, 8)):
        if words[place].group() not in before:
            continue
        last, most = place, place + (_PLACE if code in _COMMON else 0)
        while last + 1 < len(words) and (
            words[last + 1].group()[:1].isupper()
            or (last < most and _goes_with(words[last + 1].group(), known))
        ):
            last += 1
        names = sum(word.group()[:1].isupper() for word in words[place + 1 : last + 1])
        if last == place or last + 1 >= len(words) or (code in _COMMON and names > _NAMES):
            continue  # "nchini Tanzania Ada Holm": a name after the place
        if any(is_finite("", word.group(), known) for word in words[:place]):
            return
        between = text[words[place - 1].end() : words[last + 1].start()]
        verb = words[last + 1].group()
        if is_finite(words[last].group(), verb, known) and not re.search(r"[,;:()«»\"]", between):
            yield words[place - 1].end(), words[last].end()
        return


def _goes_with(word: str, known: Words) -> bool:
    """Return whether a word may be a part of a place."""
    barred = known.opener | known.join | known.denial | known.condition | known.relative
    return word.lower() not in barred and not is_finite("", word, known)

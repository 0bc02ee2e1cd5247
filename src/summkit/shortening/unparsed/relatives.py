"""Relative clauses without commas between an indefinite subject and its verb, in Indonesian."""

from __future__ import annotations

from collections.abc import Iterator

from summkit.patterns import regex
from summkit.shortening.unparsed.segments import WORD, is_finite, words_of

_SUBJECTS = regex(
    r"(?:Seorang|Sebuah|Seekor|Sejumlah|Beberapa|Dua|Tiga|Empat|Lima|Enam|Tujuh|Delapan|Puluhan"
    r"|Ratusan|Ribuan|Hujan|Banjir|Kebakaran|Kecelakaan|Gempa|Longsor|Angin|Pria|Wanita|Pemuda|\d)"
)
"""First words of a subject that needs no relative clause to be understood."""
_JOINTS = frozenset(
    "karena dan untuk saat setelah ketika usai agar sehingga sambil hendak atau akan ingin"
    " sedang telah sudah tidak tak belum masih bahwa serta".split()
)
"""Words after which a verb may still belong to the relative clause."""
_LONGEST, _SUBJECT = 16, 6  # maximum words of the clause, and of the subject


def relatives(text: str, code: str) -> Iterator[tuple[int, int]]:
    """Yield a relative clause with one verb between the subject and the main verb.

    "Hujan deras [yang mengguyur sejumlah wilayah pada Selasa sore] mengakibatkan banjir"
    """
    known = words_of(code)
    if known is None or "yang" not in known.relative or not _SUBJECTS.match(text):
        return
    words = list(WORD.finditer(text))
    low = [word.group().lower() for word in words]
    if "yang" not in low[1 : _SUBJECT + 1]:
        return
    start = low.index("yang")
    if any(is_finite("", word.group(), known) for word in words[1:start]):
        return
    verbs = 0
    for place in range(start + 1, min(len(words) - 1, start + _LONGEST)):
        between = text[words[place - 1].end() : words[place].start()]
        if low[place] in _JOINTS or between.strip():
            return
        if words[place].group()[:1].islower() and is_finite("", low[place], known):
            verbs += 1
            if verbs > 1:
                yield words[start].start(), words[place].start()
                return

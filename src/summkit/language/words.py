"""Find words, and the units that word budgets count, as spans of a text.

In languages with spaces between words, a word is a run of letters, digits and their combining
marks. It includes apostrophes and hyphens between letters, points and commas between digits
("1,000.5"), and the stops of acronyms ("U.S.").

In languages without spaces (Chinese, Japanese, Thai, Lao, Khmer, Burmese), no dictionary is used: a
good one takes megabytes and most of a second to load (jieba). A run of ideographs
or of syllable clusters gives its overlapping pairs, as search engines index such text (Nie,
Gao, Zhang and Zhou 2000, On the Use of Words and N-grams for Chinese Information Retrieval).
Each run of katakana, hiragana, letters or digits is one word.
"""

from __future__ import annotations

import re
from functools import cache

from summkit import core
from summkit.patterns import regex

# Combining marks, which \w does not include. Indic blocks have the same layout, at distances of
# 128.
_INDIC = "".join(
    f"{chr(b + 1)}-{chr(b + 3)}{chr(b + 0x3C)}{chr(b + 0x3E)}-{chr(b + 0x4D)}"
    f"{chr(b + 0x55)}-{chr(b + 0x57)}{chr(b + 0x62)}{chr(b + 0x63)}"
    for b in range(0x900, 0xD80, 0x80)
)
_MARKS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"
    "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed"
    "\u0730-\u074a\u07a6-\u07b0\u07eb-\u07f3\u08d3-\u08e1\u08e3-\u0900\u0a70\u0a71\u0a75"
    "\u0d81-\u0d83\u0dca-\u0ddf\u0df2\u0df3\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"
    "\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ece\u0f71-\u0f84\u0f8d-\u0fbc\u102b-\u103e\u1056-\u1059"
    "\u135d-\u135f\u17b4-\u17d3\u17dd\u1ab0-\u1ace\u1dc0-\u1dff\u20d0-\u20f0\u3099\u309a"
    "\ufe20-\ufe2f\u00ad\u200c\u200d" + _INDIC
)
# Signs within a word, between letters; a point or comma only between digits: "don't", "1,000.5".
_JOINTS = r"['’ʹ‑‐&·\u2060-](?=[^\W_])|(?<=\d)[.,٫٬](?=\d)|(?<=[א-ת])[\"״׳](?=[א-ת])"
# A word without combining marks: "U.S.", "well-known".
_LATIN_WORD = regex(rf"(?:[^\W\d_]\.){{2,}}|[^\W_]+(?:(?:{_JOINTS})[^\W_]+)*")
# A word that may contain combining marks.
_MARKED_WORD = regex(rf"(?:[^\W\d_]\.){{2,}}|[^\W_]+(?:(?:[{_MARKS}]+|{_JOINTS})[^\W_]*)*")
AROUND = ".,:;!?\"'()[]“”‘’«»…-–—"
_TOKEN = regex(r"\S+")  # a run between white space

_HAN = "\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
_HIRAGANA = "\u3041-\u309f"
_KATAKANA = "\u30a0-\u30ff\u31f0-\u31ff\uff66-\uff9f"
_SYLLABLES = "\u0e01-\u0e4e\u0e81-\u0ece\u0edc-\u0edf\u1000-\u103f\u1050-\u109d\u1780-\u17d3"


@cache
def _mixed() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the patterns of words in any script, and of clusters of syllables."""
    # Compiled on first use, since most runs never meet these scripts.
    unspaced = f"{_HAN}{_HIRAGANA}{_KATAKANA}{_SYLLABLES}"
    word = (
        rf"(?P<han>[{_HAN}]+)|(?P<syllables>[{_SYLLABLES}][{_SYLLABLES}{_MARKS}]*)"
        rf"|[{_KATAKANA}]+|[{_HIRAGANA}]+"
        rf"|(?:[^\W\d_{unspaced}]\.){{2,}}"
        rf"|[^\W_{unspaced}]+(?:(?:[{_MARKS}]+|{_JOINTS})[^\W_{unspaced}]*)*"
    )
    # A consonant with the vowels that are written before, around and after it.
    cluster = (
        "[เ-ไເ-ໄ]?(?:[\u1039\u17d2]?.)"
        "(?:[\u0e30-\u0e3a\u0e45\u0e47-\u0e4e\u0eb0-\u0ebc\u0ec8-\u0ece\u102b-\u1038\u103a-\u103e"
        "\u1056-\u1059\u17b4-\u17d1\u17d3]|[\u1039\u17d2].)*"
    )
    return re.compile(word), re.compile(cluster)


def spaced_words(text: str) -> list[str]:
    """Return the words of a text in a script that separates them by spaces."""
    if core.compiled:
        return core.native.spaced_words(text)
    # The same words as the pattern of `spaced_spans` finds, in half the time: most tokens need no
    # pattern.
    findall = (_LATIN_WORD if text.isascii() else _MARKED_WORD).findall
    words: list[str] = []
    for token in text.split():
        if token.isalnum():
            words.append(token)
        elif (bare := token.strip(AROUND)).isalnum():
            words.append(bare)
        else:
            words += findall(token)
    return words


def spaced_spans(text: str) -> list[tuple[int, int]]:
    """Return (start, end) of each of `spaced_words`."""
    pattern = _LATIN_WORD if text.isascii() else _MARKED_WORD
    return [match.span() for match in pattern.finditer(text)]


def token_spans(text: str) -> list[tuple[int, int]]:
    """Return (start, end) of each run between white space."""
    return [match.span() for match in _TOKEN.finditer(text)]


def mixed_spans(text: str) -> list[tuple[int, int]]:
    """Return (start, end) of each word of any script; pairs overlap in runs without spaces."""
    spans: list[tuple[int, int]] = []
    for start, end, cuts in _runs(text):
        if len(cuts) < 3:
            spans.append((start, end))
        else:
            spans += zip(cuts, cuts[2:], strict=False)
    return spans


def paired_spans(text: str) -> list[tuple[int, int]]:
    """Return (start, end) of words; two characters or clusters of a run count as one word."""
    spans: list[tuple[int, int]] = []
    for start, end, cuts in _runs(text):
        if len(cuts) < 3:
            spans.append((start, end))
        else:
            firsts = cuts[:-1:2]
            spans += zip(firsts, [*firsts[1:], end], strict=True)
    return spans


def _runs(text: str) -> list[tuple[int, int, list[int]]]:
    """Return (start, end, edges of characters or clusters) of each run."""
    word, cluster = _mixed()
    runs = []
    for match in word.finditer(text):
        start, end = match.span()
        cuts: list[int] = []
        if match.lastgroup == "han":
            cuts = list(range(start, end + 1))
        elif match.lastgroup == "syllables":
            cuts = [part.start() for part in cluster.finditer(text, start, end)] + [end]
        runs.append((start, end, cuts))
    return runs

"""Language detection, offline: by script where that tells, else by function words.

Every language's stop words (``data/stopwords.json``) count for it, each the more the fewer
languages share it (inverse language frequency), over the first `_SAMPLE` characters. A
language needs evidence in proportion to the words read, else the answer is "und".
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from math import log

from summkit.language.data import read

# About 160 words: enough for every pair of languages that function words can tell apart.
_SAMPLE = 1000
# Fewest points a word read. Agglutinating languages (Xhosa, Turkish) score from 0.08 up,
# most others 0.3 and more.
_LEAST = 0.05

_LETTERS = re.compile(
    r"[^\W\d_]+(?:[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0900-\u109f\u135d-\u135f'’-]+[^\W\d_]*)*"
)

# Last code point of each block, in order, and its script; None where it tells nothing.
_BLOCKS = (
    (0x36F, "latin"), (0x3FF, "greek"), (0x52F, "cyrillic"), (0x58F, "armenian"),
    (0x5FF, "hebrew"), (0x8FF, "arabic"), (0x97F, "devanagari"), (0x9FF, "bengali"),
    (0xA7F, "gurmukhi"), (0xAFF, "gujarati"), (0xB7F, "odia"), (0xBFF, "tamil"),
    (0xC7F, "telugu"), (0xCFF, "kannada"), (0xD7F, "malayalam"), (0xDFF, "sinhala"),
    (0xE7F, "thai"), (0xEFF, "lao"), (0xFFF, "tibetan"), (0x109F, "burmese"),
    (0x10FF, "georgian"), (0x11FF, "hangul"), (0x139F, "ethiopic"), (0x177F, ""),
    (0x17FF, "khmer"), (0x1DFF, ""), (0x1EFF, "latin"), (0x1FFF, "greek"), (0x303F, ""),
    (0x30FF, "kana"), (0x33FF, ""), (0x9FFF, "han"), (0xABFF, ""), (0xD7FF, "hangul"),
)  # fmt: skip

# Languages of a script, likeliest first; a script with one needs no words.
_SCRIPTS = {
    "greek": "el", "armenian": "hy", "hebrew": "he", "gurmukhi": "pa", "gujarati": "gu",
    "tamil": "ta", "telugu": "te", "malayalam": "ml", "sinhala": "si", "thai": "th",
    "lao": "lo", "burmese": "my", "georgian": "ka", "hangul": "ko", "khmer": "km",
    "kana": "ja", "han": "zh", "bengali": "bn", "odia": "or", "kannada": "kn", "tibetan": "bo",
    "cyrillic": "ru uk bg sr", "arabic": "ar fa ur", "devanagari": "hi mr ne",
    "ethiopic": "am ti",
}  # fmt: skip


def detect(text: str) -> str:
    """Return the BCP 47 code of the language a text is written in, or "und".

    Deterministic, offline, and bounded: only the beginning of the text is read.
    """
    sample = text[:_SAMPLE]
    if sample.isascii():
        return _by_words(sample, None)
    script = _script(sample)
    if script is None:
        return "und"
    if script == "latin":
        return _by_words(sample, None)
    languages = _SCRIPTS[script].split()
    if len(languages) == 1:
        return languages[0]
    found = _by_words(sample, frozenset(languages))
    return languages[0] if found == "und" else found


def _script(sample: str) -> str | None:
    """Return the script most letters are of; kana make a text Japanese among Han."""
    counts: Counter[str] = Counter()
    for letter, count in Counter(sample).items():
        if letter.isalpha():
            code = ord(letter)
            block = next((name for last, name in _BLOCKS if code <= last), "")
            counts[block] += count
    del counts[""]
    if not counts:
        return None
    if counts["kana"] * 12 > counts["han"] and counts["kana"] > 1:
        counts["kana"] += counts.pop("han", 0)
    # A letter of these scripts is most of a word.
    counts["han"] *= 3
    counts["hangul"] *= 2
    best = max(counts, key=lambda name: (counts[name], name))
    return best if counts[best] else None


def _by_words(sample: str, among: frozenset[str] | None) -> str:
    words = _LETTERS.findall(sample.lower().replace("’", "'"))
    weights = _weights()
    scores: dict[str, float] = {}
    for word in words:
        for code, weight in weights.get(word, ()):
            scores[code] = scores.get(code, 0.0) + weight
    if among is not None:
        scores = {code: score for code, score in scores.items() if code in among}
    if not scores:
        return "und"
    best = max(sorted(scores), key=scores.__getitem__)
    return best if scores[best] >= _LEAST * len(words) else "und"


@cache
def _weights() -> dict[str, tuple[tuple[str, float], ...]]:
    """Return for each function word the languages it speaks for, with its weight."""
    speakers: dict[str, list[str]] = {}
    listed = read("stopwords")
    for code, words in listed.items():
        for word in words.split():
            speakers.setdefault(word, []).append(code)
    steps = [0.0, *(log(1 + len(listed) / n) / log(1 + len(listed)) for n in range(1, 73))]
    return {
        w: tuple([(code, steps[len(codes)]) for code in codes]) for w, codes in speakers.items()
    }

"""Language detection, offline: by script where that tells, else by function words.

Every language's stop words (``data/stopwords.json``) count for it, each the more the fewer
languages share it (inverse language frequency), over the first `_SAMPLE` characters, or
fewer where one language is far ahead by then. A language needs evidence in proportion to the
words read, else the answer is "und".
"""

from __future__ import annotations

import re
from array import array
from collections import Counter, defaultdict
from functools import cache
from math import log
from typing import TYPE_CHECKING

from summkit import core
from summkit.language.data import read

if TYPE_CHECKING:
    from summkit import _core

# About 160 words: enough for every pair of languages that function words can tell apart.
_SAMPLE = 1000
# About 50 words, and a lead that was never lost again on the articles of benchmarks/detect.md.
_GLANCE = 300
_AHEAD = 5.0
# Fewest points a word read. Agglutinating languages (Xhosa, Turkish) score from 0.08 up,
# most others 0.3 and more.
_LEAST = 0.05

_MOST, _FOR, _AGAINST = 3, 1.5, 1.0  # of a letter in a text; points, shared by its languages
_SHAPED = 0.2  # points of a shape, shared likewise

# Letters of which hardly a sentence has none, where a neighbour's alphabet is a part of it.
_TYPICAL = {
    "az": "ə", "kk": "қғңі", "ky": "ң", "be": "іў", "uk": "ії", "ps": "ډښړټځېۍ",
    "gl": "xñ", "fi": "ä", "et": "äõüö", "cs": "ěřůýíáé", "sk": "ľôťýíáé",
}  # fmt: skip

# Of `recognise`: points a certain language is ahead of every other; points that English may be
# behind the best where none is.
_CERTAIN = 1.5
_NEAR = 1.0

_LETTERS = re.compile(
    r"[^\W\d_]+(?:[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0900-\u109f\u135d-\u135f'’-]+[^\W\d_]*)*"
)

_WORD = re.compile(r"[^\W\d_]+")

_SPACES = {code: " " for code in range(128) if not (chr(code).isalpha() or chr(code) in "'-")}
_NO_LETTERS = bytes(code for code in range(128) if not chr(code).isalpha())

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

_LASTS = array("i", [last for last, _ in _BLOCKS])

# Languages of a script, likeliest first; a script with one needs no words.
_SCRIPTS = {
    "greek": "el", "armenian": "hy", "hebrew": "he", "gurmukhi": "pa", "gujarati": "gu",
    "tamil": "ta", "telugu": "te", "malayalam": "ml", "sinhala": "si", "thai": "th",
    "lao": "lo", "burmese": "my", "georgian": "ka", "hangul": "ko", "khmer": "km",
    "kana": "ja", "han": "zh", "bengali": "bn", "odia": "or", "kannada": "kn", "tibetan": "bo",
    "cyrillic": "ru uk bg sr be mk kk ky mn", "arabic": "ar fa ur ps ckb", "devanagari": "hi mr ne",
    "ethiopic": "am ti",
}  # fmt: skip


def detect(text: str) -> str:
    """Return the BCP 47 code of the language a text is written in, or "und".

    Deterministic, offline, and bounded: only the beginning of the text is read.
    """
    sample = text[:_SAMPLE]
    script = "latin" if _is_latin(sample) else _script(sample)
    if script is None:
        return "und"
    if script == "latin":
        return _by_words(sample, None)
    languages = _SCRIPTS[script].split()
    if len(languages) == 1:
        return languages[0]
    found = _by_words(sample, frozenset(languages))
    return languages[0] if found == "und" else found


def recognise(text: str) -> tuple[str, bool]:
    """Return the language of some short texts together, and whether that is certain.

    Headlines hold few function words, and words such as "a" and "by" speak for Czech as
    well. Where no language is `_CERTAIN` points ahead, English is assumed if it is near the
    best, since most texts that are scored are English, else the best. Of sets of five
    headlines, one of 300 in English was certain and wrong (`detect`: 26), and none of 1,080
    in other languages; uncertain and wrong were none and 100.
    """
    sample = text[:_SAMPLE]
    script = "latin" if _is_latin(sample) else _script(sample)
    if script != "latin":
        code = detect(sample)
        return ("en", False) if code == "und" else (code, True)
    words, scores = _evidence(sample)
    points = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
    if not points:
        return "en", False
    (best, most), second = points[0], points[1][1] if len(points) > 1 else 0.0
    if most >= _LEAST * words and most - second >= _CERTAIN:
        return best, True
    return ("en" if dict(points).get("en", 0.0) >= most - _NEAR else best), False


def _is_latin(sample: str) -> bool:
    """Tell without counting each letter; False where that is not enough."""
    if sample.isascii():
        return True
    plain = sample.encode("ascii", "ignore")
    # No letter counts more than three times in `_script`.
    return len(plain.translate(None, _NO_LETTERS)) > 3 * (len(sample) - len(plain))


def _script(sample: str) -> str | None:
    """Return the script most letters are of; kana make a text Japanese among Han."""
    counts: Counter[str] = Counter()
    if core.compiled:
        for (_, block), count in zip(_BLOCKS, core.native.blocks(sample, _LASTS), strict=True):
            counts[block] += count
    else:
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
    if among is None and len(sample) > _GLANCE:
        found = _best(sample[:_GLANCE], None, _AHEAD)
        if found != "und":
            return found
    if sample.isascii() and len(sample) > _GLANCE:
        return _best(sample, among, 0.0)
    return _by_letters(sample, among)


def _by_letters(sample: str, among: frozenset[str] | None) -> str:
    """Return the language of a text that may be short; its letters decide where words do not.

    A letter speaks for the languages that are written with it, the more the fewer there are,
    and against every other, at most `_MOST` times each.
    """
    words, scores = _evidence(sample)
    points = dict.fromkeys(among or (), 0.0) | {
        code: score for code, score in scores.items() if among is None or code in among
    }
    best, second, *_ = *sorted(points.values(), reverse=True), 0.0, 0.0
    if best - second < _CERTAIN:
        alphabets = read("letters")
        for code in alphabets if among is None else among:
            points.setdefault(code, 0.0)
        for letter, count in sorted(Counter(sample.lower()).items()):
            users = [code for code in points if letter in alphabets.get(code, "")]
            if not users or letter.isascii():
                continue
            times = min(count, _MOST)
            for code in points:
                if code in users:
                    points[code] += times * _FOR / len(users)
                elif code in alphabets:
                    points[code] -= times * _AGAINST
        for code, typical in _TYPICAL.items():
            if code in points and not any(letter in sample for letter in typical):
                points[code] -= _AGAINST
        _add_shapes(sample, points)
        best = max(points.values(), default=0.0)
    found = min([code for code, score in points.items() if score == best], default="und")
    return found if best > 0 and best >= _LEAST * words else "und"


def _add_shapes(sample: str, points: dict[str, float]) -> None:
    """Give points for the shapes of a text's words, such as endings, to the languages they are of.

    These are languages with few function words, and neighbours that share most of them.
    """
    text = f"_{'_'.join(_WORD.findall(sample.lower()))}_"
    for shape, users in _shapes().items():
        if shape in text:
            times = min(text.count(shape), _MOST)
            for code in users:
                if code in points:
                    points[code] += times * _SHAPED / len(users)


@cache
def _shapes() -> dict[str, tuple[str, ...]]:
    """Return the shapes of words, with the languages that have them; "_" is where a word ends."""
    users: defaultdict[str, list[str]] = defaultdict(list)
    for code, shapes in read("shapes").items():
        for shape in shapes.split():
            users[shape].append(code)
    return {shape: tuple(codes) for shape, codes in users.items()}


def _best(sample: str, among: frozenset[str] | None, ahead: float) -> str:
    """Return the language with the most points, at least `ahead` more than any other."""
    if core.compiled and among is None:
        words, found, best, second = core.native.leader(sample.lower(), _native_speakers())
        ahead_enough = best > 0.0 and best >= _LEAST * words and best - second >= ahead
        return found if ahead_enough else "und"
    words, scores = _evidence(sample)
    if among is not None:
        scores = {code: score for code, score in scores.items() if code in among}
    if not scores:
        return "und"
    best = max(scores.values())
    found = min([code for code, score in scores.items() if score == best])
    del scores[found]
    lead = best - max(scores.values(), default=0.0)
    return found if best >= _LEAST * words and lead >= ahead else "und"


def _evidence(sample: str) -> tuple[int, dict[str, float]]:
    """Return how many words a text has, and how much they speak for each language."""
    if core.compiled:
        return core.native.evidence(sample.lower(), _native_speakers())
    words = _words(sample)
    speakers, weights = _speakers()
    scores: defaultdict[str, float] = defaultdict(float)
    for codes in filter(None, map(speakers.get, words)):
        points = weights[len(codes)]
        for code in codes:
            scores[code] += points
    return len(words), scores


def _words(sample: str) -> list[str]:
    """Return the words of a text in lower case."""
    sample = sample.lower()
    if not sample.isascii():
        return _LETTERS.findall(sample.replace("’", "'"))
    # What the pattern finds in ASCII, at a quarter of its cost.
    sample = " " + sample.translate(_SPACES)
    while " '" in sample or " -" in sample:
        sample = sample.replace(" '", "  ").replace(" -", "  ")
    return sample.split()


@cache
def _listed() -> dict[str, str]:
    """Return the words that speak for each language, by code: the first of equals has the lead."""
    lists = (read("stopwords"), read("telling"))
    codes = sorted({code for each in lists for code in each})
    words = {code: " ".join(each.get(code, "") for each in lists).split() for code in codes}
    return {code: " ".join(dict.fromkeys(each)) for code, each in words.items()}


@cache
def _speakers() -> tuple[dict[str, list[str]], list[float]]:
    """Return the languages each function word speaks for, and its weight by their number."""
    speakers: defaultdict[str, list[str]] = defaultdict(list)
    listed = _listed()
    for code, words in listed.items():
        for word in words.split():
            speakers[word].append(code)
    return dict(speakers), _weights(len(listed))


@cache
def _native_speakers() -> _core.Speakers:
    """Return the same for the compiled core."""
    listed = _listed()
    words = tuple([" ".join(words.split()) for words in listed.values()])
    return core.native.speakers(tuple(listed), words, tuple(_weights(len(listed))))


def _weights(count: int) -> list[float]:
    """Return the weight of a word by how many of so many languages it speaks for."""
    steps = [log(1 + count / n) / log(1 + count) for n in range(1, count + 1)]
    # Few enough binary places that sums are exact, whatever the order of the words.
    return [0.0, *(round(step * 2**30) / 2**30 for step in steps)]

"""Detect the language of a text offline: by its script, or else by its function words.

Each stop word of a language (``data/stopwords.json``) gives it points; a word counts more if fewer
languages have it (inverse language frequency). Only the first `_SAMPLE` characters count, or fewer
if one language is far ahead earlier. A language needs points in proportion to the number of words;
otherwise the answer is "und".
"""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from functools import cache
from math import log
from typing import TYPE_CHECKING

from summkit import core
from summkit.datafiles import read_data
from summkit.patterns import regex

if TYPE_CHECKING:
    from summkit import _core

# Number of characters, about 160 words: enough for all pairs of languages with different function
# words.
_SAMPLE = 1000
# Number of characters, about 50 words. On the articles of benchmarks/detect.md, a language that
# leads by `_AHEAD` points after these words also leads at the end.
_GLANCE = 300
_AHEAD = 5.0
# Minimum number of points per word. Agglutinating languages (Xhosa, Turkish) reach 0.08 and more,
# most others 0.3 and more.
_LEAST = 0.05

# For letters: maximum number of occurrences that count; points that the languages with the letter
# share; points that a language without the letter loses.
_MOST, _FOR, _AGAINST = 3, 1.5, 1.0
_SHAPED = 0.2  # points of a word's shape, which the languages with the shape share

# Letters that almost every text of a language contains and that a related alphabet lacks.
_TYPICAL = {
    "az": "ə", "kk": "қғңі", "ky": "ң", "be": "іў", "uk": "ії", "ps": "ډښړټځېۍ",
    "gl": "xñ", "fi": "ä", "et": "äõüö", "cs": "ěřůýíáé", "sk": "ľôťýíáé",
}  # fmt: skip

# For `recognise`: minimum lead in points of a certain language; maximum points by which English may
# be below the best language and still be assumed.
_CERTAIN = 1.5
_NEAR = 1.0

# A word with its combining marks, apostrophes and hyphens: "aujourd'hui".
_LETTERS = regex(
    r"[^\W\d_]+(?:[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0900-\u109f\u135d-\u135f'’-]+[^\W\d_]*)*"
)

_WORD = regex(r"[^\W\d_]+")  # a run of letters

_SPACES = {code: " " for code in range(128) if not (chr(code).isalpha() or chr(code) in "'-")}
_NO_LETTERS = bytes(code for code in range(128) if not chr(code).isalpha())

# Last code point of each block of Unicode, in order, and its script; "" for no particular script.
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

# Languages of a script, the most likely first; a script with a single language decides alone.
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

    The function is deterministic, works offline, and reads only the beginning of the text.
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
    """Return the common language of some short texts, and whether it is certain.

    Headlines contain few function words, and words such as "a" and "by" also are Czech. A language
    is certain if it leads by `_CERTAIN` points. Otherwise English is assumed if it is close to the
    best, since most scored texts are English; else the best is returned. In a test with sets of
    five headlines, one of 300 English sets was certain and wrong (`detect`: 26) and none of 1,080
    in other languages; the numbers of sets that were uncertain and wrong were 0 and 100.
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
    """Return True if most letters certainly are Latin; False if the letters must be counted."""
    if sample.isascii():
        return True
    plain = sample.encode("ascii", "ignore")
    # No letter of another script counts more than three times in `_script`.
    return len(plain.translate(None, _NO_LETTERS)) > 3 * (len(sample) - len(plain))


def _script(sample: str) -> str | None:
    """Return the script of most letters.

    A text of many Han characters with some kana is Japanese.
    """
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
    # A character of these scripts corresponds to most of a word.
    counts["han"] *= 3
    counts["hangul"] *= 2
    best = max(counts, key=lambda name: (counts[name], name))
    return best if counts[best] else None


def _by_words(sample: str, among: frozenset[str] | None) -> str:
    """Return the most likely language by its words; if they do not decide, by its letters.

    `among` contains the candidates; None allows every language.
    """
    if among is None and len(sample) > _GLANCE:
        found = _best(sample[:_GLANCE], None, _AHEAD)
        if found != "und":
            return found
    if sample.isascii() and len(sample) > _GLANCE:
        return _best(sample, among, 0.0)
    return _by_letters(sample, among)


def _by_letters(sample: str, among: frozenset[str] | None) -> str:
    """Return the language of a text that may be short, by its words, or else by its letters.

    A letter gives points to the languages that are written with it, more if they are fewer, and
    takes points from all others. At most `_MOST` occurrences of a letter count.
    """
    words, scores = _evidence(sample)
    points = dict.fromkeys(among or (), 0.0) | {
        code: score for code, score in scores.items() if among is None or code in among
    }
    best, second, *_ = *sorted(points.values(), reverse=True), 0.0, 0.0
    if best - second < _CERTAIN:
        alphabets = read_data("language", "letters")
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
    found = _first(points, best)
    return found if best > 0 and best >= _LEAST * words else "und"


def _add_shapes(sample: str, points: dict[str, float]) -> None:
    """Add points for the shapes of a text's words, such as endings, to the languages with them.

    Only languages with few function words, and related languages that share most of their function
    words, have shapes.
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
    """Return the languages of each shape of words; "_" marks the edge of a word."""
    users: defaultdict[str, list[str]] = defaultdict(list)
    for code, shapes in read_data("language", "shapes").items():
        for shape in shapes.split():
            users[shape].append(code)
    return {shape: tuple(codes) for shape, codes in users.items()}


def _best(sample: str, among: frozenset[str] | None, ahead: float) -> str:
    """Return the language with the most points, at least `ahead` more than any other."""
    if core.compiled and among is None and ahead > 0.0:
        words, found, best, second = core.native.leader(sample.lower(), _native_speakers())
        ahead_enough = best > 0.0 and best >= _LEAST * words and best - second >= ahead
        return found if ahead_enough else "und"
    words, scores = _evidence(sample)
    if among is not None:
        scores = {code: score for code, score in scores.items() if code in among}
    if not scores:
        return "und"
    best = max(scores.values())
    found = _first(scores, best)
    del scores[found]
    lead = best - max(scores.values(), default=0.0)
    return found if best >= _LEAST * words and lead >= ahead else "und"


def _first(points: dict[str, float], best: float) -> str:
    """Return a language with the most points: English, or else the first code; "und" if none.

    Most texts with words of many languages are English: "on" also is Catalan, Czech and Croatian.
    """
    return min(
        (code for code, score in points.items() if score == best),
        key=lambda code: (code != "en", code),
        default="und",
    )


def _evidence(sample: str) -> tuple[int, dict[str, float]]:
    """Return the number of words of a text, and the points of each language."""
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
    # In ASCII this finds the same words as the pattern, in a quarter of the time.
    sample = " " + sample.translate(_SPACES)
    while " '" in sample or " -" in sample:
        sample = sample.replace(" '", "  ").replace(" -", "  ")
    return sample.split()


@cache
def _listed() -> dict[str, str]:
    """Return the words that give points to each language, by code in alphabetical order.

    Of languages with equal points, the first code counts.
    """
    lists = (read_data("language", "stopwords"), read_data("language", "telling"))
    codes = sorted({code for each in lists for code in each})
    words = {code: " ".join(each.get(code, "") for each in lists).split() for code in codes}
    return {code: " ".join(dict.fromkeys(each)) for code, each in words.items()}


@cache
def _speakers() -> tuple[dict[str, list[str]], list[float]]:
    """Return the languages of each function word, and a word's weight by their number."""
    speakers: defaultdict[str, list[str]] = defaultdict(list)
    listed = _listed()
    for code, words in listed.items():
        for word in words.split():
            speakers[word].append(code)
    return dict(speakers), _weights(len(listed))


@cache
def _native_speakers() -> _core.Speakers:
    """Return the same values as `_speakers` for the compiled core."""
    listed = _listed()
    words = tuple([" ".join(words.split()) for words in listed.values()])
    return core.native.speakers(tuple(listed), words, tuple(_weights(len(listed))))


def _weights(count: int) -> list[float]:
    """Return the weight of a word by the number of languages, of `count`, that have it."""
    steps = [log(1 + count / n) / log(1 + count) for n in range(1, count + 1)]
    # Rounded to few binary places, so that sums are exact in any order of the words.
    return [0.0, *(round(step * 2**30) / 2**30 for step in steps)]

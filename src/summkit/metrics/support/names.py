"""Names in a text, recognised by capitals, and the folded form in which names are compared."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from summkit.datafiles import read_data
from summkit.language import Language

_TOKEN = re.compile(r"(?:[^\W\d_]\.){2,}[^\W\d_]?(?!\w)|[^\W_]+(?:['’ʼ&·‐‑./-][^\W_]+)*")
_WORDS = re.compile(r"[^\W_]+")
# Text before a word whose capital may be due to the beginning of a sentence.
_OPENS = re.compile(r"(?:^|[.!?:;…|]\s{1,2}|[\n\"“«„‘(\[•*]\s?|(?:^|\s)'|\s[-–—]\s?)\Z")
_ACCENTS = re.compile(r"[\u0300-\u036f]")
_POSSESSIVE = re.compile(r"['’ʼ](?:s|S)?$")
# Languages in which every noun has a capital.
_CAPITAL_NOUNS = frozenset({"de", "lb"})
# Languages in which accents distinguish words, so that they are not deleted.
_ACCENTED = frozenset({"vi"})


class Word(NamedTuple):
    """A word, its place, and its folded form for comparison."""

    text: str
    start: int
    end: int
    key: str


class Name(NamedTuple):
    """A run of words that is a name, or a possible name if `sure` is False."""

    start: int
    end: int
    key: str
    sure: bool


def tokens(text: str, code: str) -> list[Word]:
    """Return the words of a text; "U.S.", "Covid-19" and "O'Brien" are one word each."""
    return [
        Word(match.group(), *match.span(), fold(match.group(), code))
        for match in _TOKEN.finditer(text)
    ]


def fold(word: str, code: str) -> str:
    """Return a word in the form for comparing names: without case, accents, possessive or dots."""
    word = _POSSESSIVE.sub("", word).replace("’", "'").rstrip(".'")
    if "." in word and not any(character.isdigit() for character in word):
        word = word.replace(".", "")
    return fold_text(word, code)


def fold_text(text: str, code: str) -> str:
    """Return a text in lower case and without accents (except in Vietnamese)."""
    text = text.lower()
    if text.isascii():
        return text
    # The small form of the Turkish dotted capital, and the sigma at the end of a word.
    text = text.replace("i\u0307", "i").replace("ς", "σ")
    if code in _ACCENTED:
        return text
    return unicodedata.normalize("NFC", _ACCENTS.sub("", unicodedata.normalize("NFKD", text)))


def words_of(text: str, code: str) -> list[str]:
    """Return the folded words of a text, split at hyphens and apostrophes."""
    return _WORDS.findall(fold_text(text, code))


def capitals(words: Sequence[Word], language: Language) -> str:
    """Return how a text uses capitals.

    "nouns" (German: every noun), "all" (A HEADLINE IN CAPITALS), "title" (Every Word Has One), or
    "sentence": only names and the first word of a sentence. In "all" and "title" a capital does
    not distinguish names.
    """
    if language.code in _CAPITAL_NOUNS:
        return "nouns"
    if in_capitals(words):
        return "all"
    cased = [word.text for word in words if word.text[0].isalpha()]
    telling = [
        text
        for text in cased[1:]
        if text[0].upper() != text[0].lower() and text.lower() not in language.stop_words
    ]
    small = sum(text[0].islower() for text in telling)
    return "title" if len(telling) > 2 and small * 5 <= len(telling) else "sentence"


def in_capitals(words: Sequence[Word]) -> bool:
    """Return whether most words of a text are WRITTEN LIKE THIS."""
    cased = [word.text for word in words if word.text[0].isalpha()]
    upper = sum(text.isupper() for text in cased)
    return upper >= 2 and upper * 10 >= len(cased) * 6


@cache
def word_list(kind: str) -> frozenset[str]:
    """Return one of the word lists in names.json of this room or of cohesion, folded."""
    room = "cohesion" if kind in ("calendar", "joiners") else "metrics/support"
    return frozenset(fold_text(word, "") for word in read_data(room, "names")[kind].split())


@cache
def aliases() -> dict[str, tuple[str, ...]]:
    """Return for each folded name the other forms that support it, as they occur in a text.

    In the data, forms after ">" support the names before it, but not the reverse: an article on
    London is about Britain.
    """
    table: dict[str, list[str]] = {}
    for group in read_data("metrics/support", "names")["aliases"]:
        same = group.partition(">")[0].split("|")
        forms = [" ".join(words_of(form, "")) for form in group.replace(">", "|").split("|")]
        for form in same:
            table.setdefault(" ".join(fold(word, "") for word in form.split()), []).extend(forms)
    return {name: tuple(dict.fromkeys(forms)) for name, forms in table.items()}


def opens_sentence(text: str, start: int) -> bool:
    """Return whether the capital of the word at `start` may be due to a sentence or quotation."""
    return bool(_OPENS.search(text, max(0, start - 4), start))


def is_listed(language: Language) -> bool:
    """Return whether there is a list of ordinary words for a language."""
    return bool(_ordinary(language))


@cache
def _ordinary(language: Language) -> frozenset[str]:
    listed = read_data("metrics/support", "ordinary").get(language.code, "").split()
    return frozenset(language.stem(listed)) if listed else frozenset()


def names(text: str, words: Sequence[Word], taken: bytearray, language: Language) -> Iterator[Name]:
    """Yield the names of a text, in order.

    Parameters
    ----------
    text, words
        The text and its `tokens`.
    taken
        One byte per character of the text: not 0 if it belongs to a number or date.
    """
    style = capitals(words, language)
    run: list[Word] = []
    sure = True
    for place, word in enumerate(words):
        adjoins = bool(run) and text[run[-1].end : word.start] in (" ", " & ", "-")
        # Within a name, a joining word such as "de" continues the name.
        if adjoins and word.text.islower() and word.key in word_list("joiners"):
            run.append(word)
            continue
        acronym = style != "all" and len(word.key) > 1 and word.text.isupper()
        opens = style != "sentence" or opens_sentence(text, word.start)
        unsure = opens and not acronym and style != "nouns"
        named = _may_be_name(word, text, taken) and not (
            unsure and is_ordinary(word, style, language) and not _begins_known_name(words, place)
        )
        if run and not (named and adjoins):
            yield from _finish_name(run, sure, style, language)
            run, sure = [], True
        if named:
            run.append(word)
            sure = sure and not unsure
    yield from _finish_name(run, sure, style, language)


def _may_be_name(word: Word, source: str, taken: bytearray) -> bool:
    text, key = word.text, word.key
    if not (text[0].isupper() or (text[0].isdigit() and any(map(str.isupper, text)))):
        return False
    if len(key) < 2 or any(key in word_list(kind) for kind in ("titles", "wire", "calendar")):
        return False
    # <ACME>: the ticker symbol in an agency report.
    if source[word.start - 1 : word.start] == "<" and source[word.end : word.end + 1] == ">":
        return False
    return not any(taken[word.start : word.end])


def is_ordinary(word: Word, style: str, language: Language) -> bool:
    """Return whether every part of a word is ordinary. Then its capital does not show a name."""
    common = _ordinary(language)
    if not common:
        return style != "sentence"
    parts = _WORDS.findall(_POSSESSIVE.sub("", word.text.lower()))
    return all(
        part in language.stop_words or part.isdigit() or language.stem([part])[0] in common
        for part in parts
    )


def _begins_known_name(words: Sequence[Word], place: int) -> bool:
    """Return whether a word and the next word form a known name: "United States"."""
    return " ".join(word.key for word in words[place : place + 2]) in aliases()


def _finish_name(run: list[Word], sure: bool, style: str, language: Language) -> Iterator[Name]:
    while run and run[-1].text.islower():
        run.pop()
    # A single German noun may be anything, and so may the first word of a sentence in a language
    # without a word list. An acronym is a name.
    vague = style == "nouns" or not (sure or _ordinary(language))
    alone = vague and len(run) == 1 and not (run[0].text.isupper() and len(run[0].key) > 1)
    if run and not alone:
        end = run[-1].start + len(_POSSESSIVE.sub("", run[-1].text))
        yield Name(run[0].start, end, " ".join(word.key for word in run), sure)

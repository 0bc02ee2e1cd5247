"""Parts of a printed sentence that no editor prints: a dateline, a ticker symbol.

A sentence is printed without these parts: the place and the agency before it, the source in
brackets, dashes and bullets, a ticker symbol, and a standfirst that lost its line end and runs into
the first sentence. Each part is recognised by its form alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from summkit.cohesion.labels import labels_of
from summkit.document import Document
from summkit.patterns import regex
from summkit.reading.cleaning.dateline import split_dateline
from summkit.shortening.parsing.tokens import SYMBOL

_LEAST = 4  # minimum words that must remain
_HEADING_WORDS, _HEADING_LETTERS = 2, 12  # minimum words and letters of a heading in capitals
_ABBREVIATION = 4  # maximum letters of an abbreviation
_STANDFIRST = 6  # minimum words of a standfirst, and of the sentence after it
_SIGNS = regex(r"[-–—•*·|>»›]+\s+(?=\S)")
_ZONE = "(?: ?[ap]\\.?m\\.?)?(?: (?:GMT|BST|CET|CEST|EST|EDT|ET|UTC|PT|IST))"
_STAMP = regex(
    rf"(?:\d{{1,2}}[.:]\d\d(?:{_ZONE}| ?[ap]\.?m\.?|(?=\s*[–—|]))|\d{{1,2}}:\d\d)"
    r"\s*[:–—|-]?\s+(?=[\"“‘']?[^\W\d_a-z])(?!Uhr\b|Euro\b|Prozent\b|Milli|Mrd|Mio)"
)
"""The time before an entry of a live blog: "11.42am GMT The bridge is closed"."""
# "(The Daily Post)The skies": the brackets contain a name, and the sentence begins after them.
_SOURCE = regex(
    r"\((?:[^\W\d_a-z][\w.&'’-]*)(?:\s(?:of|the|and|&|[^\W\d_a-z][\w.&'’-]*)){0,4}\)\s?"
)
_MARKS = frozenset('"“”„«»')
_OPENS = regex(r"[\"“‘'«]?[^\W\d_a-z]")
_TICKER = regex(
    r"\s*<(?:[A-Z0-9]{1,8}(?:[.=/-][A-Z0-9]{1,4})?)>"
    r"|\s*\((?:[A-Z]{2,5}\.[A-Z]{1,2}|(?:NYSE|NASDAQ|Nasdaq|AMEX|LSE|LON|TSX|ASX|AIM|OTC|FTSE|ETR|EPA)"
    r"(?:\s\w+)?\s?:\s?[A-Z][A-Z.]{0,5})\)"
)
_BARE = regex(rf"(?:(?<!\S)[^\W\d_a-z][\w&'’.-]*|&)(?P<symbol>\s{SYMBOL}(?![\w.]))")
"""A symbol without brackets after a name: "Brill & Co. BRL.OB"."""
_HERE = regex(
    r"\b(?:meeting|court|traders|dealers|sources|officials|bankers|analysts|conference|talks|diplomats"
    r"|brokers|economists|spokesman|spokeswoman|headquarters|hearing|trial|summit|speech|interview)"
    r"(?P<here> here)(?=\.?$|,| (?:said|says|told|that|on|in|to|for|with|after|late|early|next|last"
    r"|this|yesterday|today|estimated?s?|expect(?:ed|s)?|reported)\b)"
)
"""A "here" that refers to the place of the dateline, which is not printed: "traders here said"."""
_ANGLES = regex(r"<(?=[^\W\d_a-z])([^<>]{2,60})>")
_NAME = regex(r"[^\W\d_a-z][\w’'-]+ [^\W\d_a-z][\w’'-]+")
_ACTS = regex(r" (?:\w+s|\w+ed|has|had|was|will|told|won|took|made|found|gave) ")
BEGINNINGS = frozenset(
    "The A An It He She They In On At But And When After If His Her There This These We".split()
)
"""Words that often begin a sentence."""
CLASSES = frozenset(
    "vitamin hepatitis influenza group type grade plan class category section level list series"
    " serie team division pool option party side tier schedule block zone strain flu exhibit route"
    " is was as of in for with and or to from by called named titled novel film book play song"
    " album show single".split()
)
"""Words after which "A" or a title may follow: "vitamin A", "her novel The Long Night"."""
_WORD = regex(r"[^\W_]+(?:['’-][^\W_]+)*")


class Trimmed(NamedTuple):
    """The printed parts of a sentence.

    Attributes
    ----------
    runs
        (start, end) in the sentence of each printed stretch.
    kinds
        The kinds of the deleted parts, in order.
    """

    runs: tuple[tuple[int, int], ...]
    kinds: tuple[str, ...]


def trimmed(document: Document, index: int) -> Trimmed | None:
    """Return the printed parts of a sentence; None if the whole sentence is printed."""
    text = document.sentences[index].text
    start, kinds = front(document, index)
    gone = [(0, start)] if start else []
    for kind, first, last in _inside(text, start):
        gone.append((first, last))
        kinds.append(kind)
    if not gone:
        return None
    runs, place = [], 0
    for first, last in gone:
        if first > place:
            runs.append((place, first))
        place = max(place, last)
    runs.append((place, len(text)))
    runs = [(a, b) for a, b in runs if text[a:b].strip()]
    if sum(len(text[a:b].split()) for a, b in runs) < _LEAST:
        return None
    return Trimmed(tuple(_stripped(text, *run) for run in runs), tuple(dict.fromkeys(kinds)))


def front(document: Document, index: int) -> tuple[int, list[str]]:
    """Return the offset after a dateline or similar parts, and the kinds of these parts."""
    text = document.sentences[index].text
    place, kinds = 0, []
    if signs := _SIGNS.match(text):
        place = signs.end()
        kinds.append("sign")
    if label := labels_of(document).ends.get(index, 0) if not place else 0:
        place = label
        kinds.append("label")
    elif stamp := _STAMP.match(text, place):
        place = stamp.end()
        kinds.append("stamp")
    rest = split_dateline(text[place:])[2]
    if len(rest) < len(text) - place:
        place = text.rindex(rest)
        kinds.append("dateline")
    source = _SOURCE.match(text, place)
    if source and _OPENS.match(text, source.end()) and not text.endswith(")"):
        place = source.end()
        kinds.append("source")
    if index and (heading := _heading(document, text, place)):
        place = heading
        kinds.append("heading")
    if index == 0 and document.language.code == "en":
        joint = standfirst(document, text, place)
        if joint:
            place = joint
            kinds.append("standfirst")
    return (place, kinds) if len(text[place:].split()) >= _LEAST else (0, [])


def _heading(document: Document, text: str, start: int) -> int:
    """Return the offset of a sentence after a heading in capitals that runs into it; 0 without one.

    "HOW IT ALL STARTED The first prizes were awarded in 1929." A last short word in capitals may
    be an abbreviation that belongs to the sentence: "THE ANSWER OF MARL EU ministers met."
    """
    if not text[start : start + 2].isupper():
        return 0
    words = list(_WORD.finditer(text, start))
    count = 0
    while count < len(words) and words[count][0].isupper() and words[count][0].isalpha():
        count += 1
    if not 0 < count < len(words) or not words[count][0][:1].isupper() or words[count][0].isupper():
        return 0
    if text[words[count - 1].end() : words[count].start()].strip("\"“”«»!?’' "):
        return 0  # before a colon is a speaker or a label
    last = words[count - 1][0]
    if len(last) <= _ABBREVIATION and last.lower() not in document.language.stop_words:
        count -= 1
    letters = sum(len(word[0]) for word in words[:count])
    if count < _HEADING_WORDS or letters < _HEADING_LETTERS:
        return 0
    place = words[count].start()
    while text[place - 1] in '"“‘«':
        place -= 1
    return place


def standfirst(document: Document, text: str, start: int = 0) -> int:
    """Return the offset of the first sentence after a standfirst that runs into it; 0 without one.

    A standfirst is about the same story, so that it shares a word with the sentence.
    """
    words = list(_WORD.finditer(text, start))
    for number, name in _joints(text, words):
        head, tail = words[:number], words[number:]
        if len(head) < _STANDFIRST or len(tail) < _STANDFIRST:
            continue
        shared = len(_terms(document, head) & _terms(document, tail))
        # "The Long Night" may be a title.
        if name or shared > (len(tail) > 1 and tail[1][0][0].isupper()):
            place = words[number].start()
            while text[place - 1] in "\"“‘'":
                place -= 1
            return place
    return 0


def _joints(text: str, words: list[re.Match[str]]) -> Iterator[tuple[int, bool]]:
    """Yield the words that may begin a sentence inside a text, and whether they begin a name."""
    names: set[str] = set()
    for number, word in enumerate(words[1:-2], 1):
        if "a" <= word[0][0] <= "z":
            continue  # neither a name nor one of `BEGINNINGS`
        before = words[number - 1]
        between = text[before.end() : word.start()]
        name = _NAME.match(text, word.start())
        if between.strip("’'”\" ") == "" and between.endswith(" "):
            if (
                word[0] in BEGINNINGS
                and before[0].islower()
                and before[0] not in CLASSES
                and words[number + 1][0] not in ("and", "or")
            ):
                yield number, False
            elif (
                name
                and name[0] in names
                and not before[0].islower()
                and _ACTS.match(text, name.end())
            ):
                yield number, True
        if name and words[number - 1][0].islower() and words[number - 1][0] != "the":
            names.add(name[0])


def _terms(document: Document, words: list[re.Match[str]]) -> set[str]:
    language = document.language
    lower = [word[0].lower() for word in words]
    listed = [word for word in lower if word not in language.stop_words and len(word) > 2]
    return set(language.stem(listed))


def _inside(text: str, start: int) -> Iterator[tuple[str, int, int]]:
    """Yield (kind, start, end) of the symbols inside a sentence that are not printed."""
    found = []
    if " here" in text and _MARKS.isdisjoint(text):
        found = [("here", *match.span("here")) for match in _HERE.finditer(text, start)]
    if "<" not in text and "(" not in text and "." not in text[:-1]:
        yield from found
        return
    found += [("ticker", *match.span()) for match in _TICKER.finditer(text, start)]
    found += [("ticker", *match.span("symbol")) for match in _BARE.finditer(text, start)]
    taken = {first + text[first:].index("<") for _, first, _ in found if "<" in text[first:]}
    for match in _ANGLES.finditer(text, start):
        if match.start() not in taken:
            found.append(("angle", match.start(), match.start() + 1))
            found.append(("angle", match.end() - 1, match.end()))
    yield from sorted(found, key=lambda each: each[1:])


def _stripped(text: str, first: int, last: int) -> tuple[int, int]:
    while first < last and text[first].isspace():
        first += 1
    while last > first and text[last - 1].isspace():
        last -= 1
    return first, last

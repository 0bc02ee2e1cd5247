"""Recognise texts that an interface or a CMS truncated, and remove their marks."""

from __future__ import annotations

import re
from typing import NamedTuple

from summkit.patterns import regex

# "... [+1234 chars]": NewsAPI; "... [1234 chars]": GNews.
_COUNT = regex(
    r"\s*(?:…|\.{3})?\s*\[\s*\+?\s*(\d[\d,. ]{0,12})\s*(?:more\s+)?"
    r"(?:chars?|characters|words|Zeichen|caractères|caracteres|caratteri)\s*\]\s*$",
    re.IGNORECASE,
)
# Other marks of truncation: "[...]", "(more)", "... Continue reading the full story".
_MORE = regex(
    r"\s*(?:\[\s*(?:…|\.{3})\s*\]|\((?:more|weiter|suite)\s*(?:…|\.{3})?\)"
    r"|(?:…|\.{3})\s*(?:(?:read|continue)\s+(?:more|reading|on|the full (?:story|article))|"
    r"weiterlesen|mehr|lire la suite|leer más|seguir leyendo|ler mais|leggi tutto|läs mer|les mer|"
    r"læs mere|lees verder|lees meer|czytaj dalej|読む)\b[^.\n]{0,120})\s*$",
    re.IGNORECASE,
)
# The line that WordPress adds to feeds: "The post Fire in port appeared first on The Echo."
_FEED_TAIL = regex(
    r"\s*(?:The post\s[^\n]{1,400}\s(?:appeared first on|first appeared on)\s[^\n]{1,200}"
    r"|Der Beitrag\s[^\n]{1,400}\serschien zuerst auf\s[^\n]{1,200}"
    r"|L[’']article\s[^\n]{1,400}\sest apparu en premier sur\s[^\n]{1,200}"
    r"|(?:La entrada|El artículo)\s[^\n]{1,400}\s(?:se publicó primero|apareció primero) en\s"
    r"[^\n]{1,200})\s*$"
)
_ELLIPSIS = regex(r"\s*(?:…|\.{3})\s*$")  # " ..."
_END = regex(r"[.!?。！？।؟]+[\"'”’»)\]」』]*(?=\s|$)|[。！？」』]|\n\s*\n")  # '."', a blank line
# A full stop that ends an abbreviation, no sentence: "Dr.", "J.", "a.m."
_ABBREVIATED = regex(
    r"(?:^|[\s(\"'“‘])(?:[A-Za-zÀ-ž]|Dr|Mr|Mrs|Ms|Mx|St|Prof|Gen|Sen|Rep|Gov|Lt|Col|Sgt|Capt|Maj|"
    r"Rev|Hon|Jr|Sr|vs|No|Nr|Inc|Co|Corp|Ltd|Bros|approx|ca|bzw|etc|z\.B|u\.a|d\.h|[A-Z]\.[A-Z]|"
    r"a\.m|p\.m|Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec|Mme|Mlle|Sra?|Dra?)\.$"
)


# Notes instead of a text: "[Removed]", "Only available in paid plans".
_WITHHELD = regex(
    r"\[(?:removed|deleted|redacted)\]"
    r"|(?:content )?only available (?:in|on|for) [^.]{0,60}plans?\.?",
    re.IGNORECASE,
)
_LONGEST_NOTICE = 120  # characters
_TAIL = 400  # number of last characters that may contain a mark
_LEAST = 20  # number of characters of a dek that are compared with the body
_EXCERPT = 55  # number of words of an excerpt that WordPress makes
_WORD = regex(r"\w+")  # a run of letters and digits
# Words that cannot end a phrase.
_GOES_ON = frozenset(
    "a an the of in on at to by for from with and or but as than that when while who which is are"
    " was were be has have had will would can could may their its his her this these"
    " der die das den dem des ein eine einen einem einer und oder aber dass von im in mit für auf"
    " bei zu zum zur als wenn ist sind war wird hat le la les un une des du de et ou que qui dans"
    " avec pour sur par au aux est sont el los las una y o en con por para del al es son il lo gli"
    " e di da che per het een van op voor met door aan".split()
)
_TAIL_OF_FEED = 700  # characters
_SIGNS_OF_FEED = (" on ", " zuerst auf ", " en premier sur ", " primero en ")


class CutOff(NamedTuple):
    """A text that its source truncated.

    Attributes
    ----------
    whole
        The complete sentences of the text; "" if not even the first is complete.
    rest
        The beginning of the incomplete sentence.
    shown
        The whole text without the mark.
    mark
        The mark of truncation.
    """

    whole: str
    rest: str
    shown: str
    mark: str


def whole_sentences(text: str) -> CutOff | None:
    """Return the parts of a truncated text, or None if the text is not truncated.

    Only a mark at the end shows a truncation: a number of missing characters, "[...]", or an
    invitation to continue reading.
    """
    tail = text[-_TAIL:]
    if not any(sign in tail for sign in ("…", "...", "]", "(more", "(weiter", "(suite")):
        return None
    match = _COUNT.search(tail) or _MORE.search(tail)
    if match is None:
        return None
    start = len(text) - len(tail) + match.start()
    mark = text[start:].strip()
    # The dots of the mark stay in `shown`, to show that the text continues.
    dots = re.match(r"…|\.{3}", mark)
    shown = text[:start].rstrip()
    end = 0
    for stop in _END.finditer(shown):
        blank = stop.group().isspace()
        if blank or not _ABBREVIATED.search(shown[max(0, stop.start() - 12) : stop.start() + 1]):
            end = stop.start() if blank else stop.end()
    whole, rest = shown[:end], shown[end:].strip()
    return CutOff(whole, rest, f"{shown}{dots[0] if dots else '…'}", mark)


def is_withheld(text: str) -> bool:
    """Return whether a text is only a note that the source withholds the text: "[Removed]"."""
    return len(text) < _LONGEST_NOTICE and _WITHHELD.fullmatch(text.strip()) is not None


def without_feed_tail(text: str) -> str:
    """Return a text without "The post ... appeared first on ...", which WordPress adds to feeds."""
    head, tail = text[:-_TAIL_OF_FEED], text[-_TAIL_OF_FEED:]
    if not any(sign in tail for sign in _SIGNS_OF_FEED):
        return text
    return head + _FEED_TAIL.sub("", tail)


def is_automatic(dek: str, body: str) -> bool:
    """Return whether a CMS took a dek from the body's beginning, so that no editor wrote it."""
    return _COUNT.search(dek) is not None or _MORE.search(dek) is not None or _is_opening(dek, body)


def editors_dek(dek: str, body: str) -> str | None:
    """Return a dek without a mark of truncation, or None if a machine copied it from the body.

    WordPress takes the first 55 words of a body as excerpt. If a dek is shorter and its words are
    not the beginning of the body, an editor wrote it and a machine added the mark. Its complete
    sentences are returned, or a line without a full stop that does not end in the middle of a
    phrase.
    """
    found = whole_sentences(dek)
    if found is None:
        return None if _is_opening(dek, body) else dek
    shown = _ELLIPSIS.sub("", found.shown)
    if _COUNT.search(dek) or _opens_with(shown, body):
        return found.whole if found.whole and not found.rest else None
    if found.whole:
        return found.whole
    words = shown.split()
    whole = len(words) < _EXCERPT and words[-1].casefold() not in _GOES_ON
    return shown if whole and shown[-1].isalnum() else None


def _is_opening(dek: str, body: str) -> bool:
    """Return whether the body begins with a dek and continues after it."""
    start = " ".join(_ELLIPSIS.sub("", dek).split())
    begun = " ".join(body[: 2 * len(start) + 200].split())
    return len(start) > _LEAST and begun.startswith(start) and len(begun) > len(start)


def _opens_with(shown: str, body: str) -> bool:
    """Return whether the body's opening contains the shown words, except for the last word."""
    words = _WORD.findall(shown.casefold())
    opening = " ".join(_WORD.findall(body[: 4 * len(shown) + _TAIL].casefold()))
    return f" {' '.join(words[:-1] or words)} " in f" {opening} "

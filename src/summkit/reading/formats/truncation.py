"""Texts that an interface or a CMS cut off, and the marks it put there."""

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
_MORE = regex(
    r"\s*(?:\[\s*(?:…|\.{3})\s*\]|\((?:more|weiter|suite)\s*(?:…|\.{3})?\)"
    r"|(?:…|\.{3})\s*(?:(?:read|continue)\s+(?:more|reading|on|the full (?:story|article))|"
    r"weiterlesen|mehr|lire la suite|leer más|seguir leyendo|ler mais|leggi tutto|läs mer|les mer|"
    r"læs mere|lees verder|lees meer|czytaj dalej|読む)\b[^.\n]{0,120})\s*$",
    re.IGNORECASE,
)
_FEED_TAIL = regex(
    r"\s*(?:The post\s[^\n]{1,400}\s(?:appeared first on|first appeared on)\s[^\n]{1,200}"
    r"|Der Beitrag\s[^\n]{1,400}\serschien zuerst auf\s[^\n]{1,200}"
    r"|L[’']article\s[^\n]{1,400}\sest apparu en premier sur\s[^\n]{1,200}"
    r"|(?:La entrada|El artículo)\s[^\n]{1,400}\s(?:se publicó primero|apareció primero) en\s"
    r"[^\n]{1,200})\s*$"
)
_ELLIPSIS = regex(r"\s*(?:…|\.{3})\s*$")
_END = regex(r"[.!?。！？।؟]+[\"'”’»)\]」』]*(?=\s|$)|[。！？」』]|\n\s*\n")
_ABBREVIATED = regex(
    r"(?:^|[\s(\"'“‘])(?:[A-Za-zÀ-ž]|Dr|Mr|Mrs|Ms|Mx|St|Prof|Gen|Sen|Rep|Gov|Lt|Col|Sgt|Capt|Maj|"
    r"Rev|Hon|Jr|Sr|vs|No|Nr|Inc|Co|Corp|Ltd|Bros|approx|ca|bzw|etc|z\.B|u\.a|d\.h|[A-Z]\.[A-Z]|"
    r"a\.m|p\.m|Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec|Mme|Mlle|Sra?|Dra?)\.$"
)


_WITHHELD = regex(
    r"\[(?:removed|deleted|redacted)\]"
    r"|(?:content )?only available (?:in|on|for) [^.]{0,60}plans?\.?",
    re.IGNORECASE,
)
_LONGEST_NOTICE = 120
_TAIL = 400
_LEAST = 20
_EXCERPT = 55  # words of an excerpt that WordPress makes
_WORD = regex(r"\w+")
# Words that a phrase goes on behind.
_GOES_ON = frozenset(
    "a an the of in on at to by for from with and or but as than that when while who which is are"
    " was were be has have had will would can could may their its his her this these"
    " der die das den dem des ein eine einen einem einer und oder aber dass von im in mit für auf"
    " bei zu zum zur als wenn ist sind war wird hat le la les un une des du de et ou que qui dans"
    " avec pour sur par au aux est sont el los las una y o en con por para del al es son il lo gli"
    " e di da che per het een van op voor met door aan".split()
)
_TAIL_OF_FEED = 700
_SIGNS_OF_FEED = (" on ", " zuerst auf ", " en premier sur ", " primero en ")


class CutOff(NamedTuple):
    """A text that its source cut off.

    Attributes
    ----------
    whole
        What is whole of it, up to the end of a sentence; "" if not even the first one is.
    rest
        The beginning of the sentence that is not whole.
    shown
        All of it, without the mark.
    mark
        What says that it is cut off.
    """

    whole: str
    rest: str
    shown: str
    mark: str


def whole_sentences(text: str) -> CutOff | None:
    """Return what is whole of a text that is cut off, or None where it is not.

    Only a mark at the end says that: how many characters are missing, "[...]", or an invitation
    to read on.
    """
    tail = text[-_TAIL:]
    if not any(sign in tail for sign in ("…", "...", "]", "(more", "(weiter", "(suite")):
        return None
    match = _COUNT.search(tail) or _MORE.search(tail)
    if match is None:
        return None
    start = len(text) - len(tail) + match.start()
    mark = text[start:].strip()
    # The dots stay with what is shown: they say that it goes on.
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
    """Whether a text only says that the source does not give it: "[Removed]", a paid plan."""
    return len(text) < _LONGEST_NOTICE and _WITHHELD.fullmatch(text.strip()) is not None


def without_feed_tail(text: str) -> str:
    """Return a text without "The post ... appeared first on ...", which WordPress adds to feeds."""
    head, tail = text[:-_TAIL_OF_FEED], text[-_TAIL_OF_FEED:]
    if not any(sign in tail for sign in _SIGNS_OF_FEED):
        return text
    return head + _FEED_TAIL.sub("", tail)


def is_automatic(dek: str, body: str) -> bool:
    """Whether a dek is the body's beginning, taken by the CMS: not a line that somebody wrote."""
    return _COUNT.search(dek) is not None or _MORE.search(dek) is not None or _begins(dek, body)


def written(dek: str, body: str) -> str | None:
    """Return a dek without the mark that it goes on, or None where a machine took it off the body.

    WordPress cuts an excerpt off the body after 55 words. A shorter one that the body does not
    say was written, and the mark put behind it: it stays as far as its sentences are whole, or
    where it is a line without a stop that does not end in mid-phrase.
    """
    found = whole_sentences(dek)
    if found is None:
        return None if _begins(dek, body) else dek
    shown = _ELLIPSIS.sub("", found.shown)
    if _COUNT.search(dek) or _says(shown, body):
        return found.whole if found.whole and not found.rest else None
    if found.whole:
        return found.whole
    words = shown.split()
    whole = len(words) < _EXCERPT and words[-1].casefold() not in _GOES_ON
    return shown if whole and shown[-1].isalnum() else None


def _begins(dek: str, body: str) -> bool:
    """Whether the body begins with a dek and goes on."""
    start = " ".join(_ELLIPSIS.sub("", dek).split())
    begun = " ".join(body[: 2 * len(start) + 200].split())
    return len(start) > _LEAST and begun.startswith(start) and len(begun) > len(start)


def _says(shown: str, body: str) -> bool:
    """Whether the body's opening says what is shown of a text, its last word aside."""
    words = _WORD.findall(shown.casefold())
    opening = " ".join(_WORD.findall(body[: 4 * len(shown) + _TAIL].casefold()))
    return f" {' '.join(words[:-1] or words)} " in f" {opening} "

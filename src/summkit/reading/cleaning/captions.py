"""Recognise captions: lines that end with the credit of a photographer or an agency."""

from __future__ import annotations

import re

from summkit.patterns import regex
from summkit.reading.cleaning.phrases import phrases
from summkit.reading.cleaning.wrapping import ends_sentence

_CREDIT = regex(r"[\[(（【]([^\[\]()（）【】]{2,60})[\])）】]\.?$")  # "(Jane Doe/AP)"
_TAIL_CREDIT = regex(r"(?:[/|]|©|\(c\))\s?([^/|©.!?\"”]{2,40})$", re.IGNORECASE)  # "| Getty"
_CREDIT_PART = regex(r"\s*(?:[/,;|]|\bvia\b|\bby\b|[:：])\s*")  # between the parts of "AP via EPA"
_LABEL_END = regex(r"[^:：/]*[:：/]")  # "Photo:" in "Photo: Jane Doe"
_OWNER = regex(r"©\s?([^.!?©]{2,60})$")  # "© Reuters"
# Words after "Photo:" or "Copyright 2021" that begin a credit.
_NO_SENTENCE = regex(r"(?:courtesy|by|via|from|the|and|to|provided)\b")
_FEWEST = 6  # minimum words of a sentence after a label
_LONGEST = 25  # maximum words of a caption without a full stop
OPENING_QUOTES = "\"“„«‘'「『"


def is_caption(line: str, last: bool) -> bool:
    """Return whether a line ends with the credit of a photographer or an agency.

    `last` is whether the line is the article's last line. There, an agency in brackets is the
    signature of the text.
    """
    if line[0] in OPENING_QUOTES:
        return False  # a quotation is part of the article, even if brackets follow it
    end = line[-2:-1] if line[-1] == "." else line[-1]
    match = _CREDIT.search(line) if end and end in "])）】" else None
    if match:
        return _is_credit(line[: match.start()].rstrip(), match.group(1), line, last)
    table = phrases()
    tail = line[-64:]
    if ":" in tail or "：" in tail or "/" in tail:
        label = table.photo_suffix.search(tail)
        if label and not continues_story(_LABEL_END.sub("", label[0], count=1), line):
            return True
    if (
        "©" in tail
        and (owner := _OWNER.search(tail))
        and any(
            part.strip() in table.photo_agencies or part.strip() in table.caption_wires
            for part in owner[1].split("/")
        )
    ):
        return True
    match = _TAIL_CREDIT.search(tail) if "/" in tail or "|" in tail or "©" in tail else None
    if not match:
        return False
    credit = match.group(1).strip()
    return credit in table.photo_agencies or credit in table.caption_wires


def is_below_credit(line: str, above: str) -> bool:
    """Return whether a line without a full stop is the caption below an agency's name."""
    return (
        above in phrases().photo_agencies
        and _FEWEST - 1 <= line.count(" ") + 1 <= _LONGEST
        and not ends_sentence(line)
        and line[-1] not in ":："
    )


def continues_story(rest: str, line: str) -> bool:
    """Return whether the text after a label continues a sentence of the story.

    Such a text begins with a small letter or a number and has at least 6 words, and the line
    ends like a sentence: "Photo: that single word led police to the flat." A credit or a caption
    begins with a name or a capital letter: "Photo: Jane Doe".
    """
    rest = rest.lstrip()
    if rest.count(" ") + 1 < _FEWEST or not ends_sentence(line):
        return False
    words = rest.split(" ", 2)
    word = words[1] if words[0][0].isdigit() else words[0]
    return word[:1].islower() and not (
        _NO_SENTENCE.match(word) or any(each in line.casefold() for each in phrases().reserved)
    )


def _is_credit(before: str, credit: str, line: str, last: bool) -> bool:
    """Return whether brackets at the end of a line contain a credit.

    `before` is the text before them.
    """
    table = phrases()
    parts = [part for part in _CREDIT_PART.split(credit) if part]
    if any(part in table.photo_agencies or part.casefold() in table.photo_words for part in parts):
        return True
    if credit.strip().endswith(table.credit_ends):
        return True
    wire = any(part in table.caption_wires for part in parts)
    return wire and not last and not ends_sentence(before) and line.count(" ") < 40

"""Sentences that contain only a part of a quotation: one of its two marks, or no mark."""

from __future__ import annotations

import re
from typing import NamedTuple

from summkit.document import Document
from summkit.patterns import regex

_MARKS = regex(r"[\"„“”«»]")
# Every mark has its partner, and each straight opening mark begins a word: the common case.
_PAIRED = regex(
    r"(?:[^\"„“”«»]*(?:(?<!\S)\"[^\"„“”«»]*\"|“[^\"„“”«»]*”|«[^\"„“”«»]*»|„[^\"„“”«»]*[“”]))*"
    r"[^\"„“”«»]*"
)
_PARTNERS = {"“": "”", "«": "»", "»": "«", "”": "”", "„": "“”", '"': '"'}
_CLOSING = "”»"
_REOPENS = 5  # maximum sentences between two opening marks of the same quotation
_SINGLE = regex(r"^['‘](?!\d).+?(?:[,.!?…]['’](?!\w)|$)", re.DOTALL)
_QUOTED = regex(
    r"„[^“”\"„«»]*(?:[“”\"]|$)|(?<!\S)[»”](?=\w)[^“”\"„«»]*(?:[«”]|$)"
    r"|(?:\"|“(?![\s,.;:!?)]|$)|«(?![,.;:!?)]|$))[^“”\"„«»]*(?:[”\"»]|$)"
)


class Half(NamedTuple):
    """A quotation mark without its partner in the sentence; `opens` is False if it closes."""

    start: int
    mark: str
    opens: bool


def halves(text: str) -> list[Half]:
    """Return the quotation marks of a text that have no partner in it, in order."""
    open_marks: list[Half] = []
    closing: list[Half] = []
    for match in _MARKS.finditer(text):
        mark, start = match.group(), match.start()
        last = open_marks[-1].mark if open_marks else ""
        if last and mark in _PARTNERS[last] and not _opens(text, match):
            open_marks.pop()
        elif mark == '"' and not last and text[max(0, start - 1) : start].isdigit():
            pass  # inches
        elif mark == '"' and _is_apostrophe(text, start):
            pass
        elif (
            (mark in _CLOSING and not _opens(text, match))
            or (mark in "“«" and _closes(text, match))
            or (mark == '"' and not last and _closes(text, match))
        ):
            closing.append(Half(start, mark, False))
        elif last != mark:  # a quotation over several paragraphs repeats its opening mark in each
            open_marks.append(Half(start, mark, True))
    return closing + open_marks


def _is_apostrophe(text: str, start: int) -> bool:
    """Return whether a straight mark is inside a word, so that it is a misprint: 'the EC"s'."""
    return text[max(0, start - 1) : start].isalnum() and text[start + 1 : start + 2].isalnum()


def _opens(text: str, mark: re.Match[str]) -> bool:
    """Return whether a mark that usually closes is used as an opening mark: »so«, ”så”."""
    start, end = mark.span()
    before, after = text[max(0, start - 1) : start], text[end : end + 1]
    return mark.group() in _CLOSING and not before.strip(" (") and after.isalnum()


def _closes(text: str, mark: re.Match[str]) -> bool:
    """Return whether a mark that usually opens is used as a closing mark: after a word only."""
    start, end = mark.span()
    before, after = text[max(0, start - 1) : start], text[end : end + 1]
    return bool(before.strip()) and not after.isalnum()


class Quotation(NamedTuple):
    """The part of a sentence in a quotation that covers several sentences.

    Attributes
    ----------
    halves
        The sentence's marks without a partner.
    inside
        Whether the whole sentence is inside a quotation, without a mark.
    """

    halves: tuple[Half, ...] = ()
    inside: bool = False


def quotations(document: Document) -> dict[int, Quotation]:
    """Return, by sentence, the parts of quotations that cover several sentences."""
    if not _has_marks(document.article.body):
        return {}
    parts: dict[int, Quotation] = {}
    opened: int | None = None
    for index, _, _, text, _ in document.sentences:
        found = halves(text) if _has_marks(text) and not _is_paired(text) else []
        if found:
            parts[index] = Quotation(tuple(found))
            # A quotation that opens again in the next paragraph is the same quotation.
            if opened is not None and (not found[0].opens or index - opened <= _REOPENS):
                for between in range(opened + 1, index):
                    parts.setdefault(between, Quotation(inside=True))
            opened = index if found[-1].opens else None
        elif opened is not None and text[0] in '"“«„':
            # The paragraph repeats the opening mark, and its mark closes the quotation.
            if index - opened <= _REOPENS:
                for between in range(opened + 1, index):
                    parts.setdefault(between, Quotation(inside=True))
            opened = None
    return parts


def _is_paired(text: str) -> bool:
    """Return whether `_PAIRED` matches a text."""
    if not text.isascii():
        return _PAIRED.fullmatch(text) is not None
    parts = text.split('"')
    return (
        len(parts) % 2 == 1
        and (not parts[0] or parts[0][-1].isspace())
        and all(part[-1:].isspace() for part in parts[2:-1:2])
    )


def _has_marks(text: str) -> bool:
    """Return whether a text has one of `_MARKS`: faster than the pattern."""
    return '"' in text or (not text.isascii() and (any(mark in text for mark in "„“”«»")))


def unquoted(text: str) -> str:
    """Return a text whose quotations are replaced by spaces, so that offsets stay the same."""
    if text.isascii() and '"' in text:  # the common case: every second part is a quotation
        parts = text.split('"')
        parts[1::2] = [" " * (len(part) + 2) for part in parts[1::2]]
        blanked = "".join(parts)
        return blanked if len(parts) % 2 else blanked[:-1]  # the last quotation has no end
    if _has_marks(text):
        return _QUOTED.sub(_blank, text)
    return _SINGLE.sub(_blank, text) if text[:1] in "'‘" else text


def _blank(match: re.Match[str]) -> str:
    return " " * (match.end() - match.start())

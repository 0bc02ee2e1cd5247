"""Which sentences hold one half of a quotation, or stand inside of one."""

from __future__ import annotations

import re
from typing import NamedTuple

from summkit.document import Document
from summkit.patterns import regex

_MARKS = regex(r"[\"„“”«»]")
# Every mark has its partner, and a straight one is in front of a word: nothing more to look at.
_PAIRED = regex(
    r"(?:[^\"„“”«»]*(?:(?<!\S)\"[^\"„“”«»]*\"|“[^\"„“”«»]*”|«[^\"„“”«»]*»|„[^\"„“”«»]*[“”]))*"
    r"[^\"„“”«»]*"
)
_PARTNERS = {"“": "”", "«": "»", "»": "«", "”": "”", "„": "“”", '"': '"'}
_CLOSING = "”»"
_ANEW = 5  # sentences after which a quotation that was never closed goes on
_SINGLE = regex(r"^['‘](?!\d).+?(?:[,.!?…]['’](?!\w)|$)", re.DOTALL)
_QUOTED = regex(
    r"„[^“”\"„«»]*(?:[“”\"]|$)|(?<!\S)[»”](?=\w)[^“”\"„«»]*(?:[«”]|$)"
    r"|(?:\"|“(?![\s,.;:!?)]|$)|«(?![,.;:!?)]|$))[^“”\"„«»]*(?:[”\"»]|$)"
)


class Half(NamedTuple):
    """A quotation mark without its partner in the sentence; `opens` or it closes."""

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
        elif (
            (mark in _CLOSING and not _opens(text, match))
            or (mark in "“«" and _closes(text, match))
            or (mark == '"' and not last and _closes(text, match))
        ):
            closing.append(Half(start, mark, False))
        elif last != mark:  # a quotation over several paragraphs opens anew with each
            open_marks.append(Half(start, mark, True))
    return closing + open_marks


def _opens(text: str, mark: re.Match[str]) -> bool:
    """Whether a mark that mostly closes stands as one that opens: »so«, ”så”."""
    start, end = mark.span()
    before, after = text[max(0, start - 1) : start], text[end : end + 1]
    return mark.group() in _CLOSING and not before.strip(" (") and after.isalnum()


def _closes(text: str, mark: re.Match[str]) -> bool:
    """Whether a mark that may open stands as one that closes: behind a word, before none."""
    start, end = mark.span()
    before, after = text[max(0, start - 1) : start], text[end : end + 1]
    return bool(before.strip()) and not after.isalnum()


class Quotation(NamedTuple):
    """What a sentence has of a quotation that goes beyond it.

    Attributes
    ----------
    halves
        Its marks without a partner.
    inside
        Whether it stands inside of one, without a mark of its own.
    """

    halves: tuple[Half, ...] = ()
    inside: bool = False


def quotations(document: Document) -> dict[int, Quotation]:
    """Return the sentences that hold a part of a quotation only."""
    if not _has_marks(document.article.body):
        return {}
    parts: dict[int, Quotation] = {}
    opened: int | None = None
    for index, _, _, text, _ in document.sentences:
        found = halves(text) if _has_marks(text) and not _PAIRED.fullmatch(text) else []
        if found:
            parts[index] = Quotation(tuple(found))
            # One that is opened anew is the same one, a paragraph on.
            if opened is not None and (not found[0].opens or index - opened <= _ANEW):
                for between in range(opened + 1, index):
                    parts.setdefault(between, Quotation(inside=True))
            opened = index if found[-1].opens else None
    return parts


def _has_marks(text: str) -> bool:
    """Whether there is one of `_MARKS`, which the pattern is slower to tell."""
    return '"' in text or (not text.isascii() and (any(mark in text for mark in "„“”«»")))


def unquoted(text: str) -> str:
    """Return a text with its quotations blanked, so that offsets stay."""
    if _has_marks(text):
        return _QUOTED.sub(_blank, text)
    return _SINGLE.sub(_blank, text) if text[:1] in "'‘" else text


def _blank(match: re.Match[str]) -> str:
    return " " * (match.end() - match.start())

"""Sentences that need the heading before them, and sentences that address a letter's reader.

In a list such as "3. Sell the car park", the text below a heading may begin with "It was last used
in 2019" or "So may bicycles". Its subject is in the heading, which no summary prints.
"""

from __future__ import annotations

from summkit.cohesion.openings import openings
from summkit.cohesion.soundness import ENDS
from summkit.document import Document
from summkit.patterns import regex

_LONGEST = 10  # maximum words of a heading
_LEAST = 2  # minimum headings
_LEANS = regex(
    r"(?:So|Nor|Neither) (?:has|have|had|is|are|was|were|do|does|did|can|could|will|would|may|might"
    r"|must|should)\b|(?:It|They|These|Those|This|That|Both|He|She|Its|Their|His|Her|Them|One|Most)\b"
    r"(?! is (?:time|clear|possible|likely|not clear)\b)"
)
_DEAR = regex(r"(?:Dear|To the|Sir|Madam)\b[^.!?]{0,40}[,:]?$")
_CLOSES = regex(
    r"(?:Yours|Sincerely|Respectfully|Regards|Kind regards|Best wishes|With best)\b[\w ]{0,20},?$"
)
_YOU = regex(r"(?:You|Your|You've|You’ve|You're|You’re|I|I'm|I’m|I've|I’ve|My|Yours)\b")


def headed(document: Document) -> frozenset[int]:
    """Return the sentences that need their heading, and those that address a letter's reader."""
    known: frozenset[int] | None = document.memory.get(headed)
    if known is None:
        known = document.memory[headed] = frozenset(
            [*_below(document), *_addresses(document), *_author(document)]
        )
    return known


def _below(document: Document) -> list[int]:
    """Return the sentences directly after a heading that open on a pronoun or on "So may"."""
    sentences = document.sentences
    begin = openings(document.language.code)
    patterns = [begin.pronoun, begin.demonstrative, begin.elliptic, begin.comparison]
    if document.language.code == "en":
        patterns.append(_LEANS)
    headings = {n for n in range(len(sentences)) if _is_heading(document, n)}
    found: list[int] = []
    if len(headings) < _LEAST:
        return found
    for sentence in sentences:
        before = sentence.index - 1
        # The heading of the first paragraph may have been taken for the dek.
        follows = (
            before in headings
            or before < 0
            or (before in found and sentences[before].paragraph == sentence.paragraph)
        )
        if follows and any(pattern.match(sentence.text) for pattern in patterns):
            found.append(sentence.index)
    return found


def _is_heading(document: Document, index: int) -> bool:
    """Return whether a short line without a full stop is a paragraph before another paragraph."""
    sentences = document.sentences
    text, paragraph = sentences[index].text, sentences[index].paragraph
    if text[-1] in ENDS or len(text.split()) > _LONGEST or index + 1 >= len(sentences):
        return False
    alone = not index or sentences[index - 1].paragraph != paragraph
    return alone and sentences[index + 1].paragraph != paragraph


def _addresses(document: Document) -> list[int]:
    """Return the sentences of a letter that open on "You" or "I", if it has other sentences."""
    sentences = document.sentences
    if document.language.code != "en":
        return []
    formal = [s.index for s in sentences[:1] if _DEAR.match(s.text)]
    formal += [s.index for s in sentences[-3:] if _CLOSES.match(s.text)]
    personal = [s.index for s in sentences if formal and _YOU.match(s.text)]
    gone = {*formal, *personal}
    others = [s for s in sentences if s.index not in gone and s.text[-1] in ENDS]
    return [*gone] if others else []


def _author(document: Document) -> list[int]:
    """Return the last line of an article in the first person, if it describes the author."""
    sentences = document.sentences
    if document.language.code != "en" or len(sentences) < _SEVERAL:
        return []
    last = sentences[-1]
    about = _ABOUT.match(last.text)
    alone = sentences[last.index - 1].paragraph != last.paragraph
    if not (about and alone) or about["name"] in document.body[: last.start]:
        return []
    return [last.index] if any(_SELF.search(s.text) for s in sentences[:_SEVERAL]) else []


_SEVERAL = 4  # minimum sentences of such an article
_ABOUT = regex(r"(?P<name>[^\W\d_a-z]\S+ [^\W\d_a-z]\S+) (?:is|was|teaches|works|lives|writes)\b")
_SELF = regex(r"(?<![\w\"“'‘])(?:I|I'm|I’m|I've|I’ve|[Mm]y|[Ww]e|[Oo]ur)(?!\w)")

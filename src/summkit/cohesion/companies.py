"""The antecedent of "The company", or of "It" in the next sentence, if only one company fits.

The antecedent is certain if the earlier sentences name only one company. A name is a company's if
it occurs at least three times in the article, and once before a word such as "shares" or "Inc".
English only.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from summkit.cohesion.names import lone_names
from summkit.document import Document
from summkit.patterns import regex

_OPENING = 6  # number of first sentences in which the antecedent can be certain
_MENTIONS = 3  # minimum number of mentions of the company's name
_DAY = r"(?:On \w+day,? |Yesterday,? |Last week,? )?"
_NOUN = regex(
    rf"{_DAY}(?P<word>[Tt]he (?:company|firm|group|retailer|airline|carrier|bank|manufacturer"
    r"|carmaker|chipmaker|automaker|insurer|lender|brewer|publisher|broadcaster|start-up|startup))"
    r" (?=(?:has|had|is|was|will|would|said|says|also|now)\b|\w+ed\b)"
)
_IT = regex(r"(?P<word>It) (?=(?:also |now |has |had |will |would )?(?!is\b|was\b|will be\b)\w+)")
_EXPLETIVE = regex(
    r"It (?:is|was|will be|would be|has been|seems|appears|remains|took|takes|emerged|rained)\b"
)
_TRAITS = (
    r"shares?|stock|lenders|chief executive|chairman|profits?|sales|revenues?|customers|plants?"
    r"|factory|Inc|Corp|plc|PLC|Ltd|AG|SA|NV|GmbH"
)


class Company(NamedTuple):
    """An expression that refers to a company, by its span in the sentence.

    Attributes
    ----------
    name
        The span of the company's name in the body.
    """

    start: int
    end: int
    name: tuple[int, int]


def the_company(document: Document, index: int) -> Company | None:
    """Return the "The company" or "It" at the start of a sentence.

    None if the company is uncertain.
    """
    if not 0 < index < _OPENING or document.language.code != "en":
        return None
    sentences = document.sentences
    match = _NOUN.match(sentences[index].text)
    if match is None:
        match = _IT.match(sentences[index].text)
        if match is None or _EXPLETIVE.match(match.string):
            return None
        before = sentences[index - 1]
        if before.paragraph != sentences[index].paragraph or not _NOUN.match(before.text):
            return None
    names = _companies(document, index)
    return Company(*match.span("word"), names[0]) if len(names) == 1 else None


def _companies(document: Document, index: int) -> list[tuple[int, int]]:
    """Return the body spans of the first mention of each company named before a sentence."""
    body = document.article.body
    found: dict[str, tuple[int, int]] = {}
    for sentence in document.sentences[:index]:
        for start, end in lone_names(document, sentence.index):
            name = sentence.text[start:end]
            word = re.escape(name)
            if name in found or len(re.findall(rf"(?<!\w){word}(?!\w)", body)) < _MENTIONS:
                continue
            if re.search(rf"(?<!\w){word}(?:['’]s?)? (?:{_TRAITS})\b", body):
                found[name] = sentence.start + start, sentence.start + end
    return list(found.values())

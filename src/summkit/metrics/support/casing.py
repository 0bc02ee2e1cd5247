"""Whether the capitals of a text tell its names; where they do not, names are not checked.

* A text in lower case has none: no name can be told from a noun. So it is where no letter is
  a capital, and where only sentences begin with one but words that are names are in lower
  case. The article says which: those it writes with a capital only, other than ordinary
  words. (Where a long article has no capitals either, so is a text like it.)
  Two words that neither it nor the list of ordinary words has are enough as well, where they
  are a third of all.
* A TEXT IN CAPITALS is checked by the list of ordinary words; in a language without one it
  is not.
* Scripts without case (Arabic, Hebrew, Indic, Han, Thai, Georgian and others), and Titles
  With A Capital On Every Word in a language without a list, are written as they should be: what
  else they claim is checked, and `Support.notes` says that their names are not.
"""

from __future__ import annotations

import re
from typing import Literal

from summkit.metrics.support.evidence import Evidence
from summkit.metrics.support.names import (
    Token,
    capitals,
    in_capitals,
    is_listed,
    is_ordinary,
    opens_sentence,
    tokens,
)

Casing = Literal["", "lower", "capitals", "title", "none"]
"""Why names cannot be told: "" where they can, "none" for a script without case."""

FAULTS: tuple[Casing, ...] = ("lower", "capitals")
"""What a writer could have written otherwise: the text then has no value."""

_FEWEST = 2  # words that say something of how a text is written
_STRANGE = 3  # of so many words one is known neither to the article nor to the list
_SHORTEST = 3  # letters of a word that may be a name


def casing_of(text: str, evidence: Evidence) -> Casing:
    """Return why the names of a text cannot be told from its other words, "" where they can.

    Parameters
    ----------
    text
        A headline, dek or summary.
    evidence
        Of its article, whose own capitals are compared.
    """
    language = evidence.language
    words = [word for word in tokens(text, language.code) if word.text[0].isalpha()]
    cased = [word for word in words if _has_case(word.text[0])]
    if words and not cased:
        return "none"
    if len(cased) < _FEWEST:
        return ""
    if not any(letter.isupper() for letter in text):
        return "lower"
    shouted = in_capitals(words)
    if not is_listed(language) and (shouted or capitals(words, language) == "title"):
        return "capitals" if shouted else "title"
    if shouted or any(_is_told(text, word) for word in cased):
        return ""
    if evidence.is_lowered:  # an article in lower case says nothing of a text like it
        return "lower"
    return "lower" if _has_lowered_names(cased, evidence) else ""


def _has_case(letter: str) -> bool:
    """Whether writers use its capital: Georgian has capital forms, but no capitals."""
    return letter.lower() != letter.title()


def _is_told(text: str, word: Token) -> bool:
    """Whether a word has a capital that no sentence's beginning explains."""
    if not any(letter.isupper() for letter in word.text):
        return False
    acronym = len(word.key) > 1 and word.text.isupper()
    return acronym or not opens_sentence(text, word.start)


def _has_lowered_names(words: list[Token], evidence: Evidence) -> bool:
    language = evidence.language
    foreign = known = content = 0
    listed = is_listed(language)
    for word in {word.text: word for word in words}.values():
        if not word.text.islower() or len(word.key) < _SHORTEST or word.key in language.stop_words:
            continue
        content += 1
        if listed and is_ordinary(word, "all", language):
            continue
        if evidence.has_written(word.text):
            continue
        if _only_capitalised(word.text, evidence):
            known += 1
        elif listed and not evidence.has_word(word.key):
            foreign += 1
    strange = foreign > 1 and foreign * _STRANGE >= content
    return strange or known > 1 or (listed and known > 0)


def _only_capitalised(word: str, evidence: Evidence) -> bool:
    """Whether the article writes a word with a capital within a sentence, and never without."""
    capital = word[0].upper() + word[1:]
    if not (evidence.has_written(capital) or evidence.has_written(word.upper())):
        return False
    forms = rf"(?<!\w)(?:{re.escape(capital)}|{re.escape(word.upper())})(?!\w)"
    found = re.finditer(forms, evidence.text)
    return any(not opens_sentence(evidence.text, match.start()) for match in found)

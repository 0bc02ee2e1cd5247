"""The check whether names can be recognised by the capitals of a text.

* In a text in lower case, names cannot be distinguished from nouns. A text is in lower case if it
  has no capital letter, or if only its sentences begin with a capital and words that are names are
  in lower case. The article shows which words are names: the words that it writes only with a
  capital, without ordinary words. (A long article without capitals does not show it; then a text
  whose capitals are all at sentence beginnings counts as in lower case.) Two words that are in
  neither the article nor the list of ordinary words are also enough, if they are at least a third
  of all words.
* A TEXT IN CAPITALS is checked with the list of ordinary words. In a language without such a list
  it is not checked.
* Texts in a script without case (Arabic, Hebrew, Indic, Han, Thai, Georgian and others), and Titles
  With A Capital On Every Word in a language without a list, have the correct spelling. Their other
  claims are checked, and `Support.notes` reports that their names are not.
"""

from __future__ import annotations

import re
from typing import Literal

from summkit.metrics.support.evidence import Evidence
from summkit.metrics.support.names import (
    Word,
    capitals,
    in_capitals,
    is_listed,
    is_ordinary,
    opens_sentence,
    tokens,
)

Casing = Literal["", "lower", "capitals", "title", "none"]
"""Reason why names cannot be recognised: "" if they can, "none" for a script without case."""

FAULTS: tuple[Casing, ...] = ("lower", "capitals")
"""Reasons that the writer of a text can avoid. A text with such a reason gets no value."""

_FEWEST = 2  # minimum words with case in a text whose use of capitals can be recognised
_STRANGE = 3  # minimal share, 1 in 3, of words that neither the article nor the list contains
_SHORTEST = 3  # letters of a word that may be a name


def casing_of(text: str, evidence: Evidence) -> Casing:
    """Return the reason why the names of a text cannot be recognised; "" if they can.

    Parameters
    ----------
    text
        A headline, dek or summary.
    evidence
        The index of its article, for comparison of the capitals.
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
    if shouted or any(_has_name_capital(text, word) for word in cased):
        return ""
    if evidence.is_lowered:  # an article in lower case does not show which words are names
        return "lower"
    return "lower" if _has_lowered_names(cased, evidence) else ""


def _has_case(letter: str) -> bool:
    """Return whether a letter has a title case; Georgian has capital forms, but no title case."""
    return letter.lower() != letter.title()


def _has_name_capital(text: str, word: Word) -> bool:
    """Return whether a word has a capital that is not due to the beginning of a sentence."""
    if not any(letter.isupper() for letter in word.text):
        return False
    acronym = len(word.key) > 1 and word.text.isupper()
    return acronym or not opens_sentence(text, word.start)


def _has_lowered_names(words: list[Word], evidence: Evidence) -> bool:
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
    """Return whether the article has a word within a sentence, and only with a capital."""
    capital = word[0].upper() + word[1:]
    if not (evidence.has_written(capital) or evidence.has_written(word.upper())):
        return False
    forms = rf"(?<!\w)(?:{re.escape(capital)}|{re.escape(word.upper())})(?!\w)"
    found = re.finditer(forms, evidence.text)
    return any(not opens_sentence(evidence.text, match.start()) for match in found)

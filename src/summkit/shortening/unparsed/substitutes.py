"""Tests whether a later sentence may be the headline instead of the news sentence."""

from __future__ import annotations

import re

from summkit.cohesion.names import mentions
from summkit.cohesion.openings import openings
from summkit.document import Document
from summkit.patterns import regex
from summkit.shortening.unparsed.circumstances import listed, pattern_of
from summkit.shortening.unparsed.segments import WORD, words_of

_SHARED = 2  # terms of the later sentence and of the news sentence
_REACH = 4  # sentences after the news


def stands_alone(document: Document, index: int, news: int | None) -> bool:
    """Return whether a later sentence can be the headline instead of the news sentence.

    The sentence must be about the news: it shares two terms with the news sentence. It must not
    open on a part of a name ("Falk said"), on a source ("Enligt Holm"), or say "also".

    Parameters
    ----------
    news
        The place of the news sentence; None if that sentence has a pronoun without its antecedent,
        so that a later sentence need not be about it.
    """
    if index > (news or 0) + _REACH:
        return False
    if news is not None:
        shared = {*document.terms_of(index)} & {*document.terms_of(news)}
        if len(shared) < _SHARED:
            return False
    code, text = document.language.code, document.sentences[index].text
    begin = openings(code)
    if begin.also.search(text) or begin.later.match(text) or begin.comparison.match(text):
        return False
    if any(True for _ in mentions(document, index)) or _opens_on_surname(document, index):
        return False
    if refers(text, code):
        return False
    known = words_of(code)
    words = [word.lower() for word in WORD.findall(text)[:2]]
    speech = (known.speech if known else frozenset()) | listed(code, "report") | listed(code, "say")
    if code == "ar":
        words += [word[1:] for word in words if word.startswith("و")]  # "and said"
    return not any(word in speech for word in words)


def refers(text: str, code: str) -> bool:
    """Return whether a text refers to an earlier sentence, in languages without other data.

    "Huyo ...", "তিনি ...", and in Swahili a noun with "that" after it: "taifa hilo".
    """
    inside = pattern_of(code, "back_inside")
    return opens_back(text, code) or bool(inside and regex(inside).search(text))


def opens_back(text: str, code: str) -> bool:
    """Return whether a text opens on a word that refers back, or on a source: "Huyo ..."."""
    opening = pattern_of(code, "back")
    if opening and regex(opening).match(text):
        return True
    return openings(code).anaphor.match(text) is not None


def _opens_on_surname(document: Document, index: int) -> bool:
    """Return whether a sentence opens on a part of a name whose full form is in the article."""
    sentence = document.sentences[index]
    words = [match.group() for match in WORD.finditer(sentence.text)][:2]
    if len(words) < 2 or not words[0][:1].isupper() or words[1][:1].isupper():
        return False
    if document.language.code == "de":
        return False  # nouns have capitals, too
    name = re.escape(words[0])
    before = document.article.body[: sentence.start]
    return bool(re.search(rf"[A-ZÀ-ÞА-Я]\S+ {name}(?!\w)|(?<!\w){name} [A-ZÀ-ÞА-Я]", before))

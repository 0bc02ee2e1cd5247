"""Delayed leads: a teaser or an anecdote precedes the sentence that reports the news.

"Everybody in Torval knows the smell. [...] A plant has been fined 1.2 million, a court said on
Monday." Sentences of news have signs, which are data of a language (``data/forms.json``): a day
("on Monday"), a verb of a report ("said", "ruled"), the perfect or the future ("has closed"), and a
verb of an event ("were killed"). An article has a delayed lead if its first sentence is short or
has the form of an anecdote, has none of these signs, and one of the next sentences has two signs.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Any, NamedTuple

from summkit.cohesion.openings import openings
from summkit.cohesion.quotations import unquoted
from summkit.cohesion.soundness import ENDS
from summkit.datafiles import read_data
from summkit.document import Document
from summkit.language import Language
from summkit.patterns import regex

_REACH = 6  # number of sentences after the first one among which the news is searched
_BRIEF = 12  # maximum words of a teaser
_PAIRS = 20  # the same in a script without spaces, in which two characters count as a word
_TEASING = frozenset({"en", "fr", "es", "pt", "ja"})
"""Languages in which a short first sentence without signs is a teaser.

In German, short first sentences in the present tense report the news.
"""
_CLOSE = 2  # the same as `_REACH` for a teaser in a language whose needs are not fully known
_STUB = 6  # maximum words of a fragment: "No rain, no river, no fish."
_ASKED, _QUESTIONS = 8, 3  # number of first sentences, and how many may be questions in an article
_MARKS = ("?", "？", "؟", "か。")
_NEAR = 3  # the same as `_REACH` for a feature in such a language
_LEAST = 10  # minimum words of the news
_NEVER = regex(r"(?!)")
_ABBREVIATED = regex(r"\b[A-Z]\.$")
"""The end of a sentence that may be incomplete: "Japan is suing the U.S."."""
_PAST = regex(r"\b(?:19|20)\d\d\b")
"""A year: a sentence with a year and without a day is background."""
_REFERS = regex(
    r"(?:That|It|C)['’](?:s|est)\b"
    r"|(?:In|After|Before|For|With|As|By|At)\b[^,]{1,60}, (?:he|she|they)\b"
)
"""A sentence that needs the teaser: "That's how ...", "After a decade in the army, he ..."."""


class Signs(NamedTuple):
    """The patterns of news and of anecdotes in a language.

    Attributes
    ----------
    dated
        A day near the day of publication ("on Monday", "last night").
    reported
        A verb of saying, deciding or finding, or another name for the source ("according to").
    pending
        The perfect or the future ("has closed", "is to close").
    happened
        A verb of an event ("was arrested", "won").
    anecdote
        The opening of an anecdote or a scene; see `anecdotes`.
    feature
        An opening that is an anecdote or a scene if the sentence has no sign of news.
    """

    dated: re.Pattern[str]
    reported: re.Pattern[str]
    pending: re.Pattern[str]
    happened: re.Pattern[str]
    anecdote: re.Pattern[str]
    feature: re.Pattern[str]

    def count(self, text: str) -> int:
        """Return the number of kinds of signs of news in a text."""
        return sum(bool(each.search(text)) for each in self[:4])


@cache
def signs(code: str) -> Signs | None:
    """Return the patterns of a language; None without data."""
    data: dict[str, str] = read_data("cohesion", "forms").get(code, {})
    if "dated" not in data:
        return None
    dated, reported, pending, happened = (
        regex(data[kind]) if kind in data else _NEVER for kind in Signs._fields[:4]
    )
    return Signs(dated, reported, pending, happened, anecdotes(code), anecdotes(code, "news"))


@cache
def anecdotes(code: str, unless: str = "") -> re.Pattern[str]:
    """Return the pattern of the openings of anecdotes; it matches nothing without data.

    ``data/anecdotes.json`` lists the forms of a language. The name of a word list in braces, such
    as "{people}", represents any of its words.

    Parameters
    ----------
    unless
        The value of "unless" in the forms: "" for the certain forms, "news" for the forms that
        are no anecdote if the sentence has a sign of news.
    """
    data: dict[str, Any] = read_data("cohesion", "anecdotes").get(code, {"forms": [], "words": {}})
    listed = [f"^{each['form']}" for each in data["forms"] if each.get("unless", "") == unless]
    if not listed:
        return _NEVER
    forms = "|".join(listed)
    for name, words in data["words"].items():
        forms = forms.replace(f"{{{name}}}", f"(?:{words})")
    return regex(forms)


def tells_story(text: str, code: str) -> bool:
    """Return whether a sentence has the form of an anecdote."""
    of = signs(code)
    return of is not None and of.anecdote.match(text) is not None


def delayed(document: Document, carries: Callable[[int], bool]) -> int:
    """Return the place of the news after a teaser or an anecdote; 0 if the first sentence is news.

    Parameters
    ----------
    carries
        Returns whether a sentence reports and needs no other sentence.
    """
    code, sentences = document.language.code, document.sentences
    first = sentences[0].text
    of, asked = signs(code), asks(first)
    if openings(code).connective.match(first):
        return 0  # the text before the first sentence is missing and may contain the news
    if asked and sum(asks(each.text) for each in sentences[:_ASKED]) > _QUESTIONS:
        return 0  # a list of questions and answers
    if of is None:
        after = range(1, min(_CLOSE + 1, len(sentences)))
        return next((index for index in after if carries(index)), 0) if asked else 0
    if not asked and not _teases(first, of, document.language):
        return 0
    story, known = bool(of.anecdote.match(first)), code == "en"
    feature = story or bool(of.feature.match(first))
    short = feature or document.language.count_words(first) <= _STUB
    if not (feature or asked) and code not in _TEASING:
        return 0
    reach = _REACH if story or (known and not asked) else _NEAR if feature or known else _CLOSE
    for index in range(1, min(reach + 1, len(sentences))):
        text = unquoted(sentences[index].text)
        answer = asked and index <= _CLOSE
        if _REFERS.match(text) or not (known or answer or of.dated.search(text)):
            continue
        if (
            document.language.count_words(text) >= _LEAST
            and (_is_news(text, of, short) or (answer and of.count(text)))
            and carries(index)
        ):
            return index
    return 0


def asks(text: str) -> bool:
    """Return whether a sentence is a question, outside of quotations."""
    return unquoted(text).rstrip().endswith(_MARKS)


def _is_news(text: str, of: Signs, story: bool) -> bool:
    """Return whether a sentence has enough signs of news. After an anecdote, a day is enough.

    Parameters
    ----------
    story
        Whether the first sentence is an anecdote or a fragment.
    """
    dated = bool(of.dated.search(text))
    if story and dated:
        return True
    if not dated and (_PAST.search(text) or not of.reported.search(text)):
        return False
    return of.count(text) > 1


def _teases(text: str, of: Signs, language: Language) -> bool:
    """Return whether the first sentence has the form of an anecdote, or is short without signs."""
    if text[-1] not in ENDS:
        return False  # a heading or the name of the author
    story = of.anecdote.match(text)
    long = language.count_words(text) > (_BRIEF if language.spaced else _PAIRS)
    if not story and long and not of.feature.match(text):
        return False  # a fast check before the whole sentence is searched for signs
    plain = unquoted(text)
    if of.reported.search(plain):
        return False
    if of.dated.search(plain):  # "When Ada Orme opened the box on Sunday, she laughed."
        return bool(story) and of.count(plain) == 1
    return bool(story) or not (of.count(plain) or _ABBREVIATED.search(text))

"""Lead-ins: the scene, teaser or byline that precedes the news in some articles.

Most articles open on their news, so a lead-in is recognised only if several signs agree. It shares
no words with the headline, the article repeats few of its words, and one of the next sentences
shares many words with the headline. If the headline may not be used, a lead-in is a short
sentence, a sentence that opens on a pronoun without an antecedent, or a sentence that opens on an
hour if the article seldom repeats its words. A sentence with the form of a scene, or a quotation
of a speaker who is only named (see `summkit.cohesion.scenes`), is a lead-in if one of the next
sentences reports and needs no other sentence.
"""

from __future__ import annotations

import re
from collections import Counter

from summkit.cohesion.antecedents import TELLS
from summkit.cohesion.completion import can_complete
from summkit.cohesion.openings import openings
from summkit.cohesion.quotations import unquoted
from summkit.cohesion.repeats import is_told_again
from summkit.cohesion.scenes import MARKS, has_scenes, is_scene, is_voice, tells_hour
from summkit.cohesion.soundness import ENDS
from summkit.cohesion.teasers import delayed
from summkit.cohesion.ties import ties_of
from summkit.document import Document
from summkit.patterns import regex

_LONGEST = 6  # maximum number of sentences in a lead-in
_NEAR = 3  # number of sentences after the lead-in among which the news is searched
_ENOUGH, _FEW = 8, 5  # minimum sentences of an article with a lead-in; of one with a scene
_FARTHER = 1.0  # shared headline terms that offset one sentence of distance from a scene
_REACH = 7  # number of sentences after a scene among which the news is searched
_SHORT, _STUB = 8, 4  # words below which a sentence is weak; below which it is a place or a name
_TEASER, _REPORT = 8, 12  # maximum words of a teaser; minimum words of the sentence after it
_NAMED = regex(r"(?<=[^\W\d_A-Z] )[^\W\d_a-z]\w")
_HEAD = 40  # number of first characters in which the hour of a scene is searched
_SCENE = 0.4  # maximum share of a scene's terms that occur again
_RECURS = 0.35  # share of a sentence's terms that occur again below which the sentence is weak
_AGREED = 0.3  # minimum share of the headline's terms in a first sentence that is the news
_SHARED = 0.4  # minimum share of the headline's terms in the news after a lead-in


_HOUR = regex(
    r"\b\d{1,2}(?:[.:]\d\d (?:Uhr|[ap]\.?m)| ?h ?\d\d|:\d\d)\b"
    r"|\b(?:o'clock|minutes (?:to|past)|in the small hours|at (?:midnight|dawn))\b"
    r"|\bat \d{1,2}[.:]\d\d\b"
    r"|\bat \w+ (?:in the (?:morning|afternoon|evening)|at night)\b",
    re.IGNORECASE,
)
"""The time of day with which a scene may begin: "at 6.30", "minutes past", "at midnight"."""

_BRIEF = 9  # words
_SPECIFIC = regex(r"[a-z,] [^\W\d_a-z]|\d")
_GENERAL = regex(r"\b(?:is|are) (?:an?|the|no|not|never|often|always)\b|\bcan\b|\bmight\b")
_READER = regex(r"\b(?:you|your|yours|yourself|yourselves)\b")
"""Patterns for `reports`.

A report has more than `_BRIEF` words. `_SPECIFIC` matches a name or a number: either
makes a sentence specific. `_GENERAL` matches the verb of a general statement, and `_READER` the
words that address the reader.
"""


def news_of(document: Document, *, headline: bool) -> int | None:
    """Return the place of the news sentence; None if any sentence may contain the news.

    The news is the first sentence, or the sentence after the lead-in. The result is None if the
    article opens as if it continued another text, for example because its dek was removed. It is
    also None if the first sentence shares few words with the headline. Exception: if the article
    has no dek and its first sentence reports, this sentence is the news: a headline may use other
    words ("wird teurer" for "erhöhen den Preis").

    Parameters
    ----------
    headline
        Whether the article's own headline may be used.

    The place is stored with the document.
    """
    key = news_of, headline and bool(document.headline_terms)
    if key not in document.memory:
        document.memory[key] = _news_of(document, headline=headline)
    news: int | None = document.memory[key]
    return news


def _news_of(document: Document, *, headline: bool) -> int | None:
    number = lead_in(document, headline=headline)
    if number:
        return number
    if headline and document.headline_terms:
        title = len(set(document.headline_terms))
        held = len(set(document.headline_ids).intersection(document.terms_of(0)))
        if held < _AGREED * title and not (
            document.article.dek is None and _reports_alone(document, 0)
        ):
            return None
    return None if continues(document) else 0


def lead_in(document: Document, *, headline: bool) -> int:
    """Return the number of sentences before the news; 0 for most articles.

    The news is one of the sentences directly after the lead-in: the sentence that shares most
    words with the headline.

    Parameters
    ----------
    headline
        Whether the article's own headline may be used.

    The number is stored with the document.
    """
    key = lead_in, headline and bool(document.headline_terms)
    if key not in document.memory:
        document.memory[key] = _lead_in(document, headline=headline)
    number: int = document.memory[key]
    return number


def _lead_in(document: Document, *, headline: bool) -> int:
    count = len(document.sentences)
    if is_told_again(document):
        return 1
    if count < _FEW:
        return 0
    title = {number for number in document.headline_ids if number >= 0} if headline else set()
    news = _news_after_scene(document, title) or _delayed(document, title)
    if news:
        return news
    if count < _ENOUGH or not _is_suspect(document, title):
        return 0
    terms = document.terms
    spread = Counter(term for row in terms for term in set(row))
    count_words = document.language.count_words
    sizes = [count_words(each.text) for each in document.sentences[: _LONGEST + _NEAR]]

    def recurs(index: int) -> float:
        row = set(terms[index])
        return sum(spread[term] > 1 for term in row) / len(row) if row else 0.0

    def shared(index: int) -> float:
        return len(title.intersection(terms[index])) / len(title) if title else 0.0

    def is_weak(index: int) -> bool:
        few = recurs(index) < _RECURS
        if title:
            return not shared(index) and (
                few or sizes[index] < _SHORT or bool(_HOUR.search(document.sentences[index].text))
            )
        if _is_heading(document, index):
            return True
        teases = sizes[index] < _TEASER and _is_teaser(document, index)
        return (few and (sizes[index] < _STUB or teases or _is_story(document, index))) or (
            recurs(index) < _SCENE and _opens_on_the_hour(document, index)
        )

    if sizes[0] < _STUB and _is_place(document):
        return 1
    number = 0
    while number < _LONGEST and is_weak(number):
        number += 1
    following = range(number, min(number + _NEAR, count, len(sizes)))
    if title:
        carried = any(shared(index) >= _SHARED for index in following)
    else:
        carried = any(recurs(index) >= _RECURS for index in following)
    if not 0 < number < _LONGEST or not carried:
        return 0
    later = openings(document.language.code).later
    timed = [index for index in following if later.match(document.sentences[index].text)]
    # "Ten minutes later" is relative to the hour of the scene, so the sentence needs the scene.
    return max(following, key=lambda n: (n not in timed, shared(n)))


def _news_after_scene(document: Document, title: set[int]) -> int:
    """Return the place of the news in an article that opens on a scene. 0 without scene or news.

    The news is the sentence that shares most words with the headline; without a headline it is the
    first sentence that can be the news. If other paragraphs follow closely, sentences of the
    scene's paragraph do not count.
    """
    sentences, code = document.sentences, document.language.code
    if not has_scenes(code):
        return 0

    def is_quoted(index: int) -> bool:
        return any(need.kind == "quotation" for need in ties_of(document).needs(index))

    begin = next((n for n in range(min(_LONGEST, len(sentences))) if not is_quoted(n)), 0)
    text = sentences[begin].text
    voice = not begin and is_voice(text)
    if not voice and not is_scene(text, code):
        return 0
    end = begin + 1
    while end < min(_LONGEST, len(sentences)) and (
        is_quoted(end) or is_scene(sentences[end].text, code)
    ):
        end += 1
    near = range(end, min(end + _REACH, len(sentences)))
    own = sentences[begin].paragraph
    apart = [n for n in near if voice or sentences[n].paragraph != own]
    able = (n for n in apart or near if _reports_alone(document, n))
    first = next(able, 0)
    if not first or not title:
        return first
    held = {n: len(title.intersection(document.terms_of(n))) for n in (first, *able)}
    return max(held, key=lambda n: (held[n] - _FARTHER * (n - first), -n))


def _delayed(document: Document, title: set[int]) -> int:
    """Return the place of the news of an article with a delayed lead, else 0.

    A headline must not speak against the news: the news must share at least as many words with the
    headline as the first sentence does.
    """
    news = delayed(document, lambda index: _reports_alone(document, index))
    if not news or not title:
        return news
    shared = [len(title.intersection(document.terms_of(index))) for index in (0, news)]
    return news if shared[1] >= shared[0] else 0


def _reports_alone(document: Document, index: int) -> bool:
    """Return whether a sentence reports and needs no other sentence except for a full name."""
    text, code = document.sentences[index].text, document.language.code
    if text[:1] in MARKS or is_scene(text, code) or tells_hour(text, code):
        return False
    if not reports(document, index):
        return False
    return all(can_complete(document, index, need) for need in ties_of(document).needs(index))


def continues(document: Document) -> bool:
    """Return whether the first sentence refers back, as if another text preceded the article."""
    text = document.sentences[0].text
    begin = openings(document.language.code)
    definite = begin.definite.match(text)
    tells = (TELLS, begin.tells)
    if definite and not any(each.match(text, definite.end()) for each in tells):
        return True
    if begin.demonstrative.match(text) and not begin.cataphoric.match(text):
        return True
    return any(
        pattern.match(text)
        for pattern in (begin.connective, begin.pronoun, begin.comparison, begin.opener)
    )


def reports(document: Document, index: int) -> bool:
    """Return whether a sentence reports: it is no teaser, question or address to the reader."""
    text = unquoted(document.sentences[index].text)
    if "?" in text or _READER.search(text) or text[-1] not in ENDS:
        return False
    if document.language.count_words(text) <= _BRIEF:
        return False
    if _GENERAL.search(text) and not _SPECIFIC.search(text):
        return False  # a general statement is no report: "Lost luggage is a common nuisance."
    return not openings(document.language.code).first_person.search(text)


def _is_suspect(document: Document, title: set[int]) -> bool:
    """Return whether the first sentence may belong to a lead-in, so that more checks are due."""
    if title:
        return title.isdisjoint(document.terms_of(0))
    text = document.sentences[0].text
    size = document.language.count_words(text)
    return (
        size < _STUB
        or (size < _TEASER and (_is_teaser(document, 0) or _is_heading(document, 0)))
        or _is_story(document, 0)
        or _opens_on_the_hour(document, 0)
    )


def _is_teaser(document: Document, index: int) -> bool:
    """Return whether a short sentence has no name or number, and the next sentence is a report.

    "Nobody fired a shot. The council of Marl and its bakers agreed on Monday that ..."
    """
    text, following = document.sentences[index].text, document.sentences[index + 1].text
    if not (text[:1].isupper() and text[1:].islower()) or any(map(str.isdigit, text)):
        return False
    if index == 0 and continues(document):
        return False
    return document.language.count_words(following) >= _REPORT and bool(_NAMED.search(following))


def _is_place(document: Document) -> bool:
    """Return whether the first line is a place name before the report, in the same paragraph."""
    first, second = document.sentences[:2]
    return (
        first.text[-1] == "."
        and first.text[:1].isupper()
        and first.paragraph == second.paragraph
        and _reports_alone(document, 1)
    )


def _is_heading(document: Document, index: int) -> bool:
    """Return whether a short line is a whole paragraph and does not end like a sentence."""
    sentence = document.sentences[index]
    if sentence.text[-1] in ENDS or document.language.count_words(sentence.text) >= _TEASER:
        return False
    return document.sentences[index + 1].paragraph != sentence.paragraph


def _opens_on_the_hour(document: Document, index: int) -> bool:
    """Return whether a sentence opens on an hour: "At ten in the morning, when ..."."""
    found = _HOUR.search(document.sentences[index].text[:_HEAD])
    return found is not None


def _is_story(document: Document, index: int) -> bool:
    """Return whether a sentence without quotations opens on a pronoun."""
    text = document.sentences[index].text
    return unquoted(text) == text and bool(openings(document.language.code).pronoun.match(text))

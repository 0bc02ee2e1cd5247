"""Shortening without a parser: words, endings and punctuation show the clauses.

A sentence is divided at commas, semicolons and dashes outside quotations and brackets. These parts
may be deleted: brackets; a relative clause or an apposition between two commas; and all text after
a comma if the text before it is a clause. The words and endings of ``data/clauses.json`` show
whether a stretch has a finite verb. In a language without an entry there, or whose verb comes
last, only brackets and text between dashes are deleted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from summkit.cohesion.labels import labels_of
from summkit.cohesion.scenes import MARKS
from summkit.document import Document
from summkit.language import Language
from summkit.reading.cleaning.dateline import split_dateline
from summkit.shortening.candidates import joined
from summkit.shortening.germanic.writing import field_versions
from summkit.shortening.references import background_last, refers_back
from summkit.shortening.result import Shortening
from summkit.shortening.trimming import front
from summkit.shortening.unparsed.cuts import (
    STOPS,
    Spans,
    cuts,
    has_paired_marks,
    opens_dependent,
    says_something,
    trimmed,
    without,
)
from summkit.shortening.unparsed.days import days
from summkit.shortening.unparsed.gist import lacks_object, news_versions
from summkit.shortening.unparsed.pronouns import leans
from summkit.shortening.unparsed.segments import words_of
from summkit.shortening.unparsed.soft import soft_cuts
from summkit.shortening.unparsed.substitutes import stands_alone
from summkit.shortening.unparsed.torn import is_torn

_SIGNS = ",;:،؛、，፣"  # no text opens on these
_LEAST_WORDS, _LEAST_CHARACTERS, _LEAST_PROSE = 4, 18, 7
_LABEL = 5  # maximum words of a dateline that is a sentence
_SOFT_SHARE = 2  # a headline that lost a phrase must fill at least half of its budget
_SHARE = 3  # a headline that lost a clause must fill at least a third of its budget

_SLIGHT, _MUCH = 0.7, 2.0
"""Maximum costs of the deletions in a later sentence and in the news sentence, by its fields."""

BARE = "".join(stop for stop in STOPS if stop not in "?!？！؟")
"""Full stops, with which a headline does not end; question and exclamation marks stay."""

_CHANCES = {
    "bracket": 0.97,
    "time": 0.95,
    "aside": 0.85,
    "relative": 0.85,
    "apposition": 0.8,
    "clauses": 0.8,
    "opening": 0.8,
    "tail": 0.65,
}
"""Probabilities that a deletion is right, estimated while reading examples.

Their order matters more than their values.
"""


def shortened(document: Document, index: int, fits: Callable[[str], bool]) -> Shortening | None:
    """Return a sentence shortened to fit; None if that is not safe.

    Parameters
    ----------
    index
        The place of the sentence in the document.
    fits
        Returns whether a text is within the budget.
    """
    count = document.language.count_words
    for ways in (cuts, soft_cuts):
        for each in versions(document, index, fits, ways):
            if count(each.text) >= _LEAST_PROSE:
                return each
    return None


def headlines(document: Document, sentences: Iterable[int], characters: int) -> list[Shortening]:
    """Return headlines that are whole sentences or clauses, the best first; perhaps none.

    Headlines of a later sentence are returned only if the better sentences have none.
    """

    def fits(text: str) -> bool:
        return len(text.rstrip(BARE)) <= characters

    known, code = words_of(document.language.code), document.language.code
    news: int | None = None
    leaning: list[Shortening] = []  # of the best sentence, with a pronoun without its antecedent
    order = _without_labels(document, list(background_last(document, sentences)))
    for place, index in enumerate(order):
        if not place:
            says = says_something(document.sentences[index].text, document.language)
            news = index if says and not refers_back(document, index) else None
        elif (
            refers_back(document, index)
            or _is_voice(document, index)
            or not stands_alone(document, index, news)
        ):
            continue
        whole = _whole(document, index, fits)
        if (
            whole is not None
            and known is not None
            and not says_something(whole.text, document.language)
        ):
            continue  # a dateline or a heading, without a verb
        parts = _shorter(document, index, fits, characters, later=place > 0, whole=bool(whole))
        made = [bare(each) for each in ([whole] if whole else []) + parts]
        alone = [each for each in made if not leans(each.text, code)]
        if alone:
            return alone
        if made and not place:
            leaning, news = made, None
    return leaning


def _shorter(
    document: Document,
    index: int,
    fits: Callable[[str], bool],
    characters: int,
    *,
    later: bool,
    whole: bool,
) -> list[Shortening]:
    """Return shortened versions of a sentence that may be headlines; perhaps none.

    Parameters
    ----------
    later
        Whether better sentences have no headline. A later sentence loses less.
    whole
        Whether the whole sentence fits.
    """
    language = document.language
    known = words_of(language.code)
    parts: list[Shortening] = []
    if not whole:
        most = _SLIGHT if later else _MUCH
        parts = field_versions(document, index, fits, characters, most)
        if not parts and not later:
            parts = news_versions(document, index, fits, characters)
    parts = parts or [
        each
        for each in versions(document, index, fits)
        if len(each.text) * _SHARE >= characters
        and not (later and "tail" in each.reasons)
        and not (known is not None and _is_torn(document, each))
    ]
    if not (parts or whole or later):
        parts = _softly_cut(document, index, fits, characters)
    if known is None:
        return parts
    return [
        each
        for each in parts
        if not opens_dependent(each.text, known)
        and not lacks_object(each.text, each.reasons, language)
    ]


def _softly_cut(
    document: Document, index: int, fits: Callable[[str], bool], characters: int
) -> list[Shortening]:
    """Return versions without a phrase after the verb, for a sentence of which no clause fits."""
    known = words_of(document.language.code)
    torn = known is not None and not known.second
    for ways in (soft_cuts, _soft_without_asides):
        parts = [
            each
            for each in versions(document, index, fits, ways)
            if len(each.text) * _SOFT_SHARE >= characters
            and not (torn and _is_torn(document, each))
        ]
        if parts:
            return parts
    return []


def _without_labels(document: Document, order: list[int]) -> list[int]:
    """Return the sentences without datelines at the front, so that the news follows.

    "КРАСНОЯРСК, 10 августа. /ТАСС/. Взрывы ...": the third sentence is the news.
    """
    count = document.language.count_words
    while len(order) > 1:
        text = document.sentences[order[0]].text
        if count(text) > _LABEL or says_something(text, document.language):
            break
        following = min((index for index in order if index > order[0]), default=order[1])
        order = [following, *(each for each in order[1:] if each != following)]
    return order


def _is_voice(document: Document, index: int) -> bool:
    """Return whether a sentence opens on a quotation, which is not the news."""
    return document.sentences[index].text[:1] in MARKS


def _is_torn(document: Document, made: Shortening) -> bool:
    """Return whether a headline is part of a clause whose second verb was deleted."""
    text = document.sentences[made.sentence].text[front(document, made.sentence)[0] :]
    return is_torn(text, made.text, document.language)


def _whole(document: Document, index: int, fits: Callable[[str], bool]) -> Shortening | None:
    """Return a whole sentence without its dateline if it fits; else None."""
    sentence = document.sentences[index]
    begin = labels_of(document).ends.get(index, 0)
    rest = split_dateline(sentence.text[begin:])[2].strip()
    start = sentence.start + sentence.text.rindex(rest)
    text = joined([rest])
    if not text.strip(STOPS + " \t\n") or not fits(text) or not has_paired_marks(text):
        return None
    place = ((start, start + len(rest)),)
    return Shortening(text, place, place, index, 1000.0, ())


def bare(found: Shortening) -> Shortening:
    """Return a headline without its final full stop."""
    runs, text = list(found.runs), found.text
    while text and text[-1] in BARE:
        text = text[:-1]
        start, end = runs.pop()
        runs += [(start, end - 1)] if end - start > 1 else []
    return replace(found, text=text, runs=tuple(runs), pieces=tuple(runs))


def versions(
    document: Document,
    index: int,
    fits: Callable[[str], bool],
    ways: Callable[[str, Language], Iterable[tuple[Spans, tuple[str, ...]]]] = cuts,
) -> list[Shortening]:
    """Return the versions of a sentence that fit, the longest first.

    Parameters
    ----------
    ways
        Yields pairs of the remaining stretches and the kinds of deletion.
    """
    sentence = document.sentences[index]
    begin = front(document, index)[0]
    rest = sentence.text[begin:]
    offset = sentence.start + begin
    language = document.language
    found: dict[str, Shortening] = {}
    for spans, reasons in _without_days(rest, language, ways):
        spans = trimmed(rest, spans)
        text = joined([rest[a:b] for a, b in spans])
        if text in found or not spans or not _long_enough(text, language) or not fits(text):
            continue
        if not has_paired_marks(text) or text[0] in _SIGNS:
            continue
        chance = 1.0
        for each in reasons:
            chance *= _CHANCES[each]
        found[text] = Shortening(
            text,
            tuple((offset + a, offset + b) for a, b in spans),
            tuple((offset + a, offset + b) for a, b in spans),
            index,
            float(len(text)),
            reasons,
            round(chance, 4),
        )
    return sorted(found.values(), key=lambda each: (-each.score, each.runs))


def _without_days(
    text: str,
    language: Language,
    ways: Callable[[str, Language], Iterable[tuple[Spans, tuple[str, ...]]]],
) -> Iterator[tuple[Spans, tuple[str, ...]]]:
    """Yield each way to shorten a sentence, with and without the day of the event."""
    gone = days(text, language.code)
    if gone:
        yield without([(0, len(text.rstrip()))], gone), ("time",)
    for spans, reasons in ways(text, language):
        yield spans, reasons
        if gone:
            yield without(spans, gone), (*reasons, "time")


def _soft_without_asides(text: str, language: Language) -> Iterator[tuple[Spans, tuple[str, ...]]]:
    """Yield ways to delete both an aside between commas and a phrase at the end."""
    for spans, reasons in cuts(text, language):
        if not {"relative", "apposition", "aside"} & {*reasons} or "clauses" in reasons:
            continue
        places: list[int] = []
        for start, end in spans:
            places += [-1] * bool(places and text[start].isalnum()) + [*range(start, end)]
        shorter = "".join([text[n] if n >= 0 else " " for n in places])
        for parts, more in soft_cuts(shorter, language):
            held = [places[n] for start, end in parts for n in range(start, end)]
            yield _joined([(n, n + 1) for n in held if n >= 0]), (*reasons, *more)


def _joined(spans: Spans) -> Spans:
    """Return the stretches; adjacent stretches are joined to one."""
    found: Spans = []
    for start, end in spans:
        if found and found[-1][1] == start:
            found[-1] = found[-1][0], end
        else:
            found.append((start, end))
    return found


def _long_enough(text: str, language: Language) -> bool:
    if not language.spaced:
        return len(text) >= _LEAST_CHARACTERS // 2
    return len(text) >= _LEAST_CHARACTERS and text.count(" ") + 1 >= _LEAST_WORDS

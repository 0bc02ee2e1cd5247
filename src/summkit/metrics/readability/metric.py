"""Readability lint for extracts: what taking sentences out of an article leaves hanging.

The failures that Zhang, Wan and Bansal 2023 ("Extractive is not Faithful", section 3) found in
extracts, as far as rules without a model can tell them: incomplete coreference (kind "pronoun"),
incomplete discourse ("connective", "quotation", "attribution"), and, beyond the paper, what a
page leaks into an extract ("furniture"). A pronoun behind any name is let pass, so that
incorrect coreference (it now seems to mean somebody else) is not found; nor is what else misleads.

A sentence whose predecessor in the article stands before it in the extract is as readable as
the article made it, and so is the article's first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from summkit.article import Reference
from summkit.document import Document
from summkit.metrics.base import NAN, Candidate, Metric
from summkit.metrics.column import Column
from summkit.metrics.readability.openings import Openings, openings
from summkit.metrics.support.names import names, tokens
from summkit.reading.cleaning.dateline import split_dateline
from summkit.reading.cleaning.furniture import line_rule

KINDS = ("pronoun", "connective", "quotation", "attribution", "furniture")

_SHORT = 7  # words; no longer sentence is nothing but an attribution
_LINES = 4  # sentences; no caption has more
_FURNITURE = frozenset({"byline", "caption", "dateline", "timestamp", "copyright", "page label"})
_MARKS = re.compile(r"[\"“”«»]")
_PARTNER = {"“": "”", "«": "»", '"': '"'}
_CLOSING = "”»"
_QUOTED = re.compile(r"[\"“”„«»‘「『]")


@dataclass(frozen=True, slots=True)
class Finding:
    """Something in an extract that a reader stumbles over.

    Attributes
    ----------
    kind
        One of `KINDS`.
    sentence
        Index into the candidate's sentences.
    start, end, text
        Place in that sentence: ``candidate.sentences[sentence][start:end] == text``.
    """

    kind: str
    sentence: int
    start: int
    end: int
    text: str


def lint(candidate: Candidate, document: Document) -> list[Finding]:
    """Return the findings of an extract, by sentence, then place.

    Parameters
    ----------
    candidate
        Sentences of the document. Where it does not say which were chosen, each is looked
        for in the document; one that does not stand there has no predecessor, and only
        quotation marks and furniture are checked.
    document
        What it was taken from. In a language without word lists only quotation marks and
        furniture are checked.
    """
    places = _places(candidate, document)
    found: list[Finding] = []
    for number, sentence in enumerate(candidate.sentences):
        place = places[number]
        if place is not None and place > 0 and not (number and places[number - 1] == place - 1):
            found += _hanging(candidate, places, number, document)
        found += _furniture(sentence, number, place, document)
    found += _half_quotations(candidate, places)
    return sorted(found, key=lambda finding: (finding.sentence, finding.start, finding.kind))


def _places(candidate: Candidate, document: Document) -> list[int | None]:
    """Return each sentence's index in the document."""
    if candidate.chosen is not None and len(candidate.chosen) == len(candidate.sentences):
        return list(candidate.chosen)
    known = {" ".join(s.text.split()): s.index for s in reversed(document.sentences)}
    return [known.get(" ".join(sentence.split())) for sentence in candidate.sentences]


def _hanging(
    candidate: Candidate, places: Sequence[int | None], number: int, document: Document
) -> Iterator[Finding]:
    """Yield what refers to the left-out sentence before this one."""
    sentence = candidate.sentences[number]
    begin = openings(document.language.code)
    if _is_attribution(sentence, begin):
        yield Finding("attribution", number, 0, len(sentence), sentence)
        return
    start = 0
    connective = begin.connective.match(sentence)
    if connective:
        yield _finding("connective", number, connective)
        start = connective.end()
    before = " ".join(candidate.sentences[:number])
    pronoun = begin.pronoun.match(sentence, start)
    if pronoun:
        if not _is_named(before, document):
            yield _finding("pronoun", number, pronoun)
        return
    demonstrative = begin.demonstrative.match(sentence, start)
    if demonstrative and not _QUOTED.search(sentence, 0, demonstrative.start("word")):
        yield _finding("pronoun", number, demonstrative)
        return
    definite = begin.definite.match(sentence, start)
    if definite and not _is_introduced(definite, before, document):
        yield _finding("pronoun", number, definite)


def _finding(kind: str, number: int, match: re.Match[str]) -> Finding:
    return Finding(kind, number, match.start("word"), match.end("word"), match["word"])


def _is_named(text: str, document: Document) -> bool:
    """Whether a text names anybody or anything, as far as its capitals tell."""
    language = document.language
    return any(
        True for _ in names(text, tokens(text, language.code), bytearray(len(text)), language)
    )


def _is_introduced(match: re.Match[str], before: str, document: Document) -> bool:
    """Whether the noun of "The company" stands in the extract before it, or says itself which."""
    noun = match["word"].split()[-1].lower()
    if re.search(rf"(?<!\w){re.escape(noun.rstrip('s'))}", before, re.IGNORECASE):
        return True
    after = match.string[match.end() :].lstrip()
    return bool(re.match(r"(?:of|for|who|which|that|between|to|behind|in)\b", after)) or (
        after[:1].isupper()
    )


def _is_attribution(sentence: str, begin: Openings) -> bool:
    """Whether a sentence only says who said what stood before it, such as "he said."."""
    words = sentence.split()
    if len(words) > _SHORT or _QUOTED.search(sentence):
        return False
    match = begin.says.search(sentence)
    if not match:
        return False
    bare = sentence.rstrip(" .!?,…")
    return match.end() == len(bare) or (match.start() == 0 and sentence[:1].islower())


def _furniture(
    sentence: str, number: int, place: int | None, document: Document
) -> Iterator[Finding]:
    """Yield a dateline, byline or caption that no reader should meet in an extract."""
    if place is None:
        begins, paragraph = True, sentence
    else:
        begins, paragraph = _paragraph(document, place)
    head = split_dateline(sentence)[0] if begins else ""
    if head:
        start = sentence.index(head)
        yield Finding("furniture", number, start, start + len(head), head)
    elif paragraph.strip() and line_rule(paragraph.strip(), begun=False) in _FURNITURE:
        yield Finding("furniture", number, 0, len(sentence), sentence)


def _paragraph(document: Document, place: int) -> tuple[bool, str]:
    """Return whether a sentence begins its paragraph, and the paragraph."""
    sentences = document.sentences
    first = last = place
    paragraph = sentences[place].paragraph
    while first and sentences[first - 1].paragraph == paragraph:
        first -= 1
    while last + 1 < len(sentences) and sentences[last + 1].paragraph == paragraph:
        last += 1
    # A longer paragraph is no furniture.
    if last - first > _LINES:
        return first == place, ""
    return first == place, document.article.body[sentences[first].start : sentences[last].end]


def _half_quotations(candidate: Candidate, places: Sequence[int | None]) -> Iterator[Finding]:
    """Yield quotation marks without their partner, sentences that were neighbours as one."""
    open_marks: list[Finding] = []
    for number, sentence in enumerate(candidate.sentences):
        place = places[number]
        follows = number and place is not None and places[number - 1] == place - 1
        if not follows:
            yield from open_marks
            open_marks = []
        for match in _MARKS.finditer(sentence):
            mark = match.group()
            finding = Finding("quotation", number, *match.span(), mark)
            last = open_marks[-1].text if open_marks else ""
            if _PARTNER.get(last) == mark:
                open_marks.pop()
            elif mark == '"' and not last and sentence[: match.start()][-1:].isdigit():
                pass  # inches
            elif mark in _CLOSING or (mark == '"' and not last and _closes(sentence, match)):
                yield finding
            elif last != mark:  # a quotation over several paragraphs opens anew with each
                open_marks.append(finding)
    yield from open_marks


def _closes(sentence: str, mark: re.Match[str]) -> bool:
    """Whether a straight quotation mark stands as one that closes: behind a word, before none."""
    before, after = sentence[: mark.start()][-1:], sentence[mark.end() :][:1]
    return bool(before.strip()) and not after.isalnum()


class Readability(Metric):
    """How many things in an extract a reader stumbles over; see `lint`.

    * readability.findings: all of them;
    * readability.pronoun: opens on a pronoun or determiner whose referent was left out;
    * readability.connective: opens on a connective to a sentence left out;
    * readability.quotation: half of a quotation;
    * readability.attribution: "he said." without what he said;
    * readability.furniture: a leaked dateline, byline or caption.

    Counts per text, so that longer extracts have more. Without a document every value
    is NaN.
    """

    name: ClassVar[str] = "readability"
    source: ClassVar[str] = (
        "after Zhang, Wan and Bansal 2023, Extractive is not Faithful, section 3"
    )

    @property
    def columns(self) -> tuple[Column, ...]:
        """readability.findings, and one column a kind; fewer is better."""
        kinds = ("findings", *KINDS)
        return tuple(Column(f"readability.{k}", k, unit="findings", better=-1) for k in kinds)

    def values(
        self,
        candidate: Candidate,
        references: Sequence[Reference],
        document: Document | None,
    ) -> tuple[float, ...]:
        """Return the values of one candidate."""
        if document is None:
            return (NAN,) * len(self.columns)
        kinds = [finding.kind for finding in lint(candidate, document)]
        return (float(len(kinds)), *(float(kinds.count(kind)) for kind in KINDS))

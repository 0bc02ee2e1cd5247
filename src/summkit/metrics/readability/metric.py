"""Readability lint for extracts: what taking sentences out of an article leaves hanging.

The failures that Zhang, Wan and Bansal 2023 ("Extractive is not Faithful", section 3) found in
extracts, as far as rules without a model can tell them: what a sentence needs of others and the
extract does not give (see `summkit.cohesion`, which newsrank reads too), and, beyond the paper,
what a page leaks into an extract ("furniture"). What misleads otherwise is not found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from summkit.article import Reference
from summkit.cohesion import need
from summkit.cohesion.quotations import halves
from summkit.cohesion.ties import unmet
from summkit.document import Document
from summkit.metrics.base import NAN, Candidate, Metric
from summkit.metrics.column import Column
from summkit.reading.cleaning.dateline import split_dateline
from summkit.reading.cleaning.furniture import line_rule
from summkit.reading.cleaning.notices import notices

KINDS = (*need.KINDS, "furniture")

_LINES = 4  # sentences; no caption has more
_FURNITURE = frozenset({"byline", "caption", "dateline", "timestamp", "copyright", "page label"})


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
    furniture: list[Finding] = []
    for number, sentence in enumerate(candidate.sentences):
        furniture += _furniture(sentence, number, places[number], document)
    # A caption without a full stop is one fault, not two.
    lines = {each.sentence for each in furniture if each.text == candidate.sentences[each.sentence]}
    findings = furniture + [
        each
        for each in _hanging(candidate, places, document)
        if each.kind != "broken" or each.sentence not in lines
    ]
    return sorted(findings, key=lambda finding: (finding.sentence, finding.start, finding.kind))


def _places(candidate: Candidate, document: Document) -> list[int | None]:
    """Return each sentence's index in the document."""
    if candidate.chosen is not None and len(candidate.chosen) == len(candidate.sentences):
        return list(candidate.chosen)
    known = {" ".join(s.text.split()): s.index for s in reversed(document.sentences)}
    return [known.get(" ".join(sentence.split())) for sentence in candidate.sentences]


def _hanging(
    candidate: Candidate, places: Sequence[int | None], document: Document
) -> Iterator[Finding]:
    """Yield what refers to sentences left out, and halves of quotations."""
    # A sentence that is not the article's stands for none of its sentences.
    chosen = [-1 if place is None else place for place in places]
    for number, missing in unmet(document, chosen):
        sentence = candidate.sentences[number]
        if missing.kind == "name" and _has_named(candidate.sentences[:number], missing.text):
            continue
        start = _start(sentence, document.sentences[chosen[number]].text, missing)
        if start is not None:
            end = min(start + len(missing.text), len(sentence))
            yield Finding(missing.kind, number, start, end, sentence[start:end])
    for number, sentence in enumerate(candidate.sentences):
        place = places[number]
        if place is None or sentence != document.sentences[place].text:
            for half in halves(sentence):
                end = half.start + len(half.mark)
                yield Finding("quotation", number, half.start, end, half.mark)


def _has_named(sentences: Sequence[str], name: str) -> bool:
    """Whether sentences before one name whom it means, be it because they name him in full."""
    surname = re.escape(name.split()[-1])
    return any(re.search(rf"(?<!\w){surname}(?!\w)", sentence) for sentence in sentences)


def _start(sentence: str, text: str, missing: need.Need) -> int | None:
    """Return where a need stands in what is left of its sentence; None where it is left out."""
    if sentence == text:
        return missing.start
    if missing.kind == "quotation" and len(missing.text) == 1:
        return None  # halves are looked for in what is left
    start = sentence.find(" ".join(missing.text.split()))
    before = sentence[: max(start, 0)].split()[-1:]
    if missing.kind == "name" and before != text[: missing.start].split()[-1:]:
        return None  # it is printed in full
    return None if start < 0 else start


def _furniture(
    sentence: str, number: int, place: int | None, document: Document
) -> Iterator[Finding]:
    """Yield a dateline, byline, caption or notice that no reader should meet in an extract."""
    if place is None:
        begins, paragraph = True, sentence
    else:
        begins, paragraph = _paragraph(document, place)
    head = split_dateline(sentence)[0] if begins else ""
    if head:
        start = sentence.index(head)
        yield Finding("furniture", number, start, start + len(head), head)
    elif notices([sentence], document.language.code) or _is_furniture(paragraph.strip()):
        yield Finding("furniture", number, 0, len(sentence), sentence)


def _is_furniture(paragraph: str) -> bool:
    return bool(paragraph) and line_rule(paragraph, begun=False) in _FURNITURE


def _paragraph(document: Document, place: int) -> tuple[bool, str]:
    """Return whether a sentence begins its paragraph, and the paragraph."""
    sentences = document.sentences
    first = last = place
    paragraph = sentences[place].paragraph
    # A longer paragraph than `_LINES` is no furniture: it is not walked to its ends.
    while first and place - first <= _LINES and sentences[first - 1].paragraph == paragraph:
        first -= 1
    while (
        last - place <= _LINES
        and last + 1 < len(sentences)
        and sentences[last + 1].paragraph == paragraph
    ):
        last += 1
    if last - first > _LINES:
        return first == place, ""
    return first == place, document.article.body[sentences[first].start : sentences[last].end]


class Readability(Metric):
    """How many places of an extract a reader stumbles over; `lint` lists them.

    * readability.findings: all of them;
    * readability.pronoun: a pronoun or demonstrative whose referent was left out;
    * readability.name: a surname or initials whose full name was left out;
    * readability.noun: "the plan" without the sentence that had it first;
    * readability.connective: a connective to a sentence left out ("But", "also"), or a question
      without the sentence that answers it;
    * readability.comparison: "others", "the second", without the first;
    * readability.quotation: half of a quotation, or one without the one who says it;
    * readability.attribution: "he said." without what he said;
    * readability.broken: a doubled word, a lost end or beginning, a sign of another encoding;
    * readability.furniture: a leaked dateline, byline, caption or notice.

    Counts per text, so that longer extracts have more. Without a document every value
    is NaN.
    """

    name: ClassVar[str] = "readability"
    version: ClassVar[int] = 5
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

"""Readability lint for extracts: faults that appear when sentences are taken out of an article.

These are the faults that Zhang, Wan and Bansal 2023 ("Extractive is not Faithful", section 3) found
in extracts, as far as rules without a model can recognise them: a sentence refers to another
sentence that the extract lacks (see `summkit.cohesion`, which newsrank also uses). In addition to
the paper, the lint finds text of the page that is not part of the story ("furniture"). It does not
find other kinds of misleading extracts.
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

_LONGEST_CAPTION = 4  # maximum sentences of a caption
_FURNITURE = frozenset({"byline", "caption", "dateline", "timestamp", "copyright", "page label"})


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault in an extract that disturbs a reader.

    Attributes
    ----------
    kind
        One of `KINDS`.
    sentence
        Index of the sentence in the candidate.
    start, end, text
        Place in this sentence: ``candidate.sentences[sentence][start:end] == text``.
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
        Sentences of the document. If `chosen` is None, each sentence is searched in the document.
        A sentence that the document does not contain has no predecessor, so only quotation marks
        and furniture are checked.
    document
        The document of the extract. In a language without word lists, only quotation marks and
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
        for each in _unmet_references(candidate, places, document)
        if each.kind != "broken" or each.sentence not in lines
    ]
    return sorted(findings, key=lambda finding: (finding.sentence, finding.start, finding.kind))


def _places(candidate: Candidate, document: Document) -> list[int | None]:
    """Return the index of each sentence in the document; None if the document lacks it."""
    if candidate.chosen is not None and len(candidate.chosen) == len(candidate.sentences):
        return list(candidate.chosen)
    known = {" ".join(s.text.split()): s.index for s in reversed(document.sentences)}
    return [known.get(" ".join(sentence.split())) for sentence in candidate.sentences]


def _unmet_references(
    candidate: Candidate, places: Sequence[int | None], document: Document
) -> Iterator[Finding]:
    """Yield references to sentences that the extract lacks, and halves of quotations."""
    # A sentence that is not in the article gets an index that no sentence has.
    chosen = [-1 if place is None else place for place in places]
    for number, missing in unmet(document, chosen):
        sentence = candidate.sentences[number]
        if missing.kind == "name" and _has_named(candidate.sentences[:number], missing.text):
            continue
        start = _place_of(sentence, document.sentences[chosen[number]].text, missing)
        if start is not None:
            end = min(start + len(missing.text), len(sentence))
            yield Finding(missing.kind, number, start, end, sentence[start:end])
    listed = [halves(sentence) for sentence in candidate.sentences]
    for number, sentence in enumerate(candidate.sentences):
        place = places[number]
        if place is not None and sentence == document.sentences[place].text:
            continue
        for half in listed[number]:
            beside = listed[number + 1 : number + 2] if half.opens else listed[:number][-1:]
            if any(each.opens != half.opens for some in beside for each in some):
                continue  # the next sentence closes the quotation, or the last one opened it
            end = half.start + len(half.mark)
            yield Finding("quotation", number, half.start, end, half.mark)


def _has_named(sentences: Sequence[str], name: str) -> bool:
    """Return whether one of the sentences contains the last word of the name, as in a full name."""
    surname = re.escape(name.split()[-1])
    return any(re.search(rf"(?<!\w){surname}(?!\w)", sentence) for sentence in sentences)


def _place_of(sentence: str, text: str, missing: need.Need) -> int | None:
    """Return the place of a reference in a shortened sentence; None if it was deleted."""
    if sentence == text:
        return missing.start
    if missing.kind == "quotation" and len(missing.text) == 1:
        return None  # the caller searches the shortened sentence for halves of quotations
    start = sentence.find(" ".join(missing.text.split()))
    before = sentence[: max(start, 0)].split()[-1:]
    if missing.kind == "name" and before != text[: missing.start].split()[-1:]:
        return None  # the name was completed
    return None if start < 0 else start


def _furniture(
    sentence: str, number: int, place: int | None, document: Document
) -> Iterator[Finding]:
    """Yield a dateline, byline, caption or notice in a sentence, which belongs in no extract."""
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
    """Return whether a sentence begins its paragraph, and the text of the paragraph."""
    sentences = document.sentences
    first = last = place
    paragraph = sentences[place].paragraph
    # A paragraph longer than `_LONGEST_CAPTION` is not furniture, so its ends are not searched.
    while (
        first and place - first <= _LONGEST_CAPTION and sentences[first - 1].paragraph == paragraph
    ):
        first -= 1
    while (
        last - place <= _LONGEST_CAPTION
        and last + 1 < len(sentences)
        and sentences[last + 1].paragraph == paragraph
    ):
        last += 1
    if last - first > _LONGEST_CAPTION:
        return first == place, ""
    return first == place, document.article.body[sentences[first].start : sentences[last].end]


class Readability(Metric):
    """Number of faults in an extract that disturb a reader; `lint` lists them.

    * readability.findings: all of them;
    * readability.pronoun: a pronoun or demonstrative without its antecedent;
    * readability.name: a surname or initials without the full name;
    * readability.noun: "the plan" without the sentence that introduces the plan;
    * readability.connective: a connective to a missing sentence ("But", "also"), or a question
      without the sentence that answers it;
    * readability.comparison: "others", "the second", without the first;
    * readability.quotation: half of a quotation, or a quotation without its speaker;
    * readability.attribution: "he said." without the quotation;
    * readability.broken: a doubled word, a missing end or beginning, a sign of a wrong encoding;
    * readability.furniture: a dateline, byline, caption or notice of the page.

    The values are counts per text, so longer extracts have higher values. Without a document
    every value is NaN.

    Examples
    --------
    >>> import summkit as sk
    >>> document = sk.analyse("The mill in Ostrava burned down. It was built in 1902.", "en")
    >>> text = "It was built in 1902."
    >>> metric = sk.Readability()
    >>> values = metric.values(sk.Candidate(text, (text,), (1,)), (), document)
    >>> [column.name for column, value in zip(metric.columns, values) if value]
    ['readability.findings', 'readability.pronoun']
    """

    name: ClassVar[str] = "readability"
    version: ClassVar[int] = 9
    source: ClassVar[str] = (
        "after Zhang, Wan and Bansal 2023, Extractive is not Faithful, section 3"
    )

    @property
    def columns(self) -> tuple[Column, ...]:
        """readability.findings, and one column per kind; lower is better."""
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

"""Proposed headlines for one article, measured and ranked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from summkit.article import Reference
from summkit.document import Document
from summkit.errors import InputError
from summkit.evaluation.contenders import split
from summkit.metrics.base import Candidate, Metric
from summkit.metrics.column import columns_of
from summkit.metrics.fragments import Fragments
from summkit.metrics.rouge import Rouge
from summkit.metrics.support.casing import FAULTS
from summkit.metrics.support.claims import Claim
from summkit.metrics.support.metric import Support, names_unchecked, unsupported
from summkit.patterns import regex
from summkit.sums import running_sum
from summkit.targets import CHANNELS

UNCHECKED = {
    "lower": "they have no capitals, which mark names",
    "capitals": "all is in capitals, and this language has no list of ordinary words",
    "title": "every word has a capital, and this language has no list of ordinary words",
    "none": "this script has no capitals",
}
"""Explanations why the names of a text were not checked; see `names_unchecked`."""


_BULLET = regex(r"\s*[-*•–—]\s+")
_NUMBER = regex(r"\s*(\d{1,2})[.)]\s+")


def without_list_marks(lines: Sequence[str]) -> list[str]:
    """Return proposed headlines without the marks of a list: "- ", "• ", "1. ", "2) ".

    Language models often answer with a list. A number is a mark only if the numbers count from 1
    and the list has a second number or a bullet, since "1. FC Halm wins" may be a headline.

    Examples
    --------
    >>> without_list_marks(["1. Bridge shut", "2. Bridge closed until May"])
    ['Bridge shut', 'Bridge closed until May']
    >>> without_list_marks(["1. FC Halm wins"])
    ['1. FC Halm wins']
    """
    numbers = [int(match[1]) for match in map(_NUMBER.match, lines) if match]
    counted = numbers == list(range(1, len(numbers) + 1))
    is_list = counted and (len(numbers) > 1 or any(map(_BULLET.match, lines)))
    texts = [_BULLET.sub("", line, count=1) if _BULLET.match(line) else line for line in lines]
    return [_NUMBER.sub("", text, count=1) if is_list else text for text in texts]


@dataclass(frozen=True, slots=True)
class HeadlineJudgement:
    """The measurements of one proposed headline.

    Attributes
    ----------
    fits
        Channel -> whether the headline is within the limit of the channel.
    rouge
        "headline", "dek", "lede" -> ROUGE-1 F1 (0..1) against this text of the article.
    coverage
        Share (0..1) of its words that the body contains.
    novelty
        Share (0..1) of its word pairs that the body does not contain; None for a single word.
    unsupported
        Numbers, names, quotations and similar claims that the body does not support.
    unchecked
        The reason why names were not checked, a key of `UNCHECKED`; "" if they were checked.
    negation
        Whether the headline denies a statement that the article affirms, or the reverse.
    """

    text: str
    characters: int
    words: int
    fits: Mapping[str, bool]
    rouge: Mapping[str, float]
    coverage: float
    novelty: float | None
    unsupported: tuple[Claim, ...]
    negation: bool
    unchecked: str = ""

    @property
    def closeness(self) -> float:
        """Mean of `rouge`; 0 if the article has no text to compare with."""
        return running_sum(self.rouge.values()) / len(self.rouge) if self.rouge else 0.0

    def to_dict(self) -> dict[str, Any]:
        """Return the row of ``summkit headline --format json`` as JSON data, without the rank."""
        return {
            "text": self.text,
            "characters": self.characters,
            "words": self.words,
            "fits": dict(self.fits),
            "rouge1": {name: round(value, 6) for name, value in self.rouge.items()},
            "coverage": round(self.coverage, 6),
            "novelty": None if self.novelty is None else round(self.novelty, 6),
            "unsupported": [
                {"kind": claim.kind, "text": claim.text, "start": claim.start, "end": claim.end}
                for claim in self.unsupported
            ],
            "names_checked": not self.unchecked,
            "negation": self.negation,
        }


def judge(document: Document, candidates: Sequence[str]) -> list[HeadlineJudgement]:
    """Measure headlines and rank them, best first.

    The rank depends on, in this order: the number of claims that the article does not support,
    because a false headline is worse than a dull headline; whether its names could be checked;
    closeness to the article's own headline, dek and lede; the input order.

    Raises
    ------
    InputError
        If the article has no sentence.
    """
    if not document.sentences:
        raise InputError("the body is empty", document.article.source)
    judged = [_judge(document, " ".join(text.split())) for text in candidates]
    return sorted(judged, key=_rank)


def _rank(judged: HeadlineJudgement) -> tuple[int, bool, float]:
    findings = len(judged.unsupported) + judged.negation
    return findings, judged.unchecked in FAULTS, -round(judged.closeness, 9)


def _judge(document: Document, text: str) -> HeadlineJudgement:
    candidate = Candidate.from_text(text)
    values = _values(Fragments(), candidate, (), document) | _values(
        Support(), candidate, (), document
    )
    novelty = values["novel2"]
    return HeadlineJudgement(
        text=text,
        characters=len(text),
        words=document.language.count_words(text),
        fits={name: len(text) <= limit for name, (limit, _) in CHANNELS.items()},
        rouge={
            name: _rouge1(candidate, reference, document)
            for name, reference in _own_texts(document).items()
        },
        coverage=values["coverage"],
        novelty=novelty if novelty == novelty else None,
        unsupported=tuple(unsupported(text, document)),
        negation=values["support.negation"] > 0,
        unchecked=names_unchecked(text, document),
    )


def _own_texts(document: Document) -> dict[str, Reference]:
    article = document.article
    texts = {"headline": article.headline, "dek": article.dek, "lede": document.sentences[0].text}
    return {name: split(text, document) for name, text in texts.items() if text and text.strip()}


def _rouge1(candidate: Candidate, reference: Reference, document: Document) -> float:
    return _values(Rouge(types="1"), candidate, (reference,), document)["rouge1.f"]


def _values(
    metric: Metric, candidate: Candidate, references: Sequence[Reference], document: Document
) -> dict[str, float]:
    names = [column.name for column in columns_of(metric)]
    return dict(zip(names, metric.values(candidate, references, document), strict=True))

"""The probability that an editor prints a text as it is: a logistic model over a few signals.

The signals are counted in the text, in its sentences and in the deletions. The weights are in
``models/confidence.json``; `benchmarks/confidence.py` fits them to judged texts. For a text that
summkit did not write, only the signals that its words show can be counted.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import pairwise
from math import exp, log
from pathlib import Path

from summkit.cohesion.leadin import news_of
from summkit.cohesion.manner import are_personal
from summkit.cohesion.openings import openings
from summkit.cohesion.quotations import halves, unquoted
from summkit.cohesion.soundness import ENDS
from summkit.cohesion.ties import ties_of, unmet
from summkit.document import Document
from summkit.patterns import regex
from summkit.targets import TARGETS

MODEL = Path(__file__).parent / "models" / "confidence.json"

SIGNALS = {
    "headline": "",
    "dek": "",
    "summary": "",
    "truncated": "ends in a cut",
    "shortened": "a sentence was shortened",
    "risk": "readers often miss the deleted words",
    "judged": "the judge of headlines rates it low",
    "need": "refers to text that is not included",
    "broken": "a sentence is damaged",
    "half": "half of a quotation",
    "open": "does not end like a sentence",
    "short": "is very short",
    "symbol": "contains a stock symbol",
    "gap": "omits much text between two sentences",
    "late": "begins after the news",
    "apart": "its last sentence has no link to the others",
    "names": "",
    "says": "",
    "personal": "the article addresses its reader or is in the first person",
    "lines": "the article has headings, lists or tables",
    "questions": "the article begins with questions",
    "speaks": "addresses its reader or is in the first person",
}
"""Name -> the phrase of `--explain` if the signal is not 0 and lowers the confidence."""

DOUBTFUL = 0.3
"""Confidence below which fewer than three in ten texts are printable."""

_SHORT, _SHORT_HEADLINE = 8, 4  # words
_MOST_NEEDS = 3
_FARTHEST = 6.0  # scores of headlines beyond it count as this much
_NAME = regex(r"[^\W\d_a-z](?<=[^\W\d_A-Z,] \w)")
_SYMBOL = regex(r"<[^<>]{1,60}>|\([A-Z]{1,5}\.[A-Z]{1,2}\)")
_NAMES, _SAYS = 0.13, 0.33
"""Averages of English texts, used for other languages, in which no texts were judged."""


def signals(
    document: Document,
    text: str,
    indices: Sequence[int],
    *,
    target: str,
    truncated: bool,
    chance: float | None = None,
    judged: float | None = None,
    completed: int = 0,
) -> dict[str, float]:
    """Return a number for each of `SIGNALS`.

    Parameters
    ----------
    indices
        The sentences of the text, in order, each once.
    target
        The target of the text; a headline needs no full stop.
    chance
        The probability that its shortening did no harm, see `summkit.shortening.result`; None if
        the text is not shortened.
    judged
        The score of its shortening by the judge of English headlines; None without one.
    completed
        Number of names that were printed in full: each meets a need.
    """
    language = document.language
    headline = TARGETS[target].headline
    kinds = [need.kind for _, need in unmet(document, indices)]
    broken = kinds.count("broken")
    needs = max(0, len(kinds) - broken - completed)
    gap = max((after - before for before, after in pairwise(indices)), default=1)
    english = language.code == "en"
    manner = ties_of(document).manner
    news = news_of(document, headline=True) or 0
    return {
        "headline": float(headline),
        "dek": float(target == "dek"),
        "summary": float(target == "summary"),
        "truncated": float(truncated),
        "shortened": float(chance is not None),
        "risk": -log(max(chance, 0.01)) if chance is not None else 0.0,
        "judged": max(-_FARTHEST, min(_FARTHEST, judged or 0.0)),
        "need": float(min(_MOST_NEEDS, needs)),
        "broken": float(broken > 0),
        "half": float(len(halves(text)) > 0),
        "open": float(not headline and text[-1:] not in ENDS),
        "short": float(language.count_words(text) < (_SHORT_HEADLINE if headline else _SHORT)),
        "symbol": float(bool(_SYMBOL.search(text))),
        "gap": log(max(1, gap)),
        "late": log(1 + max(0, min(indices, default=0) - news)),
        "apart": float(target == "summary" and _is_apart(document, indices)),
        "names": len(_NAME.findall(text)) / max(1, len(text.split())) if english else _NAMES,
        "says": manner.says if english else _SAYS,
        "personal": min(0.5, manner.personal),
        "lines": min(0.5, manner.lines),
        "questions": float(manner.questions),
        "speaks": float(*are_personal([unquoted(text)], openings(language.code))),
    }


def _is_apart(document: Document, indices: Sequence[int]) -> bool:
    """Return whether the last sentence of several has no link to the sentences before it.

    It shares no stem with them, and it has no pronoun or other reference to an earlier sentence.
    """
    if len(indices) < 2 or ties_of(document).needs(indices[-1]):
        return False
    before = {term for index in indices[:-1] for term in document.terms_of(index)}
    return before.isdisjoint(document.terms_of(indices[-1]))


def confidence(numbers: Mapping[str, float]) -> float:
    """Return the probability that a text with these signals is printable, in hundredths."""
    weights = _weights()
    total = weights["bias"]
    for name in SIGNALS:
        total += weights[name] * numbers[name]
    return round(1 / (1 + exp(-total)), 2)


def doubts(numbers: Mapping[str, float]) -> list[str]:
    """Return phrases for the signals that lower the confidence, the strongest first."""
    weights = _weights()
    found = [
        (round(weights[name] * numbers[name], 4), phrase)
        for name, phrase in SIGNALS.items()
        if phrase and weights[name] * numbers[name] < -0.05
    ]
    return [phrase for _, phrase in sorted(found)]


@cache
def _weights() -> dict[str, float]:
    data = json.loads(MODEL.read_text("utf-8"))
    weights: dict[str, float] = data["weights"]
    return weights

"""How likely an editor is to print a text as it stands: a logistic model over a few signals.

The signals are counted from the text, its sentences and what was left out of them; the weights
stand in ``models/confidence.json`` and are fitted to judged texts by `benchmarks/confidence.py`. A
free text has signals too: they say of it what its words show.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from math import exp, log
from pathlib import Path

from summkit.cohesion.quotations import halves
from summkit.cohesion.ties import unmet
from summkit.document import Document
from summkit.shortening.result import Shortening

MODEL = Path(__file__).parent / "models" / "confidence.json"

SIGNALS = {
    "headline": "",
    "truncated": "ends in a cut",
    "shortened": "a sentence was shortened",
    "risk": "what was left out is often missed",
    "need": "refers to what is not there",
    "half": "half of a quotation",
    "open": "does not end like a sentence",
    "short": "is very short",
    "long": "has a very long sentence",
    "late": "opens late in the article",
    "unknown": "its language was not recognised",
}
"""Name -> what `--explain` says where the signal is not 0."""

_ENDS = ".!?…。！？।॥۔؟։።\"”»’'」』)）"
_SHORT, _SHORT_HEADLINE, _LONG = 8, 4, 45  # words
_MOST_NEEDS = 3


def signals(
    document: Document,
    text: str,
    indices: Sequence[int],
    *,
    headline: bool,
    truncated: bool,
    shortening: Shortening | None,
    completed: int = 0,
) -> dict[str, float]:
    """Return one number for each of `SIGNALS`.

    Parameters
    ----------
    indices
        The sentences that the text is made of, in order, each once.
    headline
        Whether it is a headline: it needs no full stop.
    completed
        How many names were printed in full: each meets a need.
    """
    language = document.language
    count = language.count_words(text)
    sentences = max(1, len(indices))
    needs = max(0, len(unmet(document, indices)) - completed)
    return {
        "headline": float(headline),
        "truncated": float(truncated),
        "shortened": float(shortening is not None),
        "risk": -log(max(shortening.chance, 0.01)) if shortening else 0.0,
        "need": float(min(_MOST_NEEDS, needs)),
        "half": float(len(halves(text)) > 0),
        "open": float(not headline and text[-1:] not in _ENDS),
        "short": float(count < (_SHORT_HEADLINE if headline else _SHORT)),
        "long": float(count / sentences > _LONG),
        "late": float(bool(indices) and min(indices) > 3),
        "unknown": float(language.code == "und"),
    }


def confidence(numbers: Mapping[str, float]) -> float:
    """Return the probability that a text with these signals is printable, in hundredths."""
    weights = _weights()
    total = weights["bias"]
    for name in SIGNALS:
        total += weights[name] * numbers[name]
    return round(1 / (1 + exp(-total)), 2)


def doubts(numbers: Mapping[str, float]) -> list[str]:
    """Return what lowers the confidence, in words, the largest doubt first."""
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

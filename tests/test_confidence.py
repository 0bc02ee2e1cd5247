"""Confidence: what should lower it does, and a text's explanation says so."""

from __future__ import annotations

import pytest

from summkit.article import Article
from summkit.confidence import SIGNALS, confidence, doubts
from summkit.report.summaries import explanation
from summkit.system import System

PLAIN = dict.fromkeys(SIGNALS, 0.0)


@pytest.mark.parametrize("name", ["truncated", "risk", "need", "half", "open", "unknown"])
def test_a_doubt_lowers_it(name: str) -> None:
    worse = PLAIN | {name: 1.0}
    assert 0.0 < confidence(worse) < confidence(PLAIN) < 1.0
    assert doubts(worse) == [SIGNALS[name]]


def test_a_text_that_stands_alone_is_surer_than_one_that_does_not() -> None:
    whole = "The council closed the old swimming pool in Marl on Monday. "
    dangling = "But she also said that they would appeal against the ruling. "
    body = whole + dangling + "Rain fell on the town for nine days in a row last month."
    first = System("lead", "summary", sentences=1).summarise(Article(body=body))
    second = System(
        lambda document: [0.0, 1.0, 0.0], "summary", sentences=1, name="second"
    ).summarise(Article(body=body))
    assert second.text == dangling.strip()
    assert second.confidence < first.confidence
    data = second.to_dict(explain=True)
    assert data["confidence"] == second.confidence
    assert SIGNALS["need"] in data["explain"]["doubts"]
    assert f"confidence {second.confidence:.2f}: {SIGNALS['need']}" in explanation(
        {"summary": second}
    )

"""Confidence: faults lower it, and the explanation of a text names them."""

from __future__ import annotations

import pytest

from summkit.article import Article
from summkit.confidence import SIGNALS, confidence, doubts
from summkit.report.summaries import explanation
from summkit.system import System

PLAIN = dict.fromkeys(SIGNALS, 0.0)


@pytest.mark.parametrize(
    "name",
    ["truncated", "risk", "need", "broken", "half", "open", "symbol", "late", "lines", "speaks"],
)
def test_a_doubt_lowers_the_confidence(name: str) -> None:
    worse = PLAIN | {name: 1.0}
    assert 0.0 < confidence(worse) < confidence(PLAIN) < 1.0
    assert doubts(worse) == [SIGNALS[name]]


def test_a_text_without_unmet_needs_has_a_higher_confidence() -> None:
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


def test_an_article_that_addresses_its_reader_has_a_lower_confidence() -> None:
    news = "The council closed the old swimming pool in Marl on Monday, the mayor said. "
    report = "The pool had stood there since 1961, Ada Orme told the council. "
    advice = "You should never swim alone. If you do, tell your friends. "
    reported = System("lead", "lede").summarise(Article(body=news + report * 1))
    advised = System("lead", "lede").summarise(Article(body=news + advice * 1))
    assert reported.text == advised.text
    assert advised.confidence < reported.confidence
    assert SIGNALS["personal"] in doubts(advised.signals)


def test_a_text_that_opens_on_the_news_after_a_scene_is_not_late() -> None:
    scene = "At five minutes to nine Alun Prior got up from a bench in the corridor. "
    news = "The assembly of Brannock lowered the voting age to 16 on Monday. "
    rest = "The voting age was 18 before. " + "The assembly votes in Brannock. " * 7
    article = Article(
        body=scene + news + rest, headline="Brannock assembly lowers voting age to 16"
    )
    summary = System("newsrank", "lede").summarise(article)
    assert summary.text == news.strip()
    assert summary.signals["late"] == 0.0

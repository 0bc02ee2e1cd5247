"""Texts of other programs that are copies of the references, or that contain HTML, are noted."""

from __future__ import annotations

import pytest

import summkit as sk
from summkit.evaluation.suspicious import equals_reference, has_markup, too_many_equal

ARTICLES = [
    sk.Article(f"The port was shut for {n} days. Ships wait.", id=f"a{n}", dek=f"Port shut: {n}")
    for n in range(6)
]
DEKS = {article.id: article.dek or "" for article in ARTICLES}


@pytest.mark.parametrize(
    ("text", "has"),
    [
        ("<p>A fire.</p>", True),
        ("A fire.<br/>", True),
        ("<SPAN class='x'>A fire", True),
        ("A&nbsp;fire", True),
        ("Smith &amp; Sons", True),
        ("caf&#233;", True),
        ("a < b and b > c", False),
        ("AT&T; and R&D; rose", False),
        ("<3 for the team", False),
        ("the <unknown> tag", False),
        ("", False),
    ],
)
def test_html_is_recognised(text: str, has: bool) -> None:
    assert has_markup([text]) is has


def test_an_equal_text_has_the_same_words() -> None:
    assert equals_reference(["A fire.", "Nobody hurt."], [("A  fire. Nobody hurt.",)])
    assert not equals_reference(["A fire."], [("A fire. Nobody hurt.",)])
    assert not equals_reference([], [()])


@pytest.mark.parametrize(
    ("equal", "texts", "many"),
    [(3, 3, True), (2, 2, False), (3, 5, True), (3, 6, False), (0, 0, False)],
)
def test_more_than_half_of_the_texts_and_at_least_three(equal: int, texts: int, many: bool) -> None:
    assert too_many_equal(equal, texts) is many


def score(texts: dict[str, str]) -> tuple[str, ...]:
    return sk.score(texts, DEKS, resamples=10, language="en").notes


def test_scored_copies_of_the_references_are_noted() -> None:
    assert score(DEKS) == (
        "6 of 6 texts are equal to a reference: check that the file contains the texts of the "
        "system, not the references",
    )
    assert score({**DEKS, "a0": "x", "a1": "x", "a2": "x"}) == ()


def test_scored_html_is_noted_with_its_ids() -> None:
    assert score({**dict.fromkeys(DEKS, "Port shut."), "a1": "<b>Port</b>", "a4": "A&nbsp;B"}) == (
        "2 texts contain HTML, which counts as words: remove it: a1, a4",
    )


def remarks(texts: dict[str, str]) -> tuple[str, ...]:
    run = sk.compare(ARTICLES, target="dek", outputs={"mine": texts}, resamples=10).run
    return run.header.remarks.get("mine", ())


def test_compared_copies_of_the_references_are_noted() -> None:
    assert remarks(DEKS) == (
        "has the text of a reference in 6 of these 6 articles: check that the file contains the "
        "texts of the system, not the references",
    )
    assert remarks({**DEKS, "a0": "x", "a1": "x", "a2": "x"}) == ()


def test_compared_html_is_noted() -> None:
    assert remarks({**dict.fromkeys(DEKS, "Port shut."), "a1": "<b>Port</b>"}) == (
        "contains HTML, which counts as words, in 1 of these 6 articles",
    )

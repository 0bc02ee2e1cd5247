"""Ledes of invented articles that open on a teaser, an anecdote, a scene or the news.

`openings.txt` contains the articles. A line that begins with "#" names an article. Each other line
is a sentence, and "> " marks the sentence with the news. In some articles, "- " marks the sentences
that no summary may contain: scenes, teasers and side remarks. The articles were marked before
summkit read them.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

import pytest

import summkit
from summkit import Article
from summkit.cohesion.leadin import lead_in
from summkit.cohesion.teasers import signs, tells_story
from summkit.datafiles import read_data


class Opening(NamedTuple):
    """An invented article and the place of its news."""

    name: str
    sentences: tuple[str, ...]
    news: int
    barred: frozenset[int]


def openings() -> list[Opening]:
    found = []
    text = Path(__file__).with_name("openings.txt").read_text("utf-8")
    for part in text.split("# ")[1:]:
        name, *lines = part.splitlines()
        news = next(n for n, line in enumerate(lines) if line.startswith("> "))
        barred = frozenset(n for n, line in enumerate(lines) if line.startswith("- "))
        sentences = tuple(line.removeprefix("> ").removeprefix("- ") for line in lines)
        found.append(Opening(name, sentences, news, barred))
    return found


OPENINGS = openings()


MARKED = [opening for opening in OPENINGS if opening.barred]


@pytest.mark.parametrize("opening", MARKED, ids=lambda each: each.name)
def test_a_summary_contains_the_news_and_no_scene(opening: Opening) -> None:
    separator = "" if "ja-" in opening.name else " "
    summary = summkit.summarise(Article(body=separator.join(opening.sentences)), "summary")
    chosen = {each.index for each in summary.sentences}
    assert opening.news in chosen
    assert not chosen & opening.barred


@pytest.mark.parametrize("separator", [" ", "\n\n"])
@pytest.mark.parametrize("opening", OPENINGS, ids=lambda each: each.name)
def test_the_lede_is_the_sentence_with_the_news(opening: Opening, separator: str) -> None:
    if separator == " " and "ja-" in opening.name:
        separator = ""
    lede = summkit.summarise(Article(body=separator.join(opening.sentences)), "lede")
    assert [each.text for each in lede.document.sentences] == list(opening.sentences)
    assert {each.index for each in lede.sentences} == {opening.news}


def test_the_openings_are_of_all_kinds() -> None:
    kinds = {opening.name.rsplit(" ", 1)[0] for opening in OPENINGS}
    assert {"delayed", "anecdote", "scene", "wrap", "control", "shape-question"} <= kinds
    assert len(MARKED) >= 30


FORMS = [
    (code, form, words["words"])
    for code, words in read_data("cohesion", "anecdotes").items()
    for form in words["forms"]
]


@pytest.mark.parametrize(("code", "form", "words"), FORMS)
def test_each_form_of_an_anecdote_matches_its_example(
    code: str, form: dict[str, str], words: dict[str, str]
) -> None:
    kinds = signs(code)
    assert kinds is not None
    assert tells_story(form["example"], code) != ("unless" in form)
    assert kinds.feature.match(form["example"]) or "unless" not in form
    alone = form["form"]
    for name, listed in words.items():
        alone = alone.replace(f"{{{name}}}", f"(?:{listed})")
    assert re.match(alone, form["example"])


@pytest.mark.parametrize(
    ("first", "expected"),
    [
        ("Everybody in Torval knows the smell.", 1),
        ("But everybody in Torval knows the smell.", 0),  # the text before it is missing
        ("Torval and its smell", 0),  # a heading, not a teaser
        ("Three people were killed when a wall fell in Torval.", 0),  # an event
        ("Torval is to lose its last mill.", 0),  # the future
        ("Torval is suing the U.S.", 0),  # the sentence may be incomplete
        ("It is a smell that nobody in the whole town of Torval can describe to a stranger.", 1),
        ("It is a smell that nobody in Torval will forget, a court at Marl said.", 0),  # a report
        ("Who wants to live beside a plant that smells of old fish from May to October?", 1),
        ("No air, no sleep.", 1),
    ],
)
def test_a_short_first_sentence_is_a_teaser_if_it_has_no_sign_of_news(
    first: str, expected: int
) -> None:
    news = "A plant was fined 1.2 million crowns on Monday for its smell, the court at Marl said."
    rest = ["Its manager said nothing.", "Rain fell.", "The fine is high.", "Marl is a town."]
    of = summkit.analyse(Article(body="\n\n".join([first, news, *rest]), language="en"))
    assert lead_in(of, headline=False) == expected


def test_the_headline_may_exclude_a_later_sentence() -> None:
    first = "Everybody in Torval knows the smell."
    news = "A plant was fined 1.2 million crowns on Monday, the court at Marl said."
    rest = ["Its manager said nothing.", "Rain fell.", "The fine is high.", "Marl is a town."]
    body = "\n\n".join([first, news, *rest])
    against = summkit.analyse(Article(body=body, headline="Torval: a smell", language="en"))
    assert lead_in(against, headline=True) == 0
    assert lead_in(against, headline=False) == 1


@pytest.mark.parametrize(
    ("language", "first", "news", "expected"),
    [
        (
            "fr",
            "Les images sont impressionnantes.",
            "Une tempête a arraché le toit de la gare de Torval, a annoncé mardi la préfecture.",
            1,
        ),
        (
            "fr",
            "La gare de Torval va fermer en juin.",
            "Le maire, Paul Lenoir, a annoncé mardi que les trains passeraient par Marle.",
            0,
        ),
        (
            "de",  # short German sentences in the present tense report
            "Torval plant keine weitere Brücke.",
            "Das Rathaus teilte am Dienstag mit, dass die Stadt kein Geld für den Bau habe.",
            0,
        ),
    ],
)
def test_short_first_sentences_in_other_languages(
    language: str, first: str, news: str, expected: int
) -> None:
    rest = [f"{word}." for word in ("Torval", "Marle", "Ostrau", "Brede")]
    of = summkit.analyse(Article(body="\n\n".join([first, news, *rest]), language=language))
    assert lead_in(of, headline=False) == expected

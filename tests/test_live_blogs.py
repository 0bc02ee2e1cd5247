"""A live blog gives its latest entry without the time; a summary of an interview is uncertain."""

from __future__ import annotations

import pytest

from summkit import summarise
from summkit.article import Article
from summkit.document import analyse
from summkit.reading.cleaning.notices import notices
from summkit.shortening.trimming import trimmed

LIVE = """\
11.42am GMT The bridge of Marl has been closed to all traffic, the police say. The river has risen \
by two metres since midnight.

11.15am GMT Good morning and welcome to our live coverage of the storm.

10.58am GMT Two schools in Carrow are to stay closed on Tuesday, the council has announced.

10.20am GMT A lorry has been blown over on the coast road near Nesby. The driver is unhurt.

9.45am GMT Here is what we know so far: 74,000 homes have no electricity.

9.10am GMT The weather service has raised its warning to red for the west coast.
"""


@pytest.mark.parametrize("target", ["lede", "dek", "summary"])
def test_a_live_blog_gives_its_latest_entry_without_the_hour(target: str) -> None:
    made = summarise(Article.from_text(LIVE), target)
    assert made.text.startswith("The bridge of Marl has been closed to all traffic")
    assert "GMT" not in made.text
    assert "welcome" not in made.text
    assert "know so far" not in made.text


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        (
            "14:05 CET Ada Vogel has left the court of Marl.",
            "Ada Vogel has left the court of Marl.",
        ),
        ("9.10am: The warning is red for the coast.", "The warning is red for the coast."),
        ("10:30 – Two schools are to stay closed today.", "Two schools are to stay closed today."),
    ],
)
def test_the_hour_before_an_entry_is_not_printed(text: str, printed: str) -> None:
    made = analyse(Article(body=text, language="en"))
    found = trimmed(made, 0)
    assert found is not None
    assert [made.sentences[0].text[a:b] for a, b in found.runs] == [printed]
    assert found.kinds == ("stamp",)


@pytest.mark.parametrize(
    "text",
    [
        "14:05 trains to Marl were late on Monday.",
        "24.5 Million people live on the coast.",
        "12.50 Euro kostet eine Fahrt auf die Insel.",
        "10:30 Uhr begann die Sitzung des Rates von Marl.",
    ],
)
def test_other_figures_stay(text: str) -> None:
    made = analyse(Article(body=f"The council met in Marl on Monday. {text}", language="en"))
    found = trimmed(made, 1)
    assert found is None or "stamp" not in found.kinds


def test_a_short_line_after_an_hour_is_still_a_notice() -> None:
    texts = ["20:00 The Long Night", "20:00 The bridge of Marl has been closed to all traffic."]
    assert notices(texts, "en") == {0}


def test_an_interview_is_doubtful() -> None:
    made = summarise(
        Article.from_text(
            "Ada Vogel, 52, has counted the gulls of Marl since 2015. We met her on a pier.\n\n"
            "Why have so many gulls gone?\n\nThey have not gone, they have starved.\n\n"
            "Did you expect that?\n\nNo. We thought that the mink had taken the eggs.\n\n"
            "What should the town do now?\n\nIt should close the fishery for two summers.\n\n"
            "Will the fishermen accept it?\n\nSome of them asked for it."
        ),
        "summary",
    )
    assert made.confidence < 0.3

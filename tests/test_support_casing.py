"""A text whose capitals do not show names is not reported as supported."""

from __future__ import annotations

from math import isnan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpora import corpus
from summkit import Article, analyse
from summkit.document import Document
from summkit.evaluation.headlines import judge
from summkit.metrics.base import Candidate, Item
from summkit.metrics.support.metric import Support, names_unchecked

BODY = (
    "The mayor of Cardiff sacked an aide on Tuesday. Nordlink, a ferry firm, said that Cardiff "
    "council owes it 2,000 pounds. The ferry terminal is closed, and the council is sorry."
)


def document(body: str = BODY, language: str = "en") -> Document:
    return analyse(Article(body=body, language=language))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("jack smith sacked by the mayor of cardiff", "lower"),
        ("Jack smith sacked by the mayor of cardiff", "lower"),  # the article writes Cardiff
        ("Mayor sacks an aide. cardiff council owes a ferry firm money", "lower"),
        ("Zbigniew grzeskowiak sacked by qwortly", "lower"),  # two unknown words
        ("Jack Smith sacked by the mayor of Cardiff", ""),
        ("Ferry firm sorry for lost hours", ""),  # only the first letter, and no name
        ("The council is sorry", ""),
        ("MAYOR SACKS AIDE IN CARDIFF", ""),  # by the list of ordinary words
        ("Mayor Of Cardiff Sacks An Aide", ""),
        ("Ferry terminal owed £2,000", ""),
        ("sorry", ""),
        ("", ""),
        ("2,000 / 3", ""),
    ],
)
def test_reasons_for_unchecked_names(text: str, expected: str) -> None:
    assert names_unchecked(text, document()) == expected


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("BÜRGERMEISTER ENTLÄSST MITARBEITER IN CARDIFF", "de", "capitals"),
        ("bürgermeister entlässt mitarbeiter in cardiff", "de", "lower"),
        ("Bürgermeister entlässt Mitarbeiter in Cardiff", "de", ""),
        ("Kebakaran Besar Melanda Pasar Baru Jakarta", "id", "title"),
        ("市長が側近を解任した", "ja", "none"),
        ("مجلس المدينة يقيل مساعد العمدة", "ar", "none"),
        ("महापौर ने सहायक को हटाया", "hi", "none"),
        # Letters with the form of capitals that are no capitals.
        ("თბილისის მერმა თანაშემწე გაათავისუფლა", "ka", "none"),
        ("мэр уволил помощника в самаре", "ru", "lower"),
    ],
)
def test_casing_by_language(text: str, language: str, expected: str) -> None:
    assert names_unchecked(text, document("Leer.", language)) == expected


def test_no_value_and_a_note() -> None:
    texts = ["jack smith sacked by the mayor of cardiff", "Mayor of Cardiff sacks an aide"]
    items = [Item(Candidate.from_text(text), (), document()) for text in texts]
    metric = Support()
    lower, cased = metric.values_many(items).tolist()
    assert isnan(lower[0]) and isnan(lower[1]) and lower[2] == 0.0
    assert cased == [0.0, 1.0, 0.0]
    (note,) = metric.notes(metric.findings(items))
    assert note.startswith("support: names not checked in 1 of 2 texts: they are in lower case")
    assert metric.notes(metric.findings([Item(Candidate.from_text("x"))])) == ()


def test_a_script_without_case_keeps_its_values() -> None:
    of = document("कंपनी 7000 रुपये देगी।", "hi")
    item = Item(Candidate.from_text("कंपनी ने 9000 रुपये दिए"), (), of)
    assert Support().values_many([item]).tolist()[0][:2] == [1.0, 0.0]
    assert "script has no capitals" in Support().notes(Support().findings([item]))[0]


def test_unchecked_headlines_rank_below_checked_headlines() -> None:
    judged = judge(document(), ["mayor of cardiff sacks an aide", "Mayor sorry for ferry firm"])
    assert [each.unchecked for each in judged] == ["", "lower"]
    judged = judge(document(), ["mayor of cardiff sacks an aide", "Mayor of Leeds sacks an aide"])
    # An unsupported claim is more important than the casing.
    assert [each.unchecked for each in judged] == ["lower", ""]


def test_an_article_in_lower_case_does_not_show_names() -> None:
    sentence = "The mayor of cardiff met the council of leeds and spoke of the new ferry. "
    assert names_unchecked("The mayor met the council", document(sentence * 15)) == "lower"
    assert names_unchecked("The mayor of Cardiff met them", document(sentence * 15)) == ""
    assert names_unchecked("The mayor met the council", document(sentence)) == ""  # too short


@given(st.text(max_size=60), st.text(max_size=60), st.sampled_from(["en", "de", "hi", "tr"]))
def test_any_text(text: str, body: str, language: str) -> None:
    casing = names_unchecked(text, document(body, language))
    assert casing in ("", "lower", "capitals", "title", "none")


def test_headlines_with_capitals_are_seldom_taken_for_texts_without() -> None:
    records = corpus("bbc")[::5]
    found = [names_unchecked(r["headline"], document(r["body"])) for r in records]
    lowered = [names_unchecked(r["headline"].lower(), document(r["body"])) for r in records]
    assert found.count("lower") < 0.01 * len(records)
    assert set(lowered) == {"lower"}

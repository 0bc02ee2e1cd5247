"""Rows of section names and buttons above the headline of a text copied from a page."""

import pytest

from summkit.reading.formats.text import read_text

HEADLINE = "Tessel Mills to close two of its weaving sheds"
LEDE = "Tessel Mills, the oldest weaver in the valley, will close two of its sheds in spring."
REST = "The mill employs 240 people, and 60 of them will lose their work, it said on Friday."
BODY = f"{LEDE}\n\n{REST}"


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
@pytest.mark.parametrize(
    "rows",
    [
        "HOME NEWS SPORT BUSINESS OPINION",
        "News Sport Weather Culture Obituaries Chess",
        "Subscribe | Sign in",
        "Home › News › Business",
        "Business | Weaving",
        "WORLD NEWS",
        "Skip to main content\nSubscribe | Sign in\nNEWS SPORT CULTURE\nBusiness",
        "Business",
        "Startseite Politik Wirtschaft Sport",
        "Zum Inhalt springen\nAnmelden | Abonnieren",
        "Accueil Politique Économie Sport",
        "Inicio / Economía / Empresas",
        "Главная Политика Экономика",
    ],
)
def test_rows_of_a_site_are_not_the_headline(rows: str, gap: str) -> None:
    article = read_text(f"{rows}{gap}{HEADLINE}{gap}{LEDE}{gap}{REST}")
    assert (article.headline, article.dek, article.body) == (HEADLINE, None, BODY)
    assert [d.text for d in article.dropped] == rows.split("\n")
    assert {d.rule for d in article.dropped} <= {"navigation", "section label", "page label"}


@pytest.mark.parametrize(
    "rows", ["", "HOME NEWS SPORT BUSINESS\n", "Business\n", "Skip to content\n"]
)
def test_a_headline_of_a_wrapped_text_is_not_glued_to_the_lede_that_begins_alike(rows: str) -> None:
    wrapped = (
        "Tessel Mills, the oldest weaver in the valley, will\nclose two of its sheds in spring."
        "\n\nThe mill employs 240 people, and 60 of them will lose\n"
        "their work, it said on Friday."
    )
    article = read_text(f"{rows}{HEADLINE}\n{wrapped}")
    assert (article.headline, article.body) == (HEADLINE, BODY)


@pytest.mark.parametrize(
    "headline",
    [
        "Business leaders ask for a later budget",
        "Sport | The harbour club that nobody can beat",
        "Home prices fall for a third month",
        "News of the closure reaches the valley",
        "POLITICS OF WEAVING",
    ],
)
def test_a_headline_that_begins_with_a_section_stays_the_headline(headline: str) -> None:
    article = read_text(f"{headline}\n\n{BODY}")
    assert (article.headline, article.body) == (headline, BODY)


def test_rows_alone_are_no_empty_article() -> None:
    assert read_text("HOME NEWS SPORT BUSINESS").body

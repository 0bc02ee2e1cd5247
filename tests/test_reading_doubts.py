"""Pages that are hardly an article say so; all pages invented here."""

from __future__ import annotations

import pytest
from lxml.html import document_fromstring

from summkit.errors import InputError
from summkit.reading.formats.embedded import EmbeddedText
from summkit.reading.formats.html import read_html
from summkit.reading.formats.metadata import read_metadata
from summkit.reading.limits import Limits

HERE = Limits(seconds=0)


def read_as(title: str, *lines: str, h1: str = "", more: str = "") -> str:
    body = "".join(f"<p>{line}</p>" for line in lines)
    page = (
        f'<!doctype html><html><head><meta charset="utf-8"><title>{title}</title></head>'
        f"<body><h1>{h1 or title}</h1>{body}{more}</body></html>"
    )
    return read_html(page.encode(), limits=HERE).read_as


SORRY = "Sorry, we could not find what you were looking for. Try our front page instead."
COOKIES = (
    "We and our partners use cookies to store and access personal data on your device.",
    "You can withdraw your consent at any time by clicking the link at the foot of each page.",
)
LOGIN = "Enter your username and password to go on reading. Have you forgotten your password?"
STORY = [
    "The harbour board of Kellmouth voted on Monday to bring back the night ferry in February.",
    "Shift workers at the hospital say that the gap in the timetable has cost them their sleep.",
    "Residents of Quay Street collected 312 signatures against the plan, and will go to court.",
    "The boat runs on batteries for the last 800 metres, the board's engineer told the meeting.",
]


@pytest.mark.parametrize(
    ("kind", "title", "lines"),
    [
        ("an error page", "404", (SORRY,)),
        ("an error page", "Error 404 - Kellmouth Courier", (SORRY,)),
        ("an error page", "Page not found | Kellmouth Courier", (SORRY,)),
        ("an error page", "Sorry, this page no longer exists", (SORRY,)),
        ("an error page", "Seite nicht gefunden - Kellmunder Zeitung", ("Die Seite fehlt uns.",)),
        ("an error page", "Página no encontrada", ("La página que busca ya no está aquí.",)),
        ("an error page", "ページが見つかりません｜北港新聞", ("お探しの記事は削除されました。",)),
        ("a cookie notice", "We value your privacy", COOKIES),
        ("a cookie notice", "Kellmouth Courier", COOKIES),
        ("a cookie notice", "Cookie settings", COOKIES),
        (
            "a cookie notice",
            "Ihre Privatsphäre",
            ("Wir und unsere Partner verarbeiten personenbezogene Daten mit Ihrer Einwilligung.",),
        ),
        ("a directory listing", "Index of /news/2031", ("The files of this folder are listed.",)),
        ("a search page", "Search results for “ferry”", STORY),
        ("a search page", "You searched for ferry - Kellmouth Courier", (SORRY,)),
        ("a search page", "Résultats de recherche", ("Trois articles parlent du ferry du soir.",)),
        ("a login page", "Log in to Kellmouth Courier", (LOGIN,)),
        ("a login page", "Sign in", (LOGIN,)),
        ("a check for robots", "Just a moment...", ("Please solve the captcha to go on reading.",)),
        (
            "a check for robots",
            "Kellmouth Courier",
            ("Verifying you are human. We need to review the security of your connection first.",),
        ),
        (
            "a page closed to some countries",
            "451: Unavailable due to legal reasons",
            ("You are in the European Economic Area, so we cannot grant you access to this page.",),
        ),
        (
            "an error page",
            "Down for maintenance",
            ("Please check back in a few minutes, we are sorry for the trouble.",),
        ),
        (
            "an error page",
            "This content is no longer available",
            ("The article that you requested has been taken down by its publisher.",),
        ),
        (
            "a question of age",
            "Are you over 18?",
            ("You must be of legal age to view this page. Confirm your date of birth, please.",),
        ),
        ("a notice to readers", "Ferry to return", ("Already a subscriber? Log in",)),
        (
            "a notice about scripts or browsers",
            "Kellmouth Courier",
            ("Please enable JavaScript in your browser settings to read this page, we need it.",),
        ),
    ],
)
def test_a_page_that_is_hardly_an_article(kind: str, title: str, lines: tuple[str, ...]) -> None:
    assert read_as(title, *lines) == f"{kind}: this is hardly an article"


@pytest.mark.parametrize(
    "title",
    [
        "Search for missing boat goes on",
        "Index of consumer prices rises again",
        "404 families leave the valley",
        "Your privacy is worth forty crowns, court finds",
        "Login thieves empty harbour board's account",
        "Results for the quarter please the harbour board",
        "Kellmouth's missing ferry not found after a week",
        "Suche nach der Fähre eingestellt",
        "Access to the quay is denied to lorries",
        "Biscuits, cookies and ship's rusk",
    ],
)
@pytest.mark.parametrize("length", [1, 4])
def test_an_article_about_such_things_is_one(title: str, length: int) -> None:
    assert read_as(title, *STORY[:length]) == ""


def test_a_sidebar_does_not_make_an_article_a_login_page() -> None:
    side = "<aside><h2>Sign in</h2><form><p>Username</p><p>Password</p></form></aside>"
    assert read_as("Night ferry comes back in February", *STORY, more=side) == ""


def test_an_article_that_quotes_a_cookie_notice() -> None:
    lines = [f"“{COOKIES[0]}” So the notice began that Ines Calder refused to click away.", *STORY]
    assert read_as("The woman who read the small print", *lines) == ""


def test_an_empty_page_is_called_by_its_title() -> None:
    with pytest.raises(InputError, match="no article found in the page: it is an error page"):
        read_as("404 Not Found")


def test_a_search_box_does_not_make_a_long_article_a_search_page() -> None:
    lines = [f"On day {day} {line}" for day in range(20) for line in STORY]
    side = "<header><h1>Search</h1></header>"
    assert read_as("Night ferry comes back in February", *lines, more=side) == ""


def test_a_page_of_links_is_not_blamed_on_scripts() -> None:
    links = "".join(f"<a href='/{i}'>Ferry number {i}</a>" for i in range(60))
    page = f"<html><body><nav>{links}</nav><script>run()</script></body></html>"
    tree = document_fromstring(page)
    assert EmbeddedText(tree).absence_message(read_metadata(tree)) == "no article found in the page"

"""Which text of a page is its dek; all pages invented here."""

from __future__ import annotations

import pytest

from summkit.article import Article
from summkit.reading.formats.html import read_html
from summkit.reading.limits import Limits

HERE = Limits(seconds=0)
HEADLINE = "Lighthouse keepers of Saint Brannan hang up their lamps"
DEK = "A brass key, a thermos and forty years of log books leave the tower for good"
TEXT = [
    "The last two keepers of the light climbed the stairs one last time on Friday at dusk.",
    "Their successor is a grey box the size of a suitcase, read twice a week over the telephone.",
    "“It never needs a cup of tea,” said Morwenna Hale, who has kept the light since 1987.",
    "The harbour board saves 90,000 crowns a year, its chairman said, and keeps the cottage.",
]


def read(below: str, head: str = "") -> Article:
    lines = "".join(f"<p>{line}</p>" for line in TEXT)
    page = (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{HEADLINE}</title>'
        f"{head}</head><body><main><article><h1>{HEADLINE}</h1>{below}{lines}</article></main>"
        "</body></html>"
    )
    return read_html(page.encode(), limits=HERE)


@pytest.mark.parametrize("dek", [DEK, f"{DEK}."])
@pytest.mark.parametrize(
    "frame",
    [
        '<h2 class="article__dek">{}</h2>',
        '<p class="standfirst">{}</p>',
        '<div class="c-entry-summary p-dek">{}</div>',
        '<h3 class="sub-title">{}</h3>',
        '<h2 class="subheadline">{}</h2>',
        '<p class="article-lead">{}</p>',
        '<div class="intro"><p>{}</p></div>',
        '<p class="post-excerpt"><em>{}</em></p>',
        '<p class="summary">{}</p>',
        '<div class="entradilla">{}</div>',
        '<div class="article-sapo">{}</div>',
        '<h2 itemprop="alternativeHeadline">{}</h2>',
        '<p itemprop="description">{}</p>',
        '<div class="meta">By Jory Penrose</div><p class="chapo">{}</p>',
    ],
)
def test_a_standfirst_that_only_the_page_shows(frame: str, dek: str) -> None:
    article = read(frame.format(dek))
    assert article.dek == dek
    assert article.body.split("\n\n") == TEXT


@pytest.mark.parametrize(
    "description",
    [
        f"{TEXT[0][:60]}…",
        TEXT[1],
        f"{DEK[:50]}...",
        "Saint Brannan Post brings you breaking local stories every hour.",
    ],
)
def test_a_visible_standfirst_replaces_a_machines_or_the_sites_description(
    description: str,
) -> None:
    head = (
        f'<meta name="description" content="{description}">'
        '<meta property="og:site_name" content="Saint Brannan Post">'
    )
    article = read(f'<p class="standfirst">{DEK}</p>', head)
    assert article.dek == DEK
    assert article.body.split("\n\n") == TEXT


def test_a_description_of_the_site_is_no_dek() -> None:
    head = (
        '<meta name="description" content="Kellmouth Courier: sport, weather, shopping, traffic.">'
        '<meta property="og:site_name" content="Kellmouth Courier">'
    )
    assert read("", head).dek is None


@pytest.mark.parametrize(
    "frame",
    [
        '<figure><figcaption class="caption description">{}</figcaption></figure>',
        '<div class="author-description">{}</div>',
        '<div class="related-summary">{}</div>',
    ],
)
def test_elements_with_other_classes_are_no_standfirst(frame: str) -> None:
    assert read(frame.format(DEK)).dek is None


def test_a_label_within_the_body_makes_no_dek() -> None:
    article = read(f'<p>{TEXT[0]}</p><p class="summary">{DEK}.</p>')
    assert article.dek is None
    assert article.body.startswith(TEXT[0])


def test_the_editors_description_stays_the_dek() -> None:
    told = "Two keepers, one key: how the oldest light on the coast went automatic."
    article = read(f'<p class="intro">{DEK}.</p>', f'<meta name="description" content="{told}">')
    assert article.dek == told

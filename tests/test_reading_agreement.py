"""Titles and descriptions of a page that agree, and headings that contain a kicker."""

import json

import pytest

from summkit.article import Article
from summkit.reading.formats.html import read_html
from summkit.reading.limits import Limits

HEADLINE = "Tessel Mills to close two of its weaving sheds"
DEK = "Sixty weavers lose their work when a mill of 150 years shuts its oldest halls"
SHARED = "You will not believe what this mill has done to its people"
SHARED_DEK = "One click tells you the surprising fate of the weavers in the valley"
PARAGRAPHS = (
    "The mill employs 240 people, and 60 of them will lose their work, the company said on Friday.",
    "The last shift is in May, and the sheds will be let to a brewer from the coast in June.",
    "The union said that it would meet the managers on Thursday to talk about pay for leavers.",
)
BODY = "\n\n".join(PARAGRAPHS)
TEXT = "".join(f"<p>{each}</p>" for each in PARAGRAPHS)
SHARING = (
    f'<meta property="og:title" content="{SHARED}">'
    f'<meta property="twitter:title" content="{SHARED}">'
    f'<meta property="og:description" content="{SHARED_DEK}">'
)


def linked(**fields: str) -> str:
    data = json.dumps({"@type": "NewsArticle", **fields})
    return f'<script type="application/ld+json">{data}</script>'


def read(head: str, body: str, title: str = f"{HEADLINE} | The Courier") -> Article:
    page = f"<!doctype html><html><head><title>{title}</title>{head}</head><body>{body}</body>"
    return read_html(page.encode(), limits=Limits(seconds=0))


@pytest.mark.parametrize(
    "shared", [SHARED, "Tessel Mills to close two of its sheds, weavers angry"]
)
def test_the_headline_that_page_title_and_data_say_alike_is_not_the_shared_one(shared: str) -> None:
    head = SHARING.replace(SHARED, shared) + linked(headline=HEADLINE)
    article = read(head, f"<article><h1>{HEADLINE}</h1>{TEXT}</article>")
    assert (article.headline, article.body) == (HEADLINE, BODY)


def test_the_shared_headline_stays_where_the_data_say_it_too() -> None:
    head = SHARING + linked(headline=SHARED)
    assert read(head, f"<article><h1>{HEADLINE}</h1>{TEXT}</article>").headline == SHARED


@pytest.mark.parametrize("told", ["linked", "description"])
def test_the_standfirst_that_another_description_repeats_is_the_dek(told: str) -> None:
    head = SHARING + (
        linked(headline=HEADLINE, description=DEK)
        if told == "linked"
        else f'<meta name="description" content="{DEK}">'
    )
    body = f'<article><h1>{HEADLINE}</h1><p class="standfirst">{DEK}</p>{TEXT}</article>'
    article = read(head, body)
    assert (article.dek, article.body) == (DEK, BODY)


@pytest.mark.parametrize("name", ["catenaccio", "lead-in", "leadin", "intro", "Vorspann", "chapo"])
def test_names_of_standfirsts(name: str) -> None:
    body = f'<article><header><h1>{HEADLINE}</h1><p class="{name}">{DEK}.</p></header>{TEXT}'
    article = read("", body)
    assert (article.dek, article.body) == (f"{DEK}.", BODY)


@pytest.mark.parametrize("frame", ["article", "main", "div"])
@pytest.mark.parametrize("level", ["h1", "h2", "h3"])
@pytest.mark.parametrize("title", [HEADLINE, f"Textiles: {HEADLINE} - The Courier"])
def test_a_heading_with_a_kicker_and_what_is_hidden_in_it(
    frame: str, level: str, title: str
) -> None:
    heading = (
        f'<{level}><span class="x__kicker">Textiles</span><span class="visually-hidden">: </span>'
        f'<span class="x__title">{HEADLINE}</span></{level}>'
    )
    body = f'<{frame}>{heading}<p class="intro">{DEK}.</p>{TEXT}</{frame}>'
    article = read("", body, title)
    assert (article.headline, article.dek, article.body) == (HEADLINE, f"{DEK}.", BODY)

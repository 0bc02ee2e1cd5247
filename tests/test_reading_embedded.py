"""Invented articles in JSON-LD, in scripts' data, in <noscript> and in shadow roots."""

from __future__ import annotations

import json
from html import escape
from typing import Any
from urllib.parse import quote

import pytest

from summkit.article import Article
from summkit.errors import InputError
from summkit.reading.formats.html import read_html
from summkit.reading.limits import Limits

HERE = Limits(seconds=0)
HEADLINE = "Lighthouse keepers of Saint Brannan hang up their lamps"
TEXT = [
    "The last two keepers of the Saint Brannan light climbed the stairs one last time on Friday.",
    "Their successor is a grey box the size of a suitcase, read twice a week over the telephone.",
    "“It never needs a cup of tea,” said Morwenna Hale, who has kept the light since 1987.",
    "The tower opens to visitors in May, and the foghorn goes to the museum on the quay.",
    "The harbour board saves 90,000 crowns a year, its chairman said, and keeps the cottage.",
]
OTHER = [
    "A tram line opened in Kellmouth on Monday, eleven years after the first rail was laid.",
    "The mayor rode the first car with forty schoolchildren and a brass band from the docks.",
    "Tickets cost two crowns until the end of June, and drivers are still being trained.",
    "A second line to the hospital is planned, but the money for it has not been found.",
    "The old buses go to the twin town of Sund, which asked for them in the spring.",
]


def read(head: str = "", body: str = '<div id="app"></div>', title: str = HEADLINE) -> Article:
    page = (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>{head}'
        f"</head><body>{body}</body></html>"
    )
    return read_html(page.encode(), limits=HERE)


def ld(value: Any) -> str:
    return f'<script type="application/ld+json">{json.dumps(value)}</script>'


def marked(lines: list[str], top: str = f"<h1>{HEADLINE}</h1>") -> str:
    return f"<article>{top}{''.join(f'<p>{line}</p>' for line in lines)}</article>"


FULL = "\n\n".join(TEXT)
NEWS = {"@type": "NewsArticle", "headline": HEADLINE}


@pytest.mark.parametrize(
    "value",
    [
        NEWS | {"articleBody": FULL},
        NEWS | {"articleBody": "\n".join(TEXT)},
        NEWS | {"articleBody": TEXT},
        NEWS | {"articleBody": [{"@type": "WebPageElement", "text": line} for line in TEXT]},
        NEWS | {"articleBody": "".join(f"<p>{line}</p>" for line in TEXT)},
        NEWS | {"articleBody": "".join(f"&lt;p&gt;{line}&lt;/p&gt;" for line in TEXT)},
        NEWS | {"hasPart": [{"@type": "WebPageElement", "text": line} for line in TEXT]},
        {"@graph": [{"@type": "WebSite", "name": "Echo"}, [NEWS | {"articleBody": FULL}]]},
        [[{"@type": "WebPage", "mainEntity": NEWS | {"articleBody": FULL}}]],
        {"@type": "OpinionNewsArticle", "name": HEADLINE, "articleBody": FULL},
        {"@type": "CreativeWork", "name": HEADLINE, "text": FULL},
        {"@type": ["Review"], "name": HEADLINE, "reviewBody": FULL},
        {"@type": "VideoObject", "name": HEADLINE, "transcript": FULL},
        {"@type": "LiveBlogPosting", "headline": HEADLINE}
        | {"liveBlogUpdate": [{"@type": "BlogPosting", "articleBody": line} for line in TEXT]},
        {"@type": "ScholarlyArticle", "headline": HEADLINE, "abstract": FULL},
        {"@type": "PodcastEpisode", "name": HEADLINE, "description": FULL},
        {"@type": "HowTo", "name": HEADLINE}
        | {"step": [{"@type": "HowToStep", "text": line} for line in TEXT]},
        {"@type": "Recipe", "name": "Keepers' bread"}
        | {"recipeInstructions": [{"@type": "HowToSection", "itemListElement": TEXT}]},
    ],
)
def test_an_article_in_json_ld_alone(value: object) -> None:
    article = read(ld(value))
    assert article.body.split("\n\n") == TEXT
    assert article.headline == HEADLINE


def test_an_article_in_microdata_that_is_not_shown() -> None:
    head = f'<meta itemprop="headline" content="{HEADLINE}">'
    article = read(f'{head}<meta itemprop="articleBody" content="{" ".join(TEXT)}">')
    assert article.body == " ".join(TEXT)


def test_questions_and_answers_in_json_ld() -> None:
    questions = [
        {"@type": "Question", "name": "When does the tower open?"}
        | {"acceptedAnswer": {"@type": "Answer", "text": f"<p>{TEXT[3]}</p>"}},
        {"@type": "Question", "name": "Who is Morwenna Hale?"}
        | {"acceptedAnswer": [{"@type": "Answer", "text": TEXT[2]}]},
    ]
    article = read(ld({"@type": "FAQPage", "mainEntity": questions}))
    assert TEXT[3] in article.body
    assert article.body.endswith(TEXT[2])


STATE: dict[str, Any] = {
    "config": {"message": "This string is long enough to be read, and yet it is no article."},
    "page": {
        "related": [{"title": "Tram line opens", "body": " ".join(OTHER * 3)}],
        "article": {"title": HEADLINE, "summary": OTHER[0], "body": TEXT},
    },
}


def spans(line: str) -> list[dict[str, Any]]:
    first, rest = line[:9], line[9:]
    return [{"type": "text", "text": first, "bold": True}, {"type": "text", "text": rest}]


@pytest.mark.parametrize(
    "body",
    [
        TEXT,
        FULL,
        "".join(f"<p>{line}</p>" for line in TEXT),
        {"rendered": "".join(f"<p>{line}</p>\n" for line in TEXT)},
        [{"type": "paragraph", "text": line} for line in TEXT],
        [{"type": "paragraph", "data": {"text": line}} for line in TEXT],
        [{"type": "text", "content": f"<p>{line}</p>"} for line in TEXT],
        [{"type": "paragraph", "children": spans(line)} for line in TEXT],
        [{"_type": "block", "children": spans(line), "markDefs": []} for line in TEXT],
        {
            "nodeType": "document",
            "content": [
                {"nodeType": "paragraph", "content": [{"nodeType": "text", "value": line}]}
                for line in TEXT
            ],
        },
    ],
)
def test_a_body_in_any_shape_of_data(body: object) -> None:
    state = json.loads(json.dumps(STATE))
    state["page"]["article"]["body"] = body
    script = f'<script id="__NEXT_DATA__" type="application/json">{json.dumps(state)}</script>'
    assert read(body=f'<div id="__next"></div>{script}').body.split("\n\n") == TEXT


def test_a_body_without_a_title_beside_it() -> None:
    blocks = [{"kind": "p", "html": line} for line in TEXT]
    script = f'<script type="application/json">{json.dumps({"blocks": blocks})}</script>'
    assert read(body=script).body.split("\n\n") == TEXT


@pytest.mark.parametrize("url", [{}, {"url": "/tram"}])
def test_another_story_in_a_pages_data_is_not_the_pages(url: dict[str, str]) -> None:
    story = {"title": "Tram line opens", "body": OTHER} | url
    script = f'<script type="application/json">{json.dumps({"stories": [story]})}</script>'
    with pytest.raises(InputError, match="scripts fill"):
        read(body=script)


def flat(value: Any) -> list[Any]:
    """Return data in Nuxt's form: a list of values that refer to each other by index."""
    places: list[Any] = [["Reactive", 1]]

    def add(item: Any) -> int:
        place = len(places)
        places.append(None)
        if isinstance(item, dict):
            places[place] = {name: add(each) for name, each in item.items()}
        elif isinstance(item, list):
            places[place] = [add(each) for each in item]
        else:
            places[place] = item
        return place

    add(value)
    return places


APOLLO = {
    "ROOT_QUERY": {"article": {"__ref": "Article:7"}},
    "Article:7": {"__typename": "Article", "title": HEADLINE, "content": {"__ref": "Body:9"}},
    "Body:9": {"__typename": "Body", "paragraphs": TEXT},
}
QUOTED = json.dumps(STATE).replace("\\", "\\\\").replace("'", "\\'")
FLIGHT = '2:["$","article",null,{"children":[' + ",".join(
    json.dumps(["$", "p", str(i), {"children": line}]) for i, line in enumerate(TEXT)
)


@pytest.mark.parametrize(
    "script",
    [
        f"<script>window.__INITIAL_STATE__ = {json.dumps(STATE)};</script>",
        f"<script>window.__PRELOADED_STATE__={json.dumps(STATE)};window.x=1</script>",
        f"<script>var a=1;window['__DATA__']={json.dumps(STATE)};(function(){{run()}})()</script>",
        f"<script>window.__STATE__=JSON.parse({json.dumps(json.dumps(STATE))})</script>",
        f"<script>window.__STATE__=JSON.parse('{QUOTED}')</script>",
        f"<script>window.__STATE__ = {json.dumps(json.dumps(STATE))};</script>",
        f"<script>window.__STATE__ = '{quote(json.dumps(STATE))}';</script>",
        f"<script>window.__STATE__=JSON.parse(decodeURIComponent('{quote(json.dumps(STATE))}'))"
        "</script>",
        f"<div data-page='{escape(json.dumps(STATE))}'></div>",
        f"<script>window.__APOLLO_STATE__ = {json.dumps(APOLLO)}</script>",
        f'<script type="application/json" data-hypernova>{json.dumps(STATE)}</script>',
        f'<script type="application/json" id="__NUXT_DATA__">{json.dumps(flat(STATE))}</script>',
        "<script>window.__NUXT__=(function(a,b){return {data:[{article:{title:a,body:["
        + ",".join(map(json.dumps, TEXT))
        + f"]}}}}]}}}}({json.dumps(HEADLINE)},1));</script>",
        f"<script>self.__next_f.push([1,{json.dumps(FLIGHT[:200])}])</script>"
        f"<script>self.__next_f.push([1,{json.dumps(FLIGHT[200:] + ']}]')}])</script>",
    ],
)
def test_the_data_that_scripts_build_a_page_from(script: str) -> None:
    assert read(body=f"<div id='root'></div>{script}").body.split("\n\n") == TEXT


@pytest.mark.parametrize(
    "body",
    [
        f"<div id='app'></div><noscript>{marked(TEXT)}</noscript>",
        f'<x-story><template shadowrootmode="open">{marked(TEXT)}</template></x-story>',
        f'<x-story><template shadowroot="open">{marked(TEXT)}</template></x-story>',
        f'<div></div><script type="text/html">{marked(TEXT)}</script>',
        f"<p>Loading…</p><noscript><p>Please enable JavaScript.</p>{marked(TEXT)}</noscript>",
        f"<div></div><template>{marked(TEXT)}</template>",
        f"<div></div><iframe srcdoc='{marked(TEXT)}'></iframe>",
        '<script type="text/template"><?xml version="1.0" encoding="latin-1"?>'
        f"{marked(TEXT)}</script>",
    ],
)
def test_markup_that_is_not_shown_or_shown_by_a_browser_alone(body: str) -> None:
    assert read(body=body).body.split("\n\n") == TEXT


@pytest.mark.parametrize("joint", ["\n\n", " "])
def test_the_rest_of_a_story_behind_a_paywall(joint: str) -> None:
    article = read(ld(NEWS | {"articleBody": joint.join(TEXT)}), marked(TEXT[:2]))
    assert article.body.startswith("\n\n".join(TEXT[:2]) + "\n\n" + TEXT[2])
    assert article.body.endswith(TEXT[-1])


@pytest.mark.parametrize(
    "head",
    [
        ld({"@type": "NewsArticle", "headline": "Tram line opens", "articleBody": " ".join(OTHER)}),
        ld([NEWS, {"@type": "Article", "headline": "Trams", "articleBody": " ".join(OTHER * 2)}]),
        ld(NEWS | {"articleBody": TEXT[0]}),
        ld({"@type": "Comment", "text": " ".join(OTHER)}),
        ld(
            {"@type": "NewsArticle", "headline": "Another tale"}
            | {"articleBody": "\n\n".join([TEXT[0], *OTHER, *OTHER])}
        ),
        f"<script>window.__DATA__ = {json.dumps({'title': 'Tram line', 'body': OTHER})}</script>",
    ],
)
def test_another_storys_text_is_never_taken(head: str) -> None:
    assert read(head, marked(TEXT[:3])).body.split("\n\n") == TEXT[:3]


def test_a_page_may_consist_of_its_standfirst() -> None:
    head = f'<meta name="description" content="{TEXT[0]}">'
    body = f'<article><h1>{HEADLINE}</h1><p class="standfirst">{TEXT[0]}</p></article>'
    article = read(head, body)
    assert (article.body, article.dek) == (TEXT[0], None)


@pytest.mark.parametrize(
    "body",
    [
        '<div id="root"></div><script src="/a.js"></script>',
        '<div id="root"></div><script>run({"a": 1})</script>'
        "<noscript>You need to enable JavaScript to run this app.</noscript>",
        f'<script type="text/template"><!-- {" ".join(TEXT)} --></script>',
    ],
)
def test_a_page_that_scripts_fill_says_so(body: str) -> None:
    with pytest.raises(InputError, match="scripts fill in a browser: save it from a browser"):
        read(body=body)


@pytest.mark.parametrize(
    "script",
    [
        "x={" * 5_000,
        "JSON.parse('" + "\\" * 20_001,
        "={" + '"a":[' * 20_000,
        '"' * 50_001,
    ],
)
def test_hostile_scripts_are_skipped(script: str) -> None:
    with pytest.raises(InputError, match="no article found"):
        read(body=f"<script>{script}</script><script type='application/json'>{script}</script>")

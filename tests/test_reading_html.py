"""Invented HTML pages: headline, dek, body, language, and text that must be left out."""

from __future__ import annotations

import html as entities
import json
import time

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from summkit.article import Article
from summkit.errors import InputError
from summkit.reading.formats.html import opening, parse_html, read_html
from summkit.reading.limits import Limits

HERE = Limits(seconds=0)
HEADLINE = "Harbour ferry returns after two winters ashore"
DEK = "Crews spent fourteen months replacing the hull that cracked in an October storm."
PARAGRAPHS = [
    "The ferry Marigold left Eastquay at dawn on Monday with forty passengers and a brass band.",
    "It was the first sailing since the boat ran onto the breakwater two years ago in heavy seas.",
    "“We counted every rivet,” said Ines Calder, who led the repair yard’s night shift all winter.",
    "The town council paid a third of the bill; the rest came from a public appeal and a raffle.",
    "A second boat is to follow in spring, when the northern landing stage reopens to traffic.",
]


def page(
    *,
    head: str = "",
    top: str = f"<h1>{HEADLINE}</h1>",
    paragraphs: list[str] = PARAGRAPHS,
    bottom: str = "",
    lang: str = ' lang="en-GB"',
    title: str = f"{HEADLINE} | Eastquay Echo",
) -> bytes:
    body = "\n".join(f"<p>{p}</p>" for p in paragraphs)
    return (
        f"<!doctype html><html{lang}><head><meta charset='utf-8'><title>{title}</title>"
        f"{head}</head><body><nav><a href='/'>Home</a> <a href='/sport'>Sport</a></nav>"
        f"<main><article>{top}{body}</article></main>{bottom}"
        "<footer><p>All rights reserved, Eastquay Echo</p></footer></body></html>"
    ).encode()


def read(data: bytes) -> Article:
    return read_html(data, id="a", source="page.html", limits=HERE)


def ld(value: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(value)}</script>'


def test_a_plain_page() -> None:
    article = read(page(head=f'<meta name="description" content="{DEK}">'))
    assert article.headline == HEADLINE
    assert article.dek == DEK
    assert article.body == "\n\n".join(PARAGRAPHS)
    assert article.language == "en"
    assert (article.id, article.source) == ("a", "page.html")
    assert [(d.text, d.rule) for d in article.dropped] == [
        (HEADLINE, "repeated headline"),
        ("All rights reserved, Eastquay Echo", "menus, boxes and short lines"),
    ]


def test_a_page_without_running_text_gives_one_line() -> None:
    menu = "".join(f"<li><a href='/{n}'>Section {n}</a></li>" for n in range(30))
    article = read(page(top=f"<ul>{menu}</ul><h2>{HEADLINE[:20]} so far</h2>"))
    assert [d.rule for d in article.dropped].count("menus, boxes and short lines") == 1
    line = article.dropped[-1].text
    assert line.startswith("Section 0 | Section 1 | ")
    assert line.endswith(" and 11 more")  # 30 sections and the footer, of which 20 are named
    assert "\n\n".join(PARAGRAPHS) in article.body


@pytest.mark.parametrize(
    "value",
    [
        {"@type": "NewsArticle", "headline": HEADLINE, "description": DEK},
        [
            {"@type": "WebSite", "name": "Echo"},
            {
                "@type": ["Thing", "ReportageNewsArticle"],
                "headline": HEADLINE,
                "description": [DEK],
            },
        ],
        {
            "@graph": [
                {"@type": "BreadcrumbList"},
                {"@type": "Article", "headline": {"@value": HEADLINE}, "description": DEK},
            ]
        },
        {
            "@type": "WebPage",
            "mainEntity": {"@type": "BlogPosting", "headline": HEADLINE, "description": DEK},
        },
    ],
)
def test_a_dek_only_in_json_ld(value: object) -> None:
    article = read(page(head=ld(value), title="Echo"))
    assert article.headline == HEADLINE
    assert article.dek == DEK


@pytest.mark.parametrize(
    "script",
    [
        f'<!-- {{"@type": "NewsArticle", "headline": "{HEADLINE}", "description": "{DEK}",}} -->',
        f'{{"@type": "NewsArticle", "headline": "{HEADLINE}", "description": "{DEK}"}};',
        f'{{"@type": "NewsArticle", "headline": "{HEADLINE}", "x": [1, 2, "description": "{DEK}"',
        f'{{"@type": "NewsArticle", "headline": "{HEADLINE}",\n"description": "{DEK}\t"}}',
        f'{{"@type": "Article", "headline": "{HEADLINE}", "x": "\\q", "description": "{DEK}"}}',
    ],
)
def test_broken_json_ld(script: str) -> None:
    head = f'<script type="application/ld+json; charset=utf-8">{script}</script>'
    article = read(page(head=head, top="", title="Echo"))
    assert (article.headline, article.dek) == (HEADLINE, DEK)


def test_json_nested_beyond_reason_is_passed_over() -> None:
    script = '<script type="application/ld+json">' + "[" * 50_000 + "</script>"
    assert read(page(head=script)).headline == HEADLINE


def test_the_pages_own_article_is_taken_not_a_related_one() -> None:
    related = {"@type": "NewsArticle", "headline": "Raffle winner found"}
    own = {
        "@type": "NewsArticle",
        "headline": HEADLINE,
        "description": DEK,
        "datePublished": "2031-02-03",
    }
    article = read(page(head=ld([related, own]), top="", title="Echo"))
    assert article.headline == HEADLINE


@pytest.mark.parametrize(
    "title",
    [
        f"{HEADLINE} - Eastquay Echo",
        f"{HEADLINE} | Eastquay Echo",
        f"Eastquay Echo: News | {HEADLINE}",
        f"{HEADLINE} – Transport – Eastquay Echo",
        f"{HEADLINE} | eastquayecho.example",
    ],
)
def test_site_names_are_removed(title: str) -> None:
    head = (
        '<meta property="og:site_name" content="Eastquay Echo">'
        f'<meta property="og:title" content="{title}">'
    )
    assert read(page(head=head, title=title)).headline == HEADLINE


@pytest.mark.parametrize(
    "title",
    ["Up and down: the year in kites", "Goal - or no goal? Fans split", "7/11 - a day to note"],
)
def test_a_dash_within_the_headline_stays(title: str) -> None:
    assert read(page(top=f"<h1>{title}</h1>", title=f"{title} | Eastquay Echo")).headline == title


def test_a_title_of_a_hundred_thousand_parts_costs_nothing() -> None:
    title = "Echo | " * 100_000
    start = time.perf_counter()  # of a child process, so that its processor time is unknown
    read(page(title=title, head=f'<meta property="og:title" content="{title}">'))
    assert time.perf_counter() - start < 20  # 1.4 s on an idle machine


def test_entities_escaped_twice() -> None:
    twice = entities.escape(
        entities.escape("Fish & chips “for all” at Harbour's end, council says")
    )
    head = f'<meta property="og:title" content="{twice}">'
    assert read(page(head=head)).headline == "Fish & chips “for all” at Harbour's end, council says"
    body = read(
        page(
            paragraphs=[
                "Tea &amp; cake cost &pound;3 &mdash; less than last year, said the baker.",
                *PARAGRAPHS,
            ]
        )
    ).body
    assert body.startswith("Tea & cake cost £3 — less than last year, said the baker.")


@pytest.mark.parametrize("description", [HEADLINE, "Read more here", "word " * 80])
def test_no_dek(description: str) -> None:
    head = f'<meta name="description" content="{description}">'
    assert read(page(head=head)).dek is None


def test_the_body_never_begins_with_headline_or_dek() -> None:
    top = f'<h1>{HEADLINE.upper()}</h1><p class="article-standfirst">{DEK}</p>'
    article = read(page(head=f'<meta property="og:description" content="{DEK}">', top=top))
    assert article.dek == DEK
    assert article.body == "\n\n".join(PARAGRAPHS)
    assert "repeated dek" in {d.rule for d in article.dropped}


@pytest.mark.parametrize("description", [PARAGRAPHS[0][:60] + "...", PARAGRAPHS[0][:71] + " […]"])
def test_a_description_cut_from_the_opening_is_no_dek(description: str) -> None:
    article = read(page(head=f'<meta name="description" content="{description}">'))
    assert article.dek is None
    assert article.body.startswith(PARAGRAPHS[0])
    assert (description, "description that repeats the opening") in {
        (d.text, d.rule) for d in article.dropped
    }


def test_a_whole_paragraph_that_is_the_description_leaves_the_body() -> None:
    article = read(page(head=f'<meta name="description" content="{PARAGRAPHS[0]}">'))
    assert article.dek == PARAGRAPHS[0]
    assert article.body.startswith(PARAGRAPHS[1])
    assert (PARAGRAPHS[0], "repeated dek") in {(d.text, d.rule) for d in article.dropped}


@pytest.mark.parametrize("words", [6, 10])
def test_a_description_cut_in_mid_sentence_without_a_sign_is_no_dek(words: int) -> None:
    description = " ".join(PARAGRAPHS[0].split()[:words])
    article = read(page(head=f'<meta name="description" content="{description}">'))
    assert article.dek is None
    assert article.body == "\n\n".join(PARAGRAPHS)


def test_a_description_that_is_most_of_the_body_is_no_dek() -> None:
    head = f'<meta name="description" content="{PARAGRAPHS[0]} {PARAGRAPHS[1]}">'
    article = read(page(head=head, paragraphs=PARAGRAPHS[:3]))
    assert article.dek is None
    assert article.body.startswith(PARAGRAPHS[0])


def test_end_of_a_repeated_opening() -> None:
    assert opening("One two three four five.", "One two, three four…") == 13
    assert opening("“One two three.” Four five.", "One two three") == 16
    assert opening("One two three four five.", "One two four") == 0
    assert opening("One two three four five.", "Two three four") == 0
    assert opening("One two.", "One two three four") == 0


def test_repeated_paragraphs_are_kept() -> None:
    refrain = (
        "“Steady as she goes,” the crew sang once more, and the whole quay sang it back to them."
    )
    paragraphs = [PARAGRAPHS[0], refrain, PARAGRAPHS[1], refrain, PARAGRAPHS[2], refrain]
    assert read(page(paragraphs=paragraphs)).body.split("\n\n") == paragraphs


def test_script_style_and_comments_never_reach_the_body() -> None:
    inner = (
        "<script>var leak = 'SCRIPTLEAK';</script><style>.x { color: STYLELEAK }</style>"
        "<!-- COMMENTLEAK --><noscript>NOSCRIPTLEAK</noscript>"
        "<template><p>TEMPLATELEAK here and there</p></template>"
    )
    paragraphs = [p + inner for p in PARAGRAPHS]
    article = read(page(top=inner, paragraphs=paragraphs, bottom=inner))
    assert "LEAK" not in repr(article)
    assert PARAGRAPHS[3] in article.body


def test_navigation_and_footer_stay_out() -> None:
    assert not {"Sport", "All rights reserved"} & set(
        read(page()).body.replace("\n\n", " ").split(", ")
    )
    assert "All rights reserved" not in read(page()).body


@pytest.mark.parametrize(
    ("lang", "head", "expected"),
    [
        (' lang="de-AT"', "", "de"),
        (' xml:lang="FR"', "", "fr"),
        ("", '<meta property="og:locale" content="pt_BR">', "pt"),
        ("", ld({"@type": "NewsArticle", "headline": "x", "inLanguage": "sv-SE"}), "sv"),
        ("", '<meta http-equiv="content-language" content="it, en">', "it"),
        (' lang=""', "", None),
        (' lang="english"', "", None),
    ],
)
def test_language_of_a_page(lang: str, head: str, expected: str | None) -> None:
    assert read(page(lang=lang, head=head)).language == expected


def test_language_given_by_the_caller_wins() -> None:
    assert read_html(page(), language="cy", limits=HERE).language == "cy"


def test_body_from_json_ld_where_the_page_has_none() -> None:
    value = {"@type": "NewsArticle", "headline": HEADLINE, "articleBody": "\n\n".join(PARAGRAPHS)}
    data = f"<html><head>{ld(value)}</head><body><div id='app'></div></body></html>".encode()
    article = read(data)
    assert article.body == "\n\n".join(PARAGRAPHS)


@pytest.mark.parametrize(
    "data", [b"", b"   ", b"<html></html>", b"<p></p>", b"<!-- x -->", b"<?xml version='1.0'?>"]
)
def test_no_article(data: bytes) -> None:
    with pytest.raises(InputError, match=r"^page\.html: (no article|cannot be parsed)") as caught:
        read(data)
    assert "\n" not in str(caught.value)


def test_a_page_in_another_encoding_that_says_so() -> None:
    text = "Paromik Nagietek wypłynął o świcie z czterdziestoma pasażerami i orkiestrą dętą."
    head = "<meta charset=iso-8859-2><title>Źródło rzeki</title>"
    data = f"<html><head>{head}</head><body><p>{text}</p><p>{text}</p></body></html>"
    article = read(data.encode("iso-8859-2"))
    assert article.headline == "Źródło rzeki"
    assert article.body.startswith(text)


def check(data: bytes) -> None:
    try:
        article = parse_html(data, source="fuzz")
    except InputError as error:
        assert str(error).startswith("fuzz: ")
        assert "\n" not in str(error)
    else:
        assert article.body.strip()
        assert not any(ord(c) < 32 and c != "\n" for c in article.body)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes(data: bytes) -> None:
    check(data)


_SEED = page(head=ld({"@type": "NewsArticle", "headline": HEADLINE, "description": DEK}))
_PIECES = st.sampled_from(
    [
        b"<",
        b">",
        b"<p",
        b"</",
        b"<!--",
        b"]]>",
        b"<table><tr>",
        b"\x00",
        b"&#x",
        b"&#xD800;",
        b"\xff",
        b'"',
        b"<svg>",
        b"<script>",
        b"<title>",
        b"<plaintext>",
        b"<frameset>",
        b"\x1b[2J",
        b"&#0;",
        b"<base href=//[>",
        b"<meta charset=utf-7>",
    ]
)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.tuples(st.integers(0, len(_SEED)), st.integers(0, 40), _PIECES | st.binary(max_size=5)),
        max_size=6,
    )
)
@example([(0, 40, b"")])
def test_mutated_pages(changes: list[tuple[int, int, bytes]]) -> None:
    data = _SEED
    for place, length, piece in changes:
        data = data[:place] + piece + data[place + length :]
    check(data)

"""Pages whose paragraphs and words only line breaks, indents and inline elements separate."""

from __future__ import annotations

import json

import pytest

from summkit.reading.formats.html import parse_html

TITLE = "Fennick library reopens two years after flood"
STORY = [
    "The library of Fennick reopened on Saturday after a flood closed it for two years.",
    "More than 900 people queued in the rain to borrow the first books, the town said.",
    "“I have read the same three novels since the flood,” said Odile Varga, a retired baker.",
    "Engineers raised the shelves by a metre and put the archive on the third floor.",
]
BODY = "\n\n".join(STORY)


def page(body: str, head: str = "", title: str = TITLE) -> bytes:
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>{head}'
        f"</head><body>{body}</body></html>"
    ).encode()


@pytest.mark.parametrize(
    "body",
    [
        "<div>" + "<br>\n".join(f"&nbsp;&nbsp;&nbsp;{line}" for line in STORY) + "</div>",
        "<div>" + "<br>".join(f"\u3000\u3000{line}" for line in STORY) + "</div>",
        "<dl>" + "".join(f"<dd>&nbsp;&nbsp;{line}" for line in STORY) + "</dl>",
        "<dl>" + "".join(f"<dd>{line}</dd>" for line in STORY) + "</dl>",
        "<div>"
        + "".join(
            f"<div><span>{line.split(' ', 1)[0]} </span><span>{line.split(' ', 1)[1]}</span></div>"
            for line in STORY
        )
        + "</div>",
    ],
)
def test_paragraphs_and_words_stay_apart(body: str) -> None:
    article = parse_html(page(f"<h1>{TITLE}</h1>{body}"))
    assert (article.headline, article.body) == (TITLE, BODY)


def test_one_break_without_an_indent_is_no_paragraph() -> None:
    lines = "".join(f"<p>{line.replace(' a ', '<br>a ', 1)}</p>" for line in STORY)
    assert parse_html(page(f"<h1>{TITLE}</h1>{lines}")).body == BODY


def test_a_list_of_terms_is_no_list_of_paragraphs() -> None:
    terms = "<dl><dt>Opened</dt><dd>1903</dd><dt>Books</dt><dd>81,000</dd></dl>"
    article = parse_html(page(f"<h1>{TITLE}</h1><p>{'</p><p>'.join(STORY)}</p>{terms}"))
    assert BODY in article.body


@pytest.mark.parametrize(
    "heading",
    ["Fennick library<br>reopens two years<br/>after flood", "Fennick library<br>\nreopens two "
     "years after<br><span>flood</span>"],
)  # fmt: skip
def test_a_break_in_a_heading_separates_words(heading: str) -> None:
    article = parse_html(page(f"<h1>{heading}</h1><p>{'</p><p>'.join(STORY)}</p>", title="Herald"))
    assert (article.headline, article.body) == (TITLE, BODY)


def test_a_paragraph_that_a_paywall_cut_off_gives_way_to_the_whole_text() -> None:
    data = json.dumps(
        {"@type": "NewsArticle", "headline": TITLE, "articleBody": " ".join(STORY)}
    )  # fmt: skip
    article = parse_html(
        page(
            f"<article><h1>{TITLE}</h1><p>{STORY[0]}</p><p>{STORY[1][:40]}</p></article>",
            f'<script type="application/ld+json">{data}</script>',
        )
    )
    assert article.body == f"{STORY[0]}\n\n{' '.join(STORY[1:])}"


@pytest.mark.parametrize("dek", ["The first readers came in the rain", "Shelves are higher now"])
def test_a_line_above_a_byline_is_the_dek(dek: str) -> None:
    lines = "".join(f"<p>{line}</p>" for line in (f"<em>{dek}</em>", "By Tomas Reyl", *STORY))
    article = parse_html(page(f"<article><h1>{TITLE}</h1>{lines}</article>"))
    assert (article.dek, article.body) == (dek, BODY)
    described = (
        f'<meta name="description" content="A flood had closed it since 2029, says {TITLE}">'
    )
    article = parse_html(page(f"<article><h1>{TITLE}</h1>{lines}</article>", described))
    assert article.body == BODY
    assert article.dek == dek or dek in [d.text for d in article.dropped]

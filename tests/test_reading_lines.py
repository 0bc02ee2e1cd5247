"""Pages in which only line breaks, indents or inline elements separate paragraphs and words."""

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
    described = f"A flood had closed it since 2029, says {TITLE}"
    meta = f'<meta name="description" content="{described}">'
    article = parse_html(page(f"<article><h1>{TITLE}</h1>{lines}</article>", meta))
    assert (article.dek, article.body) == (described, BODY)
    assert dek in [d.text for d in article.dropped if d.rule == "another dek"]


@pytest.mark.parametrize(
    "body",
    [
        f"<FONT SIZE=5><B>{TITLE}</B></FONT><BR><I>by Tomas Reyl</I><BR><BR><FONT FACE=Arial>"
        + "<BR><BR>\n".join(STORY)
        + "</FONT><HR>",
        f"<h1>{TITLE}</h1><span>" + "<br><br>".join(STORY) + "</span>",
        f"<h1>{TITLE}</h1><div id=siteSub>From Wikinews, the free news source.</div>"
        "<p><b>Tuesday, March 4, 2031</b></p><p>"
        + "</p><p>".join(STORY)
        + "</p><h2>Sources</h2><span class='mw-editsection'>[<a>edit</a>]</span><ul><li>"
        "<span class='sourceTemplate'>Ann Holt. <i>Library is back</i>, 3 March 2031</span></ul>",
        f"<article><h1>{TITLE}</h1><p>Ann Holt, Towns editor</p><p>@annholt</p><p>"
        + "</p><p>".join(STORY)
        + "</p><p>See LIBRARY, Page A6</p></article>",
        f"<article><h1>{TITLE}</h1><p>{STORY[0]}</p><div><h3>The Morning Brief</h3><p>What you "
        "need to know, at seven.</p><input type=email><button>Go</button></div><p>"
        + "</p><p>".join(STORY[1:])
        + "</p></article>",
    ],
)
def test_lines_around_the_story_are_deleted(body: str) -> None:
    article = parse_html(page(body))
    assert (article.headline, article.dek, article.body) == (TITLE, None, BODY)


@pytest.mark.parametrize(
    ("language", "title", "mark", "dek", "story"),
    [
        ("fi", "Fennickin kirjasto avattiin tauon jälkeen", "p class=ingress",
         "Tulva sulki sen 2029.", "Fennickin kirjasto avattiin lauantaina, kertoo kaupunki."),
        ("ru", "В Фенике после наводнения открыли библиотеку", "div class=subtitle",
         "Ремонт шёл два года", "Библиотека Феника открылась в субботу, сообщила мэрия."),
        ("he", "הספרייה בפניק נפתחה מחדש אחרי שנתיים", "h2",
         "מאות המתינו בגשם", "הספרייה בפניק נפתחה ביום שבת אחרי שיטפון שסגר אותה."),
        ("ja", "フェニックの図書館が2年ぶり再開", "p class=lead",
         "雨の中900人が列", "洪水で閉まっていたフェニック市の図書館が土曜日に再開した。"),
        ("en", "Fennick library reopens after flood", "p class=standfirst",
         "Readers queue in rain", "The library of Fennick reopened on Saturday, the town said."),
    ],
)  # fmt: skip
def test_a_short_standfirst(language: str, title: str, mark: str, dek: str, story: str) -> None:
    name = mark.split()[0]
    body = f"<article><h1>{title}</h1><{mark}>{dek}</{name}><p>{story}</p><p>{story}</p></article>"
    data = page(body, title=title).replace(b'lang="en"', f'lang="{language}"'.encode())
    assert parse_html(data).dek == dek


@pytest.mark.parametrize(
    "line",
    ["<p class=lead>Photo: Ann Holt</p>", "<p class=intro>By Tomas Reyl</p>",
     "<p class=summary>Key points:</p>", "<p class=lead>Towns</p>", "<h2>מה קרה</h2>",
     "<h2>מאות המתינו בגשם</h2><ul><li>אחד</li></ul>"],
)  # fmt: skip
def test_a_short_line_that_is_no_standfirst(line: str) -> None:
    body = f"<article><h1>{TITLE}</h1>{line}<p>{'</p><p>'.join(STORY)}</p></article>"
    assert parse_html(page(body)).dek is None


def test_a_standfirst_that_the_description_continues() -> None:
    line = "The first readers came in the rain and stayed until the evening"
    described = f'<meta name="description" content="{line}, and many will be back on Sunday">'
    body = (
        f"<article><h1>{TITLE}</h1><p class=dek>{line}</p><p>{'</p><p>'.join(STORY)}</p></article>"
    )
    article = parse_html(page(body, described))
    assert (article.dek, article.body) == (f"{line}, and many will be back on Sunday", BODY)

"""Which of a page's titles is its headline; all pages invented here."""

from __future__ import annotations

import json

import pytest

from summkit.reading.formats.html import read_html
from summkit.reading.limits import Limits

HERE = Limits(seconds=0)
HEADLINE = "Lighthouse keepers of Saint Brannan hang up their lamps"
JAPANESE = "灯台守、最後の灯りを消す"
BODY = (
    "<p>The last two keepers of the Saint Brannan light climbed the stairs for the last time on "
    "Friday, carrying nothing but a thermos and a brass key.</p>"
    "<p>Their successor is a grey box the size of a suitcase, which a technician in Kellmouth "
    "reads twice a week over a telephone line.</p>"
    "<p>“It never needs a cup of tea,” said Morwenna Hale, who has kept the light since 1987 and "
    "was born in the cottage below it.</p>"
    "<p>The tower opens to visitors in May, and the foghorn goes to the museum on the quay.</p>"
)


def og(title: str, site: str = "") -> str:
    named = f'<meta property="og:site_name" content="{site}">' if site else ""
    return f'<meta property="og:title" content="{title}">{named}'


def ld(**fields: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(fields)}</script>'


def headline(title: str, head: str = "", top: str = "", above: str = "", below: str = "") -> str:
    page = (
        f'<!doctype html><html><head><meta charset="utf-8"><title>{title}</title>{head}</head>'
        f"<body>{above}<main><article>{top}{BODY}</article></main>{below}</body></html>"
    )
    return read_html(page.encode(), limits=HERE).headline or ""


H1 = f"<h1>{HEADLINE}</h1>"
H2 = f"<h2>{HEADLINE}</h2>"


@pytest.mark.parametrize(
    "above",
    [
        '<header><h1 class="site-logo">Kellmouth Courier</h1></header>',
        '<header><h1><a href="/"><img src="l.svg" alt="Kellmouth Courier"></a></h1></header>',
        '<header><a href="https://courier.example/"><h1>Kellmouth Courier</h1></a></header>',
        '<div id="masthead"><h1>Kellmouth Courier</h1></div>',
        "<h1>Kellmouth Courier</h1>",
        "<h1>Sport</h1>",
    ],
)
@pytest.mark.parametrize(
    "title",
    [
        HEADLINE,
        f"{HEADLINE} - Kellmouth Courier",
        f"{HEADLINE} | Kellmouth Courier",
        f"{HEADLINE} — Kellmouth Courier",
        f"Kellmouth Courier: {HEADLINE}",
        f"{HEADLINE} » Kellmouth Courier",
    ],
)
def test_a_logo_or_section_in_h1_is_not_the_headline(title: str, above: str) -> None:
    assert headline(title, top=H2, above=above) == HEADLINE
    assert headline(title, top=H1, above=above) == HEADLINE


@pytest.mark.parametrize(
    "head",
    [
        og("Kellmouth Courier", "Kellmouth Courier"),
        og("Kellmouth Courier"),
        og("Morwenna Hale") + '<meta name="author" content="Morwenna Hale">',
        og("Jory Penrose") + ld(**{"@type": "NewsArticle", "author": {"name": "Jory Penrose"}}),
        og("Jory Penrose"),
        og("Home"),
        og(f"{HEADLINE} (Published 2016)"),
        og(f"{HEADLINE} (Veröffentlicht 2016)"),
        og(f"{HEADLINE} – live updates"),
        og(f"{HEADLINE} | Cornwall News", "Kellmouth Courier"),
        og(f"{HEADLINE} | Cornwall News | Kellmouth Courier", "Kellmouth Courier"),
        ld(**{"@type": "Article", "headline": "harbour on the northern coast"}),
        ld(**{"@type": "WebSite", "name": "The Courier"}) + og(f"{HEADLINE} - The Courier"),
    ],
)
def test_one_wrong_title_among_several_is_outvoted(head: str) -> None:
    assert headline(f"{HEADLINE} - Kellmouth Courier", head, top=H1) == HEADLINE


@pytest.mark.parametrize(
    "label", ["Original text", "Originaltext", "Texte d’origine", "原文", "Loading…"]
)
def test_what_tools_add_to_a_saved_page_is_no_headline(label: str) -> None:
    tool = f'<div class="skiptranslate"><h1 class="title">{label}</h1></div>'
    assert headline(HEADLINE, top=H2, below=tool) == HEADLINE
    assert headline(HEADLINE, top=H2, below=f"<h1>{label}</h1>") == HEADLINE
    assert headline("", top=H2, below=f"<h1>{label}</h1>") == HEADLINE


@pytest.mark.parametrize(
    ("title", "wanted"),
    [
        (f"{HEADLINE} | Kellmouth Courier", HEADLINE),
        (f"{HEADLINE} - Kellmouth Courier", HEADLINE),
        (f"{HEADLINE} | Cornwall News | Kellmouth Courier", HEADLINE),
        (f"{HEADLINE} – courier.com", HEADLINE),
        (
            "Leuchtturmwärter löschen das letzte Licht - Kellmunder Zeitung",
            "Leuchtturmwärter löschen das letzte Licht",
        ),
        (
            "Người gác hải đăng cuối cùng rời đảo - Báo Kellmouth",
            "Người gác hải đăng cuối cùng rời đảo",
        ),
        (f"{JAPANESE}｜北港新聞", JAPANESE),
        (f"{JAPANESE}：北港新聞デジタル", JAPANESE),
        (f"{JAPANESE} - 北港放送ニュース", JAPANESE),
        (f"{JAPANESE}（北港新聞）", JAPANESE),
        (f"{JAPANESE} | NHK", JAPANESE),
        ("灯塔守护者熄灭最后一盏灯-北港新闻", "灯塔守护者熄灭最后一盏灯"),
        ("마지막 등대지기 섬을 떠나다 : 북항 뉴스", "마지막 등대지기 섬을 떠나다"),
        ("Wärter löscht letztes Licht - Panorama - kurier.de", "Wärter löscht letztes Licht"),
        ("Keepers leave the light (with pictures)", None),
        ("灯塔守护者熄灭最后一盏灯_社会_北港网", "灯塔守护者熄灭最后一盏灯"),
        ("마지막 등대지기 섬을 떠나다 - 북항일보", "마지막 등대지기 섬을 떠나다"),
        ("Keepers leave the light - and the town asks why", None),
        ("Keepers Leave the Light - Town Council Objects", None),
        ("Lamps out: the keepers leave", None),
        ("Storm 2/3 - what the keepers saw that night", None),
    ],
)
def test_a_title_without_other_titles(title: str, wanted: str | None) -> None:
    assert headline(title) == (wanted or title)


@pytest.mark.parametrize(
    ("title", "site"),
    [
        (f"{JAPANESE}：北港新聞デジタル", "北港新聞デジタル"),
        (f"{JAPANESE}-北港テレビ", "北港テレビ"),
        (f"{JAPANESE}【北港テレビ】", "北港テレビ"),
        (f"【北港テレビ】{JAPANESE}", "北港テレビ"),
        (f"{JAPANESE}・北港テレビ", "北港テレビ"),
        (f"{JAPANESE}_北港テレビ", "北港テレビ"),
        (f"北港テレビ｜{JAPANESE}", "北港テレビ"),
    ],
)
def test_a_sites_name_without_a_space_before_it(title: str, site: str) -> None:
    assert headline(title, og(title, site)) == JAPANESE
    assert headline(title, og(title), top=f"<h1>{JAPANESE}</h1>") == JAPANESE


def test_of_two_good_headlines_the_social_one_is_taken() -> None:
    social = "Saint Brannan’s lighthouse keepers say goodbye"
    assert headline(f"{HEADLINE} - Courier", og(social), top=H1) == social


def test_an_application_called_like_the_article_is_not_its_site() -> None:
    head = f'<meta name="application-name" content="{HEADLINE}">'
    assert headline(f"{HEADLINE} - Courier", head, top=H1) == HEADLINE


def test_the_json_ld_of_another_story_is_ignored() -> None:
    other = {"@type": "NewsArticle", "headline": "Tram line opens", "description": "x y z"}
    own = {"@type": "NewsArticle", "headline": HEADLINE}
    script = f'<script type="application/ld+json">{json.dumps([other, own])}</script>'
    assert headline(f"{HEADLINE} - Courier", script) == HEADLINE


def test_a_date_in_front_of_a_heading_is_not_part_of_it() -> None:
    top = f"<h1><span>03.02.2031</span>{HEADLINE}</h1>"
    assert headline("Courier", top=top) == HEADLINE


def test_a_site_name_in_quotes_is_removed_too() -> None:
    quoted = "« Nous avons compté chaque marche », dit la gardienne"
    assert headline(f"{quoted} | Le Courrier", top=f"<h1>{quoted}</h1>") == quoted

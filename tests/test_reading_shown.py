"""Invented pages whose visible headline, dek or story differs from their metadata."""

from __future__ import annotations

import json

import pytest

from summkit.article import Article
from summkit.reading.formats.html import read_html
from summkit.reading.limits import Limits

HEADLINE = "Ferry town buys back its bakery for a single crown"
TITLE = f"<title>{HEADLINE} | Quillon Echo</title>"
H1 = f"<h1>{HEADLINE}</h1>"
DEK = "Two hundred households each lend a sack of flour and an hour a week"
STORY = [
    "The people of Lower Quillon bought back their only bakery on Monday for a single crown.",
    "Its last owner closed the shop in 2027 after the oven cracked and the roof let in the rain.",
    "“We were eating bread from a petrol station,” said Ottilie Marsh, who led the campaign.",
    "The town will rent the shop to a cooperative, which expects to bake 300 loaves every morning.",
    "A mason from the next valley has promised to rebuild the oven before the first of October.",
    "Critics say that the council should have spent the loan on the bridge, which is still shut.",
]


def read(head: str, body: str, language: str = "en") -> Article:
    page = (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8">{head}</head>'
        f"<body>{body}</body></html>"
    )
    return read_html(page.encode(), limits=Limits(seconds=0))


def ps(texts: list[str]) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def ld(**fields: str) -> str:
    found = json.dumps({"@type": "NewsArticle", **fields})
    return f'<script type="application/ld+json">{found}</script>'


def article(top: str = "", title: str = HEADLINE) -> str:
    return f"<main><article><h1>{title}</h1>{top}{ps(STORY)}</article></main>"


def lines(found: Article) -> list[str]:
    return found.body.split("\n\n")


# Titles that end in dots


@pytest.mark.parametrize(
    ("title", "head"),
    [
        (HEADLINE, f'<meta property="og:title" content="{HEADLINE[:31]}…">'),
        (HEADLINE, f"<title>{HEADLINE[:34]}... | Quillon Echo</title>"),
        (HEADLINE, f'<meta name="twitter:title" content="{HEADLINE[:25]} [...]">'),
        (HEADLINE, f"{ld(headline=HEADLINE[:31] + '...')}<title>{HEADLINE[:31]}... - Echo</title>"),
        (
            "Stadt an der Fähre kauft ihre Bäckerei für eine Krone zurück",
            '<meta property="og:title" content="Stadt an der Fähre kauft ihre Bäckerei …">'
            + ld(headline="Stadt an der Fähre kauft ihre Bäckerei …"),
        ),
        (
            "渡し場の町が一クローネで廃業したパン屋を買い戻し市民が運営へ",
            '<meta property="og:title" content="渡し場の町が一クローネで廃業したパン屋を…">',
        ),
        (
            "بلدة العبّارة تشتري مخبزها القديم بكرونة واحدة فقط",
            ld(headline="بلدة العبّارة تشتري مخبزها القديم…"),
        ),
    ],
)
def test_a_whole_headline_beats_one_that_a_machine_cut_off(title: str, head: str) -> None:
    if "<title>" not in head:
        head += f"<title>{title} | Quillon Echo</title>"
    assert read(head, article(title=title)).headline == title


def test_dots_that_an_editor_wrote_stay() -> None:
    title = "And then the oven cracked..."
    head = f'<title>{title}</title><meta property="og:title" content="{title}">'
    assert read(head, article(title=title)).headline == title


def test_a_truncated_headline_is_better_than_another_text() -> None:
    head = f'<meta property="og:title" content="{HEADLINE[:31]}…">'
    assert read(head, f"<h1>News</h1>{ps(STORY)}").headline == f"{HEADLINE[:31]}…"


# Stories in several containers

AD = '<div class="ad-slot"></div>'


@pytest.mark.parametrize(
    "body",
    [
        f"<main>{H1}<div class='intro-block'>{ps(STORY[:1])}</div>"
        f"<div class='rich-text'>{ps(STORY[1:])}</div></main>",
        f"<article>{H1}</article><div class='txt'>{ps(STORY[:2])}</div>{AD}"
        f"<div class='txt'>{ps(STORY[2:4])}</div>{AD}"
        f"<div class='txt'>{ps(STORY[4:])}</div>",
        f"<article><header>{H1}{ps(STORY[:1])}</header></article>"
        f"<article>{ps(STORY[1:])}</article>",
        "<h1>" + HEADLINE + "</h1>" + AD.join(f"<section>{ps([line])}</section>" for line in STORY),
        f"<article>{H1}{ps(STORY[:3])}</article>{AD}"
        f"<div id='continued'>{ps(STORY[3:])}</div><footer><p>Quillon Echo, 4 Mill Lane, "
        "is printed every Thursday by the Quillon Press Cooperative.</p></footer>",
        f"<div class='page'><div class='top'>{H1}{ps(STORY[:1])}</div>"
        f"<div class='columns'><div class='left'>{ps(STORY[1:4])}</div>"
        f"<div class='right'>{ps(STORY[4:])}</div></div></div>",
    ],
)
def test_a_story_in_several_containers_is_whole(body: str) -> None:
    assert lines(read(f"{TITLE}", body)) == STORY


OTHERS = [
    "A goat was found on the roof of the station on Sunday and is being looked after at a farm.",
    "The regatta has been moved to June because the river is too low for the bigger boats.",
]


@pytest.mark.parametrize(
    "below",
    [
        f"<article><h2><a href='/goat'>Goat on the roof</a></h2>{ps(OTHERS)}</article>",
        f"<div class='related'><h3>More</h3>{ps(OTHERS)}</div>",
        f"<section class='most-read'>{ps(OTHERS)}</section>",
        f"<aside>{ps(OTHERS)}</aside>",
        f"<article><h1>Goat on the roof of the station</h1>{ps(OTHERS)}</article>",
        f"<div class='comments'><h2>Comments</h2>{ps(OTHERS)}</div>",
        f"<section><h2>Goat on the roof of the station</h2>{ps(OTHERS)}</section>",
    ],
)
def test_another_story_below_stays_out(below: str) -> None:
    body = f"<article>{H1}{ps(STORY)}</article>{below}"
    assert lines(read(f"{TITLE}", body)) == STORY


# Standfirsts against descriptions


@pytest.mark.parametrize(
    ("head", "shown"),
    [
        (
            '<meta name="description" content="See what the people of one ferry town did next.">',
            '<p class="article-standfirst">{}</p>',
        ),
        (
            '<meta property="og:description" content="You won’t believe this bakery’s price!">',
            '<div class="c-dek">{}</div>',
        ),
        (ld(description="Quillon Echo: news from the valley."), '<h2 class="sub-headline">{}</h2>'),
        (
            '<meta name="description" content="Bakery, ferry town, crown: read on Quillon Echo how '
            'the sale went and what it means for you.">',
            '<p class="chapo">{}</p>',
        ),
        (
            '<meta name="twitter:description" content="What a loaf costs when a town owns it">',
            '<h3 class="article__subtitle">{}</h3>',
        ),
        (
            '<meta name="description" content="Hier erfahren Sie alles zum Kauf der Bäckerei.">',
            '<p class="vorspann">{}</p>',
        ),
    ],
)
def test_the_visible_standfirst_is_the_dek(head: str, shown: str) -> None:
    found = read(f"{TITLE}{head}", article(shown.format(DEK)))
    assert (found.dek, lines(found)) == (DEK, STORY)


@pytest.mark.parametrize(
    "description",
    [
        "Quillon Echo gives you the latest news, sport and weather from the valley.",
        "Get the latest Quillon news, sport, traffic and more from the Echo, your local paper.",
        "Latest news, analysis and opinion from Lower Quillon and beyond.",
        "Read the latest headlines, breaking news and videos at the Quillon Echo.",
        "By Ottilie Marsh, 2 June 2031",
        "Ottilie Marsh reports from Lower Quillon | 2 June 2031",
        "By Ottilie Marsh and Bertram Hale | Updated 2 June 2031",
        "Your source for local news, weather and sports in the Quillon valley.",
        "Aktuelle Nachrichten, Sport und Wetter aus dem Quillontal.",
        "Alle Nachrichten aus Politik, Wirtschaft, Sport und Kultur im Überblick.",
        "Toute l’actualité de Quillon en direct : sport, politique, météo, faits divers.",
        "Últimas noticias de Quillon y el mundo: política, deportes, economía y cultura.",
        "Le ultime notizie di cronaca, sport e politica dalla valle di Quillon.",
        "Últimas notícias, esportes, política e economia de Quillon e região.",
        "Het laatste nieuws, sport en weer uit de vallei van Quillon.",
        "Последние новости Квиллона: политика, спорт, экономика, происшествия.",
        "Son dakika haberleri, spor, ekonomi ve hava durumu Quillon Postası’nda.",
        "Berita terkini, olahraga, politik dan ekonomi dari Quillon hari ini.",
        "Von Ottilie Marsh, 2. Juni 2031, 14:05 Uhr",
        "Par Ottilie Marsh, le 2 juin 2031",
        "最新ニュース、スポーツ、天気予報をお届けするクイロン新聞の公式サイトです。",
        "Najnowsze wiadomości, sport i pogoda z doliny Quillon.",
        "Senaste nyheterna, sport och väder från Quillondalen.",
    ],
)
def test_a_description_of_the_site_or_a_byline_is_no_dek(description: str) -> None:
    head = f'{TITLE}<meta name="description" content="{description}">'
    found = read(head, article())
    assert (found.dek, lines(found)) == (None, STORY)


@pytest.mark.parametrize(
    "dek",
    [
        "By the end of the summer the oven should be hot again, and the bread cheap",
        "The latest of six valley towns to own a shop, Lower Quillon has no shortage of bakers",
        "After the news of the sale, sport clubs and choirs queue for the first loaves",
        "Von Oktober an backt eine Genossenschaft 300 Brote am Tag",
        "Par la grâce d’un prêt de 200 foyers, le four sera rebâti",
    ],
)
def test_an_editors_description_that_begins_like_one_is_the_dek(dek: str) -> None:
    head = f'{TITLE}<meta name="description" content="{dek}">'
    assert read(head, article()).dek == dek


# Video pages


@pytest.mark.parametrize(
    ("body", "kept"),
    [
        (
            f"<main>{H1}<div class='jw'><video></video><p>Your browser does not "
            f"support HTML5 video.</p><p>Next video</p></div><div>{ps(STORY[:2])}</div></main>",
            STORY[:2],
        ),
        (
            f"<article>{H1}<p>Now playing:</p><p>Autoplay is on</p><p>Playlist</p>"
            f"{ps(STORY[:3])}<p>Play video</p><p>Watch next</p>{ps(STORY[3:])}</article>",
            STORY,
        ),
        (
            f"<article>{H1}<p>JavaScript is disabled. Please enable JavaScript to play "
            f"this video.</p><p>Video player is loading.</p>{ps(STORY[:2])}</article>",
            STORY[:2],
        ),
        (
            f"<main>{H1}<div class='player'><video></video></div><div class='about'>"
            f"<p>{STORY[0]}</p></div><h2>Related videos</h2><ul><li>Goat on the roof</li>"
            "<li>Regatta moved to June</li></ul></main>",
            STORY[:1],
        ),
        (
            f"<article>{H1}<p>Ihr Browser unterstützt keine Videos.</p><p>Nächstes "
            f"Video</p><p>Automatische Wiedergabe</p>{ps(STORY[:2])}</article>",
            STORY[:2],
        ),
        (
            f"<article>{H1}<p>Votre navigateur ne prend pas en charge la vidéo.</p>"
            f"<p>Lecture automatique</p><p>À suivre</p>{ps(STORY[:2])}</article>",
            STORY[:2],
        ),
        (
            f"<article>{H1}{ps(STORY)}<h3>More videos from the Echo</h3><ul>"
            "<li><a href='/v'>Goat on the roof</a></li><li>Regatta moved to June 1:42</li></ul>"
            "</article>",
            STORY,
        ),
    ],
)
def test_a_players_words_are_no_text(body: str, kept: list[str]) -> None:
    assert lines(read(TITLE, body)) == kept


# Standfirsts without a class, and headlines without an <h1>


@pytest.mark.parametrize(
    "below",
    [
        f"<div class='byline'>By Ottilie Marsh</div><h2>{DEK}</h2>",
        f"<h2>{DEK}</h2><p>By Ottilie Marsh</p>",
        f"<h3 class='strapline'>{DEK}</h3>",
        f"<h2 class='post-tagline'>{DEK}</h2><time>2 June 2031</time>",
        f"<h4>{DEK}</h4>",
        f"<h2>{DEK}.</h2><figure><img src='a.jpg'></figure>",
    ],
)
def test_a_heading_between_headline_and_story_is_the_dek(below: str) -> None:
    found = read(TITLE, article(below))
    assert (found.dek.rstrip("."), lines(found)) == (DEK, STORY)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "below",
    [
        "<h2>A bakery in ruins</h2>",
        "<h2><a href='/goat'>Goat found on the roof of the station on Sunday night</a></h2>",
        "<h2>Key points</h2><ul><li>One crown</li><li>300 loaves a day</li></ul>",
        "<h2>Share this story with your friends on the networks</h2>",
    ],
)
def test_another_heading_is_no_dek(below: str) -> None:
    assert read(TITLE, article(below)).dek is None


@pytest.mark.parametrize(
    ("title", "body"),
    [
        (f"Quillon Echo - {HEADLINE}", f"<div>{ps(STORY)}</div>"),
        (f"Quillon Echo | {HEADLINE}", f"<div>{ps(STORY)}</div>"),
        (f"Quillon Echo » {HEADLINE}", f"<div>{ps(STORY)}</div>"),
        (f"The Quillon Echo – {HEADLINE}", f"<div>{ps(STORY)}</div>"),
        (f"Quillon Echo: {HEADLINE}", f"<div>{ps(STORY)}</div>"),
        ("draft-final-2", f"<div><p class='MsoTitle'>{HEADLINE}</p>{ps(STORY)}</div>"),
        ("bakery v7", f"<div><p class='title'>{HEADLINE}</p>{ps(STORY)}</div>"),
        ("Untitled", f"<div><div class='post-title'>{HEADLINE}</div>{ps(STORY)}</div>"),
        ("", f"<p class='c1 title' id='h.x'><span>{HEADLINE}</span></p>{ps(STORY)}"),
        ("news", f"<div><span class='headline'>{HEADLINE}</span>{ps(STORY)}</div>"),
    ],
)
def test_a_headline_without_an_h1(title: str, body: str) -> None:
    found = read(f"<title>{title}</title>", body)
    assert (found.headline, lines(found)) == (HEADLINE, STORY)

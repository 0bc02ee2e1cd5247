"""Files that editors export: feeds, Markdown, tables, JSON, mail, Word; all invented here."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest

from summkit import Article
from summkit.reading import Failure, Limits, ReadOptions, read

HEADLINE = "Ferry town buys back its bakery for a single crown"
DEK = "Two hundred households each lend a sack of flour and an hour a week"
STORY = [
    "The people of Lower Quillon bought back their only bakery on Monday for a single crown.",
    "Its last owner closed the shop in 2027 after the oven cracked and the roof let in the rain.",
    "“We were eating bread from a petrol station,” said Ottilie Marsh, who led the campaign.",
    "The town will rent the shop to a cooperative, which expects to bake 300 loaves every morning.",
]
TEXT = "\n\n".join(STORY)


def everything(tmp_path: Path, data: str | bytes, name: str) -> list[Article | Failure]:
    path = tmp_path / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return list(read(path, options=ReadOptions(limits=Limits(seconds=0)), on_error="yield"))


def only(tmp_path: Path, data: str | bytes, name: str) -> Article:
    (article,) = everything(tmp_path, data, name)
    assert isinstance(article, Article), article
    return article


def rss(item: str, channel: str = "Quillon Echo") -> str:
    return (
        '<?xml version="1.0"?><rss version="2.0" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
        f"<title>{channel}</title><item>{item}</item></channel></rss>"
    )


CONTENT = "<content:encoded><![CDATA[" + "".join(f"<p>{line}</p>" for line in STORY)


@pytest.mark.parametrize(
    "title", [f"{HEADLINE} - Quillon Echo", f"{HEADLINE} | Quillon Echo", f"{HEADLINE} – Tarn Wire"]
)
def test_the_source_after_a_feeds_title(tmp_path: Path, title: str) -> None:
    source = "<source url='http://t.example'>Tarn Wire</source>" if "Tarn" in title else ""
    item = f"<title>{title}</title>{source}{CONTENT}]]></content:encoded>"
    assert only(tmp_path, rss(item), "x.xml").headline == HEADLINE


def test_a_dash_in_a_feeds_title_stays(tmp_path: Path) -> None:
    item = f"<title>Bread for all - at last</title>{CONTENT}]]></content:encoded>"
    assert only(tmp_path, rss(item), "x.xml").headline == "Bread for all - at last"


@pytest.mark.parametrize(
    "description",
    [
        '<a href="http://x">{h}</a>&nbsp;&nbsp;<font color="#6f6f6f">Quillon Echo</font>',
        '<ol><li><a href="http://x">{h}</a>&nbsp;&nbsp;<font color="#6f6f6f">Quillon Echo</font>'
        '</li><li><a href="http://y">Town saves oven</a>&nbsp;&nbsp;<font color="#6f6f6f">Tarn Wire'
        "</font></li></ol>",
    ],
)
def test_sources_after_links_are_no_text(tmp_path: Path, description: str) -> None:
    item = f"<title>{HEADLINE} - Quillon Echo</title><description><![CDATA["
    item += description.format(h=HEADLINE) + "]]></description>"
    article = only(tmp_path, rss(item), "x.xml")
    assert article.headline == HEADLINE
    assert "Echo" not in article.body and "Wire" not in article.body


@pytest.mark.parametrize(
    "links",
    [
        '<p><a href="#">Goat on the roof</a></p><p><a href="#">Regatta moved to June</a></p>',
        '<ul><li><a href="#">Goat on the roof</a></li><li><a href="#">Regatta moves</a></li></ul>',
        '<p><strong><a href="#">Goat on the roof</a></strong></p>',
    ],
)
def test_links_at_the_end_of_a_feeds_text(tmp_path: Path, links: str) -> None:
    item = f"<title>{HEADLINE}</title>{CONTENT}{links}]]></content:encoded>"
    assert only(tmp_path, rss(item), "x.xml").body == TEXT


# Markdown


@pytest.mark.parametrize(
    "matter",
    [
        json.dumps({"title": HEADLINE, "description": DEK}),
        json.dumps({"title": HEADLINE, "subtitle": DEK, "tags": ["bread"]}, indent=2),
        json.dumps({"headline": HEADLINE, "dek": DEK, "draft": False}),
    ],
)
def test_front_matter_in_json(tmp_path: Path, matter: str) -> None:
    article = only(tmp_path, f"{matter}\n\n{TEXT}\n", "x.md")
    assert (article.headline, article.dek, article.body) == (HEADLINE, DEK, TEXT)


@pytest.mark.parametrize(
    ("marked", "plain"),
    [
        ("Un**believ**able bread", "Unbelievable bread"),
        ("the **b**akery", "the bakery"),
        ("a re*mark*able oven", "a remarkable oven"),
        ("[[Oven|the oven]] is cold", "the oven is cold"),
        ("the [[oven]] is cold", "the oven is cold"),
        ("costs \\$40 \\*net\\*", "costs $40 *net*"),
        ("2*3*4 is 24", "2*3*4 is 24"),
    ],
)
def test_marks_within_words(tmp_path: Path, marked: str, plain: str) -> None:
    text = f"# {HEADLINE}\n\n{STORY[0]}\n\nOttilie Marsh says that {marked} today.\n\n{STORY[1]}\n"
    article = only(tmp_path, text, "x.md")
    assert article.body.split("\n\n")[1] == f"Ottilie Marsh says that {plain} today."


@pytest.mark.parametrize(
    "lines",
    [
        "![[oven.png]]\n\n> [!note]\n\n#bread #oven",
        "![[oven.png|300]]",
        "%% a note to the editor %%",
    ],
)
def test_obsidian(tmp_path: Path, lines: str) -> None:
    text = f"# {HEADLINE}\n\n{TEXT}\n\n{lines}\n"
    link = text.replace("only bakery", "only [[Bakery|bakery]]")
    assert only(tmp_path, link, "x.md").body == TEXT


# Tables


def test_csv_with_backslashes_before_quotes(tmp_path: Path) -> None:
    rows = [
        f'{n},"{HEADLINE}","{TEXT} She \\"saved\\" it, he said, \\"at last\\"."' for n in (1, 2)
    ]
    found = everything(tmp_path, "id,title,text\n" + "\n".join(rows) + "\n", "x.csv")
    assert [a.body[-30:] for a in found if isinstance(a, Article)] == [
        f'{TEXT} She "saved" it, he said, "at last".'[-30:]
    ] * 2


def test_csv_with_backslashes_only_in_a_later_record(tmp_path: Path) -> None:
    rows = [f'1,"{HEADLINE}","{TEXT}"', f'2,"{HEADLINE}","{TEXT} It is \\"saved\\"."']
    found = everything(tmp_path, "id,title,text\n" + "\n".join(rows) + "\n", "x.csv")
    assert [a.headline for a in found if isinstance(a, Article)] == [HEADLINE] * 2


@pytest.mark.parametrize("sign", [", ", "; ", ",  "])
def test_csv_with_spaces_after_the_separator(tmp_path: Path, sign: str) -> None:
    rows = [["id", "title", "text"], ["1", HEADLINE, TEXT]]
    text = "\n".join(sign.join(f'"{cell}"' for cell in row) for row in rows)
    article = only(tmp_path, text + "\n", "x.csv")
    assert (article.id, article.headline, article.body) == ("1", HEADLINE, TEXT)


# JSON


RECORDS = [{"id": str(n), "title": HEADLINE, "text": TEXT} for n in (1, 2)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("\n".join(json.dumps(each, indent=1) for each in RECORDS), "x.json"),
        ("".join(json.dumps(each, indent=1) for each in RECORDS), "x.json"),
        (",\n".join(json.dumps(each, indent=1) for each in RECORDS), "x.json"),
        (",\n".join(json.dumps(each) for each in RECORDS) + ",\n", "x.jsonl"),
        (",\n".join(json.dumps(each) for each in RECORDS), "x.jsonl"),
        ("".join(json.dumps(each) for each in RECORDS), "x.json"),
    ],
)
def test_json_values_one_after_another(tmp_path: Path, text: str, name: str) -> None:
    found = everything(tmp_path, text, name)
    assert [(a.id, a.body) for a in found if isinstance(a, Article)] == [("1", TEXT), ("2", TEXT)]
    assert len(found) == 2


@pytest.mark.parametrize(
    "body",
    [
        {"components": [{"__typename": "P", "contents": {"html": line}} for line in STORY]},
        {
            "components": [
                *({"__typename": "EntryBodyParagraph", "contents": {"html": s}} for s in STORY),
                {"__typename": "EntryBodyRelatedList", "items": [{"title": "Goat on the roof"}]},
            ]
        },
        [
            *({"type": "text", "content": line} for line in STORY),
            {"type": "correction", "text": "An earlier text was wrong."},
            {"type": "clarification", "content": "The oven is older."},
        ],
    ],
)
def test_bodies_as_content_systems_store_them(tmp_path: Path, body: object) -> None:
    article = only(tmp_path, json.dumps({"title": HEADLINE, "body": body}), "x.json")
    assert article.body == TEXT


# Light markup and subtitles

RULE = "=" * 60


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            f"{RULE}\n{HEADLINE}\n{RULE}\n\n:author: Ottilie\n\n{TEXT}\n\n.. image:: a.jpg\n",
            "x.rst",
        ),
        (
            f"{HEADLINE}\n{RULE}\n\n:Author: Ottilie\n:Date: 2031\n\n{TEXT}\n\n.. note:: Sign up\n",
            "x.rst",
        ),
        (f"= {HEADLINE}\nOttilie\n:toc:\n\n[.lead]\n{TEXT}\n\nimage::a.jpg[Oven]\n", "x.adoc"),
        (
            f"= {HEADLINE}\n\n{TEXT}\n\n****\nA sidebar about flour.\n****\n\n////\nnote\n////\n",
            "x.adoc",
        ),
        (f"= {HEADLINE}\n\n[quote, Ottilie]\n{TEXT}\n\nvideo::a.mp4[]\n\n'''\n", "x.adoc"),
    ],
)
def test_light_markup(tmp_path: Path, text: str, name: str) -> None:
    article = only(tmp_path, text, name)
    assert (article.headline, article.body) == (HEADLINE, TEXT)


def test_advanced_substation_subtitles(tmp_path: Path) -> None:
    lines = "".join(
        f"Dialogue: 0,0:00:{4 * n:02}.00,0:00:{4 * n + 1:02}.00,Default,,0,0,0,,{{\\i1}}"
        f"{line[:20]}\\N{line[20:]}\n"
        for n, line in enumerate(STORY)
    )
    head = (
        "[Script Info]\nTitle: x\n\n[V4+ Styles]\nFormat: Name\nStyle: Default\n\n[Events]\n"
        "Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n"
    )
    body = only(tmp_path, head + lines, "x.ass").body
    assert "".join(body.split()) == "".join(TEXT.split())


# Mail


@pytest.mark.parametrize(
    "foot",
    [
        "Confidentiality notice: this message is for the addressee only.",
        "CONFIDENTIALITY NOTICE\nThis email and its attachments are confidential.",
        "This e-mail and any files with it are confidential.",
        "Diese E-Mail enthält vertrauliche Informationen.",
        "Ce message et toutes les pièces jointes sont confidentiels.",
        "Este mensaje y sus adjuntos son confidenciales.",
        "** Follow us\n----------\n\nWant to change how you receive these emails?\n"
        "You can update your preferences or unsubscribe",
        "Update your preferences or unsubscribe from this list.",
    ],
)
def test_the_foot_of_a_mail(tmp_path: Path, foot: str) -> None:
    head = f"From: a@b.example\nTo: c@d.example\nSubject: {HEADLINE}\nMIME-Version: 1.0\n"
    text = f"{head}Content-Type: text/plain; charset=utf-8\n\n{TEXT}\n\n{foot}\n"
    assert only(tmp_path, text, "x.eml").body == TEXT


# Word

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def docx(runs: str) -> bytes:
    raw = io.BytesIO()
    story = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in STORY)
    with zipfile.ZipFile(raw, "w") as file:
        file.writestr(
            "word/document.xml",
            f'<w:document xmlns:w="{W}"><w:body>{story}<w:p>{runs}</w:p></w:body></w:document>',
        )
    return raw.getvalue()


@pytest.mark.parametrize(
    ("symbol", "text"),
    [
        ('<w:sym w:font="Symbol" w:char="F0B0"/>', "°"),
        ('<w:sym w:font="Symbol" w:char="F0A3"/>', "≤"),
        ('<w:sym w:font="Symbol" w:char="F061"/>', "α"),
        ('<w:sym w:font="Symbol" w:char="F0B1"/>', "±"),
        ('<w:sym w:font="Wingdings" w:char="F0E0"/>', "→"),
        ('<w:sym w:font="Arial" w:char="00B5"/>', "µ"),
    ],
)
def test_symbols_of_word(tmp_path: Path, symbol: str, text: str) -> None:
    runs = (
        f"<w:r><w:t>The oven is at 5</w:t></w:r><w:r>{symbol}</w:r><w:r><w:t>C today.</w:t></w:r>"
    )
    assert only(tmp_path, docx(runs), "x.docx").body.endswith(f"The oven is at 5{text}C today.")


@pytest.mark.parametrize("mark", ["<w:strike/>", "<w:dstrike/>", '<w:strike w:val="true"/>'])
def test_struck_text_of_word(tmp_path: Path, mark: str) -> None:
    runs = f"<w:r><w:rPr>{mark}</w:rPr><w:t>A struck sentence.</w:t></w:r>"
    assert only(tmp_path, docx(runs), "x.docx").body == TEXT


def test_text_that_is_not_struck(tmp_path: Path) -> None:
    runs = '<w:r><w:rPr><w:strike w:val="0"/></w:rPr><w:t>The oven is hot.</w:t></w:r>'
    assert only(tmp_path, docx(runs), "x.docx").body == f"{TEXT}\n\nThe oven is hot."


@pytest.mark.parametrize(
    "line",
    ["Follow Marsh at http://echo.example/marsh", "Follow Ottilie Marsh on X @omarsh"],
)
def test_the_last_line_of_a_wire(tmp_path: Path, line: str) -> None:
    assert only(tmp_path, f"{TEXT}\n\n___\n\n{line}\n", "x.txt").body == TEXT

"""HTML and Markdown within files of every kind: no markup is printed, and no word is lost."""

from __future__ import annotations

import html
import io
import json
import textwrap
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from summkit import Article
from summkit.reading import read

HEADLINE = "Council keeps night ferry to Brae"
FIRST = "The harbour council voted on Monday to keep the night ferry to Brae until the spring."
SECOND = "“We cannot close a road because it is wet,” Mara Quill told the meeting & its guests."
THIRD = "A repair will cost 4.5 million crowns, and the county pays 60% of it."
FOURTH = "Fishermen said x < y was no way to count boats."
FIFTH = "The next boat leaves at 5 p.m. Tuesday, weather permitting."
BODY = [FIRST, SECOND, "What it costs", THIRD, FOURTH, FIFTH]

HTML = "\n".join(
    (
        f"<p>{FIRST.replace('Monday', '<strong>Monday</strong>')}</p>",
        '<figure><img src="a.jpg"/><figcaption>The ferry</figcaption></figure>',
        f"<blockquote><p>{html.escape(SECOND)}</p><cite>Mara Quill</cite></blockquote>",
        "<h2>What it costs</h2>",
        f"<p>{THIRD.replace('million crowns', 'million&nbsp;crowns')}</p>",
        '<script>var a = "<p>no</p>";</script>',
        f"<ul><li>{html.escape(FOURTH)}</li><li>{FIFTH}</li></ul>",
        "<p>&nbsp;</p>",
    )
)
MARKDOWN = "\n\n".join(
    (
        FIRST.replace("Monday", "**Monday**").replace("Brae", "[Brae](https://x.example/brae)"),
        "![A ferry at the pier](a.jpg)",
        f"> {SECOND}",
        "## What it costs",
        THIRD.replace("60%", "*60%*"),
        f"* {FOURTH}\n* {FIFTH}",
    )
)
ESCAPED = html.escape(HTML)
WRITTEN = {
    "HTML": HTML,
    "Markdown": MARKDOWN,
    "HTML, escaped": ESCAPED,
    "HTML, escaped twice": html.escape(ESCAPED),
}


def mail(text: str) -> str:
    head = "From: Tom <tom@x.example>\nTo: desk@x.example\nSubject: " + HEADLINE
    return f"{head}\nContent-Type: text/plain; charset=utf-8\n\n{text}\n"


def package(**parts: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as zipped:
        for name, text in parts.items():
            zipped.writestr(name.replace("__", "/").replace("_xml", ".xml"), text)
    return buffer.getvalue()


def paragraphs(text: str, frame: str) -> str:
    return "".join(frame.format(html.escape(line)) for line in text.split("\n") if line)


def docx(text: str) -> bytes:
    lines = paragraphs(text, "<w:p><w:r><w:t>{}</w:t></w:r></w:p>")
    title = f'<w:p><w:pPr><w:pStyle w:val="Title"/></w:pPr><w:r><w:t>{HEADLINE}</w:t></w:r></w:p>'
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = f'<w:document xmlns:w="{space}"><w:body>{title}{lines}</w:body></w:document>'
    return package(word__document_xml=body)


def odt(text: str) -> bytes:
    space = "urn:oasis:names:tc:opendocument:xmlns:"
    lines = paragraphs(text, '<text:p text:style-name="Standard">{}</text:p>')
    title = f'<text:p text:style-name="Title">{HEADLINE}</text:p>'
    return package(
        mimetype="application/vnd.oasis.opendocument.text",
        content_xml=f'<office:document-content xmlns:office="{space}office:1.0" xmlns:text="{space}'
        f'text:1.0"><office:body><office:text>{title}{lines}</office:text></office:body>'
        "</office:document-content>",
    )


def nitf(text: str) -> str:
    heads = f"<body.head><hedline><hl1>{HEADLINE}</hl1></hedline></body.head>"
    block = f"<body.content><block>{html.escape(text)}</block></body.content>"
    return f"<?xml version='1.0'?><nitf><body>{heads}{block}</body></nitf>"


def newsml(text: str) -> str:
    space = "http://iptc.org/std/nar/2006-10-01/"
    return (
        f"<?xml version='1.0'?><newsItem xmlns='{space}' guid='g' xml:lang='en'><contentMeta>"
        f"<headline>{HEADLINE}</headline></contentMeta><contentSet><inlineData "
        f"contenttype='text/plain'>{html.escape(text)}</inlineData></contentSet></newsItem>"
    )


def rss(text: str) -> str:
    return (
        "<?xml version='1.0'?><rss version='2.0' xmlns:content='http://purl.org/rss/1.0/modules/"
        f"content/'><channel><item><title>{HEADLINE}</title><guid>g</guid><content:encoded>"
        f"{html.escape(text)}</content:encoded></item></channel></rss>"
    )


FILES: dict[str, Callable[[str], str | bytes]] = {
    "a.json": lambda text: json.dumps([{"id": 1, "headline": f"**{HEADLINE}**", "body": text}]),
    "a.csv": lambda text: 'id,title,text\n1,{},"{}"\n'.format(HEADLINE, text.replace('"', '""')),
    "a.txt": lambda text: f"{HEADLINE}\n\n{text}",
    "a.eml": mail,
    "a.docx": docx,
    "a.odt": odt,
    "a.nitf": nitf,
    "a.xml": newsml,
    "a.rss": rss,
}


def only(path: Path, data: str | bytes) -> Article:
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    (article,) = read(path)
    assert isinstance(article, Article)
    return article


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("written", WRITTEN)
def test_markup_in_files_of_every_kind(tmp_path: Path, name: str, written: str) -> None:
    article = only(tmp_path / name, FILES[name](WRITTEN[written]))
    assert article.body.replace("\u00a0", " ").split("\n\n") == BODY
    assert article.headline == HEADLINE


def test_signs_that_are_no_markup_stay(tmp_path: Path) -> None:
    lines = (
        "The a**hole clause and the 2*3*4 rule of item #1 fell [sic].\n\nR&D <Name withheld> paid."
    )
    for name in ("a.eml", "a.docx", "a.json"):
        assert only(tmp_path / name, FILES[name](lines)).body == lines


def test_wordpress_exports_its_posts(tmp_path: Path) -> None:
    blocks = f"<!-- wp:paragraph --><p>{FIRST}</p><!-- /wp:paragraph -->"
    frame = (
        "<item><title>{}</title><guid>{}</guid><content:encoded><![CDATA[{}]]></content:encoded>"
        "<excerpt:encoded><![CDATA[{}]]></excerpt:encoded><wp:post_type>{}</wp:post_type></item>"
    )
    items = frame.format(HEADLINE, "g", blocks, "Islanders' protest ends with a vote.", "post")
    items += frame.format("a.jpg", "p", "", "", "attachment")
    items += frame.format("Home", "n", "Where all of this is listed.", "", "nav_menu_item")
    spaces = (
        'xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" xmlns:content='
        '"http://purl.org/rss/1.0/modules/content/" xmlns:wp="http://wordpress.org/export/1.2/"'
    )
    article = only(
        tmp_path / "export.xml",
        f'<?xml version="1.0"?><rss version="2.0" {spaces}><channel><language>en-US</language>'
        f"{items}</channel></rss>",
    )
    assert (article.headline, article.body, article.language) == (HEADLINE, FIRST, "en")
    assert article.dek == "Islanders' protest ends with a vote."


def test_ghost_exports_mobiledoc(tmp_path: Path) -> None:
    document = {
        "version": "0.3.1",
        "atoms": [["soft-return", "", {}]],
        "markups": [["strong"]],
        "cards": [
            ["image", {"src": "a.jpg", "caption": "A ferry"}],
            ["markdown", {"markdown": THIRD}],
        ],
        "sections": [
            [1, "p", [[0, [], 0, FIRST[:20]], [0, [0], 1, FIRST[20:31]], [0, [], 0, FIRST[31:]]]],
            [10, 0],
            [1, "blockquote", [[0, [], 0, SECOND]]],
            [10, 1],
            [3, "ul", [[[0, [], 0, FOURTH]], [[0, [], 0, FIFTH]]]],
            [99],
        ],
    }
    post = {"id": "5", "title": HEADLINE, "mobiledoc": json.dumps(document), "html": None}
    data = {"posts": [post], "tags": [{"id": "1", "name": "News"}]}
    article = only(tmp_path / "a.json", json.dumps({"db": [{"meta": {}, "data": data}]}))
    assert (article.id, article.headline) == ("5", HEADLINE)
    assert article.body.split("\n\n") == [FIRST, SECOND, THIRD, FOURTH, FIFTH]


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(
            {
                "ops": [
                    {"insert": FIRST[:20]},
                    {"insert": FIRST[20:], "attributes": {"bold": True}},
                    {"insert": "\n"},
                    {"insert": {"image": "a.jpg"}},
                    {"insert": f"\n{SECOND}"},
                    {"attributes": {"blockquote": True}, "insert": "\n"},
                    {"insert": f"{THIRD}\n"},
                ]
            },
            id="Quill",
        ),
        pytest.param(
            [
                {"type": "paragraph", "value": f"<p>{FIRST}</p>"},
                {"type": "image", "value": 12},
                {"type": "quote", "value": {"quote": SECOND, "attribution": "Mara Quill"}},
                {"type": "paragraph", "value": f"<p>{THIRD}</p>"},
            ],
            id="Wagtail",
        ),
        pytest.param(
            {
                "blocks": [
                    {"type": "paragraph", "data": {"text": FIRST}},
                    {
                        "type": "list",
                        "data": {
                            "items": [
                                {"content": SECOND, "items": [{"content": THIRD, "items": []}]}
                            ]
                        },
                    },
                ]
            },
            id="Editor.js, nested lists",
        ),
    ],
)
def test_blocks_of_editors(tmp_path: Path, body: object) -> None:
    article = only(tmp_path / "a.json", json.dumps([{"id": 1, "title": HEADLINE, "body": body}]))
    assert article.body.split("\n\n") == [FIRST, SECOND, THIRD]


def test_names_of_id_and_dek_in_web_apis(tmp_path: Path) -> None:
    dek = "Islanders' protest of three weeks ends with a vote"
    record = {
        "nid": [{"value": 5}],
        "langcode": [{"value": "en"}],
        "title": [{"value": HEADLINE}],
        "body": [{"value": f"<p>{FIRST}</p>", "processed": f"<p>{FIRST}</p>", "summary": dek}],
    }
    drupal = only(tmp_path / "a.json", json.dumps([record]))
    assert (drupal.id, drupal.dek, drupal.language, drupal.body) == ("5", dek, "en", FIRST)
    linked = {"@type": "NewsArticle", "headline": HEADLINE, "alternativeHeadline": dek}
    assert only(tmp_path / "b.json", json.dumps({**linked, "articleBody": FIRST})).dek == dek
    content = {"component": "article", "headline": HEADLINE, "body": FIRST}
    story = {"id": 7, "uuid": "u", "content": content}
    assert only(tmp_path / "c.json", json.dumps({"stories": [story]})).id == "7"


def test_wire_copy(tmp_path: Path) -> None:
    copy = textwrap.dedent(
        f"""\
        \x16\x16\x01a0412 r i bc-brae-ferry 01-05 0123
        ^BC-Brae Ferry, 1st Ld<
        ^{HEADLINE}<
        ^By TOM BELL<
        ^Brae Post<
        \x02\tBRAE (BP) _ {FIRST[:35]}
        {FIRST[36:]}<
        \t``We will sail,'' she said.<
        \t{FIFTH}<
        \x03BP-NY-01-05-26 1200EST<
        \x04"""
    )
    assert FIRST[35] == " "
    for data in (copy, copy.replace("\n", "\r\n"), copy.translate(dict.fromkeys((1, 2, 3, 4, 22)))):
        data = data.replace("BP-NY-01-05-26 1200EST<", "") if "\x03" not in data else data
        article = only(tmp_path / "a.txt", data)
        assert article.headline == HEADLINE
        assert article.body.split("\n\n") == [FIRST, "“We will sail,” she said.", FIFTH]


def test_a_control_left_in_a_text_is_no_wire_copy(tmp_path: Path) -> None:
    text = f"{HEADLINE}\n\n{FIRST.replace('harbour', 'har' + chr(2) + 'bour')}\n\n{THIRD}\n^{FIFTH}"
    article = only(tmp_path / "a.txt", text)
    assert article.headline == HEADLINE
    assert article.body.startswith(f"{FIRST}\n\n{THIRD}")


_LINES = (FIRST, THIRD, FIFTH)
SIGNS = {
    "struck": (FIRST.replace("Monday", "~~Sunday~~ Monday"), THIRD, FIFTH),
    "marked": (FIRST.replace("Monday", "==Monday=="), THIRD, FIFTH),
    "a box of a task": (FIRST, f"- [x] {THIRD}", f"- [ ] {FIFTH}"),
    "a note's label": (f"> [!NOTE]\n> {FIRST}", THIRD, FIFTH),
    "breaks in lines": (f"{FIRST}\\\n\n{THIRD}\\\n{FIFTH}",),
    "escapes": (FIRST, THIRD.replace("60%", r"60\%"), FIFTH),
    "Hugo": (
        '{{< figure src="a.jpg" >}}',
        FIRST,
        THIRD,
        f"{{{{% note %}}}}{FIFTH}{{{{% /note %}}}}",
    ),
    "Jekyll": ("{% include a.html %}", f"{FIRST}\n{{: .lead}}", THIRD, FIFTH + "{:rel='x'}"),
    "HTML in Markdown": (f"{FIRST}<br>", f'<div class="box">{THIRD}</div>', FIFTH),
}
OTHERS = {
    "MDX": f"---\ntitle: {HEADLINE}\n---\n\nimport Box from '../Box'\n\n<Box caption=\"Ferry\" />",
    "wikitext": f"'''{HEADLINE}'''",
    "BBCode": f"[b]{HEADLINE}[/b]",
    "Textile": f"h1. {HEADLINE}",
    "AsciiDoc": f"= {HEADLINE} =",
    "a chat": HEADLINE,
}
SPOKEN = {
    "wikitext": (
        FIRST.replace("night ferry", "[[Ferry|night ferry]]") + "<ref>Brae Post</ref>",
        f"{{{{cite|x}}}}\n\n{THIRD}",
        f"* {FIFTH}\n\n[[Category:Ferries]]",
    ),
    "BBCode": (
        FIRST.replace("Monday", "[i]Monday[/i]").replace(
            "Brae", "[url=https://x.example]Brae[/url]"
        ),
        f"[quote]{THIRD}[/quote]",
        f"[list][*]{FIFTH}[/list]",
    ),
    "Textile": (
        FIRST.replace("Monday", "*Monday*"),
        f"bq. {THIRD}",
        "* " + FIFTH.replace("next boat", '"next boat":https://x.example'),
    ),
    "a chat": (
        FIRST.replace("Monday", "*Monday*"),
        f"_{THIRD}_",
        FIFTH.replace("next boat", "*next boat*"),
    ),
}


@pytest.mark.parametrize("name", ["a.md", "a.json"])
@pytest.mark.parametrize("sign", SIGNS)
def test_signs_of_markdown_and_of_its_makers(tmp_path: Path, name: str, sign: str) -> None:
    text = "\n\n".join((f"# {HEADLINE}", *SIGNS[sign]))
    article = only(tmp_path / name, text if name == "a.md" else FILES[name](text))
    assert article.headline == HEADLINE
    assert article.body.split("\n\n") == list(_LINES)


@pytest.mark.parametrize("name", ["a.txt", "a.json"])
@pytest.mark.parametrize("kind", OTHERS)
def test_other_light_markup(tmp_path: Path, name: str, kind: str) -> None:
    text = "\n\n".join((OTHERS[kind], *SPOKEN.get(kind, _LINES)))
    article = only(tmp_path / name, text if name == "a.txt" else FILES[name](text))
    assert article.headline == HEADLINE
    assert article.body.split("\n\n") == list(_LINES)


def test_an_address_in_angles_and_links_of_a_chat_leave_what_is_read(tmp_path: Path) -> None:
    text = f"# {HEADLINE}\n\n{FIRST} More at <https://x.example/brae>.\n\n{THIRD}"
    assert "More at https://x.example/brae." in only(tmp_path / "a.md", text).body
    text = f"{HEADLINE}\n\n{FIRST} See <https://x.example|the table>.\n\n{THIRD} <@U0123>"
    assert only(tmp_path / "a.txt", text).body == f"{FIRST} See the table.\n\n{THIRD}"


def test_stars_and_strokes_that_are_no_emphasis_stay(tmp_path: Path) -> None:
    line = "A 5* hotel and a 4* one, f***ing loud, cost 2*3*4 crowns in file_1 of *Brae, *NUMBER*."
    assert only(tmp_path / "a.txt", f"{HEADLINE}\n\n{FIRST}\n\n{line}").body.endswith(line)


def test_captions_and_contents_of_documents(tmp_path: Path) -> None:
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    lines = (
        ("TOC1", "What it costs 3"),
        ("", FIRST),
        ("Caption", "Figure 1: A ferry"),
        ("", THIRD),
    )
    paragraph = '<w:p><w:pPr><w:pStyle w:val="{}"/></w:pPr><w:r><w:t>{}</w:t></w:r></w:p>'
    body = "".join(paragraph.format(*each) for each in (("Title", HEADLINE), *lines))
    document = f'<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>'
    article = only(tmp_path / "a.docx", package(word__document_xml=document))
    assert (article.headline, article.body) == (HEADLINE, f"{FIRST}\n\n{THIRD}")


@pytest.mark.parametrize(
    ("charset", "page", "text"),
    [
        (204, "cp1251", "Совет гавани решил оставить ночной паром до весны."),
        (238, "cp1250", "Rada portu zostawiła nocny prom do końca wiosny, źle śpią rybacy."),
        (128, "cp932", "港湾評議会は夜の連絡船を春まで続けることを決めた。"),
        (161, "cp1253", "Το συμβούλιο κρατά το νυχτερινό πλοίο ως την άνοιξη."),
    ],
)
def test_rich_text_whose_font_is_of_another_alphabet(
    tmp_path: Path, charset: int, page: str, text: str
) -> None:
    def coded(line: str) -> str:
        return "".join(f"\\'{byte:02x}" for byte in line.encode(page))

    fonts = f"{{\\fonttbl{{\\f0 Arial;}}{{\\f1\\fnil\\fcharset{charset} Times;}}}}"
    head = "{\\rtf1\\ansi\\ansicpg1252\\deff0" + fonts
    body = f"\\f1 {coded(text)}\\par {coded(text)}\\par\\f0 Caf\\'e9 by the pier of Brae.\\par}}"
    article = only(tmp_path / "a.rtf", head + body)
    assert text in (article.headline, *article.body.split("\n\n"))
    assert article.body.endswith("Café by the pier of Brae.")


TRAPPINGS = {
    "a disclaimer": f"{FIRST}\n\n{THIRD}\n\nThis email and any attachments are confidential.",
    "the foot of a newsletter": f"{FIRST}\n\n{THIRD}\n\nYou are receiving this email because you "
    "signed up.\nUnsubscribe | Update your preferences\nBrae Post, 1 Quay Street, Brae",
    "addresses in angles": f"{FIRST.replace('ferry', 'ferry <https://x.example/f>')}\n\n{THIRD}",
    "numbered addresses": f"{FIRST} [1]\n\n{THIRD} [2]\n\n[1] https://x.example/f\n[2] https://x.example/p",
}


@pytest.mark.parametrize("kind", TRAPPINGS)
def test_marks_that_mail_programs_add(tmp_path: Path, kind: str) -> None:
    article = only(tmp_path / "a.eml", mail(TRAPPINGS[kind]))
    assert (article.headline, article.body) == (HEADLINE, f"{FIRST}\n\n{THIRD}")

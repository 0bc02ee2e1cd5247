"""The seeds of the targets: small invented files, one or several per format."""

from __future__ import annotations

import io
import json
import os
import sys
import zipfile
from contextlib import redirect_stdout, suppress
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

from summkit import Article, compare
from summkit.cli.app import main
from summkit.evaluation.saved import pieces
from summkit.jobs.journal import Journal
from summkit.models import __path__ as models

TEXT = "Ferry to sail again\n\nBy Ann Lee\n\nThe ferry “sails” on May 5. It is late, she said.\n"
HTML = (
    '<html lang="en"><head><title>Ferry | News</title><script type="application/ld+json">'
    '{"@type":"NewsArticle","headline":"Ferry","articleBody":"The ferry sails."}</script></head>'
    '<body><h1>Ferry</h1><p class="dek">It sails.</p><article><p>The ferry sails again. &amp; it'
    "</p><ul><li>one</li></ul><table><tr><td>x</td></tr></table></article></body></html>"
)
STATE = (
    '<html><head><meta property="og:title" content="Ferry"></head><body><script id="__NEXT_DATA__"'
    ' type="application/json">{"props":{"article":{"title":"Ferry","body":[{"type":"p","text":'
    '"The ferry sails again on Monday, the harbour says."}]}}}</script><div><p>The ferry sails'
    " again on Monday.<br>It is late.</p><blockquote>“Yes”</blockquote></div></body></html>"
)
HIDDEN = (
    '<html><head><title>Ferry</title><meta name="description" content="It sails."></head><body>'
    '<div id="app"></div><noscript><p>Enable scripts.</p></noscript><template><p>The ferry sails'
    " again on Monday, said the harbour master, who had waited for it since the storm of Saturday"
    ' closed the strait and kept nine boats in port.</p></template><script type="text/template">'
    "<h1>Ferry</h1><p>The ferry sails again on Monday, said the harbour master, who had waited for"
    " it since the storm closed the strait and kept nine other boats in port.</p></script><iframe"
    " srcdoc='<p>The ferry sails again on Monday, said the harbour master, who had waited for it"
    " since the storm closed the strait.</p>'></iframe><div itemscope itemtype="
    '"https://schema.org/NewsArticle"><h2 itemprop="headline">Ferry</h2><time datetime="2026-05-05"'
    '>5 May</time><div itemprop="articleBody"><p>It is late.<br><br>It waits.</p><figure><img alt='
    '"Port"><figcaption>Port. Photo: Lee</figcaption></figure><dl><dt>a</dt><dd>b</dd></dl><pre>c'
    '</pre></div></div><script>window.x = JSON.parse(\'{\\"body\\":\\"It sails.\\"}\');</script>'
    "</body></html>"
)
SUBTITLES = (
    "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ann>The ferry sails.\n\n00:02.000 --> 00:03.000\n"
    "It is late.\n"
)
WIRE = (
    "BC-FERRY/ (UPDATE 1)\n\nFerry sails again\n\n(Adds quote)\n\nBy Ann Lee\n\n"
    "OSTHOLM, May 5 (Agency) - The ferry sails again, the harbour said on Monday.\n\n* It is late"
    '\n* It waits\n\n"Yes," she said.\n\n(Reporting by Ann Lee; Editing by Bo Ek)\n\n(END)\n'
)
SPAN = {"_type": "span", "text": "It sails."}
BLOCKS: list[dict[str, object]] = [
    {
        "blocks": [
            {"type": "header", "data": {"text": "Ferry"}},
            {"type": "paragraph", "data": {"text": "The <b>ferry</b> sails again."}},
        ]
    },
    {"title": "Ferry", "content": {"ops": [{"insert": "It sails.\n"}, {"insert": {"image": "x"}}]}},
    {"title": "Ferry", "body": [{"_type": "block", "children": [SPAN]}]},
    {"title": {"rendered": "Ferry"}, "content": {"rendered": "<!-- wp:p --><p>It sails.</p>"}},
    {"title": "Ferry", "html": "<p>It sails.</p>", "mobiledoc": '{"version":"0.3.1"}'},
    {"_id": {"$oid": "5f"}, "title": "Ferry", "text": "The ferry sails."},
]
MARKDOWN = (
    "---\ntitle: Ferry\ndescription: It sails.\n---\n# Ferry\n\n*It* [sails](x) ![a](b).\n\n"
    "> Quoted\n\n- one\n- two\n\n| a | b |\n|---|---|\n| c | d |\n\n```\ncode\n```\n\nIt is late.\n"
)
RECORD = {"id": "a", "headline": "Ferry", "body": "The ferry sails.", "summary": ["It sails."]}
ITEM = (
    "<title>Ferry</title><description>It sails.</description><guid>1</guid>"
    "<content:encoded><![CDATA[<p>The ferry sails again.</p>]]></content:encoded>"
)
RSS = (
    '<?xml version="1.0"?><rss xmlns:content="http://purl.org/rss/1.0/modules/content/">'
    f"<channel><language>en</language><item>{ITEM}</item></channel></rss>"
)
ATOM = (
    '<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>Ferry</title><id>1</id>'
    '<content type="html">&lt;p&gt;The ferry sails.&lt;/p&gt;</content></entry></feed>'
)
NITF = (
    "<nitf><head><title>Ferry</title></head><body><body.head><hedline><hl1>Ferry</hl1></hedline>"
    "</body.head><body.content><p>The ferry sails.</p><p>It is late.</p></body.content></body>"
    "</nitf>"
)
NEWSML = (
    '<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="a" xml:lang="en"><contentMeta>'
    f"<headline>Ferry</headline></contentMeta><contentSet><inlineXML>{NITF}</inlineXML>"
    "</contentSet></newsItem>"
)
MAIL = (
    "From: a@b.example\nTo: c@d.example\nSubject: =?utf-8?q?Ferry?=\nMIME-Version: 1.0\n"
    'Content-Type: multipart/alternative; boundary="x"\n\n--x\nContent-Type: text/plain; '
    "charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\nThe ferry =E2=80=9Csails"
    "=E2=80=9D.\n\n--x\nContent-Type: text/html\nContent-Transfer-Encoding: base64\n\n"
    "PHA+SXQgc2FpbHMuPC9wPg==\n--x--\n"
)
MHTML = (
    "From: <Saved by a browser>\nSnapshot-Content-Location: http://a.example/\nSubject: Ferry\n"
    'MIME-Version: 1.0\nContent-Type: multipart/related; type="text/html"; boundary="x"\n\n--x\n'
    f"Content-Type: text/html\n\n{HTML}\n--x--\n"
)
MBOX = "From a@b Mon May  5 10:00:00 2025\n" + MAIL + "\nFrom a@b Mon May  5 10:01:00 2025\n" + MAIL
RTF = (
    r"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}{\f1\fcharset204 Arial;}}{\info{\title Ferry}}"
    r"\f0 Ferry\par It \b sails\b0 .\par \'e9\u8217?{\field{\*\fldinst x}{\fldrslt y}}\f1 \'e4}"
)
PDF = "%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
DOCX = {
    "word/document.xml": (
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        '<w:body><w:p><w:pPr><w:pStyle w:val="T"/></w:pPr><w:r><w:t>Ferry</w:t></w:r></w:p><w:p>'
        "<w:r><w:rPr><w:b/></w:rPr><w:t>The ferry sails.</w:t></w:r><w:ins><w:r><w:t> It is late."
        "</w:t></w:r></w:ins></w:p><w:tbl><w:tr><w:tc><w:p><w:r><w:t>x</w:t></w:r></w:p></w:tc>"
        "</w:tr></w:tbl></w:body></w:document>"
    ),
    "word/styles.xml": (
        '<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        '<w:style w:styleId="T"><w:name w:val="Title"/></w:style></w:styles>'
    ),
}
ODT = {
    "mimetype": "application/vnd.oasis.opendocument.text",
    "content.xml": (
        '<o:c xmlns:o="o" xmlns:text="t" xmlns:style="s" xmlns:table="b"><o:styles><style:style '
        'style:name="P1" style:parent-style-name="Title"/></o:styles><o:body><o:text>'
        '<text:p text:style-name="P1">Ferry</text:p><text:p>The ferry<text:s/>sails.</text:p>'
        "<table:table><table:table-row><table:table-cell><text:p>x</text:p></table:table-cell>"
        "</table:table-row></table:table></o:text></o:body></o:c>"
    ),
    "meta.xml": '<o:m xmlns:o="o" xmlns:dc="d"><dc:language>en-GB</dc:language></o:m>',
}
TOML = """\
[summarise]
method = "lexrank"
target = "dek"
redundancy = "trigrams"
language = "en"

[compare]
target = "dek"
against = ["dek"]
systems = ["lead", "textrank:damping=0.9"]
metrics = ["rouge"]
budget = {words = 30}

[method.lexrank]
threshold = 0.2

[check]
corpora = ["a.jsonl"]
target = "dek"
margin = 2
metrics = ["rouge:types=1,2"]
columns = ["rouge1.f"]
baseline = "base.json"
alpha = 0.05

[check.margins]
"rouge1.f" = 2

[check.guard]
drop = 40
allowed = 1

[check.guard.drops]
"rouge1.f" = 30

[check.budget]
words = 30

[check.systems.one]
method = "lead"
parameters = {}

[check.systems.two]
method = "kl"
redundancy = "none"
"""
ROWS = "".join(
    json.dumps(
        {
            "id": f"a{number}",
            "headline": f"Ferry {number} sails",
            "dek": "It sails again.",
            "body": f"Ferry {number} sails. It is late. The harbour waits for it.",
        }
    )
    + "\n"
    for number in range(3)
)
OUTPUTS = "".join(json.dumps({"id": f"a{n}", "prediction": "It sails."}) + "\n" for n in range(3))
MODEL = (
    '{"format": "summkit newsrank model", "features": 1, "weights": {"a": [1.5]}, "checksum": "x"}'
)

TEXTS: dict[str, list[str]] = {
    "text": [TEXT, MARKDOWN, WIRE, SUBTITLES],
    "story": ["The ferry sails.\n\n@highlight\n\nFerry sails\n"],
    "html": [HTML, STATE, HIDDEN],
    "feed": [RSS, ATOM],
    "nitf": [NITF],
    "newsml": [NEWSML],
    "xml": ['<?xml version="1.0"?><articles><p>The ferry sails.</p></articles>'],
    "mhtml": [MHTML],
    "mbox": [MBOX],
    "mail": [MAIL],
    "rtf": [RTF],
    "pdf": [PDF],
    "jsonl": [json.dumps(RECORD) + "\n" + json.dumps({"title": "x", "text": "It sails."}) + "\n"],
    "json": [
        *map(json.dumps, BLOCKS),
        json.dumps([RECORD, {"content": {"rendered": "<p>It sails.</p>"}}]),
    ],
    "csv": ['id,title,body\na,Ferry,"The ferry, ""sails"".\nIt is late."\n', "a;b\nx;The ferry.\n"],
    "tsv": ["id\ttitle\tbody\na\tFerry\tThe ferry sails.\n"],
    "configuration": [TOML],
    "candidates": [OUTPUTS, "It sails.\nIt is late.\n\n", '[{"id": 1, "text": ["a", "b"]}]'],
    "references": [
        '{"id": "a", "references": ["It sails.", ["a", "b"]]}\n{"id": "a", "reference": "x"}\n',
        "id,summary\na,It sails.\n",
    ],
    "corpus": [ROWS],
}  # fmt: skip


def zipped(parts: dict[str, bytes]) -> bytes:
    """Return an archive without compression, so that mutations in it remain readable."""
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_STORED) as file:
        for name, data in parts.items():
            file.writestr(zipfile.ZipInfo(name), data)
    return raw.getvalue()


def parquet() -> list[bytes]:
    """Return small Parquet files: nested and plain, compressed and not."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    plain = pa.table({"id": ["a", "b"], "headline": ["Ferry", None], "body": ["It sails."] * 2})
    nested = pa.table(
        {
            "id": [1, 2],
            "body": ["The ferry sails.", "It is late."],
            "summary": pa.array([["x"], None], pa.list_(pa.string())),
            "meta": pa.array([{"lang": "en"}, None]),
        }
    )
    found = []
    for table, how in (
        (plain, {"compression": "none", "use_dictionary": False}),
        (plain, {"compression": "zstd"}),
        (nested, {"compression": "snappy", "data_page_version": "2.0"}),
    ):
        raw = io.BytesIO()
        pq.write_table(table, raw, write_statistics=False, store_schema=False, **how)
        found.append(raw.getvalue())
    return found


@cache
def run() -> bytes:
    """Return a saved run over `ROWS`."""
    rows = map(json.loads, ROWS.splitlines())
    articles = [Article(**{**row, "headline": row["headline"]}) for row in rows]
    made = compare(articles, ["lead", "kl"], target="dek", resamples=10).run
    return "".join(pieces(made)).encode()


@cache
def model() -> bytes:
    """Return the smallest shipped model."""
    return (Path(models[0]) / "lede.json").read_bytes()


RESUMED = (
    *("compare", "a.jsonl", "--workers", "1", "-t", "dek", "--resamples", "20", "-s", "lead"),
    *("-o", "out.json", "--resume"),
)


@cache
def journal() -> bytes:
    """Return the journal that `RESUMED` leaves if it is killed just before its end."""
    kept: list[bytes] = []
    appended = Journal.append

    def append(self: Journal, row: object) -> None:
        appended(self, row)
        kept.append(self.path.read_bytes())

    before, words = Path.cwd(), sys.argv
    with TemporaryDirectory() as folder, patch.object(Journal, "append", append):
        (Path(folder) / "a.jsonl").write_text(ROWS)
        (Path(folder) / "summkit.toml").write_text(TOML)
        os.chdir(folder)
        sys.argv = ["summkit", *RESUMED]
        try:
            with redirect_stdout(io.StringIO()), suppress(SystemExit):
                main()
        finally:
            os.chdir(before)
            sys.argv = words
    return kept[-1]

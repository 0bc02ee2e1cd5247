"""Feeds, NITF and NewsML, mail, MHTML, DOCX, ODT, RTF; and refused files, by their kind."""

from __future__ import annotations

import gzip
import io
import re
import sys
import textwrap
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from summkit import Article, InputError
from summkit.cli import main
from summkit.cli.counting import Count
from summkit.reading import Failure, Limits, ReadOptions, read
from summkit.reading.formats.mail import read_mail
from summkit.reading.formats.registry import BY_NAME, FORMATS, REFUSED
from summkit.reading.formats.sniff import by_content
from summkit.reading.sources.fetch import Page
from summkit.reading.sources.rows import entries
from summkit.report.pieces import Piece

CASES = Path(__file__).parent / "cases" / "formats"
HERE = Limits(seconds=0)
HEADLINE = "Harbour board backs night ferry despite noise worries"
DEK = "Boats between Kellmouth and Saint Brannan will run until 01:15 at weekends for a trial of six months."  # noqa: E501
FIRST = "The harbour board voted 7-2 on Monday night to bring back a late ferry between Kellmouth"
LAST = "went bankrupt with debts of 2.3 million pounds."

# A short invented article, for variants of the cases.
TITLE = "Bakers of Ostholm strike over night shifts"
ONE = "The bakers of Ostholm laid down their work on Tuesday, the guild said, as nights are long."
TWO = "They want the ovens to stay cold between midnight and four, as they were until last spring."


def items(source: Path | str, **options: object) -> list[Article | Failure]:
    given = ReadOptions(limits=HERE, **options)  # type: ignore[arg-type]
    return list(read(source, options=given, on_error="yield"))


def of(tmp_path: Path, data: str | bytes, name: str = "x") -> list[Article | Failure]:
    path = tmp_path / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return items(path)


def one(tmp_path: Path, data: str | bytes, name: str = "x") -> Article:
    (article,) = of(tmp_path, data, name)
    assert isinstance(article, Article), article
    return article


def reason(tmp_path: Path, data: str | bytes, name: str = "x") -> str:
    (failure,) = of(tmp_path, data, name)
    assert isinstance(failure, Failure), failure
    assert "\n" not in str(failure)
    return failure.reason


@pytest.mark.parametrize(
    ("name", "dek", "read_as"),
    [
        ("newsml.xml", DEK, "NITF"),
        ("mail.eml", None, "mail"),
        ("rtf.rtf", None, "RTF"),
        ("page.mhtml", None, "page saved as MHTML"),
        ("story.docx", None, "Word document"),
    ],
)
def test_the_cases_that_are_one_article(name: str, dek: str | None, read_as: str) -> None:
    (article,) = items(CASES / name)
    assert isinstance(article, Article), article
    assert (article.headline, article.dek, article.read_as) == (HEADLINE, dek, read_as)
    assert article.body.startswith(FIRST)
    assert article.body.endswith(LAST)
    assert len(article.body.split("\n\n")) == 8


def test_the_feed_case() -> None:
    first, second = items(CASES / "rss.xml")
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert (first.id, first.headline, first.dek) == ("1", HEADLINE, DEK)
    assert first.body.startswith(FIRST)
    assert first.body.endswith(LAST)
    assert first.read_as == "RSS 2.0 feed, 2 entries"
    assert (second.id, second.headline, second.dek) == ("2", "Council delays budget", None)
    assert second.body == (
        "The county council will vote a week later than planned, because of two missing reports."
    )


@pytest.mark.parametrize(
    ("name", "said"),
    [("plain.xml", "XML whose first element is <articles>"), ("story.pdf", "a PDF")],
)
def test_the_cases_that_are_refused(name: str, said: str) -> None:
    (failure,) = items(CASES / name)
    assert isinstance(failure, Failure)
    assert failure.reason.startswith(said)


def test_a_folder_says_of_each_file_what_it_is_or_why_not() -> None:
    found = items(CASES)
    places = [str(each.source if isinstance(each, Article) else each.where) for each in found]
    for path in CASES.iterdir():
        mine = [place for place in places if place.startswith(str(path))]
        assert mine, path
        assert all(re.fullmatch(r"(?::\d+)?(?:#\d+)?", place[len(str(path)) :]) for place in mine)
    plain = (".txt", ".md", ".csv", ".json", ".jsonl")
    for article in (each for each in found if isinstance(each, Article)):
        file = re.sub(r":\d+(?:#\d+)?$", "", article.source)
        assert bool(article.read_as) == (not file.endswith(plain))
        assert not set("<>{}=") & set(article.body)


@pytest.mark.parametrize("suffix", ["", ".txt", ".html", ".json", ".rss", ".xml"])
def test_feeds_by_whatever_name(tmp_path: Path, suffix: str) -> None:
    found = of(tmp_path, (CASES / "rss.xml").read_bytes(), f"news{suffix}")
    assert [each.id for each in found if isinstance(each, Article)] == ["1", "2"]


@pytest.mark.parametrize("name", ["mail.eml", "page.mhtml", "rtf.rtf", "story.docx", "newsml.xml"])
@pytest.mark.parametrize("suffix", ["", ".txt", ".gz"])
def test_documents_by_whatever_name(tmp_path: Path, name: str, suffix: str) -> None:
    data = (CASES / name).read_bytes()
    article = one(tmp_path, gzip.compress(data) if suffix == ".gz" else data, f"x{suffix}")
    assert article.headline == HEADLINE


def rss(*entries: str, head: str = "<language>en-gb</language>", more: str = "") -> str:
    items = "".join(f"<item>{entry}</item>" for entry in entries)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"'
        ' xmlns:media="http://search.yahoo.com/mrss/" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"'
        f"{more}><channel><title>The Echo</title><link>https://e.example</link>{head}"
        f"<description>News</description>{items}</channel></rss>"
    )


def atom(*entries: str) -> str:
    return (
        '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de">'
        "<title>The Echo</title>"
        + "".join(f"<entry><title>{TITLE}</title><id>tag:1</id>{each}</entry>" for each in entries)
        + "</feed>"
    )


P = f"<p>{ONE}</p><p>{TWO}</p>"
ESCAPED = P.replace("<", "&lt;").replace(">", "&gt;")
BODY = f"{ONE}\n\n{TWO}"


@pytest.mark.parametrize(
    "feed",
    [
        rss(f"<title>{TITLE}</title><content:encoded><![CDATA[{P}]]></content:encoded>"),
        rss(f"<title>{TITLE}</title><content:encoded>{ESCAPED}</content:encoded>"),
        rss(f"<title>{TITLE}</title><description>{ESCAPED}</description>"),
        rss(f"<title><![CDATA[{TITLE}]]></title><description><![CDATA[{P}]]></description>"),
        rss(f"<title>&lt;b&gt;{TITLE}&lt;/b&gt;</title><description>{P}</description>"),
        rss(f"<title>{TITLE}</title><description>{ONE}\n\n{TWO}</description>"),
        rss(
            f"<title>{TITLE}</title><description/><content:encoded>{ESCAPED}</content:encoded>"
            "<media:description>A photo of loaves</media:description><media:title>Loaves"
            "</media:title><itunes:summary>A talk about loaves</itunes:summary>"
        ),
        # A truncated text is no dek, and the line of a syndication program is not part of the
        # story.
        rss(
            f"<title>{TITLE}</title><description>{ONE[:60]} [&amp;#8230;]</description>"
            f"<content:encoded><![CDATA[{P}<p>The post <a href='x'>{TITLE}</a> appeared first on "
            "<a href='y'>The Echo</a>.</p>]]></content:encoded>"
        ),
        rss(
            f"<title>{TITLE}</title><description><![CDATA[{P}<p><a href='x'>Read more »</a></p>]]>"
            "</description>"
        ),
        atom(f'<content type="html">{ESCAPED}</content>'),
        atom(
            '<content type="xhtml"><h:div xmlns:h="http://www.w3.org/1999/xhtml">'
            f"<h:p>{ONE}</h:p><h:p>{TWO}</h:p></h:div></content>"
        ),
        atom(f"<content>{ONE}\n\n{TWO}</content>"),
        atom(f'<summary type="html">{ESCAPED}</summary>'),
        '<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
        ' xmlns="http://purl.org/rss/1.0/"><channel r:about="u"><title>c</title></channel>'
        f'<item r:about="https://e.example/1"><title>{TITLE}</title>'
        f"<description>{ESCAPED}</description></item></r:RDF>",
        f"<rss><channel><item><title>{TITLE}</title><content:encoded>{ESCAPED}"
        "</content:encoded></item></channel></rss>",  # an undeclared prefix
    ],
)
def test_an_entry(tmp_path: Path, feed: str) -> None:
    article = one(tmp_path, feed, "x.xml")
    assert (article.headline, article.dek, article.body) == (TITLE, None, BODY)


def test_further_fields_of_a_feed_entry(tmp_path: Path) -> None:
    entry = f"<title>{TITLE}</title><description>The dek.</description>" + (
        f"<content:encoded>{ESCAPED}</content:encoded>"
    )
    feed = rss(
        entry + "<guid>g1</guid><dc:language>fr</dc:language>",
        entry + "<link>https://e.example/2</link>",
        f"<title>{TITLE}</title><guid>g3</guid>",
        entry,
    )
    first, second, third, fourth = of(tmp_path, feed, "x.xml")
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert isinstance(fourth, Article)
    assert (first.id, first.language, first.dek) == ("g1", "fr", "The dek.")
    assert (second.id, second.language) == ("https://e.example/2", "en")
    assert fourth.id == "x:4"
    assert isinstance(third, Failure)
    assert third.where.endswith("x.xml:3")
    assert third.reason == f"the entry has no text, neither content nor description: {TITLE!r}"


def test_atom_has_languages_and_ids(tmp_path: Path) -> None:
    feed = atom(
        f'<summary>The dek.</summary><content xml:lang="en" type="html">{ESCAPED}</content>',
        '<content type="image/png">iVBORw0KGgo</content>',
    )
    first, second = of(tmp_path, feed, "x.atom")
    assert isinstance(first, Article)
    assert (first.id, first.language, first.dek) == ("tag:1", "en", "The dek.")
    assert isinstance(second, Failure)
    assert "no text" in second.reason


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        ("<title>Fish & chips</title><description>Salt & vinegar&nbsp;too.</description>", None),
        ("<title>Fish</title><description>Salt<br>vinegar</description>", None),
        ("<title>Fish</title><descr>Salt</description>", "not well-formed XML"),
        ("<title>Fish\x08</title><description>Salt&#0; and &#x1; vinegar</description>", None),
    ],
)
def test_a_faulty_entry_costs_only_itself(tmp_path: Path, broken: str, said: str | None) -> None:
    good = f"<title>{TITLE}</title><description>{ESCAPED}</description>"
    before, middle, after = of(tmp_path, rss(good, broken, good), "x.xml")
    for each in (before, after):
        assert isinstance(each, Article)
        assert each.body == BODY
    if said:
        assert isinstance(middle, Failure)
        assert said in middle.reason
    else:
        assert isinstance(middle, Article)
        assert middle.body.startswith("Salt")


def test_a_feed_that_is_cut_off(tmp_path: Path) -> None:
    good = f"<title>{TITLE}</title><description>{ESCAPED}</description>"
    feed = rss(good, good)
    first, second = of(tmp_path, feed[: feed.rindex("midnight")], "x.xml")
    assert isinstance(first, Article)
    assert isinstance(second, Failure)
    assert second.reason == "the feed is cut off in this entry, so it is not read"


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE rss [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;">]>',
        '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/hostname">]>',
        f'<!DOCTYPE rss [<!ENTITY x "{"long " * 20}">]>',
    ],
)
def test_hostile_entities(tmp_path: Path, doctype: str) -> None:
    feed = rss("<title>x</title><description>&b;&x; text</description>")
    text = feed.replace("<rss ", doctype + "<rss ", 1)
    assert "could be an attack" in reason(tmp_path, text, "x.xml")


def test_ampersands_that_begin_no_entity(tmp_path: Path) -> None:
    doctype = '<!DOCTYPE rss PUBLIC "-//X//DTD RSS 0.91//EN" "x.dtd" [<!ENTITY echo "The Echo">]>'
    feed = rss(f"<title>&echo;: {TITLE}</title><description>{ESCAPED}</description>")
    article = one(tmp_path, feed.replace("<rss ", doctype + "<rss ", 1), "x.xml")
    assert article.headline == f"The Echo: {TITLE}"


UMLAUT = rss("<title>Bäcker</title><description>Die Bäcker von Ostholm streiken.</description>")


@pytest.mark.parametrize(
    "data",
    [
        UMLAUT.encode(),
        UMLAUT.encode("utf-8-sig"),
        UMLAUT.replace("UTF-8", "UTF-16").encode("utf-16"),
        UMLAUT.encode("utf-16-le"),
        UMLAUT.replace("UTF-8", "ISO-8859-1").encode("latin-1"),
        UMLAUT.replace("UTF-8", "ISO-8859-1").encode("utf-8"),
        gzip.compress(UMLAUT.encode(), mtime=0),
    ],
)
def test_encodings_of_feeds(tmp_path: Path, data: bytes) -> None:
    article = one(tmp_path, data, "x.xml")
    assert (article.headline, article.body) == ("Bäcker", "Die Bäcker von Ostholm streiken.")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (rss(), "the RSS 2.0 feed has no entries"),
        ("", "empty: there is nothing to read"),
        ("just words", "has the suffix of XML, but does not begin like XML"),
        ("<?xml version='1.0'?><opml/>", "a list of feeds (OPML)"),
        ("<?xml version='1.0'?><urlset/>", "a site map"),
        ("<TEI xmlns='x'><text>Words</text></TEI>", "a TEI text"),
        ("<nitf><body><body.content/></body></nitf>", "the NITF document has no text"),
        ("<nitf><body><p>cut", "not well-formed XML"),
    ],
)
def test_xml_that_is_refused(tmp_path: Path, data: str, said: str) -> None:
    assert reason(tmp_path, data, "x.xml").startswith(said)


def test_a_feed_without_a_first_element_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.rss"
    path.write_text("<?xml version='1.0'?><item><title>Ferry</title><<rss><channel><item>a</item>")
    (failed,) = read(str(path), format="feed", on_error="yield")
    assert isinstance(failed, Failure)
    assert "not well-formed XML" in failed.reason


def test_xhtml_named_as_xml_is_a_page(tmp_path: Path) -> None:
    page = (
        '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title>'
        f"{TITLE}</title></head><body><h1>{TITLE}</h1>{P}</body></html>"
    )
    assert one(tmp_path, page, "x.xml").body == BODY


NITF = (
    f'<nitf xml:lang="en-GB"><head><docdata><doc-id id-string="n7"/></docdata></head><body>'
    f"<body.head><hedline><hl1>{TITLE}</hl1></hedline><abstract><p>Ovens are cold.</p></abstract>"
    "<byline>By A. Writer</byline><dateline>OSTHOLM</dateline></body.head><body.content>"
    f"<block><p>{ONE}</p><media><media-caption>Loaves</media-caption></media><p>{TWO}</p></block>"
    "<table><tr><td>Rye</td></tr></table></body.content><body.end><tagline>End</tagline>"
    "</body.end></body></nitf>"
)


def test_nitf(tmp_path: Path) -> None:
    article = one(tmp_path, '<!DOCTYPE nitf SYSTEM "nitf.dtd">' + NITF, "x.xml")
    assert (article.id, article.language, article.headline) == ("n7", "en", TITLE)
    assert (article.dek, article.body) == ("Ovens are cold.", BODY)
    assert [(each.rule, each.text) for each in article.dropped] == [
        ("caption", "Loaves"),
        ("table", "Rye"),
    ]


XHTML = f'<html xmlns="http://www.w3.org/1999/xhtml"><body>{P}</body></html>'


@pytest.mark.parametrize(
    "content",
    [
        f"<inlineXML>{NITF}</inlineXML>",
        f"<inlineXML>{XHTML}</inlineXML>",
        f'<inlineData contenttype="text/html">{ESCAPED}</inlineData>',
        f"<inlineData><![CDATA[{P}]]></inlineData>",
        f"<inlineData>{ONE}\n\n{TWO}</inlineData>",
    ],
)
@pytest.mark.parametrize("many", [False, True])
def test_newsml_g2(tmp_path: Path, content: str, many: bool) -> None:
    item = (
        '<newsItem guid="urn:x:1" xmlns="http://iptc.org/std/nar/2006-10-01/"><contentMeta>'
        f'<language tag="en-US"/><headline>{TITLE}</headline><description role="drol:summary">'
        f"Ovens are cold.</description></contentMeta><contentSet>{content}</contentSet></newsItem>"
    )
    remote = (
        '<newsItem guid="urn:x:2"><contentSet><remoteContent href="x"/></contentSet></newsItem>'
    )
    text = f"<newsMessage><itemSet>{item}{remote}</itemSet></newsMessage>" if many else item
    first, *rest = of(tmp_path, f'<?xml version="1.0"?>{text}', "x.xml")
    assert isinstance(first, Article), first
    assert (first.id, first.headline, first.dek) == ("urn:x:1", TITLE, "Ovens are cold.")
    assert (first.body, first.language) == (BODY, "en")
    assert first.read_as == ("NewsML-G2, 2 items" if many else "NewsML-G2, 1 item")
    assert [str(each).partition(": ")[2] for each in rest] == (
        ["the item has no text, only the address of one: 'urn:x:2'"] if many else []
    )


def test_newsml_1(tmp_path: Path) -> None:
    text = (
        "<NewsML><NewsItem><Identification><NewsIdentifier><PublicIdentifier>urn:y</PublicIdentifier>"
        f"</NewsIdentifier></Identification><NewsComponent><NewsLines><HeadLine>{TITLE}</HeadLine>"
        "<SubHeadLine>Ovens are cold.</SubHeadLine></NewsLines><ContentItem><DataContent>"
        f"{P}</DataContent></ContentItem></NewsComponent></NewsItem></NewsML>"
    )
    article = one(tmp_path, text, "x.xml")
    assert (article.id, article.headline, article.dek) == ("urn:y", TITLE, "Ovens are cold.")
    assert article.body == BODY


def mail(body: str, *headers: str, subject: str = TITLE) -> str:
    fixed = ("From: desk@e.example", f"Subject: {subject}", "MIME-Version: 1.0")
    return "\n".join((*fixed, *headers, "", body))


PLAIN = "Content-Type: text/plain; charset=utf-8"
MIXED = 'Content-Type: multipart/mixed; boundary="b"'
HTML = f"<html><body>{P}</body></html>"


@pytest.mark.parametrize(
    "text",
    [
        mail(BODY, PLAIN),
        mail(BODY),
        mail(BODY, subject=f"Fwd: Re: {TITLE}"),
        mail(
            BODY,
            subject="=?utf-8?b?QmFrZXJzIG9mIE9zdGhvbG0g?=\n =?utf-8?q?strike_over_night_shifts?=",
        ),
        mail(f"{BODY}\n\n-- \nThe desk\nhttps://e.example/unsubscribe\n", PLAIN),
        mail(f"---------- Forwarded message ---------\nFrom: a@b\nTo: c@d\n\n{BODY}"),
        mail(f"{BODY}\n\nOn Monday, A. Writer wrote:\n> an earlier mail\n> of two lines\n"),
        mail(BODY.replace(" the ", " \nthe "), "Content-Type: text/plain; format=flowed"),
        mail("\n\n".join(textwrap.fill(each, 72) for each in (ONE, TWO))),
        mail(f"Dear all,\n\n{BODY}\n\nKind regards,\nAda Writer\n"),
        mail(f"FYI\n\n-----Original Message-----\nFrom: a@b\nSent: Monday\n\n{BODY}"),
        mail(HTML, "Content-Type: text/html; charset=utf-8"),
        mail(
            f"<div dir=ltr><div>{ONE}</div><div><br></div><div>{TWO}</div>-- <br>"
            '<div class="gmail_signature">Ada Writer</div></div>',
            "Content-Type: text/html; charset=utf-8",
        ),
        mail(f"<table><tr><td>{P}</td></tr></table>", "Content-Type: text/html; charset=utf-8"),
        mail(
            f"--b\n{PLAIN}\n\n{BODY}\n--b\nContent-Type: text/plain; name=a.txt\n"
            "Content-Disposition: attachment; filename=a.txt\n\n" + "words " * 400 + "\n--b--",
            MIXED,
        ),
        mail(
            f"--b\n{PLAIN}\n\nYour program shows no HTML.\n--b\nContent-Type: text/html\n\n"
            f"{HTML}\n--b--",
            'Content-Type: multipart/alternative; boundary="b"',
        ),
        mail(
            "--b\nContent-Type: message/rfc822\n\n" + mail(BODY) + "\n--b--", MIXED, subject="see"
        ),
    ],
)
def test_mail(tmp_path: Path, text: str) -> None:
    article = one(tmp_path, text, "x.eml")
    assert (article.headline, article.body) == (TITLE, BODY)
    assert article == one(tmp_path, text.replace("\n", "\r\n"), "x.eml")


def test_mail_in_base64_and_other_charsets(tmp_path: Path) -> None:
    text = mail(
        "RGllIELkY2tlciB2b24gT3N0aG9sbSBzdHJlaWtlbi4=",
        "Content-Type: text/plain; charset=iso-8859-1",
        "Content-Transfer-Encoding: base64",
        "Message-ID: <7@e.example>",
        "Content-Language: de-DE",
        subject="=?iso-8859-1?q?B=E4cker?=",
    )
    article = one(tmp_path, text, "x.eml")
    assert (article.headline, article.body) == ("Bäcker", "Die Bäcker von Ostholm streiken.")
    assert (article.id, article.language) == ("7@e.example", "de")


def test_a_mail_whose_parts_never_end(tmp_path: Path) -> None:
    parts = "".join(
        f"Content-Type: multipart/mixed; boundary=b{number}\n\n--b{number}\n"
        for number in range(3000)
    )
    said = reason(tmp_path, f"From: a@b\n{parts}", "x.eml")
    assert said == "its parts are nested too deeply to be read as mail"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "empty: there is nothing to read"),
        ("no header", "not a mail: it does not begin with headers"),
        (mail("R0lGODlh", "Content-Type: image/gif"), "the mail has no part with text"),
        (mail("", PLAIN), "the mail has no part with text"),
    ],
)
def test_mail_without_a_text(tmp_path: Path, text: str, said: str) -> None:
    assert reason(tmp_path, text, "x.eml") == said


@pytest.mark.parametrize("charset", ["u\0tf-8", "no-such", "utf\xe68", "x" * 5000])
def test_a_multipart_mail_without_parts_in_a_charset_that_is_none(charset: str) -> None:
    """The standard library raises an error on a charset with a NUL, even if it is unused."""
    text = (
        f'Subject: {TITLE}\nContent-Type: multipart/mixed; boundary="x"; charset="{charset}"\n\n'
        f"caf\xe9\n--x\nContent-Type: multipart/mixed; charset={charset}\n\n{BODY} caf\xe9\n--x--\n"
    )
    with pytest.raises(InputError, match="no part with text"):
        read_mail(text.encode("latin-1"))


def test_a_mailbox(tmp_path: Path) -> None:
    mailbox = "".join(
        f"From a@b Mon Nov 23 10:00:00 2026\nMessage-ID: <{number}>\n{mail(BODY)}\n\n"
        for number in (1, 2)
    )
    found = of(tmp_path, mailbox)
    assert [each.id for each in found if isinstance(each, Article)] == ["1", "2"]
    assert [each.body for each in found if isinstance(each, Article)] == [BODY, BODY]


def test_a_saved_page_with_frames(tmp_path: Path) -> None:
    page = f"<html><head><title>{TITLE}</title></head><body><h1>{TITLE}</h1>{P}</body></html>"
    text = "\n".join(
        (
            "From: <Saved by Blink>", "Snapshot-Content-Location: https://e.example/1",
            "MIME-Version: 1.0", 'Content-Type: multipart/related; type="text/html"; boundary="b"',
            "", "--b", "Content-Type: text/html", "Content-Location: https://ads.example",
            "", "<p>Buy loaves, buy loaves, buy loaves, at the best of prices, today.</p>",
            "--b", "Content-Type: text/html", "Content-Location: https://e.example/1", "", page,
            "--b", "Content-Type: image/png", "Content-Transfer-Encoding: base64", "", "iVBORw0=",
            "--b--",
        )
    )  # fmt: skip
    article = one(tmp_path, text, "x.mht")
    assert (article.headline, article.body) == (TITLE, BODY)


def test_a_page_saved_by_internet_explorer(tmp_path: Path) -> None:
    head = 'From: "Saved by Windows Internet Explorer"\nMIME-Version: 1.0\nContent-Type: text/html'
    page = f"<html><head><title>{TITLE}</title></head><body><h1>{TITLE}</h1>{P}</body></html>"
    article = one(tmp_path, f"{head}\n\n{page}", "x")
    assert (article.headline, article.body) == (TITLE, BODY)
    assert article.read_as == "page saved as MHTML"


W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def zipped(**parts: str) -> bytes:
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in parts.items():
            file.writestr(name.replace("__", "/") + ".xml", text)
    return raw.getvalue()


def docx(body: str, styles: str = "") -> bytes:
    return zipped(
        word__document=f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>',
        word__styles=f'<w:styles xmlns:w="{W}">{styles}</w:styles>',
    )


def p(text: str, style: str = "") -> str:
    named = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{named}{r(text)}</w:p>"


def r(text: str, more: str = "") -> str:
    return f"<w:r><w:rPr>{more}</w:rPr><w:t>{text}</w:t></w:r>"


STYLES = (
    '<w:style w:styleId="Titel"><w:name w:val="Title"/></w:style>'
    '<w:style w:styleId="U"><w:name w:val="Subtitle"/></w:style>'
    '<w:style w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>'
)
CELLS = "".join(f"<w:tc>{p(text)}</w:tc>" for text in ("Rye", "4.20"))


@pytest.mark.parametrize(
    ("body", "dek"),
    [
        (p(TITLE) + p(ONE) + p(TWO), None),
        (p(TITLE, "Titel") + p(ONE) + p(TWO), None),
        (p(TITLE, "berschrift1") + p(ONE) + p(TWO), None),
        (p(TITLE, "Titel") + p("Ovens are cold.", "U") + p(ONE) + p(TWO), "Ovens are cold."),
        (
            p(TITLE, "Titel")
            + f"<w:p><w:del>{r('The millers')}</w:del><w:ins>{r(ONE[:10])}</w:ins>"
            f"{r('hidden', '<w:vanish/>')}<w:hyperlink>{r(ONE[10:])}</w:hyperlink>"
            "<w:r><w:footnoteReference/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r></w:p>"
            f"<w:tbl><w:tr>{CELLS}</w:tr></w:tbl>"
            f"<w:sdt><w:sdtContent>{p(TWO)}</w:sdtContent></w:sdt>",
            None,
        ),
        (
            p(TITLE, "Titel")
            + f"<w:tbl><w:tr><w:tc>{p(ONE + ' ' + ONE)}{p(TWO)}</w:tc></w:tr></w:tbl>",
            None,
        ),
    ],
)
def test_docx(tmp_path: Path, body: str, dek: str | None) -> None:
    article = one(tmp_path, docx(body, STYLES), "x.docx")
    assert (article.headline, article.dek) == (TITLE, dek)
    assert article.body.replace(f"{ONE} {ONE}", ONE) == BODY
    assert [each.text for each in article.dropped] == (["Rye · 4.20"] if "4.20" in body else [])


def odt(text: str) -> bytes:
    return zipped(
        content='<o:c xmlns:o="o" xmlns:text="t" xmlns:style="s" xmlns:table="b"><o:styles>'
        '<style:style style:name="P1" style:parent-style-name="Title"/>'
        '<style:style style:name="T1"><style:x text:display="none"/></style:style></o:styles>'
        f"<o:body><o:text>{text}</o:text></o:body></o:c>",
        meta='<o:m xmlns:o="o" xmlns:dc="d"><dc:language>en-GB</dc:language></o:m>',
    )


@pytest.mark.parametrize(
    ("title", "dek"),
    [
        (f'<text:p text:style-name="P1">{TITLE}</text:p>', None),
        (f'<text:h text:outline-level="1">{TITLE}</text:h>', None),
        (
            f'<text:p text:style-name="Title">{TITLE}</text:p>'
            '<text:p text:style-name="Subtitle">Ovens are cold.</text:p>',
            "Ovens are cold.",
        ),
    ],
)
def test_odt(tmp_path: Path, title: str, dek: str | None) -> None:
    first, second = ONE.split(" on ", 1)
    article = one(
        tmp_path,
        odt(
            "<text:tracked-changes><text:p>The millers</text:p></text:tracked-changes>"
            f'{title}<text:p>{first}<text:s/>on<text:tab/><text:span text:style-name="T1">hidden'
            f"</text:span>{second}<text:note><text:p>A note</text:p></text:note></text:p>"
            "<table:table><table:table-row><table:table-cell><text:p>Rye</text:p>"
            "</table:table-cell></table:table-row></table:table>"
            f"<text:section><text:p>{TWO}</text:p></text:section>"
        ),
        "x.odt",
    )
    assert (article.headline, article.dek, article.body) == (TITLE, dek, BODY)
    assert article.language == "en"


def rtf(body: str) -> str:
    return (
        r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset204 Arial;}}"
        r"{\info{\title An old title}}{\header Page 1}" + body + "}"
    )


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        (rf"{TITLE}\par {ONE}\par {TWO}", BODY),
        (rf"\pard\b {TITLE}\b0\par\pard {ONE}\par" + "\n" + rf"{TWO}\par", BODY),
        (rf"{TITLE}\par {ONE}{{\v hidden}}{{\deleted gone}}\par \v secret\v0 {TWO}", BODY),
        (rf"{TITLE}\par {ONE}\par Rye\cell 4.20\cell\row {TWO}", BODY),
        (rf"{TITLE}\par {ONE}{{\pict\pngblip 89504e47}}\par {TWO}{{\footnote A note}}", BODY),
        (
            rf'{TITLE}\par {{\field{{\*\fldinst{{HYPERLINK "https://e.example"}}}}'
            rf"{{\fldrslt {ONE}}}}}\par {TWO}",
            BODY,
        ),
        (rf"{TITLE}\par {ONE}\par {TWO} Caf\'e9\u8211?\u233\'e9.", f"{BODY} Café–é."),
        (rf"{TITLE}\par {ONE}\par {{\f1\'cf\'e5\'ea\'e0\'f0\'e8}} {TWO}", f"{ONE}\n\nПекари {TWO}"),
    ],
)
def test_rtf(tmp_path: Path, markup: str, text: str) -> None:
    article = one(tmp_path, rtf(markup), "x.rtf")
    assert (article.headline, article.body) == (TITLE, text)


def test_rtf_without_the_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "striprtf", None)
    assert reason(tmp_path, rtf(ONE), "x.rtf") == (
        "reading RTF needs an extra package: pip install 'summkit[documents]'"
    )


def test_many_files_are_counted_not_named(capsys: pytest.CaptureFixture[str]) -> None:
    count = Count()
    for number in range(25):
        count.add(Piece("x", note=f"{number}.eml: read as mail"))
    assert count.status() == 0
    said = capsys.readouterr().err.splitlines()
    assert said[19:] == [
        "summkit: 19.eml: read as mail",
        "summkit: 5 more files in other formats than text and HTML were read",
    ]


def test_an_office_document_that_unpacks_to_too_much(tmp_path: Path) -> None:
    data = docx(p("0" * 3_000_000))
    assert len(data) < 20_000
    (tmp_path / "x.docx").write_bytes(data)
    options = ReadOptions(limits=Limits(seconds=0, max_bytes=1_000_000))
    (failure,) = read(tmp_path / "x.docx", options=options, on_error="yield")
    assert isinstance(failure, Failure)
    assert failure.reason == (
        "unpacked larger than the limit of 1,000,000 bytes: raise `max_bytes`"
    )


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (zipped(xl__workbook="<x/>"), "x.docx", "an Excel workbook"),
        (zipped(word="<x/>"), "x", "a zip archive that is no Word document"),
        ({"META-INF__container": "<x/>"}, "x", "an electronic book"),
        (b"PK\x03\x04 cut off", "x.docx", "the document is damaged or cut off"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99), "x.txt", "looks like an old office"),
        (b"\x89PNG\r\n\x1a\n" + bytes(99), "x", "looks like a PNG image"),
        (b"%PDF-1.7\n" + bytes(99), "x.txt", "a PDF"),
        (docx(""), "x.docx", "the Word document contains no text"),
        (rb"{\rtf1 }", "x", "the RTF contains no text"),
    ],
)
def test_documents_that_are_refused(
    tmp_path: Path, data: bytes | dict[str, str], name: str, said: str
) -> None:
    given = zipped(**data) if isinstance(data, dict) else data
    assert reason(tmp_path, given, name).startswith(said)


def test_kinds_of_file_in_a_folder(tmp_path: Path) -> None:
    for suffix in (".doc", ".mobi", ".tar", ".pages"):
        (tmp_path / f"x{suffix}").write_bytes(b"x")
    assert {Path(each.where).suffix: each.reason for each in items(tmp_path)} == {  # type: ignore[union-attr]
        suffix: REFUSED[suffix] for suffix in (".doc", ".mobi", ".tar", ".pages")
    }
    assert one(tmp_path, rtf(rf"{TITLE}\par {ONE}"), "x.doc").read_as == "RTF"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("<Name withheld> said it.", "text"),
        ("From: the heart, a column\n\nWords.", "text"),
        ("Subject: none\n\nWords.", "text"),
        ("Note: one\nDate: two\n", "text"),
        ("<b><i>Bold</i></b> words", "text"),
        ("<header><h1>x</h1></header>", "text"),
        ("<div><p>x</p></div>", "html"),
        ("<a><b>x</b></a>", "text"),
        ("<Banque de l'Est> said it's <Nord Handel> it had bought.", "text"),
        ("<news><item>x</item></news>", "xml"),
        ("<!-- x --><rss version='2'><channel/></rss>", "feed"),
    ],
)
def test_files_that_are_read_as_text(text: str, kind: str) -> None:
    assert by_content(text.encode(), None) == kind


def test_the_command_says_once_what_a_file_was_read_as(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    options = ["--for", "lede", "--method", "lead", "--workers", "1", "--explain"]
    files = [str(CASES / "rss.xml"), str(CASES / "story.pdf")]
    monkeypatch.setattr(sys, "argv", ["summkit", "summarise", *options, *files])
    with pytest.raises(SystemExit) as left:
        main()
    written = capsys.readouterr()
    assert left.value.code == 1
    assert written.out.count("Read as: RSS 2.0 feed, 2 entries") == 2
    first, second, third = written.err.splitlines()
    assert first == f"summkit: {CASES / 'rss.xml'}: read as RSS 2.0 feed, 2 entries"
    assert second.startswith(f"summkit: {CASES / 'story.pdf'}: a PDF")
    assert third == "summkit: 2 summarised, 1 failed"


def test_the_entries_of_a_feed_are_texts_to_score() -> None:
    found = list(entries(str(CASES / "rss.xml"), ReadOptions(limits=HERE)))
    assert [(each.where[-6:], each.value["id"]) for each in found] == [  # type: ignore[index]
        (".xml:1", "1"),
        (".xml:2", "2"),
    ]
    with pytest.raises(InputError, match="a mail is one article, not a list of texts"):
        list(entries(str(CASES / "mail.eml"), ReadOptions(limits=HERE)))


@pytest.mark.parametrize(
    ("name", "content_type", "path"),
    [
        ("rss.xml", "application/rss+xml", "/feed"),
        ("rss.xml", "application/xml", "/feed/"),
        ("rss.xml", "text/xml", "/index.php"),
        ("rss.xml", "text/html", "/feed"),
        ("rss.xml", "text/plain", "/rss.xml"),
        ("rss.xml", "application/octet-stream", "/x"),
        ("rss.xml", "application/json", "/x"),
        ("newsml.xml", "text/xml", "/x"),
        ("mail.eml", "message/rfc822", "/x"),
        ("mail.eml", "text/plain", "/x"),
        ("page.mhtml", "multipart/related", "/x"),
        ("rtf.rtf", "application/rtf", "/x"),
        ("story.docx", "application/octet-stream", "/story.docx"),
        ("story.docx", BY_NAME["docx"].types[0], "/x"),
    ],
)
def test_formats_of_fetched_pages(
    monkeypatch: pytest.MonkeyPatch, name: str, content_type: str, path: str
) -> None:
    url = f"https://e.example{path}"
    page = Page((CASES / name).read_bytes(), None, content_type, url)
    monkeypatch.setattr("summkit.reading.sources.fetch.fetch", lambda *_, **__: page)
    first, *rest = items(url)
    assert isinstance(first, Article), first
    assert first.headline == HEADLINE
    assert len(rest) == (name == "rss.xml")


def test_json_at_an_address(monkeypatch: pytest.MonkeyPatch) -> None:
    page = Page(b'{"title": "One", "body": "Two."}', None, "application/json", "https://e.example")
    monkeypatch.setattr("summkit.reading.sources.fetch.fetch", lambda *_, **__: page)
    (article,) = items("https://e.example")
    assert isinstance(article, Article)
    assert (article.headline, article.body) == ("One", "Two.")


SEEDS = [path.read_bytes()[:4000] for path in sorted(CASES.iterdir())] + [
    atom(f"<content>{ONE}</content>").encode(),
    NITF.encode(),
    docx(p(ONE)),
    rtf(ONE).encode(),
]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from(SEEDS),
    st.sampled_from([each for each in FORMATS if each.shape in ("article", "records")]),
    st.integers(0, 4000),
    st.binary(max_size=12),
)
def test_damage_is_an_error_of_ours(seed: bytes, format_: object, place: int, new: bytes) -> None:
    from summkit.reading.formats.isolate import read_article, read_records

    data = seed[:place] + new + seed[place + len(new) :]
    reader = read_article if format_.shape == "article" else read_records  # type: ignore[attr-defined]
    try:
        result = reader(format_.name, data, limits=HERE)  # type: ignore[attr-defined, operator]
    except InputError as error:
        assert "\n" not in str(error)
        return
    assert result


def test_every_reader_exists() -> None:
    for each in FORMATS:
        assert callable(each.load())
        assert BY_NAME[each.name] is each

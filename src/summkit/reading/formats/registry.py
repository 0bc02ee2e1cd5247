"""The formats that summkit reads, with an entry for each, and the kinds of file that it refuses.

To add a format, add its entry to `FORMATS`; CONTRIBUTING.md lists the steps.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib import import_module
from pathlib import PurePath
from typing import Any, NamedTuple

from summkit.patterns import regex

_PLAIN = regex(r"[\w./:+,=@-]+", re.ASCII)  # a name without spaces and unusual signs: "news-01"
_PDF = regex(rb"%PDF-")  # the first bytes of a PDF
_RTF = regex(rb"\{\\rtf")  # the first bytes of RTF
_ZIP = regex(rb"PK\x03\x04")  # the first bytes of a zip archive
# A zip archive whose first entry is "mimetype" with ODT's type.
_ODT = regex(rb"PK\x03\x04.{26}mimetypeapplication/vnd\.oasis\.opendocument\.text", re.DOTALL)
# A mail begins with headers. At least one of them must be a header that only mail has.
_FIELD = rb"[A-Za-z][A-Za-z0-9-]{0,70}:(?!//)[^\n]*\n(?:[ \t][^\n]*\n)*"  # "Subject: Fire in port"
_MAIL = regex(
    rb"(?:From [^\n]*\n|>?[^\S\n]*\n)*"
    rb"(?=(?:" + _FIELD + rb")*?(?:From|Return-Path|Delivered-To|Received|Message-ID|MIME-Version"
    rb"|DKIM-Signature|Content-Transfer-Encoding):)"
    rb"(?=(?:" + _FIELD + rb")*?(?:To|Subject|Date|Received|Message-ID|Content-Type):)"
    rb"(?:" + _FIELD + rb"){2}",
    re.IGNORECASE,
)
# "From ann@example.org Mon Nov 30 10:15:00 2026" and a header.
_MBOX = regex(rb"From \S+ [^\n]*\d\d:\d\d[^\n]*\n(?:>?[A-Za-z-]+: )")
# The headers of a page that a browser saved: "From: <Saved by Blink>".
_SAVED_PAGE = regex(
    rb"(?:" + _FIELD + rb")*?(?:Snapshot-Content-Location:|From:\s*[\"<]?Saved by|"
    rb"Content-Type:\s*multipart/related(?:[^\n]|\n[ \t])*?type=\"?text/html)",
    re.IGNORECASE,
)


class Records(NamedTuple):
    """The records of a file that is read as a whole.

    Attributes
    ----------
    read_as
        The kind of the file: "RSS 2.0 feed, 12 entries".
    rows
        The records. A str gives the reason why there is no record.
    """

    read_as: str
    rows: list[dict[str, Any] | str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """The rules by which one format is recognised and read.

    Attributes
    ----------
    name
        The value of the option `format`.
    label
        The name of the format in messages: "an RSS or Atom feed".
    shape
        "article": the whole file is one article, and `reader` is called as
        ``(data, *, id, source, language, declared, limits) -> Article``.
        "records": the file contains several articles and is read as a whole. `reader` is called as
        ``(data, *, where, declared, limits) -> Records``.
        "rows": the file contains several articles and is read piece by piece. `reader` is called
        as ``(pieces, where, limit, mapping) -> Iterator[Row]``.
    reader
        "module:function", within `summkit.reading.formats`.
    suffixes, types
        Suffixes of file names, and content types that servers send.
    begins
        The pattern of the content's beginning, if it identifies the format under any file name.
    roots
        For XML, the names of the first element, in lower case and without prefix.
    apart
        Whether the format is read in a child process that can be killed. True for every
        format whose parser may hang.
    """

    name: str
    label: str
    shape: str
    reader: str
    suffixes: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    begins: re.Pattern[bytes] | None = None
    roots: tuple[str, ...] = ()
    apart: bool = True

    def load(self) -> Any:
        """Return the reader."""
        module, _, function = self.reader.partition(":")
        return getattr(import_module(f"summkit.reading.formats.{module}"), function)


# Content is compared with the formats in this order.
FORMATS = (
    Format(
        name="text", label="text", shape="article", reader="plain:read_plain", apart=False,
        suffixes=(".txt", ".text", ".md", ".markdown", ".srt", ".vtt", ".sbv"),
        types=("text/plain", "text/markdown", "text/vtt", "application/x-subrip"),
    ),
    Format(
        name="story", label="a CNN/DM story", shape="article", reader="plain:read_plain",
        apart=False, suffixes=(".story",),
    ),
    Format(
        name="html", label="a page", shape="article", reader="html:parse_html",
        suffixes=(".html", ".htm", ".xhtml"), types=("text/html", "application/xhtml+xml"),
        roots=("html",),
    ),
    Format(
        name="feed", label="an RSS or Atom feed", shape="records", reader="feeds:read_feed",
        suffixes=(".rss", ".atom", ".rdf"),
        types=("application/rss+xml", "application/atom+xml", "application/rdf+xml"),
        roots=("rss", "feed", "rdf"),
    ),
    Format(
        name="nitf", label="NITF", shape="article", reader="newsml:read_nitf",
        suffixes=(".nitf",), types=("application/nitf+xml",), roots=("nitf",),
    ),
    Format(
        name="newsml", label="NewsML", shape="records", reader="newsml:read_newsml",
        suffixes=(".newsml", ".nml"),
        types=("application/vnd.iptc.g2.newsitem+xml", "application/vnd.iptc.g2.newsmessage+xml"),
        roots=("newsitem", "newsmessage", "packageitem", "newsml"),
    ),
    Format(
        name="xml", label="XML", shape="article", reader="xml:refuse_xml", apart=False,
        suffixes=(".xml",), types=("application/xml", "text/xml"),
    ),
    Format(
        name="mhtml", label="a page saved as MHTML", shape="article", reader="mail:read_mhtml",
        suffixes=(".mhtml", ".mht"), types=("multipart/related", "application/x-mimearchive"),
        begins=_SAVED_PAGE,
    ),
    Format(
        name="mbox", label="a mailbox", shape="records", reader="mail:split_mbox",
        suffixes=(".mbox",), types=("application/mbox",), begins=_MBOX,
    ),
    Format(
        name="mail", label="a mail", shape="article", reader="mail:read_mail",
        suffixes=(".eml",), types=("message/rfc822",), begins=_MAIL,
    ),
    Format(
        name="rtf", label="RTF", shape="article", reader="rtf:read_rtf",
        suffixes=(".rtf",), types=("application/rtf", "text/rtf"), begins=_RTF,
    ),
    Format(
        name="odt", label="an OpenDocument text", shape="article", reader="odt:read_odt",
        suffixes=(".odt",), types=("application/vnd.oasis.opendocument.text",), begins=_ODT,
    ),
    Format(
        name="docx", label="a Word document", shape="article", reader="docx:read_docx",
        suffixes=(".docx",), begins=_ZIP,
        types=("application/vnd.openxmlformats-officedocument.wordprocessingml.document",),
    ),
    Format(
        name="pdf", label="a PDF", shape="article", reader="pdf:read_pdf",
        suffixes=(".pdf",), types=("application/pdf",), begins=_PDF,
    ),
    Format(
        name="jsonl", label="JSON lines", shape="rows", reader="rows:read_jsonl",
        suffixes=(".jsonl", ".ndjson"), types=("application/jsonl", "application/x-ndjson"),
    ),
    Format(
        name="json", label="JSON", shape="rows", reader="rows:read_json", suffixes=(".json",),
        types=("application/json", "application/feed+json", "application/ld+json"),
    ),
    Format(
        name="csv", label="CSV", shape="rows", reader="rows:read_csv", suffixes=(".csv",),
        types=("text/csv",),
    ),
    Format(
        name="tsv", label="TSV", shape="rows", reader="rows:read_tsv", suffixes=(".tsv",),
        types=("text/tab-separated-values",),
    ),
    Format(
        name="parquet", label="Parquet", shape="rows", reader="rows:read_parquet",
        suffixes=(".parquet",),
    ),
)  # fmt: skip

BY_NAME = {each.name: each for each in FORMATS}
_BY_SUFFIX = {suffix: each.name for each in FORMATS for suffix in each.suffixes}
_BY_TYPE = {type_: each.name for each in FORMATS for type_ in each.types}
_COMPRESSED = {".gz", ".gzip", ".zst", ".zstd"}

# Kinds of file that are refused: by suffix, the kind and advice for the user.
REFUSED = {
    suffix: f"{kind} is not read: {advice}"
    for suffixes, kind, advice in (
        (".doc .dot", "an old Word document (.doc)", "save it as .docx"),
        (".msg", "an Outlook message (.msg)", "save it as .eml"),
        (".epub .mobi .azw3", "an electronic book", "save the article as HTML or text"),
        (".pages", "a Pages document", "export it as .docx"),
        (".docm .dotx", "a Word document with macros or a template", "save it as .docx"),
        (".fodt .ott", "an OpenDocument template or flat file", "save it as .odt"),
        (".xls .xlsx .ods", "a spreadsheet", "save it as CSV"),
        (".ppt .pptx .odp", "a presentation", "save the article as text"),
        (".zip .tar .tgz .rar .7z .bz2 .xz", "an archive", "unpack it and give the folder"),
        (".webarchive", "a Safari web archive", "save the page as HTML"),
        (".warc", "a web archive (WARC)", "save the page as HTML"),
        (".pst", "an Outlook mailbox", "save the mail as .eml"),
        (".tex", "a TeX source", "save the article as text"),
    )
    for suffix in suffixes.split()
}


def suffix_of(name: str) -> str:
    """Return a file's suffix in lower case, without the suffix of a compression."""
    path = PurePath(name)
    if path.suffix.lower() in _COMPRESSED:
        path = path.with_suffix("")
    return path.suffix.lower()


def stem(name: str) -> str:
    """Return a file's name without its known suffixes: "news" for "news.jsonl.gz".

    The name is part of ids, so it is written in the same way as ids.
    """
    path = PurePath(name)
    if path.suffix.lower() in _COMPRESSED:
        path = path.with_suffix("")
    found = str(path.with_suffix("") if path.suffix.lower() in _BY_SUFFIX else path)
    if _PLAIN.fullmatch(found):
        return found
    from summkit.reading.formats.values import file_id  # imported only if needed

    return file_id(found)


def by_name(name: str) -> str | None:
    """Return the format that a file's name indicates, or None."""
    return _BY_SUFFIX.get(suffix_of(name))


def by_type(content_type: str) -> str | None:
    """Return the format that a server's content type indicates, or None."""
    return _BY_TYPE.get(content_type)

"""Recognise the format of content by its beginning, and by the file's name if it is reliable."""

from __future__ import annotations

import codecs
import re

from summkit.patterns import regex
from summkit.reading.formats.registry import FORMATS
from summkit.reading.formats.tables import is_table

SNIFFED = 4096  # bytes of content that are examined

# Suffixes of files next to articles in a folder; they are skipped without a message.
FURNITURE = frozenset(
    (
        ".png .jpg .jpeg .gif .webp .avif .svg .ico .bmp .tif .tiff .mp3 .mp4 .m4a .wav .ogg .webm"
        " .mov .css .js .mjs .map .woff .woff2 .ttf .otf .eot .pyc .lock .toml .yaml .yml"
    ).split()
)
_HTML = regex(  # "<!doctype html", "<p>"
    rb"<(?:!doctype\s+html|html|head|body|article|main|div|p|h1|meta|title|script)\b", re.IGNORECASE
)
_DECLARED = regex(rb"<\?xml\b")  # '<?xml'
_XML = regex(rb"<\?xml[^>]*>\s*(?:<!--.*?-->\s*)*", re.DOTALL)  # the declaration and comments
# An item before the first element: declaration, instruction, comment or document type.
_BEFORE = regex(
    rb"(?:<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^\[>]*(?:\[[^\]]*\]\s*)?>)\s*",
    re.DOTALL | re.IGNORECASE,
)
# The first element with its attributes, and whether another element follows: "<rss a='1'><".
_FIRST = regex(
    rb"<(?:[A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)((?:[^<>\"']+|\"[^\"]*\"|'[^']*')*)>?\s*(<?)"
)
_ATTRIBUTES = regex(rb"(?:\s+[\w:.-]+\s*=\s*(?:\"[^\"]*\"|'[^']*'))*\s*/?")  # ' version="2.0"'
_PAGE = frozenset(b"html body head div p main h1".split())
_PAGE_PARTS = frozenset(
    b"a abbr aside audio b base big blockquote br button center dd details dl dt em figure font"
    b" footer form h2 h3 h4 header hr i iframe img label li link nav noscript ol picture pre q s"
    b" section small span strong style sub sup table template u ul video".split()
)
_ARRAY = regex(rb"\[\s*(?:\{|\]\s*$)")  # "[{", "[]"
_ROOTS = {root: each.name for each in FORMATS for root in each.roots}
_SAME_BEGINNING = (("docx", "odt"), ("mail", "mhtml"))
_WRAPPED = ("text", "mail", "mhtml", "mbox")  # formats of files that may contain mail


def by_content(head: bytes, named: str | None) -> str:
    """Return the format of content that begins with `head`; `named` is the format of its name.

    The name decides, with two exceptions. Content whose beginning occurs in only one format has
    that format. Formats that share a suffix are distinguished by content: HTML or a feed saved as
    .txt, JSON lines saved as .json, and JSON saved as .jsonl.
    """
    if head.startswith(b"PAR1"):
        return "parquet"
    start = _narrow(head).lstrip()
    if named != "parquet" and (sure := _by_beginning(start, named)):
        return sure
    if named in ("json", "jsonl") and not start.startswith(b"<"):
        return _json_kind(start, named)
    if named is None and start[:1] in (b"{", b"["):
        return _json_kind(start, named)
    if start.startswith(b"<"):
        kind = _xml_kind(start)
        return kind if kind and (kind, named) != ("xml", "html") else _page_or(named, start)
    if named in (None, "text") and is_table(_lines(start)):
        return "csv"
    return named or "text"


def _lines(start: bytes) -> list[str]:
    """Return the first lines, decoded roughly; the encoding is detected later."""
    first = start[:SNIFFED].replace(b"\r", b"\n").split(b"\n", 3)[:3]
    lines = []
    for line in filter(None, first):
        try:
            lines.append(line.decode("utf-8"))
        except UnicodeDecodeError:
            lines.append(line.decode("cp1252", "replace"))
    return lines


def _narrow(head: bytes) -> bytes:
    """Return UTF-16 roughly as ASCII, which is enough to recognise the beginning."""
    head = head.removeprefix(codecs.BOM_UTF8)
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        head = head[2:]
    if len(head) > 3 and head[1] == head[3] == 0:
        return head[0::2]
    return head[1::2] if len(head) > 3 and head[0] == head[2] == 0 else head


def _by_beginning(start: bytes, named: str | None) -> str | None:
    """Return the format whose reliable beginning matches, or None."""
    for each in FORMATS:
        if each.begins is None or not each.begins.match(start):
            continue
        if each.name in _WRAPPED and named is not None and named not in _WRAPPED:
            continue  # the first line of a table may look like a header of a mail
        return named if (each.name, named) in _SAME_BEGINNING else each.name
    return None


def _xml_kind(start: bytes) -> str | None:
    """Return the format of XML, "xml" for a kind that summkit refuses; None if it is no XML."""
    declared = _DECLARED.match(start) is not None
    end = 0
    while before := _BEFORE.match(start, end):
        end = before.end()
    if (first := _FIRST.match(start, end)) is None:
        return "xml" if declared else None
    name, attributes = first[1].lower(), first[2]
    nested = bool(first[3]) and _ATTRIBUTES.fullmatch(attributes) is not None
    if name in _PAGE:
        return "html"
    root = name.decode("ascii", "replace")
    if root in _ROOTS and (declared or nested or b"=" in attributes):
        return _ROOTS[root]
    if declared or b"xmlns" in attributes:
        return "xml"
    # Without a declaration, a text may begin like this ("<Name withheld> said"), and so may a page.
    return "xml" if nested and name not in _PAGE_PARTS and not _HTML.match(start) else None


def _page_or(named: str | None, start: bytes) -> str:
    """Return the format of content that begins with "<" and is no XML."""
    if named not in (None, "text", "json", "jsonl", "xml"):
        return named
    start = _XML.sub(b"", start[:SNIFFED], count=1)
    if _HTML.match(start) or start.startswith(b"<!--"):
        return "html"
    return named or "text"


def holds_record(head: bytes) -> bool:
    """Return whether the first line is a complete record, which decides the format."""
    line, ended, _ = head.removeprefix(codecs.BOM_UTF8).lstrip().partition(b"\n")
    if not ended or not line.startswith(b"{"):
        return False
    from summkit.reading.formats.records import parse_object

    return isinstance(parse_object(line), dict)


def _json_kind(start: bytes, named: str | None) -> str:
    """Return whether content is a JSON array or object, JSON lines, or only text."""
    if _ARRAY.match(start):
        return "json"
    if named is None and start.startswith(b"["):
        return "text"  # such as "[Updated at noon]"
    from summkit.reading.formats.records import parse_object

    line, ended, _ = start.partition(b"\n")
    whole = isinstance(parse_object(line), dict) if ended else len(start) >= SNIFFED - 64
    if named is None:
        # A text may begin with a brace; in an object, a name in quotes follows the brace.
        if re.match(rb'\{\s*(?:"|\})', start) is None:
            return "text"
        return "jsonl" if whole or len(line) > 2 else "json"
    if named == "json":
        return "jsonl" if ended and whole and start[len(line) :].strip() else "json"
    return "json" if line.strip() in (b"[", b"{") else "jsonl"

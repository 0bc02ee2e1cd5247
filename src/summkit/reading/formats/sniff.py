"""What content is: by the file's name where that says enough, and by how it begins."""

from __future__ import annotations

import codecs
import re

from summkit.patterns import regex
from summkit.reading.formats.registry import FORMATS
from summkit.reading.formats.tables import is_table

SNIFFED = 4096  # bytes of content looked at

# What stands beside articles in a folder and is none: passed over without a word.
FURNITURE = frozenset(
    (
        ".png .jpg .jpeg .gif .webp .avif .svg .ico .bmp .tif .tiff .mp3 .mp4 .m4a .wav .ogg .webm"
        " .mov .css .js .mjs .map .woff .woff2 .ttf .otf .eot .pyc .lock .toml .yaml .yml"
    ).split()
)
_HTML = regex(
    rb"<(?:!doctype\s+html|html|head|body|article|main|div|p|h1|meta|title|script)\b", re.IGNORECASE
)
_DECLARED = regex(rb"<\?xml\b")
_XML = regex(rb"<\?xml[^>]*>\s*(?:<!--.*?-->\s*)*", re.DOTALL)
# What stands before the first element: declaration, instructions, comments and document type.
_BEFORE = regex(
    rb"(?:<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^\[>]*(?:\[[^\]]*\]\s*)?>)\s*",
    re.DOTALL | re.IGNORECASE,
)
_FIRST = regex(
    rb"<(?:[A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)((?:[^<>\"']+|\"[^\"]*\"|'[^']*')*)>?\s*(<?)"
)
_ATTRIBUTES = regex(rb"(?:\s+[\w:.-]+\s*=\s*(?:\"[^\"]*\"|'[^']*'))*\s*/?")
_PAGE = frozenset(b"html body head div p main h1".split())
_PAGE_PARTS = frozenset(
    b"a abbr aside audio b base big blockquote br button center dd details dl dt em figure font"
    b" footer form h2 h3 h4 header hr i iframe img label li link nav noscript ol picture pre q s"
    b" section small span strong style sub sup table template u ul video".split()
)
_ARRAY = regex(rb"\[\s*(?:\{|\]\s*$)")
_ROOTS = {root: each.name for each in FORMATS for root in each.roots}
_SAME_BEGINNING = (("docx", "odt"), ("mail", "mhtml"))
_WRAPPED = ("text", "mail", "mhtml", "mbox")  # names of files that may well hold mail


def by_content(head: bytes, named: str | None) -> str:
    """Return the format of content that begins with `head`, where its name says `named`.

    The name counts, except that content which begins as only one format does is that one, and
    that text, JSON and XML come in forms that share a name: HTML or a feed saved as .txt,
    and lines of JSON as .json or the other way round.
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
        kind = xml_kind(start)
        return kind if kind and (kind, named) != ("xml", "html") else _page_or(named, start)
    if named in (None, "text") and is_table(_lines(start)):
        return "csv"
    return named or "text"


def _lines(start: bytes) -> list[str]:
    """Return the first lines as they may be read: an encoding is found out later."""
    first = start[:SNIFFED].replace(b"\r", b"\n").split(b"\n", 3)[:3]
    lines = []
    for line in filter(None, first):
        try:
            lines.append(line.decode("utf-8"))
        except UnicodeDecodeError:
            lines.append(line.decode("cp1252", "replace"))
    return lines


def _narrow(head: bytes) -> bytes:
    """Return UTF-16 as ASCII, roughly: enough to see how it begins."""
    head = head.removeprefix(codecs.BOM_UTF8)
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        head = head[2:]
    if len(head) > 3 and head[1] == head[3] == 0:
        return head[0::2]
    return head[1::2] if len(head) > 3 and head[0] == head[2] == 0 else head


def _by_beginning(start: bytes, named: str | None) -> str | None:
    """Return the format whose beginning is sure."""
    for each in FORMATS:
        if each.begins is None or not each.begins.match(start):
            continue
        if each.name in _WRAPPED and named is not None and named not in _WRAPPED:
            continue  # a table, too, may begin with what looks like a header
        return named if (each.name, named) in _SAME_BEGINNING else each.name
    return None


def xml_kind(start: bytes) -> str | None:
    """Return the format of XML, "xml" where it is of no kind that is read; None for no XML."""
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
    # Without a declaration a text may begin so ("<Name withheld> said"), and so does a page.
    return "xml" if nested and name not in _PAGE_PARTS and not _HTML.match(start) else None


def _page_or(named: str | None, start: bytes) -> str:
    """Return the format of what begins with "<" and is no XML."""
    if named not in (None, "text", "json", "jsonl", "xml"):
        return named
    start = _XML.sub(b"", start[:SNIFFED], count=1)
    if _HTML.match(start) or start.startswith(b"<!--"):
        return "html"
    return named or "text"


def holds_record(head: bytes) -> bool:
    """Whether content begins with a line that is a whole record: what follows changes nothing."""
    line, ended, _ = head.removeprefix(codecs.BOM_UTF8).lstrip().partition(b"\n")
    if not ended or not line.startswith(b"{"):
        return False
    from summkit.reading.formats.records import parse_object

    return isinstance(parse_object(line), dict)


def _json_kind(start: bytes, named: str | None) -> str:
    if _ARRAY.match(start):
        return "json"
    if named is None and start.startswith(b"["):
        return "text"  # "[Updated at noon]"
    from summkit.reading.formats.records import parse_object

    line, ended, _ = start.partition(b"\n")
    whole = isinstance(parse_object(line), dict) if ended else len(start) >= SNIFFED - 64
    if named is None:
        # A text may begin with a brace; an object has a name in quotes after it.
        if re.match(rb'\{\s*(?:"|\})', start) is None:
            return "text"
        return "jsonl" if whole or len(line) > 2 else "json"
    if named == "json":
        return "jsonl" if ended and whole and start[len(line) :].strip() else "json"
    return "json" if line.strip() in (b"[", b"{") else "jsonl"

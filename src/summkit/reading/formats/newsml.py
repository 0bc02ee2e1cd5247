"""Read the agencies' XML: NITF, NewsML-G2 and NewsML 1.

A NITF document is one article. A NewsML document contains items whose text is NITF or XHTML; each
item is one record.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from summkit.article import Article, Dropped
from summkit.errors import InputError
from summkit.patterns import regex
from summkit.reading.cleaning.characters import clean
from summkit.reading.formats.registry import Records
from summkit.reading.formats.text import read_body
from summkit.reading.formats.unmarked import plain_of
from summkit.reading.formats.xml import code_of, language_of, local_name, parse_xml, prepared_xml
from summkit.reading.limits import DEFAULT_LIMITS, Limits

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

# Elements that are no running text; their text is listed among the dropped parts with this rule.
_APART = {
    "media": "caption",
    "figure": "caption",
    "table": "table",
    "fn": "footnote",
    "byline": "byline",
    "credit": "byline",  # the speaker of a quotation
    "dateline": "dateline",
    "script": "script",
    "style": "style",
    "title": "repeated headline",
    "body.head": "head",
    "body.end": "tagline",
    "note": "note to editors",
    "ednote": "note to editors",
}
_BLOCKS = frozenset(
    "p hl1 hl2 h1 h2 h3 h4 h5 h6 li dt dd pre block blockquote bq div section article body"
    " body.content ol ul dl nitf html inlinexml inlinedata datacontent td tr".split()
)
_BLANK = regex(r"\n\s*\n")  # a blank line
_MARKUP = regex(r"<(?:p|div|br|html|body|nitf)\b", re.IGNORECASE)  # "<p>"


def read_nitf(
    data: bytes,
    *,
    id: str = "",
    source: str = "",
    language: str | None = None,
    declared: str | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> Article:
    """Read one NITF document.

    The first headline (hl1) is the headline. The dek is hl2, or else the abstract.

    Raises
    ------
    InputError
        If the data is no NITF, is not well-formed, or has no text.
    """
    root = parse_xml(prepared_xml(data, declared=declared, where=source), source, limits=limits)
    if local_name(root).lower() != "nitf":
        raise InputError(
            f"XML whose first element is <{local_name(root)[:40]}>, which is not NITF", source
        )
    headline, dek = _heads(root)
    paragraphs, dropped = _paragraphs(_first(root, "body.content"))
    body, dek, more = read_body("\n\n".join(paragraphs), headline, dek)
    if not body.strip():
        raise InputError("the NITF document has no text in its body.content", source)
    number = _first(root, "doc-id")
    return Article(
        body=body,
        id=(number.get("id-string") if number is not None else None) or id,
        headline=headline,
        dek=dek,
        language=language or _language(root),
        source=source,
        dropped=(*dropped, *more),
        read_as="NITF",
    )


def read_newsml(
    data: bytes,
    *,
    where: str = "",
    declared: str | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> Records:
    """Read the items of a NewsML-G2 or NewsML 1 document.

    Raises
    ------
    InputError
        If it is not well-formed, or has no items.
    """
    root = parse_xml(prepared_xml(data, declared=declared, where=where), where, limits=limits)
    first = local_name(root)
    kind = "NewsML 1" if first.lower() == "newsml" else "NewsML-G2"
    if first.lower() == "packageitem":
        raise InputError(
            "a NewsML package, which only lists items: give the files of the items", where
        )
    items = [root] if first == "newsItem" else list(_items(root))
    if not items:
        raise InputError(f"{kind} without a news item: give the file of an item", where)
    count = "1 item" if len(items) == 1 else f"{len(items):,} items"
    return Records(f"{kind}, {count}", [_row(item, kind) for item in items])


def _items(root: Element) -> Iterator[Element]:
    """Yield the items in a message or an envelope."""
    for element in root.iter():
        if local_name(element) in ("newsItem", "NewsItem"):
            yield element


def _row(item: Element, kind: str) -> dict[str, Any] | str:
    """Return an item's record, or a message that it has no text."""
    guid = item.get("guid") or _text(_first(item, "PublicIdentifier")) or ""
    content = _content(item)
    paragraphs: list[str] = []
    headline = dek = None
    if content is not None:
        headline, dek = _heads(content)
        paragraphs, _ = _paragraphs(content)
    headline = _text(_first(item, "headline", "HeadLine")) or headline
    dek = _described(item) or dek
    if not paragraphs:
        remote = ", only the address of one" if _first(item, "remoteContent") is not None else ""
        name = headline or guid or "it"
        return f"the item has no text{remote}: {name[:80]!r}"
    tag = _first(item, "contentMeta")
    code = _first(tag, "language") if tag is not None else _first(item, "Language")
    language = code_of(code.get("tag") or code.get("FormalName")) if code is not None else None
    inside = (_language(content) if content is not None else None) or language_of(item)
    row = {
        "id": guid,
        "title": headline,
        "description": dek,
        "content": paragraphs,
        "language": language or inside,
    }
    return {name: value for name, value in row.items() if value}


def _described(item: Element) -> str | None:
    """Return an item's description: its summary, or its second headline."""
    meta = _first(item, "contentMeta")
    if meta is not None:
        for each in meta:
            role = (each.get("role") or "").rpartition(":")[2].lower()
            summary = local_name(each) == "description" and role in ("", "summary", "drol", "dek")
            if summary or (local_name(each) == "headline" and role in ("sub", "subheadline")):
                return _text(each)
    return _text(_first(item, "SubHeadLine"))


def _content(item: Element) -> Element | None:
    """Return the element that contains an item's text; the longest if there are several."""
    contents = [
        element
        for element in item.iter()
        if local_name(element) in ("inlineXML", "inlineData", "DataContent")
    ]
    whole = max(contents, key=lambda each: len("".join(each.itertext())), default=None)
    return whole if whole is None or len(whole) else _unescaped(whole)


def _unescaped(element: Element) -> Element:
    """Return the elements of a text whose markup is escaped or in CDATA."""
    text = "".join(element.itertext())
    if not _MARKUP.search(text):
        return element
    from lxml import etree
    from lxml.html import fragment_fromstring

    try:
        inner: Element = fragment_fromstring(text.strip(), create_parent="div")
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return element
    return inner


def _heads(root: Element) -> tuple[str | None, str | None]:
    """Return headline and dek of NITF, or the headline of XHTML."""
    headline = _text(_first(root, "hl1")) or _text(_first(root, "title"))
    head = _first(root, "body.head", "hedline")
    dek = _text(_first(head, "hl2")) if head is not None else None
    return headline, dek or _text(_first(root, "abstract"))


def _paragraphs(element: Element | None) -> tuple[list[str], list[Dropped]]:
    """Return the paragraphs below an element, and its parts that are no running text."""
    paragraphs: list[str] = []
    dropped: list[Dropped] = []
    pieces: list[str] = []

    def end() -> None:
        text, marks = plain_of(clean("".join(pieces)))  # the text may contain HTML or Markdown
        dropped.extend(marks)
        for part in _BLANK.split(text):
            if line := " ".join(part.split()):
                paragraphs.append(line)
        pieces.clear()

    def walk(node: Element) -> None:
        name = local_name(node).lower()
        if name == "cite" and local_name(node.getparent()).lower() == "blockquote":
            name = "credit"
        if name in _APART or not name:
            if name and (text := _text(node)):
                dropped.append(Dropped(text, _APART[name]))
            return
        block = name in _BLOCKS
        if block:
            end()
        pieces.append(node.text or "")
        for child in node:
            walk(child)
            pieces.append(child.tail or "")
        if name == "br":
            pieces.append("\n")  # two <br> end a paragraph
        if block:
            end()

    if element is not None:
        walk(element)
        end()
    return paragraphs, dropped


def _first(root: Element | None, *names: str) -> Element | None:
    """Return the first element below `root` with one of these names, in any namespace."""
    if root is None:
        return None
    return next((each for each in root.iter() if local_name(each) in names), None)


def _text(element: Element | None) -> str | None:
    """Return an element's text on one line; None if there is none."""
    if element is None:
        return None
    return " ".join(clean("".join(element.itertext())).split()) or None


def _language(root: Element) -> str | None:
    """Return the language that an element's body, the element or an ancestor declares."""
    body = _first(root, "body")
    return language_of(body if body is not None else root)

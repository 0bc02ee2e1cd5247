"""Parse untrusted XML without network, files or growing entities; correct the faults of feeds.

lxml does the parsing, with its own resolving of entities disabled. Entities that a document
declares are replaced before the parsing if they are short and plain; otherwise the document is
refused.
"""

from __future__ import annotations

import html
import re
from html.entities import html5
from typing import TYPE_CHECKING

from summkit.article import Article
from summkit.errors import InputError
from summkit.patterns import regex
from summkit.reading.encoding import decode
from summkit.reading.limits import DEFAULT_LIMITS, Limits

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

# The document type is removed: it is not needed after its entities are read.
_DOCTYPE = regex(r"<!DOCTYPE\b([^\[>]*)(?:\[(.*?)\]\s*)?>", re.DOTALL | re.IGNORECASE)
# '<!ENTITY desk "City desk">'
_ENTITY = regex(
    r"<!ENTITY\s+(%\s+)?([\w.:-]+)\s+(?:(SYSTEM|PUBLIC)|\"([^\"]*)\"|'([^']*)')", re.IGNORECASE
)
_LONGEST = 40  # maximum characters of an entity's text
_DECLARATION = regex(r"\s*<\?xml[^>]*\?>")  # '<?xml version="1.0"?>'
# CDATA, a comment, an ampersand or an entity: "&amp;", "&#8217;".
_PIECE = regex(
    r"<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)|&(#[0-9]{1,7};|#[xX][0-9a-fA-F]{1,6};"
    r"|[A-Za-z_][\w.-]{0,40};)?",
    re.DOTALL,
)
_XML_ENTITIES = frozenset(["lt;", "gt;", "amp;", "quot;", "apos;"])
_CONTROL = regex("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # no character of XML
_FIRST = regex(r"<((?:[A-Za-z_][\w.-]*:)?[A-Za-z_][\w.-]*)")  # "<rss"

# Kinds of XML that are refused, by their first element, with advice for the message.
_KINDS = {
    "opml": "a list of feeds (OPML): give one of the feeds",
    "urlset": "a site map: give the address of a page",
    "sitemapindex": "a site map: give the address of a page",
    "svg": "an SVG image",
    "mediawiki": "an export of MediaWiki",
    "plist": "a property list",
    "tei": "a TEI text",
    "package": "a flat Office document: save it as .docx",
    "worddocument": "a flat Word document: save it as .docx",
    "document": "a flat Office document: save it as .docx or .odt",
    "conceptitem": "a NewsML concept, which has no text",
    "knowledgeitem": "a NewsML list of concepts, which has no text",
    "planningitem": "a NewsML planning item, which has no text",
}
_READ = "RSS, Atom, NITF, NewsML and XHTML are the XML that is read"


def parse_xml(markup: str, where: str, *, limits: Limits = DEFAULT_LIMITS) -> Element:
    """Return the first element of XML that `prepared_xml` has prepared.

    Raises
    ------
    InputError
        If the XML is not well-formed or is nested too deeply.
    """
    from lxml import etree

    # `recover` accepts undeclared prefixes such as "content:encoded". The code below refuses other
    # errors.
    parser = etree.XMLParser(
        encoding="utf-8", recover=True, resolve_entities=False, no_network=True, load_dtd=False,
        huge_tree=limits.max_bytes > 10_000_000, remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(markup.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise InputError(f"not well-formed XML ({_one_line(str(error))})", where) from error
    fatal = [each for each in parser.error_log if each.level == etree.ErrorLevels.FATAL]
    if fatal or root is None:
        said = f"{fatal[0].message}, line {fatal[0].line}" if fatal else "no element"
        raise InputError(f"not well-formed XML ({_one_line(said)})", where)
    return root


def prepared_xml(data: bytes, *, declared: str | None, where: str) -> str:
    """Return XML as text, without document type and control characters.

    Entities of HTML become characters, since feeds use them without a declaration. An ampersand
    that begins no entity is escaped.

    Raises
    ------
    InputError
        If the data is no text, is empty, or declares entities that grow or refer to other files.
    """
    text = decode(data, declared=declared, html=True, where=where)
    if not text.strip():
        raise InputError("empty: there is nothing to read", where)
    text = _CONTROL.sub("", text).lstrip()
    if opening := _DECLARATION.match(text):
        text = text[opening.end() :]
    first = _FIRST.search(text)
    entities: dict[str, str] = {}
    if (doctype := _DOCTYPE.search(text)) and (first is None or doctype.start() < first.start()):
        entities = _declared(doctype[2] or "", where)
        text = text[: doctype.start()] + text[doctype.end() :]
    return _PIECE.sub(lambda match: _piece(match, entities), text).strip()


def _declared(subset: str, where: str) -> dict[str, str]:
    """Return the entities that a document type declares; refuse all but short plain texts."""
    entities: dict[str, str] = {}
    for parameter, name, outside, double, single in _ENTITY.findall(subset):
        value = html.unescape(double or single)
        if parameter:
            continue  # a parameter entity contains declarations, which are not loaded
        if outside or len(value) > _LONGEST or "<" in value or re.search(r"[&%]\w", value):
            raise InputError(
                f"declares the entity {name!r}, which could be an attack: it is not read", where
            )
        entities[name + ";"] = value
    return entities


def _piece(match: re.Match[str], entities: dict[str, str]) -> str:
    """Return the replacement of one match of `_PIECE`."""
    whole, name = match[0], match[1]
    if whole[0] == "<":
        return whole if whole.startswith("<![") else ""
    if name is None:
        return "&amp;"
    if name in _XML_ENTITIES:
        return whole
    if name in entities:
        return html.escape(entities[name])
    if name[0] == "#" or name in html5:
        return html.escape(_CONTROL.sub("", html.unescape(whole)))
    return "&amp;" + name


def local_name(element: Element) -> str:
    """Return an element's name without namespace or prefix."""
    tag = element.tag
    return tag.rpartition("}")[2].rpartition(":")[2] if isinstance(tag, str) else ""


def attribute(element: Element, name: str) -> str:
    """Return the value of an attribute, whatever its namespace; "" if it is missing."""
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return ""


def namespace(element: Element) -> str:
    """Return an element's namespace; if there is none, its undeclared prefix with the colon."""
    tag = element.tag if isinstance(element.tag, str) else ""
    if tag.startswith("{"):
        return tag[1:].partition("}")[0]
    return tag.rpartition(":")[0] + ":" if ":" in tag else ""


def language_of(element: Element) -> str | None:
    """Return the language that an element or its nearest ancestor declares."""
    while element is not None:
        if code := element.get("{http://www.w3.org/XML/1998/namespace}lang"):
            return code_of(code)
        element = element.getparent()
    return None


def code_of(text: str | None) -> str | None:
    """Return a language code in lower case without its region, or None if there is none."""
    match = re.fullmatch(r"\s*([A-Za-z]{2,3})(?:[-_][\w-]*)?\s*", text or "")
    return match[1].lower() if match and match[1].lower() not in ("und", "mul", "zxx") else None


def refuse_xml(
    data: bytes,
    *,
    id: str = "",
    source: str = "",
    language: str | None = None,
    declared: str | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> Article:
    """Raise InputError with the kind of the XML and the kinds that summkit reads."""
    text = prepared_xml(data, declared=declared, where=source)
    first = _FIRST.match(text)
    if first is None:
        raise InputError("has the suffix of XML, but does not begin like XML", source)
    kind = _KINDS.get(first[1].rpartition(":")[2].lower())
    what = kind or f"XML whose first element is <{first[1][:40]}>"
    raise InputError(f"{what}: it is not read; {_READ}", source)


def _one_line(text: str) -> str:
    return " ".join(text.split())[:200]

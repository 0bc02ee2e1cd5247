"""XML that nobody trusts: no network, no files, no entities that grow; feeds' faults mended.

lxml does the parsing. Its own resolving of entities stays off: what a document declares itself is
replaced before, if it is short and plain, and refused otherwise.
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

# A document type is taken out: nothing in it is needed once its entities are known.
_DOCTYPE = regex(r"<!DOCTYPE\b([^\[>]*)(?:\[(.*?)\]\s*)?>", re.DOTALL | re.IGNORECASE)
_ENTITY = regex(
    r"<!ENTITY\s+(%\s+)?([\w.:-]+)\s+(?:(SYSTEM|PUBLIC)|\"([^\"]*)\"|'([^']*)')", re.IGNORECASE
)
_LONGEST = 40  # characters an entity may stand for
_DECLARATION = regex(r"\s*<\?xml[^>]*\?>")
_PIECE = regex(
    r"<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)|&(#[0-9]{1,7};|#[xX][0-9a-fA-F]{1,6};"
    r"|[A-Za-z_][\w.-]{0,40};)?",
    re.DOTALL,
)
_XML_ENTITIES = frozenset(["lt;", "gt;", "amp;", "quot;", "apos;"])
_CONTROL = regex("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_FIRST = regex(r"<((?:[A-Za-z_][\w.-]*:)?[A-Za-z_][\w.-]*)")

# What other XML is, for the message that refuses it.
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
    """Return the first element of XML that `mended` has prepared.

    Raises
    ------
    InputError
        If it is not well-formed, or nested too deeply.
    """
    from lxml import etree

    # `recover` lets undeclared prefixes pass, as "content:encoded" has them; nothing else may.
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


def mended(data: bytes, *, declared: str | None, where: str) -> str:
    """Return XML as text, without document type and control characters.

    HTML's entities become characters, since feeds use them undeclared; an ampersand that
    begins no entity is taken for what it is.

    Raises
    ------
    InputError
        If it is no text, is empty, or declares entities that grow or come from elsewhere.
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
    """Return the entities that a document type declares, if each is a short plain text."""
    entities: dict[str, str] = {}
    for parameter, name, outside, double, single in _ENTITY.findall(subset):
        value = html.unescape(double or single)
        if parameter:
            continue  # names declarations, which nobody loads
        if outside or len(value) > _LONGEST or "<" in value or re.search(r"[&%]\w", value):
            raise InputError(
                f"declares the entity {name!r}, which could be a trap: it is not read", where
            )
        entities[name + ";"] = value
    return entities


def _piece(match: re.Match[str], entities: dict[str, str]) -> str:
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


def namespace(element: Element) -> str:
    """Return an element's namespace; an undeclared prefix with its colon where there is none."""
    tag = element.tag if isinstance(element.tag, str) else ""
    if tag.startswith("{"):
        return tag[1:].partition("}")[0]
    return tag.rpartition(":")[0] + ":" if ":" in tag else ""


def language_of(element: Element) -> str | None:
    """Return the language that an element or what it stands in declares."""
    while element is not None:
        if code := element.get("{http://www.w3.org/XML/1998/namespace}lang"):
            return code_of(code)
        element = element.getparent()
    return None


def code_of(text: str | None) -> str | None:
    """Return a language code in lower case without its region, or None where there is none."""
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
    """Say what XML of another kind is, and which is read."""
    text = mended(data, declared=declared, where=source)
    first = _FIRST.match(text)
    if first is None:
        raise InputError("named as XML, but does not begin as XML does", source)
    kind = _KINDS.get(first[1].rpartition(":")[2].lower())
    what = kind or f"XML whose first element is <{first[1][:40]}>"
    raise InputError(f"{what}: it is not read; {_READ}", source)


def _one_line(text: str) -> str:
    return " ".join(text.split())[:200]

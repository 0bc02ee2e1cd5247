"""Read RSS 0.9 to 2.0 and Atom as one record per entry.

`summkit.reading.formats.fields` reads the records. feedparser 6.0.14 was considered: it takes the
caption of an entry's photo (media:description) for the entry's text and itunes:summary for its
description, and loses the last entry of a truncated feed without a message. summkit needs lxml for
pages anyway, and with lxml it can decide these cases itself.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from summkit.errors import InputError
from summkit.patterns import regex
from summkit.reading.cleaning.characters import clean
from summkit.reading.cleaning.markup import without_markup
from summkit.reading.formats.registry import Records
from summkit.reading.formats.suffixes import key
from summkit.reading.formats.xml import (
    code_of,
    language_of,
    local_name,
    namespace,
    parse_xml,
    prepared_xml,
)
from summkit.reading.limits import DEFAULT_LIMITS, Limits

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_ATOM = frozenset(["http://www.w3.org/2005/Atom", "http://purl.org/atom/ns#", "atom:"])
_CONTENT = frozenset(["http://purl.org/rss/1.0/modules/content/", "content:"])
_DUBLIN = frozenset(["http://purl.org/dc/elements/1.1/", "http://purl.org/dc/terms/", "dc:"])
_EXCERPT = frozenset(
    ["excerpt:", *(f"http://wordpress.org/export/1.{n}/excerpt/" for n in (0, 1, 2))]
)
# Posts in WordPress' own exports (feeds of the whole site) that are no articles.
_NO_ARTICLES = frozenset(
    "attachment nav_menu_item revision custom_css customize_changeset oembed_cache wp_block"
    " wp_global_styles wp_navigation wp_template wp_template_part wp_font_face".split()
)
_ITUNES = frozenset(["http://www.itunes.com/dtds/podcast-1.0.dtd", "itunes:"])
_XHTML = frozenset(["http://www.w3.org/1999/xhtml", "xhtml:"])
_FULL = ("full-text", "fulltext", "content", "body")  # exporters' names for the text in RSS
_TEXTS = ("encoded", "content", "description", "summary")
_DESCRIPTIONS = ("excerpt", "description", "summary", "dc:description")
_RDF_ABOUT = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"

_START = regex(r"<((?:[A-Za-z_][\w.-]*:)?(?:item|entry))(?=[\s>])[^>]*>")  # "<item>"
_ROOT = regex(r"<((?:[A-Za-z_][\w.-]*:)?[A-Za-z_][\w.-]*)[^>]*>")  # '<rss version="2.0">'
# Texts of an entry in which some feeds do not escape HTML: "<title>A <b>bold</b> claim</title>".
_UNESCAPED = regex(
    r"<(title|description|summary|content:encoded)\b([^<>]*)(?<!/)>(.*?)</\1\s*>", re.DOTALL
)
# The link to the page after an entry's text: '<a href="...">Continue reading</a></p>'.
_READ_ON = regex(
    r"<a\b[^>]{0,500}>\s*(?:(?:read|continue|full)\b[^<]{0,40}|more\W{0,4}"
    r"|(?:weiterlesen|mehr|lire la suite|leer más|seguir leyendo|leia mais|leggi tutto"
    r"|lees (?:verder|meer)|läs mer|les mer|læs mere|czytaj dalej|читать далее|devamı)[^<]{0,30})"
    r"</a>\s*((?:</p>|</div>)?\s*)$",
    re.IGNORECASE,
)
# A source after a link, as Google News has it: "</a>&nbsp;<font color="...">Quay Echo</font>".
_SOURCE = regex(r"</a>(?:&nbsp;|\s|\xa0)*<font\b[^<>]{0,80}>[^<>]{1,80}</font>", re.IGNORECASE)
_SUFFIX = regex(r"(.*\S)\s+[-–—|·]\s+(\S.*?)\s*")  # "Fire in port - Quay Echo"
_DECLARED = regex(r"\sxmlns(?::[\w.-]+)?=\"[^\"]*\"")  # ' xmlns:dc="..."'


def read_feed(
    data: bytes,
    *,
    where: str = "",
    declared: str | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> Records:
    """Read a feed.

    An entry's record may have the fields id, link, title, description, content, language and
    published; a field that the feed lacks is missing.

    Returns
    -------
    Records
        The records. An entry that has no text, is not well-formed XML or is cut off is a str that
        gives the reason.

    Raises
    ------
    InputError
        If the data is no feed or has no entries.
    """
    markup = prepared_xml(data, declared=declared, where=where)
    rows: list[dict[str, Any] | str]
    try:
        root = parse_xml(markup, where, limits=limits)
    except InputError as error:
        root, rows = _piecemeal(markup, where, limits, error)
    else:
        language = _channel(root)
        title = _channel_title(root)
        rows = [_row(entry, language, title) for entry in _entries(root)]
    kind = _kind(root, where)
    if not rows:
        raise InputError(f"the {kind} has no entries", where)
    count = "1 entry" if len(rows) == 1 else f"{len(rows):,} entries"
    return Records(f"{kind}, {count}", rows)


def _kind(root: Element, where: str) -> str:
    """Return the kind of feed, for messages."""
    name = local_name(root).lower()
    if name == "rss":
        return f"RSS {root.get('version', '').strip()[:8]} feed".replace("  ", " ")
    if name == "feed":
        return "Atom feed"
    if name == "rdf" and any(local_name(each) in ("channel", "item") for each in root):
        return "RSS 1.0 feed"
    raise InputError(f"XML whose first element is <{name[:40]}> is not a feed", where)


def _entries(root: Element) -> Iterator[Element]:
    """Return the articles' elements; WordPress' menus, attachments and the like are no articles."""
    wanted = "entry" if local_name(root).lower() == "feed" else "item"
    return (
        element
        for element in root.iter()
        if local_name(element) == wanted
        and not any(
            each.text in _NO_ARTICLES for each in element if local_name(each) == "post_type"
        )
    )


def _piecemeal(
    markup: str, where: str, limits: Limits, fault: InputError
) -> tuple[Element, list[dict[str, Any] | str]]:
    """Read each entry separately, so that only an entry that is not well-formed is lost."""
    first = _ROOT.search(markup)
    start = _START.search(markup)
    if first is None or start is None:
        raise fault
    # The text before the entries, with its tags closed: it declares prefixes and the language.
    head = _recovered(markup[: start.start()])
    if head is None:
        raise fault
    rows: list[dict[str, Any] | str] = []
    language, title = _channel(head), _channel_title(head)
    while start:
        close = f"</{start[1]}>"
        following = _START.search(markup, start.end())
        # The search ends at the next entry. Otherwise an entry without an end tag would include all
        # following entries.
        end = markup.find(close, start.end(), following.start() if following else len(markup))
        if end < 0:
            cut = "the feed is cut off in this entry" if not following else "the entry does not end"
            rows.append(f"{cut}, so it is not read")
            start = following
            continue
        entry = markup[start.start() : end + len(close)]
        rows.append(_row_of_text(f"{first[0]}{entry}</{first[1]}>", limits, language, title))
        start = _START.search(markup, end)
    return head, rows


def _row_of_text(
    markup: str, limits: Limits, language: str | None, channel: str | None
) -> dict[str, Any] | str:
    """Return the record of an entry that may contain HTML which is not escaped, or the reason."""
    try:
        return _row(parse_xml(markup, "", limits=limits)[0], language, channel)
    except InputError as error:
        fault = error
    try:
        escaped = _UNESCAPED.sub(_as_data, markup)
        return _row(parse_xml(escaped, "", limits=limits)[0], language, channel)
    except InputError:
        return f"the entry is {fault.reason}"


def _as_data(match: re.Match[str]) -> str:
    if "<![CDATA[" in match[3]:
        return match[0]
    return f"<{match[1]}{match[2]}><![CDATA[{match[3]}]]></{match[1]}>"


def _recovered(markup: str) -> Element | None:
    """Parse XML as far as possible; None if there is not even a first element."""
    from lxml import etree

    parser = etree.XMLParser(
        encoding="utf-8", recover=True, resolve_entities=False, no_network=True, load_dtd=False
    )
    try:
        root: Element | None = etree.fromstring(markup.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError):  # the XML has not even a first element
        return None
    return root


def _row(entry: Element, language: str | None, channel: str | None) -> dict[str, Any] | str:
    """Return an entry's record, or the reason why it has none.

    `language` and `channel` are the language and the title of the feed.
    """
    values = {name: _SOURCE.sub("</a>", text) for name, text in _fields(entry).items()}
    link = _link(entry)
    named = [each for each in entry if local_name(each) == "source"]
    sources = [*("".join(each.itertext()) for each in named), channel or ""]
    row: dict[str, Any] = {
        "id": values.get("guid") or values.get("id") or entry.get(_RDF_ABOUT) or link,
        "link": link,
        "title": _without_source(_headline(values.get("title")), sources),
        "language": code_of(values.get("dc:language")) or _language(entry) or language,
        "published": values.get("pubDate") or values.get("published") or values.get("dc:date"),
        "description": None,
        "content": None,
    }
    content = next(filter(_has_text, map(values.get, ("content:encoded", "content", *_FULL))), None)
    texts = (values.get(name) for name in _DESCRIPTIONS)
    description = next(filter(_has_text, texts), None)
    if content is None and description is None:
        description = values.get("itunes:summary")
    if not _has_text(content or description):
        name = row["title"] or row["id"] or "it"
        return f"the entry has no text, neither content nor description: {name[:80]!r}"
    row["content"] = _READ_ON.sub("", content or "")
    if description != content:
        row["description"] = _READ_ON.sub("", description or "")
    return {name: value.strip() for name, value in row.items() if value and value.strip()}


def _fields(entry: Element) -> dict[str, str]:
    """Return the texts of an entry by name, as HTML, or as plain text with "<" escaped.

    Elements of other namespaces (media:description) do not describe the article and are left out.
    """
    values: dict[str, str] = {}
    home = namespace(entry)
    for child in entry:
        space, name = namespace(child), local_name(child)
        if space in _ATOM or home in _ATOM:
            if space not in _ATOM:
                continue
            text = _atom_text(child)
        elif space in _CONTENT and name == "encoded":
            name, text = "content:encoded", _rss_text(child)
        elif space in _EXCERPT and name == "encoded":
            name, text = "excerpt", _rss_text(child)
        elif space in _ITUNES and name == "summary":
            name, text = "itunes:summary", _rss_text(child)
        elif space in _DUBLIN:
            name, text = f"dc:{name}", _rss_text(child)
        elif space in _XHTML and name in ("body", "div"):
            name, text = "body", _inside(child)
        elif space == home or name in _FULL[:2]:
            text = _rss_text(child)
        else:
            continue
        if text.strip():
            values.setdefault(name, text)
    return values


def _rss_text(element: Element) -> str:
    return _inside(element) if len(element) else "".join(element.itertext())


def _atom_text(element: Element) -> str:
    """Return an Atom text by its type: HTML unchanged, plain text escaped, XHTML as HTML."""
    kind = (element.get("type") or "text").lower()
    mode = element.get("mode")  # an attribute of Atom 0.3
    if kind == "xhtml" or len(element):
        return _inside(element)
    text = "".join(element.itertext())
    if kind in ("html", "text/html") or mode == "escaped":
        return text
    if kind in ("text", "text/plain") or local_name(element) in ("id", "published", "updated"):
        return html.escape(text, quote=False)
    return ""  # the entry's content is an image or other data


def _inside(element: Element) -> str:
    """Return the content of an element as HTML, without namespace prefixes."""
    from lxml import etree

    parts = [html.escape(element.text or "", quote=False)]
    for child in element:
        for each in child.iter():
            if isinstance(each.tag, str):
                each.tag = local_name(each)
        parts.append(_DECLARED.sub("", etree.tostring(child, encoding="unicode", method="html")))
    return "".join(parts)


def _link(entry: Element) -> str | None:
    """Return the address of an entry's page."""
    for child in entry:
        if local_name(child) != "link":
            continue
        if (text := (child.text or "").strip()) and namespace(child) not in _ATOM:
            return text
        if child.get("href") and child.get("rel", "alternate") == "alternate":
            return str(child.get("href")).strip()
    return None


def _language(entry: Element) -> str | None:
    """Return the language of an entry; the attribute may be at the text element itself."""
    texts = {local_name(child): child for child in reversed(entry)}
    name = next((name for name in _TEXTS if name in texts), None)
    return language_of(texts[name] if name else entry)


def _channel(root: Element) -> str | None:
    """Return the language of an RSS channel."""
    channel = next((each for each in root if local_name(each) == "channel"), None)
    if channel is None:
        return None
    children = (each for each in channel if local_name(each) == "language")
    return next(filter(None, (code_of(each.text) for each in children)), None)


def _channel_title(root: Element) -> str | None:
    """Return the title of a feed, which aggregators add to the titles of entries."""
    channel = next((each for each in root if local_name(each) == "channel"), root)
    texts = ("".join(each.itertext()).strip() for each in channel if local_name(each) == "title")
    return next(filter(None, texts), None)


def _without_source(title: str | None, sources: list[str]) -> str | None:
    """Return an entry's title without the source after it: "Fire in port - Quay Echo"."""
    match = _SUFFIX.fullmatch(title or "")
    if match is None:
        return title
    return match[1] if key(match[2]) in {key(source) for source in sources} else title


def _headline(title: str | None) -> str | None:
    return " ".join(clean(without_markup(title)).split()) or None if title else None


def _has_text(markup: str | None) -> bool:
    return bool(markup) and any(map(str.isalnum, without_markup(markup or "")))

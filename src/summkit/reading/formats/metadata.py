"""A page's own words about itself: headline, dek, language; JSON-LD, og:, twitter:, meta, h1."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from summkit.patterns import regex
from summkit.reading.formats import jsonld
from summkit.reading.formats.authors import signed
from summkit.reading.formats.deks import Standfirst, find_standfirst, is_dek, labels
from summkit.reading.formats.prose import plain
from summkit.reading.formats.suffixes import LONGEST_TITLE, SEPARATOR, Names, key
from summkit.reading.formats.titles import Wording, alike, choose

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_LANGUAGE = regex(r"^\s*([a-zA-Z]{2,3})(?=$|[-_\s,;])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What the page says of itself.

    Attributes
    ----------
    headline, dek, language
        As in Article; the dek is not yet compared with the body.
    titles, deks
        Every wording of them on the page, for knowing them again in its text.
    shown
        The titles that do not come from JSON-LD.
    addresses
        What the page calls its own address.
    standfirst
        What the page shows as one, which may be the dek.
    sites
        Keys of the site's names.
    authors
        Keys of the authors' names.
    free
        Whether nothing says that only subscribers read all of it.
    linked
        Every object of its JSON-LD.
    """

    headline: str | None
    dek: str | None
    language: str | None
    titles: tuple[str, ...]
    deks: tuple[str, ...]
    shown: tuple[str, ...]
    addresses: tuple[str, ...]
    standfirst: Standfirst | None
    sites: frozenset[str]
    authors: frozenset[str]
    free: bool
    linked: tuple[dict[str, Any], ...]


def read_metadata(tree: HtmlElement) -> Metadata:
    """Read headline, dek and language of a parsed page."""
    meta = _meta(tree)
    scripts = jsonld.objects(_scripts(tree))
    if body := meta.get("articlebody"):  # microdata
        headline = meta.get("headline") or meta.get("og:title")
        scripts.append({"@type": "Article", "headline": headline, "articleBody": body})
    headings = _Headings(tree)
    title = plain(next((e.text_content() for e in tree.iter("title")), ""))
    told = [meta.get("og:title", ""), title, *(text for text, _ in headings.first)]
    items = jsonld.articles(scripts, {key(text) for text in told} - {""})
    ld = items[0] if items else {}
    addresses = [meta.get("og:url", ""), *_canonical(tree)]
    names = _names(meta, scripts, ld, tree, headings, addresses)

    wordings = [Wording(meta.get("og:title", ""), "og"), Wording(title, "title")]
    wordings += [Wording(meta.get("twitter:title", ""), "twitter")]
    wordings += [Wording(meta.get(name, ""), "meta") for name in _META_TITLES]
    wordings += [Wording(plain(jsonld.text(ld, name)), "ld") for name in ("headline", "name")]
    wordings += [Wording(text, "h1") for text, _ in headings.first]
    wordings += [Wording(text, "h2") for text, _ in headings.second]
    wordings = [each for each in wordings if 0 < len(each.text) <= LONGEST_TITLE]
    headline, titles = choose(wordings, names)
    told_by_page = [w for w in wordings if w.source != "h2"]

    deks = [meta.get(name, "") for name in ("og:description", "description")]
    deks += [plain(jsonld.text(ld, "description")), meta.get("twitter:description", "")]
    sites = names.sites
    dek = next((d for d in deks if is_dek(d, headline, sites)), None)
    return Metadata(
        headline=headline,
        dek=dek,
        language=_language(tree, meta, jsonld.text(ld, "inLanguage")),
        titles=tuple(
            dict.fromkeys(t for t in (*titles, *(w.text for w in told_by_page), *headings.raw) if t)
        ),
        deks=tuple(dict.fromkeys(d for d in deks if d)),
        shown=tuple(each.text for each in told_by_page if each.source != "ld"),
        addresses=tuple(each for each in addresses if each),
        standfirst=headings.standfirst(headline),
        sites=frozenset(sites),
        authors=frozenset(names.authors),
        free=not any(str(item.get("isAccessibleForFree")).lower() == "false" for item in items),
        linked=tuple(scripts),
    )


_META_TITLES = (
    "parsely-title",
    "sailthru.title",
    "dc.title",
    "dc:title",
    "dcterms.title",
    "citation_title",
    "headline",
)
_SITE_META = (
    "application-name",
    "apple-mobile-web-app-title",
    "al:ios:app_name",
    "al:android:app_name",
    "twitter:app:name:iphone",
    "publisher",
    "dc.publisher",
)
_SITE_TYPES = ("website", "organization", "newsmediaorganization", "corporation", "brand")
_LOGO = regex(
    r"\blogo|logo\b|\bbrand\b|\bbranding|masthead|site-?(?:title|name)|blog-?(?:title|name)",
    re.IGNORECASE,
)
_TOOL = regex(
    r"skiptranslate|goog-gt|google-translate|cookie|consent|modal|popup|dialog|lightbox",
    re.IGNORECASE,
)
_DATED = regex(r"^\d{1,2}[./]\s?\d{1,2}[./]\s?\d{4}[,:]?\s+(?=\D)")
_LONGEST_NAME = 5  # words
_FEWEST_WORDS = 3  # of a heading without what is set apart in it
_KICKER = regex(
    r"(?<![a-z])(?:kicker|eyebrow|over-?line|flag|badge|label|tag|timestamp|date|updated|category"
    r"|section-?name|dachzeile|rubrik|surtitre|sur-titre|antetitulo|antet[ií]tulo|volanta|occhiello"
    r"|chapeu|visually-?hidden|sr-only)(?![a-z])",
    re.IGNORECASE,
)
_HEADED = regex(
    r"\bheadline\b|(?:entry|post|article|story|news|page)[-_]{0,2}(?:title|headline|heading)",
    re.IGNORECASE,
)
_HOME = regex(r"(?:https?:)?//[^/?#]+/?|/|/(?:index\.\w{2,5}|home)|#|\./?")
_BYLINE = regex(r"^\s*(?:by|von|par|por|di|door|автор:?|oleh)\s+", re.IGNORECASE)
_MOST_WORDINGS = 6


class _Headings:
    """The headings of a page that may be its headline, and the logos among them.

    Attributes
    ----------
    first, second
        Text and element of each ``<h1>``, and of each ``<h2>`` or ``<h3>`` that the page calls
        a headline or that opens an article.
    raw
        Each ``<h1>`` with a kicker and whatever else is set apart in it.
    logos
        The text and image captions of headings that name the site.
    """

    def __init__(self, tree: HtmlElement) -> None:
        self.first: list[tuple[str, HtmlElement]] = []
        self.second: list[tuple[str, HtmlElement]] = []
        self.logos: list[str] = []
        self.raw: list[str] = []
        opened: set[HtmlElement] = set()
        for element in islice(tree.iter("h1", "h2", "h3"), 200):
            if element.tag == "h1":
                self._add_first(element)
                continue
            article = next(element.iterancestors("article", "main"), None)
            opens = article is not None and article not in opened
            if article is not None:
                opened.add(article)
            if len(self.second) < _MOST_WORDINGS and (opens or _HEADED.search(labels(element))):
                self.second.append((_heading_text(element), element))
        self.logos = [text for text in self.logos if text]

    def standfirst(self, headline: str | None) -> Standfirst | None:
        """Return the standfirst below the heading that is the headline, or below the first."""
        headings = [*self.first, *self.second]
        for text, element in [each for each in headings if alike(each[0], headline or "")]:
            if (found := find_standfirst(element, headline or text)) is not None:
                return found
        return None

    def _add_first(self, element: HtmlElement) -> None:
        text = _heading_text(element)
        if not text or _is_logo(element, text):
            self.logos += [text, *_image_texts(element)]
        elif len(self.first) < _MOST_WORDINGS and not any(
            _TOOL.search(labels(each)) for each in _near(element)
        ):
            self.first.append((text, element))
            if len(element):
                self.raw.append(plain(element.text_content()))


def _heading_text(element: HtmlElement) -> str:
    """Return a heading's text, with a space where an element inside it begins a new word."""
    text = ""
    for piece in _heading_pieces(element):
        begins = piece[:1].isupper() and text[-1:].isalnum() and not text[-1:].isupper()
        text += f" {piece}" if begins else piece
    return _DATED.sub("", plain(text))


def _heading_pieces(element: HtmlElement) -> list[str]:
    """Return the pieces of a heading's text without a kicker, a time or a flag set apart in it."""
    if not len(element):
        return list(element.itertext())
    apart = [
        child
        for child in element
        if child.tag in ("time", "small") or _KICKER.search(child.get("class") or "")
    ]
    if not apart:
        return list(element.itertext())
    pieces = [element.text or ""]
    for child in element:
        pieces += [] if child in apart else list(child.itertext())
        pieces.append(child.tail or "")
    return pieces if len("".join(pieces).split()) >= _FEWEST_WORDS else list(element.itertext())


def _near(element: HtmlElement) -> list[HtmlElement]:
    near = [element, *islice(element.iterancestors(), 2)]
    return [each for each in near if each.tag not in ("body", "html")]


def _is_logo(element: HtmlElement, text: str) -> bool:
    """Whether a heading is the site's logo: by its name or its link."""
    if len(key(text).split()) > _LONGEST_NAME:
        return False
    if any(_LOGO.search(labels(each)) for each in _near(element)):
        return not _HEADED.search(labels(element))
    links = [element.getparent(), *element.iter("a")]
    for link in links:
        if link is not None and link.tag == "a" and _HOME.fullmatch(link.get("href") or ""):
            linked = plain(link.text_content())
            if not linked or key(linked) == key(text):
                return True
    return False


def _image_texts(element: HtmlElement) -> list[str]:
    return [plain(image.get("alt") or "") for image in islice(element.iter("img"), 3)]


def _meta(tree: HtmlElement) -> dict[str, str]:
    """Return the first content of each meta name in lower case; og: often hides in `name`."""
    contents: dict[str, str] = {}
    for element in tree.iter("meta"):
        content = plain(element.get("content") or "")
        if not content:
            continue
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            if names := element.get(attribute):
                for name in names.lower().split()[:8]:
                    contents.setdefault(name, content)
    return contents


def _scripts(tree: HtmlElement) -> list[str]:
    return [
        element.text
        for element in tree.iter("script")
        if element.text and "ld+json" in (element.get("type") or "").lower()
    ]


def _canonical(tree: HtmlElement) -> list[str]:
    return [e.get("href") or "" for e in tree.iter("link") if e.get("rel") == "canonical"]


def _names(
    meta: dict[str, str],
    objects: list[dict[str, object]],
    ld: dict[str, object],
    tree: HtmlElement,
    headings: _Headings,
    addresses: list[str],
) -> Names:
    """Return the names of the site and of the authors: told, and spelt from its address."""
    given = meta.get("og:site_name", "")
    sites = [meta.get(name, "") for name in _SITE_META]
    sites += [plain(jsonld.text(ld, "publisher")), *headings.logos]
    for item in objects:
        if jsonld.is_kind(item, _SITE_TYPES):
            sites += [plain(jsonld.text(item, "name")), plain(jsonld.text(item, "alternateName"))]
    hosts: set[str] = set()
    for address in dict.fromkeys([*addresses, jsonld.text(ld, "url")]):
        try:
            host = (urlsplit(address).hostname or "").removeprefix("www.")
        except ValueError:
            continue
        sites += [host, host.split(".")[0]]
        parts = host.split(".")[:-1]
        hosts.update(label.replace("-", "") for label in parts[-2:] if len(label) > 3)
    # Some pages give the headline as the name of their "application".
    keys = {name for each in sites if len((name := key(each)).split()) <= _LONGEST_NAME}
    keys |= {key(part) for part in [given, *SEPARATOR.split(given)]}
    # "The Daily Planet" signs as "Daily Planet", "dailyplanet" and "Daily Planet Online".
    keys |= {k.removeprefix("the ") for k in keys} | {k.replace(" ", "") for k in keys}
    keys |= {f"the {k}" for k in keys} | {f"{k} online" for k in keys} | {f"{k} news" for k in keys}
    authors = [meta.get(name, "") for name in ("author", "article:author", "parsely-author")]
    authors += [plain(jsonld.text(ld, "author")), *signed(tree)]
    return Names(
        handles={key(meta.get("twitter:site", "").lstrip("@"))} - {""},
        sites=keys - {"", "the ", " online", " news"},
        hosts=hosts,
        authors={key(_BYLINE.sub("", plain(name))) for name in authors} - {""},
    )


def _language(tree: HtmlElement, meta: dict[str, str], ld: str) -> str | None:
    root = tree if tree.tag == "html" else next(tree.iter("html"), tree)
    tags = (
        root.get("lang")
        or root.get("xml:lang")
        or root.get("{http://www.w3.org/XML/1998/namespace}lang"),
        ld,
        meta.get("og:locale"),
        meta.get("content-language"),
    )
    for tag in tags:
        if tag and (match := _LANGUAGE.match(tag)):
            return match[1].lower()
    return None

"""Read a page's metadata (headline, dek, language) from JSON-LD, og:, twitter:, meta and <h1>."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from summkit.patterns import regex
from summkit.reading.formats import jsonld
from summkit.reading.formats.authors import signed
from summkit.reading.formats.deks import Standfirst, is_dek
from summkit.reading.formats.headings import LONGEST_NAME, Headings
from summkit.reading.formats.prose import plain
from summkit.reading.formats.suffixes import LONGEST_TITLE, SEPARATOR, Names, key
from summkit.reading.formats.titles import Wording, choose

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_LANGUAGE = regex(r"^\s*([a-zA-Z]{2,3})(?=$|[-_\s,;])")  # "en-GB", "de"

_PARAGRAPH = 60  # characters


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """The metadata of a page.

    Attributes
    ----------
    headline, dek, language
        As in Article. At this point, the dek has not yet been compared with the body.
    titles, deks
        Every wording of headline and dek on the page, to recognise repetitions in its text.
    shown
        The titles that do not come from JSON-LD.
    addresses
        The addresses that the page declares as its own.
    standfirst
        The standfirst that the page shows, which may be the dek.
    sites
        Keys of the site's names.
    authors
        Keys of the authors' names.
    free
        Whether everybody can read the page: it does not declare that only subscribers can read all
        of it.
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
    if body := meta.get("articlebody"):  # the text is in microdata
        headline = meta.get("headline") or meta.get("og:title")
        scripts.append({"@type": "Article", "headline": headline, "articleBody": body})
    headings = Headings(tree)
    title = plain(next((e.text_content() for e in tree.iter("title")), ""))
    shown_titles = [meta.get("og:title", ""), title, *(text for text, _ in headings.first)]
    items = jsonld.articles(scripts, {key(text) for text in shown_titles} - {""})
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
    headline, titles = choose(wordings, names, lambda name: _mentions(tree, name))
    page_wordings = [w for w in wordings if w.source != "h2"]

    deks = [meta.get(name, "") for name in ("og:description", "description")]
    deks += [plain(jsonld.text(ld, "description")), meta.get("twitter:description", "")]
    sites = names.sites
    dek = next((d for d in deks if is_dek(d, headline, sites)), None)
    return Metadata(
        headline=headline,
        dek=dek,
        language=_language(tree, meta, jsonld.text(ld, "inLanguage")),
        titles=tuple(
            dict.fromkeys(
                t for t in (*titles, *(w.text for w in page_wordings), *headings.raw) if t
            )
        ),
        deks=tuple(dict.fromkeys(d for d in deks if d)),
        shown=tuple(each.text for each in page_wordings if each.source != "ld"),
        addresses=tuple(each for each in addresses if each),
        standfirst=headings.standfirst(headline),
        sites=frozenset(sites),
        authors=frozenset(names.authors),
        free=not any(str(item.get("isAccessibleForFree")).lower() == "false" for item in items),
        linked=tuple(scripts),
    )


def _mentions(tree: HtmlElement, name: str) -> bool:
    """Return whether a paragraph of at least 60 characters contains a name (a key)."""
    texts = (element.text_content() for element in tree.iter("p"))
    return any(f" {name} " in f" {key(text)} " for text in texts if len(text) >= _PARAGRAPH)


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
_BYLINE = regex(r"^\s*(?:by|von|par|por|di|door|автор:?|oleh)\s+", re.IGNORECASE)  # "By "


def _meta(tree: HtmlElement) -> dict[str, str]:
    """Return the first content of each meta name, in lower case.

    The names in all of the attributes count, since many pages write og: names in `name`.
    """
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
    headings: Headings,
    addresses: list[str],
) -> Names:
    """Return the names of the site and the authors, declared or derived from the addresses."""
    declared = meta.get("og:site_name", "")
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
    # Some pages declare the headline as the name of their "application".
    keys = {name for each in sites if len((name := key(each)).split()) <= LONGEST_NAME}
    keys |= {key(part) for part in [declared, *SEPARATOR.split(declared)]}
    # The site "The Daily Planet" is also called "Daily Planet", "dailyplanet", "Daily Planet
    # Online".
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
    """Return the primary subtag of the first language that the page declares, or None."""
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

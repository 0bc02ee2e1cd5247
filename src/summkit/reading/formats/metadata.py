"""A page's own words about itself: headline, dek, language; JSON-LD, og:, twitter:, meta, h1."""

from __future__ import annotations

import html
import re
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from summkit.reading.formats import jsonld

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_SPACE = re.compile(r"\s+")
_TAGS = re.compile(r"</?[a-zA-Z][^<>]{0,500}>")
WORD = re.compile(r"\w+")
# " - ", " | ", " :: " and the like. A colon or a bare dash inside a headline is the headline's.
_SEPARATOR = re.compile(r"\s+(?:[-–—|·•»«›‹:/~]|::|\|\|)\s+|\s*\|\s*")
_LANGUAGE = re.compile(r"^\s*([a-zA-Z]{2,3})(?=$|[-_\s,;])")
MIN_DEK_WORDS = 5
MAX_DEK_WORDS = 60
_LONGEST_TITLE = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What the page says of itself.

    Attributes
    ----------
    headline, dek, language
        As in Article; the dek is not yet compared with the body.
    titles, deks
        Every wording of them on the page, for knowing them again in its text.
    body
        The article's text where JSON-LD carries it (``articleBody``), else "".
    """

    headline: str | None
    dek: str | None
    language: str | None
    titles: tuple[str, ...]
    deks: tuple[str, ...]
    body: str


def plain(text: str) -> str:
    """Return text on one line, without the tags and entities it should not have carried."""
    for _ in range(2):  # "&amp;quot;" is common
        text = html.unescape(text)
    return _SPACE.sub(" ", _TAGS.sub(" ", text)).strip()


def key(text: str | None) -> str:
    """Return the words of a text in lower case: what two wordings are compared by."""
    return " ".join(WORD.findall((text or "").lower()))


def read_metadata(tree: HtmlElement) -> Metadata:
    """Read headline, dek and language of a parsed page."""
    meta = _meta(tree)
    items = jsonld.articles(_scripts(tree))
    ld = items[0] if items else {}
    h1 = _first_lines(tree, "h1")
    title = plain(next((e.text_content() for e in tree.iter("title")), ""))
    sites = _sites(meta, ld, tree)

    given = [meta.get(name, "") for name in ("og:title", "twitter:title")]
    given += [plain(jsonld.text(ld, "headline")), *h1, title]
    evidence = {key(text) for text in given[2:-1]} - {""}
    titles = [without_site(text, sites, evidence) for text in given]
    headline = next((t for t in titles if key(t)), None)

    deks = [meta.get(name, "") for name in ("og:description", "description")]
    deks += [plain(jsonld.text(ld, "description")), meta.get("twitter:description", "")]
    dek = next((d for d in deks if is_dek(d, headline, sites)), None)
    return Metadata(
        headline=headline,
        dek=dek,
        language=_language(tree, meta, jsonld.text(ld, "inLanguage")),
        titles=tuple(dict.fromkeys(t for t in (*titles, *given) if t)),
        deks=tuple(dict.fromkeys(d for d in deks if d)),
        body=jsonld.text(ld, "articleBody"),
    )


def without_site(title: str, sites: set[str], evidence: set[str]) -> str:
    """Return a title without the site's name before or after it.

    A part is taken off when it is a known name of the site, or when what remains is word for
    word another of the page's headlines (`evidence`).
    """
    if len(title) > _LONGEST_TITLE:  # no title; and cutting it would cost its length squared
        return title
    while True:
        cuts = list(_SEPARATOR.finditer(title))
        for cut in reversed(cuts):
            head, tail = title[: cut.start()], title[cut.end() :]
            if head and (key(tail) in sites or key(head) in evidence):
                title = head
                break
        else:
            first = cuts[0] if cuts else None
            if first is None or not title[first.end() :]:
                return title
            head, tail = title[: first.start()], title[first.end() :]
            if key(head) not in sites and key(tail) not in evidence:
                return title
            title = tail


def is_dek(text: str, headline: str | None, sites: AbstractSet[str] = frozenset()) -> bool:
    """Whether a description can be a dek: 5 to 60 words, and not the headline over again."""
    words = len(WORD.findall(text))
    if not MIN_DEK_WORDS <= words <= MAX_DEK_WORDS and not _unspaced(text):
        return False
    return key(text) != key(headline) and key(text) not in sites


def _unspaced(text: str) -> bool:
    """Whether words cannot be counted by spaces (Chinese, Japanese, Thai...)."""
    return 10 <= len(text) <= 300 and text.count(" ") * 12 < len(text) and not text.isascii()


def _meta(tree: HtmlElement) -> dict[str, str]:
    """Return the first content of each meta name in lower case; og: often hides in `name`."""
    contents: dict[str, str] = {}
    for element in tree.iter("meta"):
        content = plain(element.get("content") or "")
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            name = (element.get(attribute) or "").strip().lower()
            if name and content:
                contents.setdefault(name, content)
    return contents


def _scripts(tree: HtmlElement) -> list[str]:
    return [
        element.text
        for element in tree.iter("script")
        if element.text and "ld+json" in (element.get("type") or "").lower()
    ]


def _first_lines(tree: HtmlElement, tag: str) -> list[str]:
    return [text for e in tree.iter(tag) if (text := plain(e.text_content()))][:5]


def _sites(meta: dict[str, str], ld: dict[str, object], tree: HtmlElement) -> set[str]:
    """Return the site's names as keys: told, and spelt from its address."""
    names = [
        meta.get(name, "")
        for name in ("og:site_name", "application-name", "twitter:site", "publisher")
    ]
    names.append(plain(jsonld.text(ld, "publisher")))
    addresses = [meta.get("og:url", "")]
    addresses += [e.get("href") or "" for e in tree.iter("link") if e.get("rel") == "canonical"]
    for address in addresses:
        try:
            host = (urlsplit(address).hostname or "").removeprefix("www.")
        except ValueError:
            continue
        names += [host, host.split(".")[0]]
    keys = {key(name.lstrip("@")) for name in names}
    # "The Daily Planet" signs as "Daily Planet", "dailyplanet" and "Daily Planet Online".
    keys |= {k.removeprefix("the ") for k in keys} | {k.replace(" ", "") for k in keys}
    keys |= {f"the {k}" for k in keys} | {f"{k} online" for k in keys} | {f"{k} news" for k in keys}
    return keys - {"", "the ", " online", " news"}


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

"""Find a page's dek: the text that an editor wrote, not a text that a machine or site supplies."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from summkit.patterns import regex
from summkit.reading.formats.prose import plain
from summkit.reading.formats.suffixes import WORD, key

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from summkit.reading.formats.metadata import Metadata

# Classes that only standfirsts have: class="article-dek", class="subheadline".
_SURE = regex(
    r"\bdek\b|[-_\s]dek\b|\bdeck\b|[-_]deck\b|stand-?_?first|sub-?_?(?:title|head(?:line|er|ing)?)"
    r"|sottotitolo|occhiello|chapo|chapeau|\bsapo|entradilla|bajada|copete|vorspann|unterzeile"
    r"|strap-?line|excerpt|alternativeheadline|catenaccio|\blead-?in\b",
    re.IGNORECASE,
)
# Classes that standfirsts and other texts have: class="article-summary".
_LIKELY = regex(
    r"(?:^|[\s_-])(?:lead|lede|intro|introduction|summary|abstract|description|teaser|preamble"
    r"|ingress|anons|sommario|sommaire|desc)(?:$|[\s_-])",
    re.IGNORECASE,
)
# Classes of texts that are no standfirst: class="author-description".
_OTHER = regex(
    r"image|caption|photo|video|author|byline|share|relat|newsletter|promo|advert|comment|meta\b"
    r"|site|key-?points|footer|nav|logo|date|time|profile|\bbio\b|user|member|actor",
    re.IGNORECASE,
)
_LEAVES = ("p", "h2", "h3", "h4", "div", "span", "strong", "em", "blockquote")
_BLOCKS = ("p", "div", "ul", "ol", "h2", "h3", "h4", "section", "table", "figure")
_HEADINGS = ("h1", "h2", "h3")
_NEAREST = 30  # elements after the headline that are examined
_LEVELS = 4  # ancestors of the headline whose siblings are examined
_RUNNING = 15  # words of a paragraph with which the body has begun
_MIN_DEK_WORDS = 5
_MAX_DEK_WORDS = 60
CUT = regex(r"\s*(?:\.{2,}|…|\[…\]|\[\.\.\.\])\s*$")  # the end of "The minister said [...]"


class Standfirst(NamedTuple):
    """A text near the headline that the page marks as a standfirst; `sure` if by a clear class."""

    text: str
    sure: bool


def labels(element: HtmlElement) -> str:
    """Return the class, id, itemprop and data-testid of an element as one text."""
    names = ("class", "id", "itemprop", "data-testid")
    return " ".join(element.get(name) or "" for name in names)


def is_dek(text: str, headline: str | None, sites: AbstractSet[str] = frozenset()) -> bool:
    """Return whether a description may be a dek: 5 to 60 words, neither headline nor site name."""
    words = len(WORD.findall(text))
    if not _MIN_DEK_WORDS <= words <= _MAX_DEK_WORDS and not _unspaced(text):
        return False
    return key(text) != key(headline) and key(text) not in sites


def _unspaced(text: str) -> bool:
    """Return whether spaces do not separate the words of a text (Chinese, Japanese, Thai...)."""
    return 10 <= len(text) <= 300 and text.count(" ") * 12 < len(text) and not text.isascii()


def find_standfirst(heading: HtmlElement, headline: str) -> Standfirst | None:
    """Return the text between a headline and the body that the page marks as a standfirst."""
    for element in islice(_following(heading), _NEAREST):
        if element.tag in _HEADINGS and next(element.iter("a"), None) is not None:
            return None  # the heading is the headline of another story
        if element.tag not in _LEAVES or next(element.iterdescendants(*_BLOCKS), None) is not None:
            continue
        called = f"{labels(element)} {_label_of_frame(element, heading)}"
        sure = _SURE.search(called) is not None
        if (sure or _LIKELY.search(called)) and not _OTHER.search(called):
            text = plain(element.text_content())
            if is_dek(text, headline):
                return Standfirst(text, sure)
        elif element.tag == "p" and len(element.text_content().split()) >= _RUNNING:
            return None
    return None


def _following(heading: HtmlElement) -> Iterator[HtmlElement]:
    """Yield the elements after a heading, in its parent and up to three further ancestors."""
    node: HtmlElement | None = heading
    for _ in range(_LEVELS):
        if node is None or node.tag in ("body", "main"):
            return
        for sibling in node.itersiblings():
            yield from sibling.iter("*")
        node = node.getparent()


def _label_of_frame(element: HtmlElement, heading: HtmlElement) -> str:
    """Return the class and id of an element's parent, unless it also contains the headline."""
    frame = element.getparent()
    if frame is None or frame in (heading.getparent(), heading) or len(frame) > 2:
        return ""
    return "" if heading in frame.iter(heading.tag) else labels(frame)


def with_dek(meta: Metadata, paragraphs: Sequence[str]) -> Metadata:
    """Return a page's metadata with the dek chosen, now that the body is available.

    The page's description is the dek unless it describes the whole site. The standfirst that the
    page shows replaces it if there is no such description, if the description was copied from the
    body, or if the standfirst is itself a description of the page.
    """
    dek, shown = meta.dek, meta.standfirst
    if dek and _is_sites(dek, meta, paragraphs):
        dek = None
    described = {key(each) for each in meta.deks}  # the standfirst may be one of the descriptions
    if shown is not None and (key(shown.text) in described or _is_better(shown, dek, paragraphs)):
        dek = shown.text
    if dek == meta.dek:
        return meta
    deks = tuple(dict.fromkeys([dek, *meta.deks])) if dek else meta.deks
    return replace(meta, dek=dek, deks=deks)


def _is_better(shown: Standfirst, dek: str | None, paragraphs: Sequence[str]) -> bool:
    """Return whether a standfirst is a better dek than the page's description.

    The standfirst is better if there is no description, if it clearly is a standfirst and continues
    the description, or if the description is a copy of the body's words.
    """
    if dek is None:
        return True
    description, standfirst = key(CUT.sub("", dek)), key(shown.text)
    if description in standfirst:
        return shown.sure and description != standfirst
    others = " ".join(words for line in paragraphs if (words := key(line)) != standfirst)
    return description.rpartition(" ")[0] in others


def _is_sites(dek: str, meta: Metadata, paragraphs: Sequence[str]) -> bool:
    """Return whether a description contains the site's name and few words of the article."""
    words = key(dek)
    names = [name for name in sorted(meta.sites) if len(name) > 3 and f" {name} " in f" {words} "]
    if not names:
        return False
    named = {word for name in names for word in name.split()}
    content = {word for word in words.split() if len(word) > 4} - named
    text = set(key(" ".join([meta.headline or "", *paragraphs])).split())
    return len(content & text) * 4 < len(content)

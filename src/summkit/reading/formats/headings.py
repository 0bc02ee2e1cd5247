"""Find the headings of a page: candidates for its headline, and logos."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from summkit.patterns import regex
from summkit.reading.formats.deks import Standfirst, find_standfirst, labels
from summkit.reading.formats.prose import plain
from summkit.reading.formats.suffixes import key
from summkit.reading.formats.titles import alike

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# Classes of a site's logo or name: class="site-title".
_LOGO = regex(
    r"\blogo|logo\b|\bbrand\b|\bbranding|masthead|site-?(?:title|name)|blog-?(?:title|name)",
    re.IGNORECASE,
)
# Classes of tools that a script adds to the page: id="goog-gt-tt", class="cookie-notice".
_TOOL = regex(
    r"skiptranslate|goog-gt|google-translate|cookie|consent|modal|popup|dialog|lightbox",
    re.IGNORECASE,
)
_DATED = regex(r"^\d{1,2}[./]\s?\d{1,2}[./]\s?\d{4}[,:]?\s+(?=\D)")  # "12.3.2024: [headline]"
LONGEST_NAME = 5  # maximum words of a site's name
_FEWEST_WORDS = 3  # minimum words of a heading without its kicker
# Classes of a kicker, a flag or a date within a heading: class="article-kicker".
_KICKER = regex(
    r"(?<![a-z])(?:kicker|eyebrow|over-?line|flag|badge|label|tag|timestamp|date|updated|category"
    r"|section-?name|dachzeile|rubrik|surtitre|sur-titre|antetitulo|antet[ií]tulo|volanta|occhiello"
    r"|chapeu|visually-?hidden|sr-only)(?![a-z])",
    re.IGNORECASE,
)
_HIDDEN = regex(r"visually-?hidden|sr-only", re.IGNORECASE)  # class="sr-only"
# Classes of a headline: class="entry-title".
_HEADED = regex(
    r"\bheadline\b|(?:entry|post|article|story|news|page)[-_]{0,2}(?:title|headline|heading)",
    re.IGNORECASE,
)
# Addresses of a site's home page: "/", "https://example.org/", "/index.html".
_HOME = regex(r"(?:https?:)?//[^/?#]+/?|/|/(?:index\.\w{2,5}|home)|#|\./?")
_MOST_WORDINGS = 6  # maximum number of headings of a kind
# The classes that word processors and editors give to a title: class="MsoTitle", class="c1 title".
_TITLED = frozenset({"title", "msotitle", "headline", "heading", "p-title", "doc-title"})
_MOST_PARTS = 400  # number of elements in which a title without a heading's tag is searched
_LONGEST_HEADLINE = 200  # characters


class Headings:
    """The headings of a page that may be its headline, and its logos.

    Attributes
    ----------
    first, second
        Text and element of each ``<h1>`` (first), and of each ``<h2>`` or ``<h3>`` that has the
        class of a headline or is the first heading of an article (second).
    raw
        The complete text of each of these headings, including a kicker or flag within it.
    logos
        The texts and image captions of headings that give the site's name.
    """

    def __init__(self, tree: HtmlElement) -> None:
        self.first: list[tuple[str, HtmlElement]] = []
        self.second: list[tuple[str, HtmlElement]] = []
        self.logos: list[str] = []
        self.raw: list[str] = []
        opened: set[HtmlElement] = set()
        spare: list[HtmlElement] = []
        for element in islice(tree.iter("h1", "h2", "h3"), 200):
            if element.tag == "h1":
                self._add_first(element)
                continue
            article = next(element.iterancestors("article", "main"), None)
            opens = article is not None and article not in opened
            if article is not None:
                opened.add(article)
            if len(self.second) < _MOST_WORDINGS and (opens or _HEADED.search(labels(element))):
                self._add_second(element)
            elif article is None and len(spare) < _MOST_WORDINGS and _is_labelled(element):
                spare.append(element)
        if not self.first and not self.second:
            for element in spare:
                self._add_second(element)
        if not self.first and not self.second and (element := _titled(tree)) is not None:
            self.first.append((_heading_text(element), element))
        self.logos = [text for text in self.logos if text]

    def standfirst(self, headline: str | None) -> Standfirst | None:
        """Return the standfirst below the heading that is the headline; None if there is none."""
        headings = [*self.first, *self.second]
        for text, element in [each for each in headings if alike(each[0], headline or "")]:
            if (found := find_standfirst(element, headline or text)) is not None:
                return found
        return None

    def _add_second(self, element: HtmlElement) -> None:
        self.second.append((_heading_text(element), element))
        if _is_labelled(element):
            self.raw += _raw(element)

    def _add_first(self, element: HtmlElement) -> None:
        """Add an <h1> to the headings or to the logos."""
        text = _heading_text(element)
        if not text or _is_logo(element, text):
            self.logos += [text, *_image_texts(element)]
        elif len(self.first) < _MOST_WORDINGS and not any(
            _TOOL.search(labels(each)) for each in _near(element)
        ):
            self.first.append((text, element))
            if len(element):
                self.raw += _raw(element)


def _titled(tree: HtmlElement) -> HtmlElement | None:
    """Return the first element, in a page without headings, that a class marks as the title."""
    for element in islice(tree.iter("p", "div", "span"), _MOST_PARTS):
        classes = (element.get("class") or "").lower().split()
        if not classes or not (_TITLED.intersection(classes) or _HEADED.search(" ".join(classes))):
            continue
        text = element.text_content().strip()
        if text and len(text) <= _LONGEST_HEADLINE and element.find(".//p") is None:
            return element
    return None


def _heading_text(element: HtmlElement) -> str:
    """Return a heading's text, with a space before an inner element that begins a new word."""
    text = ""
    for piece in _heading_pieces(element):
        begins = piece[:1].isupper() and text[-1:].isalnum() and not text[-1:].isupper()
        text += f" {piece}" if begins else piece
    return _DATED.sub("", plain(text))


def _heading_pieces(element: HtmlElement) -> list[str]:
    """Return the pieces of a heading's text without a kicker, a time or a flag within it."""
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


def _is_labelled(element: HtmlElement) -> bool:
    """Return whether a heading contains a kicker, a time or a flag."""
    return any(_KICKER.search(child.get("class") or "") for child in element)


def _raw(element: HtmlElement) -> list[str]:
    """Return the complete text of a heading in two forms: with and without its hidden parts."""
    text = plain(element.text_content())
    hidden = [child for child in element if _HIDDEN.search(child.get("class") or "")]
    if not hidden:
        return [text]
    pieces = [element.text or ""]
    for child in element:
        pieces += [] if child in hidden else list(child.itertext())
        pieces.append(child.tail or "")
    return [text, plain("".join(pieces))]


def _near(element: HtmlElement) -> list[HtmlElement]:
    """Return an element and up to two ancestors below the page's body."""
    near = [element, *islice(element.iterancestors(), 2)]
    return [each for each in near if each.tag not in ("body", "html")]


def _is_logo(element: HtmlElement, text: str) -> bool:
    """Return whether a heading is the site's logo, by its class or its link to the home page."""
    if len(key(text).split()) > LONGEST_NAME:
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

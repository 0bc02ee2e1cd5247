"""Convert elements within a line of text to the words that a reader of the page sees."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summkit.article import Dropped
from summkit.patterns import regex
from summkit.reading.cleaning.wrapping import ends_sentence

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_READINGS = ("rt", "rp", "rtc")  # the tags of the pronunciation above Japanese characters
_STRUCK = ("del", "s", "strike")
_LONGEST_STRUCK = 300  # characters
_LINES = frozenset({"p", "li", "dd", "blockquote", "figcaption", "td", "div"})
_BLOCKS = frozenset({"p", "div", "img", "ul", "ol", "table", "blockquote", "h2", "h3", "h4"})
_PARTS = ("p", "div", "ul", "ol", "table", "section", "article", "header", "h1", "h2", "h3")
_RUNNING = 60  # a line of more characters is too long for a byline
_QUOTES = {
    "de": "„“", "cs": "„“", "sk": "„“", "bg": "„“", "pl": "„”", "ro": "„”", "hu": "„”", "hr": "„”",
    "fr": "«»", "ru": "«»", "uk": "«»", "es": "«»", "it": "«»", "pt": "“”", "el": "«»", "no": "«»",
    "nb": "«»", "sv": "””", "fi": "””", "ja": "「」", "fa": "«»", "hy": "«»",
}  # fmt: skip
_QUOTED = regex(r"[\"'“”„«»‘’‚「『]")  # a quotation mark


def read_inline(tree: HtmlElement, language: str | None) -> list[Dropped]:
    """Convert elements that an extractor would lose to text, and delete struck-out text.

    A date in the middle of a sentence becomes text; a date in a byline stays an element. `<q>`
    gets the quotation marks that a browser prints in this language.
    """
    from lxml import etree

    etree.strip_elements(tree, *_READINGS, with_tail=False)
    dropped = []
    for element in list(tree.iter(*_STRUCK)):
        text = " ".join(element.text_content().split())
        if element.getparent() is not None and len(text) <= _LONGEST_STRUCK:
            dropped.append(Dropped(text, "struck out"))
            element.drop_tree()
    for element in list(tree.iter("time")):
        if _in_sentence(element) and _before(element)[-1:].isalpha():
            element.drop_tag()
    for element in list(tree.iter("q")):
        if _in_sentence(element) and not any(each.tag in _BLOCKS for each in element.iter()):
            _quote(element, language)
    return [each for each in dropped if each.text]


def _in_sentence(element: HtmlElement) -> bool:
    """Return whether an element is in a line of running text together with other words."""
    line = next((each for each in element.iterancestors() if each.tag in _LINES), None)
    if line is None or next(line.iterdescendants(*_PARTS), None) is not None:
        return False  # the element is in a box of several lines, not in a line of running text
    whole, own = " ".join(line.text_content().split()), element.text_content().strip()
    return len(whole) - len(own) >= _RUNNING / 3 and (
        ends_sentence(whole) or len(whole) >= 2 * _RUNNING
    )


def _before(element: HtmlElement) -> str:
    """Return the text directly before an element in its line."""
    before = element.getprevious()
    if before is None:
        parent = element.getparent()
        text = parent.text if parent is not None else ""
        if not (text or "").strip() and parent is not None and parent.tag not in _LINES:
            return _before(parent)
    else:
        text = before.tail or before.text_content()
    return (text or "").rstrip()


def _quote(element: HtmlElement, language: str | None) -> None:
    """Replace a `<q>` by its text in quotation marks, unless the text already has marks."""
    text = element.text_content().strip()
    marked = _QUOTED.match(text) or _QUOTED.match(_before(element)[-1:])
    if text and not marked:
        marks = _QUOTES.get(language or "", "“”")
        element.text = marks[0] + (element.text or "").lstrip()
        if len(element):
            element[-1].tail = (element[-1].tail or "").rstrip() + marks[1]
        else:
            element.text = element.text.rstrip() + marks[1]
    element.drop_tag()

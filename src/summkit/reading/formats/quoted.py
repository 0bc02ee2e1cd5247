"""Convert a page's block quotations to plain text, without their frame and speaker."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from summkit.article import Dropped
from summkit.patterns import regex

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_PICTURES = (
    "img",
    "picture",
    "video",
    "audio",
    "iframe",
    "amp-img",
    "amp-video",
    "canvas",
    "table",
)
_PULLED = regex(r"pull-?_?quote", re.IGNORECASE)  # class="pull-quote"
_LONGEST_SPEAKER = 120  # characters
_LINE = 40  # minimum characters of a span that is a paragraph
_ENDS = tuple('.!?…。！？”"»’')


def open_quotations(tree: HtmlElement) -> list[Dropped]:
    """Turn framed quotations, and spans that a style sheet shows as blocks, into plain blocks."""
    dropped: list[Dropped] = []
    for figure in list(tree.iter("figure")):
        quoted = figure.find(".//blockquote") is not None
        if quoted and next(figure.iter(*_PICTURES), None) is None and not _is_pulled(figure):
            for caption in list(figure.iter("figcaption")):
                dropped += _drop(caption)
            figure.tag = "div"
    for quote in tree.iter("blockquote"):
        for speaker in list(quote.iter("cite", "footer")):
            if not (speaker.tail or "").strip() and _is_speaker(speaker, quote):
                dropped += _drop(speaker)
    for span in tree.iter("span"):
        _make_paragraphs(span)
    return dropped


def _is_pulled(element: HtmlElement) -> bool:
    """Return whether the class of an element or of an inner element is that of a pull quote."""
    return any(_PULLED.search(each.get("class") or "") for each in element.iter())


def _is_speaker(speaker: HtmlElement, quote: HtmlElement) -> bool:
    """Return whether an element is the last line of a quotation and gives the speaker."""
    words = speaker.text_content().strip()
    above = speaker.getparent()
    if len(words) > _LONGEST_SPEAKER or len(quote.text_content().strip()) <= 2 * len(words):
        return False
    if above is not quote and (above is None or above.text_content().strip() != words):
        return False
    before = speaker.getprevious()
    ends = before.tail or before.text_content() if before is not None else speaker.getparent().text
    return not (ends or "").strip() or (ends or "").rstrip().endswith(_ENDS)


def _make_paragraphs(span: HtmlElement) -> None:
    """Turn two adjacent spans of complete sentences into paragraphs if no space is between them."""
    if span.tail or (following := span.getnext()) is None or following.tag != "span":
        return
    if not (_is_stretch(span) and _is_stretch(following)):
        return
    if span.text_content()[-1:].isspace() or following.text_content()[:1].isspace():
        return
    for each in (span, following):
        each.tag = "p"


def _is_stretch(element: HtmlElement) -> bool:
    """Return whether a span is long enough for a paragraph and is a complete sentence."""
    text = element.text_content().strip()
    return len(text) >= _LINE and text.endswith(_ENDS) and not text[0].islower()


def _drop(element: HtmlElement) -> list[Dropped]:
    """Remove an element and return its text as a dropped part."""
    text = " ".join(element.text_content().split())
    element.drop_tree()
    return [Dropped(text, "speaker")] if text else []

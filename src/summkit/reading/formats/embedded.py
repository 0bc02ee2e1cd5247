"""Find an article outside of a page's visible tags, such as in its scripts' data.

Shadow roots are opened before the page is read, since a browser shows them. All other sources are
stored, and their text replaces the shown text only if it gives more of the same story.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from copy import deepcopy
from typing import TYPE_CHECKING

from summkit.patterns import regex
from summkit.reading.cleaning.wrapping import ends_sentence
from summkit.reading.formats import jsonld, state
from summkit.reading.formats.doubts import doubt
from summkit.reading.formats.metadata import Metadata
from summkit.reading.formats.suffixes import WORD, is_label, is_wide, key
from summkit.reading.formats.titles import resemblance

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_MORE = 1.3  # times the length of the shown text: clearly more text
_SCRAP = 0.3  # share of the other text's length: a shorter shown text may be a notice or a teaser
_SHORT = 800  # maximum characters; if a page shows more, the data of its scripts is not searched
_HALF = 0.5  # share, like the next two constants
_SURE = 0.8
_SOME = 0.15
_TALLY = 8  # minimum words of a shown paragraph that is searched for in the other text
_NEEDS_SCRIPTS = regex(r"java\s?script|adblock|ad blocker|browser", re.IGNORECASE)  # "JavaScript"
_LONGEST_NOTICE = 300  # characters of "Please enable JavaScript" and similar notices
_BARE = 100  # maximum words; a page with more words shows its text without scripts
_MIN_UNSEEN = 150  # characters
_DATA = "//@data-page|//@data-props|//@data-react-props|//@data-state|//@data-initial|//@props"
_SHADOW = ("shadowrootmode", "shadowroot")
_MARKUP = ("text/html", "text/template", "text/x-template", "text/x-handlebars-template")


def open_shadow_roots(tree: HtmlElement) -> None:
    """Turn each ``<template shadowrootmode>`` into a div, since a browser shows its content."""
    for template in list(tree.iter("template")):
        if any(template.get(name) is not None for name in _SHADOW):
            template.tag = "div"


class EmbeddedText:
    """The text of a page outside of its visible tags.

    Parameters
    ----------
    tree
        The page before its scripts are removed. The elements are stored and read only if needed.

    Attributes
    ----------
    dek
        The dek of the story that `fullest_text` returned, if the story's data contains one.
    """

    def __init__(self, tree: HtmlElement) -> None:
        self._tree = tree
        self._scripts: list[HtmlElement] = []
        self._unseen: list[HtmlElement] = []
        self.dek = ""
        for element in tree.iter("script", "noscript", "template", "iframe"):
            chosen = self._scripts if element.tag == "script" else self._unseen
            chosen.append(element)

    def fullest_text(self, text: str, meta: Metadata) -> str:
        """Return the page's text, or a clearly longer text of the same story.

        Parameters
        ----------
        text
            The text of the visible tags: paragraphs with a blank line between them.
        meta
            The page's metadata.
        """
        text = "" if is_label(text) else text  # "Loading..." is no text of the article
        shown = text.split("\n\n") if text else []
        best, length = text, max(_MORE * len(text), 1.0)
        for headline, address, paragraphs, dek in self._stories(meta, len(text)):
            size = sum(map(len, paragraphs)) + 2 * (len(paragraphs) - 1)
            if size <= length:
                continue
            own = address.rstrip("/") in {each.rstrip("/") for each in meta.addresses}
            if _is_same(shown, meta, headline, paragraphs, own=own and bool(address)):
                best, length, self.dek = _joined(shown, paragraphs), _MORE * size, dek
        return best or "\n\n".join(_single_story(jsonld.stories(meta.linked, 0)))

    def absence_message(self, meta: Metadata) -> str:
        """Return the message that there is no article, and what to do if scripts fill the page."""
        if kind := doubt(meta.headline, meta.shown, ""):
            return f"no article found in the page: it is {kind}"
        if self._scripts and len(self._tree.text_content().split()) <= _BARE:
            return (
                "no article found in the page, which scripts fill in a browser: "
                "save it from a browser once it shows, and give that file"
            )
        return "no article found in the page"

    def _stories(self, meta: Metadata, length: int) -> Iterator[tuple[str, str, list[str], str]]:
        """Yield headline, address, paragraphs and dek of each possible story, surest first."""
        least = int(length * _MORE)
        for story in jsonld.stories(meta.linked, least):
            yield *story, ""
        if length > _SHORT:
            return
        for lines in self._unseen_texts():
            yield "", "", lines, ""
        scripts = [
            (kind, script.text)
            for script in self._scripts
            if script.text
            and len(script.text) > least
            and "ld+json" not in (kind := (script.get("type") or "").lower())
            and kind not in _MARKUP
        ]
        attributes = [
            ("json", str(value)) for value in self._tree.xpath(_DATA) if len(value) > _MIN_UNSEEN
        ]
        for found in state.stories([*scripts, *attributes]):
            yield found.headline, "", found.paragraphs, found.dek

    def _unseen_texts(self) -> Iterator[list[str]]:
        """Yield the lines in ``<noscript>``, templates and the markup of frames; no notices."""
        from lxml.html import Element

        from summkit.reading.formats.body import read_paragraphs

        fragments = []
        for element in self._unseen:
            if element.tag == "iframe":
                fragments.append(element.get("srcdoc") or "")
                continue
            content = deepcopy(element)
            content.tag, content.tail = "body", None
            root = Element("html")
            root.append(content)
            if len(root.text_content()) >= _MIN_UNSEEN:
                yield _without_notices([line.text for line in read_paragraphs(root).paragraphs])
        for script in self._scripts:
            if (script.get("type") or "").lower() in _MARKUP:
                fragments.append(script.text or "")
        for markup in fragments:
            if len(markup) < _MIN_UNSEEN or "<" not in markup:
                continue
            if (root := _parsed(markup)) is not None:
                yield _without_notices([line.text for line in read_paragraphs(root).paragraphs])


def _parsed(markup: str) -> HtmlElement | None:
    """Parse a page within a page; None if the markup contains no element, only a comment."""
    from lxml import etree
    from lxml.html import HTMLParser, document_fromstring

    try:  # bytes, since lxml refuses a str that declares its encoding
        return document_fromstring(
            markup.encode("utf-8", "replace"),
            parser=HTMLParser(encoding="utf-8"),
            ensure_head_body=True,
        )
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None


def _single_story(stories: Sequence[jsonld.Story]) -> list[str]:
    """Return the paragraphs of the longest story, if all other stories are parts of it, else []."""
    longest = max((story.paragraphs for story in stories), key=len, default=[])
    lines = set(longest)
    return longest if all(lines.issuperset(story.paragraphs) for story in stories) else []


def _without_notices(lines: list[str]) -> list[str]:
    """Return paragraphs without notices to enable scripts; [] if little text remains."""
    left = [
        line for line in lines if len(line) > _LONGEST_NOTICE or not _NEEDS_SCRIPTS.search(line)
    ]
    return left if sum(map(len, left)) >= _MIN_UNSEEN else []


def _is_same(
    shown: Sequence[str], meta: Metadata, headline: str, paragraphs: Sequence[str], *, own: bool
) -> bool:
    """Return whether a text is the page's story, by its title, its address and shared sentences.

    The text of another story may share sentences with the page (a teaser, a follow-up). If the
    headline differs from the page's, at least 0.8 of the shown text must therefore be in the text.
    """
    shared = _shared(shown, paragraphs)
    likeness = _likeness(meta, headline, paragraphs)
    if own or likeness >= _HALF:
        size = sum(map(len, paragraphs))
        return shared is None or shared >= _HALF or sum(map(len, shown)) < _SCRAP * size
    if shared is None:
        unnamed = not key(headline) and likeness >= _SOME
        return unnamed or not any(map(key, meta.shown))
    return shared >= _SURE and len(shown) > 1


def _likeness(meta: Metadata, headline: str, paragraphs: Sequence[str]) -> float:
    """Return the likeness (0 to 1) of the page's titles to a text's headline or to its words."""
    if key(headline):
        return max((resemblance(headline, title) for title in meta.shown), default=0.0)
    said = key(" ".join(paragraphs))
    words = set(said.split())
    best = 0.0
    for title in (meta.headline or "", *meta.shown[:3]):
        if is_wide(title):
            pairs = {title[i : i + 2] for i in range(len(title) - 1)}
            hits, all_ = sum(pair in said for pair in sorted(pairs)), len(pairs)
        else:
            content = {word for word in key(title).split() if len(word) > 3}
            hits, all_ = len(content & words), len(content)
        best = max(best, hits / all_ if all_ > 1 else 0.0)
    return best


def _shared(shown: Sequence[str], paragraphs: Sequence[str]) -> float | None:
    """Return the share of the shown text that a text contains; None if no text is shown."""
    said = key(" ".join(paragraphs))
    same = total = 0
    for paragraph in shown:
        words = [match.group().lower() for match in WORD.finditer(paragraph)]
        if len(words) < _TALLY and not is_wide(paragraph):
            continue
        total += len(paragraph)
        half = " ".join(words[: max(_TALLY, len(words) // 2)])
        same += len(paragraph) if half in said else 0
    return same / total if total else None


def _joined(shown: Sequence[str], paragraphs: Sequence[str]) -> str:
    """Join a text's paragraphs.

    A text without paragraphs is split where the page shows paragraphs.
    """
    if len(paragraphs) > 1 or len(shown) < 2:
        return "\n\n".join(paragraphs)
    whole = paragraphs[0]
    head, ends = [], [0]
    for paragraph in shown:
        if not whole.startswith(paragraph, ends[-1]):
            break
        head.append(paragraph)
        end = ends[-1] + len(paragraph)
        ends.append(end + len(whole[end:]) - len(whole[end:].lstrip()))
    while head and not ends_sentence(head[-1]):  # a paywall cut off the last shown paragraph
        head.pop()
    end = ends[len(head)]
    return "\n\n".join([*head, *([whole[end:]] if whole[end:] else [])])

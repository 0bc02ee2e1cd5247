"""The body of a parsed page: trafilatura's paragraphs, and those it lost put back."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from summkit.reading.formats.suffixes import key

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# Inside these nothing is the article's running text.
_APART = frozenset(
    {
        "aside",
        "button",
        "figcaption",
        "figure",
        "footer",
        "form",
        "header",
        "nav",
        "select",
        "table",
        "textarea",
    }
)
_FURNITURE = re.compile(
    r"relat|caption|credit|share|social|promo|newsletter|subscri|comment|advert|\bad\b|byline"
    r"|author|tags?\b|copyright|disclaim|legal|breadcrumb|signup|toolbar|recommend|widget|sponsor"
    r"|hidden|paywall|teaser|footnote|correction",
    re.IGNORECASE,
)
_STANDFIRST = re.compile(
    r"\bdek\b|stand-?first|sub-?(?:title|head)|sottotitolo|chapo|summary|abstract|sapo|deck\b"
    r"|description|excerpt|entradilla|bajada|vorspann|strap-?line|tagline",
    re.IGNORECASE,
)
_SPACE = re.compile(r"\s+")
_MIN_WORDS = 5
_MIN_ANCHOR_WORDS = 8
_MAX_LINKED = 0.4
_MAX_RUN = 3


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph, and whether the page sets it apart as a standfirst."""

    text: str
    standfirst: bool = False


def read_paragraphs(tree: HtmlElement) -> list[Paragraph]:
    """Return the article's paragraphs in page order; nothing where there is no article."""
    from trafilatura import bare_extraction

    # `fast` leaves out two rival extractors that cost time and, on the development half of
    # webnews_gold, body F1 as well (benchmarks/reading_html.md).
    document = bare_extraction(tree, include_comments=False, fast=True)
    text = document.text if document is not None else None  # type: ignore[union-attr]
    lines = [line.strip() for line in (text or "").split("\n")]
    return _repair(tree, [line for line in lines if line])


def _repair(tree: HtmlElement, lines: list[str]) -> list[Paragraph]:
    """Put back <p> siblings of kept paragraphs that are missing among them.

    trafilatura drops repeated paragraphs (a refrain, a quote given twice) and, at times, one
    in the middle of the text. Whatever else it left out, at the edges above all, was left out
    for good reason more often than not (benchmarks/reading_html.md).
    """
    keys = [key(line) for line in lines]
    unmatched: dict[str, list[int]] = defaultdict(list)
    for index in reversed(range(len(keys))):
        unmatched[keys[index]].append(index)
    known = " ".join(keys)  # a <br> makes lines of one element
    elements = [(element, _text(element)) for element in tree.iter("p", "h2", "h3", "h4", "div")]
    match: dict[int, int] = {}
    for place, (element, text) in enumerate(elements):
        waiting = unmatched.get(key(text)) if text else None
        if waiting and not (element.tag == "div" and len(element)):
            match[place] = waiting.pop()
    lost = _lost(elements, match, known, unmatched)

    inserted: dict[int, list[Paragraph]] = defaultdict(list)
    standfirst: dict[int, bool] = {}
    current = -1
    for place, (element, text) in enumerate(elements):
        if place in match:
            current = match[place]
            standfirst[current] = _is_standfirst(element)
        elif place in lost:
            inserted[current].append(Paragraph(text))
    result: list[Paragraph] = []
    for index, line in enumerate(lines):
        result.append(Paragraph(line, standfirst.get(index, False)))
        result.extend(inserted[index])
    return result


def _lost(
    elements: list[tuple[HtmlElement, str]],
    match: dict[int, int],
    known: str,
    kept: Mapping[str, object],
) -> set[int]:
    """Return the places of paragraphs to put back.

    They are siblings of a kept paragraph of some length and either repeat a kept paragraph or
    stand, no more than a few in a row, between two kept ones.
    """
    families: dict[HtmlElement, list[int]] = defaultdict(list)
    for place, (element, _) in enumerate(elements):
        if element.tag == "p":
            families[element.getparent()].append(place)
    lost: set[int] = set()
    for family in families.values():
        if not any(p in match and len(elements[p][1].split()) >= _MIN_ANCHOR_WORDS for p in family):
            continue
        run: list[int] | None = None  # None: no kept sibling yet
        for place in family:
            element, text = elements[place]
            if place in match:
                if run and len(run) <= _MAX_RUN:
                    lost.update(run)
                run = []
            elif not _is_prose(element, text):
                continue
            elif key(text) in kept:
                lost.add(place)
            elif run is not None and key(text) not in known:
                run.append(place)
    return lost


def _is_prose(element: HtmlElement, text: str) -> bool:
    if len(key(text).split()) < _MIN_WORDS or _FURNITURE.search(_labels(element)):
        return False
    if next(element.iter("img", "picture", "video"), None) is not None:
        return False  # its text is the caption
    linked = sum(len(_text(link)) for link in element.iter("a"))
    if linked > _MAX_LINKED * len(text):
        return False
    return not any(ancestor.tag in _APART for ancestor in element.iterancestors())


def _is_standfirst(element: HtmlElement) -> bool:
    """Whether the page marks an element as standing before the article, by tag or by name."""
    if element.tag in ("h2", "h3", "h4"):
        return True
    near = [element, *islice(element.iterancestors(), 2)]
    return any(_STANDFIRST.search(_labels(e)) for e in near)


def _labels(element: HtmlElement) -> str:
    names = ("class", "id", "itemprop", "data-testid")
    return " ".join(element.get(name) or "" for name in names)


def _text(element: HtmlElement) -> str:
    """Return an element's text on one line."""
    return _SPACE.sub(" ", "".join(element.itertext())).strip()

"""Put paragraphs that extraction lost back into the text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from summkit.patterns import regex
from summkit.reading.cleaning.wrapping import ends_sentence
from summkit.reading.formats.choice import Block, Story
from summkit.reading.formats.deks import labels
from summkit.reading.formats.suffixes import key

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# Elements that contain no running text of the article.
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
# Classes of elements that are no running text: class="photo-credit", class="share-tools".
_FURNITURE = regex(
    r"relat|caption|credit|share|social|promo|newsletter|subscri|comment|advert|\bad\b|byline"
    r"|author|tags?\b|copyright|disclaim|legal|breadcrumb|signup|toolbar|recommend|widget|sponsor"
    r"|hidden|paywall|teaser|footnote|correction|\bsignature\b|\bmeta\b|\bautor|dateline",
    re.IGNORECASE,
)
# Classes of standfirsts: class="article-summary", class="subhead".
_STANDFIRST = regex(
    r"\bdek\b|stand-?first|sub-?(?:title|head)|sottotitolo|chapo|summary|abstract|sapo|deck\b"
    r"|description|excerpt|entradilla|bajada|vorspann|strap-?line|tagline"
    r"|catenaccio|\blead-?in\b",
    re.IGNORECASE,
)
_SPACE = regex(r"\s+")  # white space
_MIN_WORDS = 5  # minimum words of a paragraph
_MIN_ANCHOR_WORDS = 8  # minimum words of an extracted paragraph whose siblings are examined
_MAX_LINKED = 0.4  # maximum share of link characters in a paragraph
_MAX_RUN = 3  # maximum number of missing paragraphs between two extracted paragraphs
_MAX_HEAD = 4  # maximum number of paragraphs between headline and story
_MIN_LEDE = 60  # minimum characters of a missing paragraph above the text
_MIN_LOST = 100  # minimum characters of a missing paragraph within the text
_MATCHED = ("p", "h2", "h3", "h4", "div")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, and whether the page marks it as a standfirst."""

    text: str
    standfirst: bool = False


def squeezed(text: str) -> str:
    """Return a text without its white space, for the comparison of lines and elements."""
    return "".join(text.split())


def own_text(
    blocks: list[Block], prose: list[Block], story: Story | None, evidence: str
) -> tuple[set[HtmlElement], set[HtmlElement]]:
    """Return the elements of running text inside the story, and between headline and story."""
    if story is None:
        return set(), set()
    inside, running = {p.element for p in story.prose}, {p.element for p in prose}
    head: list[HtmlElement] = []
    below, said = False, key(evidence)
    for block in blocks:
        words = key(block.text) if block.element.tag == "h1" else ""
        if words and words in said:
            head, below = [], True
        elif below and block.element in running:
            head.append(block.element)
        if block.element in inside:
            break
    return inside, set(head[:_MAX_HEAD])


def repair(
    blocks: list[Block], lines: list[str], own: tuple[set[HtmlElement], set[HtmlElement]]
) -> list[Paragraph]:
    """Add missing paragraphs to extracted lines.

    Two kinds are added: `<p>` siblings of extracted paragraphs, and the elements in `own`.
    trafilatura drops repeated paragraphs (a refrain, a quote given twice) and sometimes one in the
    middle of the text. It was right to leave out most other paragraphs, above all at the edges
    (benchmarks/reading_html.md).
    """
    keys = [key(line) for line in lines]
    unmatched: dict[str, list[int]] = defaultdict(list)
    for index in reversed(range(len(keys))):
        unmatched[keys[index]].append(index)
    extracted_text = " ".join(keys)  # an element with a <br> may be several lines
    elements = [(b.element, b.text) for b in blocks if b.element.tag in _MATCHED]
    match: dict[int, int] = {}
    for place, (element, text) in enumerate(elements):
        waiting = unmatched.get(key(text)) if text else None
        if waiting and not (element.tag == "div" and len(element)):
            match[place] = waiting.pop()
    lost = _missing_siblings(elements, match, extracted_text, unmatched)
    lost |= _unmatched_text(elements, match, lines, own)

    inserted: dict[int, list[Paragraph]] = defaultdict(list)
    standfirst: dict[int, bool] = {}
    current = -1
    for place, (element, text) in enumerate(elements):
        if place in match:
            current = match[place]
            standfirst[current] = _is_standfirst(element)
        elif place in lost:
            inserted[current].append(Paragraph(text))
    result: list[Paragraph] = inserted[-1]
    for index, line in enumerate(lines):
        result.append(Paragraph(line, standfirst.get(index, False)))
        result.extend(inserted[index])
    return result


def _unmatched_text(
    elements: list[tuple[HtmlElement, str]],
    match: dict[int, int],
    lines: list[str],
    own: tuple[set[HtmlElement], set[HtmlElement]],
) -> set[int]:
    """Return the places of sentences that are missing above or among the extracted paragraphs.

    A lede or a standfirst between headline and story belongs to the article in any element.
    """
    if not match:
        return set()
    inside, head = own
    whole = squeezed("".join(lines))
    first, last = min(match), max(match)
    return {
        place
        for place, (element, text) in enumerate(elements[:last])
        if place not in match
        and len(text) >= (_MIN_LEDE if place < first and element in head else _MIN_LOST)
        and (element in inside or (element in head and place < first))
        and ends_sentence(text)
        and squeezed(text)[:60] not in whole
        and squeezed(text)[-60:] not in whole
        and (_is_prose(element, text) if element not in head else not _is_byline(element))
    }


def _missing_siblings(
    elements: list[tuple[HtmlElement, str]],
    match: dict[int, int],
    extracted_text: str,
    extracted: Mapping[str, object],
) -> set[int]:
    """Return the places of missing `<p>` elements.

    A missing paragraph is a sibling of an extracted paragraph of at least 8 words. It either
    repeats an extracted paragraph, or is one of at most 3 missing paragraphs between two
    extracted paragraphs.
    """
    families: dict[HtmlElement, list[int]] = defaultdict(list)
    for place, (element, _) in enumerate(elements):
        if element.tag == "p":
            families[element.getparent()].append(place)
    lost: set[int] = set()
    for family in families.values():
        if not any(p in match and len(elements[p][1].split()) >= _MIN_ANCHOR_WORDS for p in family):
            continue
        run: list[int] | None = None  # None until an extracted sibling appears
        for place in family:
            element, text = elements[place]
            if place in match:
                if run and len(run) <= _MAX_RUN:
                    lost.update(run)
                run = []
            elif not _is_prose(element, text):
                continue
            elif key(text) in extracted:
                lost.add(place)
            elif run is not None and key(text) not in extracted_text:
                run.append(place)
    return lost


def _is_prose(element: HtmlElement, text: str) -> bool:
    """Return whether an element is running text, by its words, class, pictures and links."""
    if len(key(text).split()) < _MIN_WORDS or _FURNITURE.search(labels(element)):
        return False
    if next(element.iter("img", "picture", "video"), None) is not None:
        return False  # the text next to a picture is its caption
    linked = sum(len(_text(link)) for link in element.iter("a"))
    if linked > _MAX_LINKED * len(text):
        return False
    return not any(ancestor.tag in _APART for ancestor in element.iterancestors())


def _is_byline(element: HtmlElement) -> bool:
    """Return whether an element contains an author or a time, by its tags or its class."""
    return bool(_FURNITURE.search(labels(element))) or any(
        each.tag == "time"
        or each.get("rel") == "author"
        or each.get("itemprop") in ("author", "datePublished", "dateModified")
        for each in element.iter("time", "a", "span", "div", "p")
    )


def _is_standfirst(element: HtmlElement) -> bool:
    """Return whether the page marks an element as a standfirst, by its tag or class."""
    if element.tag in ("h2", "h3", "h4"):
        return True
    near = [element, *islice(element.iterancestors(), 2)]
    return any(_STANDFIRST.search(labels(e)) for e in near)


def _text(element: HtmlElement) -> str:
    """Return an element's text on one line."""
    return _SPACE.sub(" ", element.text_content()).strip()

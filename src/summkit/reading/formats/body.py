"""The body of a parsed page: trafilatura's paragraphs, and those it lost put back."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from summkit.article import Dropped
from summkit.reading.cleaning.wrapping import ends_sentence
from summkit.reading.formats.choice import (
    LONG_WORD,
    Block,
    Story,
    covered,
    elsewhere,
    find_blocks,
    find_story,
    overlap,
    running_text,
)
from summkit.reading.formats.lines import ROW, lines_of
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
_MATCHED = ("p", "h2", "h3", "h4", "div")
_AS_MUCH = 0.8  # as the story has running text
_ALL_LINKED = 0.8
_ENOUGH = 0.6  # of the story: the first candidate is then not compared with others


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph, and whether the page sets it apart as a standfirst."""

    text: str
    standfirst: bool = False


def read_paragraphs(tree: HtmlElement, evidence: str = "") -> tuple[list[Paragraph], list[Dropped]]:
    """Return the article's paragraphs in page order, and the running text that is not among them.

    `evidence` is what the page says of itself, headline and description. Both are empty where
    there is no article.
    """
    blocks = find_blocks(tree)
    prose = running_text(blocks)
    story = find_story(prose, evidence)
    lines = _chosen(tree, prose, story, evidence)
    lines, furniture = _without_links(lines, blocks)
    if (
        story is not None
        and covered(story.prose, _squeezed("".join(lines))) >= _ENOUGH * story.size
    ):
        others = elsewhere(blocks, story)
        furniture += [Dropped(line, "another story") for line in lines if _squeezed(line) in others]
        lines = [line for line in lines if _squeezed(line) not in others]
    rows = [line for line in lines if line.startswith(ROW)]
    lines = [line for line in lines if not line.startswith(ROW)]
    furniture += [
        Dropped(" | ".join(line.split(ROW)[1:]), "table row") for line in rows if line != ROW
    ]
    paragraphs = _repair(blocks, lines)
    squeezed = "\n".join(_squeezed(p.text) for p in paragraphs)
    outside = [
        Dropped(p.text, "outside the article") for p in prose if p.squeezed[:60] not in squeezed
    ]
    return paragraphs, furniture + outside


def _chosen(tree: HtmlElement, prose: list[Block], story: Story | None, evidence: str) -> list[str]:
    """Return the lines of the candidate that is most of the story and least of anything else."""
    # `fast` leaves out two rival extractors that cost time and, on the development half of
    # webnews_gold, body F1 as well (benchmarks/reading_html.md). They are asked only where the
    # first candidate misses the story.
    lines = _extracted(tree, fast=True)
    if story is None or _tells(lines, story, prose, evidence):
        return lines
    candidates = [lines, _extracted(tree), _extracted(_alone(story.home), fast=True, recall=True)]
    candidates.append([p.text for p in story.prose])

    def fit(lines: list[str]) -> float:
        squeezed = _squeezed("".join(lines))
        return 2 * covered(story.prose, squeezed) / (story.size + len(squeezed))

    return max(candidates, key=fit)


def _tells(lines: list[str], story: Story, prose: list[Block], evidence: str) -> bool:
    """Whether extracted lines tell the story, or another that has more claim to be it."""
    squeezed = _squeezed("".join(lines))
    if covered(story.prose, squeezed) >= _ENOUGH * story.size:
        return True
    if covered(prose, squeezed) >= _AS_MUCH * story.size:
        return True
    words = set(LONG_WORD.findall(evidence.lower()))
    claim = overlap(words, (p.text for p in story.prose))
    return len(squeezed) > story.size and overlap(words, lines) >= claim


def _without_links(lines: list[str], blocks: list[Block]) -> tuple[list[str], list[Dropped]]:
    """Take out lines that are nothing but a link elsewhere: teasers of other stories."""
    linked: dict[str, bool] = {}
    for block in blocks:
        whole = block.linked >= _ALL_LINKED * len(block.text)
        linked[block.squeezed] = whole and linked.get(block.squeezed, True)
    kept: list[str] = []
    dropped: list[Dropped] = []
    for line in lines:
        if linked.get(_squeezed(line)) and not ends_sentence(line):
            dropped.append(Dropped(line, "link"))
        else:
            kept.append(line)
    return kept, dropped


def _extracted(tree: HtmlElement, *, fast: bool = False, recall: bool = False) -> list[str]:
    from trafilatura import bare_extraction

    document = bare_extraction(
        tree, include_comments=False, fast=fast, favor_recall=recall, output_format="xml"
    )
    return lines_of(document.body) if document is not None else []  # type: ignore[union-attr]


def _alone(home: HtmlElement) -> HtmlElement:
    """Return a page of one element."""
    from lxml.html import Element

    page, body, article = Element("html"), Element("body"), Element("article")
    page.append(body)
    body.append(article)
    copied = deepcopy(home)
    copied.tail = None
    if copied.tag == "body":
        copied.tag = "div"
    article.append(copied)
    return page


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _repair(blocks: list[Block], lines: list[str]) -> list[Paragraph]:
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
    elements = [(b.element, b.text) for b in blocks if b.element.tag in _MATCHED]
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
    return _SPACE.sub(" ", element.text_content()).strip()

"""Which part of a page is its story: candidates, and the evidence that decides between them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summkit.patterns import regex

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_APART = frozenset(
    {"aside", "button", "figcaption", "footer", "form", "nav", "select", "textarea", "menu"}
)
_ELSEWHERE = regex(
    r"comment(?!ary)|respond|disqus|related|recirc|recommend|\bmore-|newsletter|subscri|signup"
    r"|promo|teaser|sidebar|\baside|cookie|consent|gdpr|banner|footer|\bnav|menu|breadcrumb"
    r"|share|social|advert|sponsor|outbrain|taboola|copyright|disclaim|popup|placeholder|modal|byline|author"
    r"|caption|read-?next|most-?read|popular|trending|carousel|ticker",
    re.IGNORECASE,
)
LONG_WORD = regex(r"\w{4,}")
_LEAST = 40  # characters of a paragraph that counts as running text
_MOST_LINKED = 0.4
_FINALISTS = 6
_LONGEST_CARD = 500  # characters
_CARDS = frozenset({"article", "div", "li", "section", "aside"})
_LISTED = 0.25  # of the story
_TEASER = 0.3  # of the story
_MOSTLY_OWN = 0.6  # of the story
_LARGEST_CARD = 12  # elements right in it
_FEWEST_CARDS = 2
_FEWEST_LISTED = 5  # teasers of a page that is a list of them
_TITLES = ("h1", "h2", "h3", "h4", "h5", "h6")
_MOST_APART = 0.5  # of all running text
_SHORTEST = 12  # characters of a block whose links are counted
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_BOXES = frozenset({"div", "li", "blockquote"})
_PARTS = ("p", *sorted(_BOXES), *sorted(HEADINGS))
_INNER = (
    *("p", "div", "ul", "ol", "table", "li", "h1", "h2", "h3", "section", "article", "form"),
    "blockquote",
)


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph or heading: its element, its text on one line, and that without spaces."""

    element: HtmlElement
    text: str
    squeezed: str
    linked: int
    """How many characters are links."""


@dataclass(frozen=True, slots=True)
class Story:
    """The element that holds most of the story, and its paragraphs of running text."""

    home: HtmlElement
    prose: list[Block]

    @property
    def size(self) -> int:
        return sum(len(p.squeezed) for p in self.prose)


def find_blocks(tree: HtmlElement) -> list[Block]:
    """Return the paragraphs, headings and items of a page in its order."""
    blocks = []
    for element in tree.iter(*_PARTS):
        if element.tag in _BOXES and len(element) and _holds_more(element):
            continue
        text = " ".join(element.text_content().split())
        if text:
            linked = 0
            if len(element) and len(text) >= _SHORTEST:
                linked = sum(len(a.text_content().strip()) for a in element.iter("a"))
            blocks.append(Block(element, text, text.replace(" ", ""), linked))
    return blocks


def running_text(blocks: list[Block]) -> list[Block]:
    """Return the blocks that could be an article's paragraphs."""
    found: list[Block] = []
    sizes: dict[HtmlElement, int] = defaultdict(int)
    for block in blocks:
        size = len(block.text)
        if size < _LEAST and not (size >= _LEAST / 3 and " " not in block.text):
            continue
        if block.linked > _MOST_LINKED * size or block.element.tag in HEADINGS:
            continue
        found.append(block)
        sizes[block.element] += size
        for ancestor in block.element.iterancestors():
            sizes[ancestor] += size
    # A name such as "with-sidebar" on the whole page says nothing of what is in it.
    most = _MOST_APART * sum(len(p.text) for p in found)
    apart = {element for element, size in sizes.items() if size < most and _is_apart(element)}
    return [
        p for p in found if p.element not in apart and apart.isdisjoint(p.element.iterancestors())
    ]


def _holds_more(element: HtmlElement) -> bool:
    inner = element.iter(*_INNER)
    next(inner)
    return next(inner, None) is not None


def _is_apart(element: HtmlElement) -> bool:
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    return element.tag in _APART or bool(_ELSEWHERE.search(names))


def find_story(prose: Iterable[Block], evidence: str) -> Story | None:
    """Return the element with most of the running text that speaks of what the page says it does.

    `evidence` is what the page says of itself: its headline and description.
    """
    prose = list(prose)
    scores: dict[HtmlElement, float] = defaultdict(float)
    for paragraph in prose:
        parent, weight = paragraph.element.getparent(), 1.0
        for _ in range(3):
            if parent is None or (parent.tag in ("html", "body") and weight < 1):
                break
            scores[parent] += weight * len(paragraph.squeezed)
            parent, weight = parent.getparent(), weight * 0.6
    if not scores:
        return None
    finalists = sorted(scores, key=lambda element: -scores[element])[:_FINALISTS]
    words = set(LONG_WORD.findall(evidence.lower()))
    inside: dict[HtmlElement, list[Block]] = {home: [] for home in finalists}
    for paragraph in prose:
        for ancestor in paragraph.element.iterancestors():
            if ancestor in inside:
                inside[ancestor].append(paragraph)
    best = max(
        finalists,
        key=lambda home: scores[home] * (0.25 + overlap(words, (p.text for p in inside[home]))),
    )
    return Story(best, inside[best])


def elsewhere(blocks: Iterable[Block], story: Story) -> set[str]:
    """Return the blocks, without spaces, of teasers of other stories.

    What also stands elsewhere on the page is not among them, and neither are teasers inside the
    story's own element that are much of it: it is a list of them.
    """
    around = {story.home, *story.home.iterancestors()}
    most = max(_TEASER * story.size, _LONGEST_CARD)
    teaser: dict[HtmlElement, bool] = {}
    inside: set[str] = set()
    outside: set[str] = set()
    others: set[str] = set()
    for block in blocks:
        path = [block.element]
        for ancestor in block.element.iterancestors():
            if ancestor in around or ancestor in teaser:
                break
            path.append(ancestor)
        top = path[-1].getparent()
        above = teaser.get(top, False)
        for element in reversed(path):
            above = above or (element not in around and _is_teaser(element, most))
            teaser[element] = above
        if not above:
            others.add(block.squeezed)
        elif story.home in block.element.iterancestors():
            inside.add(block.squeezed)
        else:
            outside.add(block.squeezed)
    if sum(map(len, inside)) > _LISTED * story.size:
        inside = _last(story, inside)
    return (inside | outside) - others


def _last(story: Story, teasers: set[str]) -> set[str]:
    """Return the teasers below all of a story's own text, if that is most of its element's."""
    own = [p for p in story.prose if p.squeezed not in teasers]
    if sum(len(p.squeezed) for p in own) < _MOSTLY_OWN * story.size:
        return set()
    below = story.prose[story.prose.index(own[-1]) + 1 :]
    listed = {p.squeezed for p in below} & teasers
    return teasers if len(listed) >= _FEWEST_CARDS else set()


def is_list(blocks: Iterable[Block], lines: Iterable[str]) -> bool:
    """Whether a page's lines are but teasers of stories: a tag's page, a section's front."""
    wanted = {"".join(line.split()) for line in lines}
    size = sum(map(len, wanted))
    cards: dict[HtmlElement, int] = defaultdict(int)
    known: dict[HtmlElement, bool] = {}
    for block in blocks:
        if block.squeezed not in wanted:
            continue
        for element in block.element.iterancestors():
            if element not in known:
                known[element] = _is_teaser(element, _LONGEST_CARD)
            if known[element]:
                cards[element] += len(block.squeezed)
                break
            if len(element) > _LARGEST_CARD or element.tag in ("main", "body"):
                break
    return len(cards) >= _FEWEST_LISTED and sum(cards.values()) >= _MOSTLY_OWN * size


def _is_teaser(element: HtmlElement, most: float) -> bool:
    """Whether an element is an <article> that gives little text and a link to the rest."""
    if element.tag not in _CARDS:
        return False
    if len(element.text_content()) > (most if element.tag == "article" else _LONGEST_CARD):
        return False
    return any(
        2 * len(a.text_content()) > len(heading.text_content())
        for heading in element.iter(*_TITLES)
        for a in (*heading.iter("a"), *(x for x in heading.iterancestors() if x.tag == "a"))
    )


def overlap(words: set[str], texts: Iterable[str]) -> float:
    """Return the share of the words that some text has."""
    if not words:
        return 1.0
    left = set(words)
    for text in texts:
        left -= set(LONG_WORD.findall(text.lower()))
        if not left:
            break
    return 1 - len(left) / len(words)


def covered(prose: Iterable[Block], squeezed: str) -> int:
    """Return how many characters of the paragraphs an extracted text, without spaces, has."""
    return sum(len(p.squeezed) for p in prose if p.squeezed[:60] in squeezed)

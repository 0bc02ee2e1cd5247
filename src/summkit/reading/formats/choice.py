"""Choose the part of a page that is its story, by its text and the page's own headline."""

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
# Classes and ids of boxes outside the story: class="related-posts", id="sidebar".
_ELSEWHERE = regex(
    r"comment(?!ary)|respond|disqus|related|recirc|recommend|\bmore-|newsletter|subscri|signup"
    r"|promo|teaser|sidebar|\baside|cookie|consent|gdpr|banner|footer|\bnav|menu|breadcrumb"
    r"|share|social|advert|sponsor|outbrain|taboola|copyright|disclaim|popup|placeholder|modal|byline|author"
    r"|caption|read-?next|most-?read|popular|trending|carousel|ticker",
    re.IGNORECASE,
)
LONG_WORD = regex(r"\w{4,}")  # "minister", not "the"
_LEAST = 40  # minimum characters of a paragraph that counts as running text
_MOST_LINKED = 0.4  # maximum share of link characters in a paragraph
_FINALISTS = 6  # maximum number of elements that are compared in full
_LONGEST_CARD = 500  # characters
_CARDS = frozenset({"article", "div", "li", "section", "aside"})
_LISTED = 0.25  # if teasers have at least this share of the story, they are its content
_TEASER = 0.3  # maximum share of the story in a teaser in an `<article>`
_MOSTLY_OWN = 0.6  # share of the story
_LARGEST_CARD = 12  # maximum direct children of a card
_FEWEST_CARDS = 2
_FEWEST_LISTED = 5  # minimum teasers of a page that is a list of teasers
_TITLES = ("h1", "h2", "h3", "h4", "h5", "h6")
_MOST_APART = 0.5  # maximum share of all running text; a larger box contains the story
_SHORTEST = 12  # minimum characters of a block whose links are counted
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_BOXES = frozenset({"div", "li", "blockquote"})
_PARTS = ("p", *sorted(_BOXES), *sorted(HEADINGS))
_INNER = (
    *("p", "div", "ul", "ol", "table", "li", "h1", "h2", "h3", "section", "article", "form"),
    "blockquote",
)


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph or heading of a page.

    Attributes
    ----------
    element
        Its element.
    text
        Its text on one line.
    squeezed
        The text without spaces.
    linked
        Number of characters in links.
    """

    element: HtmlElement
    text: str
    squeezed: str
    linked: int


@dataclass(frozen=True, slots=True)
class Story:
    """The element that contains most of the story, and its paragraphs of running text."""

    home: HtmlElement
    prose: list[Block]

    @property
    def size(self) -> int:
        """Return the number of characters of the paragraphs, without spaces."""
        return sum(len(p.squeezed) for p in self.prose)


def find_blocks(tree: HtmlElement) -> list[Block]:
    """Return the paragraphs, headings and list items of a page, in page order."""
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
    """Return the blocks that may be paragraphs of an article.

    Such a block is long enough, is no heading, does not consist mostly of links, and is in no box
    whose class or id names other content, such as comments or a sidebar.
    """
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
    # A name such as "with-sidebar" on the element around the whole page does not describe the text.
    most = _MOST_APART * sum(len(p.text) for p in found)
    apart = {element for element, size in sizes.items() if size < most and _is_apart(element)}
    return [
        p for p in found if p.element not in apart and apart.isdisjoint(p.element.iterancestors())
    ]


def _holds_more(element: HtmlElement) -> bool:
    """Return whether an element contains another block element."""
    inner = element.iter(*_INNER)
    next(inner)
    return next(inner, None) is not None


def _is_apart(element: HtmlElement) -> bool:
    """Return whether an element's tag, class or id shows that its text is no part of the story."""
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    return element.tag in _APART or bool(_ELSEWHERE.search(names))


def find_story(prose: Iterable[Block], evidence: str) -> Story | None:
    """Return the element with most of the running text, weighted by the words of `evidence`.

    `evidence` is the page's headline and description. None if there is no running text.
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


def teaser_texts(blocks: Iterable[Block], story: Story) -> set[str]:
    """Return the texts, without spaces, of the blocks in teasers of other stories.

    A text that also appears outside of teasers is not returned. If the teasers inside the story's
    own element are a large part of it, they are its content, unless all of them come after the
    story.
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
        inside = _trailing_teasers(story, inside)
    return (inside | outside) - others


def _trailing_teasers(story: Story, teasers: set[str]) -> set[str]:
    """Return the teasers if at least two follow all of the story's own text, else no teasers.

    The story's own text must be at least 0.6 of its element's text.
    """
    own = [p for p in story.prose if p.squeezed not in teasers]
    if sum(len(p.squeezed) for p in own) < _MOSTLY_OWN * story.size:
        return set()
    below = story.prose[story.prose.index(own[-1]) + 1 :]
    listed = {p.squeezed for p in below} & teasers
    return teasers if len(listed) >= _FEWEST_CARDS else set()


def is_list(blocks: Iterable[Block], lines: Iterable[str]) -> bool:
    """Return whether a page consists of teasers, such as a tag's page or a section's front."""
    wanted = {"".join(line.split()) for line in lines}
    size = sum(map(len, wanted))
    cards: dict[HtmlElement, int] = defaultdict(int)
    teasers: dict[HtmlElement, bool] = {}
    for block in blocks:
        if block.squeezed not in wanted:
            continue
        for element in block.element.iterancestors():
            if element not in teasers:
                teasers[element] = _is_teaser(element, _LONGEST_CARD)
            if teasers[element]:
                cards[element] += len(block.squeezed)
                break
            if len(element) > _LARGEST_CARD or element.tag in ("main", "body"):
                break
    return len(cards) >= _FEWEST_LISTED and sum(cards.values()) >= _MOSTLY_OWN * size


def _is_teaser(element: HtmlElement, most: float) -> bool:
    """Return whether an element is a short card whose heading is mostly a link."""
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
    """Return the share of the words that at least one of the texts contains (1.0 for no words)."""
    if not words:
        return 1.0
    missing = set(words)
    for text in texts:
        missing -= set(LONG_WORD.findall(text.lower()))
        if not missing:
            break
    return 1 - len(missing) / len(words)


def covered(prose: Iterable[Block], squeezed: str) -> int:
    """Return the number of characters of the paragraphs that an extracted text contains.

    `squeezed` is the extracted text without spaces. A paragraph counts if the text contains its
    first 60 characters.
    """
    return sum(len(p.squeezed) for p in prose if p.squeezed[:60] in squeezed)

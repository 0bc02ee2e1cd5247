"""Join the parts of a story that a page divides into several containers, around advertisements."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from summkit.patterns import regex
from summkit.reading.cleaning.furniture import line_rule
from summkit.reading.cleaning.wrapping import ends_sentence
from summkit.reading.formats.choice import HEADINGS, LONG_WORD, Block, Story
from summkit.reading.formats.deks import labels

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_CONTAINERS = frozenset({"div", "section", "article"})
# Elements that a container of a story's paragraphs does not contain.
_FOREIGN = ("form", "input", "nav", "footer", "aside", "h1", "table", "dl", "address", "time")
# Classes and ids of containers next to a story: class="about-us", id="footer".
_BESIDE = regex(
    r"foot|about|imprint|legal|contact|bio\b|author|relat|recommend|teaser|promo|card|item|list"
    r"|widget|comment|reaction|newsletter|subscri|sidebar|advert|sponsor|more|next|live|update|box"
    r"|faq|summary|caption|gallery|note|reference|source|correction",
    re.IGNORECASE,
)
_LEVELS = 4  # number of ancestors of the story's element whose children are examined
_LONGEST_LABEL = 40  # maximum characters of a label between two parts: "Advertisement"
_MOSTLY = 0.8  # minimum share of a container's text in its paragraphs
_LONG = 80  # minimum characters of a paragraph
_SHARED = 2  # minimum words that a single paragraph shares with the story


def join_parts(story: Story, prose: Iterable[Block], evidence: str) -> bool:
    """Move the containers that continue a story into the container with its first part.

    A container continues a story if it is adjacent to the story (only empty elements, pictures and
    short labels are between them) and contains only paragraphs of whole sentences: no heading, link
    list, form or date of another story.

    Parameters
    ----------
    story
        The story, whose element may contain only one part of the text.
    prose
        The page's blocks of running text.
    evidence
        The page's headline and description as one text.

    Returns
    -------
    bool
        Whether a container was moved.
    """
    inside: dict[HtmlElement, list[Block]] = {}
    own = {block.element for block in story.prose}
    for block in prose:
        if block.element in own:
            continue
        for element in block.element.iterancestors():
            inside.setdefault(element, []).append(block)
    if not inside:
        return False
    words = set(LONG_WORD.findall(" ".join([evidence, *(p.text for p in story.prose)]).lower()))
    node = story.home
    found: list[HtmlElement] = []
    for _ in range(_LEVELS):
        parent = node.getparent()
        if node.tag == "body" or parent is None:
            break
        below, ended = _run(node.itersiblings(), inside, words, node)
        above, begun = _run(node.itersiblings(preceding=True), inside, words, node)
        if found or below or above:
            found = [*reversed(above), *([node] if not found else []), *found, *below]
        if (ended and begun) or parent.tag == "body":
            break
        node = parent
    return _joined(found, story)


def _run(
    siblings: Iterator[HtmlElement],
    inside: dict[HtmlElement, list[Block]],
    words: set[str],
    node: HtmlElement,
) -> tuple[list[HtmlElement], bool]:
    """Return the containers next to `node` that continue its story; whether other text follows."""
    run: list[HtmlElement] = []
    for sibling in siblings:
        blocks = inside.get(sibling, [])
        if blocks and _continues(sibling, blocks, words, [node, *run]):
            run.append(sibling)
        elif not _is_between(sibling, blocks):
            return run, True
    return run, False


def _is_between(element: HtmlElement, blocks: list[Block]) -> bool:
    """Return whether an element may be between two parts: no text, a picture or a short label."""
    if blocks or element.tag in HEADINGS or element.tag in ("ul", "ol", "nav", "footer", "form"):
        return False
    if element.tag in ("figure", "hr", "br", "script", "style", "picture", "img"):
        return True
    text = " ".join(element.text_content().split())
    return len(text) <= _LONGEST_LABEL and not any(each.tag in HEADINGS for each in element.iter())


def _continues(
    element: HtmlElement, blocks: list[Block], words: set[str], parts: list[HtmlElement]
) -> bool:
    """Return whether a container continues the story. `parts` are the story's parts so far."""
    if element.tag not in _CONTAINERS or next(element.iter(*_FOREIGN), None) is not None:
        return False
    if any(each.tag in HEADINGS for each in element.iter(*HEADINGS)):
        return False
    alike = any(_same_kind(element, part) for part in parts)
    if not alike and _BESIDE.search(labels(element)):
        return False
    size = sum(len(block.squeezed) for block in blocks)
    if size < _MOSTLY * len("".join(element.text_content().split())):
        return False
    if not all(ends_sentence(b.text) and line_rule(b.text, begun=True) is None for b in blocks):
        return False
    if sum(block.linked for block in blocks) > (1 - _MOSTLY) * size:
        return False
    if alike or len(blocks) > 1:
        return any(len(block.text) >= _LONG or " " not in block.text for block in blocks)
    return len(words & set(LONG_WORD.findall(blocks[0].text.lower()))) >= _SHARED


def _same_kind(element: HtmlElement, other: HtmlElement) -> bool:
    """Return whether two elements have the same tag and class."""
    return bool(element.tag == other.tag and element.get("class") == other.get("class"))


def _joined(parts: list[HtmlElement], story: Story) -> bool:
    """Move all parts into the story's element; return whether there was another part."""
    if len(parts) < 2:
        return False
    home = story.home
    around = {home, *home.iterancestors()}
    place = next(n for n, part in enumerate(parts) if part in around)
    home.text, text = None, home.text
    for position, part in enumerate([*parts[:place], *parts[place + 1 :]]):
        part.tail = None
        part.tag = "div"
        if position < place:
            home.insert(position, part)
        else:
            home.append(part)
    if place:
        parts[place - 1].tail = text
    else:
        home.text = text
    return True

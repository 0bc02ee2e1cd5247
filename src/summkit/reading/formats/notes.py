"""Remove the notes at the foot of a page: the targets of footnotes' marks, and lists of notes."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from summkit.article import Dropped
from summkit.patterns import regex

if TYPE_CHECKING:
    from lxml.etree import XPath
    from lxml.html import HtmlElement

# The text of a mark: "1", "[2]", "*". A letter or word is a link to a part of the page.
_MARK = regex(r"[\[(]?(?:\d{1,3}|[*†‡§]{1,3})[\])]?")
# The id of a note: "fn1", "_ftn2", "cite_note-3".
_NOTE = regex(
    r"_?(?:ftn|fn|edn|foot-?note|end-?note|note|cite_note|fussnote)[-_:]?\d+", re.IGNORECASE
)
_BLOCKS = frozenset({"li", "p", "div", "dd", "aside"})
_LONGEST_MARK = 5  # characters
_BACK = "↩^↑⤴"  # the signs of a link from a note to its mark
_LONGEST = 1500  # characters of a note
_LONGEST_TITLE = 30  # characters of a heading above notes
_HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6"})


@cache
def _paths() -> tuple[XPath, XPath]:
    """Return the XPaths of marks, of their targets, and of elements with a note's id or role."""
    from lxml.etree import XPath

    return (
        XPath("//body//a | //body//*[@id]"),
        XPath(
            "//body//*[@role = 'doc-endnotes' or @role = 'doc-footnote' or @id[contains(., 'fn')"
            " or contains(., 'ftn') or contains(., 'edn') or contains(., 'note')]]"
        ),
    )


def drop_notes(tree: HtmlElement) -> list[Dropped]:
    """Remove notes and the heading above them, and return their texts."""
    links = [link for link in tree.iter("a") if (link.get("href") or "")[:1] == "#"]
    short = [(link, "".join(link.itertext()).strip()) for link in links]
    marks = [link for link, text in short if len(text) <= _LONGEST_MARK and _MARK.fullmatch(text)]
    if not marks and not any(text[:1] in _BACK for _, text in short if text):
        return []  # almost all pages return here
    blocks: dict[HtmlElement, None] = {}
    for element in _paths()[1](tree):
        name = element.get("id") or ""
        noted = element.tag in _BLOCKS and _NOTE.fullmatch(name) and _links_back(element)
        if noted or element.get("role") in ("doc-endnotes", "doc-footnote"):
            blocks[element] = None
    if marks:
        wanted = {mark.get("href")[1:] for mark in marks}
        seen: set[str] = set()
        order = {mark: mark.get("href")[1:] for mark in marks}
        for element in _paths()[0](tree):
            if element in order:
                seen.add(order[element])
            name = element.get("id") or (element.get("name") if element.tag == "a" else None)
            # A note comes after its mark; the mark may itself be the target of the note's link.
            if name and name in wanted and name in seen:
                block = _block(element)
                if block is not None and (element.tag != "sup" and _is_note(block, name)):
                    blocks[block] = None
    dropped: list[Dropped] = []
    for block in blocks:
        dropped += _without(block)
    return dropped


def _block(element: HtmlElement) -> HtmlElement | None:
    """Return the block of a note's target: itself or its nearest ancestor that is a block."""
    around: HtmlElement | None = element
    while around is not None and around.tag not in _BLOCKS:
        if around.tag in ("body", "article", "main", "section", "ol", "ul"):
            return None
        around = around.getparent()
    return around


def _is_note(block: HtmlElement, name: str) -> bool:
    """Return whether a short block is a list item, has a note's id, or begins with a mark."""
    text = "".join(block.itertext()).strip()
    if not text or len(text) > _LONGEST:
        return False
    first = text.split(None, 1)[0].rstrip(".:")
    return block.tag == "li" or bool(_NOTE.fullmatch(name)) or bool(_MARK.fullmatch(first))


def _links_back(element: HtmlElement) -> bool:
    """Return whether an element is short and contains a link to another place of the page."""
    if len("".join(element.itertext())) > _LONGEST:
        return False
    return any((link.get("href") or "").startswith("#") for link in element.iter("a"))


def _without(block: HtmlElement) -> list[Dropped]:
    """Remove a block, and its list and the heading above it if they are empty then."""
    parent = block.getparent()
    if parent is None:
        return []
    dropped = [Dropped(" ".join(block.text_content().split()), "footnote")]
    block.drop_tree()
    while parent.tag in ("ol", "ul", "section", "div") and not parent.text_content().strip():
        above, outer = parent.getprevious(), parent.getparent()
        if outer is None:
            break
        if above is not None and above.tag in _HEADINGS:
            title = " ".join(above.text_content().split())
            if len(title) <= _LONGEST_TITLE:
                dropped.append(Dropped(title, "footnote"))
                above.drop_tree()
        parent.drop_tree()
        parent = outer
    return [each for each in dropped if each.text]

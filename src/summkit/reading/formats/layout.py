"""Tables that only lay a page out are unwrapped, so that their cells are read as the page."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from summkit.reading.cleaning.wrapping import ends_sentence

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_PARTS = frozenset({"thead", "tbody", "tfoot", "tr", "td", "th", "caption"})
_COLUMNS = frozenset({"col", "colgroup"})
_RUNNING = 20  # words; a paragraph of so many that ends in a full stop is no figure or label
_LONG = 200  # characters, the same for scripts without spaces
_CELL = 100  # words of its own: a cell with its paragraphs parted by <br> alone


def unwrap_layout(tree: HtmlElement) -> None:
    """Make divs of tables that hold another table, a main heading, running text or only one row.

    Pages of the 2000s stand wholly in tables; trafilatura would give their article back as
    one Markdown table. A table of figures is none of these and stays as it is.
    """
    layout: dict[HtmlElement, None] = {}
    for element in tree.iter("table", "h1", "p", "td"):
        if element.tag == "table" or _is_running(element):
            for table in element.iterancestors("table"):
                if table in layout:
                    break  # and with it all tables around it
                layout[table] = None
    layout.update((table, None) for table in tree.iter("table") if _rows(table) < 2)
    for table in layout:
        _unwrap(table)


def _rows(table: HtmlElement) -> int:
    return len(list(islice(table.iter("tr"), 2)))


def _is_running(element: HtmlElement) -> bool:
    if element.tag == "h1":
        return True
    if element.tag == "td":
        pieces = [element.text or "", *(child.tail or "" for child in element)]
        return sum(len(piece.split()) for piece in pieces) >= _CELL
    text = "".join(element.itertext()).strip()
    long = len(text) >= _LONG or text.count(" ") + 1 >= _RUNNING
    return long and ends_sentence(text)


def _unwrap(table: HtmlElement) -> None:
    """Rename a table and its own parts, not those of tables inside it."""
    waiting = [table]
    while waiting:
        element = waiting.pop()
        waiting.extend(child for child in element if child.tag in _PARTS)
        for child in list(element):
            if child.tag in _COLUMNS:
                child.drop_tree()
        element.tag = "div"

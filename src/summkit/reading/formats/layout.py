"""Replace layout tables by divs, so that their cells are read as the page's text."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from summkit.reading.cleaning.wrapping import ends_sentence

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_PARTS = frozenset({"thead", "tbody", "tfoot", "tr", "td", "th", "caption"})
_COLUMNS = frozenset({"col", "colgroup"})
_RUNNING = 20  # minimum words; a paragraph with as many words and a full stop is no figure or label
_LONG = 200  # minimum characters of such a paragraph in scripts without spaces
_CELL = 100  # minimum words directly in a cell whose paragraphs are only separated by <br>


def unwrap_layout(tree: HtmlElement) -> None:
    """Turn layout tables into divs: tables with an inner table, an <h1>, running text, or one row.

    Pages of the 2000s consist of tables, and trafilatura would return their articles as a Markdown
    table. A table of figures has none of these marks and stays a table.
    """
    layout: dict[HtmlElement, None] = {}
    for element in tree.iter("table", "h1", "p", "td"):
        if element.tag == "table" or _is_running(element):
            for table in element.iterancestors("table"):
                if table in layout:
                    break  # the tables that contain this table are layout tables too
                layout[table] = None
    layout.update((table, None) for table in tree.iter("table") if _rows(table) < 2)
    for table in layout:
        _unwrap(table)


def _rows(table: HtmlElement) -> int:
    return len(list(islice(table.iter("tr"), 2)))


def _is_running(element: HtmlElement) -> bool:
    """Return whether an element is a main heading or running text."""
    if element.tag == "h1":
        return True
    if element.tag == "td":
        pieces = [element.text or "", *(child.tail or "" for child in element)]
        return sum(len(piece.split()) for piece in pieces) >= _CELL
    text = "".join(element.itertext()).strip()
    long = len(text) >= _LONG or text.count(" ") + 1 >= _RUNNING
    return long and ends_sentence(text)


def _unwrap(table: HtmlElement) -> None:
    """Rename a table and its rows and cells, but not tables inside them."""
    waiting = [table]
    while waiting:
        element = waiting.pop()
        waiting.extend(child for child in element if child.tag in _PARTS)
        for child in list(element):
            if child.tag in _COLUMNS:
                child.drop_tree()
        element.tag = "div"

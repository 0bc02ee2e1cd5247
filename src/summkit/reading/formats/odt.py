"""Read an OpenDocument text (ODT) as an Article, with all tracked changes accepted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summkit.article import Article
from summkit.reading.formats.office import (
    Block,
    Package,
    article_of,
    lines_of,
    properties,
    row_blocks,
)
from summkit.reading.formats.xml import attribute, local_name
from summkit.reading.limits import DEFAULT_LIMITS, Limits

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

# Deleted text, notes, pictures, comments, and lists that the program generates.
_UNSEEN = frozenset(
    "tracked-changes note annotation annotation-end forms sequence-decls table-of-content"
    " alphabetical-index bibliography illustration-index hidden-text ruby-text".split()
)
_BESIDE = frozenset("Caption Illustration Figure Table Drawing Header Footer Footnote".split())
_SPACES = {"s": " ", "tab": " ", "line-break": "\n"}


def read_odt(
    data: bytes,
    *,
    id: str = "",
    source: str = "",
    language: str | None = None,
    declared: str | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> Article:
    """Read an OpenDocument text; see `summkit.reading.formats.docx.read_docx`.

    Raises
    ------
    InputError
        If it is no ODT, is damaged, unpacks to more than `limits.max_bytes`, or has no text.
    """
    package = Package(data, limits, source)
    root = package.xml("content.xml")
    text = (
        next((each for each in root.iter() if _is_text(each)), None) if root is not None else None
    )
    if root is None or text is None:
        raise package.refuse("OpenDocument text")
    reader = _Reader(_styles(root))
    reader.walk(text, reader.blocks)
    title, code = properties(package.xml("meta.xml"))
    return article_of(
        reader.blocks, reader.tables, title=title, id=id, source=source,
        language=language or code, kind="OpenDocument text",
    )  # fmt: skip


def _is_text(element: Element) -> bool:
    """Return whether an element is the text of the document's body."""
    above = element.getparent()
    return local_name(element) == "text" and above is not None and local_name(above) == "body"


def _styles(root: Element) -> tuple[dict[str, str], frozenset[str]]:
    """Return the parent style of each automatic style, and the styles that hide text."""
    parents: dict[str, str] = {}
    hidden: set[str] = set()
    for style in root.iter():
        if local_name(style) == "style":
            name = attribute(style, "name")
            parents[name] = attribute(style, "parent-style-name")
            if any(attribute(each, "display") == "none" for each in style):
                hidden.add(name)
    return parents, frozenset(hidden)


class _Reader:
    """The reader of a document's text: its blocks and its tables."""

    def __init__(self, styles: tuple[dict[str, str], frozenset[str]]) -> None:
        self.parents, self.hidden = styles
        self.blocks: list[Block] = []
        self.tables: list[list[str]] = []

    def walk(self, element: Element, blocks: list[Block]) -> None:
        """Append the blocks inside an element to `blocks`, and rows of data to the tables."""
        for child in element:
            name = local_name(child)
            if name in _UNSEEN or attribute(child, "display") == "none":
                continue
            if name in ("p", "h"):
                style = attribute(child, "style-name")
                if style in self.hidden or self._is_beside(style):
                    continue
                role = self._role(style) if name == "p" else "heading"
                role = "title" if self._role(style) == "title" else role
                blocks += [Block(line, role) for line in lines_of(self._text(child))]
            elif name == "table-row":
                cells: list[list[Block]] = []
                for cell in child:
                    cells.append([])
                    self.walk(cell, cells[-1])
                text, data = row_blocks(cells)
                blocks += text
                self.tables += [data] if data else []
            else:
                self.walk(child, blocks)

    def _role(self, style: str) -> str:
        names = (style, self.parents.get(style, ""))
        return next((name.lower() for name in names if name in ("Title", "Subtitle")), "text")

    def _is_beside(self, style: str) -> bool:
        """Return whether a style is a style of captions, headers or footers."""
        return any(name in _BESIDE for name in (style, self.parents.get(style, "")))

    def _text(self, element: Element) -> str:
        """Return the visible text of a paragraph."""
        parts = [element.text or ""]
        for child in element:
            name = local_name(child)
            if name == "s":
                parts.append(" " * min(int(attribute(child, "c") or 1), 100))
            elif name in _SPACES:
                parts.append(_SPACES[name])
            elif not (
                name in _UNSEEN or name == "frame" or attribute(child, "style-name") in self.hidden
            ):
                parts.append(self._text(child))
            parts.append(child.tail or "")
        return "".join(parts)

"""Read a Word document (DOCX) as an Article, with all tracked changes accepted."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from summkit.article import Article
from summkit.errors import InputError
from summkit.patterns import regex
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

# Deleted or moved text, drawings, field codes, and notes, which are in other parts of the file.
_UNSEEN = frozenset(
    "del moveFrom instrText delText delInstrText drawing pict object Fallback footnoteReference"
    " endnoteReference commentReference fldData rPr pPr sectPr".split()
)
_BREAKS = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "‑", "softHyphen": ""}
_PRIVATE = 0xF000  # the first code of a symbol in Word: the place in the font is added
# The characters of the font Symbol (Adobe's encoding) by their place.
_SYMBOLS = {
    **dict(zip(range(0x41, 0x5B), "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ", strict=True)),
    **dict(zip(range(0x61, 0x7B), "αβχδεφγηιϕκλμνοπθρστυϖωξψζ", strict=True)),
    0x40: "≅", 0x2D: "−", 0x5E: "⊥", 0x7E: "∼", 0xA0: "€", 0xA1: "ϒ", 0xA2: "′", 0xA3: "≤",
    0xA5: "∞", 0xAB: "↔", 0xAC: "←", 0xAD: "↑", 0xAE: "→", 0xAF: "↓", 0xB0: "°", 0xB1: "±",
    0xB2: "″", 0xB3: "≥", 0xB4: "×", 0xB5: "∝", 0xB7: "•", 0xB8: "÷", 0xB9: "≠", 0xBA: "≡",
    0xBB: "≈", 0xBC: "…", 0xD0: "∠", 0xD2: "®", 0xD3: "©", 0xD4: "™", 0xD5: "∏", 0xD6: "√",
    0xD7: "⋅", 0xE5: "∑", 0xF2: "∫",
}  # fmt: skip
# The characters of the font Wingdings that occur in texts.
_DINGBATS = {
    0x6C: "●", 0x6E: "■", 0x9F: "•", 0xA7: "▪", 0xDF: "←", 0xE0: "→", 0xE8: "➔", 0xF0: "⇨",
    0xFC: "✓", 0xFB: "✗", 0xFE: "☑", 0x4A: "☺", 0xAB: "★",
}  # fmt: skip
_MAIN = regex(r"word/document\d*\.xml")  # the part with the text: "word/document.xml"
# Styles of paragraphs outside the running text: "Caption", "toc 1".
_BESIDE = regex(r"caption|toc \d|toc heading|table of figures|(?:foot|end)note text|header|footer"
                r"|TOC\d|TOCHeading|Beschriftung|Légende|Lgende", re.IGNORECASE)  # fmt: skip
# Styles of headings, in translated versions of Word too: "heading 1", "Überschrift 2".
_HEADING = regex(r"heading\s*\d|überschrift\s*\d|titre\s*\d|título\s*\d|titolo\s*\d|kop\s*\d",
                      re.IGNORECASE)  # fmt: skip


def read_docx(
    data: bytes,
    *,
    id: str = "",
    source: str = "",
    language: str | None = None,
    declared: str | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> Article:
    """Read a Word document.

    The headline is a paragraph of the style Title, or else a heading above the text. A paragraph
    of the style Subtitle below it is the dek. Deleted and hidden text, notes, comments, pictures
    and tables of data are left out.

    Raises
    ------
    InputError
        If the data is no DOCX, is damaged, unpacks to more than `limits.max_bytes`, or has no text.
    """
    package = Package(data, limits, source)
    root = package.xml(next(filter(_MAIN.fullmatch, sorted(package.names)), ""))
    if root is None:
        raise package.refuse("Word document")
    body = next((each for each in root if local_name(each) == "body"), None)
    reader = _Reader(_styles(package))
    reader.blocks_of(body if body is not None else root, reader.blocks)
    title, code = properties(package.xml("docProps/core.xml"))
    return article_of(
        reader.blocks, reader.tables, title=title, id=id, source=source,
        language=language or code, kind="Word document",
    )  # fmt: skip


def _styles(package: Package) -> dict[str, tuple[str, bool]]:
    """Return each style's name (in English in any Word) and whether it hides text."""
    try:
        root = package.xml("word/styles.xml")
    except InputError:
        return {}  # a damaged list of styles does not affect the text
    styles: dict[str, tuple[str, bool]] = {}
    for style in root if root is not None else ():
        if local_name(style) == "style":
            name = next((_value(each) for each in style if local_name(each) == "name"), "")
            styles[attribute(style, "styleId")] = name, _vanishes(style)
    return styles


class _Reader:
    """The reader of a document's body: its blocks of text and its tables."""

    def __init__(self, styles: dict[str, tuple[str, bool]]) -> None:
        self.styles = styles
        self.blocks: list[Block] = []
        self.tables: list[list[str]] = []

    def blocks_of(self, element: Element, blocks: list[Block]) -> None:
        """Append the paragraphs inside an element to `blocks`, and the tables' text."""
        for child in element:
            name = local_name(child)
            if name == "p":
                role, hidden = self._role(child)
                text = "" if hidden else self._text(child)
                blocks += [Block(line, role) for line in lines_of(text)]
            elif name == "tbl":
                self._table(child, blocks)
            elif name not in _UNSEEN:
                self.blocks_of(
                    child, blocks
                )  # content controls and inserted paragraphs contain text

    def _table(self, table: Element, blocks: list[Block]) -> None:
        """Append the text of a table's layout cells to `blocks`; store rows of data separately."""
        for row in table.iter():
            if local_name(row) != "tr" or next(_above(row, "tbl"), None) is not table:
                continue
            cells: list[list[Block]] = []
            for cell in row.iter():
                if local_name(cell) == "tc" and next(_above(cell, "tr"), None) is row:
                    cells.append([])
                    self.blocks_of(cell, cells[-1])
            text, data = row_blocks(cells)
            blocks += text
            self.tables += [data] if data else []

    def _role(self, paragraph: Element) -> tuple[str, bool]:
        """Return a paragraph's role ("title", "heading", "text"...) and whether it is left out."""
        for element in paragraph:
            if local_name(element) == "pPr":
                for each in element:
                    if local_name(each) == "pStyle":
                        style = _value(each)
                        name, hidden = self.styles.get(style, (style, False))
                        return _role_of(name), hidden or _BESIDE.fullmatch(name.strip()) is not None
        return "text", False

    def _text(self, element: Element) -> str:
        """Return the visible text of a paragraph."""
        parts: list[str] = []
        for child in element:
            name = local_name(child)
            if name in _UNSEEN or (name == "r" and self._hidden(child)):
                continue
            if name == "sym":
                parts.append(_symbol(child))
            elif name == "t":
                parts.append(child.text or "")
            elif name in _BREAKS:
                parts.append(_BREAKS[name])
            else:
                parts.append(self._text(child))
        return "".join(parts)

    def _hidden(self, run: Element) -> bool:
        """Return whether a run of text, or its style, is hidden."""
        for element in run:
            if local_name(element) == "rPr":
                if _vanishes(element) or _is_struck(element):
                    return True
                for each in element:
                    if local_name(each) == "rStyle":
                        return self.styles.get(_value(each), ("", False))[1]
        return False


def _role_of(style: str) -> str:
    """Return the role of a paragraph by the name of its style."""
    name = style.strip().lower()
    if name == "title":
        return "title"
    if name == "subtitle":
        return "subtitle"
    return "heading" if _HEADING.match(name) else "text"


def _vanishes(element: Element) -> bool:
    """Return whether a style or run has the property "vanish" (hidden text)."""
    return any(
        local_name(each) == "vanish" and _value(each) not in ("0", "false", "off")
        for each in element.iter()
    )


def _is_struck(properties: Element) -> bool:
    """Return whether the properties of a run strike it out: an editor deleted its text."""
    return any(
        local_name(each) in ("strike", "dstrike") and _value(each) not in ("0", "false", "off")
        for each in properties
    )


def _symbol(element: Element) -> str:
    """Return the character of a symbol, which Word stores by its place in a font; "" if unknown."""
    try:
        code = int(attribute(element, "char"), 16)
    except ValueError:
        return ""
    font = attribute(element, "font").strip().lower()
    if not _PRIVATE <= code < _PRIVATE + 0x100:
        return chr(code) if 0x20 <= code < 0xD800 else ""
    table = _SYMBOLS if font == "symbol" else _DINGBATS if font == "wingdings" else {}
    place = code - _PRIVATE
    ascii_ = chr(place) if 0x20 <= place < 0x7F and font != "wingdings" else ""
    return table.get(place, ascii_)


def _above(element: Element, name: str):  # type: ignore[no-untyped-def]
    """Return the ancestors of an element that have this name, the nearest first."""
    return (each for each in element.iterancestors() if local_name(each) == name)


def _value(element: Element) -> str:
    return attribute(element, "val")

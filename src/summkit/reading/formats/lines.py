"""Convert trafilatura's result to one line per paragraph, in which only tags break lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summkit.patterns import regex
from summkit.reading.cleaning.phrases import phrases
from summkit.reading.cleaning.wrapping import ends_sentence, wide_characters

if TYPE_CHECKING:
    from lxml.etree import _Element

_INLINE = frozenset(
    {"hi", "ref", "del", "graphic", "span", "a", "b", "i", "em", "strong", "u", "sub", "sup"}
)
_BREAK = "\x00"  # a single <br>; NUL bytes of the page itself were removed before
_PART = "\x01"  # a paragraph break
_SPACE = regex(r"\s+")  # white space
_SPACES = regex(r"[^\S\x1e\x1f]+")  # white space except the marks ITEM and ROW
_EMPHASIS = regex("[\x02\x03]")  # the marks of bold text
_BLANK = regex(r"\n[^\S\n]*\n\s*")  # a blank line
_PARAGRAPH = 120  # minimum characters of a line between two <br> that is a paragraph
_SENTENCE = 12  # minimum characters of a line that may continue after a <br>
_CELL = 80  # minimum characters of a cell that is text
ITEM = "\x1e"  # before a list's item
_BOLD, _LIGHT = "\x02", "\x03"  # before and after bold text
ROW = "\x1f"  # before each cell of a table's row


def lines_of(body: _Element) -> list[str]:
    """Return the paragraphs of an extracted tree, each on one line."""
    parts: list[str] = []
    _collect(body, parts)
    lines: list[str] = []
    for block in "".join(parts).split(_PART):
        if _BREAK in block:
            lines += joined([_SPACES.sub(" ", line).strip(" ") for line in block.split(_BREAK)])
        elif line := _SPACES.sub(" ", _EMPHASIS.sub("", block)).strip(" "):
            lines.append(line)
    return [line for line in lines if line.strip(ITEM + " ")]


def _collect(element: _Element, parts: list[str]) -> None:
    """Append the text of an element to `parts`, without recursion, since pages nest deeply."""
    waiting: list[tuple[_Element | str, bool]] = [(element, False)]
    while waiting:
        item, _ = waiting.pop()
        if isinstance(item, str):
            parts.append(item)
            continue
        if item.tag == "lb":
            parts.append(_BREAK)
            if item.text:
                parts.append(item.text)
            continue
        if item.tag == "row" and (row := _row(item)):
            parts += (_PART, row, _PART)
            continue
        block = item.tag not in _INLINE and not (
            item.tag == "code" and item.getparent() is not None and item.getparent().tag == "p"
        )
        if block:
            parts.append(_PART)
        if item.tag == "item":
            parts.append(ITEM)
        bold = item.tag == "hi" and item.get("rend") == "#b"
        if bold:
            parts.append(_BOLD)
        if item.text:
            parts.append(_preserved(item.text) if item.tag == "code" and block else item.text)
        following: list[tuple[_Element | str, bool]] = []
        for child in item:
            following.append((child, False))
            if child.tail:
                following.append((child.tail, False))
        if block or bold:
            following.append((_PART if block else _LIGHT, False))
        waiting.extend(reversed(following))


def _row(row: _Element) -> str:
    """Return a row of figures or labels on one line; "" for a row that contains sentences."""
    cells = [_SPACE.sub(" ", "".join(cell.itertext())).strip() for cell in row]
    texts = sum(
        len(cell) > _CELL or (cell.count(" ") > 6 and ends_sentence(cell)) for cell in cells
    )
    if texts and len(cells) - texts < 2:
        return ""
    return ROW + ROW.join(cell for cell in cells if cell)


def _preserved(text: str) -> str:
    """Return text of a <pre>, in which blank lines separate paragraphs."""
    return _BLANK.sub(_PART, text.strip("\n")).replace("\n", _BREAK)


def joined(lines: list[str]) -> list[str]:
    """Join lines that single <br> separate, if they belong to one paragraph.

    An empty line comes from a second <br> and separates paragraphs.
    """
    paragraphs: list[list[str]] = [[]]
    for line in lines:
        if not line.strip(f"{_BOLD}{_LIGHT} "):
            paragraphs.append([])
        elif paragraphs[-1] and not _continues(paragraphs[-1][-1], line):
            paragraphs.append([line])
        else:
            paragraphs[-1].append(line)
    result = []
    for pieces in paragraphs:
        if pieces:
            text = ""
            for piece in pieces:
                piece = _EMPHASIS.sub("", piece).strip(" ")
                tight = not text or wide_characters(text[-1:] + piece[:1]) == 2
                text += piece if tight else f" {piece}"
            result.append(text)
    return result


def _continues(before: str, after: str) -> bool:
    """Return whether the line after a <br> belongs to the same paragraph as the line before it."""
    title = before.startswith(_BOLD) and before.find(_LIGHT) == len(before) - 1
    before, after = _EMPHASIS.sub("", before).strip(" "), _EMPHASIS.sub("", after).strip(" ")
    if title or not before or not after:
        return not title
    if ends_sentence(before):
        return len(before) < _PARAGRAPH and len(after) < _PARAGRAPH and ends_sentence(after)
    first = after.lstrip("\"'“„«‘(")[:1]
    if first.islower() or before[-1] in ",;–—-" or after[0] in ",;.)":
        return True
    if not ends_sentence(after) or before[-1] in ":：":
        return False
    if wide_characters(before) >= _SENTENCE / 2:
        return True
    if len(before) < _SENTENCE:
        return False
    # "… with Mayor<br>Ida Hale on deck." is one sentence. A title or label above a sentence is not
    # part of it.
    word = after.split(None, 1)[0].strip("\"'“”„«»‘’,")
    return before.count(" ") >= 2 and word not in phrases().determiners

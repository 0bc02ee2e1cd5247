r"""Read RTF as an Article.

striprtf (the extra `documents`) handles destinations, code pages and \u; it is small, maintained
and pure Python. striprtf would print hidden and deleted text, cells of tables and instructions of
fields as text, so this module removes or marks them first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from summkit.article import Article
from summkit.errors import InputError
from summkit.patterns import regex
from summkit.reading.formats.office import Block, article_of, row_blocks
from summkit.reading.limits import DEFAULT_LIMITS, Limits

# A control word, an escaped byte, a control symbol, a brace, or text: "\b0", "\'e9", "\~".
_TOKEN = regex(
    r"\\([A-Za-z]{1,32})(-?\d{1,10})? ?|\\'[0-9A-Fa-f]{2}|\\[^A-Za-z]|[{}]|[^\\{}]+", re.DOTALL
)
_BINARY = regex(rb"\\bin(\d{1,9}) ?")  # "\bin1024 ", before 1024 bytes of a picture
_HIGH = regex(rb"[\x80-\xff]")  # a byte that is not ASCII
_TITLE = regex(r"\{\\title ([^{}]{1,300})\}")  # "{\title Fire in port}"
_CELL = "\x1f"
_ROW = "\x1e"
_LINE = "\x1d"
_RENAMED = {"cell": _CELL, "nestcell": _CELL, "row": _ROW, "nestrow": _ROW, "line": _LINE}
_FONT = regex(r"\{\\f(\d{1,5})\b[^{};]{0,200}?\\fcharset(\d{1,3})\b")  # "{\f1\fcharset204"
# Code pages of fonts, by the number of their character set.
_PAGES = {
    128: "cp932", 129: "cp949", 134: "gb18030", 136: "big5", 161: "cp1253", 162: "cp1254",
    163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874",
    238: "cp1250",
}  # fmt: skip
_MOST_INSTEAD = 8  # bytes after "\u" that repeat its character for old programs
_ANSI = regex(r"\\ansicpg(\d{3,5})")  # "\ansicpg1252"
_ANSI_PAGES = frozenset("437 850 852 866 874 932 936 949 950".split()) | {
    str(page) for page in range(1250, 1259)
}
_TOGGLES = ("v", "deleted")
_SHOWN = ("par", "pard", "f", "uc", "row", "ansicpg", "fonttbl", "stylesheet", "info")


def read_rtf(
    data: bytes,
    *,
    id: str = "",
    source: str = "",
    language: str | None = None,
    declared: str | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> Article:
    r"""Read a rich text file.

    Each ``\par`` ends a paragraph. The first line is the headline if it looks like a headline.

    Raises
    ------
    InputError
        If the data is no RTF or has no text, or the extra `documents` is not installed.
    """
    try:
        from striprtf import striprtf
    except ImportError:
        raise InputError(
            "reading RTF needs an extra package: pip install 'summkit[documents]'", source
        ) from None
    if not data.lstrip().startswith(b"{\\rtf"):
        raise InputError("not RTF: it does not begin with {\\rtf", source)
    markup = _escaped(data)
    convert: Any = striprtf.rtf_to_text
    try:
        text: str = convert("".join(_visible(_in_unicode(markup))), errors="replace")
    except (ValueError, IndexError, LookupError, OverflowError, TypeError) as error:
        raise InputError(f"the RTF is damaged ({error})", source) from error
    title = _TITLE.search(markup)
    blocks, tables = _blocks(text)
    return article_of(
        blocks, tables, title=title[1].strip() if title else None, id=id, source=source,
        language=language, kind="RTF",
    )  # fmt: skip


def _escaped(data: bytes) -> str:
    """Return RTF in ASCII: without binary pictures, and with raw bytes written as escapes."""
    parts, position = [], 0
    while match := _BINARY.search(data, position):
        parts.append(data[position : match.start()])
        position = match.end() + int(match[1])
    parts.append(data[position:])
    ascii_ = _HIGH.sub(lambda byte: b"\\'%02x" % byte[0][0], b"".join(parts))
    return ascii_.decode("ascii").replace("\x00", "")


def _in_unicode(markup: str) -> str:
    r"""Return RTF in which bytes in a font of another alphabet are written as "\u" escapes."""
    pages = {int(font): _PAGES.get(int(kind), "") for font, kind in _FONT.findall(markup)}
    if not any(pages.values()):
        return markup
    ansi = _ANSI.search(markup)
    default_page = f"cp{ansi[1]}" if ansi and ansi[1] in _ANSI_PAGES else "cp1252"
    parts: list[str] = []
    fonts, pending = [default_page], bytearray()
    instead, each_instead = 0, 1  # bytes that repeat a "\u" character for old programs
    for match in _TOKEN.finditer(markup):
        piece = match[0]
        if piece[:2] == "\\'" and instead:
            instead -= 1
        elif piece[:2] == "\\'":
            pending.append(int(piece[2:], 16))
            continue
        if pending:
            parts += [_escape(each) for each in pending.decode(fonts[-1], "replace")]
            pending.clear()
        if piece == "{":
            fonts.append(fonts[-1])
        elif piece == "}" and len(fonts) > 1:
            fonts.pop()
        elif match[1] == "f" and match[2]:
            fonts[-1] = pages.get(int(match[2])) or default_page
        elif match[1] == "plain":
            fonts[-1] = default_page
        if match[1] == "uc":
            each_instead = min(max(int(match[2] or 1), 0), _MOST_INSTEAD)
        elif match[1] == "u":
            instead = each_instead
        elif piece[:2] != "\\'":
            instead = 0
        parts.append(piece)
    return "".join(parts)


def _escape(character: str) -> str:
    code = ord(character)
    return f"\\u{code - 0x10000 if code > 0x7FFF else code}?" if code < 0x10000 else "?"


def _visible(markup: str) -> Iterator[str]:
    """Yield RTF without hidden and deleted text and fields' instructions, with cells marked."""
    hidden: list[bool] = [False]  # for each open group; the innermost group is last
    skipped = 0  # the level of a field's instruction; 0 outside of an instruction
    for match in _TOKEN.finditer(markup):
        piece, word = match[0], match[1]
        if piece == "{":
            hidden.append(hidden[-1])
        elif piece == "}":
            if len(hidden) == 1:
                return
            if skipped == len(hidden):
                skipped = 0
            hidden.pop()
        elif word in _TOGGLES:
            hidden[-1] = match[2] != "0"
            continue
        elif word == "fldinst":
            skipped = skipped or len(hidden)
        elif word == "plain":
            hidden[-1] = False
        elif skipped or (hidden[-1] and word not in _SHOWN):
            continue
        elif word == "u" and not -0x10000 < int(match[2] or 0) < 0x110000:
            yield "\\u65533 "  # an impossible number must not make the whole text unreadable
            continue
        elif word in _RENAMED:
            yield _RENAMED[word]
            continue
        yield piece


def _blocks(text: str) -> tuple[list[Block], list[list[str]]]:
    """Return the paragraphs, and the rows of tables of data."""
    blocks: list[Block] = []
    tables: list[list[str]] = []
    for piece in text.replace(_LINE, "\n").split("\n"):
        rows = piece.split(_ROW)
        for row in rows:
            cells = row.split(_CELL)
            if len(cells) == 1:
                blocks += [Block(row.strip())] if row.strip() else []
                continue
            laid_out, data = row_blocks([[Block(cell.strip())] for cell in cells if cell.strip()])
            blocks += laid_out
            tables += [data] if data else []
    return blocks, tables

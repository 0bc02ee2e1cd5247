"""Columns of text side by side on a terminal of fixed width."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

GAP = 2
"""Number of spaces between two columns."""

NARROWEST = 12
"""Smallest width of a column of words.

If the terminal is narrower, columns move to a second block.
"""

# A name such as sumy:lex-rank:threshold=0.2 may be broken after these signs; a minus sign stays
# with its number.
_BREAKS = re.compile(r"-?[^\s:,;=/_|-]*(?:[\s:,;=/_|]|-(?!\d))*")


@dataclass(frozen=True, slots=True)
class Boxed:
    """A column as text: its head, its cells (one line each), and its alignment."""

    head: str
    cells: tuple[str, ...]
    right: bool

    @property
    def natural(self) -> int:
        """The width for every cell on one line. The head may wrap at its spaces.

        A sign such as an arrow stays on the same line as the word before it.
        """
        words = self.head.split() or [""]
        if len(words) > 1 and not words[-1].isalnum():
            words[-2:] = [f"{words[-2]} {words[-1]}"]
        return max(map(display_width, [*self.cells, *words]), default=0)


def display_width(text: str) -> int:
    """Return the number of terminal columns that a text needs."""
    return sum(map(_character_width, text))


def _character_width(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in ("W", "F") else 1


def wrap(text: str, width: int) -> list[str]:
    """Break a name into lines of at most `width` characters, after punctuation if possible."""
    lines = [""]
    for piece in _BREAKS.findall(text):
        if display_width(lines[-1] + piece.rstrip()) <= width:
            lines[-1] += piece
            continue
        if lines[-1]:
            lines.append("")
        for character in piece:
            if lines[-1] and display_width(lines[-1] + character) > width:
                lines.append("")
            lines[-1] += character
    return [line.rstrip() for line in lines if line.strip()] or [""]


def fit(columns: Sequence[Boxed], width: int) -> list[list[str]]:
    """Return blocks of lines, at most `width` columns wide, that contain all columns.

    Every block begins with the first column. If the terminal is too narrow for this column and
    one other, the lines are longer than `width`.
    """
    first, rest = columns[0], list(columns[1:])
    blocks = []
    while True:
        taken = _number_that_fit(first, rest, width)
        blocks.append(_block([first, *rest[:taken]], width))
        rest = rest[taken:]
        if not rest:
            return blocks


def _number_that_fit(first: Boxed, rest: Sequence[Boxed], width: int) -> int:
    used = _minimum_width(first)
    for number, column in enumerate(rest):
        used += GAP + _minimum_width(column)
        if used > width:
            return max(1, number)
    return len(rest)


def _minimum_width(column: Boxed) -> int:
    return column.natural if column.right else min(column.natural, NARROWEST)


def _block(columns: Sequence[Boxed], width: int) -> list[str]:
    widths = [column.natural for column in columns]
    # The widest column of words is narrowed first.
    spare = sum(widths) + GAP * (len(widths) - 1) - width
    while spare > 0:
        words = [n for n, c in enumerate(columns) if not c.right and widths[n] > NARROWEST]
        if not words:
            break
        widest = max(words, key=lambda number: widths[number])
        widths[widest] -= 1
        spare -= 1
    lines = _row([column.head for column in columns], columns, widths)
    lines.append((" " * GAP).join("-" * size for size in widths))
    for number in range(len(columns[0].cells)):
        lines += _row([column.cells[number] for column in columns], columns, widths)
    return lines


def _row(texts: Sequence[str], columns: Sequence[Boxed], widths: Sequence[int]) -> list[str]:
    cells = []
    for text, width in zip(texts, widths, strict=True):
        # Spaces at the end of a number are the place of its marks, so they are not stripped.
        fits = display_width(text) <= width
        cells.append([text] if fits else wrap(text, width))
    lines = []
    for height in range(max(map(len, cells))):
        parts = []
        for cell, column, width in zip(cells, columns, widths, strict=True):
            text = cell[height] if height < len(cell) else ""
            blanks = " " * (width - display_width(text))
            parts.append(blanks + text if column.right else text + blanks)
        lines.append((" " * GAP).join(parts))
    return lines

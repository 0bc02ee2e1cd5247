"""A table as plain data, and its rendering for a terminal and as Markdown, CSV, LaTeX and HTML."""

from __future__ import annotations

import csv
import io
import math
import re
import textwrap
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Literal

from summkit.errors import UsageError
from summkit.metrics.column import Column
from summkit.report.columns import Boxed, fit
from summkit.report.escape import latex, markdown, one_line, spreadsheet

WIDTH = 80
"""Default width of a table on a terminal, in columns."""

BEST = "»"
"""Sign before the best value, for output without bold text."""

REMARK = "†"
"""Sign after the name of a system with a remark; the remark is below the table."""

MISSING = "–"
"""Sign for a missing value; in CSV the field is empty."""


# A number or an interval. In these, a hyphen before a digit is a minus sign.
_NUMBERS = re.compile(r"-?\d+(\.\d+)?( to -?\d+(\.\d+)?)?")


@dataclass(frozen=True, slots=True)
class Cell:
    """The content of one cell of a table.

    Attributes
    ----------
    text
        The text as people read it.
    value
        The unrounded number, for programs; None if the cell contains words.
    best
        Whether the value is the best of its column.
    mark
        A sign that a note explains, such as a mark of significance.
    remarks
        Remarks on the system in the cell. They are below the table, and `REMARK` refers to them.
        In CSV they are in a separate column.
    """

    text: str
    value: float | None = None
    best: bool = False
    mark: str = ""
    remarks: tuple[str, ...] = ()

    @property
    def signs(self) -> str:
        """The mark, followed by `REMARK` if there are remarks."""
        return self.mark + REMARK * bool(self.remarks)

    @classmethod
    def number(
        cls, value: float | None, decimals: int = 4, *, best: bool = False, mark: str = ""
    ) -> Cell:
        """Return a cell for a number, rounded for people; None and NaN are missing values."""
        if value is None or not math.isfinite(value):
            return cls(MISSING, None, best, mark)
        # Adding 0 turns a rounded -0.0 into 0.0.
        return cls(f"{round(value, decimals) + 0:.{decimals}f}", value, best, mark)

    @classmethod
    def of(cls, value: float | None, column: Column, *, best: bool = False, mark: str = "") -> Cell:
        """Return a cell for a value of a column, in the unit of the tables: a share times 100."""
        if value is None:
            return cls.number(None, best=best, mark=mark)
        return cls.number(column.scale * value, column.decimals, best=best, mark=mark)


@dataclass(frozen=True, slots=True)
class Heading:
    """The head of a column, and its kind: numbers (aligned right) or words.

    Attributes
    ----------
    arrow
        The better direction, "↑" or "↓", if the column has one. Not written in CSV.
    """

    name: str
    kind: Literal["number", "text"] = "number"
    arrow: str = ""

    @classmethod
    def of(cls, column: Column) -> Heading:
        """Return the head of a column of a metric."""
        return cls(column.label, arrow=column.arrow)

    @property
    def text(self) -> str:
        """The name with the arrow."""
        return f"{self.name} {self.arrow}".rstrip()


@dataclass(frozen=True, slots=True)
class Table:
    """A table. Its first column contains the names of the rows.

    Attributes
    ----------
    title
        One line.
    columns, rows
        Every row has one cell per column.
    notes
        Explanations below the table, such as the meaning of the marks.
    label
        The label in LaTeX, after "tab:"; by default made from the title.

    Raises
    ------
    UsageError
        If there is no column, or if a row has the wrong number of cells.
    """

    title: str
    columns: tuple[Heading, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[str, ...] = ()
    label: str = ""

    def __post_init__(self) -> None:
        if not self.columns:
            raise UsageError("a table needs at least one column")
        for row in self.rows:
            if len(row) != len(self.columns):
                raise UsageError(f"a row of {len(row)} cells in {len(self.columns)} columns")

    @property
    def has_best(self) -> bool:
        """Whether any cell is the best of its column."""
        return any(cell.best for row in self.rows for cell in row)

    def notes_of(self, best: str) -> list[str]:
        """Return all notes below the table: the sign for the best value, remarks, and `notes`."""
        cells = [cell for row in self.rows for cell in row]
        remarks = [f"{REMARK} {c.text} {remark}" for c in cells for remark in c.remarks]
        return [*([best] if self.has_best else []), *dict.fromkeys(remarks), *self.notes]


def as_text(table: Table, *, width: int = WIDTH) -> str:
    """Return the table for a terminal of `width` columns.

    Long names are wrapped within their column. If the columns do not fit side by side, the
    remaining columns follow in a second block with the same row names.
    """
    boxes = [_boxed(table, number) for number in range(len(table.columns))]
    parts = [*textwrap.wrap(one_line(table.title), width, break_on_hyphens=False), ""]
    for number, block in enumerate(fit(boxes, width)):
        parts += [""] if number else []
        parts += block
    notes = [one_line(note) for note in table.notes_of(f"{BEST} best value of its column")]
    if notes:
        parts.append("")
    for note in notes:
        parts += textwrap.wrap(note, width, subsequent_indent="  ", break_on_hyphens=False)
    return "\n".join(line.rstrip() for line in parts) + "\n"


def _boxed(table: Table, number: int) -> Boxed:
    column = table.columns[number]
    cells = [row[number] for row in table.rows]
    if column.kind == "text":
        shown = [(BEST if c.best else "") + one_line(c.text) + one_line(c.signs) for c in cells]
        return Boxed(one_line(column.text), tuple(shown), right=False)
    # All marks of a column have the same width, so that the digits are aligned.
    lane = max((len(one_line(cell.signs)) for cell in cells), default=0)
    shown = [
        (BEST if cell.best else "") + one_line(cell.text) + one_line(cell.signs).ljust(lane)
        for cell in cells
    ]
    return Boxed(one_line(column.text), tuple(shown), right=True)


def as_markdown(table: Table) -> str:
    """Return a GitHub table below a bold title; the best values are bold."""
    rules = ["---:" if column.kind == "number" else ":---" for column in table.columns]
    lines = [f"**{_markdown(table.title)}**", ""]
    lines.append(_pipes([_markdown(column.text) for column in table.columns]))
    lines.append(_pipes(rules))
    for row in table.rows:
        lines.append(_pipes([_markdown_cell(cell) for cell in row]))
    notes = [_markdown(note) for note in table.notes_of("Bold: best value of its column")]
    if notes:
        lines += ["", *(f"- {note}" for note in notes)]
    return "\n".join(lines) + "\n"


def _pipes(texts: Sequence[str]) -> str:
    return f"| {' | '.join(texts)} |"


def _markdown(text: str) -> str:
    return markdown(one_line(text))


def _markdown_cell(cell: Cell) -> str:
    text = _markdown(cell.text)
    return (f"**{text}**" if cell.best and text else text) + _markdown(cell.signs)


def as_csv(table: Table) -> str:
    """Return the columns as CSV with unrounded numbers, without title and notes.

    A column with marks or remarks is followed by a column that contains them. Text that a
    spreadsheet would interpret as a formula gets a leading apostrophe.
    """
    fields: list[list[str]] = []
    for number, column in enumerate(table.columns):
        cells = [row[number] for row in table.rows]
        name = spreadsheet(one_line(column.name))
        fields.append([name, *map(_csv_cell, cells)])
        for kind, texts in (
            ("mark", [cell.mark for cell in cells]),
            ("remarks", ["; ".join(cell.remarks) for cell in cells]),
        ):
            if any(texts):
                fields.append([f"{name} {kind}", *(spreadsheet(one_line(t)) for t in texts)])
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(zip(*fields, strict=True))
    return out.getvalue()


def _csv_cell(cell: Cell) -> str:
    if cell.value is not None:
        # An integer stays an integer. float() is called because numbers of NumPy are printed with
        # their type.
        return str(cell.value) if isinstance(cell.value, int) else repr(float(cell.value))
    return "" if cell.text == MISSING else spreadsheet(one_line(cell.text))


def as_latex(table: Table) -> str:
    """Return a LaTeX table for the package booktabs; the best values are bold."""
    alignment = "".join("r" if column.kind == "number" else "l" for column in table.columns)
    lines = [
        r"% needs \usepackage{booktabs}",
        r"\begin{table}",
        r"\centering",
        rf"\caption{{{_latex(table.title)}}}",
        rf"\label{{tab:{_slug(table.label or table.title)}}}",
        rf"\begin{{tabular}}{{{alignment}}}",
        r"\toprule",
        _ampersands([_latex(column.text) for column in table.columns]),
        r"\midrule",
        *(_ampersands([_latex_cell(cell) for cell in row]) for row in table.rows),
        r"\bottomrule",
        r"\end{tabular}",
    ]
    notes = [_latex(note) for note in table.notes_of("Bold: best value of its column")]
    lines += [rf"\par{{\footnotesize {note}}}" for note in notes]
    return "\n".join([*lines, r"\end{table}"]) + "\n"


def _ampersands(texts: Sequence[str]) -> str:
    line = " & ".join(texts)
    # A bracket or star would be an argument of the \\ at the end of the previous line.
    return ("{}" if line.startswith(("[", "*")) else "") + line + r" \\"


def _slug(text: str) -> str:
    """Return a text as a LaTeX label: ASCII letters, digits and single hyphens."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall("[a-z0-9]+", plain)) or "table"


def _latex(text: str) -> str:
    return latex(one_line(text))


def _latex_cell(cell: Cell) -> str:
    text = _latex(cell.text)
    if _NUMBERS.fullmatch(cell.text):
        text = re.sub(r"(?<!\S)-(?=\d)", "$-$", text)
    if cell.best:
        text = rf"\textbf{{{text}}}"
    return text + (rf"\textsuperscript{{{_latex(cell.signs)}}}" if cell.signs else "")


def as_html(table: Table) -> str:
    """Return the table as HTML without styles; the best values are bold."""
    heads = "".join(f'<th scope="col">{_html(column.text)}</th>' for column in table.columns)
    rows = "".join(f"<tr>{''.join(map(_html_cell, row))}</tr>" for row in table.rows)
    notes = "".join(f"<p>{_html(n)}</p>" for n in table.notes_of("Bold: best value of its column"))
    return (
        f"<table><caption>{_html(table.title)}</caption><thead><tr>{heads}</tr></thead>"
        f"<tbody>{rows}</tbody></table>{notes}\n"
    )


def _html(text: str) -> str:
    return escape(one_line(text))


def _html_cell(cell: Cell) -> str:
    text = _html(cell.text)
    return f"<td>{f'<strong>{text}</strong>' if cell.best else text}{_html(cell.signs)}</td>"


RENDERERS: dict[str, Callable[[Table], str]] = {
    "text": as_text,
    "markdown": as_markdown,
    "csv": as_csv,
    "latex": as_latex,
}
"""Format -> renderer."""

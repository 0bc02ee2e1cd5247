"""The same table as text, Markdown, CSV and LaTeX, with hostile names."""

from __future__ import annotations

import csv
import io
import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from summkit.errors import UsageError
from summkit.report.columns import display_width, wrap
from summkit.report.tables import (
    BEST,
    RENDERERS,
    Cell,
    Heading,
    Table,
    as_csv,
    as_latex,
    as_markdown,
    as_text,
)


def made(names: list[str], columns: int = 3, mark: str = "") -> Table:
    heads = (Heading("system", "text"), *(Heading(f"metric{n}.f") for n in range(columns)))
    rows = tuple(
        (
            Cell(name),
            *(
                Cell.number(0.25 + n / 8 - place / 10, best=place == 0, mark=mark * (place > 0))
                for n in range(columns)
            ),
        )
        for place, name in enumerate(names)
    )
    return Table("Summaries of ten articles", heads, rows, ("a note",))


def test_text_is_drawn_as_people_read_it() -> None:
    table = Table(
        "Two systems",
        (Heading("system", "text"), Heading("rouge1.f"), Heading("words")),
        (
            (Cell("lead"), Cell.number(0.4, best=True), Cell.number(57, 0)),
            (Cell("random"), Cell.number(0.21234, mark="*"), Cell.number(None)),
        ),
        ("* differs from lead",),
    )
    assert as_text(table) == (
        "Two systems\n"
        "\n"
        "system  rouge1.f  words\n"
        "------  --------  -----\n"
        "lead    »0.4000      57\n"
        "random   0.2123*      –\n"
        "\n"
        "» best value of its column\n"
        "* differs from lead\n"
    )


def test_a_long_name_wraps_within_its_column() -> None:
    name = "sumy:lex-rank:threshold=0.25,damping=0.85,stop_words=none,stem=no"
    lines = as_text(made(["lead", name], columns=5)).splitlines()
    assert max(map(len, lines)) <= 80
    # Nothing is lost: the wrapped pieces together are the name.
    start = next(n for n, line in enumerate(lines) if line.startswith("sumy:"))
    pieces = []
    for line in lines[start:]:
        if not line:
            break
        pieces.append(re.split(r"\s{2,}", line)[0])
    assert "".join(pieces) == name


def test_columns_that_do_not_fit_follow_below() -> None:
    text = as_text(made(["lead", "lexrank"], columns=20))
    assert max(map(len, text.splitlines())) <= 80
    assert text.count("lexrank") >= 3
    for number in range(20):
        assert text.count(f"metric{number}.f") == 1


def test_csv_holds_the_numbers_in_full_and_the_marks_apart() -> None:
    table = Table(
        "t",
        (Heading("system", "text"), Heading("rouge1.f"), Heading("n")),
        (
            (Cell("a, b"), Cell.number(1 / 3, best=True, mark="*"), Cell.number(12, 0)),
            (Cell('say "x"'), Cell.number(float(np.float64(-0.5))), Cell.number(None)),
        ),
    )
    assert list(csv.reader(io.StringIO(as_csv(table)))) == [
        ["system", "rouge1.f", "rouge1.f mark", "n"],
        ["a, b", repr(1 / 3), "*", "12"],
        ['say "x"', "-0.5", "", ""],
    ]


def test_numpy_numbers_are_written_as_numbers() -> None:
    table = Table("t", (Heading("x"),), ((Cell.number(np.float64(0.25)),),))
    assert as_csv(table) == "x\n0.25\n"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", " =", "＝", "\r@"])
def test_words_are_no_formula_in_a_spreadsheet(start: str) -> None:
    name = f"{start}HYPERLINK(0)"
    table = Table(name, (Heading(name, "text"),), ((Cell(name, mark=name),),))
    for row in csv.reader(io.StringIO(as_csv(table))):
        for field in row:
            assert field.startswith("'"), field


@pytest.mark.parametrize("text", ["-0.5", "+3", "-1.5e-7"])
def test_numbers_given_as_words_stay_numbers_in_a_spreadsheet(text: str) -> None:
    assert as_csv(Table("t", (Heading("x"),), ((Cell(text),),))) == f"x\n{text}\n"


def test_a_rounded_zero_has_no_sign_and_nan_is_missing() -> None:
    assert Cell.number(-0.00001).text == "0.0000"
    assert Cell.number(float("nan")) == Cell.number(None)


def test_markdown_keeps_its_columns_and_no_markup_gets_through() -> None:
    table = made(["a|b", "<script>x</script>", "`c`", "**d**", "[e](javascript:f)", "line\nbreak"])
    text = as_markdown(table)
    rows = [line for line in text.splitlines() if line.startswith("|")]
    assert len(rows) == 2 + 6
    for row in rows:
        assert len(re.findall(r"(?<!\\)\|", row)) == 5
    assert not re.search(r"(?<!\\)[<`\[]", text)
    assert "| **0.2500** |" in rows[2]


def test_latex_escapes_all_special_characters() -> None:
    table = made([r"\input{x}", "50%_a&b#c$d^e~f", "[2cm]", "*x", "a--b"], mark="†")
    text = as_latex(table)
    assert r"\textbackslash{}input\{x\}" in text
    assert r"50\%\_a\&b\#c\$d\textasciicircum{}e\textasciitilde{}f" in text
    assert "{}[2cm]" in text and "{}*x" in text and "a-{}-b" in text
    assert r"\textbf{0.2500}" in text
    assert r"$-$0.0500\textsuperscript{\dag{}}" in text
    assert len(re.findall(r" \\\\$", text, re.MULTILINE)) == 6


def test_a_table_with_uneven_rows_is_refused() -> None:
    with pytest.raises(UsageError, match="2 cells in 1 columns"):
        Table("t", (Heading("x"),), ((Cell("a"), Cell("b")),))
    with pytest.raises(UsageError, match="at least one column"):
        Table("t", (), ())


names = st.lists(st.text(max_size=60), min_size=1, max_size=5)


@given(names, st.integers(0, 12))
def test_any_names_fit_80_columns_and_move_no_cursor(found: list[str], columns: int) -> None:
    table = made(found, columns)
    text = as_text(table)
    assert max(map(display_width, text.splitlines())) <= 80
    for render in RENDERERS.values():
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202e\ud800]", render(table))
    # The formats for programs have one row per system.
    assert len(list(csv.reader(io.StringIO(as_csv(table))))) == len(found) + 1
    assert as_latex(table).count("\\\\\n") == len(found) + 1
    assert text.count(BEST) >= (1 if columns else 0)


@given(st.text(alphabet="ab:,=- 中é\u0301", max_size=40), st.integers(2, 20))
def test_wrapping_loses_only_blanks(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert all(display_width(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("-14.27 to -7.59", 12, ["-14.27 to", "-7.59"]),
        ("sumy:lex-rank", 10, ["sumy:lex-", "rank"]),
        ("run-2026-11-28", 8, ["run-2026", "-11-28"]),
    ],
)
def test_a_minus_stays_with_its_number(text: str, width: int, lines: list[str]) -> None:
    assert wrap(text, width)[: len(lines)] == lines

"""Pages with promises name the test of each promise; this module checks that each test exists."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

pytestmark = pytest.mark.once

ROOT = Path(__file__).parents[1]
NAMED = re.compile(r"`(tests/[\w/]+\.py)(?:::(\w+))?`")


@pytest.mark.parametrize("page", ["SECURITY.md", "docs/determinism.md", "benchmarks/hardening.md"])
def test_every_test_that_a_page_names_is_there(page: str) -> None:
    named = NAMED.findall((ROOT / page).read_text(encoding="utf-8"))
    assert len(named) > 10
    for file, name in named:
        text = (ROOT / file).read_text(encoding="utf-8")
        assert not name or f"def {name}(" in text, f"{file} has no {name}"


def test_every_line_of_what_is_code_and_what_is_data_has_a_test() -> None:
    text = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
    rows = [line for line in text.splitlines() if line.startswith("| ") and "---" not in line]
    assert len(rows) >= 13
    assert [row for row in rows if not NAMED.search(row)] == [
        "| input | when it runs | test |",
        "| input | treatment | test |",
    ]


def test_every_point_of_the_issue_has_its_tests_and_its_command() -> None:
    page = (ROOT / "benchmarks" / "hardening.md").read_text(encoding="utf-8")
    rows = [line.strip("| ").split(" | ") for line in page.splitlines() if line.startswith("| ")]
    points = [row for row in rows if row[0].isdigit()]
    assert [row[0] for row in points] == [str(number) for number in range(1, 16)]
    assert all(len(row) == 4 and NAMED.search(row[2]) and "`" in row[3] for row in points)


def test_every_command_of_the_page_selects_tests_that_are_there() -> None:
    page = (ROOT / "benchmarks" / "hardening.md").read_text(encoding="utf-8")
    commands = re.findall(r"`pytest (tests/[^`]*)`", page)
    assert len(commands) > 10
    for command in commands:
        files, _, chosen = command.partition(" -k ")
        text = "".join((ROOT / file).read_text(encoding="utf-8") for file in files.split())
        names = "\n".join(re.findall(r"^def (test_\w+)", text, re.MULTILINE))
        for word in set(re.findall(r"\w+", chosen)) - {"or", "and", "not"}:
            assert word in names, command


FAILED = {"typer": (0, 12, 4), "pystemmer": (2, 2, 0), "trafilatura": (2, 0), "chardet": (7, 0)}
"""Versions that were once allowed but do not work: with typer 0.12.4 every status was 0."""


def test_no_lower_bound_is_one_that_failed() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    found = dict(re.match(r"([\w-]+)>=([\d.]+)", each).groups() for each in project["dependencies"])
    for name, version in FAILED.items():
        assert tuple(map(int, found[name].split("."))) > version, name

"""docs/reference/json.md lists every key that the commands print, and no other."""

from __future__ import annotations

import json
import re
import shlex
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from summkit.cli import main

pytestmark = pytest.mark.once

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "reference" / "json.md").read_text("utf-8")
SECTION = re.compile(
    r"^## [^\n]+\n+```console\n\$ ([^\n]+)\n```\n(.*?)(?=^## |\Z)", re.M | re.DOTALL
)
BY_NAME = {
    *("best", "columns", "differences", "drops", "fits", "margins", "means", "rouge1"),
    *("remarks", "second_differences", "signatures", "systems", "values", "budget"),
}
"""Keys whose value is an object with names of systems, columns or texts as keys."""


def keys(data: Any, path: str = "") -> Iterator[str]:
    if isinstance(data, dict):
        named = path.rpartition(".")[2] in BY_NAME
        for key, value in data.items():
            below = f"{path}.{'*' if named else key}".lstrip(".")
            yield f"{below}[]" if isinstance(value, list) else below
            yield from keys(value, below)
    elif isinstance(data, list):
        for each in data:
            yield from keys(each, f"{path}[]")


def expanded(row: str) -> set[str]:
    """Return the keys of a row; `*differences` means the differences from both baselines."""
    names = set(re.findall(r"`([\w.*\[\]]+)`", row))
    both = {name for name in names if "*differences" in name}
    return (names - both) | {
        name.replace("*differences", kind)
        for name in both
        for kind in ("differences", "second_differences")
    }


@pytest.mark.parametrize(
    "section", [pytest.param(each, id=each[1].split()[1]) for each in SECTION.finditer(PAGE)]
)
def test_every_key_is_listed_and_no_other(
    section: re.Match[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "samples").symlink_to(ROOT / "samples")
    lines = [section[1]]
    if "check" in section[1]:
        lines.insert(0, "summkit init --corpus samples/articles.jsonl --target dek")
    if "history" in section[1]:
        compare = "summkit compare samples/articles.jsonl --limit 4 --target dek --system kl"
        lines.insert(0, f"{compare} --output run.json --speed speed.json")
    for line in lines:
        capsys.readouterr()
        monkeypatch.setattr(sys, "argv", shlex.split(line))
        with pytest.raises(SystemExit) as left:
            main()
        assert not left.value.code, capsys.readouterr().err
    printed = capsys.readouterr().out
    data = json.loads(printed if section[1].split()[1] != "headline" else printed.splitlines()[0])
    rows = [line for line in section[2].splitlines() if line.startswith("| `")]
    listed = set().union(*(expanded(row.split(" | ")[0]) for row in rows))
    listed |= {name for row in rows for name in expanded(row) if "second_differences" in name}
    assert listed == set(keys(data))

"""The console examples of the README and of the guide print what these pages say they print.

SUMMKIT_UPDATE_README=1 pytest -n 0 tests/test_readme.py rewrites the outputs for a review.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from pages import elided

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs" / "guide").glob("*.md"))]
EXAMPLE = re.compile(
    r"(?:<!-- status: (?P<status>\d) -->\n)?```console\n(?P<commands>(?:\$ [^\n]+\n)+)```"
    r"\n\n```text\n(?P<output>.*?)```",
    re.DOTALL,
)
PYTHON = re.compile(r"```python\n(.*?)```", re.S)


def output(example: re.Match[str], folder: Path) -> str:
    """Run the commands with a terminal width of 80; return their output in the form of the page.

    `summkit init`, which begins a project, runs in an empty folder, the others in the repository.
    """
    script = "\n".join(line[2:] for line in example["commands"].splitlines())
    script = script.replace("pip install uv && uv run ", "")
    programs = Path(sys.executable).parent
    done = subprocess.run(
        ["bash", "-c", script],
        cwd=folder if "summkit init" in script else ROOT,
        capture_output=True,
        text=True,
        env=os.environ | {"COLUMNS": "80", "PATH": f"{programs}:{os.environ['PATH']}"},
    )
    assert done.returncode == int(example["status"] or 0), done.stderr
    assert "error" not in done.stderr  # remarks are welcome
    return elided(done.stdout, example["output"])


def examples() -> list[object]:
    return [
        pytest.param(match, id=f"{page.stem}-{match.start()}")
        for page in PAGES
        for match in EXAMPLE.finditer(page.read_text("utf-8"))
    ]


if os.environ.get("SUMMKIT_UPDATE_README") == "1":

    def test_update(tmp_path: Path) -> None:
        """Rewrite the outputs on all pages."""

        def written(match: re.Match[str]) -> str:
            kept = match[0][: match.start("output") - match.start()]
            folder = tmp_path / str(match.start())
            folder.mkdir(exist_ok=True)
            return f"{kept}{output(match, folder)}```"

        for page in PAGES:
            page.write_text(EXAMPLE.sub(written, page.read_text("utf-8")), "utf-8")


def test_there_are_examples() -> None:
    assert len(examples()) >= 7


def test_the_readme_is_read_in_one_sitting() -> None:
    assert len(PAGES[0].read_text("utf-8").splitlines()) <= 150


@pytest.mark.parametrize("example", examples())
def test_an_example_prints_what_the_page_says(example: Any, tmp_path: Path) -> None:
    assert output(example, tmp_path) == example["output"]


@pytest.mark.parametrize(
    "code", [code for page in PAGES for code in PYTHON.findall(page.read_text("utf-8"))]
)
def test_the_library_example_runs(code: Any) -> None:
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)

"""The README's console examples print what it says they print.

SUMMKIT_UPDATE_README=1 pytest tests/test_readme.py writes the outputs anew, to be reviewed.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
EXAMPLE = re.compile(
    r"```console\n\$ (?P<command>[^\n]+)\n```\n\n```text\n(?P<output>.*?)```", re.S
)
PYTHON = re.compile(r"```python\n(.*?)```", re.S)


def output(command: str) -> str:
    """Run what stands after ``summkit`` in the command, in a terminal's width of 80."""
    arguments = shlex.split(command[command.index("summkit ") :])[1:]
    done = subprocess.run(
        [sys.executable, "-m", "summkit", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"COLUMNS": "80"},
    )
    assert done.stderr == ""
    return done.stdout


def examples() -> list[tuple[str, str]]:
    return [(m["command"], m["output"]) for m in EXAMPLE.finditer(README.read_text("utf-8"))]


def test_update():
    if os.environ.get("SUMMKIT_UPDATE_README") != "1":
        pytest.skip("writes the README only when asked to")

    def written(match: re.Match[str]) -> str:
        kept = match[0][: match.start("output") - match.start()]
        return f"{kept}{output(match['command'])}```"

    README.write_text(EXAMPLE.sub(written, README.read_text("utf-8")), "utf-8")


def test_there_are_examples():
    assert len(examples()) >= 4


@pytest.mark.parametrize(("command", "expected"), examples())
def test_an_example_prints_what_the_readme_says(command, expected):
    assert output(command) == expected


@pytest.mark.parametrize("code", PYTHON.findall(README.read_text("utf-8")))
def test_the_library_example_runs(code):
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)

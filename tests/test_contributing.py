"""CONTRIBUTING.md: each guide's steps work if a copy of the project follows them literally."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import pytest

pytestmark = pytest.mark.once

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
BLOCK = re.compile(
    r"^ *```(?P<kind>\w+)(?: title=\"(?P<title>[^\"]+)\")?\n(?P<text>.*?)^ *```", re.DOTALL | re.M
)


def guide(heading: str) -> list[re.Match[str]]:
    """Return the blocks of one guide, in order."""
    section = PAGE.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    return list(BLOCK.finditer(section))


def follow(block: re.Match[str], copy: Path) -> list[str]:
    """Follow a block in the copy; return the output of its commands."""
    text = dedent(block["text"])
    if block["kind"] == "console":
        return [run(line.removeprefix("$ "), copy) for line in text.splitlines()]
    path = copy / block["title"]
    if block["kind"] == "diff":
        text = changed(path.read_text("utf-8"), text)
    else:
        assert not path.exists()
    path.unlink(missing_ok=True)  # a link into the repository
    path.write_text(text, "utf-8")
    return []


def changed(old: str, diff: str) -> str:
    """Insert the lines that begin with "+" at the only place of the other lines in the old text."""
    lines, steps = old.split("\n"), diff.splitlines()
    context = [step[1:] for step in steps if not step.startswith("+")]

    def here(place: int) -> bool:
        return all(
            line.startswith(wanted[:-1]) if wanted.endswith("…") else line == wanted
            for line, wanted in zip(lines[place:], context, strict=False)
        )

    (place,) = [each for each in range(len(lines) - len(context) + 1) if here(each)]
    given = iter(lines[place : place + len(context)])
    new = [step[1:] if step.startswith("+") else next(given) for step in steps]
    return "\n".join([*lines[:place], *new, *lines[place + len(context) :]])


def run(command: str, copy: Path) -> str:
    """Run `uv run ...` with the copy's source, in this environment."""
    words = shlex.split(command)
    assert words[:2] == ["uv", "run"]
    plain = ["-n", "0", "-q", "-p", "no:cacheprovider"] if words[2] == "pytest" else []
    done = subprocess.run(
        [sys.executable, "-m", *words[2:], *plain],
        cwd=copy,
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONPATH": str(copy / "src"), "PYTHONDONTWRITEBYTECODE": "1"},
    )
    assert done.returncode == 0, (command, done.stdout, done.stderr)
    return done.stdout


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The repository as links, each of which a guide may replace by a file."""
    folder = tmp_path_factory.mktemp("copy")
    ignored = shutil.ignore_patterns("__pycache__")
    for name in ("src/summkit", "tests"):
        shutil.copytree(ROOT / name, folder / name, ignore=ignored, copy_function=os.symlink)
    for name in ("pyproject.toml", "samples"):
        (folder / name).symlink_to(ROOT / name)
    return folder


@pytest.mark.parametrize(
    ("heading", "printed"),
    [
        ("Add a method", "most"),
        ("Add a metric", "figures.count"),
        ("Add a language", "passed"),
        ("Add an input format", "passed"),
    ],
)
def test_a_guide_followed_literally(heading: str, printed: str, copy: Path) -> None:
    blocks = guide(heading)
    assert {"python", "diff"} & {block["kind"] for block in blocks}
    said = [line for block in blocks for line in follow(block, copy)]
    assert printed in said[-1]
    ran = re.search(r"(\d+) passed", said[0])
    assert ran and int(ran[1]) >= 1
    # The additions pass the checks that the page requires before a commit.
    new = [copy / block["title"] for block in blocks if block["kind"] == "python"]
    for check in ("check", "format --check"):
        subprocess.run(
            [sys.executable, "-m", "ruff", *check.split(), "-q", *new], cwd=copy, check=bool(new)
        )


def test_the_tasks_are_those_that_ci_runs_and_pages_name() -> None:
    tasks = re.findall(r"^([a-z]+)\b.*:(?!=)(.*)$", (ROOT / "justfile").read_text("utf-8"), re.M)
    names = {name for name, _ in tasks}
    script = (ROOT / ".ci" / "run").read_text("utf-8")
    checks = dict(tasks)["check"].split()
    assert len(checks) == 5
    assert [check for check in checks if f"step uv run just {check}\n" not in script] == []
    for path in (".ci/run", ".pre-commit-config.yaml", "CONTRIBUTING.md"):
        named = re.findall(r"uv run just ([a-z]+)", (ROOT / path).read_text("utf-8"))
        assert named and set(named) <= names, path


def test_every_path_of_the_page_exists() -> None:
    made = set(re.findall(r'^ *```python title="([^"]+)"', PAGE, re.M))
    paths = set(re.findall(r"\b(?:src|tests|benchmarks|docs)/[\w/.-]*\w", PAGE)) - made
    assert [path for path in paths if not (ROOT / path).exists()] == []

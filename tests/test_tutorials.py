"""docs/tutorials, docs/how-to, docs/explanation: the blocks of a page run, in order, in one folder.

They print the output on the page. `pip install ./FOLDER` installs the plug-in that the page wrote.

SUMMKIT_UPDATE_README=1 pytest -n 0 tests/test_tutorials.py rewrites the outputs for a review.
"""

from __future__ import annotations

import io
import os
import re
import shlex
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path
from urllib.request import Request

import pytest
import yaml

from pages import elided
from summkit.cli import main

ROOT = Path(__file__).parents[1]
PAGES = sorted(
    path
    for room in ("tutorials", "how-to", "explanation")
    for path in (ROOT / "docs" / room).glob("*.md")
)
UPDATE = os.environ.get("SUMMKIT_UPDATE_README") == "1"

BLOCK = re.compile(
    r"(?:<!-- status: (?P<status>\d) -->\n)?"
    r'```(?P<kind>\w+)(?: title="(?P<title>[^"]+)")?\n(?P<text>.*?)```'
    r"(?:\n\n```text\n(?P<output>.*?)```)?"
    r"|<!-- replace: (?P<old>.+?) by (?P<new>.+?) in (?P<file>\S+) -->",
    re.DOTALL,
)


def install(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put a plug-in on the path with the entry points that its pyproject.toml names."""
    project = tomllib.loads((package / "pyproject.toml").read_text("utf-8"))["project"]
    info = package / f"{project['name'].replace('-', '_')}-{project['version']}.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(
        f"Metadata-Version: 2.1\nName: {project['name']}\nVersion: {project['version']}\n"
    )
    (info / "entry_points.txt").write_text(
        "".join(
            f"[{group}]\n" + "".join(f"{name} = {place}\n" for name, place in entries.items())
            for group, entries in project["entry-points"].items()
        )
    )
    monkeypatch.syspath_prepend(str(package.resolve()))


def desk(request: Request) -> io.BytesIO:
    """Answer as `summkit desk` does, without a network."""
    from desk_app import ADDRESS, Opened

    assert request.full_url.startswith(ADDRESS)
    path = request.full_url.removeprefix(ADDRESS)
    answer = Opened().client.post(path, content=request.data, headers=dict(request.header_items()))
    assert answer.status_code == 200, answer.text
    return io.BytesIO(answer.content)


@pytest.fixture
def run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[[str], tuple[int, str, str]]:
    """Return a function that runs one line of a console: status, output, messages."""

    def call(line: str) -> tuple[int, str, str]:
        words = shlex.split(line.removeprefix("$ "))
        if words[:2] == ["pip", "install"]:
            install(Path(words[2]), monkeypatch)
            return 0, "", ""
        if words[0] == "pytest":
            plain = ["-n", "0", "-p", "no:cacheprovider"]
            done = subprocess.run(
                [sys.executable, "-m", *words, *plain], capture_output=True, text=True
            )
            return done.returncode, done.stdout, done.stderr
        file = None
        if words[-2] == ">":
            *words, _, file = words
        assert words[0] == "summkit"
        monkeypatch.setattr(sys, "argv", words)
        with pytest.raises(SystemExit) as left:
            main()
        said = capsys.readouterr()
        if file:
            Path(file).write_text(said.out, "utf-8")
        return int(left.value.code or 0), "" if file else said.out, said.err

    return call


@pytest.mark.once
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_tutorial_from_top_to_bottom(
    page: Path,
    run: Callable[[str], tuple[int, str, str]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    if page.stem in ("researcher", "offsets"):
        (tmp_path / "samples").symlink_to(ROOT / "samples")
    text = page.read_text("utf-8")
    if page.stem == "cms":
        monkeypatch.setattr("urllib.request.urlopen", desk)
    written, end, ran = [], 0, 0
    for block in BLOCK.finditer(text):
        output = None
        if block["old"]:
            path = tmp_path / block["file"]
            before = path.read_text("utf-8")
            assert before.count(block["old"]) == 1
            path.write_text(before.replace(block["old"], block["new"]), "utf-8")
        elif block["title"]:
            path = tmp_path / block["title"]
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(block["text"], "utf-8")
        elif block["kind"] == "console":
            output = ""
            for line in block["text"].splitlines():
                status, printed, said = run(line)
                assert status == int(block["status"] or 0), (line, printed, said)
                output += printed
            ran += block["output"] is None
        elif block["kind"] == "yaml":
            assert yaml.safe_load(block["text"])
        elif block["kind"] == "toml":
            tomllib.loads(block["text"])
        elif block["kind"] == "python":
            exec(compile(block["text"], page.name, "exec"), {})
            output = capsys.readouterr().out
        if block["output"] is not None:
            ran += 1
            assert output is not None
            written += [text[end : block.start("output")], elided(output, block["output"])]
            end = block.end("output")
            assert UPDATE or written[-1] == block["output"]
    if UPDATE:
        page.write_text("".join([*written, text[end:]]), "utf-8")

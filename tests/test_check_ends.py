"""`summkit check` where it does not come to a verdict, or the verdict goes into files."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from summkit.cli import main

SAMPLES = Path(__file__).parents[1] / "samples" / "articles.jsonl"
ARTICLES = [json.loads(line) for line in SAMPLES.read_text(encoding="utf-8").splitlines()]

CONFIG = """\
[check]
corpora = ["news.jsonl"]
target = "dek"
margin = 2

[check.systems.production]
outputs = "out.jsonl"
"""


@pytest.fixture
def call(monkeypatch, capsys, tmp_path):
    """Return a function that runs a command in its own folder: status, output, messages."""
    monkeypatch.chdir(tmp_path)
    for name in ("GITHUB_WORKSPACE", "GITHUB_STEP_SUMMARY"):
        monkeypatch.delenv(name, raising=False)

    def run(*arguments):
        monkeypatch.setattr(sys, "argv", ["summkit", *map(str, arguments)])
        with pytest.raises(SystemExit) as left:
            main()
        said = capsys.readouterr()
        return left.value.code, said.out, said.err

    return run


def lines(path: Path, records: list[dict[str, object]]) -> None:
    text = "".join(json.dumps(record) + "\n" for record in records)
    path.write_text(text, encoding="utf-8")


def answers() -> list[dict[str, object]]:
    return [
        {"id": a["id"], "text": " ".join(a["body"].replace("\n", " ").split()[:30])}
        for a in ARTICLES
    ]


def make_project(folder: Path) -> Path:
    """Make a folder with a corpus, texts for it and a summkit.toml."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "news.jsonl").write_bytes(SAMPLES.read_bytes())
    lines(folder / "out.jsonl", answers())
    (folder / "summkit.toml").write_text(CONFIG)
    return folder


@pytest.fixture
def project(tmp_path):
    return make_project(tmp_path)


@pytest.mark.parametrize(
    ("program", "says"),
    [
        ("import sys; sys.exit('no key for the model')", "exit status 1"),
        ("for line in open(0): print('nonsense', flush=True)", "its answer is not JSON"),
    ],
)
def test_a_program_that_fails_always_is_quoted_once(call, project, program, says):
    (project / "prog.py").write_text(program)
    text = CONFIG.replace('outputs = "out.jsonl"', f"command = '''{sys.executable} prog.py'''")
    (project / "summkit.toml").write_text(text)
    status, out, said = call("check", "--workers", "1")
    assert (status, out, said.count("\n")) == (2, "", 1)
    assert f"all {len(ARTICLES)} articles failed, the first with: " in said
    assert says in said and f"document {ARTICLES[0]['id']!r}" in said
    assert ("no key for the model" in said) == ("sys.exit" in program)


def test_a_byte_order_mark_before_the_configuration(call, project):
    path = project / "summkit.toml"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    status, _, said = call("check")
    assert (status, "the first baseline" in said) == (3, True)


def test_a_byte_order_mark_before_headlines(call, tmp_path):
    (tmp_path / "ideas.txt").write_bytes(b"\xef\xbb\xbfBoard votes to close bridge\n")
    (tmp_path / "a.txt").write_text("The board voted on Monday to close the bridge. It is old.")
    status, out, _ = call("headline", "a.txt", "--candidates", "ideas.txt", "--format", "json")
    assert (status, json.loads(out)["text"]) == (0, "Board votes to close bridge")

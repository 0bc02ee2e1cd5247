"""No output destroys an input, and no output is read as an article."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.once

TEXT = "The board voted on Monday to close the bridge. A ferry will run until December."
RECORDS = [
    {"id": str(number), "headline": "Bridge shut", "dek": "No way over", "body": TEXT}
    for number in range(3)
]
LINES = "".join(json.dumps(record) + "\n" for record in RECORDS)
CONFIG = """\
[check]
corpora = ["news.jsonl"]
target = "dek"
baseline = "baseline.json"
[check.systems.own]
method = "lead"
"""


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, summkit_command: Any) -> Any:
    monkeypatch.chdir(tmp_path)
    Path("news.jsonl").write_text(LINES, encoding="utf-8")
    Path("news").mkdir()
    Path("news/a.jsonl").write_text(LINES, encoding="utf-8")
    Path("news/b.txt").write_text(TEXT, encoding="utf-8")
    Path("soft.jsonl").symlink_to("news.jsonl")
    os.link("news.jsonl", "hard.jsonl")
    Path("run.json").write_text('{"summkit_run": 2}', encoding="utf-8")
    Path("news.html").write_text(f"<p>{TEXT}</p><p>{TEXT}</p>", encoding="utf-8")
    Path("summkit.toml").write_text(CONFIG, encoding="utf-8")
    Path("baseline.json").write_text("{}", encoding="utf-8")
    return summkit_command


SUMMARISE = ("summarise", "--method", "lead", "--workers", "1")


@pytest.mark.parametrize(
    ("arguments", "victim"),
    [
        ((*SUMMARISE, "news.jsonl", "-o", "news.jsonl"), "news.jsonl"),
        ((*SUMMARISE, "news.jsonl", "-o", "./news/../news.jsonl"), "news.jsonl"),
        ((*SUMMARISE, "soft.jsonl", "-o", "news.jsonl"), "news.jsonl"),
        ((*SUMMARISE, "news.jsonl", "-o", "soft.jsonl"), "news.jsonl"),
        ((*SUMMARISE, "news.jsonl", "-o", "hard.jsonl"), "news.jsonl"),
        ((*SUMMARISE, "run.json", "news.jsonl", "-o", "news.jsonl"), "news.jsonl"),
        ((*SUMMARISE, "news", "-o", "news/b.txt"), "news/b.txt"),
        ((*SUMMARISE, "news", "-o", "news/a.jsonl"), "news/a.jsonl"),
        (("summarise", "news.jsonl", "--model", "run.json", "-o", "run.json"), "run.json"),
        (("compare", "run.json", "-o", "run.json"), "run.json"),
        (("compare", "news.html", "--report", "news.html"), "news.html"),
        (("compare", "news.jsonl", "--outputs", "x=run.json", "-o", "run.json"), "run.json"),
        (("history", "news.html", "--report", "news.html"), "news.html"),
        (("train", "run.json", "-o", "run.json"), "run.json"),
        (("check", "-o", "baseline.json"), "baseline.json"),
        (("check", "--json", "baseline.json"), "baseline.json"),
    ],
)
def test_an_output_over_an_input_is_refused(
    run: Any, arguments: tuple[str, ...], victim: str
) -> None:
    before = Path(victim).read_bytes()
    status, out, err = run(*arguments)
    assert (status, out) == (2, "")
    assert err.count("\n") == 1
    assert "give another file" in err
    assert Path(victim).read_bytes() == before
    assert Path("news.jsonl").read_text(encoding="utf-8") == LINES


def test_a_configuration_cannot_be_replaced(run: Any) -> None:
    Path("own.json").write_text(CONFIG, encoding="utf-8")
    status, _, err = run("check", "--config", "own.json", "--json", "own.json")
    assert status == 2
    assert "--json own.json: this would overwrite the input own.json" in err
    assert Path("own.json").read_text(encoding="utf-8") == CONFIG


def test_two_outputs_in_one_file_are_refused(run: Any) -> None:
    status, _, err = run("check", "--json", "v.json", "-o", "./v.json")
    assert status == 2
    assert "--json v.json is also the file of --output" in err
    assert not Path("v.json").exists()


@pytest.mark.parametrize("name", ["deks.jsonl", "deks.csv", "deks.html"])
def test_an_output_in_a_folder_of_articles_is_not_read(run: Any, name: str) -> None:
    arguments = (*SUMMARISE, "news", "--target", "lede", "-o", f"news/{name}")
    assert run(*arguments)[0] == 0
    first = Path(f"news/{name}").read_bytes()
    status, _, err = run(*arguments)
    assert (status, err) == (0, "")
    assert Path(f"news/{name}").read_bytes() == first
    assert sorted(path.name for path in Path("news").iterdir()) == ["a.jsonl", "b.txt", name]


def test_a_folder_next_to_an_output_is_read(run: Any) -> None:
    status, _, err = run(*SUMMARISE, "news", "-o", "deks.jsonl")
    assert (status, err) == (0, "")
    assert len(Path("deks.jsonl").read_text(encoding="utf-8").splitlines()) == 4


def test_values_that_are_no_file_are_no_input(run: Any) -> None:
    status, _, err = run(*SUMMARISE, "absent.jsonl", "news.jsonl", "-o", "deks.jsonl")
    assert status == 1
    assert "absent.jsonl: there is no such file or folder" in err


@pytest.mark.parametrize("option", ["--output", "--report", "--speed"])
def test_a_missing_folder_is_reported_before_the_work(run: Any, option: str) -> None:
    name = "gone/page.html" if option == "--report" else "gone/run.json"
    words = ("compare", "news.jsonl", "--target", "dek", "--workers", "1", option, name)
    line = f"summkit: error: {option} {name}: there is no folder gone: create it first\n"
    assert run(*words) == (2, "", line)


def test_a_report_in_the_folder_of_articles_is_replaced(run: Any) -> None:
    words = ("compare", "news", "--target", "dek", "--workers", "1", "--resamples", "9")
    first = run(*words, "--report", "news/page.html")
    assert first[0] == 0
    assert run(*words, "--report", "news/page.html") == first


def test_the_target_of_standard_output_is_no_article(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text(TEXT)
    program = [sys.executable, "-m", "summkit", "summarise", "-m", "lead", ".", "--workers", "1"]
    results = []
    for _ in range(2):
        with (tmp_path / "deks.txt").open("wb") as file:
            done = subprocess.run(program, stdout=file, stderr=subprocess.PIPE, check=True)
        results.append(((tmp_path / "deks.txt").read_text(), done.stderr))
    assert results == [(f"{TEXT}\n", b"")] * 2


def test_outputs_of_an_earlier_run_are_no_articles(run: Any) -> None:
    """In an earlier version the next run summarised the written deks as articles, without a
    message.
    """
    article = {"id": "c", "body": f'{TEXT} {{"id": 1, "method": "a", "target": "b"}}'}
    Path("news/c.json").write_text(json.dumps(article), encoding="utf-8")
    Path("news/d.html").write_text(f"<html><p>{TEXT}</p><p>It is late.</p></html>", "utf-8")
    made = [f"deks.{kind}" for kind in ("jsonl", "csv", "html", "tsv")]
    for name in made:
        assert run(*SUMMARISE, "news.jsonl", "-o", f"news/{name}")[0] == 0
    compare = ("compare", "news.jsonl", "-t", "dek", "-s", "lead", "--resamples", "9")
    assert run(*compare, "-o", "news/run.json", "--report", "news/page.html")[0] == 0
    status, out, said = run(*SUMMARISE, "news", "-f", "json")
    assert status == 1
    assert {json.loads(line)["id"] for line in out.splitlines()} == {"0", "1", "2", "b", "c", "d"}
    for name in (*made, "run.json", "page.html"):
        assert f"summkit: news/{name}: summkit wrote it, so it is no article: move it" in said
    status, out, _ = run(*SUMMARISE, "news/deks.jsonl", "-f", "json")
    assert (status, out.count("\n")) == (0, 3)

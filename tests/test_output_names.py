"""Outputs and the names of their files; push alerts and social cards."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest

import summkit as sk
from summkit.targets import CHANNELS, TARGETS

TEXT = """\
Harbour bridge to close for nine months

The harbour board voted on Tuesday to close the bridge from March until December. Engineers \
found rust in half of the cables last autumn.

A ferry will run every twenty minutes, which shopkeepers on the island say is not enough.
"""


class Program:
    """Runs the program in this process, in a folder with one article."""

    def __init__(self, folder: Path, call: Callable[..., tuple[int, str, str]]) -> None:
        self.folder = folder
        self.call = call
        (folder / "a.txt").write_text(TEXT, encoding="utf-8")
        record = {"id": "r", "headline": "=Bridge, closed", "dek": "No way", "body": TEXT}
        (folder / "r.jsonl").write_text(json.dumps(record) + "\n", encoding="utf-8")

    def __call__(self, *arguments: str) -> tuple[int, str, str]:
        return self.call(*arguments)

    def summarise(self, *arguments: str) -> tuple[int, str, str]:
        return self("summarise", "--workers", "1", "--method", "lead", *arguments)


@pytest.fixture
def program(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    summkit_command: Callable[..., tuple[int, str, str]],
) -> Program:
    monkeypatch.chdir(tmp_path)
    return Program(tmp_path, summkit_command)


LEDE = "The harbour board voted on Tuesday to close the bridge from March until December."


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("x.txt", LEDE),
        ("x", LEDE),
        ("x.2026-11-28", LEDE),
        ("x.json", "{"),
        ("x.JSONL", "{"),
        ("x.md", "## Harbour bridge"),
        ("x.html", "<!doctype html>"),
        ("x.csv", "id,source,language,headline,dek,method,target,text,"),
        ("x.tsv", "id\tsource\tlanguage\theadline\tdek\tmethod\ttarget\ttext\t"),
        ("x.parquet", "PAR1"),
    ],
)
def test_the_name_of_an_output_gives_its_format(program: Program, name: str, begins: str) -> None:
    assert program.summarise("a.txt", "--target", "lede", "-o", name)[0] == 0
    data = (program.folder / name).read_bytes()
    assert data.lower().startswith(begins.lower().encode())


@pytest.mark.parametrize("name", ["x.pdf", "x.docx", "x.jsonl.gz", "x.xlsx", "x.xml", "x.csvv"])
def test_a_name_that_is_no_format_is_refused(program: Program, name: str) -> None:
    status, out, err = program.summarise("a.txt", "-o", name)
    suffix = Path(name).suffix
    assert (status, out) == (2, "")
    assert err.count("\n") == 1
    assert f"--output {name}: summkit does not write {suffix} files: use one of .txt" in err
    assert not (program.folder / name).exists()


def test_a_format_that_contradicts_the_file_name(program: Program) -> None:
    status, _, err = program.summarise("a.txt", "-o", "x.csv", "--format", "json")
    assert status == 2
    assert "--output x.csv has the suffix of csv, but --format is json" in err
    status, _, err = program.summarise("a.txt", "-o", "x.csv", "--explain")
    assert status == 2
    assert "--format csv has no columns" in err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ("compare", "r.jsonl", "-o", "x.csv"),
            "--output x.csv: the content is the run as JSON, so the name must end in .json",
        ),
        (
            ("compare", "r.jsonl", "--report", "x.pdf"),
            "--report x.pdf: the content is an HTML page",
        ),
        (("check", "-o", "x.html"), "--output x.html: the content is the run as JSON"),
        (("check", "--report", "x.json"), "so the name must end in .html or .htm"),
        (("check", "--markdown", "x.html"), "so the name must end in .md or .markdown or .txt"),
        (
            ("check", "--junit", "x.json"),
            "--junit x.json: the content is XML, so the name must end in .xml",
        ),
        (
            ("check", "--json", "x.xml"),
            "--json x.xml: the content is JSON, so the name must end in .json",
        ),
        (("history", "x.json", "--report", "x.md"), "--report x.md: the content is an HTML page"),
        (("train", "r.jsonl", "-o", "x.bin"), "--output x.bin: the content is a model as JSON"),
    ],
)
def test_the_same_rule_holds_in_every_command(
    program: Program, arguments: tuple[str, ...], message: str
) -> None:
    status, out, err = program(*arguments)
    assert (status, out) == (2, "")
    assert message in err
    assert err.count("\n") == 1


def rows(text: str, delimiter: str = ",") -> list[list[str]]:
    return list(csv.reader(text.splitlines(), delimiter=delimiter))


def test_a_table_has_a_row_an_article(program: Program) -> None:
    status, out, _ = program.summarise(
        "a.txt", "r.jsonl", "--target", "lede", "--format", "csv", "--include-body"
    )
    names, first, second = rows(out)
    assert status == 0
    assert names == [
        *("id", "source", "language", "headline", "dek", "method", "target", "text", "words"),
        *("characters", "truncated", "shortened", "confidence", "places", "body"),
    ]
    row = dict(zip(names, first, strict=True))
    start, end = map(int, row["places"].split("-"))
    assert row["text"] == LEDE
    assert row["headline"] == "Harbour bridge to close for nine months"
    assert (start, end, row["words"], row["truncated"]) == (0, len(LEDE), "14", "false")
    # A text that a spreadsheet would take for a formula is escaped.
    assert second[3:5] == ["'=Bridge, closed", "No way"]


def test_a_table_of_all_targets_has_a_column_each(program: Program) -> None:
    _, out, _ = program.summarise("a.txt", "--target", "all", "--format", "tsv")
    names, row = rows(out, "\t")
    targets = ["headline", "lede", "dek", "summary"]
    assert names[-8:-4] == [f"written.{target}" for target in targets]
    assert names[-4:] == [f"written.{target}.confidence" for target in targets]
    assert dict(zip(names, row, strict=True))["written.lede"] == LEDE


@pytest.mark.parametrize("target", ["push", "social"])
@pytest.mark.parametrize("method", ["newsrank", "lead"])
def test_push_alerts_and_social_cards_are_headlines_of_their_length(
    target: str, method: str
) -> None:
    most = {"push": 50, "social": 70}[target]
    assert CHANNELS[target][0] == TARGETS[target].budget.characters == most
    assert TARGETS[target].reference == "headline"
    summary = sk.summarise(TEXT, target, method=method)
    assert summary.target == target
    assert 10 < len(str(summary)) <= most
    assert "\n" not in str(summary)


def test_push_alerts_on_the_command_line(program: Program) -> None:
    status, out, _ = program.summarise("a.txt", "--for", "push", "--format", "json")
    assert (status, json.loads(out)["target"]) == (0, "push")
    status, _, err = program.summarise("a.txt", "--for", "tweet")
    assert status == 2
    assert "one of headline, lede, dek, summary, push, social, all" in err


def test_speed_is_written_apart_from_the_run(program: Program) -> None:
    pytest.importorskip("msgspec", reason="needs the extra: pip install 'summkit[desk]'")
    from summkit.desk.running import by_kind
    from summkit.desk.work import Upload
    from summkit.reading import ReadOptions

    compare = ("compare", "r.jsonl", "--target", "dek", "--system", "kl", "--workers", "1")
    status, _, said = program(*compare, "--output", "run.json", "--speed", "speed.json")
    assert (status, "speed: speed.json" in said) == (0, True)
    assert program(*compare, "--output", "other.json")[0] == 0
    sent = [Upload(Path(name).read_bytes(), name) for name in ("run.json", "other.json")]
    assert sent[0].data == sent[1].data
    speed = json.loads(Path("speed.json").read_text(encoding="utf-8"))
    (kl,) = [each for each in speed["benchmarks"] if each["name"] == "compare[kl]"]
    assert kl["stats"]["rounds"] == 1 and 0 < kl["stats"]["mean"] < 10
    sent.append(Upload(Path("speed.json").read_bytes(), "speed.json"))
    found = by_kind(sent, ReadOptions())
    assert found.seconds["kl"] == kl["stats"]["mean"]
    assert found.several and not by_kind(sent[1:], ReadOptions()).several  # one run has no history
    status, out, _ = program("history", "run.json", "speed.json", "--format", "json")
    (line,) = [each for each in json.loads(out)["series"] if each["of"] == "compare[kl]"]
    assert line["values"][1] == pytest.approx(1000 * kl["stats"]["mean"])
    status, _, said = program("compare", "run.json", "--speed", "again.json")
    assert (status, "--speed" in said) == (2, True)


ONE_HEADLINE = "Der Rat stimmt zu."


def test_fewer_alternatives_than_requested_are_reported(program: Program) -> None:
    names = []
    for number in range(3):
        (program.folder / f"kurz{number}.txt").write_text(ONE_HEADLINE, encoding="utf-8")
        names.append(f"kurz{number}.txt")
    asked = ("-l", "de", "-t", "headline", "--alternatives", "9", "-f", "json")
    _, out, err = program.summarise(names[0], *asked)
    found = len(json.loads(out)["candidates"]) or 1
    assert found < 9
    assert f"only {found} headline" in err and "of kurz0.txt" in err
    _, _, err = program.summarise(*names, *asked)
    assert "3 of 3 articles have fewer headlines than --alternatives asks for" in err
    assert "only" not in err
    _, _, err = program.summarise("kurz0.txt", "-l", "de", "-t", "headline")
    assert "headline" not in err.replace("doubtful: headline", "")


def test_a_single_headline_as_article_gives_a_note(program: Program) -> None:
    said = "which reads like a headline, and no body"
    for text, bare in (
        ("Flood wall approved after a long dispute", True),
        ("The council approved the flood wall.", False),
        ("Flood wall approved\n\nThe council approved the wall on Monday, by one vote.", False),
        ("洪水の壁が承認された。", False),
    ):
        (program.folder / "one.txt").write_text(text + "\n", encoding="utf-8")
        status, _, err = program.summarise("one.txt", "-t", "lede")
        assert status == 0
        assert (said in err) is bare, text

"""Typical mistakes in input and arguments: one line that names the mistake, and nothing is lost."""

from __future__ import annotations

import errno
import io
import json
import re
import sys
from pathlib import Path

import pytest

from summkit import Article, analyse
from summkit.cli.app import main
from summkit.metrics import fragments, redundancy
from summkit.metrics.base import Candidate, Item
from summkit.metrics.fragments import Fragments
from summkit.metrics.redundancy import Redundancy
from summkit.reading import Failure, read

FIRST = "The harbour board voted on Monday to close the bridge for repairs."
SECOND = "The ferry of the town will run until May and costs two crowns."
RECORD = json.dumps({"id": "a", "body": FIRST})

FILES: dict[str, tuple[str, bytes, list[str]]] = {
    "two columns of one name": (
        "a.csv",
        f"id,body,body\n1,{FIRST},{SECOND}\n2,{FIRST},{FIRST}\n".encode(),
        ["record 1: two columns are called 'body' and contain different texts: rename one", FIRST],
    ),
    "two columns of a name that means nothing": (
        "a.csv",
        f"id,body,tag,tag\n1,{FIRST},x,y\n".encode(),
        [FIRST],
    ),
    "line ends of two kinds in a table": (
        "a.csv",
        f"id,body\n1,{FIRST}\r2,{FIRST}\n3,{SECOND}\n".encode(),
        ["record 1: a lone carriage return is outside of quotes: use one kind of line end", SECOND],
    ),
    "UTF-16 without its mark": (
        "a.jsonl",
        RECORD.encode("utf-16-le"),
        ["not UTF-8: it has NUL bytes, as UTF-16 has: save it as UTF-8"],
    ),
    "two objects in a line": (
        "a.jsonl",
        f"{RECORD} {RECORD}\n{RECORD}\n".encode(),
        [f"not valid JSON: text follows the first value, at character {len(RECORD) + 2}", FIRST],
    ),
    "a letter of RTF beyond all letters": (
        "a.rtf",
        rb"{\rtf1\ansi " + FIRST.encode() + rb"\par \u9999999999? " + SECOND.encode() + b"}",
        [f"{FIRST}\n\n\ufffd {SECOND}"],
    ),
}


@pytest.mark.parametrize("kind", FILES)
def test_faults_of_a_file_are_reported_and_the_other_records_are_read(
    kind: str, tmp_path: Path
) -> None:
    name, data, expected = FILES[kind]
    (tmp_path / name).write_bytes(data)
    items = list(read(tmp_path / name, on_error="yield"))
    assert [item.reason if isinstance(item, Failure) else item.body for item in items] == expected


TARGETS = " does not exist: choose one of headline, lede, dek, summary, push, social, all"

ARGUMENTS: dict[str, tuple[list[str], str]] = {
    "an empty variable for a file": (
        ["summarise", "-m", "lead", "--workers", "1", ""],
        "summkit: '': an empty name: give a file or folder; the current one is called '.'",
    ),
    "an empty variable for a method": (
        ["summarise", "-m", "", "a.txt"],
        "summkit: error: --method: the value is empty: give a value, or leave --method out",
    ),
    "an empty variable for a model": (
        ["summarise", "a.txt", "--model="],
        "summkit: error: --model: the value is empty: give a value, or leave --model out",
    ),
    "an empty variable among several": (
        ["compare", "c.jsonl", "-s", "lead", "-s", " "],
        "summkit: error: --system: the value is empty: give a value, or leave --system out",
    ),
    "an empty variable for an output": (
        ["compare", "c.jsonl", "-s", "lead", "-o", ""],
        "summkit: error: --output: the value is empty: give a value, or leave --output out",
    ),
    "a folder that is not there for an output": (
        ["summarise", "-m", "lead", "a.txt", "-o", "new/"],
        "summkit: error: --output new/: this is a folder: add the name of the file",
    ),
    "a NUL in the name of an output": (
        ["summarise", "-m", "lead", "a.txt", "-o", "a\0b.json"],
        "summkit: error: --output: the name of the file contains a NUL character: "
        "give another name",
    ),
    "standard output by its sign": (
        ["summarise", "-m", "lead", "a.txt", "-o", "-"],
        "summkit: error: --output -: to write to standard output, leave --output out; to write "
        'to a file named "-", give ./-',
    ),
    "a date after all calendars": (
        [*("compare", "c.jsonl", "-t", "dek", "-s", "lead"), "--resamples", "9", "-o", "r.json"],
        "summkit: error: SOURCE_DATE_EPOCH=99999999999999999 is not a number of seconds since "
        "1970: correct it or unset it",
    ),
    "a configuration in UTF-16": (
        ["summarise", "a.txt", "--config", "utf16.toml"],
        "summkit: error: utf16.toml: not UTF-8: byte 0xff at position 1: save it as UTF-8",
    ),
    "a saved run in UTF-16": (
        ["history", "utf16.json"],
        "summkit: error: utf16.json: not UTF-8: byte 0xff at position 1: save it as UTF-8",
    ),
    "headlines in another encoding": (
        ["headline", "a.txt", "--candidates", "latin.txt"],
        "summkit: error: latin.txt: not UTF-8: byte 0xe9 at position 4: save it as UTF-8",
    ),
    "an option given twice": (
        ["summarise", "a.txt", "-t", "lede", "--for", "dek"],
        "summkit: error: --target is given twice: give it once; --target all writes several",
    ),
    "a number given twice": (
        ["compare", "c.jsonl", "--words", "5", "-t", "dek", "--words=7"],
        "summkit: error: --words is given twice: give it once",
    ),
    "a parameter given twice": (
        ["summarise", "a.txt", "-m", "lexrank", "-p", "threshold=0.1", "-p", "threshold=0.2"],
        "summkit: error: --param threshold is given twice: give it once",
    ),
    "a system's parameter given twice": (
        ["compare", "c.jsonl", "-t", "dek", "-s", "lexrank:threshold=0.1,threshold=0.2"],
        "summkit: error: lexrank:threshold=0.1,threshold=0.2: threshold is given twice: give it "
        "once",
    ),
    "outputs given twice": (
        ["compare", "c.jsonl", "-t", "dek", "--outputs", "x=a.txt", "--outputs", "x=c.jsonl"],
        "summkit: error: --outputs x is given twice: give each file another name",
    ),
    "outputs of no name": (
        ["compare", "c.jsonl", "-t", "dek", "--outputs", "=a.txt"],
        "summkit: error: --outputs =a.txt: takes NAME=FILE",
    ),
    "outputs of no file": (
        ["compare", "c.jsonl", "-t", "dek", "--outputs", "x="],
        "summkit: error: --outputs x=: takes NAME=FILE",
    ),
    "more resamples than memory": (
        ["compare", "c.jsonl", "-t", "dek", "--resamples", "1000000000000"],
        "summkit: error: --resamples 1000000000000 is not allowed: takes a whole number of 1 or "
        "more, at most 1,000,000",
    ),
    "a number too large for any": (
        ["summarise", "a.txt", "--words", "99999999999999999999"],
        "summkit: error: --words 99999999999999999999 is not allowed: takes a whole number of 1 "
        "or more, at most 9,007,199,254,740,992",
    ),
    "a size with its unit": (
        ["summarise", "a.txt", "--max-bytes", "10MB"],
        "summkit: error: --max-bytes 10MB is not allowed: takes a whole number of 1 or more",
    ),
    "a share in per cent": (
        ["summarise", "a.txt", "--ratio", "50%"],
        "summkit: error: --ratio 50% is not allowed: takes a number above 0, at most 1",
    ),
    "a name without an end": (
        ["summarise", "a.txt", "-t", "x" * 5000],
        f"summkit: error: --target {'x' * 60}...{'x' * 60}{TARGETS}",
    ),
    "a size of shards without a cluster": (
        ["summarise", "c.jsonl", "--shard", "5"],
        "summkit: error: --shard needs --engine dask",
    ),
    "a model for another method": (
        ["summarise", "a.txt", "--model", "c.jsonl", "--method", "lexrank"],
        "summkit: error: --model is a model for newsrank: leave out --method lexrank",
    ),
    "a field without its column": (
        ["summarise", "c.jsonl", "--map", "body"],
        "summkit: error: --map 'body' is not of the form FIELD=COLUMN",
    ),
    "an unknown field": (
        ["summarise", "c.jsonl", "--map", "bdy=body"],
        "summkit: error: --map: an article has no field 'bdy' to map to: choose one of body, "
        "headline, dek, references, language, id, candidate, items",
    ),
    "standard input twice": (
        ["summarise", "-", "-"],
        "summkit: error: standard input (-) is given twice: write one of the inputs to a file",
    ),
    "texts and references in standard input": (
        ["score", "-", "-r", "-"],
        "summkit: error: standard input (-) is given twice: write one of the inputs to a file",
    ),
    "an article and headlines in standard input": (
        ["headline", "-", "--candidates", "-"],
        "summkit: error: standard input (-) is given twice: write one of the inputs to a file",
    ),
    "a file of headlines without one": (
        ["headline", "a.txt", "--candidates", "blank.txt"],
        "summkit: error: blank.txt: contains no headline: write one per line",
    ),
    "a target that the corpus has no text for": (
        ["init", "--corpus", "c.jsonl", "--target", "summary"],
        "summkit: error: c.jsonl: none of 1 article has a summary: choose another --target "
        "(there is a dek and a headline)",
    ),
    "a date where a list is": (
        ["check", "--config", "date.toml"],
        "summkit: error: date.toml:2: check.corpora = 1979-05-27 is not allowed: takes a list of "
        "paths",
    ),
}


@pytest.mark.parametrize("kind", ARGUMENTS)
def test_arguments_that_are_wrong_end_with_2_and_a_line(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    words, line = ARGUMENTS[kind]
    (tmp_path / "a.txt").write_text(FIRST)
    record = {"body": f"{FIRST} {SECOND}", "headline": "Bridge", "dek": SECOND}
    (tmp_path / "c.jsonl").write_text(json.dumps(record) + "\n")
    (tmp_path / "utf16.toml").write_text("[summarise]\n", encoding="utf-16")
    (tmp_path / "utf16.json").write_text("{}", encoding="utf-16")
    (tmp_path / "latin.txt").write_text("Café closes", encoding="latin-1")
    (tmp_path / "blank.txt").write_text("\n \n")
    (tmp_path / "date.toml").write_text("[check]\ncorpora = 1979-05-27\n")
    before = sorted(tmp_path.iterdir())
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "9" * 17)
    monkeypatch.setattr(sys, "argv", ["summkit", *words])
    with pytest.raises(SystemExit) as left:
        main()
    assert left.value.code == 2
    assert capsys.readouterr().err.splitlines()[-1] == line
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.parametrize(
    ("variable", "value", "command", "line"),
    [
        (
            "SUMMKIT_TRUST_CONFIG",
            "maybe",
            ["summarise", "a.txt"],
            "SUMMKIT_TRUST_CONFIG=maybe is not allowed: set it to 1 or 0, or unset it",
        ),
        (
            "SUMMKIT_DESK_TOKEN",
            "short",
            ["desk"],
            "SUMMKIT_DESK_TOKEN is too short: give at least 16 characters",
        ),
    ],
)
def test_a_wrong_variable_is_named(
    variable: str,
    value: str,
    command: list[str],
    line: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv(variable, value)
    monkeypatch.setattr(sys, "argv", ["summkit", *command])
    with pytest.raises(SystemExit) as left:
        main()
    assert left.value.code == 2
    assert capsys.readouterr().err == f"summkit: error: {line}\n"


def test_many_pairs_of_sentences_have_no_redundancy_and_few_are_scored_in_blocks(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Of three sentences two are equal: one pair of three has ROUGE-L 1, the others 0."""
    items = [
        Item(Candidate(" ".join(parts), parts), (), None)
        for parts in (("a b", "c d", "a b"), ("e f", "e f"), ("g h",))
    ]
    monkeypatch.setattr(redundancy, "_BLOCK", 2)
    assert Redundancy().values_many(items)[:, -1] == pytest.approx([1 / 3, 1, 0])
    monkeypatch.setattr(redundancy, "PAIRS", 2)
    values = Redundancy().values_many(items)[:, -1]
    assert values[0] != values[0]
    assert values[1:] == pytest.approx([1, 0])


def test_new_words_of_a_long_text_are_counted_as_those_of_a_short_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Of the four words only "new" is new, and two of the three pairs are new."""
    document = analyse(Article(body="The ferry sails late. It is old.", id="a"), "en")
    candidate = Candidate("The new ferry sails.", ("The new ferry sails.",))
    for few in (1_000, 0):
        monkeypatch.setattr(fragments, "_FEW", few)
        metric = Fragments()
        found = metric.values(candidate, (), document)
        values = dict(zip([column.name for column in metric.columns], found, strict=True))
        assert values["novel1"] == pytest.approx(1 / 4)
        assert values["novel2"] == pytest.approx(2 / 3)


class _Unheard(io.StringIO):
    """Standard error on a full disk."""

    def write(self, text: str, /) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize(("words", "status"), [(["foo"], 2), (["summarise", "gone.txt"], 2)])
def test_the_status_is_right_even_if_standard_error_is_full(
    words: list[str], status: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "stderr", _Unheard())
    monkeypatch.setattr(sys, "argv", ["summkit", *words])
    with pytest.raises(SystemExit) as left:
        main()
    assert left.value.code == status


@pytest.mark.parametrize(
    ("words", "least", "line"),
    [
        (["a.txt"], 0.0, ""),
        (["a.txt", "-f", "json"], 1.1, ""),
        (["a.txt", "--explain"], 1.1, ""),
        (["a.jsonl"], 1.1, ""),  # records of a corpus
        (
            ["a.txt"],
            1.1,
            r"summkit: doubtful: lede \(confidence 0\.\d\d.*\); add --explain to see more\n",
        ),
        (
            ["a.txt", "a.txt", "-f", "markdown"],
            1.1,
            r"summkit: doubtful: the texts of 2 of 2 articles have a confidence below 0\.3: "
            r"--format json prints the confidence of each\n",
        ),
    ],
)
def test_a_doubtful_text_is_marked_in_one_line(
    words: list[str],
    least: float,
    line: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "a.txt").write_text(FIRST)
    (tmp_path / "a.jsonl").write_text(json.dumps({"body": FIRST}) + "\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("summkit.report.summaries.DOUBTFUL", least)
    monkeypatch.setattr(sys, "argv", ["summkit", "summarise", "-t", "lede", "--workers=1", *words])
    with pytest.raises(SystemExit) as left:
        main()
    assert left.value.code == 0
    assert re.fullmatch(line, capsys.readouterr().err)

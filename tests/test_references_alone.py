"""Texts of several systems and their references, without the articles."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from rouge_score.rouge_scorer import RougeScorer

import summkit as sk
from summkit.cli import main

GOLD = {
    "n1": "A fire burned a mill in Ostrava on Monday.",
    "n2": "The council voted for a tram line to the harbour.",
    "n3": "Ferry crews walked off the job on Wednesday.",
}
OLD = {"n1": "A mill burned.", "n2": "A tram line.", "n3": "Crews walked off the job."}
NEW = {
    "n1": "A fire burned a mill on Monday.",
    "n2": "The council voted for a tram line.",
    "n3": "Ferry crews walked off the job.",
}
TABLE = pd.DataFrame(
    [{"doc_id": key, "old": OLD[key], "new system": NEW[key]} for key in ("n3", "n1", "n2")]
)
REFERENCES = pd.DataFrame([{"doc_id": key, "gold": text} for key, text in GOLD.items()])


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the current folder, with a table of two systems and a table of references."""
    TABLE.to_csv(tmp_path / "systems.csv", index=False)
    REFERENCES.to_csv(tmp_path / "refs.csv", index=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "summkit", "compare", *words],
        capture_output=True,
        text=True,
        check=False,
    )


def expected(texts: dict[str, str], kind: str) -> list[float]:
    scorer = RougeScorer([kind], use_stemmer=True)
    return [round(scorer.score(GOLD[key], texts[key])[kind].fmeasure, 6) for key in GOLD]


@pytest.mark.parametrize("kind", ["rouge1", "rouge2", "rougeL"])
def test_the_values_are_those_of_rouge_score(kind: str) -> None:
    comparison = sk.compare(
        outputs={"old": OLD, "new": NEW},
        references=GOLD,
        metrics=["rouge:types=1,2,L"],
        language="en",
        resamples=10,
    )
    assert comparison.systems == ("old", "new")
    assert comparison.baseline == "old"
    for name, texts in (("old", OLD), ("new", NEW)):
        values = comparison.run.known(name, f"{kind}.f").tolist()
        assert values == pytest.approx(expected(texts, kind), abs=1e-6)


def columns(table: pd.DataFrame, *names: str) -> dict[str, Any]:
    return {name: table.set_index("doc_id")[name] for name in names}


@pytest.mark.parametrize(
    ("outputs", "references"),
    [
        ({"old": TABLE, "new system": TABLE}, REFERENCES),
        ({"old": "systems.csv", "new system": "systems.csv"}, "refs.csv"),
        (columns(TABLE, "old", "new system"), REFERENCES.set_index("doc_id").gold),
        (columns(TABLE, "old", "new system"), GOLD),
        ({"old": [*OLD.values()], "new system": [*NEW.values()]}, [*GOLD.values()]),
        ({"old": OLD, "new system": NEW}, {key: [text, ""] for key, text in GOLD.items()}),
    ],
    ids=["tables", "files", "columns", "columns and a mapping", "lists", "several references"],
)
def test_texts_and_references_have_any_form(folder: Path, outputs: Any, references: Any) -> None:
    comparison = sk.compare(outputs=outputs, references=references, language="en", resamples=10)
    new = comparison.run.known("new system", "rouge1.f").tolist()
    assert new == pytest.approx(expected(NEW, "rouge1"), abs=1e-6)
    assert comparison.run.texts == tuple((OLD[key], NEW[key]) for key in GOLD)


def test_the_command_tests_the_systems_against_the_first(folder: Path) -> None:
    words = ["--references", "refs.csv", "--outputs", "old=systems.csv", "-l", "en"]
    words += ["--outputs", "new system=systems.csv", "--column", "rouge1.f"]
    done = run(*words, "-o", "run.json", "--report", "page.html", "-f", "json")
    assert (done.returncode, done.stderr) == (0, "summkit: report: page.html\n")
    data = json.loads(done.stdout)
    means = [sum(expected(texts, "rouge1")) / 3 for texts in (OLD, NEW)]
    found = data["systems"]["new system"]["differences"]["rouge1.f"]
    assert found["mean"] == pytest.approx(means[1] - means[0], abs=1e-5)
    assert (found["wins"], found["ties"], found["losses"]) == (3, 0, 0)
    # Of the 8 ways to flip the signs of 3 positive differences, 2 are as large.
    assert found["p_adjusted"] == pytest.approx(2 / 8, abs=0.02)
    assert data["baseline"] == "old"
    assert run("run.json", "--column", "rouge1.f", "-f", "json").stdout == done.stdout
    other = run(*words, "--baseline", "new system", "-f", "csv", "--workers", "2")
    assert other.stdout.splitlines()[1].split(",")[:3] == ["old", "rouge1.f", "R-1"]
    assert ",new system,-" in other.stdout.splitlines()[1]


def test_a_title_and_tables_name_no_article(folder: Path) -> None:
    comparison = sk.compare(
        outputs={"old": OLD, "new": NEW}, references=GOLD, language="en", resamples=10
    )
    assert str(comparison).startswith("3 texts, against their references\n")
    assert "lead" not in str(comparison)
    assert r"\caption{3 texts, against their references}" in comparison.to_latex()


def test_a_missing_text_is_missing_and_an_empty_text_is_0() -> None:
    with pytest.warns(UserWarning, match="new: 2 of 3 ids match; missing: n3"):
        comparison = sk.compare(
            outputs={"old": {**OLD, "n1": ""}, "new": {"n1": NEW["n1"], "n2": NEW["n2"]}},
            references=GOLD,
            language="en",
            resamples=10,
        )
    values = comparison.run.known("new", "rouge1.f").tolist()  # without the missing text
    assert values == pytest.approx(expected(NEW, "rouge1")[:2], abs=1e-6)
    assert comparison.run.known("old", "rouge1.f").tolist()[0] == 0.0


@pytest.mark.filterwarnings("ignore:the language is not certain")
def test_each_script_is_scored_in_its_language() -> None:
    gold = {"a": "東京で火事があった。", "b": "A fire broke out in Tokyo, officials said today."}
    comparison = sk.compare(outputs={"same": gold, "other": gold}, references=gold, resamples=10)
    assert comparison.run.known("same", "rouge1.f").tolist() == [1.0, 1.0]
    assert comparison.run.header.corpus["languages"] == ["ja", "en"]


REFUSED: dict[str, tuple[Callable[[], Any], str]] = {
    "nothing to compare": (
        lambda: sk.compare(outputs={"a": OLD}),  # type: ignore[call-overload, unused-ignore]
        "compare() needs `corpus`, or `references` without the articles",
    ),
    "references without texts": (
        lambda: sk.compare(references=GOLD),
        "`references` needs `outputs`: the texts to compare with the references",
    ),
    "articles as well": (
        lambda: sk.compare([{"text": "A"}], references=GOLD, outputs={"a": OLD}),
        "`corpus` and `references` are both given: `references` is for texts without their "
        "articles, so leave one out",
    ),
    "a table of articles as well": (
        lambda: sk.compare(TABLE, references=GOLD, outputs={"a": OLD}),  # type: ignore[arg-type]
        "`corpus` and `references` are both given: `references` is for texts without their "
        "articles, so leave one out",
    ),
    "a system as well": (
        lambda: sk.compare(systems=["lexrank"], references=GOLD, outputs={"a": OLD}),
        "`systems` and `references` are both given: `references` is for texts without their "
        "articles, so leave one out",
    ),
    "a metric of articles": (
        lambda: sk.compare(references=GOLD, outputs={"a": OLD}, metrics=["support"]),
        "metric support needs the articles: give `corpus` instead of `references`",
    ),
    "ids on one side": (
        lambda: sk.compare(references=GOLD, outputs={"a": [*OLD.values()]}),
        "`references` has ids, such as 'n1', and `outputs['a']` has none: give both ids, or give "
        "both as lists in the same order",
    ),
    "ids of the texts alone": (
        lambda: sk.compare(references=[*GOLD.values()], outputs={"a": {"1": "A", "2": "B"}}),
        "`outputs['a']` has ids, such as '1', and `references` has none: give both ids, or give "
        "both as lists in the same order",
    ),
    "row labels that are no ids": (
        lambda: sk.compare(references=GOLD, outputs={"a": pd.Series([*OLD.values()])}),
        "`references` has ids, such as 'n1', and `outputs['a']` has none: give both ids, or give "
        "both as lists in the same order",
    ),
    "empty references": (
        lambda: sk.compare(references=["", " "], outputs={"a": ["x", "y"]}),
        "`references` contain no text: each is empty",
    ),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_a_wrong_call_is_refused(kind: str) -> None:
    call, message = REFUSED[kind]
    with pytest.raises(sk.UsageError) as caught:
        call()
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ([], "CORPUS|RUN is missing: see summkit compare --help"),
        (
            ["--references", "refs.csv"],
            "--references needs --outputs: the texts to compare with the references",
        ),
        (
            ["refs.csv", "-r", "refs.csv", "--outputs", "old=systems.csv"],
            "CORPUS cannot be combined with --references, which is for texts without their "
            "articles: leave one out",
        ),
        (
            ["-r", "refs.csv", "--outputs", "old=systems.csv", "--strata", "length"],
            "--strata cannot be combined with --references, which is for texts without their "
            "articles: leave one out",
        ),
        (
            ["-r", "refs.csv", "--outputs", "old=systems.csv", "-o", "refs.csv"],
            "--output refs.csv: the content is the run as JSON, so the name must end in .json; to "
            "print the table in a format: --format",
        ),
    ],
)
def test_a_wrong_command_line_is_refused(
    folder: Path,
    words: list[str],
    message: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(sys, "argv", ["summkit", "compare", *words])
    with pytest.raises(SystemExit) as left:
        main()
    assert (left.value.code, capsys.readouterr().err) == (2, f"summkit: error: {message}\n")

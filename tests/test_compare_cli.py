"""`summkit compare` and `summkit score` through the real entry point."""

from __future__ import annotations

import csv
import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

import summkit as sk
from corpora import corpus
from summkit.evaluation.comparison import comparison_of
from summkit.evaluation.saved import load_run
from summkit.report.comparison_data import as_data
from summkit.report.comparison_html import render
from summkit.report.escape import to_json

pytestmark = pytest.mark.once

SAMPLES = Path(__file__).parents[1] / "samples" / "articles.jsonl"


def run(*arguments: Any, cwd: Any = None, timeout: int = 120) -> Any:
    return subprocess.run(
        [sys.executable, "-m", "summkit", *map(str, arguments)],
        capture_output=True,
        text=True,
        cwd=cwd,
        timeout=timeout,
        check=False,
    )


def test_the_table_shows_baselines_and_fits_80_columns() -> None:
    done = run("compare", SAMPLES, "--target", "dek", "--words", "30", "--system", "lexrank")
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    rule = next(number for number, line in enumerate(lines) if line.startswith("---"))
    names = [line.split()[0] for line in lines[rule + 1 : rule + 6]]
    assert names == ["lead", "lead-cut", "random", "lexrank", "oracle"]
    assert max(map(len, lines)) <= 80
    assert "against the dek" in lines[0]


def test_its_rouge_is_rouge_scores_own(tmp_path: Path) -> None:
    from rouge_score.rouge_scorer import RougeScorer

    records = corpus("cnn_dailymail", 20)
    path = tmp_path / "cnn.jsonl"
    path.write_text("".join(json.dumps(record) + "\n" for record in records))
    out = tmp_path / "run.json"
    done = run("compare", path, "--target", "summary", "--system", "textrank", "--output", out)
    assert done.returncode == 0, done.stderr
    saved = json.loads(out.read_text())
    columns = list(saved["header"]["signatures"])
    assert "profile:ascii|stem:porter" in saved["header"]["signatures"]["rouge1.f"]
    scorer = RougeScorer(["rouge1", "rouge2", "rougeL"], use_stemmer=True)
    by_id = {record["id"]: record for record in records}
    for article, _, _, values, _, text in saved["rows"]:
        expected = scorer.score("\n".join(by_id[article]["summary"]), text)
        for name in ("rouge1", "rouge2", "rougeL"):
            own = values[columns.index(f"{name}.f")]
            assert own == pytest.approx(expected[name].fmeasure, abs=5.1e-7)


@pytest.mark.parametrize("format_", ["markdown", "csv", "latex", "json"])
def test_other_formats(format_: str) -> None:
    done = run("compare", SAMPLES, "--target", "dek", "--limit", 6, "-f", format_)
    assert done.returncode == 0, done.stderr
    if format_ == "json":
        data = json.loads(done.stdout)
        assert data["systems"]["lead"]["means"]["rouge1.f"]["n"] == 6
    assert "oracle" in done.stdout


def test_csv_has_no_rounding_errors() -> None:
    more = ("--target", "dek", "--limit", 6, "--resamples", 50, "--system", "lexrank", "-f")
    rows = list(csv.DictReader(run("compare", SAMPLES, *more, "csv").stdout.splitlines()))
    systems = json.loads(run("compare", SAMPLES, *more, "json").stdout)["systems"]
    assert len(rows) == len(systems) * 3
    for row in rows:
        mean = systems[row["system"]]["means"][row["column"]]["mean"]  # with 6 decimals
        assert float(row["mean"]) == pytest.approx(100 * mean, abs=5e-5)
        for name in ("mean", "low", "high", "difference", "difference_low", "difference_high"):
            assert len(row[name].partition(".")[2]) <= 10, (name, row[name])


def test_saved_runs_are_compared_without_running_anything(tmp_path: Path) -> None:
    for name in ("lexrank", "luhn"):
        done = run(
            *("compare", SAMPLES, "--target", "dek", "--system", name),
            *("--output", tmp_path / f"{name}.json", "--limit", 8),
        )
        assert done.returncode == 0, done.stderr
    done = run("compare", tmp_path / "lexrank.json", tmp_path / "luhn.json")
    assert done.returncode == 0, done.stderr
    for name in ("lexrank", "luhn", "oracle"):
        assert f"\n{name} " in done.stdout
    run("compare", SAMPLES, "--target", "dek", "--output", tmp_path / "other.json", "--limit", 5)
    done = run("compare", tmp_path / "lexrank.json", tmp_path / "other.json")
    assert done.returncode == 2
    assert "corpus:" in done.stderr


def test_options_that_do_not_apply_to_saved_runs_are_refused(tmp_path: Path) -> None:
    saved = tmp_path / "run.json"
    done = run("compare", SAMPLES, "--target", "dek", "--limit", 4, "--output", saved)
    assert done.returncode == 0, done.stderr
    for given in (
        *(["--words", "30"], ["--system", "kl"], ["--outputs", "x=y"], ["--metric", "rouge"]),
        *(["--limit", "3"], ["--target", "dek"], ["--workers", "2"], ["--output", "other.json"]),
        *(["--timeout", "3"], ["--resume"], ["--against", "dek"], ["--language", "en"]),
    ):
        done = run("compare", saved, *given)
        assert done.returncode == 2 and done.stdout == "", given
        assert done.stderr.startswith(f"summkit: error: {given[0]} does not apply to saved runs")
        assert len(done.stderr.splitlines()) == 1
    done = run("compare", saved, "--baseline", "random", "--seed", 3, "--resamples", 50)
    assert done.returncode == 0, done.stderr
    done = run("compare", saved, SAMPLES)
    assert done.returncode == 2 and "is a saved run and" in done.stderr
    done = run("compare", saved, "--strata", "length", "-f", "csv")
    assert done.returncode == 2 and "--strata" in done.stderr


def test_runs_of_one_name_in_two_folders_are_two(tmp_path: Path) -> None:
    for name in ("lexrank", "luhn"):
        (tmp_path / name).mkdir()
        done = run(
            *("compare", SAMPLES, "--target", "dek", "--system", name),
            *("--output", tmp_path / name / "run.json", "--limit", 4),
        )
        assert done.returncode == 0, done.stderr
    done = run("compare", tmp_path / "lexrank" / "run.json", tmp_path / "luhn" / "run.json")
    assert done.returncode == 0, done.stderr
    assert "\nlexrank " in done.stdout and "\nluhn " in done.stdout


def test_every_requested_metric_shows_its_main_columns(tmp_path: Path) -> None:
    saved = tmp_path / "run.json"
    metrics = ("--metric", "position", "--metric", "rouge:types=1", "--metric", "readability")
    arguments = ("--target", "dek", "--limit", 4, "--resamples", 50, "-f", "json")
    done = run("compare", SAMPLES, *arguments, *metrics, "--output", saved)
    assert done.returncode == 0, done.stderr
    names = [column["name"] for column in json.loads(done.stdout)["columns"]]
    assert {"position.first", "position.mean", "rouge1.f"} < set(names)
    assert any(name.startswith("readability.") for name in names), names
    again = run("compare", saved, "--resamples", 50, "-f", "json")
    assert [column["name"] for column in json.loads(again.stdout)["columns"]] == names
    unasked = run("compare", SAMPLES, *arguments)
    names = [column["name"] for column in json.loads(unasked.stdout)["columns"]]
    assert names == ["rouge1.f", "rouge2.f", "rougeLsum.f"]


def test_texts_of_other_programs_are_rows_of_the_table(tmp_path: Path) -> None:
    records = [json.loads(line) for line in SAMPLES.read_text().splitlines()]
    outputs = tmp_path / "model.jsonl"
    outputs.write_text(
        "".join(json.dumps({"id": r["id"], "summary": r["dek"]}) + "\n" for r in records[:-2])
    )
    done = run("compare", SAMPLES, "--target", "dek", "--outputs", f"model={outputs}", "-f", "json")
    assert done.returncode == 1, done.stderr
    assert "17 of 19 ids match; missing: " in done.stderr
    means = json.loads(done.stdout)["systems"]["model"]["means"]["rouge1.f"]
    assert means["mean"] == 1.0
    assert means["n"] == len(records) - 2


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--system", "lexrnk"], "did you mean lexrank"),
        (["--system", "lexrank:threshold=9"], "threshold"),
        (["--target", "plot"], "--target plot is not allowed: takes one of headline"),
        (["--target", "teaser"], "--target teaser is not allowed (did you mean lede?): takes one"),
        (["--against", "title"], "--against title is not allowed: takes a list of"),
        (["--against", "summary", "--map", "summary="], "none of"),
        (["--baseline", "best"], "best"),
        (["--metric", "bleu"], "bleu"),
        (["--column", "rouge9.f"], "rouge9.f"),
        (["--resume"], "--output"),
        (["--outputs", "x"], "NAME=FILE"),
        (["--outputs", "x=absent.jsonl"], "absent.jsonl"),
        (["--strata", "age"], "length, density"),
        (["--output", "/absent/run.json"], "/absent/run.json"),
    ],
)
def test_wrong_usage_is_one_line(arguments: Any, says: str) -> None:
    done = run("compare", SAMPLES, "--limit", 4, *arguments)
    assert done.returncode == 2
    assert done.stdout == ""
    lines = done.stderr.splitlines()
    assert says in lines[-1]
    assert not any("Traceback" in line for line in lines)


def test_killed_at_random_moments_it_resumes_to_the_same_bytes(tmp_path: Path) -> None:
    records = [json.loads(line) for line in SAMPLES.read_text().splitlines()]
    path = tmp_path / "corpus.jsonl"
    path.write_text(
        "".join(json.dumps(r | {"id": f"{r['id']}-{n}"}) + "\n" for n in range(25) for r in records)
    )
    arguments = ["compare", path, "--target", "dek", "--system", "kl", "--resamples", "100"]
    whole, broken = tmp_path / "whole.json", tmp_path / "broken.json"
    assert run(*arguments, "--output", whole).returncode == 0
    draw = random.Random(7)
    kills = 0
    for _ in range(6):
        process = subprocess.Popen(
            [sys.executable, "-m", "summkit", *map(str, arguments), "--output", broken, "--resume"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        time.sleep(draw.uniform(0.7, 2.0))
        if process.poll() is None:
            kills += 1
            os.kill(process.pid, signal.SIGKILL)
        process.wait()
    done = run(*arguments, "--output", broken, "--resume")
    assert done.returncode == 0, done.stderr
    assert kills > 0
    assert broken.read_bytes() == whole.read_bytes()
    assert not broken.with_name("broken.json.partial").exists()


def test_score_of_plain_lines_by_number(tmp_path: Path) -> None:
    (tmp_path / "c.txt").write_text("The bridge closes in March.\nRain fell.\n")
    (tmp_path / "r.txt").write_text("The bridge closes in March.\nSnow fell on the road.\n")
    done = run("score", tmp_path / "c.txt", "-r", tmp_path / "r.txt", "-f", "json")
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)["columns"]["rouge1.f"]
    assert found["values"]["1"] == 1.0
    assert found["values"]["2"] == pytest.approx(2 * (1 / 2) * (1 / 5) / (1 / 2 + 1 / 5))
    assert "profile:ascii" in found["signature"]


def test_score_takes_other_scripts_and_several_references(tmp_path: Path) -> None:
    (tmp_path / "c.jsonl").write_text('{"id": 1, "text": "Мост закрыт"}\n{"id": 9, "text": "a"}\n')
    (tmp_path / "r.jsonl").write_text('{"id": "1", "references": ["Мост открыт", "Мост закрыт"]}\n')
    done = run("score", tmp_path / "c.jsonl", "-r", tmp_path / "r.jsonl", "-f", "json")
    assert done.returncode == 1
    assert "1 of 1 ids match; not in the references: 9" in done.stderr
    data = json.loads(done.stdout)
    assert data["columns"]["rouge1.f"]["mean"] == 1.0
    assert "profile:unicode" in data["columns"]["rouge1.f"]["signature"]


def test_headlines_are_judged_and_ranked(tmp_path: Path) -> None:
    article = tmp_path / "a.txt"
    article.write_text(
        "Harbour bridge to close for nine months\n\n"
        "The harbour board voted on Tuesday to close the bridge from March until December.\n\n"
        "Ingrid Vale, who chairs the board, said 40,000 visitors crossed it last year.\n"
    )
    ideas = tmp_path / "ideas.txt"
    ideas.write_text("Norway buys 12 ferries\nHarbour board votes to close the bridge\n\n")
    arguments = ("headline", article, "--candidates", ideas, "-c", "Bridge \x1b[31mshut")
    lines = [json.loads(line) for line in run(*arguments, "-f", "json").stdout.splitlines()]
    assert [line["rank"] for line in lines] == [1, 2, 3]
    assert lines[0]["text"] == "Harbour board votes to close the bridge"
    assert lines[0]["unsupported"] == []
    assert lines[0]["fits"]["push"]
    wrong = lines[-1]
    assert wrong["text"] == "Norway buys 12 ferries"
    found = {claim["text"] for claim in wrong["unsupported"]}
    assert {"Norway", "12"} <= found
    for claim in wrong["unsupported"]:
        assert wrong["text"][claim["start"] : claim["end"]] == claim["text"]
    text = run(*arguments).stdout
    assert "not in the body: name 'Norway'" in text
    assert "\x1b" not in text
    assert max(map(len, text.splitlines())) <= 80
    assert run("headline", article).returncode == 2
    assert run("headline", tmp_path / "absent.txt", "-c", "x").returncode == 2


def test_metrics_lists_values_and_sources() -> None:
    text = run("metrics").stdout
    for part in ("rouge (built in)", "rouge2.f", "support.unsupported", "readability"):
        assert part in text
    assert max(map(len, text.splitlines())) <= 80


def test_missing_texts_and_failed_articles_are_reported_below_the_means(
    tmp_path: Path,
) -> None:
    """Every form of the table reports that a mean is over ten texts, not twelve."""
    articles = [
        {"id": f"a{n:02}", "body": f"Bridge {n} was closed on Monday. It is old.", "dek": "Bridge."}
        for n in range(12)
    ]
    news, mine = tmp_path / "news.jsonl", tmp_path / "mine.jsonl"
    news.write_text("".join(json.dumps(each) + "\n" for each in articles))
    texts = [{"id": each["id"], "text": "Bridge."} for each in articles]
    mine.write_text("".join(json.dumps(t) + "\n" for t in texts if t["id"] not in ("a03", "a07")))

    program = "import json, sys\nfor line in sys.stdin:\n    one = json.loads(line)\n"
    program += "    answer = json.dumps({'id': one['id'], 'text': 'Bridge.'})\n"
    program += "    print('no' if one['id'] == 'a04' else answer, flush=True)\n"
    (tmp_path / "program.py").write_text(program)
    out = tmp_path / "run.json"
    command = f"command:command={sys.executable} {tmp_path / 'program.py'}"
    done = run(
        *("compare", news, "--for", "dek", "-s", command, "--outputs", f"mine={mine}", "-o", out)
    )
    assert done.returncode == 1
    last = "summkit: status 1: 1 article failed; mine: 2 texts are missing"
    assert done.stderr.splitlines()[-1] == last
    found = load_run(out)
    comparison = comparison_of(found, resamples=50)
    absent = "(a03, a07): they are not counted in its mean; an empty text counts as 0"
    for text in (
        str(comparison),
        comparison.to_markdown(),
        render(comparison),
        to_json(as_data(comparison)),
    ):
        said = " ".join(text.replace("\\", "").split())
        assert f"has no text for 2 of these 11 articles {absent}" in said
        assert "1 article left out for all systems, because command:" in said
        assert " failed on it: a04" in said
    assert comparison.paired.mean("mine", "rouge1.f").n == 9
    assert comparison.paired.difference("mine", "rouge1.f").n == 9

    done = run("score", mine, "--references", news, "--map", "reference=dek")
    last = "summkit: status 1: 2 texts are missing"
    assert (done.returncode, done.stderr.splitlines()[-1]) == (1, last)
    said = " ".join(done.stdout.split())
    assert "a missing text is not counted in the mean; an empty text counts as 0" in said


def test_a_function_that_fails_on_an_article_is_named_under_the_table() -> None:
    def touchy(document: sk.Document) -> str:
        if "flood" in document.article.body:
            raise ValueError("no luck")
        return "Bridge."

    bodies = ("The bridge is shut.", "The flood came.", "The bridge is open.")
    articles = [sk.Article(body, id=f"a{n}", dek="Bridge.") for n, body in enumerate(bodies)]
    with pytest.warns(UserWarning, match="a1: touchy: failed with ValueError: no luck"):
        comparison = sk.compare(articles, [touchy], target="dek", resamples=50)
    (note,) = comparison.run.header.extra["notes"]
    assert note == "1 article left out for all systems, because touchy failed on it: a1"


def test_an_id_of_several_articles_is_named(tmp_path: Path) -> None:
    path = tmp_path / "news.jsonl"
    lines = SAMPLES.read_text(encoding="utf-8").splitlines()[:3]
    path.write_text("\n".join([*lines, lines[0]]), encoding="utf-8")
    done = run("compare", path, "--target", "dek", "--metric", "rouge:types=1", "--workers", "1")
    named = json.loads(lines[0])["id"]
    assert f"1 id belongs to several articles, and each of these counts: {named}" in done.stderr
    assert "4 articles" in done.stdout

"""`summkit init`, `check` and `history` through their real entry point."""

from __future__ import annotations

import json
import math
import re
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

pytestmark = pytest.mark.once

SAMPLES = Path(__file__).parents[1] / "samples" / "articles.jsonl"
SCHEMA = Path(__file__).with_name("junit.xsd")

CONFIG = """\
[check]
corpora = ["news.jsonl"]
margin = 5

[check.guard]
drop = 40

[check.systems.production]
method = "lexrank"
"""

# A summariser with a fault: it answers with the last sentence.
LAST = """\
import json, sys
for line in sys.stdin:
    ask = json.loads(line)
    print(json.dumps({"id": ask["id"], "sentences": [len(ask["sentences"]) - 1]}), flush=True)
"""


@pytest.fixture
def call(monkeypatch: pytest.MonkeyPatch, summkit_command: Any, tmp_path: Path) -> Any:
    """Return a function that runs a command in its own folder: status, output, messages."""
    monkeypatch.chdir(tmp_path)
    return summkit_command


@pytest.fixture
def project(tmp_path: Path) -> Any:
    """A folder with a corpus of the samples and a summkit.toml."""
    (tmp_path / "news.jsonl").write_bytes(SAMPLES.read_bytes())
    (tmp_path / "summkit.toml").write_text(CONFIG)
    return tmp_path


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_init_check_and_a_regression_from_an_empty_folder(call: Any, tmp_path: Path) -> None:
    status, _, said = call("init")
    few = re.search(r"less than about ([0-9.]+) points, .* about ([0-9,]+) articles like", said)
    assert few and "19 articles are few: the check would miss most drops of R-" in said
    # The undetected drop shrinks with the square root of the number of articles; rounded up.
    needed = 19 * (float(few[1]) / 2) ** 2
    assert 0.98 * needed < float(few[2].replace(",", "")) < 1.12 * needed
    assert (status, "review and commit" in said) == (0, True)
    assert "samples/articles.jsonl: wrote 19 sample articles" in said
    assert (tmp_path / "samples" / "articles.jsonl").read_bytes() == SAMPLES.read_bytes()
    text = (tmp_path / "summkit.toml").read_text(encoding="utf-8")
    missed = re.search(r"drop of less than about ([\d.]+) points of\s#? ?R-1", text)
    check = tomllib.loads(text)["check"]
    # No margin is smaller than a drop that 19 articles show in half of the cases.
    assert check["margins"]["rouge1.f"] == math.ceil(10 * float(missed[1])) / 10
    assert check["unit"] == "points"
    status, out, said = call("check")
    assert (status, said) == (0, "")
    assert "pass: 3 of 3 means passed" in out
    edit(tmp_path / "summkit.toml", 'method = "newsrank"', 'method = "random"')
    status, out, said = call("check")
    assert status == 1
    assert "regression" in out
    assert "production: method was 'newsrank', is 'random'" in out
    assert call("init")[0] == 2  # the file exists already


def test_the_first_run_writes_the_baseline_and_ends_with_3(call: Any, project: Any) -> None:
    status, out, said = call("check")
    assert (status, out) == (3, "")
    assert "review and commit it" in said
    first = (project / "summkit-baseline.json").read_bytes()
    assert call("check", "--update")[0] == 0
    # The same bytes: no diff to review.
    assert (project / "summkit-baseline.json").read_bytes() == first


def test_update_refuses_to_lower_unless_told_to(call: Any, project: Any) -> None:
    call("check")
    path = project / "summkit-baseline.json"
    before = path.read_bytes()
    edit(project / "summkit.toml", "lexrank", "random")
    status, _, said = call("check", "--update")
    assert status == 1
    assert "summkit check --update --allow-regression" in said
    assert path.read_bytes() == before
    assert call("check", "--update", "--allow-regression")[0] == 0
    assert call("check")[0] == 0
    edit(project / "summkit.toml", "random", "lexrank")
    assert call("check", "--update")[0] == 0  # a better baseline needs no permission
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('["news.jsonl"]', '["news.jsonl"]\nlimit = 3', "only 3 of the baseline's 19 articles"),
        ("margin", 'metrics = ["rouge:types=1,2,Lsum,refs=mean"]\nmargin', "signature of rouge1.f"),
        ("margin", 'columns = ["rouge1.f", "rouge2.r"]\nmargin', "rouge2.r is not in the baseline"),
        ("margin", 'target = "headline"\nmargin', "target: summary against headline"),
        ("systems.production", "systems.new", "system 'new' is not in the baseline"),
    ],
)
def test_runs_that_cannot_be_compared_end_with_3_and_advice(
    call: Any, project: Any, old: str, new: str, says: str
) -> None:
    call("check")
    edit(project / "summkit.toml", old, new)
    status, out, _ = call("check")
    assert status == 3
    assert says in out
    command = out.rpartition("To accept this change, run: ")[2].strip()
    assert command.startswith("summkit check --update")
    assert call(*command.split()[1:])[0] == 0
    assert call("check")[0] == 0


def test_a_config_elsewhere_means_paths_beside_it(
    call: Any, project: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "else where").mkdir()
    monkeypatch.chdir(tmp_path / "else where")
    assert call("check", "--config", "../summkit.toml")[0] == 3
    assert (project / "summkit-baseline.json").exists()
    edit(project / "summkit.toml", "margin = 5", "limit = 3")
    _, out, _ = call("check", "--config", "../summkit.toml")
    assert "To accept this change, run: summkit check --config ../summkit.toml --update" in out


def test_pyproject_toml_is_read_too(call: Any, project: Any) -> None:
    text = CONFIG.replace("[check", "[tool.summkit.check")
    (project / "summkit.toml").unlink()
    (project / "pyproject.toml").write_text('[project]\nname = "x"\n\n' + text)
    assert call("check")[0] == 3
    edit(project / "pyproject.toml", "margin = 5", 'margin = "much"')
    status, _, said = call("check")
    assert status == 2
    assert "pyproject.toml:6: check.margin = 'much' is not allowed" in said


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("margin = 5", "margn = 1", "summkit.toml:3: check.margn does not exist (did you mean"),
        ("margin = 5", "margin = -1", "summkit.toml:3: check.margin = -1 is not allowed: takes"),
        ("margin = 5", "alpha = 1", "summkit.toml:3: check.alpha = 1"),
        ("margin = 5", 'target = "poem"', "takes one of headline, lede, dek, summary"),
        ("margin = 5", 'against = ["poem"]', "summkit.toml:3: check.against = ['poem']"),
        ("margin = 5", 'not_enough_data = "x"', "takes one of pass, warn, fail"),
        ("margin = 5", "texts = 1", "summkit.toml:3: check.texts = 1"),
        ("margin = 5", "limit = 0", "summkit.toml:3: check.limit = 0"),
        ("margin = 5", 'metrics = ["blue"]', "metric 'blue' does not exist"),
        ("margin = 5", 'metrics = ["rouge", "fragments"]\ncolumns = ["density"]', ":4: check.c"),
        ("margin = 5", "budget = {sentences = 0}", "summkit.toml:3: check.budget"),
        ("margin = 5", "budget = {pages = 1}", "summkit.toml:3: check.budget.pages"),
        ("margin = 5", 'margins = {"rouge9.f" = 1}', 'check.margins."rouge9.f" does not exist'),
        ("margin = 5", 'map = "x"', "summkit.toml:3: check.map"),
        ("drop = 40", "dorp = 0.4", "summkit.toml:6: check.guard.dorp"),
        ("drop = 40", "allowed = true", "summkit.toml:6: check.guard.allowed = True"),
        ('method = "lexrank"', 'method = "lexrnk"', "summkit.toml:9: check.systems.production.met"),
        ('method = "lexrank"', "", "summkit.toml:8: check.systems.production needs exactly one"),
        ('method = "lexrank"', 'outputs = "no.jsonl"', "summkit.toml:9: check.systems.production"),
        ('method = "lexrank"', 'command = "no-such"', "no-such"),
        ('"lexrank"', '"lexrank"\nparameters.threshold = 7', "summkit.toml:10: check.systems"),
        ('"lexrank"', '"lexrank"\nredundancy = "no"', "summkit.toml:10: check.systems"),
        ('corpora = ["news.jsonl"]', "", "summkit.toml:1: check.corpora is needed"),
        ('corpora = ["news.jsonl"]', 'corpora = "news.jsonl"', "takes a list of paths"),
        ("[check]", "[chekc]", "did you mean check?"),
        (CONFIG, "", "has no section [check]"),
    ],
)
def test_mistakes_in_the_configuration_name_key_line_and_what_is_allowed(
    call: Any, project: Any, old: Any, new: str, says: str
) -> None:
    edit(project / "summkit.toml", old, new)
    status, out, said = call("check", "--config", "summkit.toml")
    assert (status, out) == (2, "")
    assert says in said
    assert said.count("\n") == 1


def test_a_missing_configuration_is_reported(
    call: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    status, out, said = call("check")
    assert (status, out) == (2, "")
    assert said == (
        "summkit: error: no summkit.toml in this folder: name another file with --config, or run: "
        "summkit init\n"
    )


def test_wrong_usage(call: Any, project: Any) -> None:
    assert call("check", "--format", "poem")[0] == 2
    for flag in ("--allow-regression", "--allow-removed"):
        status, _, said = call("check", flag)
        assert (status, f"{flag} needs --update" in said) == (2, True)
    (project / "summkit-baseline.json").write_text("{}")
    status, _, said = call("check")
    assert (status, "not a saved run" in said) == (2, True)


def test_a_command_and_an_outputs_file_are_gated(call: Any, project: Any) -> None:
    (project / "last.py").write_text(LAST)
    texts = [json.loads(line) for line in SAMPLES.read_text(encoding="utf-8").splitlines()]
    good = [{"id": t["id"], "text": " ".join(t["summary"])} for t in texts]
    (project / "out.jsonl").write_text("\n".join(map(json.dumps, good)), encoding="utf-8")
    edit(
        project / "summkit.toml",
        'method = "lexrank"',
        f"command = '''{sys.executable} last.py'''\n[check.systems.model]\noutputs = \"out.jsonl\"",
    )
    trusted = "--trust-config"  # the file names a program
    assert call("check", trusted)[0] == 3
    assert call("check", trusted)[0] == 0
    good[4]["text"] = "Nothing of this is in the reference."
    del good[7]
    (project / "out.jsonl").write_text("\n".join(map(json.dumps, good)), encoding="utf-8")
    status, out, _ = call("check", trusted, "--format", "json")
    verdict = json.loads(out)
    assert status == 1
    assert {one["system"] for one in verdict["articles"]} == {"model"}
    broken = {one["article"]: one["new"] for one in verdict["articles"]}
    assert broken[texts[7]["id"]] is None
    assert broken[texts[4]["id"]] < 0.5


def test_a_baseline_may_lack_texts(call: Any, project: Any) -> None:
    edit(project / "summkit.toml", "margin", "texts = false\nmargin")
    call("check")
    text = (project / "summkit-baseline.json").read_text(encoding="utf-8")
    articles = [json.loads(line) for line in SAMPLES.read_text(encoding="utf-8").splitlines()]
    assert not any(article["body"][:40] in text for article in articles)
    assert all(article["id"] in text for article in articles)
    assert call("check")[0] == 0


def test_every_output_says_the_same(call: Any, project: Any) -> None:
    call("check")
    edit(project / "summkit.toml", "lexrank", "random")
    edit(project / "summkit.toml", "drop = 40", "drop = 25")
    files = ("--json", "v.json", "--junit", "v.xml", "--markdown", "v.md", "--output", "run.json")
    files = (*files, "--report", "v.html")
    status, out, _ = call("check", "--format", "github", *files)
    assert status == 1
    verdict = json.loads((project / "v.json").read_text(encoding="utf-8"))
    failed = [one for one in verdict["judgements"] if one["fails"]]
    broken = [one for one in verdict["articles"] if one["fails"]]
    assert failed and broken
    suite = etree.parse(project / "v.xml")
    etree.XMLSchema(etree.parse(SCHEMA)).assertValid(suite)
    names = {case.get("name") for case in suite.iter("testcase") if len(case)}
    assert {f"{one['column']} mean" for one in failed} | {"articles"} == names
    errors = [line for line in out.splitlines() if line.startswith("::error")]
    assert len(errors) == min(10, len(failed) + len(broken))
    page = (project / "v.md").read_text(encoding="utf-8")
    for one in failed:
        assert f"{100 * one['new']:.2f}" in page
        assert any(f"became {100 * one['new']:.2f}" in line for line in errors)
    html = (project / "v.html").read_text(encoding="utf-8")
    assert "before: production" in html and "after: production" in html
    for text in (out, page, html):
        assert verdict["headline"] in text
    assert json.loads((project / "run.json").read_text(encoding="utf-8"))["summkit_run"] == 2


def test_history_of_runs_and_benchmarks(call: Any, project: Any) -> None:
    call("check")
    call("check", "--output", "one.json")
    edit(project / "summkit.toml", "lexrank", "random")
    call("check", "--output", "two.json")
    edit(project / "summkit.toml", "margin", "limit = 9\nmargin")
    call("check", "--output", "three.json")
    bench = {"name": "</svg><b>", "stats": {"median": 0.0015}, "extra_info": {"rouge1.f": 0.4}}
    (project / "bench.json").write_text(json.dumps({"benchmarks": [bench]}))
    files = ("one.json", "two.json", "three.json", "bench.json")
    status, out, _ = call("history", *files, "--format", "json", "--report", "h.html")
    assert status == 0
    series = {(one["figure"], one["of"]): one for one in json.loads(out)["series"]}
    quality = series["rouge1.f", "production"]
    assert quality["values"][0] > quality["values"][1]
    assert quality["not_comparable_with_previous"] == [False, False, True, False]
    assert quality["values"][3] is None
    assert series["milliseconds", "</svg><b>"]["values"] == [None, None, None, 1.5]
    assert series["rouge1.f", "</svg><b>"]["values"][3] == 0.4
    page = (project / "h.html").read_text(encoding="utf-8")
    assert "</svg><b>" not in page
    assert "http" not in page.replace("http-equiv", "")
    tree = etree.HTML(page)
    assert len(tree.findall(".//svg[@role='img']")) == len({figure for figure, _ in series})
    status, out, _ = call("history", *files)
    assert "another corpus" in out


def test_history_is_ordered_by_date(
    call: Any, project: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    call("check")
    seconds = {"new": 1_800_000_000, "old": 1_700_000_000, "middle": 1_750_000_000}
    for name, when in seconds.items():
        monkeypatch.setenv("SOURCE_DATE_EPOCH", str(when))
        call("check", "--output", f"{name}.json")
    bench = {"name": "b", "stats": {"median": 1.0}}
    data = {"datetime": "2025-01-01T10:00:00+00:00", "benchmarks": [bench]}
    (project / "speed.json").write_text(json.dumps(data))
    _, out, _ = call("history", *(f"{n}.json" for n in seconds), "speed.json", "--format", "json")
    assert json.loads(out)["files"] == ["old", "speed", "middle", "new"]


@pytest.mark.parametrize("text", ["", "{}", "[1]", '{"benchmarks": [{"name": "x"}]}'])
def test_history_refuses_other_files(call: Any, tmp_path: Path, text: str) -> None:
    (tmp_path / "x.json").write_text(text)
    status, _, said = call("history", "x.json")
    assert (status, "x.json" in said) == (2, True)
    assert call("history", "absent.json")[0] == 2


def test_a_gate_on_too_few_articles_warns_that_it_proves_nothing(call: Any, project: Path) -> None:
    one = (project / "news.jsonl").read_text(encoding="utf-8").splitlines()[0]
    (project / "one.jsonl").write_text(f"{one}\n", encoding="utf-8")
    (project / "summkit.toml").unlink()
    status, _, said = call("init", "--corpus", "one.jsonl")
    few = "not even a large drop of a mean can be significant: use at least 7 articles"
    assert status == 0 and few in said
    status, out, _ = call("check")
    few = "with 1 article no drop of a mean can be proven, however large: use at least 7 articles"
    assert status == 0 and few in " ".join(out.split())


@pytest.mark.parametrize("text", ["", "{}", "no json", '{"summkit_run": 9}'])
def test_a_damaged_baseline_is_reported_with_advice(call: Any, project: Path, text: str) -> None:
    call("check")
    (project / "summkit-baseline.json").write_text(text, encoding="utf-8")
    status, _, said = call("check")
    assert status == 2
    assert said.count("\n") == 1
    assert said.endswith("restore it, or delete it and run summkit check, which writes a new one\n")

"""`summkit check` without a verdict, and with the verdict in files."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from summkit.evaluation.run import Run
from summkit.evaluation.saved import load_run

pytestmark = pytest.mark.once

SCHEMA = Path(__file__).with_name("junit.xsd")
SAMPLES = Path(__file__).parents[1] / "samples" / "articles.jsonl"
ARTICLES = [json.loads(line) for line in SAMPLES.read_text(encoding="utf-8").splitlines()]

CONFIG = """\
[check]
corpora = ["news.jsonl"]
target = "dek"
margin = 2
unit = "points"

[check.systems.production]
outputs = "out.jsonl"
"""


@pytest.fixture
def call(monkeypatch: pytest.MonkeyPatch, summkit_command: Any, tmp_path: Path) -> Any:
    """Return a function that runs a command in its own folder: status, output, messages."""
    monkeypatch.chdir(tmp_path)
    for name in ("GITHUB_WORKSPACE", "GITHUB_STEP_SUMMARY"):
        monkeypatch.delenv(name, raising=False)
    return summkit_command


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
def project(tmp_path: Path) -> Any:
    return make_project(tmp_path)


@pytest.mark.parametrize(
    ("program", "says"),
    [
        ("import sys; sys.exit('no key for the model')", "exit status 1"),
        ("for line in open(0): print('nonsense', flush=True)", "the answer is not JSON"),
    ],
)
def test_a_program_that_fails_always_is_quoted_once(
    call: Any, project: Any, program: str, says: str
) -> None:
    (project / "prog.py").write_text(program)
    text = CONFIG.replace('outputs = "out.jsonl"', f"command = '''{sys.executable} prog.py'''")
    (project / "summkit.toml").write_text(text)
    status, out, said = call("check", "--config", "summkit.toml", "--workers", "1")
    assert (status, out, said.count("\n")) == (2, "", 1)
    assert f"all {len(ARTICLES)} articles failed, the first: " in said
    assert says in said and f"document {ARTICLES[0]['id']!r}" in said
    assert ("no key for the model" in said) == ("sys.exit" in program)


def test_a_byte_order_mark_before_the_configuration(call: Any, project: Any) -> None:
    path = project / "summkit.toml"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    status, _, said = call("check")
    assert (status, "the first baseline" in said) == (3, True)


def test_a_byte_order_mark_before_headlines(call: Any, tmp_path: Path) -> None:
    (tmp_path / "ideas.txt").write_bytes(b"\xef\xbb\xbfBoard votes to close bridge\n")
    (tmp_path / "a.txt").write_text("The board voted on Monday to close the bridge. It is old.")
    status, out, _ = call("headline", "a.txt", "--candidates", "ideas.txt", "--format", "json")
    assert (status, json.loads(out)["text"]) == (0, "Board votes to close bridge")


def status_in(path: Path) -> tuple[str, str]:
    """Return the numbers of failures and errors in a JUnit file."""
    root = etree.parse(path).getroot()
    etree.XMLSchema(etree.parse(SCHEMA)).assertValid(root)
    return root.get("failures"), root.get("errors")


FILES = ("--markdown", "v.md", "--junit", "v.xml", "--json", "v.json", "--report", "v.html")


def spoil_outputs(project: Any) -> None:
    (project / "out.jsonl").unlink()


def spoil_configuration(project: Any) -> None:
    (project / "summkit.toml").write_text(CONFIG.replace("target", "tagret"))


def spoil_toml(project: Any) -> None:
    (project / "summkit.toml").write_text("[check")


def spoil_baseline(project: Any) -> None:
    (project / "summkit-baseline.json").write_text('{"summkit_run": 2}')


def spoil_corpus(project: Any) -> None:
    (project / "news.jsonl").write_text("")


@pytest.mark.parametrize(
    ("spoil", "shown"),
    [
        (spoil_outputs, "text"),
        (spoil_outputs, "github"),
        (spoil_outputs, "json"),
        (spoil_outputs, "junit"),
        (spoil_outputs, "markdown"),
        (spoil_configuration, "text"),
        (spoil_toml, "text"),
        (spoil_baseline, "text"),
        (spoil_corpus, "text"),
    ],
)
def test_no_output_file_shows_a_pass_after_a_check_ended(
    call: Any, project: Any, spoil: Any, shown: str
) -> None:
    call("check")
    assert call("check", *FILES)[0] == 0
    assert status_in(project / "v.xml") == ("0", "0")
    spoil(project)
    status, out, said = call("check", *FILES, "--format", shown)
    assert (status, said.count("\n")) == (2, 1)
    message = said.removeprefix("summkit: error: ").strip()
    assert status_in(project / "v.xml") == ("0", "1")
    data = json.loads((project / "v.json").read_text(encoding="utf-8"))
    assert data["status"] == "error" and data["headline"] in message
    assert (project / "v.md").read_text(encoding="utf-8").count("###") == 1
    assert "❌" in (project / "v.md").read_text(encoding="utf-8")
    assert "summkit check: error" in (project / "v.html").read_text(encoding="utf-8")
    begins = {"github": "::error title=", "json": "{", "junit": "<?xml", "markdown": "### ❌"}
    assert out.startswith(begins[shown]) if shown in begins else out == ""


def test_the_first_run_leaves_files_too(call: Any, project: Any) -> None:
    status, out, _ = call("check", "--format", "github", *FILES)
    assert (status, status_in(project / "v.xml")) == (3, ("0", "1"))
    assert out.startswith("::error title=") and "the first baseline" in out
    data = json.loads((project / "v.json").read_text(encoding="utf-8"))
    assert data["status"] == "no baseline"


def test_an_interrupted_check_leaves_no_verdict(
    call: Any, project: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    call("check")
    call("check", *FILES)

    def interrupt(*_: Any, **__: Any) -> None:
        # The files of a killed run exist during the run.
        data = json.loads((project / "v.json").read_text(encoding="utf-8"))
        assert data["status"] == "unfinished"
        raise KeyboardInterrupt

    monkeypatch.setattr("summkit.evaluation.running.run_job", interrupt)
    assert call("check", *FILES)[0] == 130
    assert status_in(project / "v.xml") == ("0", "1")
    assert "interrupted" in (project / "v.md").read_text(encoding="utf-8")


def test_only_summkits_part_of_a_markdown_file_is_replaced(call: Any, tmp_path: Path) -> None:
    for name in ("a", "b"):
        make_project(tmp_path / name)
        call("check", "--config", f"{name}/summkit.toml")
    page = tmp_path / "page.md"
    page.write_text("# Unit tests\n", encoding="utf-8")
    for name in ("a", "b", "a"):
        assert call("check", "--config", f"{name}/summkit.toml", "--markdown", "page.md")[0] == 0
    text = page.read_text(encoding="utf-8")
    assert text.startswith("# Unit tests\n\n")
    assert [line for line in text.splitlines() if line.startswith("###")] == [
        "### ✅ summkit a: pass: 3 of 3 means passed",
        "### ✅ summkit b: pass: 3 of 3 means passed",
    ]


def test_the_summary_of_a_step_is_added_to(
    call: Any, project: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    call("check")
    page = project / "step"
    page.write_text("# Unit tests\n", encoding="utf-8")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(page))
    for _ in range(2):
        assert call("check", "--markdown", str(page))[0] == 0
    text = page.read_text(encoding="utf-8")
    assert text.startswith("# Unit tests\n")
    assert text.count("### ✅ summkit") == 2
    assert "unfinished" not in text and "<!--" not in text


@pytest.mark.parametrize("mark", ["git", "workspace"])
def test_annotations_and_names_are_relative_to_the_repository(
    call: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mark: str
) -> None:
    folder = make_project(tmp_path / "repo" / "services" / "news")
    if mark == "git":
        (tmp_path / "repo" / ".git").mkdir()
    else:
        monkeypatch.setenv("GITHUB_WORKSPACE", str(tmp_path / "repo"))
    monkeypatch.chdir(folder)
    call("check")
    lines(folder / "out.jsonl", answers()[1:])
    status, out, _ = call("check", "--format", "github", "--junit", "v.xml")
    assert status == 1
    first = out.splitlines()[0]
    assert first.startswith("::error file=services/news/summkit-baseline.json,title=production")
    suite = etree.parse(folder / "v.xml").find("testsuite")
    assert suite.get("name") == "summkit check services/news"


def test_three_new_articles_do_not_disarm_the_gate(call: Any, project: Any) -> None:
    call("check")
    texts = answers()
    for text in texts:
        text["text"] = "Nothing at all to report."
    more = [{**ARTICLES[0], "id": f"new{n}"} for n in range(3)]
    texts += [{"id": one["id"], "text": one["dek"]} for one in more]
    lines(project / "news.jsonl", [*more, *reversed(ARTICLES)])
    lines(project / "out.jsonl", texts)
    before = (project / "summkit-baseline.json").read_bytes()
    status, out, _ = call("check", "--report", "page.html")
    assert status == 1
    assert "corpus: 3 articles added (new0, new1, new2); 19 articles in both are judged" in out
    assert "To look closer, open: page.html" in out
    assert "To accept this change, run: summkit check --update --allow-regression" in out
    status, _, said = call("check", "--update")
    assert (status, "--allow-regression" in said) == (1, True)
    assert (project / "summkit-baseline.json").read_bytes() == before
    assert call("check", "--update", "--allow-regression")[0] == 0
    assert call("check")[0] == 0


def test_removed_articles_need_their_own_permission(call: Any, project: Any) -> None:
    call("check")
    baseline = project / "summkit-baseline.json"
    before = baseline.read_bytes()
    edited = {**ARTICLES[1], "dek": "The council has agreed."}
    corpus = [edited, *ARTICLES[2:], {**ARTICLES[0], "id": "new"}]
    lines(project / "news.jsonl", corpus)
    texts = [*answers()[1:], {"id": "new", "text": ARTICLES[0]["dek"]}]
    lines(project / "out.jsonl", texts)
    status, out, _ = call("check")
    assert (status, "1 article removed" in out, "1 article edited" in out) == (0, True, True)
    assert "To accept this change, run: summkit check --update --allow-removed\n" in out
    status, _, said = call("check", "--update")
    assert (status, baseline.read_bytes()) == (1, before)
    assert "is not updated: 1 article of the baseline would be dropped" in said
    assert "run: summkit check --update --allow-removed\n" in said
    # A real drop on the others is refused with it.
    worse = [{**each, "text": "Nothing at all."} for each in texts]
    lines(project / "out.jsonl", worse)
    status, _, said = call("check", "--update", "--allow-removed")
    assert (status, baseline.read_bytes()) == (1, before)
    assert "would become" in said and "would be dropped" not in said
    assert "run: summkit check --update --allow-regression\n" in said
    lines(project / "out.jsonl", texts)
    assert call("check", "--update", "--allow-removed")[0] == 0
    assert baseline.read_bytes() != before
    status, out, _ = call("check")
    assert (status, "corpus:" in out) == (0, False)


def test_a_renamed_or_shuffled_corpus_is_no_change(call: Any, project: Any) -> None:
    call("check")
    (project / "news.jsonl").unlink()
    lines(project / "dev.jsonl", ARTICLES[::-1])
    text = CONFIG.replace("news.jsonl", "dev.jsonl")
    (project / "summkit.toml").write_text(text)
    status, out, said = call("check")
    assert (status, said) == (0, "")
    assert "corpus:" not in out


def test_margins_of_the_previous_version_are_read_with_a_note(call: Any, project: Any) -> None:
    (project / "summkit.toml").write_text(
        CONFIG.replace('margin = 2\nunit = "points"\n', "margin = 0.02\n")
        + "[check.guard]\ndrop = 0.4\n"
    )
    status, _, said = call("check")
    assert status == 3
    assert "summkit.toml:4: check.margin = 0.02 is read as 2 points" in said
    assert "check.guard.drop = 0.4 is read as 40 points" in said
    status, out, _ = call("check", "--format", "json")
    rules = json.loads(out)["rules"]
    assert rules["margins"]["rouge1.f"] == 0.02
    assert rules["guard"]["drops"]["rouge1.f"] == 0.4


@pytest.mark.parametrize(
    ("new", "says"),
    [
        ("margin = 0.5\nunit = 'points'", "1 margin"),
        ("margin = 100", "summkit.toml:4: check.margin = 100 is not allowed: no value can fall"),
        ("margin = 60", "margin of 60.00 points can never fail production, R-1"),
        ("unit = 'shares'", "summkit.toml:4: check.unit = 'shares' is not allowed: takes one of"),
    ],
)
def test_margins_in_an_ambiguous_unit(call: Any, project: Any, new: str, says: str) -> None:
    (project / "summkit.toml").write_text(CONFIG.replace('margin = 2\nunit = "points"', new))
    status, _, said = call("check")
    if says == "1 margin":
        assert (status, said.count("\n")) == (3, 1)
        assert json.loads(call("check", "--format", "json")[1])["rules"]["margins"]["rouge1.f"] == (
            0.005
        )
    else:
        assert (status, says in said) == (2, True)


def test_texts_that_do_not_match_fail_and_are_named_everywhere(call: Any, project: Any) -> None:
    texts = answers()
    assert call("check")[0] == 3
    texts = [*texts[:-1], texts[3], {"id": "stranger", "text": "Nobody knows the article."}]
    lines(project / "out.jsonl", texts)
    status, out, said = call("check", *FILES)
    assert status == 1
    sentence = (
        f"18 of 19 ids match; missing: {ARTICLES[-1]['id']}; not in the corpus: stranger; "
        f"more than once: {ARTICLES[3]['id']}"
    )
    assert f"production: {sentence}" in said and f"production: {sentence}" in out
    # In the outputs file, the article that lost its text is one of the missing articles.
    assert status_in(project / "v.xml") == ("1", "0")
    assert 'type="incomplete"' in (project / "v.xml").read_text(encoding="utf-8")
    data = json.loads((project / "v.json").read_text(encoding="utf-8"))
    assert data["status"] == "incomplete"
    assert data["headline"] == "incomplete: texts of production are missing or duplicated"
    assert data["headline"] in (project / "v.html").read_text(encoding="utf-8")
    assert "title=production%3A incomplete::" in call("check", "--format", "github")[1]
    for name in ("v.md", "v.xml", "v.json", "v.html"):
        assert "regression" not in (project / name).read_text(encoding="utf-8")
    for name in ("v.md", "v.xml", "v.json"):
        assert "stranger" in (project / name).read_text(encoding="utf-8")


def test_texts_of_unknown_articles_are_listed_and_ignored(call: Any, project: Any) -> None:
    call("check")
    lines(project / "out.jsonl", [*answers(), {"id": "stranger", "text": "Of another corpus."}])
    status, out, _ = call("check")
    assert status == 0
    assert "warning: production: 19 of 19 ids match; not in the corpus: stranger" in out


def test_if_no_id_matches_the_message_shows_an_id_of_each_side(call: Any, project: Any) -> None:
    call("check")
    lines(project / "out.jsonl", [{**one, "id": f"X{one['id']}"} for one in answers()])
    status, _, said = call("check")
    assert status == 2
    assert f"none of its 19 ids is in the corpus: 'X{ARTICLES[0]['id']}' here, " in said


def test_an_empty_text_has_the_value_0_and_is_reported(call: Any, project: Any) -> None:
    call("check")
    lines(project / "out.jsonl", [{**one, "text": ""} for one in answers()])
    status, out, _ = call("check", "--format", "json")
    assert status == 1
    verdict = json.loads(out)
    assert {one["new"] for one in verdict["judgements"]} == {0.0}
    assert "wrote nothing" in " ".join(verdict["remarks"]["production"])


def test_texts_without_ids_are_in_the_order_of_the_corpus(call: Any, project: Any) -> None:
    (project / "out.txt").write_text("".join(f"{one['text']}\n" for one in answers()))
    call("check")
    (project / "summkit.toml").write_text(CONFIG.replace("out.jsonl", "out.txt"))
    status, out, _ = call("check", "--format", "json")
    assert status == 0
    assert {one["difference"] for one in json.loads(out)["judgements"]} == {0.0}


def test_records_without_ids_are_the_same_articles_in_another_file_or_order(
    call: Any, project: Any
) -> None:
    bare = [{key: value for key, value in one.items() if key != "id"} for one in ARTICLES]
    lines(project / "news.jsonl", bare)
    config = CONFIG.replace('outputs = "out.jsonl"', 'method = "lead"')
    (project / "summkit.toml").write_text(config)
    call("check")
    (project / "summkit.toml").write_text(config.replace("news.jsonl", "dev.jsonl"))
    lines(project / "dev.jsonl", bare)
    status, out, _ = call("check")
    assert (status, "corpus:" in out) == (0, False)
    lines(project / "dev.jsonl", [{**bare[0], "dek": "Something else."}, *bare[::-1]])
    status, out, _ = call("check", "--report", "page.html")
    assert status == 0
    assert "corpus: 1 article added (dev:1); 19 articles in both are judged" in out
    # A worse method is found although every id is different.
    text = config.replace("news.jsonl", "dev.jsonl").replace('"lead"', '"random"')
    (project / "summkit.toml").write_text(text)
    _, before, _ = call("check", "--format", "json")
    (project / "summkit.toml").write_text(text.replace("dev.jsonl", "news.jsonl"))
    _, after, _ = call("check", "--format", "json")
    assert json.loads(before)["judgements"][0]["n"] == 19
    assert json.loads(after)["judgements"][0]["n"] == 19


def test_saved_runs_over_a_renamed_file_are_compared_pair_by_pair(call: Any, project: Any) -> None:
    bare = [{key: value for key, value in one.items() if key != "id"} for one in ARTICLES]
    for name, method in (("news", "lead"), ("dev", "random")):
        lines(project / f"{name}.jsonl", bare)
        text = CONFIG.replace('outputs = "out.jsonl"', f'method = "{method}"')
        text = text.replace("news.jsonl", f"{name}.jsonl").replace("production", method)
        (project / "summkit.toml").write_text(text)
        call("check", "--output", f"{name}.json")
    status, out, _ = call("compare", "news.json", "dev.json", "--format", "json")
    assert status == 0
    systems = json.loads(out)["systems"]
    assert {mean["n"] for one in systems.values() for mean in one["means"].values()} == {19}
    assert {each["n"] for one in systems.values() for each in one["differences"].values()} == {19}


def test_a_file_that_cannot_be_written_leaves_no_other_green(call: Any, project: Any) -> None:
    call("check")
    call("check", "--json", "v.json", "--junit", "v.xml")
    status, _, said = call("check", "--junit", "nowhere/v.xml", "--json", "v.json")
    assert (status, said.count("\n")) == (2, 1)
    assert "nowhere/v.xml: cannot be written" in said
    data = json.loads((project / "v.json").read_text(encoding="utf-8"))
    assert (data["status"], "nowhere" in data["headline"]) == ("error", True)


INCOMPLETE = "Give each article one text (an empty one counts as 0)"


@pytest.mark.parametrize("options", [(), ("--update",), ("--update", "--allow-regression")])
@pytest.mark.parametrize("twice", [False, True])
def test_an_incomplete_outputs_file_is_no_regression_and_no_baseline(
    call: Any, project: Any, options: tuple[str, ...], twice: bool
) -> None:
    whole = answers()
    part = [*whole, whole[0]] if twice else whole[2:]
    lines(project / "out.jsonl", part)
    status, _, said = call("check", *options)
    baseline = project / "summkit-baseline.json"
    assert (status, baseline.exists()) == (3, False)
    assert "is not written: " in said and INCOMPLETE in said
    # An earlier baseline, which lacks the same texts.
    lines(project / "out.jsonl", part if twice else whole)
    if not twice:
        assert call("check")[0] == 3
        run = load_run(baseline)
        rows = [row for row in run.rows if row.article not in (whole[0]["id"], whole[1]["id"])]
        Run.of_rows(run.header, rows, run.by_article()).save(baseline)
        before = baseline.read_bytes()
        lines(project / "out.jsonl", part)
        for _ in range(2):
            status, out, said = call("check", *options)
            assert (status, baseline.read_bytes()) == (1, before)
            assert f"missing: {whole[0]['id']}, {whole[1]['id']}" in out
            assert "\nincomplete: " in out and "regression" not in out
            assert INCOMPLETE in out and "To accept" not in out
            assert ("is not updated" in said) == bool(options)
    # The advice is correct.
    lines(project / "out.jsonl", [*whole[2:], *({**each, "text": ""} for each in whole[:2])])
    assert call("check", *((not twice) * ("--update", "--allow-regression")))[0] == 3 * twice
    assert call("check")[0] == 0


def test_a_missing_outputs_file_is_reported(call: Any, project: Any) -> None:
    (project / "out.jsonl").unlink()
    status, _, said = call("check")
    assert (status, "is not allowed" in said) == (2, False)
    assert "check.systems.production.outputs cannot be read: out.jsonl: there is no such" in said

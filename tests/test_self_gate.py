"""The gate of this repository: unchanged methods pass it, a worsened one does not."""

from __future__ import annotations

import shutil
import sys
import tomllib
from pathlib import Path

import pytest

from summkit.cli import main

ROOT = Path(__file__).parents[1]
GATE = ROOT / "benchmarks" / "gate"
CI = ROOT / "samples" / "ci"
SHARED = ROOT.parent / "shared" / "data"


def check(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], config: Path
) -> tuple[int, str]:
    monkeypatch.setattr(sys, "argv", ["summkit", "check", "--config", str(config)])
    with pytest.raises(SystemExit) as left:
        main()
    said = capsys.readouterr()
    return left.value.code, said.out + said.err


def test_unchanged_methods_pass(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    status, said = check(monkeypatch, capsys, GATE / "summkit.toml")
    assert status == 0, said


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        # With this threshold the graph has no edge, so all sentences have equal scores.
        ('method = "lexrank"', 'method = "lexrank"\nparameters = {threshold = 0.9}', "lexrank"),
        ('method = "textrank"', 'method = "random"', "textrank"),
        ('method = "lead"', 'method = "lead"\nredundancy = "mmr"', None),
    ],
)
def test_a_worsened_method_fails(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    old: str,
    new: str,
    says: str | None,
) -> None:
    text = (GATE / "summkit.toml").read_text(encoding="utf-8")
    assert old in text
    text = text.replace(old, new).replace("../../samples", str(ROOT / "samples"))
    (tmp_path / "summkit.toml").write_text(text, encoding="utf-8")
    shutil.copy(GATE / "baseline.json", tmp_path)
    status, said = check(monkeypatch, capsys, tmp_path / "summkit.toml")
    if says is None:  # the lead's order does not depend on redundancy, so nothing changes
        assert status == 0, said
    else:
        assert status == 1
        assert f"{says}, R-1" in said


def test_the_baseline_of_publishers_articles_holds_none_of_their_text() -> None:
    from corpora import corpus
    from summkit.evaluation.saved import load_run

    run = load_run(GATE / "shared-baseline.json")
    assert {row.text for row in run.rows} == {""}
    written = (GATE / "shared-baseline.json").read_text(encoding="utf-8")
    for record in corpus("cnn_dailymail", 300):
        assert record["body"][:30] not in written


def test_the_jobs_to_copy_use_options_that_exist(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["summkit", "check", "--help"])
    with pytest.raises(SystemExit):
        main()
    known = capsys.readouterr().out
    for path in CI.iterdir():
        for word in path.read_text(encoding="utf-8").split():
            if word.startswith("--") and word != "---":
                assert word.strip("`:,.") in known, f"{path.name}: {word}"


def test_the_wheel_has_the_articles_that_init_starts_from() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    included = project["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    assert included == {"samples/articles.jsonl": "summkit/samples/articles.jsonl"}
    assert (ROOT / "samples" / "articles.jsonl").is_file()


def test_the_samples_of_the_configuration_are_toml() -> None:
    assert set(tomllib.loads((GATE / "summkit.toml").read_text())) == {"check"}

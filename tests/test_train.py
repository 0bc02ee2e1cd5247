"""`summkit train` and the models it writes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import invented
import summkit as sk
from summkit.budget import Budget
from summkit.cli.train import _table
from summkit.errors import UsageError
from summkit.jobs import cores
from summkit.modelfile import load
from summkit.newsrank.features import VERSION
from summkit.newsrank.model import KIND, parse, pin_of, shipped
from summkit.summarisers.registry import create
from summkit.system import System
from summkit.training.drawing import Drawn, Unfit
from summkit.training.matrix import _budgets, worth_of_length
from summkit.training.trained import Trained, compared, remarks_on

pytestmark = [pytest.mark.once, pytest.mark.xdist_group("train")]


def run(*args: str, seed: str = "0") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "summkit", *args],
        env=os.environ | {"PYTHONHASHSEED": seed},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("train")
    invented.write(folder / "archive.jsonl", 110)
    done = run(
        "train", str(folder / "archive.jsonl"), "--words", "20", "-o", str(folder / "model.json")
    )
    (folder / "printed.txt").write_text(done.stdout, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    return folder


def test_learns_what_can_be_learned(folder: Path) -> None:
    """The dek is always the sentence with a figure; held-out articles must confirm it."""
    printed = (folder / "printed.txt").read_text(encoding="utf-8")
    lines = {line[:22].strip(): line[22:].split() for line in printed.splitlines()}
    assert printed.startswith("dek: 110 articles; 5-fold")
    assert float(lines["lead"][0]) < 25
    assert float(lines["this model"][0]) > 60
    # Only a cut text fills the 20 words, which whole sentences do not.
    cut, lead = (lines[name] for name in ("lead cut at the budget", "lead"))
    assert float(lead[2]) < float(cut[2]) == 20.0


def test_a_model_that_has_seen_the_articles_says_so() -> None:
    model = shipped("dek")
    known = sorted(model.trained_on)[:3]
    assert remarks_on(model, [*known, "no such", "digest"]) == (
        "was trained on 3 of these 5 articles",
    )
    assert remarks_on(model, ["no such"]) == ()


def test_the_table_says_what_the_shipped_model_has_seen() -> None:
    rewards = {name: np.full((60, 2), 0.5) for name in ("lead", "shipped", "plain")}
    result = Trained(
        model=replace(shipped("dek"), about={"budget": {"words": 20}}),
        comparison=compared(rewards, "lead"),
        sizes=dict.fromkeys(rewards, 20.0),
        unit="words",
        articles=60,
        left_out={},
        better=False,
        remarks={"shipped": ("was trained on 60 of these 60 articles",)},
    )
    lines = _table(result, "dek").splitlines()
    place = next(n for n, line in enumerate(lines) if line.startswith("shipped model"))
    assert lines[place + 1].strip() == "(shipped model was trained on 60 of these 60 articles)"
    shown = {line[:22].strip(): line[22:].split() for line in lines[2:]}
    assert shown["lead"] == ["50.0", "50.0", "20.0"]  # the baseline has no difference
    for other in ("shipped model", "this model"):
        assert shown[other][3:] == ["+0.00", "[+0.00,", "+0.00]"] * 2


def test_writes_with_the_model(folder: Path) -> None:
    """A new article of the same kind: its sentence with a figure is chosen."""
    article = invented.record(5000)
    (folder / "new.jsonl").write_text(json.dumps(article) + "\n", encoding="utf-8")
    done = run(
        "summarise", str(folder / "new.jsonl"), "--target", "dek", "--words", "20",
        "--model", str(folder / "model.json"), "--explain",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert any(character.isdigit() for character in done.stdout.splitlines()[0])
    assert "Ranked higher: " in done.stdout
    assert "has numbers" in done.stdout


def test_same_seed_same_bytes(folder: Path) -> None:
    """Under another hash seed as well, and from another number of processes."""
    again = folder / "again.json"
    done = run(
        *("train", str(folder / "archive.jsonl"), "--words", "20", "-o", str(again)),
        *("--workers", str(cores() % 2 + 1)),
        seed="77",
    )
    assert done.returncode == 0, done.stderr
    assert again.read_bytes() == (folder / "model.json").read_bytes()


def test_the_model_records_its_training_data(folder: Path) -> None:
    model = load(str(folder / "model.json"), KIND)
    assert model.target == "dek"
    assert model.about["articles"] == 110
    assert model.about["budget"] == {"words": 20}
    assert len(model.trained_on) == 110
    assert set(model.about["metrics"]) == {
        *("lead", "lead-cut", "shipped", "plain", "headlined"),
    }


def test_refuses_a_model_that_is_not_better_than_the_lead(tmp_path: Path) -> None:
    corpus = invented.write(tmp_path / "led.jsonl", 55, follows_lead=True)
    output = tmp_path / "model.json"
    done = run("train", str(corpus), "--words", "20", "-o", str(output))
    assert done.returncode == 1
    assert "not better than the lead" in done.stderr
    assert "--force" in done.stderr
    assert not output.exists()
    assert "this model" in done.stdout
    assert run("train", str(corpus), "--words", "20", "-o", str(output), "--force").returncode == 0
    assert output.exists()


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (
            ["--target", "plot", "-o", "x.json"],
            "plot is not allowed: takes one of headline",
        ),
        (["-o", "nowhere/x.json"], "there is no folder nowhere: create it first"),
        (
            ["-o", "x.json", "--seed", "-1"],
            "--seed -1 is not allowed: takes a whole",
        ),
        (["-o", "x.json", "--words", "0"], "--words 0 is not allowed"),
        (["-o", "x.json", "--language", "?"], "language '?'"),
        (
            ["-o", "x.json"],
            "too few articles to learn from: 0 with a dek, and at least 50 are needed",
        ),
        (["-o", "x.json", "--target", "summary"], "too few"),
    ],
)
def test_errors_of_train_are_one_line(args: list[str], said: str, tmp_path: Path) -> None:
    (tmp_path / "few.jsonl").write_text('{"body": "One. Two."}\n', encoding="utf-8")
    done = run("train", str(tmp_path / "few.jsonl"), *args)
    assert done.returncode == 2
    assert said in done.stderr
    assert done.stderr.count("\n") == 1
    assert "Traceback" not in done.stderr


def broken(text: str, how: str) -> str:
    data = json.loads(text)
    if how == "truncated":
        return text[: len(text) // 2]
    if how == "weight":
        data["variants"]["plain"]["sets"]["shared"][0] += 1.0
    elif how == "version":
        data["features"] = VERSION + 1
    elif how == "other":
        data = {"weights": [1, 2, 3]}
    elif how == "list":
        data = [1]
    elif how == "empty":
        return ""
    return json.dumps(data)


@pytest.mark.parametrize(
    ("how", "said"),
    [
        ("truncated", "truncated"),
        ("weight", "changed after training"),
        ("version", f"version {VERSION + 1} of the features"),
        ("other", "not a summkit model"),
        ("list", "not a summkit model"),
        ("empty", "not JSON"),
    ],
)
def test_broken_models(how: str, said: str, folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "broken.json"
    path.write_text(
        broken((folder / "model.json").read_text(encoding="utf-8"), how), encoding="utf-8"
    )
    with pytest.raises(UsageError, match=said) as caught:
        load(str(path), KIND)
    assert "\n" not in str(caught.value)


def test_no_such_model() -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        System(create("newsrank", {"model": "/nowhere/x.json"})).summarise(_document())
    done = run("summarise", "samples", "-m", "newsrank", "-p", "model=/nowhere/x.json")
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_wrong_shape_with_right_checksum(folder: Path) -> None:
    """Even with a right checksum, a model that would fail later cannot be loaded."""
    from summkit.modelfile import checksum

    data = json.loads((folder / "model.json").read_text(encoding="utf-8"))
    data["variants"]["plain"]["sets"]["shared"].pop()
    data.pop("checksum")
    data["checksum"] = checksum(data)
    with pytest.raises(UsageError, match="incomplete model"):
        parse(json.dumps(data), "model x")


def test_near_duplicates_share_a_fold() -> None:
    from summkit.article import Article
    from summkit.document import analyse
    from summkit.training.examples import shingles
    from summkit.training.folds import assign, near_duplicates

    bodies = [invented.record(n)["body"] for n in range(30)]
    bodies.append(bodies[3] + " One more sentence ends this copy.")
    found = [shingles(analyse(Article(body=body), "en")) for body in bodies]
    roots = near_duplicates(found)
    assert roots[30] == roots[3]
    assert len(set(roots)) == 30
    folds = assign(found, 5, 1)
    assert folds[30] == folds[3]
    assert sorted(set(folds.tolist())) == [0, 1, 2, 3, 4]


def _document(number: int = 1) -> Any:
    from summkit.article import Article
    from summkit.document import analyse

    return analyse(Article(body=invented.record(number)["body"]), "en")


def test_budget_of_system_reaches_the_model(folder: Path) -> None:
    method = create("newsrank", {"model": str(folder / "model.json")})
    words = [
        System(method, "dek", Budget(words=40)).summarise(_document(number)).words
        for number in range(10)
    ]
    # An English dek is one sentence if the other chosen sentence is far after it.
    assert max(words) > 20
    assert max(words) <= 40


def test_draws_no_more_than_enough() -> None:
    """The same limited number of articles is drawn in any order, so memory does not grow."""
    drawn = Drawn[int](10, seed=3)
    taken = []
    for place in range(500):
        if drawn.wants(place):
            taken.append(place)
            drawn.add(place, place)
        assert len(drawn.kept()) <= 10
    kept = drawn.kept()
    assert len(kept) == 10
    assert kept == sorted(kept)
    assert set(kept) < set(taken)
    assert max(kept) > 100  # not just the first
    other = Drawn[int](10, seed=4)
    for place in range(500):
        if other.wants(place):
            other.add(place, place)
    assert other.kept() != kept
    # All are requested before the first result, as with many workers.
    ahead = Drawn[int](10, seed=3)
    wanted = [place for place in range(500) if ahead.wants(place)]
    for place in wanted:
        ahead.add(place, Unfit("failed") if place == kept[0] else place)
    assert set(kept[1:]) < set(ahead.kept())
    assert ahead.left_out() == {"failed": 1}


def test_pins_of_the_nearest_budget() -> None:
    pins = {"en 40": 1.0, "en 60": 2.0, "en #66": 3.0, " 40": 4.0, " #66": 5.0}
    assert pin_of(pins, "en", False, 30.0) == 1.0
    assert pin_of(pins, "en", False, 51.0) == 2.0
    assert pin_of(pins, "en", False, 50.0) == 1.0
    assert pin_of(pins, "en", True, 22.0) == 3.0
    assert pin_of(pins, "fr", False, 99.0) == 4.0
    assert pin_of(pins, "fr", True, 99.0) == 5.0
    assert pin_of({}, "fr", True, 99.0) == 0.0


def test_many_budgets_are_pinned_together() -> None:
    """A ratio gives every article a different budget."""
    few, many = np.array([30.0, 40.0, 40.0]), np.arange(20.0, 220.0, 10.0)
    assert (_budgets(few) == few).all()
    assert set(_budgets(many).tolist()) == {16.0, 32.0, 64.0, 128.0, 256.0}


def test_worth_of_length() -> None:
    """Only differences within an article count, not differences between articles."""
    sizes = np.array([3, 2, 1])
    used = np.array([0.0, 0.5, 1.0, 0.8, 1.0, 1.0])
    level = np.array([0.1, 0.1, 0.1, 0.7, 0.7, 0.9])
    assert worth_of_length(level, used, sizes) == pytest.approx(0.0)
    assert worth_of_length(level - 0.2 * used, used, sizes) == pytest.approx(-0.2)
    # All have one length, so there is no evidence.
    assert worth_of_length(level, np.ones(6), sizes) == 0.0


def test_the_library_writes_a_model(tmp_path: Path) -> None:
    archive, output = tmp_path / "archive.jsonl", tmp_path / "model.json"
    invented.write(archive, 52)
    result = sk.train(archive, target="dek", words=20, workers=1, output=output)
    assert result.better  # the dek is always the sentence with a figure
    assert output.read_text("utf-8") == result.model.to_json()
    trained = sk.System(sk.create("newsrank", model=str(output)), target="dek", words=20)
    assert any(map(str.isdigit, trained.summarise(next(iter(sk.read(archive)))).text))


def test_the_library_warns_of_what_it_leaves_out(tmp_path: Path) -> None:
    archive = tmp_path / "archive.jsonl"
    archive.write_text('{"body": "A port is shut. Ships wait.", "dek": "Ships wait."}\n{broken\n')
    with (
        pytest.warns(UserWarning, match=r"archive\.jsonl:2"),
        pytest.raises(sk.InputError, match="50"),
    ):
        sk.train(archive, target="dek", workers=1)
    with pytest.raises(UsageError, match="seed"):
        sk.train(archive, target="dek", seed=-1)

"""The history reports articles, texts and values that a later run over the same corpus lacks."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import summkit as sk
from summkit.cli import main
from summkit.evaluation.history import history_of
from summkit.report.history import history_data, history_html

ARTICLES = [
    sk.Article(f"The port was shut for {n} days. Ships wait outside.", id=f"a{n}", dek="Port shut.")
    for n in range(1, 9)
]
TEXTS = {article.id: f"Port closed, case {article.id}." for article in ARTICLES}


class Faith(sk.Metric):
    """A metric that has no value for texts that contain one of some words."""

    name = "faith"
    columns = (sk.Column("faith.share", "faith", share=True, better=1),)

    def values(self, candidate: Any, references: Any, document: Any) -> Any:
        return (float("nan") if UNMEASURED and re.search(UNMEASURED, candidate.text) else 0.9,)


UNMEASURED = ""


def saved(
    path: Path,
    date: str,
    monkeypatch: pytest.MonkeyPatch,
    unmeasured: str = "",
    texts: dict[str, str] = TEXTS,
    change: Callable[[sk.Run], sk.Run] = lambda run: run,
) -> Path:
    monkeypatch.setattr(f"{__name__}.UNMEASURED", unmeasured)
    run = sk.compare(
        ARTICLES,
        ["lead"],
        target="lede",
        against=["dek"],
        metrics=["rouge:types=1", Faith()],
        outputs={"mine": texts},
        resamples=10,
    ).run
    change(replace(run, header=replace(run.header, date=date))).save(path)
    return path


def runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, **second: Any) -> list[Path]:
    return [
        saved(tmp_path / "one.json", "2031-01-01", monkeypatch),
        saved(tmp_path / "two.json", "2031-01-02", monkeypatch, **second),
    ]


def test_equal_runs_have_no_losses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert history_of(runs(tmp_path, monkeypatch)).losses == ()


def test_some_lost_values_are_counted_and_listed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    history = history_of(runs(tmp_path, monkeypatch, unmeasured="case a[123]"))
    assert history.losses == (
        "two: mine, faith: 3 of 8 texts with a value in one have none now, and the mean excludes "
        "them: a1, a2, a3",
    )


def test_a_figure_without_any_value_is_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    history = history_of(runs(tmp_path, monkeypatch, unmeasured="case"))
    assert history.losses == (
        "two: mine, faith: no text has a value any more; 8 texts had a value in one",
    )
    (series,) = [s for s in history.series if (s.name, s.column.label) == ("mine", "faith")]
    assert series.values == (0.9, None)


@pytest.mark.filterwarnings("ignore:mine")
def test_missing_texts_are_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = {name: text for name, text in TEXTS.items() if name != "a7"}
    assert history_of(runs(tmp_path, monkeypatch, texts=texts)).losses == (
        "two: mine: 1 of 8 texts of one is missing now, and the means exclude them: a7",
    )


def test_articles_that_failed_are_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def without_four(run: sk.Run) -> sk.Run:
        return replace(
            run,
            **{
                name: getattr(run, name)[4:]
                for name in ("articles", "digests", "values", "texts", "places", "words")
            },
        )

    assert history_of(runs(tmp_path, monkeypatch, change=without_four)).losses == (
        "two: 4 of 8 articles of one are not measured now, and the means exclude them: "
        "a1, a2, a3, ...",
    )


def test_a_loss_is_reported_once_and_a_gain_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = runs(tmp_path, monkeypatch, unmeasured="case a1")
    files.append(saved(tmp_path / "three.json", "2031-01-03", monkeypatch, "case a1"))
    files.append(saved(tmp_path / "four.json", "2031-01-04", monkeypatch))
    assert [line.partition(":")[0] for line in history_of(files).losses] == ["two"]


def test_runs_over_another_corpus_are_not_compared(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def elsewhere(run: sk.Run) -> sk.Run:
        corpus = {**run.header.corpus, "fingerprint": "another"}
        return replace(run, header=replace(run.header, corpus=corpus))

    files = runs(tmp_path, monkeypatch, unmeasured="days", change=elsewhere)
    assert history_of(files).losses == ()


def test_every_output_contains_the_losses(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    files = runs(tmp_path, monkeypatch, unmeasured="case a[12]")
    history = history_of(files)
    (loss,) = history.losses
    assert history_data(history)["losses"] == [loss]
    assert loss in history_html(history)
    for format_ in ("text", "markdown", "latex", "json"):
        monkeypatch.setattr(sys, "argv", ["summkit", "history", *map(str, files), "-f", format_])
        with pytest.raises(SystemExit) as left:
            main()
        assert left.value.code == 0
        printed = " ".join(capsys.readouterr().out.split())
        assert "2 of 8 texts with a value in one have none now" in printed, format_
    assert json.loads(json.dumps(history_data(history)))["files"] == ["one", "two"]

"""The signatures below a table, and the unit of the values in CSV and frames."""

from __future__ import annotations

import csv
import io

import pytest

import summkit as sk
from summkit.metrics.signature import ways


def test_columns_of_one_metric_share_a_signature_and_metrics_do_not() -> None:
    made = [
        *("rouge1.f|stem:none|v:1", "rougeLsum.f|stem:none|v:1", "rouge2.f|stem:porter|v:1"),
        *("repeat1|profile:ascii|v:1", "repeat2|profile:ascii|v:1", "density|profile:ascii|v:1"),
        *("position.first|v:1", "position.mean|v:1", "mine|v:1"),
    ]
    assert ways(made) == [made[n] for n in (0, 2, 3, 5, 6, 8)]


def test_each_metric_has_its_signature_below_the_tables() -> None:
    articles = [
        sk.Article(f"Rain fell on day {n}. The port is shut.", id=str(n), dek="Rain fell.")
        for n in range(3)
    ]
    metrics = ["rouge", "redundancy", "fragments"]
    comparison = sk.compare(articles, target="dek", words=5, metrics=metrics, resamples=200)
    lines = str(comparison).splitlines()
    for name in ("rouge1.f|", "repeat1|", "coverage|"):
        assert sum(line.startswith(name) for line in lines) == 1
    said = str(sk.score(["Rain fell."], ["Rain fell here."], metrics=["rouge", "redundancy"]))
    assert "rouge1.p|" in said and "repeat1|" in said and "rouge2" not in said.split("low, high")[1]


def test_csv_is_in_the_unit_of_the_tables_and_a_frame_is_not() -> None:
    articles = [
        sk.Article("Rain fell all day. The port is shut now.", id="a", dek="The port is shut."),
        sk.Article("Wheat is cheap now. Maize is not.", id="b", dek="Maize is not cheap."),
    ]
    comparison = sk.compare(articles, target="dek", words=5, resamples=200, seed=7)
    rows = list(csv.DictReader(io.StringIO(comparison.to_csv())))
    oracle = next(r for r in rows if (r["system"], r["column"]) == ("oracle", "rouge1.f"))
    assert float(oracle["gap"]) == 100  # by definition
    assert oracle["signature"].endswith("|bs:200|seed:7")
    pytest.importorskip("pandas")
    frame = comparison.to_frame()
    same = frame[(frame.system == "oracle") & (frame.column == "rouge1.f")].iloc[0]
    assert same.gap == 1
    assert float(oracle["mean"]) == pytest.approx(100 * same["mean"])

"""Metrics that need no reference measure articles that have none, in `compare` and `check`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from summkit import Article, UsageError, analyse
from summkit.evaluation.comparison import comparison_of
from summkit.evaluation.job import ComparisonJob
from summkit.evaluation.running import run_job
from summkit.metrics.base import Candidate, Item
from summkit.metrics.column import columns_of
from summkit.metrics.fragments import Fragments
from summkit.reading import ReadOptions
from summkit.report.comparison_table import drawn

BODIES = [
    "A fire broke out in a mill on Monday. Nobody was hurt. The roof fell in at noon.",
    "The harbour will close for a month. Boats must leave by 7 June. The council voted 5 to 2.",
    "Rain fell for nine days. The river rose by two metres. Three bridges were shut.",
]


def job(folder: Path, metrics: list[str], deks: int = 0) -> ComparisonJob:
    path = folder / "corpus.jsonl"
    rows = [
        {"id": f"a{n}", "body": body, "language": "en", "dek": "A fire in a mill" * (n < deks)}
        for n, body in enumerate(BODIES)
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return ComparisonJob(
        sources=[str(path)], target="dek", against=(), systems=[], parameters={}, outputs={},
        budget=None, metrics=[(name, {}) for name in metrics], limit=None, sample=None, seed=1,
        language=None, options=ReadOptions(),
    )  # fmt: skip


def test_no_article_has_a_reference(tmp_path: Path) -> None:
    run, _, status = run_job(job(tmp_path, ["support", "length"]), say=print)
    assert status == 0
    assert run.articles == ("a0", "a1", "a2")
    assert run.header.corpus["referenced"] == run.header.corpus["unreferenced"] == 0
    compared = comparison_of(run, resamples=100)
    lead = compared.paired.mean("lead", "support.share")
    assert lead is not None and (lead.mean, lead.n) == (1.0, 3)
    assert "oracle" not in compared.systems
    table = drawn(compared, "text")
    assert table.startswith("dek: 3 articles, without a reference")
    assert "oracle" not in table


def test_some_articles_have_one(tmp_path: Path) -> None:
    run, _, _ = run_job(job(tmp_path, ["rouge", "support"], deks=1), say=print)
    compared = comparison_of(run, resamples=100)
    shown = [column.name for column in compared.columns]
    assert shown == ["rouge1.f", "rouge2.f", "rougeLsum.f", "support.unsupported",
                     "support.share", "support.negation"]  # fmt: skip
    counts = {name: compared.paired.mean("lead", name) for name in ("rouge1.f", "support.share")}
    assert {name: mean and mean.n for name, mean in counts.items()} == {
        "rouge1.f": 1,
        "support.share": 3,
    }
    title = drawn(compared, "text").splitlines()[0]
    assert title.startswith("dek: 3 articles, against the dek (1 of 3 have one)")


@pytest.mark.parametrize("metrics", [[], ["rouge"]])
def test_where_a_reference_is_needed_the_others_are_left_out(
    tmp_path: Path, metrics: list[str]
) -> None:
    said: list[str] = []
    run, _, _ = run_job(job(tmp_path, metrics, deks=2), say=said.append)
    assert run.articles == ("a0", "a1") and said == ["1 article left out: no dek"]
    with pytest.raises(UsageError, match="a `metric` that needs no reference, such as support"):
        run_job(job(tmp_path, metrics), say=print)


def test_fragments_can_be_gated() -> None:
    named = {column.name: column for column in columns_of(Fragments())}
    assert {c.better for c in named.values()} == {None}
    assert not any(column.main for column in named.values())
    wanted = {column.name: column for column in columns_of(Fragments(better="extractive"))}
    assert {name for name, column in wanted.items() if column.main} == {"density", "novel2"}
    assert (wanted["density"].better, wanted["novel2"].better) == (1, -1)
    turned = {column.name: column for column in columns_of(Fragments(better="abstractive"))}
    assert (turned["density"].better, turned["novel2"].better) == (-1, 1)
    item = Item(Candidate.from_text("A fire in a mill"), (), analyse(Article(body=BODIES[0])))
    both = [Fragments(better=way).values_many([item]).tolist() for way in ("none", "extractive")]
    assert both[0] == both[1]
    assert Fragments().signature() == Fragments(better="extractive").signature()

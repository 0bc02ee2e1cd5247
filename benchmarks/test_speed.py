r"""Time every part of summkit beside its peers, with the quality of the same systems in one file.

    OPENBLAS_NUM_THREADS=1 PYTHONPATH=src python -m pytest -n 0 benchmarks/test_speed.py \
        --benchmark-json speed.json
    summkit history earlier.json speed.json --report history.html

The results are in test_speed.md. Texts are generated. Every round gets a new text, so that no cache
can pass for speed. Slow programs are measured only up to the size that they finish within a few
seconds. A build must not depend on these times, which come from different tests: it uses
`benchmarks/speed_gate.py`.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import sumy_peer
from generate import article
from summkit.article import Article
from summkit.document import analyse
from summkit.evaluation.statistics import compare
from summkit.metrics.base import Candidate, Item
from summkit.metrics.rouge import Rouge
from summkit.reading.formats.text import read_text
from summkit.summarisers.registry import BUILT_IN, create
from summkit.system import System

SIZES = (10, 30, 100, 300, 1000, 3000)
SAMPLES = Path(__file__).parents[1] / "samples" / "articles.jsonl"
METHODS = [name for name in BUILT_IN if name != "command"]
# Largest size for programs that take more than a few seconds for one longer text.
LARGEST = {
    "sumy lex-rank": 300,
    "sumy text-rank": 300,
    "sumy lsa": 300,
    "rouge-score": 300,
}
PEERS = {
    "sumy lex-rank": ("lex_rank", "LexRankSummarizer"),
    "sumy text-rank": ("text_rank", "TextRankSummarizer"),
    "sumy luhn": ("luhn", "LuhnSummarizer"),
    "sumy lsa": ("lsa", "LsaSummarizer"),
}
ROUGE = Rouge(types="1,2", profile="ascii")
_SEEDS = itertools.count(1)


def record(size: int) -> dict[str, Any]:
    """Return a new article that no program has seen."""
    return article(next(_SEEDS), size)


def raw(size: int) -> str:
    made = record(size)
    return f"{made['headline']}\n\n{made['body']}"


def measure(benchmark: Any, size: int, work: Callable[..., Any], make: Callable[[], Any]) -> None:
    """Run `work` on a new result of `make` in each round; fewer rounds for longer texts."""
    benchmark.extra_info["sentences"] = size
    rounds = 11 if size <= 100 else 3 if size <= 300 else 1
    benchmark.pedantic(work, setup=lambda: ((make(),), {}), rounds=rounds, warmup_rounds=1)


def sized(names: list[str]) -> list[Any]:
    return [
        pytest.param(name, size, id=f"{name}-{size}")
        for name in names
        for size in SIZES
        if size <= LARGEST.get(name, SIZES[-1])
    ]


@cache
def quality(name: str) -> dict[str, float]:
    """Return a system's mean ROUGE on the English samples."""
    articles = [json.loads(line) for line in SAMPLES.read_text(encoding="utf-8").splitlines()]
    items = []
    for found in articles:
        if found["language"] != "en":
            continue
        if name in PEERS:
            text = sumy_peer.summarise(found["body"], *PEERS[name])
        elif name == "lede":
            import lede

            text = lede.summarize(found["body"], max_length=500).summary
        else:
            document = analyse(Article(body=found["body"], language="en"))
            text = System(create(name)).summarise(document).text
        items.append(Item(Candidate.from_text(text), (tuple(found["summary"]),)))
    means = ROUGE.values_many(items).mean(axis=0)
    columns = [column.name for column in ROUGE.columns]
    return {c: round(float(v), 6) for c, v in zip(columns, means, strict=True) if c.endswith(".f")}


@pytest.mark.parametrize("size", SIZES)
def test_reading(benchmark, size):
    measure(benchmark, size, read_text, lambda: raw(size))


@pytest.mark.parametrize("size", SIZES)
def test_analysis(benchmark, size):
    measure(benchmark, size, analyse, lambda: Article(body=record(size)["body"], language="en"))


@pytest.mark.parametrize(("name", "size"), sized(METHODS))
def test_method(benchmark, name, size):
    """Time a method from an analysed document to its summary."""
    benchmark.extra_info |= quality(name)
    measure(
        benchmark,
        size,
        System(create(name)).summarise,
        lambda: analyse(Article(body=record(size)["body"], language="en")),
    )


@pytest.mark.parametrize(("name", "size"), sized(["lead", "lexrank", "textrank", "luhn", "lsa"]))
def test_end_to_end(benchmark, name, size):
    """Time a method from raw text to its summary."""
    benchmark.extra_info |= quality(name)
    system = System(create(name))
    measure(
        benchmark, size, lambda text: system.summarise(analyse(read_text(text))), lambda: raw(size)
    )


@pytest.mark.parametrize(("name", "size"), sized([*PEERS, "lede"]))
def test_end_to_end_of_others(benchmark, name, size):
    """Time sumy and lede from raw text to a summary."""
    benchmark.extra_info |= quality(name)
    if name == "lede":
        lede = pytest.importorskip("lede")
        measure(
            benchmark, size, lambda text: lede.summarize(text, max_length=500), lambda: raw(size)
        )
    else:
        measure(
            benchmark, size, lambda text: sumy_peer.summarise(text, *PEERS[name]), lambda: raw(size)
        )


def pairs(size: int) -> tuple[list[str], list[str]]:
    """Return 20 candidates and references, with `size` sentences of an article in all."""
    parts = [record(max(1, size // 20)) for _ in range(40)]
    texts = [part["body"].replace("\n\n", "\n") for part in parts]
    return texts[:20], texts[20:]


@pytest.mark.parametrize(("name", "size"), sized(["summkit", "rouge-score-rs", "rouge-score"]))
def test_rouge(benchmark, name, size):
    """Time ROUGE-1, -2 and -Lsum with stemming of 20 pairs."""
    types = ["rouge1", "rouge2", "rougeLsum"]
    if name == "summkit":
        metric = Rouge(types="1,2,Lsum", profile="ascii")

        def work(texts):
            return metric.values_many(
                [
                    Item(Candidate(c, tuple(c.split("\n"))), (tuple(r.split("\n")),))
                    for c, r in zip(*texts, strict=True)
                ]
            )
    elif name == "rouge-score":
        from rouge_score.rouge_scorer import RougeScorer

        scorer = RougeScorer(types, use_stemmer=True)

        def work(texts):
            return [scorer.score(r, c) for c, r in zip(*texts, strict=True)]
    else:
        from rouge_score_rs.rouge_scorer import RougeScorer as Fast

        fast = Fast(types, use_stemmer=True)

        def work(texts):
            return [fast.score(r, c) for c, r in zip(*texts, strict=True)]

    measure(benchmark, size, work, lambda: pairs(size))


@pytest.mark.parametrize("articles", [100, 1000])
def test_statistics(benchmark, articles):
    """Time the statistics of five systems and three metrics with 10,000 resamples."""
    names, metrics = [f"s{n}" for n in range(5)], ["a", "b", "c"]

    def make():
        return np.random.default_rng(next(_SEEDS)).beta(2, 4, (5, 3, articles))

    benchmark.pedantic(
        lambda values: compare(values, names, metrics, "s0"),
        setup=lambda: ((make(),), {}),
        rounds=2,
        warmup_rounds=1,
    )

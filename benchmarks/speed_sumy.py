"""Compare the time from raw text to summary of summkit, sumy and lede in one process.

    PYTHONPATH=src taskset -c 1 python benchmarks/speed_sumy.py [--articles N]

Every article is new to every program. The programs take turns in blocks of twenty articles, so that
a machine that slows down slows all of them. summkit processes a block in one call (`analyse_many`,
`summarise_many`; the rows "one by one" show the effect of that); the others have no such call.
Turns on single articles would be unrealistic: each program would find the processor's caches full
of the others' code, sumy's above all. Quote the median over blocks of the ratio of the two CPU
times of a block. All use one thread.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import statistics
import time
from collections.abc import Callable
from pathlib import Path

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = "1"  # before numpy is imported anywhere

ROOT = Path(__file__).parents[1]
CORPUS = ROOT.parent / "shared" / "data" / "corpora" / "bbc.jsonl.gz"
BLOCK = 20
WARM_UP = 20  # articles, a multiple of BLOCK


def texts(count: int) -> list[str]:
    """Return raw texts (headline, blank line, body) of BBC articles, or of the samples."""
    if CORPUS.exists():
        with gzip.open(CORPUS, "rt", encoding="utf-8") as lines:
            records = [json.loads(line) for line in lines]
    else:
        lines = (ROOT / "samples" / "articles.jsonl").read_text(encoding="utf-8").splitlines()
        records = [json.loads(line) for line in lines]
    return [f"{r['headline']}\n\n{r['body']}" for r in records[-count:]]


def programs() -> dict[str, Callable[[list[str]], object]]:
    import lede

    import sumy_peer
    from summkit.document import analyse, analyse_many
    from summkit.reading.formats.text import read_text
    from summkit.summarisers.registry import create
    from summkit.system import System

    def ours(method: str, target: str = "summary") -> Callable[[list[str]], object]:
        system = System(create(method), target)
        return lambda texts: system.summarise_many(analyse_many([read_text(t) for t in texts]))

    def alone(method: str, target: str = "summary") -> Callable[[list[str]], object]:
        system = System(create(method), target)
        return lambda texts: [system.summarise(analyse(read_text(text))) for text in texts]

    def sumy(module: str, name: str) -> Callable[[list[str]], object]:
        return lambda texts: [sumy_peer.summarise(text, module, name) for text in texts]

    return {
        "summkit lexrank": ours("lexrank"),
        "summkit textrank": ours("textrank"),
        "summkit lexrank, one by one": alone("lexrank"),
        "summkit lead": ours("lead"),
        "summkit newsrank, dek": ours("newsrank", "dek"),
        "summkit newsrank, dek, one by one": alone("newsrank", "dek"),
        "summkit newsrank, headline": ours("newsrank", "headline"),
        "sumy lex-rank": sumy("lex_rank", "LexRankSummarizer"),
        "sumy text-rank": sumy("text_rank", "TextRankSummarizer"),
        "lede": lambda texts: [lede.summarize(text, max_length=500).summary for text in texts],
    }


RATIOS = [
    ("sumy lex-rank", "summkit lexrank"),
    ("sumy text-rank", "summkit textrank"),
    ("lede", "summkit lexrank"),
    ("lede", "summkit textrank"),
    ("summkit lexrank, one by one", "summkit lexrank"),
    ("sumy lex-rank", "summkit newsrank, dek"),
    ("lede", "summkit newsrank, dek"),
    ("summkit newsrank, dek", "summkit lexrank"),
    ("lede", "summkit newsrank, dek, one by one"),
    ("sumy lex-rank", "summkit newsrank, dek, one by one"),
    ("summkit newsrank, headline", "summkit newsrank, dek"),
]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=300)
    count = parser.parse_args().articles
    runs = programs()
    spent: dict[str, list[float]] = {name: [] for name in runs}
    articles = texts(count + WARM_UP)
    for at in range(0, len(articles), BLOCK):
        block = articles[at : at + BLOCK]
        for name, run in runs.items():
            start = time.process_time_ns()
            run(block)
            spent[name].append((time.process_time_ns() - start) / 1e6 / len(block))
    spent = {name: times[WARM_UP // BLOCK :] for name, times in spent.items()}
    print("| program | CPU ms an article, median of blocks |\n| --- | ---: |")
    for name, times in spent.items():
        print(f"| {name} | {statistics.median(times):.3f} |")
    print("\n| ratio | median | of the sums |\n| --- | ---: | ---: |")
    for slow, fast in RATIOS:
        pairs = [a / b for a, b in zip(spent[slow], spent[fast], strict=True)]
        total = sum(spent[slow]) / sum(spent[fast])
        print(f"| {slow} / {fast} | {statistics.median(pairs):.2f} | {total:.2f} |")


if __name__ == "__main__":
    main()

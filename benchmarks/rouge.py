"""Compare summkit's ROUGE with rouge-score: equality, speed, and the Unicode profile.

    PYTHONPATH=src python benchmarks/rouge.py [--limit N]

Prints the Markdown tables of rouge.md. Needs ../shared/data. Each engine scores every pair once in
a separate process that has not seen the pairs (rouge-score's stemmer and tokeniser cache nothing
between pairs, but the interpreter's caches do). The fast engine gets one thread. Speeds are pairs
per second of processor time, so that a busy machine does not matter.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np

from summkit.metrics.base import Candidate, Item
from summkit.metrics.rouge import DROPPED, Rouge
from summkit.metrics.tokens import dropped_share, tokens

SHARED = Path(__file__).parents[2] / "shared" / "data"
ENGLISH = (
    "bbc",
    "reuters21578",
    "cnn_dailymail",
    "xsum_test_sample",
    "freelance_writer_summaries",
    "recent_news_en",
    "timesofindia_noisy_en",
    "headline_dek_en",
    "nyt_headline_snippet",
    "ag_news_test",
    "mind_small_sample",
    "inshorts_sample",
    "primer_scored_summaries",
)
SIMCLS = ("cnndm", "xsum")
OTHERS = (
    "orangesum_fr",
    "10kgnad_de",
    "headline_dek_es",
    "vietnews_vi",
    "arabic_news_ar",
    "bnlpc_bn",
    "urdu_summary_corpus_ur",
    "russian_samples_ru",
    "clts_zh",
)
ENGINES = ("rouge-score", "rouge-score-rs")
STEMS = ("porter", "none")
ALL = "1,2,3,4,L,Lsum"


def records(name: str, limit: int | None) -> Iterator[dict[str, Any]]:
    with gzip.open(SHARED / "corpora" / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        yield from map(json.loads, islice(lines, limit))


def corpus(name: str, limit: int | None) -> list[Item]:
    """Pair the first 60 words of the body, split into rough sentences, with a human text."""
    items = []
    for record in records(name, limit):
        opening = " ".join(record["body"].split()[:60])
        reference = record["summary"] or [record["headline"] or record["dek"] or record["body"]]
        sentences = tuple(re.split(r"(?<=[.!?])\s+", opening))
        items.append(Item(Candidate(opening, sentences), (tuple(reference),)))
    return items


def simcls(name: str, limit: int | None) -> list[Item]:
    sides = []
    for side in ("ours", "reference"):
        path = SHARED / "rouge" / "simcls" / f"test.{name}.{side}.gz"
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            sides.append(
                [re.split(r"(?<= \.) ", line.rstrip("\n")) for line in islice(lines, limit)]
            )
    return [
        Item(Candidate(" ".join(one), tuple(one)), (tuple(two),))
        for one, two in zip(*sides, strict=True)
    ]


def sets(limit: int | None) -> Iterator[tuple[str, list[Item]]]:
    for name in SIMCLS:
        yield f"SimCLS {name}", simcls(name, limit)
    for name in ENGLISH:
        yield name, corpus(name, limit)


def child(engine: str, stem: str, out: Path, limit: int | None) -> None:
    """Score every set once with one engine; save the values and the seconds."""
    metric = Rouge(ALL, "ascii", stem, engine=engine)
    metric.values_many([Item(Candidate.from_text("import and compile"), (("all of it",),))])
    saved: dict[str, Any] = {}
    for name, items in sets(limit):
        began = time.process_time()
        saved[name] = metric.values_many(items)
        saved[f"{name} seconds"] = time.process_time() - began
    np.savez(out, **saved)


def parity(limit: int | None) -> None:
    print("| set | pairs | stemmer | differ | rouge-score pairs/s | ours pairs/s | ratio |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    environment = {**os.environ, "RAYON_NUM_THREADS": "1"}
    with tempfile.TemporaryDirectory() as folder:
        for stem in STEMS:
            results = []
            for engine in ENGINES:
                out = Path(folder) / f"{engine}-{stem}.npz"
                command = [sys.executable, __file__, "--child", engine, stem, str(out)]
                if limit:
                    command += ["--limit", str(limit)]
                subprocess.run(command, check=True, env=environment)
                results.append(np.load(out))
            _rows(stem, *results)


def _rows(stem: str, slow: Any, fast: Any) -> None:
    total = differing = 0
    seconds = [0.0, 0.0]
    for name in [name for name in slow.files if not name.endswith(" seconds")]:
        count = len(slow[name])
        differ = int((slow[name] != fast[name]).sum())
        times = [float(side[f"{name} seconds"]) for side in (slow, fast)]
        _row(name, count, stem, differ, *times)
        total, differing = total + count, differing + differ
        seconds = [a + b for a, b in zip(seconds, times, strict=True)]
        if name.startswith("SimCLS") and stem == "porter":
            columns = [
                [c.name for c in Rouge(ALL).columns].index(f"rouge{kind}.f")
                for kind in ("1", "2", "L", "Lsum")
            ]
            means = (100 * fast[name][:, columns].mean(axis=0)).round(3).tolist()
            print(
                f"{name}: R1 {means[0]} R2 {means[1]} RL {means[2]} RLsum {means[3]}",
                file=sys.stderr,
            )
    _row("**all**", total, stem, differing, *seconds)


def _row(name: str, count: int, stem: str, differ: int, slow: float, fast: float) -> None:
    speeds = f"{count / slow:,.0f} | {count / fast:,.0f} | {slow / fast:.0f}"
    print(f"| {name} | {count:,} | {stem} | {differ} | {speeds} |")


def scripts(limit: int | None) -> None:
    """Print the loss of the ASCII profile in other scripts, and the Unicode profile's speed."""
    titles = (
        "corpus",
        "texts",
        "over 5% of letters dropped",
        "no ASCII token",
        "no Unicode token",
        "R1 ascii",
        "R1 unicode",
        "unicode pairs/s",
    )
    print(f"| {' | '.join(titles)} |")
    print("| --- " * len(titles) + "|")
    for name in OTHERS:
        items = corpus(name, limit)
        texts = [
            text for item in items for text in (item.candidate.text, " ".join(item.references[0]))
        ]
        dropped = sum(dropped_share(text) > DROPPED for text in texts)
        none = [
            sum(not tokens(text, profile) for text in texts) for profile in ("ascii", "unicode")
        ]
        ascii_mean = 100 * Rouge("1", "ascii", "none").values_many(items)[:, 2].mean()
        metric = Rouge("1,2,L,Lsum", "unicode")
        began = time.process_time()
        values = metric.values_many(items)
        speed = len(items) / (time.process_time() - began)
        print(
            f"| {name} | {len(texts):,} | {dropped / len(texts):.0%} | {none[0]} | {none[1]} |"
            f" {ascii_mean:.2f} | {100 * values[:, 2].mean():.2f} | {speed:,.0f} |"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--limit", type=int, help="pairs of each set; all by default")
    parser.add_argument("--child", nargs=3, metavar=("ENGINE", "STEM", "OUT"))
    options = parser.parse_args()
    if options.child:
        engine, stem, out = options.child
        child(engine, stem, Path(out), options.limit)
        return
    parity(options.limit)
    print()
    scripts(options.limit)


if __name__ == "__main__":
    main()

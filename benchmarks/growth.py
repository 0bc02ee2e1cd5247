"""Measure how cost grows with the sentences of a document and with the number of articles.

    PYTHONPATH=src taskset -c 1 python benchmarks/growth.py sentences [--methods lead,kl]
    PYTHONPATH=src taskset -c 1 python benchmarks/growth.py articles [--methods lead] [--most N]

"sentences": CPU milliseconds of reading, analysis and each method (from the analysed document to
its summary) on generated texts of 10 to 10,000 sentences, no text twice. The exponent is the slope
of a least-squares line through the logarithms from 300 sentences on: 1 is linear, 2 is quadratic. A
method that takes over half a minute is not measured on longer texts.

"articles": raw text to summary over 1,000, 10,000 and 100,000 generated articles, each series in a
fresh process: CPU milliseconds an article and the peak of resident memory. Every article has words
that no other has, so that a cache by word would show as growth.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from math import log
from pathlib import Path
from typing import Any

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = "1"  # before numpy is imported anywhere

SIZES = (10, 30, 100, 300, 1_000, 3_000, 10_000)
FIT_FROM = 300
PATIENCE = 30.0  # seconds
ARTICLES = (1_000, 10_000, 100_000)


def took(work: Callable[[], object]) -> float:
    """Return CPU milliseconds."""
    start = time.process_time_ns()
    work()
    return (time.process_time_ns() - start) / 1e6


def exponent(points: list[tuple[int, float]]) -> float:
    """Return the slope of the logarithms by least squares."""
    xs, ys = [log(size) for size, _ in points], [log(ms) for _, ms in points]
    x, y = sum(xs) / len(xs), sum(ys) / len(ys)
    squares = sum((a - x) ** 2 for a in xs)
    return sum((a - x) * (b - y) for a, b in zip(xs, ys, strict=True)) / squares


def sentences(methods: list[str]) -> None:
    from generate import article
    from summkit.article import Article
    from summkit.document import analyse
    from summkit.errors import InputError
    from summkit.reading.formats.text import read_text
    from summkit.summarisers.registry import create
    from summkit.system import System

    def works(name: str, record: dict[str, Any]) -> Callable[[], object]:
        if name == "reading":
            return lambda: read_text(f"{record['headline']}\n\n{record['body']}")
        if name == "analysis":
            return lambda: analyse(Article(body=record["body"])).vocabulary
        document = analyse(Article(body=record["body"], language="en"))
        _ = document.vocabulary
        return lambda: System(create(name)).summarise(document)

    print(f"| work | {' | '.join(f'{size:,}' for size in SIZES)} | exponent |")
    print(f"| --- |{' ---: |' * (len(SIZES) + 1)}")
    for name in methods:
        points: list[tuple[int, float]] = []
        shown = []
        for size in SIZES:
            if points and points[-1][1] > PATIENCE * 1e3 / 10:
                shown.append("")
                continue
            seeds = range(3) if size <= 1_000 else range(1)
            try:
                ms = min(took(works(name, article(size * 10 + s, size))) for s in seeds)
            except InputError:
                shown.append("refused")
                continue
            points.append((size, ms))
            shown.append(f"{ms:.2f}" if ms < 10 else f"{ms:.0f}")
        slope = exponent([point for point in points if point[0] >= FIT_FROM])
        print(f"| {name} | {' | '.join(shown)} | {slope:.2f} |", flush=True)


def texts() -> Iterator[str]:
    """Yield raw texts without end: known sentences in a new order, with new words added."""
    from generate import article

    chance = random.Random(7)
    pool = [s for seed in range(200) for s in article(seed, 30)["body"].split(". ")]
    while True:
        chosen = [s.replace("\n\n", " ").rstrip(".") for s in chance.choices(pool, k=20)]
        chosen = [f"{s} {chance.getrandbits(40):x}." for s in chosen]
        parts = [" ".join(chosen[at : at + 4]) for at in range(0, 20, 4)]
        yield "\n\n".join([" ".join(chosen[0].split()[:8]), *parts])


def series(method: str, most: int) -> None:
    """Print the rows of one method, in this process."""
    from summkit.document import analyse_many
    from summkit.reading.formats.text import read_text
    from summkit.summarisers.registry import create
    from summkit.system import System

    system = System(create(method))
    source, spent, points = texts(), 0.0, []
    for number in range(1, most // 20 + 1):
        block = [next(source) for _ in range(20)]
        spent += took(
            lambda block=block: system.summarise_many(analyse_many(map(read_text, block)))
        )
        if number * 20 in ARTICLES:
            points.append((number * 20, spent))
            each, peak = spent / points[-1][0], memory()
            print(f"| {method} | {points[-1][0]:,} | {each:.3f} | {peak:.1f} |", flush=True)
    if len(points) > 1:
        print(f"| {method} | exponent of the whole time | {exponent(points):.3f} | |", flush=True)


def memory() -> float:
    """Return the peak of resident memory in MB."""
    status = Path("/proc/self/status").read_text()
    return int(next(line for line in status.split("\n") if "VmHWM" in line).split()[1]) / 1e3


def main() -> None:
    from summkit.summarisers.registry import BUILT_IN

    native = ["reading", "analysis", *(name for name in BUILT_IN if name != "command")]
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=("sentences", "articles", "series"))
    parser.add_argument("--methods", default="")
    parser.add_argument("--most", type=int, default=ARTICLES[-1])
    options = parser.parse_args()
    chosen = [name for name in options.methods.split(",") if name]
    if options.what == "sentences":
        sentences(chosen or native)
    elif options.what == "series":
        series(chosen[0], options.most)
    else:
        print("| method | articles | CPU ms an article | peak MB |")
        print("| --- | ---: | ---: | ---: |", flush=True)
        for name in chosen or ["lead", "lexrank"]:
            command = [sys.executable, __file__, "series", "--methods", name]
            subprocess.run([*command, "--most", str(options.most)], check=True)


if __name__ == "__main__":
    main()

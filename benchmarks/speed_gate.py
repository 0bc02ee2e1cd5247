"""Fail if summkit has become slower beside a control that runs in the same process.

    PYTHONPATH=src python benchmarks/speed_gate.py [--write]

Times depend on the machine and its load; the ratio of two runs that directly follow each other
hardly does. For every part of summkit, the program times the part and the control alternately on
the same texts, which no part has seen, in a separate process, in processor time of one thread.
The figure is the median of the ratios (control / summkit; higher is faster). speed_gate.json
contains the lowest figure measured on any machine. A part fails if it is below three quarters of
that figure four times in a row. No threshold is set by hand, so none can be closer to the figures
than the variation between processors and days.
--write measures all parts and stores the lower figure of each; delete a line to replace it.

The control of the parts is plain Python: it counts and sorts the words of the same text. It shares
no code with summkit, and a faster dependency does not change it. In the rows named "... beside ..."
the control is another program. They gate the README's claims: raw text to summary beside sumy and
lede, 1,000 sentences beside sumy, ROUGE and the oracle beside rouge-score. The rows of ranking are
run twice: as installed, and with SUMMKIT_PURE=1 (named "..., pure"). If the compiled core was not
built, only the pure rows are run.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import statistics
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
MEASURED = HERE / "speed_gate.json"
SHARE = 0.75  # share of the lowest measured ratio; see the table of repeats in gate.md
PAIRS, WARM_UP = 25, 3
AGAIN = 3  # more tries, because a shared machine can be slow for a minute
SIZE = 40  # sentences: an ordinary long article
BATCH = 8  # articles per pair, so that each side takes milliseconds and a disturbance weighs little
PARTS = ("reading", "analysis", "lexrank", "textrank", "luhn", "end to end", "rouge")
SHORT, BLOCKS = 20, 9  # sentences of an ordinary article; blocks of BATCH articles
RAW = {
    f"{method} beside {peer}": (ours, program)
    for method, ours, sumy in (
        ("lexrank", "summkit lexrank", "sumy lex-rank"),
        ("textrank", "summkit textrank", "sumy text-rank"),
        ("newsrank", "summkit newsrank, dek", "sumy lex-rank"),
    )
    for peer, program in (("sumy", sumy), ("lede", "lede"))
}
BESIDE = (
    *RAW,
    "lexrank on 1,000 sentences beside sumy",
    "scoring beside rouge-score",
    "oracle beside rouge-score",
)
PURE = tuple(f"{name}, pure" for name in (*RAW, "lexrank on 1,000 sentences beside sumy"))


def names() -> tuple[str, ...]:
    """Return the names of the gated rows."""
    from summkit import core

    if core.built:
        return (*PARTS, *BESIDE, *PURE)
    of_ranking = {name.removesuffix(", pure") for name in PURE}
    return (*PARTS, *(name for name in BESIDE if name not in of_ranking), *PURE)


def control(text: str) -> int:
    """Count, sort and join the words of a text, a few times over."""
    total = 0
    for shift in range(4):
        counts = Counter(word.lower().strip(".,'") for word in text.split())
        ranked = sorted(counts, key=lambda word: (-counts[word], word))
        total += sum(len(word) * place for place, word in enumerate(ranked)) + shift
    return total


def part(name: str) -> tuple[Callable[[dict[str, Any]], Any], Callable[[Any], object]]:
    """Return a function that prepares a record (not timed) and a function to be timed."""
    from summkit.article import Article
    from summkit.document import analyse
    from summkit.reading.formats.text import read_text
    from summkit.summarisers.registry import create
    from summkit.system import System

    def article(record: dict[str, Any]) -> Article:
        return Article(body=record["body"], language="en")

    def raw(record: dict[str, Any]) -> str:
        return f"{record['headline']}\n\n{record['body']}"

    if name == "reading":
        return raw, read_text
    if name == "analysis":
        return article, analyse
    if name == "end to end":
        system = System(create("lexrank"))
        return raw, lambda text: system.summarise(analyse(read_text(text)))
    if name == "rouge":
        from summkit.metrics.base import Candidate, Item
        from summkit.metrics.rouge import Rouge

        metric = Rouge(profile="ascii")

        def items(record: dict[str, Any]) -> list[Item]:
            pieces = record["body"].split("\n\n")
            reference = (tuple(record["summary"]),)
            return [Item(Candidate(piece, (piece,)), reference) for piece in pieces]

        return items, metric.values_many
    summarise = System(create(name)).summarise
    return lambda record: analyse(article(record)), summarise


def ratio(name: str, seed: int) -> float:
    """Return the median of control / summkit over interleaved pairs."""
    from generate import article

    prepare, work = part(name)
    ratios = []
    for number in range(PAIRS + WARM_UP):
        first = (seed * 1000 + number) * BATCH
        records = [article(first + place, SIZE) for place in range(BATCH)]
        ready = [prepare(record) for record in records]
        gc.collect()
        gc.disable()
        start = time.process_time_ns()
        for record in records:
            control(record["body"])
        middle = time.process_time_ns()
        for one in ready:
            work(one)
        end = time.process_time_ns()
        gc.enable()
        ratios.append((middle - start) / (end - middle))
    return statistics.median(ratios[WARM_UP:])


def beside(name: str, seed: int) -> float:
    """Return the median of another program / summkit over interleaved blocks."""
    from generate import article

    if name in RAW:
        from speed_sumy import programs

        runs = programs()
        ours, theirs = (runs[each] for each in RAW[name])
        ratios = []
        for number in range(BLOCKS + 1):
            first = (seed * 100 + number) * BATCH
            records = [article(first + place, SHORT) for place in range(BATCH)]
            texts = [f"{record['headline']}\n\n{record['body']}" for record in records]
            start = time.process_time_ns()
            theirs(texts)
            middle = time.process_time_ns()
            ours(texts)
            ratios.append((middle - start) / (time.process_time_ns() - middle))
        return statistics.median(ratios[1:])
    if name in ("scoring beside rouge-score", "oracle beside rouge-score"):
        from speed_scoring import BLOCK, measure, oracle, scoring

        records = [article(seed * 100 + number, SHORT) for number in range((BLOCKS - 2) * BLOCK)]
        work = scoring if name.startswith("scoring") else oracle
        return statistics.median(measure(work, records))
    from speed_long import both

    ours_took, theirs_took = both("lexrank", 1_000, seed)
    return theirs_took / ours_took


def measured(name: str, seed: int) -> float:
    """Return the ratio, measured in a separate process."""
    threads = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "RAYON_NUM_THREADS")
    environment = os.environ | dict.fromkeys(threads, "1")
    environment["SUMMKIT_PURE"] = "1" if name in PURE else "0"
    part = name.removesuffix(", pure")
    command = [sys.executable, __file__, "--part", part, "--seed", str(seed)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    return float(done.stdout)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--part", choices=(*PARTS, *BESIDE), help=argparse.SUPPRESS)
    parser.add_argument("--seed", type=int, default=None)
    parser.add_argument("--write", action="store_true", help="keep the lower of the figures")
    parser.add_argument("--repeats", type=int, default=0, help="only show how much ratios vary")
    options = parser.parse_args()
    if options.part:
        sys.path.insert(0, str(HERE))
        print((beside if options.part in BESIDE else ratio)(options.part, options.seed))
        return 0
    # Another text in each run, so that no cache can contain its summary.
    seed = options.seed or time.time_ns() % 1_000_000
    if options.repeats:
        for name in names():
            found = sorted(measured(name, seed + n) for n in range(options.repeats))
            print(f"| {name} | {' | '.join(f'{value:.3f}' for value in found)} |", flush=True)
        return 0
    lowest = json.loads(MEASURED.read_text()) if MEASURED.exists() else {}
    failed = False
    # Two at a time, because processor time is counted. Rows that are too slow are repeated alone.
    with ThreadPoolExecutor(min(2, os.cpu_count() or 1)) as pool:
        first = dict(
            zip(names(), pool.map(lambda name: measured(name, seed), names()), strict=True)
        )
    for name, found in first.items():
        if options.write:
            lowest[name] = round(min(found, lowest.get(name, found)), 3)
        elif name not in lowest:
            print(f"{name}: no figure to compare with: measure one with --write")
            failed = True
            continue
        limit = round(SHARE * lowest[name], 3)
        for again in range(1, AGAIN + 1):  # more tries before the build fails
            if found < limit:
                found = max(found, measured(name, seed + again))
        failed |= found < limit
        said = "TOO SLOW" if found < limit else "ok"
        print(f"{name}: {found:.3f} times the control's speed, at least {limit}: {said}")
    if options.write:
        MEASURED.write_text(json.dumps(lowest, indent=1) + "\n")
    elif failed:
        print(f"too slow at seed {seed}: see benchmarks/gate.md")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())

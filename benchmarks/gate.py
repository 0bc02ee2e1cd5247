"""Simulate how often the gate raises a false alarm, and how often it finds a drop.

    OPENBLAS_NUM_THREADS=1 PYTHONPATH=src python benchmarks/gate.py --trials 300

Prints the tables of gate.md except those of speed. Old values are ROUGE-like. A current run is
the old run plus noise, like a language model that writes each summary again, plus a true drop. The
whole of `gate()` runs with all its systems and columns, so each rate is the rate of a build, not
of one test. The noise is strongly correlated between the columns of a system, as ROUGE-1, -2 and
-L are.
"""

from __future__ import annotations

import argparse
from itertools import pairwise
from math import sqrt
from pathlib import Path

import numpy as np

from summkit.evaluation.gate import gate
from summkit.evaluation.gate_rules import GateRules
from summkit.evaluation.header import Header
from summkit.evaluation.margin import verdict
from summkit.evaluation.run import Row, Run
from summkit.evaluation.statistics import paired_differences
from summkit.metrics.column import Column

NOISE = 0.08  # standard deviation of one article's change; ROUGE-1 of two methods: about 0.1
COLUMNS = ("rouge1.f", "rouge2.f", "rougeLsum.f")
RESAMPLES = 1000
SHARED = Path(__file__).parents[2] / "shared" / "data" / "corpora"


def run_of(values: np.ndarray) -> Run:
    """Make a run from values of shape (systems, columns, articles)."""
    systems = {f"s{n}": {"method": "made"} for n in range(len(values))}
    columns = tuple(Column(name, better=1, share=True) for name in COLUMNS)
    signatures = dict.fromkeys(COLUMNS, "v")
    header = Header("summary", ("summary",), {"fingerprint": "x"}, systems, columns, signatures)
    rows = (
        Row(f"a{a}", f"s{s}", "", (), 1, tuple(values[s, :, a].tolist()))
        for a in range(values.shape[2])
        for s in range(len(values))
    )
    return Run.of_rows(header, rows)


def changes(generator: np.random.Generator, systems: int, articles: int) -> np.ndarray:
    """Return noise of shape (systems, columns, articles): heavy tails, correlation 0.8."""
    shape = (systems, len(COLUMNS), articles)
    shared = generator.standard_t(5, (systems, 1, articles)) * sqrt(0.8)
    own = generator.standard_t(5, shape) * sqrt(0.2)
    return NOISE * (shared + own) / sqrt(5 / 3)


def unadjusted(old: np.ndarray, new: np.ndarray, margin: float) -> bool:
    """Return whether any column fails if the p-values are not corrected."""
    flat = (-1, old.shape[2])
    names = [("s", "b", str(n)) for n in range(old.shape[0] * old.shape[1])]
    found = paired_differences(new.reshape(flat), old.reshape(flat), names, resamples=RESAMPLES)
    return any(verdict(one, margin) == "fail" for one in found)


def rates(trials: int) -> None:
    """Print false alarms and detections of whole builds."""
    print(
        "| articles | systems x columns | margin | no change: fails, uncorrected "
        "| no change: fails, **Holm** | drop of 1 detectable: found | of 2 | of 2, uncorrected |"
    )
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    for articles, systems in ((20, 1), (50, 3), (200, 1), (200, 3), (200, 10)):
        detectable = gate_detectable(articles, systems)
        for margin in (0.0, round(detectable, 4)):
            counts = dict.fromkeys(("plain", "holm", "one", "two", "plain two"), 0)
            rules = GateRules(COLUMNS, margin=100 * margin, resamples=RESAMPLES)
            generator = np.random.default_rng(articles * 100 + systems)
            for _ in range(trials):
                old = generator.beta(4, 6, (systems, len(COLUMNS), articles))
                noise = changes(generator, systems, articles)
                for key, drop in (("holm", 0), ("one", 1), ("two", 2)):
                    new = old + noise
                    new[0] -= drop * detectable  # the first system only
                    status = gate(run_of(old), run_of(new), rules).status
                    counts[key] += status == "fail"
                counts["plain"] += unadjusted(old, old + noise, margin)
                counts["plain two"] += unadjusted(old, new, margin)
            shares = {key: f"{100 * count / trials:.1f}%" for key, count in counts.items()}
            cells = [shares["plain"], f"**{shares['holm']}**", shares["one"], shares["two"]]
            head = f"| {articles} | {systems} x {len(COLUMNS)} | {100 * margin:g} | "
            print(head + " | ".join([*cells, shares["plain two"]]), "|", flush=True)


def gate_detectable(articles: int, systems: int) -> float:
    """Return the mean of the drops that the gate prints as detectable under this noise."""
    generator = np.random.default_rng(7)
    rules = GateRules(COLUMNS, resamples=100)
    found = []
    for _ in range(10):
        old = generator.beta(4, 6, (systems, len(COLUMNS), articles))
        new = old + changes(generator, systems, articles)
        found += [one.detectable for one in gate(run_of(old), run_of(new), rules).judgements]
    return float(np.mean(found))


def guards(trials: int) -> None:
    """Print how often the guard of single articles fails a build under noise alone."""
    print("\n| articles | guard: a fall of | articles allowed | no change: fails |")
    print("| --- | --- | --- | --- |")
    for articles in (50, 200, 1000):
        for drop, allowed in ((0.2, 0), (0.3, 0), (0.4, 0), (0.3, 2), (0.2, articles // 50)):
            generator = np.random.default_rng(articles)
            noise = [changes(generator, 1, articles)[0] for _ in range(trials)]
            failed = sum(bool(((-n > drop).sum(axis=1) > allowed).any()) for n in noise)
            print(f"| {articles} | {100 * drop:g} | {allowed} | {100 * failed / trials:.1f}% |")


def correlations() -> None:
    """Print the correlation between the values of methods, which the estimate assumes to be 0.5."""
    import summkit

    print("\n| corpus | pair | n | correlation of R-1 | deviation of R-1 | of the difference |")
    print("| --- | --- | --- | --- | --- | --- |")
    sources = [Path(__file__).parents[1] / "samples" / "articles.jsonl"]
    sources += [
        p for p in (SHARED / "cnn_dailymail.jsonl.gz", SHARED / "bbc.jsonl.gz") if p.exists()
    ]
    for source in sources:
        methods = ["lead", "lexrank", "textrank", "luhn"]
        run = summkit.compare(
            source, methods, metrics=["rouge:types=1"], limit=300, resamples=100
        ).run
        for first, second in pairwise(methods):
            one, two = (run.known(name, "rouge1.f") for name in (first, second))
            print(
                f"| {source.name} | {first}, {second} | {len(one)} | "
                f"{np.corrcoef(one, two)[0, 1]:.2f} | {one.std(ddof=1):.3f} | "
                f"{(two - one).std(ddof=1):.3f} |"
            )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--trials", type=int, default=300)
    trials = parser.parse_args().trials
    correlations()
    guards(10 * trials)
    print()
    rates(trials)


if __name__ == "__main__":
    main()

"""Measure the speed of the statistics and their agreement with scipy.

    OPENBLAS_NUM_THREADS=1 PYTHONPATH=src python benchmarks/significance.py

Prints the tables of significance.md.
"""

from __future__ import annotations

import argparse
import resource
import sys
from collections.abc import Callable
from functools import partial
from statistics import NormalDist
from time import process_time

import numpy as np
from scipy import stats

from summkit.evaluation.resampling import (
    bootstrap_means,
    bootstrap_p_values,
    percentile_intervals,
    randomisation_p_values,
)
from summkit.evaluation.statistics import compare

ARTICLES, RESAMPLES = 10_000, 10_000


def table(head: list[str], rows: list[list[object]]) -> None:
    """Print a Markdown table."""
    print("\n|", " | ".join(head), "|\n|", " | ".join("---" for _ in head), "|")
    for row in rows:
        print("|", " | ".join(str(cell) for cell in row), "|")


def seconds(work: Callable[[], object], repeats: int = 3) -> float:
    """Return the best processor time of some runs, because other programs use the machine."""
    times = []
    for _ in range(repeats):
        start = process_time()
        work()
        times.append(process_time() - start)
    return min(times)


def speed() -> None:
    """Time whole comparisons."""
    rows: list[list[object]] = []
    for systems, metrics, articles in ((2, 1, 100), (12, 6, 1000), (12, 6, ARTICLES)):
        values = np.random.default_rng(1).beta(2, 4, (systems, metrics, articles))
        names = [f"s{number}" for number in range(systems)]
        measures = [f"m{number}" for number in range(metrics)]
        holed = np.where(np.random.default_rng(2).random(values.shape) < 0.1, np.nan, values)
        for kind, array in (("none", values), ("10%, each its own", holed)):
            best = seconds(partial(compare, array, names, measures, "s0"))
            rows.append([systems, metrics, f"{articles:,}", kind, f"{best:.2f}"])
    table(["systems", "metrics", "articles", "values missing", "seconds"], rows)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"\npeak memory of the process: {peak:.0f} MB")


def designs() -> None:
    """Time ways to draw and apply the resamples: 138 columns, scaled up from a part."""
    n, part, columns = ARTICLES, 200, 138
    values = np.rint(np.random.default_rng(1).random((columns, n)) * 2**38)
    single = values.astype(np.float32)
    counts = np.random.default_rng(2).integers(0, 4, (part, n)).astype(np.float64)
    counts32 = counts.astype(np.float32)
    generator = np.random.default_rng(3)
    raw = np.random.PCG64(3)

    def by_integers() -> None:
        for _ in range(part):
            np.bincount(generator.integers(0, n, n), minlength=n)

    def by_raw() -> None:
        for _ in range(part):
            halves = raw.random_raw(n // 2).view("<u4")
            drawn = (halves * np.uint64(n)) >> np.uint64(32)
            np.bincount(drawn.view(np.int64), minlength=n)

    def by_multinomial() -> None:
        for _ in range(part):
            generator.multinomial(n, np.full(n, 1 / n))

    def by_chunk() -> None:
        drawn = generator.integers(0, n, (part, n)) + np.arange(part)[:, None] * n
        np.bincount(drawn.ravel(), minlength=n * part)

    def by_gathering() -> None:
        for _ in range(part // 10):
            values[:, generator.integers(0, n, n)].mean(axis=1)

    def signs() -> None:
        words = (n + 63) // 64
        bits = raw.random_raw(part * words).view(np.uint8).reshape(part, 8 * words)
        np.unpackbits(bits, axis=1, count=n).astype(np.float64)

    times: list[tuple[str, Callable[[], object], int]] = [
        ("counts: raw words, bincount a resample **(chosen)**", by_raw, part),
        ("counts: Generator.integers, bincount a resample", by_integers, part),
        ("counts: Generator.integers, bincount a chunk", by_chunk, part),
        ("counts: Generator.multinomial", by_multinomial, part),
        ("product: float64 **(chosen: exact)**", lambda: values @ counts.T, part),
        ("product: float32 (24 bits: not exact)", lambda: single @ counts32.T, part),
        ("no product: gather and average", by_gathering, part // 10),
        ("signs: raw bits **(chosen)**", signs, part),
    ]
    table(
        ["design", "seconds for 10,000 resamples"],
        [[name, f"{seconds(work) * RESAMPLES / done:.2f}"] for name, work, done in times],
    )


def against_scipy() -> None:
    """Print p-values and intervals beside scipy's."""
    rows: list[list[object]] = []
    for articles, shift in ((8, 0.1), (12, 0.1), (12, 0.2), (100, 0.02), (100, 0.05), (1000, 0.01)):
        rng = np.random.default_rng(articles)
        first, second = rng.beta(2, 4, articles) + shift, rng.beta(2, 4, articles)
        differences = (first - second)[None]
        resampled = bootstrap_means(differences)
        test = stats.permutation_test(
            (first - second,) if articles > 12 else (first, second),
            (lambda d, axis: np.mean(d, axis=axis))
            if articles > 12
            else (lambda a, b, axis: np.mean(a - b, axis=axis)),
            permutation_type="samples",
            n_resamples=10_000 if articles > 12 else np.inf,
            vectorized=True,
            batch=1000,
            rng=np.random.default_rng(1),
        )
        interval = stats.bootstrap(
            (first - second,), np.mean, n_resamples=10_000, method="percentile",
            batch=1000, rng=np.random.default_rng(2),
        ).confidence_interval  # fmt: skip
        low, high = percentile_intervals(resampled)[0]
        rows.append(
            [
                articles,
                f"{differences.mean():+.4f}",
                f"{randomisation_p_values(differences)[0]:.4f}",
                f"{test.pvalue:.4f}" + (" (exact)" if articles <= 12 else ""),
                f"{bootstrap_p_values(differences, resampled)[0]:.4f}",
                f"{stats.ttest_1samp(differences[0], 0).pvalue:.4f}",
                f"{low:+.4f} {high:+.4f}",
                f"{interval.low:+.4f} {interval.high:+.4f}",
            ]
        )
    table(
        ["articles", "mean difference", "p sign flips", "scipy permutation_test", "p bootstrap",
         "scipy t-test", "95% interval", "scipy percentile"],
        rows,
    )  # fmt: skip


def bca(values: np.ndarray, resampled: np.ndarray, level: float = 0.95) -> np.ndarray:
    """Return BCa intervals of means (Efron 1987), for the comparison in this program only."""
    normal, found = NormalDist(), np.empty((len(values), 2))
    centred = values - values.mean(axis=1, keepdims=True)
    acceleration = (centred**3).sum(axis=1) / (6 * (centred**2).sum(axis=1) ** 1.5)
    below = (resampled < values.mean(axis=1, keepdims=True)).mean(axis=1)
    for row, share in enumerate(below):
        shift = normal.inv_cdf(min(max(float(share), 1e-4), 1 - 1e-4))
        for end, tail in enumerate(((1 - level) / 2, (1 + level) / 2)):
            z = shift + normal.inv_cdf(tail)
            place = normal.cdf(shift + z / (1 - float(acceleration[row]) * z))
            found[row, end] = np.quantile(resampled[row], place)
    return found


def coverage() -> None:
    """Simulate how often intervals cover the truth, and how often tests reject a true null."""
    rows: list[list[object]] = []
    trials, resamples = 4000, 2000
    for kind in ("scores", "differences"):
        for articles in (5, 8, 10, 15, 20, 50, 100, 300):
            rng = np.random.default_rng(articles)
            # ROUGE-like: beta(1, 6), mean 1/7, skewness 1.4. Differences: correlated scores.
            if kind == "scores":
                values, true = rng.beta(1, 6, (trials, articles)), 1 / 7
            else:
                shared = rng.normal(0, 0.1, (trials, articles))
                values = np.abs(rng.normal(0.2, 0.1, shared.shape) + shared)
                values -= np.abs(rng.normal(0.2, 0.1, shared.shape) + shared)
                true = 0.0
            resampled = bootstrap_means(values, resamples=resamples)
            row: list[object] = [kind, articles]
            for low, high in (percentile_intervals(resampled).T, bca(values, resampled).T):
                row += [f"{np.mean((low > true) | (high < true)):.3f}"]
                if kind == "scores":
                    row[-1] = f"{row[-1]} ({np.mean(low > true):.3f} + {np.mean(high < true):.3f})"
            shifted = values - true
            for p in (
                bootstrap_p_values(shifted, resampled - true),
                randomisation_p_values(shifted, resamples=resamples),
            ):
                row.append(f"{np.mean(p <= 0.05):.3f}")
            low = percentile_intervals(resampled)[:, 0]
            row.append(f"{np.mean(low > true):.3f}")
            rows.append(row)
    table(
        ["values", "articles", "percentile misses (low + high)", "BCa misses (low + high)",
         "p bootstrap <= 0.05", "p sign flips <= 0.05", "low end above the truth"],
        rows,
    )  # fmt: skip


if __name__ == "__main__":
    argparse.ArgumentParser(description=__doc__).parse_args()
    print(f"numpy {np.__version__}, Python {sys.version.split()[0]}")
    speed()
    designs()
    against_scipy()
    coverage()

"""Resampling against scipy, sacreBLEU, plain loops and the definitions."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from summkit import core
from summkit.errors import UsageError
from summkit.evaluation.resampling import (
    bootstrap_means,
    bootstrap_p_values,
    percentile_intervals,
    randomisation_p_values,
)


def scores(seed: int, *shape: int) -> np.ndarray:
    """Return values like ROUGE's: in [0, 1], skewed, with a few exact zeros."""
    rng = np.random.default_rng(seed)
    values = rng.beta(2, 4, shape)
    values[rng.random(shape) < 0.1] = 0.0
    return values


def exhaustive_flip_p(differences: list[float]) -> float:
    """Return the exact p-value, from all 2**n sign patterns in integers."""
    whole = [round(d * 1000) for d in differences]
    observed = abs(sum(whole))
    flips = [
        abs(sum(s * w for s, w in zip(signs, whole, strict=True)))
        for signs in product((1, -1), repeat=len(whole))
    ]
    return sum(flip >= observed for flip in flips) / len(flips)


# ---------------------------------------------------------------- the draws themselves


def test_resamples_are_what_a_plain_loop_draws() -> None:
    articles, resamples, seed = 7, 5, 99
    values = scores(1, 2, articles)
    raw = np.random.PCG64(np.random.SeedSequence(seed, spawn_key=(0,)))
    expected = []
    for _ in range(resamples):
        # Two draws per word; the last half word is unused.
        words = [int(raw.random_raw()) for _ in range(4)]
        halves = [half for word in words for half in (word & 0xFFFFFFFF, word >> 32)]
        drawn = [half * articles // 2**32 for half in halves[:articles]]
        expected.append([sum(column[place] for place in drawn) / articles for column in values])
    means = bootstrap_means(values, resamples=resamples, seed=seed)
    assert np.allclose(means, np.array(expected).T, rtol=0, atol=1e-12)


def test_every_article_is_drawn_equally_often() -> None:
    articles, resamples = 10, 20_000
    shares = bootstrap_means(np.eye(articles), resamples=resamples).mean(axis=1)
    error = np.sqrt(0.1 * 0.9 / (articles * resamples))
    assert np.abs(shares - 0.1).max() < 4.5 * error


@pytest.mark.parametrize("articles", [1, 2, 63, 64, 65, 130])
def test_chunk_size_changes_no_byte(articles: int) -> None:
    values = scores(2, 3, articles)
    values[1, 0] = np.nan
    whole = bootstrap_means(values, resamples=101)
    flips = randomisation_p_values(values - 0.3, resamples=101)
    for chunk_bytes in (1, 8 * articles * 7, 8 * articles * 100):
        means = bootstrap_means(values, resamples=101, chunk_bytes=chunk_bytes)
        assert means.tobytes() == whole.tobytes()
        again = randomisation_p_values(values - 0.3, resamples=101, chunk_bytes=chunk_bytes)
        assert again.tobytes() == flips.tobytes()


def test_threads_and_hash_seed_change_no_byte() -> None:
    program = """if True:
        import hashlib, sys
        import numpy as np
        from summkit.evaluation.statistics import compare
        rng = np.random.PCG64(5)
        values = (rng.random_raw(6 * 2 * 3001) / 2.0**64).reshape(6, 2, 3001)
        values[2, 1, :40] = np.nan
        result = compare(values, list("abcdef"), ["r1", "r2"], "a", resamples=400)
        print(hashlib.sha256(repr(result).encode()).hexdigest())
    """
    found = set()
    for threads, hash_seed in (("1", "0"), ("2", "1"), ("4", "2")):
        source = str(Path(__file__).parents[1] / "src")
        environment = dict(os.environ, PYTHONHASHSEED=hash_seed, PYTHONPATH=source)
        for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
            environment[name] = threads
        done = subprocess.run(
            [sys.executable, "-c", program], env=environment, capture_output=True, check=True
        )
        found.add(done.stdout)
    assert len(found) == 1


def test_the_seed_matters_and_the_two_streams_differ() -> None:
    values = scores(3, 1, 50)
    digests = {
        hashlib.sha256(bootstrap_means(values, resamples=50, seed=seed)).hexdigest()
        for seed in range(5)
    }
    assert len(digests) == 5


def test_the_order_of_articles_matters_only_within_resampling_error() -> None:
    values = scores(4, 1, 80)
    differences = scores(5, 1, 80) - scores(6, 1, 80) + 0.03
    order = np.random.default_rng(1).permutation(80)
    spread = values.std() / np.sqrt(80)
    first, second = bootstrap_means(values), bootstrap_means(values[:, order])
    assert np.abs(percentile_intervals(first) - percentile_intervals(second)).max() < 0.17 * spread
    p = [randomisation_p_values(d)[0] for d in (differences, differences[:, order])]
    assert abs(p[0] - p[1]) < 4.5 * np.sqrt(2 * p[0] * (1 - p[0]) / 10_000)


# ---------------------------------------------------------------- against scipy


@pytest.mark.parametrize("articles", [15, 60, 400])
def test_interval_agrees_with_scipy(articles: int) -> None:
    values = scores(articles, articles)
    ours = percentile_intervals(bootstrap_means(values[None]))[0]
    theirs = stats.bootstrap(
        (values,),
        np.mean,
        n_resamples=10_000,
        method="percentile",
        rng=np.random.default_rng(8),
        batch=1000,
    ).confidence_interval
    # Standard error of a 2.5% quantile of 10,000 normal draws: 0.027 sd; 0.038 of a difference.
    spread = values.std() / np.sqrt(articles)
    assert np.abs(ours - np.array(theirs)).max() < 4.5 * 0.038 * spread


@pytest.mark.parametrize("articles", [3, 6, 9, 12])
@pytest.mark.parametrize("shift", [0.0, 0.1, 0.3])
def test_randomisation_agrees_with_scipy_made_exhaustive(articles: int, shift: float) -> None:
    system, baseline = (
        np.round(scores(articles, articles) + shift, 3),
        scores(50, articles).round(3),
    )
    exact = stats.permutation_test(
        (system, baseline),
        lambda a, b, axis: np.mean(a - b, axis=axis),
        permutation_type="samples",
        n_resamples=np.inf,
        vectorized=True,
    ).pvalue
    assert exact == pytest.approx(exhaustive_flip_p((system - baseline).tolist()))
    ours = randomisation_p_values((system - baseline)[None])[0]
    assert abs(ours - exact) < 4.5 * np.sqrt(exact * (1 - exact) / 10_000) + 1e-4


def test_randomisation_agrees_with_scipys_paired_t_test_on_many_articles() -> None:
    differences = np.random.default_rng(11).normal(0.01, 0.1, (5, 500))
    ours = randomisation_p_values(differences)
    theirs = stats.ttest_1samp(differences, 0, axis=1).pvalue
    assert np.abs(ours - theirs).max() < 0.03


def test_equal_on_paper_counts_as_equal() -> None:
    # 0.1 + 0.2 - 0.3 is not 0 in binary, so without a tolerance ties would be missed.
    differences = [0.1, 0.2, 0.3, 0.1, 0.2, -0.3, 0.7, 0.1]
    exact = exhaustive_flip_p(differences)
    ours = randomisation_p_values(np.array([differences]))[0]
    assert abs(ours - exact) < 4.5 * np.sqrt(exact * (1 - exact) / 10_000) + 1e-4


# ---------------------------------------------------------------- against sacreBLEU


def sacrebleu_p(test: str, system: np.ndarray, baseline: np.ndarray) -> float:
    """The p-value of sacreBLEU's own code for a metric that is a mean over segments."""
    from sacrebleu.metrics.base import Metric, Score, Signature
    from sacrebleu.significance import PairedTest

    class MeanValue(Metric):  # type: ignore[misc]
        """A metric whose "hypotheses" are their own values, as text."""

        _SIGNATURE_TYPE = Signature

        def __init__(self) -> None:
            self.num_refs = 1  # the values that the signature requires

        def _preprocess_segment(self, sent: str) -> str:
            return sent

        def _extract_corpus_statistics(self, hypotheses: Any, references: Any) -> Any:  # type: ignore[no-untyped-def]
            return [[float(value), 1.0] for value in hypotheses]

        def _compute_segment_statistics(self, hypothesis: Any, ref_kwargs: Any) -> None:  # type: ignore[no-untyped-def]
            raise NotImplementedError

        def _extract_reference_info(self, refs: Any) -> None:  # type: ignore[no-untyped-def]
            raise NotImplementedError

        def _aggregate_and_compute(self, stats: Any) -> Any:  # type: ignore[no-untyped-def]
            return self._compute_score_from_stats(np.sum(stats, axis=0))

        def _compute_score_from_stats(self, stats: Any) -> Any:  # type: ignore[no-untyped-def]
            return Score("mean", float(stats[0] / stats[1]))

    named = [
        ("baseline", [repr(float(v)) for v in baseline]),
        ("system", [repr(float(v)) for v in system]),
    ]
    _, found = PairedTest(named, {"mean": MeanValue()}, None, test, n_samples=10_000)()
    return float(found["mean"][1].p_value)


@pytest.mark.parametrize("shift", [0.0, 0.02, 0.05])
def test_randomisation_agrees_with_sacrebleu(shift: float) -> None:
    system, baseline = scores(21, 60) + shift, scores(22, 60)
    theirs = sacrebleu_p("ar", system, baseline)
    ours = randomisation_p_values((system - baseline)[None])[0]
    assert abs(ours - theirs) < 4.5 * np.sqrt(2 * theirs * (1 - theirs) / 10_000) + 2e-4


@pytest.mark.parametrize("shift", [0.03, 0.06])
def test_bootstrap_agrees_with_sacrebleus_recipe(shift: float) -> None:
    system, baseline = scores(23, 60) + shift, scores(24, 60)
    differences = (system - baseline)[None]
    resampled = bootstrap_means(differences)
    theirs = sacrebleu_p("bs", system, baseline)
    error = 4.5 * np.sqrt(2 * theirs * (1 - theirs) / 10_000) + 2e-4
    # sacreBLEU's formula on summkit's resamples: absolute value, shift, strict comparison.
    absolute = np.abs(resampled[0])
    shifted = absolute - absolute.mean()
    recipe = ((shifted > abs(differences.mean())).sum() + 1) / 10_001
    assert abs(recipe - theirs) < error
    # So sacreBLEU omits one tail if the difference is clear; summkit counts both.
    ours = bootstrap_p_values(differences, resampled)[0]
    low_tail = (resampled[0] - differences.mean() <= -abs(differences.mean())).mean()
    assert abs(ours - (recipe + low_tail)) < 0.02
    assert ours > recipe


# ---------------------------------------------------------------- rates


def test_intervals_cover_and_tests_keep_their_level() -> None:
    trials, articles = 1500, 60
    rng = np.random.default_rng(31)
    # Both systems have the same skewed distribution, so the true difference is 0.
    differences = rng.beta(2, 5, (trials, articles)) - rng.beta(2, 5, (trials, articles))
    resampled = bootstrap_means(differences, resamples=1000)
    low, high = percentile_intervals(resampled).T
    covered = ((low <= 0) & (high >= 0)).mean()
    error = np.sqrt(0.05 * 0.95 / trials)
    assert 0.95 - 4 * error < covered < 0.95 + 4 * error
    for p in (
        bootstrap_p_values(differences, resampled),
        randomisation_p_values(differences, resamples=1000),
    ):
        for alpha in (0.05, 0.2, 0.5):
            error = np.sqrt(alpha * (1 - alpha) / trials)
            assert abs((p <= alpha).mean() - alpha) < 4 * error


# ---------------------------------------------------------------- edges


def test_missing_values_leave_the_article_out_of_that_column_alone() -> None:
    values = scores(41, 1, 300)
    missing = np.random.default_rng(2).random(300) < 0.4
    holed = np.where(missing, np.nan, values)
    both = bootstrap_means(np.vstack([values, holed]))
    assert both[0].tobytes() == bootstrap_means(values)[0].tobytes()
    alone = percentile_intervals(bootstrap_means(values[:, ~missing]))
    spread = values.std() / np.sqrt((~missing).sum())
    assert np.abs(percentile_intervals(both[1:]) - alone).max() < 0.2 * spread
    differences = holed - 0.32
    exact = randomisation_p_values(differences[:, ~missing])[0]
    assert abs(randomisation_p_values(differences)[0] - exact) < 0.03
    p = bootstrap_p_values(differences, bootstrap_means(differences))[0]
    assert abs(p - exact) < 0.05


def test_a_resample_without_a_value_is_nan_and_counts_as_extreme() -> None:
    values = np.full((1, 6), np.nan)
    values[0, :2] = 0.4, 0.5
    means = bootstrap_means(values, resamples=5000)
    empty = np.isnan(means[0]).mean()
    assert empty == pytest.approx((4 / 6) ** 6, abs=0.02)
    assert np.allclose(percentile_intervals(means), [[0.4, 0.5]], rtol=0, atol=1e-12)
    assert bootstrap_p_values(values, means)[0] == pytest.approx(empty, abs=1e-3)


def test_one_article_proves_nothing() -> None:
    one = np.array([[0.25]])
    means = bootstrap_means(one, resamples=20)
    assert (means == 0.25).all()
    assert bootstrap_p_values(one, means).tolist() == [1.0]
    assert randomisation_p_values(one, resamples=20).tolist() == [1.0]


def test_no_difference_at_all_has_p_1() -> None:
    zeros = np.zeros((2, 40))
    assert bootstrap_p_values(zeros, bootstrap_means(zeros)).tolist() == [1.0, 1.0]
    assert randomisation_p_values(zeros).tolist() == [1.0, 1.0]


def test_a_constant_difference_reaches_the_smallest_p() -> None:
    same = np.full((1, 40), -0.1)
    means = bootstrap_means(same, resamples=999)
    assert np.ptp(means) == 0
    assert bootstrap_p_values(same, means)[0] == 1 / 1000
    assert randomisation_p_values(same, resamples=999)[0] == 1 / 1000


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.floats(-1e3, 1e3, allow_subnormal=False), min_size=1, max_size=30),
    st.integers(1, 60),
    st.integers(0, 2**40),
)
def test_bounds_and_seeds_of_bootstrap_means(
    values: list[float], resamples: int, seed: int
) -> None:
    column = np.array([values])
    means = bootstrap_means(column, resamples=resamples, seed=seed)
    slack = 1e-10 * np.abs(column).max()
    assert means.shape == (1, resamples)
    assert means.min() >= column.min() - slack and means.max() <= column.max() + slack
    low, high = percentile_intervals(means)[0]
    assert low <= high
    for p in (
        bootstrap_p_values(column, means)[0],
        randomisation_p_values(column, resamples=resamples, seed=seed)[0],
    ):
        assert 1 / (resamples + 1) <= p <= 1
    # The sign of the differences depends on the order of the systems.
    assert (
        randomisation_p_values(-column, resamples=resamples, seed=seed)[0]
        == randomisation_p_values(column, resamples=resamples, seed=seed)[0]
    )
    # Scaling by a power of two is exact, so the result may not change at all.
    scaled = bootstrap_means(column * 64, resamples=resamples, seed=seed)
    assert (scaled == means * 64).all()


def test_percentile_bounds_are_the_order_statistics_of_the_definition() -> None:
    shuffled = np.random.default_rng(1).permutation(np.arange(1, 1000)).astype(float)
    # R = 999: k = 1000 x 0.025 = 25, so the 25th from below and from above.
    assert percentile_intervals(shuffled[None], 0.95).tolist() == [[25.0, 975.0]]
    assert percentile_intervals(shuffled[None], 0.9).tolist() == [[50.0, 950.0]]
    assert percentile_intervals(np.array([[3.0, 1.0, 2.0]]), 0.95).tolist() == [[1.0, 3.0]]
    assert np.isnan(percentile_intervals(np.full((1, 4), np.nan))).all()


@pytest.mark.parametrize(
    ("values", "options", "message"),
    [
        (np.zeros((2, 0)), {}, "no article"),
        (np.array([[0.1, np.inf]]), {}, "article 1 .* is inf"),
        (np.array([[-np.inf, 0.1]]), {}, "article 0 .* is -inf"),
        (np.array([[1e200, 0.1]]), {}, "1e\\+200"),
        (np.ones((1, 3)), {"resamples": 0}, "resamples.*, not 0"),
        (np.ones((1, 3)), {"seed": -1}, "seed.*, not -1"),
    ],
)
def test_impossible_arguments_are_refused(
    values: np.ndarray, options: dict[str, int], message: str
) -> None:
    for function in (bootstrap_means, randomisation_p_values):
        with pytest.raises(UsageError, match=message) as caught:
            function(values, **options)
        assert "\n" not in str(caught.value)


@pytest.mark.parametrize("level", [0.0, 1.0, 95.0, float("nan")])
def test_a_level_out_of_range_is_refused(level: float) -> None:
    with pytest.raises(UsageError, match="confidence level"):
        percentile_intervals(np.ones((1, 3)), level)


@pytest.mark.skipif(not core.built, reason="summkit was built without its compiled core")
@pytest.mark.parametrize("articles", [1, 2, 7, 64, 501])
def test_the_compiled_core_draws_what_python_draws(
    monkeypatch: pytest.MonkeyPatch, articles: int
) -> None:
    values = np.random.default_rng(articles).random((3, articles))
    values[1, ::3] = np.nan
    shares = []
    drawn = []
    for compiled in (True, False):
        monkeypatch.setattr(core, "compiled", compiled)
        means = bootstrap_means(values, resamples=50, chunk_bytes=3000, done=shares.append)
        drawn.append(means.tobytes())
    assert drawn[0] == drawn[1]
    assert shares[-1] == 1.0 and sorted(shares[: len(shares) // 2]) == shares[: len(shares) // 2]


@pytest.mark.skipif(not core.built, reason="summkit was built without its compiled core")
def test_the_core_refuses_words_that_do_not_fit() -> None:
    for words, articles in ((np.zeros(3, np.uint64), 4), (np.zeros(2, np.uint64), 0)):
        with pytest.raises(ValueError, match=r"fit|counted"):
            core.native.count_draws(words, articles, np.zeros(4))

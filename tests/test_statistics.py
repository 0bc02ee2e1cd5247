"""Comparisons: the numbers, checked by hand, by simulation and at the edges."""

from __future__ import annotations

import json
from dataclasses import asdict
from math import sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from summkit.errors import UsageError
from summkit.evaluation.effects import holm, smallest_detectable, standard_deviation
from summkit.evaluation.paired import PairedComparison
from summkit.evaluation.resampling import randomisation_p_values
from summkit.evaluation.statistics import compare, paired_differences

P_VALUES = st.lists(st.floats(0, 1), max_size=12)


def one(system: list[float], baseline: list[float], **options: int) -> PairedComparison:
    values = np.array([[baseline], [system]])
    return compare(values, ["lead", "new"], ["r1"], "lead", **{"resamples": 1000, **options})


# ---------------------------------------------------------------- Holm


def test_holm_by_hand() -> None:
    # Sorted: .005 x 4 = .02; .01 x 3 = .03; .03 x 2 = .06; .04 x 1 = .04, raised to .06.
    assert holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.03, 0.06, 0.06, 0.02])
    assert holm([0.6, 0.5]) == [1.0, 1.0]
    assert holm([]) == []


@given(P_VALUES)
def test_holm_is_never_below_the_raw_p_and_keeps_the_order(p_values: list[float]) -> None:
    adjusted = holm(p_values)
    assert all(raw <= new <= 1 for raw, new in zip(p_values, adjusted, strict=True))
    assert all(
        new <= other
        for raw, new in zip(p_values, adjusted, strict=True)
        for later, other in zip(p_values, adjusted, strict=True)
        if raw <= later
    )
    # Never stricter than Bonferroni.
    assert all(
        new <= min(1, raw * len(p_values)) for raw, new in zip(p_values, adjusted, strict=True)
    )


@given(P_VALUES, st.randoms(use_true_random=False))
def test_holm_does_not_depend_on_the_order(p_values: list[float], random: object) -> None:
    order = list(range(len(p_values)))
    random.shuffle(order)  # type: ignore[attr-defined]
    moved = holm([p_values[place] for place in order])
    assert moved == [holm(p_values)[place] for place in order]


# ---------------------------------------------------------------- one comparison by hand


def test_the_figures_of_a_small_comparison() -> None:
    found = one([0.5, 0.2, 0.4, 0.9, 0.3], [0.4, 0.2, 0.5, 0.5, 0.2], resamples=10_000)
    mean = found.mean("new", "r1")
    assert mean is not None and mean.n == 5
    assert mean.mean == pytest.approx(0.46)
    difference = found.difference("new", "r1")
    assert difference is not None
    # Differences: .1, 0, -.1, .4, .1; squared deviations from .1: 0, .01, .04, .09, 0.
    assert difference.mean_difference == pytest.approx(0.1)
    deviation = sqrt(0.14 / 4)
    assert difference.effect_size == pytest.approx(0.1 / deviation)
    assert (difference.wins, difference.ties, difference.losses) == (3, 1, 1)
    assert difference.detectable == pytest.approx((1.959964 + 0.841621) * deviation / sqrt(5))
    # Of the 16 sign patterns of .1 .1 .4 .1, with sums .7 .5 .5 .5 .3 .3 .3 .1 and mirrored, 4 + 4
    # are at least as extreme as .5.
    patterns = [
        abs(a + b + c + d) for a in (1, -1) for b in (1, -1) for c in (4, -4) for d in (1, -1)
    ]
    exact = sum(total >= 5 for total in patterns) / 16
    assert difference.p_randomisation == pytest.approx(exact, abs=0.025)
    assert difference.p_adjusted == difference.p_randomisation
    assert difference.interval.low <= 0.1 <= difference.interval.high
    assert found.difference("lead", "r1") is None
    with pytest.raises(UsageError, match="metric 'r2' was not compared: choose one of r1"):
        found.mean("lead", "r2")


def test_every_system_and_metric_is_there_in_order_and_paired() -> None:
    rng = np.random.default_rng(1)
    values = rng.random((3, 2, 30))
    found = compare(values, ["a", "b", "c"], ["r1", "r2"], "b", resamples=500, seed=7)
    assert [(m.system, m.metric) for m in found.means] == [
        (system, metric) for system in "abc" for metric in ("r1", "r2")
    ]
    assert [(d.system, d.baseline, d.metric) for d in found.differences] == [
        (system, "b", metric) for system in "ac" for metric in ("r1", "r2")
    ]
    for d in found.differences:
        system, metric = "abc".index(d.system), ("r1", "r2").index(d.metric)
        gap = values[system, metric] - values[1, metric]
        assert d.mean_difference == pytest.approx(gap.mean())
        assert d.wins == (gap > 0).sum() and d.losses == (gap < 0).sum()
        assert d.effect_size == pytest.approx(gap.mean() / gap.std(ddof=1))
    raw = [d.p_randomisation for d in found.differences]
    assert [d.p_adjusted for d in found.differences] == holm(raw)
    assert (found.resamples, found.seed) == (500, 7)
    assert json.loads(json.dumps(asdict(found)))["baseline"] == "b"


def test_swapping_system_and_baseline_mirrors_the_difference() -> None:
    rng = np.random.default_rng(2)
    values = rng.random((2, 1, 40))
    there = compare(values, ["a", "b"], ["m"], "a", resamples=2000).differences[0]
    back = compare(values, ["a", "b"], ["m"], "b", resamples=2000).differences[0]
    assert back.mean_difference == -there.mean_difference
    assert back.interval.low == -there.interval.high
    assert (back.p_bootstrap, back.p_randomisation) == (there.p_bootstrap, there.p_randomisation)
    assert (back.wins, back.losses) == (there.losses, there.wins)


def test_another_system_in_the_table_changes_only_the_correction() -> None:
    values = np.random.default_rng(3).random((3, 1, 40))
    two = compare(values[:2], ["a", "b"], ["m"], "a", resamples=500).differences[0]
    three = compare(values, ["a", "b", "c"], ["m"], "a", resamples=500).differences[0]
    for name in ("interval", "p_bootstrap", "p_randomisation", "effect_size"):
        assert getattr(two, name) == getattr(three, name)
    assert three.p_adjusted >= two.p_adjusted


def test_bootstrap_and_t_interval_agree_on_many_articles() -> None:
    values = np.random.default_rng(4).beta(2, 5, (2, 1, 800))
    found = compare(values, ["a", "b"], ["m"], "a").differences[0]
    test = stats.ttest_rel(values[1, 0], values[0, 0])
    low, high = test.confidence_interval(0.95)
    assert found.interval.low == pytest.approx(low, abs=0.06 * (high - low))
    assert found.interval.high == pytest.approx(high, abs=0.06 * (high - low))
    assert found.p_randomisation == pytest.approx(test.pvalue, abs=0.03)
    assert found.p_bootstrap == pytest.approx(test.pvalue, abs=0.03)


# ---------------------------------------------------------------- smallest detectable difference


@pytest.mark.parametrize("articles", [40, 150])
def test_the_detectable_difference_is_found_four_times_in_five(articles: int) -> None:
    trials, deviation = 1200, 0.13
    true = smallest_detectable(deviation, articles)
    differences = np.random.default_rng(5).normal(true, deviation, (trials, articles))
    found = (randomisation_p_values(differences, resamples=999) < 0.05).mean()
    error = sqrt(0.8 * 0.2 / trials)
    # The t distribution's tails cost about one point at 40 articles.
    assert 0.8 - 4 * error - 0.01 < found < 0.8 + 4 * error


def test_four_times_the_articles_detect_half_the_difference() -> None:
    assert smallest_detectable(0.2, 400) == pytest.approx(smallest_detectable(0.2, 100) / 2)
    assert smallest_detectable(1, 1, alpha=0.1, power=0.5) == pytest.approx(1.6448536)


# ---------------------------------------------------------------- edges


def test_identical_systems() -> None:
    difference = one([0.1, 0.5, 0.3], [0.1, 0.5, 0.3]).differences[0]
    assert (difference.mean_difference, difference.effect_size) == (0, 0)
    assert (difference.interval.low, difference.interval.high) == (0, 0)
    assert (difference.p_bootstrap, difference.p_randomisation, difference.p_adjusted) == (1, 1, 1)
    assert (difference.wins, difference.ties, difference.losses) == (0, 3, 0)
    assert difference.detectable is None


def test_rounding_noise_is_a_tie() -> None:
    difference = one([0.1 + 0.2, 0.7], [0.3, 0.7]).differences[0]
    assert (difference.ties, difference.mean_difference) == (2, 0)


def test_one_article() -> None:
    found = one([0.7], [0.5])
    difference = found.differences[0]
    assert difference.mean_difference == pytest.approx(0.2)
    assert difference.interval.low == difference.interval.high == difference.mean_difference
    assert (difference.p_bootstrap, difference.p_randomisation) == (1, 1)
    assert difference.effect_size is None and difference.detectable is None
    assert found.means[1].interval.low == found.means[1].interval.high == 0.7


def test_a_constant_difference_has_no_effect_size() -> None:
    difference = one([0.3, 0.4, 0.5], [0.2, 0.3, 0.4]).differences[0]
    assert difference.effect_size is None and difference.detectable is None
    assert difference.wins == 3
    assert standard_deviation(np.array([0.3 - 0.2, 0.4 - 0.3, 0.5 - 0.4])) == 0


def test_missing_values_are_left_out_pairwise() -> None:
    nan = float("nan")
    found = one([0.5, nan, 0.4, 0.8], [0.4, 0.2, nan, 0.5])
    assert [mean.n for mean in found.means] == [3, 3]
    assert found.means[0].mean == pytest.approx((0.4 + 0.2 + 0.5) / 3)
    assert found.means[1].mean == pytest.approx((0.5 + 0.4 + 0.8) / 3)
    difference = found.differences[0]
    assert difference.n == 2  # the first and the last article
    assert difference.mean_difference == pytest.approx((0.1 + 0.3) / 2)
    assert difference.wins == 2


def test_a_metric_without_a_pair_has_no_difference() -> None:
    nan = float("nan")
    values = np.array(
        [[[0.1, nan], [0.2, 0.3]], [[nan, 0.2], [0.3, 0.4]], [[nan, nan], [0.1, 0.2]]]
    )
    found = compare(values, ["a", "b", "c"], ["m", "k"], "a", resamples=50)
    assert found.difference("b", "m") is None and found.difference("b", "k") is not None
    assert found.mean("c", "m") is None and found.mean("b", "m") is not None
    assert len(found.differences) == 2


def test_the_baseline_alone_has_means_and_no_differences() -> None:
    found = compare(np.ones((1, 1, 4)), ["a"], ["m"], "a", resamples=50)
    assert found.differences == () and found.means[0].mean == 1


@pytest.mark.parametrize(
    ("values", "systems", "metrics", "baseline", "message"),
    [
        (np.ones((2, 1, 0)), ["a", "b"], ["m"], "a", "no article"),
        (np.ones((2, 1, 3)), ["a", "b"], ["m"], "c", "'c' is not among the systems.*a, b"),
        (np.ones((2, 1, 3)), ["a", "a"], ["m"], "a", "'a' is given twice"),
        (np.ones((2, 2, 3)), ["a", "b"], ["m", "m"], "a", "'m' is given twice"),
        (np.ones((2, 3)), ["a", "b"], ["m"], "a", "shape"),
        (np.ones((2, 2, 3)), ["a", "b"], ["m"], "a", "shape"),
        (np.full((2, 1, 3), np.nan), ["a", "b"], ["m"], "a", "every value is missing"),
        (np.array([[[1, np.inf]], [[1, np.inf]]]), ["a", "b"], ["m"], "a", "article 1 .* inf"),
    ],
)
def test_impossible_comparisons_are_refused(
    values: np.ndarray, systems: list[str], metrics: list[str], baseline: str, message: str
) -> None:
    with pytest.raises(UsageError, match=message) as caught:
        compare(values, systems, metrics, baseline)
    assert "\n" not in str(caught.value)


def test_rows_that_do_not_fit_are_refused() -> None:
    with pytest.raises(UsageError, match="same articles"):
        paired_differences(np.ones((1, 3)), np.ones((1, 4)), [("a", "b", "m")])

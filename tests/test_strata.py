"""Bins of articles and the share of the lead-to-oracle gap."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summkit.errors import UsageError
from summkit.evaluation.gap import gap_closed
from summkit.evaluation.strata import quantile_bins


def test_eight_lengths_in_four_bins() -> None:
    strata = quantile_bins([80, 10, 20, 70, 30, 60, 50, 40], 4)
    assert [s.label for s in strata] == ["10–20", "30–40", "50–60", "70–80"]
    assert [s.articles for s in strata] == [(1, 2), (4, 7), (5, 6), (0, 3)]
    assert (strata[0].low, strata[0].high) == (10, 20)


def test_equal_values_stay_together() -> None:
    strata = quantile_bins([5, 5, 5, 5, 5, 9], 3)
    assert [(s.label, s.articles) for s in strata] == [("5", (0, 1, 2, 3, 4)), ("9", (5,))]
    assert len(quantile_bins([1.0] * 7, 4)) == 1


def test_missing_values_are_in_no_bin() -> None:
    strata = quantile_bins([math.nan, 2.0, math.nan, 1.0], 2)
    assert [s.articles for s in strata] == [(3,), (1,)]


def test_labels_of_bins() -> None:
    assert quantile_bins([0.123456, 1234567.0], 1)[0].label == "0.1235–1.235e+06"
    assert quantile_bins([-3, 250000], 1)[0].label == "-3–250000"


@given(
    st.lists(st.one_of(st.integers(0, 9).map(float), st.floats(-1e6, 1e6)), min_size=1),
    st.integers(1, 9),
)
def test_bins_divide_the_articles_in_order(values: list[float], bins: int) -> None:
    strata = quantile_bins(values, bins)
    assert len(strata) <= bins
    assert sorted(place for s in strata for place in s.articles) == list(range(len(values)))
    for s in strata:
        assert list(s.articles) == sorted(s.articles)
        assert all(s.low <= values[place] <= s.high for place in s.articles)
    assert all(a.high < b.low for a, b in pairwise(strata))


@given(st.integers(1, 60), st.integers(1, 9))
def test_bins_of_distinct_values_differ_by_one_article_at_most(articles: int, bins: int) -> None:
    sizes = [len(s.articles) for s in quantile_bins([float(v) for v in range(articles)], bins)]
    assert max(sizes) - min(sizes) <= 1
    assert len(sizes) == min(bins, articles)


@pytest.mark.parametrize(
    ("values", "bins", "message"),
    [
        ([], 4, "no value"),
        ([math.nan], 4, "no value"),
        ([1.0], 0, "0 bins"),
        ([1, math.inf], 2, "1"),
    ],
)
def test_impossible_binnings_are_refused(values: list[float], bins: int, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        quantile_bins(values, bins)


def test_gap_closed() -> None:
    assert gap_closed(0.35, 0.30, 0.50) == pytest.approx(0.25)
    assert gap_closed(0.30, 0.30, 0.50) == 0
    assert gap_closed(0.50, 0.30, 0.50) == 1
    assert gap_closed(0.25, 0.30, 0.50) == pytest.approx(-0.25)
    assert gap_closed(0.30, 0.30, 0.3005) is None
    assert gap_closed(0.30, 0.30, 0.30) is None
    assert gap_closed(0.30, 0.40, 0.30) is None  # an oracle below the lead is not used
    assert gap_closed(3, 2, 4, smallest=5) is None

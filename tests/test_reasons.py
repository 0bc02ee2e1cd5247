"""Reasons in words."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summkit.report.reasons import worded
from summkit.summarisers.base import Reason


def reasons(**contributions: float) -> list[Reason]:
    return [
        Reason(name, name.replace("_", " "), 1.0, value) for name, value in contributions.items()
    ]


@pytest.mark.parametrize(
    ("given_", "said"),
    [
        (
            reasons(
                comes_early=0.41,
                long_for_the_budget=-0.22,
                shares_rare_words_with_the_headline=0.834,
            ),
            "Ranked higher: shares rare words with the headline (+0.83), comes early (+0.41). "
            "Ranked lower: long for the budget (-0.22).",
        ),
        (reasons(), ""),
        (reasons(a=0.0099, b=-0.0099, c=0.0), ""),
        (reasons(a=0.01), "Ranked higher: a (+0.01)."),
        (reasons(a=-2.0, b=-1.0), "Ranked lower: a (-2.00), b (-1.00)."),
        (
            reasons(a=0.1, b=0.4, c=0.3, d=0.2, e=0.4),
            "Ranked higher: b (+0.40), e (+0.40), c (+0.30).",
        ),
        ([Reason("x", "a", -2.0, -0.5)], "Ranked higher: a (+1.00)."),
        ([Reason("x", "a", float("nan"), 1.0)], ""),
    ],
)
def test_features_in_words(given_: Any, said: str) -> None:
    assert worded(given_) == said


@given(st.lists(st.floats(-5, 5), max_size=12))
def test_at_most_three_of_each_sign_and_never_a_zero(values: Any) -> None:
    text = worded([Reason("x", f"f{place}", value, 1.0) for place, value in enumerate(values)])
    assert text.count("(+") <= 3
    assert text.count("(-") <= 3
    assert "(+0.00)" not in text and "(-0.00)" not in text
    assert ("Ranked higher" in text) == any(round(value, 6) >= 0.01 for value in values)

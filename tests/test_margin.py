"""The verdict of the gate: its rules one by one, and its error rates by simulation."""

from __future__ import annotations

import numpy as np
import pytest

from summkit.errors import UsageError
from summkit.evaluation.margin import Outcome, verdict
from summkit.evaluation.paired import Difference
from summkit.evaluation.statistics import paired_differences


def differences(
    changes: np.ndarray, level: float = 0.95, resamples: int = 10_000
) -> tuple[Difference, ...]:
    """Compare rows of changes with an old run that is 0.3 everywhere."""
    changes = np.atleast_2d(changes)
    old = np.full(changes.shape, 0.3)
    names = [("new", "old", f"m{row}") for row in range(len(changes))]
    return paired_differences(old + changes, old, names, resamples=resamples, level=level)


def judge(changes: np.ndarray | list[float], margin: float) -> Outcome:
    return verdict(differences(np.array(changes))[0], margin)


NOISE = np.random.default_rng(1).normal(0, 0.1, 400)
NOISE -= (
    NOISE.mean()
)  # so that the mean change is exactly the value in the test; its error is 0.005


@pytest.mark.parametrize(
    ("change", "margin", "expected"),
    [
        (-0.05, 0.02, "fail"),  # a drop of ten standard errors, six beyond the margin
        (0.0, 0.02, "pass"),  # the interval ends at about -0.01
        (-0.015, 0.03, "pass"),  # significant, but certainly inside the margin
        (-0.015, 0.02, "not enough data"),  # significant, and the interval crosses the margin
        (-0.005, 0.004, "not enough data"),  # beyond the margin, but possibly by chance
        (-0.025, 0.02, "fail"),  # beyond the margin and significant
        # No change, but the corpus could not show a change of 0.005.
        (0.0, 0.005, "not enough data"),
        (0.0, 0.0, "not enough data"),
        (-0.02, 0.0, "fail"),
        (0.05, 0.0, "pass"),
    ],
)
def test_the_rules(change: float, margin: float, expected: Outcome) -> None:
    assert judge(NOISE + change, margin) == expected


@pytest.mark.parametrize("articles", [1, 2, 300])
@pytest.mark.parametrize("margin", [0.0, 0.01])
def test_no_change_on_any_article_passes(articles: int, margin: float) -> None:
    found = differences(np.zeros(articles))[0]
    assert found.p_randomisation == 1
    assert verdict(found, margin) == "pass"


def test_too_few_articles_prove_no_pass() -> None:
    assert judge([0.01], 0.02) == "not enough data"
    assert judge([-0.2], 0.02) == "not enough data"
    assert judge([0.01, 0.02, 0.01], 0.02) == "not enough data"
    assert judge([0.01, 0.02] * 5, 0.02) == "pass"
    # Five drops of five articles have p = 2/32 by sign flips: not significant.
    assert judge([-0.2, -0.25, -0.3, -0.2, -0.2], 0.02) == "not enough data"
    assert judge([-0.2, -0.25, -0.3, -0.2, -0.2, -0.2, -0.3], 0.02) == "fail"


def test_error_rates() -> None:
    trials, articles, margin = 800, 60, 0.03
    noise = np.random.default_rng(2).normal(0, 0.1, (trials, articles))

    def share(change: float, outcome: Outcome) -> float:
        found = differences(noise + change, resamples=1000)
        return float(np.mean([verdict(d, margin) == outcome for d in found]))

    # A true drop of exactly the margin passes about 1 time in 40; 4 standard errors are 0.022.
    assert share(-margin, "pass") < 0.025 + 0.022 + 0.005
    # Only noise changed: a failure needs a drop that is by chance significant, too.
    assert share(0.0, "fail") < 0.025 + 0.022
    # Three times the margin: 7 standard errors from 0, nearly always found.
    assert share(-3 * margin, "fail") > 0.99
    assert share(3 * margin, "pass") > 0.99


def test_a_wider_interval_goes_with_a_smaller_alpha() -> None:
    strict = differences(NOISE - 0.008, level=0.99)[0]
    usual = differences(NOISE - 0.008)[0]
    assert verdict(usual, 0.019) == "pass"
    assert verdict(strict, 0.019, alpha=0.01) == "not enough data"


@pytest.mark.parametrize(
    ("margin", "alpha", "message"),
    [
        (-0.01, 0.05, "margin of -0.01"),
        (float("nan"), 0.05, "margin of nan"),
        (0.01, 0.01, "needs an interval of level 0.99: this one has 0.95"),
        (0.01, 1.5, "level"),
    ],
)
def test_wrong_numbers_are_refused(margin: float, alpha: float, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        verdict(differences(NOISE)[0], margin, alpha=alpha)

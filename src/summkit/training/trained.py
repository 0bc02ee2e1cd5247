"""What training says of a model: beside a baseline and the shipped one, with intervals."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from summkit.evaluation.paired import PairedComparison
from summkit.evaluation.statistics import compare
from summkit.modelfile import Learned
from summkit.newsrank.model import RankingModel
from summkit.shortening.weights import Shortener

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

ENOUGH = 50
"""Fewer articles teach nothing that cross-validation could tell from chance."""

UNKNOWN = "may have been trained on some of these articles: its file does not say on which"
"""What must be said of a model without digests, such as the shipped one for headlines."""

METRICS = ("rouge1.f", "rouge2.f", "mean")


@dataclass(frozen=True)
class Trained:
    """A model and what cross-validation says of it.

    Attributes
    ----------
    comparison
        The baseline, "shipped", "plain" and where there is one "headlined" on `METRICS`, F1
        in 0..1. The baseline is "lead", with "lead-cut" beside it where the budget cuts; of
        headlines it is "cut", the first sentence cut at the budget.
    sizes
        System -> mean size in units of `unit`.
    articles
        Used for training.
    left_out
        Reason -> how many articles were not.
    better
        Whether the 95% interval of every variant's mean of R-1 and R-2 lies above the
        baseline's.
    remarks
        System -> what must be known of it: the shipped model may have seen these articles.
    """

    model: RankingModel | Shortener
    comparison: PairedComparison
    sizes: dict[str, float]
    unit: Literal["words", "characters"]
    articles: int
    left_out: Mapping[str, int]
    better: bool
    remarks: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def remarks_on(model: Learned, digests: Sequence[str]) -> tuple[str, ...]:
    """Return what must be said of a model that has seen articles it is measured on."""
    seen = sum(digest in model.trained_on for digest in digests)
    if not seen:
        return ()
    return (f"was trained on {seen:,} of these {len(digests):,} articles",)


def fingerprint(digests: Sequence[str]) -> str:
    """Return 16 hexadecimal digits of the articles learned from, in their order."""
    return hashlib.sha256("".join(digests).encode()).hexdigest()[:16]


def compared(rewards: Mapping[str, Floats], baseline: str) -> PairedComparison:
    """Compare systems on `METRICS`.

    Parameters
    ----------
    rewards
        System -> R-1 and R-2 F1 of each article, shape (articles, 2).
    """
    import numpy as np

    values = np.stack([np.hstack([v, v.mean(axis=1, keepdims=True)]).T for v in rewards.values()])
    return compare(values, list(rewards), METRICS, baseline=baseline)


def is_better(comparison: PairedComparison, systems: Iterable[str]) -> bool:
    """Whether the interval of the mean of R-1 and R-2 of each system is above the baseline's."""
    found = [comparison.difference(name, "mean") for name in systems]
    return all(d is not None and d.interval.low > 0 for d in found)


def metrics(comparison: PairedComparison) -> dict[str, dict[str, float]]:
    """Return system -> mean R-1 and R-2, as a model file records them."""
    return {
        mean.system: {
            metric: round(other.mean, 5)
            for metric in METRICS[:2]
            if (other := comparison.mean(mean.system, metric)) is not None
        }
        for mean in comparison.means
        if mean.metric == METRICS[0]
    }

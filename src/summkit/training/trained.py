"""The result of training: a model compared with a baseline and the shipped model."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from summkit.evaluation.paired import PairedComparison
from summkit.evaluation.statistics import compare
from summkit.modelfile import Learned
from summkit.newsrank.model import RankingModel
from summkit.shortening.learned.weights import Shortener

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

ENOUGH = 50
"""Smallest number of articles; with fewer, cross-validation cannot show more than chance."""

UNKNOWN = "may have been trained on some of these articles: its file does not say on which"
"""The remark on a model without digests, such as the shipped model for headlines."""

METRICS = ("rouge1.f", "rouge2.f", "mean")


@dataclass(frozen=True)
class Trained:
    """A model and the results of its cross-validation.

    Attributes
    ----------
    comparison
        The baseline, "shipped", "plain" and, if it exists, "headlined", on `METRICS`: F1 in 0..1.
        The baseline is "lead"; "lead-cut" is included if the budget cuts. For headlines the
        baseline is "cut", the first sentence cut at the budget.
    sizes
        System -> mean size, in units of `unit`.
    articles
        Number of articles used for training.
    left_out
        Reason -> number of articles that were not used.
    better
        Whether the 95% interval of the difference from the baseline, in the mean of R-1 and R-2,
        is above 0 for every variant.
    remarks
        System -> remarks for the reader: the shipped model may have been trained on these articles.
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
    """Return a remark if a model was trained on articles on which it is measured."""
    seen = sum(digest in model.trained_on for digest in digests)
    if not seen:
        return ()
    return (f"was trained on {seen:,} of these {len(digests):,} articles",)


def fingerprint(digests: Sequence[str]) -> str:
    """Return 16 hexadecimal digits that identify the training articles and their order."""
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
    """Return whether the interval of each system's mean difference from the baseline is above 0."""
    found = [comparison.difference(name, "mean") for name in systems]
    return all(d is not None and d.interval.low > 0 for d in found)


def metrics(comparison: PairedComparison) -> dict[str, dict[str, float]]:
    """Return system -> mean R-1 and R-2, as in a model file."""
    return {
        mean.system: {
            metric: round(other.mean, 5)
            for metric in METRICS[:2]
            if (other := comparison.mean(mean.system, metric)) is not None
        }
        for mean in comparison.means
        if mean.metric == METRICS[0]
    }

"""The means of scored texts with their intervals, and the reasons if there are none."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from summkit.evaluation.score import ColumnScore
from summkit.metrics.base import Metric
from summkit.metrics.column import columns_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

NO_REFERENCE = "`references` contain no text: each is empty"


def column_scores(
    metrics: Sequence[Metric],
    values: NDArray[np.float64],
    blank: Sequence[bool],
    resamples: int,
    seed: int,
    phase: Callable[[str], None],
) -> tuple[dict[str, ColumnScore], dict[str, str]]:
    """Return the scores by column, and the missing input of each column without a value.

    An empty text (`blank`) has the value 0, but this 0 counts as a value only if the column has a
    value for another text, or if all texts are empty.
    """
    import numpy as np

    from summkit.evaluation.resampling import bootstrap_means, percentile_intervals

    resampled = bootstrap_means(
        values.T,
        resamples=resamples,
        seed=seed,
        done=lambda share: phase(f"resampling {len(values):,} texts: {share:.0%}"),
    )
    intervals = percentile_intervals(resampled).tolist()
    columns: dict[str, ColumnScore] = {}
    missing: dict[str, str] = {}
    place = 0
    for metric in metrics:
        for column in columns_of(metric):
            own = values[:, place]
            known = ~np.isnan(own)
            low, high = intervals[place]
            place += 1
            measurable = known if all(blank) else known & ~np.array(blank)
            if not measurable.any():
                missing[column.name] = "references" if column.needs_reference else "articles"
                continue
            signature = metric.signature(column.name).extended(bs=resamples, seed=seed)
            columns[column.name] = ColumnScore(
                column, float(own[known].mean()), low, high, int(known.sum()), own, str(signature)
            )
    return columns, missing


def why_no_scores(
    metrics: Sequence[Metric], failures: Sequence[str], empty: bool, given: Mapping[str, bool]
) -> str:
    """Return the reason why no column has a value."""
    if failures:
        count = len(failures)
        return failures[0] if count == 1 else f"{count} texts failed, the first: {failures[0]}"
    needs = [any(column.needs_reference for column in columns_of(metric)) for metric in metrics]
    if empty and all(needs):
        return NO_REFERENCE
    what = ["references"] * any(needs) + ["articles"] * (not all(needs))
    return lacks([metric.name for metric in metrics], what, given)


def lacks(names: Sequence[str], needed: Sequence[str], given: Mapping[str, bool]) -> str:
    """Return a sentence with the input that the metrics lack, or that they have no value."""
    lacking = [what for what in needed if not given[what]]
    if not lacking:
        return f"{', '.join(names)} has no value for any text"
    named = ", ".join(names)
    if lacking == ["articles"]:  # a metric does not declare whether it needs the article
        return f"{named} has no value for any text, and `articles` is not given"
    return f"{named} cannot be measured without `{'` and `'.join(lacking)}`"

"""The share of the gap between the lead and the oracle that a system closes."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from summkit.evaluation.effects import mean_of
from summkit.evaluation.resampling import Floats
from summkit.metrics.column import Column

# A smaller gap is noise, so a share of it would be meaningless. ROUGE is between 0 and 1.
SMALLEST_GAP = 0.001


def gap_closed(
    system: float,
    lead: float,
    oracle: float,
    *,
    better: int | None = 1,
    smallest: float = SMALLEST_GAP,
) -> float | None:
    """Return the share of the gap from lead to oracle that a system closes: (s - l) / (o - l).

    A value of 1 means as good as the oracle, 0 as good as the lead, below 0 worse than the lead.

    Parameters
    ----------
    system, lead, oracle
        Mean values of one metric on the same articles.
    better
        1 if higher values are better, -1 if lower values are better. None (neither) returns None.
    smallest
        If the oracle is not better than the lead by at least this much, None is returned.
    """
    gap = oracle - lead
    return (system - lead) / gap if better is not None and better * gap >= smallest else None


def gaps_closed(
    values: Floats, systems: Sequence[str], columns: Sequence[Column], *, lead: str, oracle: str
) -> dict[tuple[str, str], float | None]:
    """Return the share of the gap that each system closes in each column, by (system, column).

    All three means are over the articles on which system, lead and oracle have a value, so that
    a system with answers for a few easy articles is not compared with the lead on all articles.

    Parameters
    ----------
    values
        Array of shape (systems, columns, articles); NaN where there is no value.
    lead, oracle
        The names of these two systems. If one is missing, every share is None.
    """
    gaps: dict[tuple[str, str], float | None] = {}
    for place, column in enumerate(columns):
        for number, system in enumerate(systems):
            gaps[system, column.name] = None
            if lead not in systems or oracle not in systems:
                continue
            three = values[[number, systems.index(lead), systems.index(oracle)], place]
            shared = three[:, ~np.isnan(three).any(axis=0)]
            if shared.shape[1]:
                mean, low, high = map(mean_of, shared)
                gaps[system, column.name] = gap_closed(mean, low, high, better=column.better)
    return gaps

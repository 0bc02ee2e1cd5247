"""Names to metrics."""

from __future__ import annotations

from summkit.metrics.base import Metric
from summkit.registry import Registry

METRICS: Registry[Metric] = Registry(
    kind="metric",
    group="summkit.metrics",
    base=Metric,  # type: ignore[type-abstract]  # only ever compared with, never called
    built_in={
        "rouge": "summkit.metrics.rouge:Rouge",
        "fragments": "summkit.metrics.fragments:Fragments",
        "position": "summkit.metrics.position:Position",
        "length": "summkit.metrics.position:Length",
        "redundancy": "summkit.metrics.redundancy:Redundancy",
        "support": "summkit.metrics.support.metric:Support",
        "readability": "summkit.metrics.readability.metric:Readability",
    },
)
"""Every metric by name; ``METRICS.names()`` imports none of them."""

"""The registry of metrics by name."""

from __future__ import annotations

from summkit.errors import ArgumentTypeError, UsageError
from summkit.metrics.base import Metric
from summkit.parameters import construct
from summkit.registry import Registry

METRICS: Registry[Metric] = Registry(
    kind="metric",
    group="summkit.metrics",
    base=Metric,  # type: ignore[type-abstract]  # only compared with, never called
    built_in={
        "rouge": "summkit.metrics.rouge:Rouge",
        "chrf": "summkit.metrics.chrf:Chrf",
        "fragments": "summkit.metrics.fragments:Fragments",
        "position": "summkit.metrics.position:Position",
        "length": "summkit.metrics.position:Length",
        "redundancy": "summkit.metrics.redundancy:Redundancy",
        "support": "summkit.metrics.support.metric:Support",
        "readability": "summkit.metrics.readability.metric:Readability",
        "command": "summkit.metrics.command:CommandMetric",
        "judge": "summkit.metrics.judge:Judge",
    },
    written={
        f"rouge{dash}{kind.lower()}": f"rouge:types={kind}"
        for kind in ("1", "2", "L", "Lsum")
        for dash in ("", "-")
    },
)
"""All metrics by name; ``METRICS.names()`` imports none of them."""


def metric_spec(spec: str) -> tuple[str, dict[str, str]]:
    """Split NAME[:param=value,...] into the name of a metric and its parameters."""
    name, _, tail = spec.partition(":")
    parameters: dict[str, str] = {}
    last = ""
    for part in filter(None, tail.split(",")):
        key, equals, value = part.partition("=")
        if equals or not last:
            last = key.strip()
            if last in parameters:
                raise UsageError(f"{spec}: {last} is given twice: give it once")
            parameters[last] = value
        else:  # a comma within a value, as in types=1,2
            parameters[last] += f",{part}"
    return name, parameters


def metric_of(metric: object) -> Metric:
    """Return the metric for a name such as "rouge:types=1,L", a class or an instance.

    Raises
    ------
    UsageError
        If a name or parameter is unknown. The subclass ArgumentTypeError is raised for another
        type.
    """
    if isinstance(metric, Metric):
        return metric
    if isinstance(metric, str):
        return METRICS.create(*metric_spec(metric))
    if isinstance(metric, type) and issubclass(metric, Metric):
        return construct(metric.name, metric)
    advice = "to use a function, define it as `values` in a subclass of summkit.Metric"
    raise ArgumentTypeError(
        "metrics",
        metric,
        "names such as 'rouge:types=1,L', or metrics",
        advice if callable(metric) else "",
    )

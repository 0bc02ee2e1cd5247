"""List the metrics with their values, parameters, ranges and source.

--metric takes these names.

Examples:
  summkit metrics
  summkit metrics rouge
  summkit metrics --format json
"""

from __future__ import annotations

from typing import Annotated, Any

from summkit.cli.declare import Argument
from summkit.cli.entries import first_paragraph, list_entries
from summkit.cli.options import format_option


def metrics(
    names: Annotated[
        list[str] | None, Argument(metavar="NAME", help="Metrics to list.  [default: (all)]")
    ] = None,
    format_: Annotated[str, format_option(("text", "json"))] = "text",
) -> int:
    """Run `summkit metrics`. The module docstring is its help."""
    from summkit.metrics.registry import METRICS

    return list_entries(names or METRICS.names(), _entry, format_)


def _entry(name: str) -> dict[str, Any]:
    from summkit.metrics.registry import METRICS
    from summkit.parameters import parameter_data

    metric = METRICS.load(name)
    return {
        "name": name,
        "origin": "built in" if name in METRICS.built_in else "plug-in",
        "paper": metric.source,
        "description": f"{first_paragraph(metric)} Values: {_values(name)}.",
        "parameters": parameter_data(metric),
    }


def _values(name: str) -> str:
    from summkit.metrics.column import columns_of
    from summkit.metrics.registry import METRICS

    # These two metrics cannot be created without a program or a server.
    if name == "command":
        return "the names in the parameter `measures`"
    if name == "judge":
        from summkit.metrics.judge import NAMES_OF_VALUES

        return ", ".join(f"judge.{value}" for value in NAMES_OF_VALUES)
    return ", ".join(column.name for column in columns_of(METRICS.create(name)))

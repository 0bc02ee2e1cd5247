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
from summkit.cli.methods import entry_text
from summkit.cli.options import format_option
from summkit.cli.output import say, utf8, write
from summkit.errors import UsageError


def metrics(
    names: Annotated[
        list[str] | None, Argument(metavar="NAME", help="Metrics to list.  [default: (all)]")
    ] = None,
    format_: Annotated[str, format_option(("text", "json"))] = "text",
) -> int:
    """Run `summkit metrics`. The module docstring is its help."""
    from summkit.metrics.registry import METRICS

    utf8()
    listed = broken = 0
    for name in names or METRICS.names():
        try:
            entry = _entry(name, METRICS.load(name))
        except UsageError as error:
            # The other metrics are listed even if a plug-in cannot be imported.
            say(str(error))
            broken += 1
            continue
        listed += 1
        if format_ == "json":
            from summkit.report.escape import to_json

            write(to_json(entry) + "\n")
        else:
            write(entry_text(entry))
    if not listed:
        return 2
    return 1 if broken else 0


def _entry(name: str, kind: type[Any]) -> dict[str, Any]:
    from summkit.metrics.registry import METRICS
    from summkit.parameters import parameter_data

    summary = (kind.__doc__ or "").strip().partition("\n\n")[0]
    return {
        "name": name,
        "origin": "built in" if name in METRICS.built_in else "plug-in",
        "paper": kind.source,
        "description": f"{' '.join(summary.split())} Values: {_values(name)}.",
        "parameters": parameter_data(kind),
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

"""List the methods with their parameters, ranges, paper and origin.

--method and --system take these names.

Examples:
  summkit methods
  summkit methods lexrank
  summkit methods --format json
"""

from __future__ import annotations

from typing import Annotated, Any

from summkit.cli.declare import Argument
from summkit.cli.entries import first_paragraph, list_entries
from summkit.cli.options import format_option


def methods(
    names: Annotated[
        list[str] | None, Argument(metavar="NAME", help="Methods to list.  [default: (all)]")
    ] = None,
    format_: Annotated[str, format_option(("text", "json"))] = "text",
) -> int:
    """Run `summkit methods`. The module docstring is its help."""
    from summkit.summarisers.registry import METHODS

    return list_entries(names or METHODS.names(), _entry, format_)


def _entry(name: str) -> dict[str, Any]:
    from summkit.parameters import parameter_data
    from summkit.summarisers.registry import METHODS, origin

    where = origin(name)
    method = METHODS.load(name)
    return {
        "name": name,
        "origin": where,
        "paper": method.paper,
        "description": first_paragraph(method),
        "parameters": parameter_data(method),
    }

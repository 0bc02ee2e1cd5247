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
from summkit.cli.options import format_option
from summkit.cli.output import say, utf8, width, write
from summkit.errors import UsageError


def methods(
    names: Annotated[
        list[str] | None, Argument(metavar="NAME", help="Methods to list.  [default: (all)]")
    ] = None,
    format_: Annotated[str, format_option(("text", "json"))] = "text",
) -> int:
    """Run `summkit methods`. The module docstring is its help."""
    from summkit.summarisers.registry import METHODS, origin

    utf8()
    listed = broken = 0
    for name in names or METHODS.names():
        try:
            entry = _entry(name, origin(name), METHODS.load(name))
        except UsageError as error:
            # The other methods are listed even if a plug-in cannot be imported.
            say(str(error))
            broken += 1
            continue
        listed += 1
        write(_as_json(entry) if format_ == "json" else entry_text(entry))
    if not listed:
        return 2
    return 1 if broken else 0


def _entry(name: str, origin: str, method: Any) -> dict[str, Any]:
    from summkit.parameters import parameter_data

    summary = (method.__doc__ or "").strip().partition("\n\n")[0]
    return {
        "name": name,
        "origin": origin,
        "paper": method.paper,
        "description": " ".join(summary.split()),
        "parameters": parameter_data(method),
    }


def _as_json(entry: dict[str, Any]) -> str:
    from summkit.report.escape import to_json

    return to_json(entry) + "\n"


def entry_text(entry: dict[str, Any]) -> str:
    """Return the entry of a method or metric as indented text."""
    import textwrap

    columns = width() or 80
    head = f"{entry['name']} ({entry['origin']})"
    lines = [head]
    for text in (entry["description"], entry["paper"]):
        lines.append(textwrap.fill(text, columns, initial_indent="  ", subsequent_indent="  "))
    for parameter in entry["parameters"]:
        text = f"{parameter['name']}: {parameter['takes']}: {parameter['doc']}"
        lines.append(textwrap.fill(text, columns, initial_indent="  - ", subsequent_indent="    "))
    return "\n".join(lines) + "\n\n"

"""Lists of methods and metrics, as text or JSON lines: `summkit methods`, `summkit metrics`."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterable
from typing import Any

from summkit.cli.output import say, utf8, width, write
from summkit.errors import UsageError


def list_entries(
    names: Iterable[str], entry_of: Callable[[str], dict[str, Any]], format_: str
) -> int:
    """Write the entry of each name, and return the exit status.

    Parameters
    ----------
    entry_of
        Returns the data of a method or metric. It raises UsageError if the name is unknown or a
        plug-in cannot be imported; the other names are still listed.
    format_
        "text" or "json".

    Returns
    -------
    int
        0 if all names are listed, 1 if some are missing, 2 if all are missing.
    """
    from summkit.report.escape import to_json

    utf8()
    listed = missing = 0
    for name in names:
        try:
            entry = entry_of(name)
        except UsageError as error:
            say(str(error))
            missing += 1
            continue
        listed += 1
        write(to_json(entry) + "\n" if format_ == "json" else _as_text(entry))
    if not listed:
        return 2
    return 1 if missing else 0


def first_paragraph(documented: Any) -> str:
    """Return the first paragraph of a docstring as one line; "" without a docstring."""
    return " ".join((documented.__doc__ or "").strip().partition("\n\n")[0].split())


def _as_text(entry: dict[str, Any]) -> str:
    columns = width() or 80
    head = f"{entry['name']} ({entry['origin']})"
    lines = [head]
    for text in (entry["description"], entry["paper"]):
        lines.append(textwrap.fill(text, columns, initial_indent="  ", subsequent_indent="  "))
    for parameter in entry["parameters"]:
        text = f"{parameter['name']}: {parameter['takes']}: {parameter['doc']}"
        lines.append(textwrap.fill(text, columns, initial_indent="  - ", subsequent_indent="    "))
    return "\n".join(lines) + "\n\n"

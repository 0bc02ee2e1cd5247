"""Read summkit.toml and check every key. Only the command line reads this file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from summkit.cli.output import say
from summkit.schema import BUDGET, SECTIONS
from summkit.settings import Configuration, Section, find_configuration, read_configuration

_TABLES = (*SECTIONS, "method")


def load(path: str | None, *, trust: bool = False) -> Configuration:
    """Return the configuration. Every key is checked, except the keys of [check].

    Parameters
    ----------
    path
        The path after `--config`. None reads ./summkit.toml if it exists, else the table
        [tool.summkit] of ./pyproject.toml.
    trust
        Whether the programs and addresses of a file are allowed without `--config`.

    Raises
    ------
    UsageError
        If the file at `path` is missing, if a file is not TOML, or if a key or value is wrong.
    """
    configuration = find_configuration(Path()) if path is None else read_configuration(Path(path))
    if trust:
        configuration = replace(configuration, discovered=False)
    for key, value in configuration.data.items():
        if key not in _TABLES:
            raise configuration.unknown(_TABLES, key)
        if not isinstance(value, dict):
            shown = "[method.lexrank]" if key == "method" else f"[{key}]"
            raise configuration.refuse(f"must be a table: {shown}", key)
    for name in ("summarise", "compare"):
        defaults(configuration, name)
    Section(configuration, ("compare", "budget"), BUDGET)
    for name, parameters in configuration.data.get("method", {}).items():
        if not isinstance(parameters, dict):
            raise configuration.refuse(
                "is not a method: write parameters below their method, as in [method.lexrank]",
                *("method", name),
            )
    for note in configuration.notes:
        say(note)
    return configuration


def defaults(configuration: Configuration, command: str) -> Section:
    """Return the table of the file with the defaults of a command."""
    return Section(configuration, (command,), SECTIONS[command])


def parameters_of(configuration: Configuration, method: str) -> dict[str, Any]:
    """Return the parameters that the file sets for a method."""
    return Section(configuration, ("method", method), None).data

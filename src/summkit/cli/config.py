"""Read summkit.toml and check every key. Only the command line reads this file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from summkit.cli.output import say
from summkit.errors import UsageError
from summkit.schema import BUDGET, SECTIONS, SETTINGS, nearest
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
        _check_method(configuration, name, parameters)
    for note in configuration.notes:
        say(note)
    return configuration


def _check_method(configuration: Configuration, name: str, parameters: dict[str, Any]) -> None:
    """Refuse a table of an unknown method, and an unknown or wrong parameter of a built-in method.

    The parameters of a plug-in are checked where the plug-in is used, so that a table starts no
    code.
    """
    from summkit.parameters import parameters_of as declared
    from summkit.summarisers.registry import BUILT_IN, METHODS

    now = (SETTINGS["method"].renamed or {}).get(name)
    if name not in METHODS.names():
        hint = f" (it is now {now})" if now else nearest(name, METHODS.names())
        raise configuration.refuse(f"does not exist{hint}: see `summkit methods`", "method", name)
    if name not in BUILT_IN:
        return
    specs = {each.name: each for each in declared(METHODS.load(name))}
    for key, value in parameters.items():
        if key not in specs:
            if not specs:
                raise configuration.refuse(
                    f"does not exist: {name} has no parameters", "method", name, key
                )
            raise configuration.unknown(specs, "method", name, key)
        try:
            specs[key].converted(name, value)
        except UsageError as error:
            reason = str(error).partition(" is not allowed: ")[2]
            wrong = f"= {value!r} is not allowed: {reason}"
            raise configuration.refuse(wrong, "method", name, key) from error


def defaults(configuration: Configuration, command: str) -> Section:
    """Return the table of the file with the defaults of a command."""
    return Section(configuration, (command,), SECTIONS[command])


def parameters_of(configuration: Configuration, method: str) -> dict[str, Any]:
    """Return the parameters that the file sets for a method."""
    return Section(configuration, ("method", method), None).data

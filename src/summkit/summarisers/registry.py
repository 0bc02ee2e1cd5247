"""Names to methods: the built-in table, sumy's, and the entry points of plug-ins."""

from __future__ import annotations

import difflib
import importlib
from collections.abc import Mapping
from dataclasses import fields
from importlib.metadata import EntryPoint, entry_points
from typing import Any

from summkit.errors import UsageError
from summkit.summarisers.base import Summariser, describe

GROUP = "summkit.summarisers"

BUILT_IN = {
    "lead": "summkit.summarisers.lead:Lead",
}


def plugins() -> dict[str, EntryPoint]:
    """Return third-party methods by name; none is imported."""
    return {entry.name: entry for entry in entry_points(group=GROUP)}


def names() -> list[str]:
    """Return every method's name, built-in ones first; nothing is imported."""
    return [*BUILT_IN, *sorted(set(plugins()) - set(BUILT_IN))]


def load(name: str) -> type[Summariser]:
    """Return the class of a method.

    Raises
    ------
    UsageError
        For a name that does not exist (with the nearest that do), or a plug-in that
        cannot be imported or is not a Summariser.
    """
    if name in BUILT_IN:
        module, _, attribute = BUILT_IN[name].partition(":")
        loaded = getattr(importlib.import_module(module), attribute)
    else:
        loaded = _load_plugin(name)
    assert issubclass(loaded, Summariser)  # noqa: S101 - both branches made sure
    return loaded


def _load_plugin(name: str) -> type[Summariser]:
    entry = plugins().get(name)
    if entry is None:
        known = names()
        near = difflib.get_close_matches(name, known, n=1)
        hint = f" (did you mean {near[0]}?)" if near else ""
        raise UsageError(f"method {name!r} does not exist{hint}: one of {', '.join(known)}")
    try:
        loaded = entry.load()
    except Exception as error:  # a plug-in may raise anything while it is imported
        kind = type(error).__name__
        raise UsageError(f"method {name!r}: plug-in {entry.value} is broken: {kind}: {error}") from error
    if not (isinstance(loaded, type) and issubclass(loaded, Summariser)):
        raise UsageError(f"method {name!r}: plug-in {entry.value} is not a summkit Summariser")
    return loaded


def create(name: str, parameters: Mapping[str, Any] | None = None) -> Summariser:
    """Make a method from its name and parameters; text values are converted to their type.

    Raises
    ------
    UsageError
        For an unknown method or parameter, or a value out of range, with what is allowed.
    """
    method = load(name)
    specs = {spec.name: spec for spec in fields(method)}
    values: dict[str, Any] = {}
    for key, value in (parameters or {}).items():
        if key not in specs:
            known = "; ".join(f"{k}: {describe(s)}" for k, s in specs.items()) or "it takes none"
            raise UsageError(f"{name}: parameter {key!r} does not exist: {known}")
        values[key] = _convert(value, type(specs[key].default)) if isinstance(value, str) else value
    return method(**values)


def _convert(text: str, kind: type) -> Any:
    """Convert command-line text; what does not convert is refused by the method itself."""
    if kind is bool:
        return {"true": True, "false": False}.get(text.lower(), text)
    try:
        return kind(text)
    except ValueError:
        return text

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
    "random": "summkit.summarisers.random:Random",
    "luhn": "summkit.summarisers.luhn:Luhn",
    "edmundson": "summkit.summarisers.edmundson:Edmundson",
    "lsa": "summkit.summarisers.lsa:Lsa",
    "textrank": "summkit.summarisers.textrank:TextRank",
    "lexrank": "summkit.summarisers.lexrank:LexRank",
    "sumbasic": "summkit.summarisers.sumbasic:SumBasic",
    "kl": "summkit.summarisers.kl:KL",
    "reduction": "summkit.summarisers.reduction:Reduction",
    "centroid": "summkit.summarisers.centroid:Centroid",
    "mmr": "summkit.summarisers.mmr:Mmr",
    "pacsum": "summkit.summarisers.pacsum:PacSum",
    "command": "summkit.summarisers.command:Command",
}

SUMY = {
    "sumy:lex-rank": "summkit.summarisers.sumy:SumyLexRank",
    "sumy:text-rank": "summkit.summarisers.sumy:SumyTextRank",
    "sumy:luhn": "summkit.summarisers.sumy:SumyLuhn",
    "sumy:edmundson": "summkit.summarisers.sumy:SumyEdmundson",
    "sumy:lsa": "summkit.summarisers.sumy:SumyLsa",
    "sumy:sum-basic": "summkit.summarisers.sumy:SumySumBasic",
    "sumy:kl": "summkit.summarisers.sumy:SumyKL",
    "sumy:reduction": "summkit.summarisers.sumy:SumyReduction",
    "sumy:random": "summkit.summarisers.sumy:SumyRandom",
}

_OWN = BUILT_IN | SUMY


def plugins() -> dict[str, EntryPoint]:
    """Return third-party methods by name; none is imported."""
    return {entry.name: entry for entry in entry_points(group=GROUP)}


def names() -> list[str]:
    """Return every method's name: built-in, sumy's, plug-ins; nothing is imported.

    A plug-in cannot take the name of a method that is here already.
    """
    return [*_OWN, *sorted(set(plugins()) - set(_OWN))]


def origin(name: str) -> str:
    """Return where a method comes from: "built in", "sumy" or "plug-in".

    Raises
    ------
    UsageError
        For a name that does not exist.
    """
    if name in BUILT_IN:
        return "built in"
    if name in SUMY:
        return "sumy"
    _entry(name)
    return "plug-in"


def load(name: str) -> type[Summariser]:
    """Return the class of a method.

    Raises
    ------
    UsageError
        For a name that does not exist (with the nearest that do), or a plug-in that
        cannot be imported or is not a Summariser.
    """
    if name in _OWN:
        module, _, attribute = _OWN[name].partition(":")
        loaded: type[Summariser] = getattr(importlib.import_module(module), attribute)
        return loaded
    return _load_plugin(_entry(name))


def _entry(name: str) -> EntryPoint:
    entry = plugins().get(name)
    if entry is None:
        known = names()
        near = difflib.get_close_matches(name, known, n=3)
        hint = f" (did you mean {' or '.join(near)}?)" if near else ""
        raise UsageError(f"method {name!r} does not exist{hint}: one of {', '.join(known)}")
    return entry


def _load_plugin(entry: EntryPoint) -> type[Summariser]:
    where = f"method {entry.name!r}: plug-in {entry.value}"
    try:
        loaded = entry.load()
    except (Exception, SystemExit) as error:  # a plug-in may raise anything while imported
        reason = " ".join(f"{type(error).__name__}: {error}".split())
        raise UsageError(f"{where} is broken: {reason}") from error
    if not (isinstance(loaded, type) and issubclass(loaded, Summariser)):
        raise UsageError(f"{where} is not a summkit Summariser")
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

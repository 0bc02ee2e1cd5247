"""Names to methods: the built-in table, sumy's, and the entry points of plug-ins."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.metadata import EntryPoint
from typing import Any

from summkit.registry import Registry
from summkit.summarisers.base import Summariser

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

_METHODS: Registry[Summariser] = Registry(
    "method",
    GROUP,
    Summariser,  # type: ignore[type-abstract]
    BUILT_IN | SUMY,
)


def plugins() -> dict[str, EntryPoint]:
    """Return third-party methods by name; none is imported."""
    return _METHODS.plugins()


def names() -> list[str]:
    """Return every method's name: built-in, sumy's, plug-ins; nothing is imported.

    A plug-in cannot take the name of a method that is here already.
    """
    return _METHODS.names()


def origin(name: str) -> str:
    """Return where a method comes from: "built in", "sumy" or "plug-in"; nothing is imported.

    `name` is one of `names`.
    """
    if name in SUMY:
        return "sumy"
    return "built in" if name in BUILT_IN else "plug-in"


def load(name: str) -> type[Summariser]:
    """Return the class of a method.

    Raises
    ------
    UsageError
        For a name that does not exist (with the nearest that does), or a plug-in that
        cannot be imported or is not a Summariser.
    """
    return _METHODS.load(name)


def create(name: str, parameters: Mapping[str, Any] | None = None) -> Summariser:
    """Make a method from its name and parameters; text values are converted to their type.

    Raises
    ------
    UsageError
        For an unknown method or parameter, or a value out of range, with what is allowed.
    """
    return _METHODS.create(name, parameters)

"""Names to methods: the built-in table, sumy's, and the entry points of plug-ins."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from summkit.arguments import mapping
from summkit.errors import UsageError
from summkit.parameters import construct
from summkit.registry import Registry
from summkit.summarisers.base import Summariser
from summkit.summarisers.wrapped import wrapped

BUILT_IN = {
    "newsrank": "summkit.newsrank.summariser:NewsRank",
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
    "submodular": "summkit.summarisers.submodular:Submodular",
    "pacsum": "summkit.summarisers.pacsum:PacSum",
    "command": "summkit.summarisers.command:Command",
    "llm": "summkit.summarisers.llm:LanguageModel",
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

METHODS: Registry[Summariser] = Registry(
    kind="method",
    group="summkit.summarisers",
    base=Summariser,  # type: ignore[type-abstract]  # only ever compared with, never called
    built_in=BUILT_IN | SUMY,
    wrap=wrapped,
    renamed={"mmr": "submodular"},
)
"""Every method by name; ``METHODS.names()`` imports none of them."""


def origin(name: str) -> str:
    """Return where a method comes from: "built in", "sumy" or "plug-in"."""
    if name in BUILT_IN:
        return "built in"
    return "sumy" if name in SUMY else "plug-in"


def create(name: str, parameters: Mapping[str, Any] | None = None, /, **more: Any) -> Summariser:
    """Make a method from its name and parameters.

    Parameters
    ----------
    name
        As `summkit methods` lists it.
    parameters, more
        Parameter -> value; a value given as text is converted to the parameter's type.

    Raises
    ------
    UsageError
        For an unknown name or parameter, or a value that is not allowed, with what is.

    Examples
    --------
    >>> create("lexrank", threshold=0.2)
    LexRank(threshold=0.2)
    """
    if isinstance(name, str) and "=" in name and name not in METHODS.names():
        raise UsageError(
            f"method {name!r} does not exist: parameters stand beside the name, as in "
            'create("lexrank", threshold=0.2)'
        )
    takes = 'a mapping of names to values, such as {"threshold": 0.2}'
    given = {} if parameters is None else mapping("parameters", parameters, takes)
    return METHODS.create(name, {**given, **more})


def method_spec(spec: str) -> tuple[str, dict[str, str]]:
    """Split NAME[:param=value,...] into the method and its parameters.

    "sumy:lex-rank" is a name; "lexrank:threshold=0.2" has a parameter, and the value of
    "llm:url=http://localhost:8000/v1,model=small" holds colons.
    """
    before, equals, value = spec.partition("=")
    name, colon, first = before.rpartition(":")
    if not equals or not colon:
        return spec, {}
    parameters: dict[str, str] = {}
    last = ""
    for part in f"{first}={value}".split(","):
        key, equals, given = part.partition("=")
        if equals:
            last = key.strip()
            if last in parameters:
                raise UsageError(f"{spec}: {last} is given twice: give it once")
            parameters[last] = given
        else:  # a comma within a value
            parameters[last] += f",{part}"
    return name, parameters


def method_of(method: object) -> Summariser:
    """Return the method that is meant: by a name, a class, an instance, or a function.

    A name may have parameters, as in "lexrank:threshold=0.2". (`create` takes a name alone: what
    a configuration names is weighed by its name.)

    Raises
    ------
    UsageError
        For an unknown name; ArgumentTypeError, a subclass, for anything else.
    """
    if isinstance(method, str):
        return METHODS.create(*method_spec(method))
    if isinstance(method, type) and issubclass(method, Summariser):
        return construct(method.name, method)
    return wrapped(method)

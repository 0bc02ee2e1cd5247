"""The registry of methods: built-in methods, those of sumy, and plug-ins."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from summkit.arguments import mapping
from summkit.errors import UsageError
from summkit.naming import helpful
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
    base=Summariser,  # type: ignore[type-abstract]  # used for isinstance, never called
    built_in=BUILT_IN | SUMY,
    wrap=wrapped,
    renamed={"mmr": "submodular"},
)
"""All methods by name; ``METHODS.names()`` imports none of them."""


def origin(name: str) -> str:
    """Return the origin of a method: "built in", "sumy" or "plug-in"."""
    if name in BUILT_IN:
        return "built in"
    return "sumy" if name in SUMY else "plug-in"


@helpful
def create(name: str, parameters: Mapping[str, Any] | None = None, /, **more: Any) -> Summariser:
    """Return a method with a name and parameters.

    Parameters
    ----------
    name
        Name of the method, as `summkit methods` lists it.
    parameters, more
        Parameter -> value. A text is converted to the type of the parameter.

    Raises
    ------
    UsageError
        If the name or a parameter is unknown, or if a value is not allowed. The message contains
        the allowed names or values.
    ArgumentTypeError
        If an argument has the wrong type.

    Examples
    --------
    >>> create("lexrank", threshold=0.2)
    LexRank(threshold=0.2)
    """
    if isinstance(name, str) and "=" in name and name not in METHODS.names():
        raise UsageError(
            f"method {name!r} does not exist: give parameters as separate arguments, as in "
            'create("lexrank", threshold=0.2)'
        )
    takes = 'a mapping of names to values, such as {"threshold": 0.2}'
    given = {} if parameters is None else mapping("parameters", parameters, takes)
    return METHODS.create(name, {**given, **more})


def method_spec(spec: str) -> tuple[str, dict[str, str]]:
    """Return the name and the parameters of NAME[:param=value,...].

    "sumy:lex-rank" is a name without parameters. "lexrank:threshold=0.2" has a parameter. In
    "llm:url=http://localhost:8000/v1,model=small", the value of `url` contains colons.

    Raises
    ------
    UsageError
        If a parameter is given twice.
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
    """Return the method for a name, a class, an instance or a function.

    A name may have parameters, as in "lexrank:threshold=0.2". (`create` takes only names without
    parameters, because the consent for methods of a configuration is decided by the name.)

    Raises
    ------
    UsageError
        If the name is unknown.
    ArgumentTypeError
        If the argument has another type.
    """
    if isinstance(method, str):
        return METHODS.create(*method_spec(method))
    if isinstance(method, type) and issubclass(method, Summariser):
        return construct(method.name, method)
    return wrapped(method)

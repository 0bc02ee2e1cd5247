"""Names to methods: the built-in table, sumy's, and the entry points of plug-ins."""

from __future__ import annotations

from summkit.registry import Registry
from summkit.summarisers.base import Summariser

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

METHODS: Registry[Summariser] = Registry(
    kind="method",
    group="summkit.summarisers",
    base=Summariser,  # type: ignore[type-abstract]  # only ever compared with, never called
    built_in=BUILT_IN | SUMY,
)
"""Every method by name; ``METHODS.names()`` imports none of them."""


def origin(name: str) -> str:
    """Return where a method comes from: "built in", "sumy" or "plug-in"."""
    if name in BUILT_IN:
        return "built in"
    return "sumy" if name in SUMY else "plug-in"


create = METHODS.create
"""``create("lexrank", {"threshold": 0.2})``: a method from its name and parameters."""

"""summkit: extractive news summarisation and headline evaluation.

The names in `__all__` are the public interface; all other names may change. Each is imported at its
first use, so that `import summkit` is fast.

>>> import summkit as sk
>>> print(sk.summarise("A fire broke out in Ostrava on Monday. Nobody was hurt.", words=10))
A fire broke out in Ostrava on Monday.
"""

from __future__ import annotations

from importlib import import_module

# Not imported from typing, which takes 5 ms. Moreover, `python -m summkit` would import a typing.py
# of the current folder before `__main__` can remove that folder from the path.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    __version__: str

    from summkit.api import summarise
    from summkit.api import summarise as summarize
    from summkit.article import Article, Dropped
    from summkit.budget import Budget
    from summkit.document import Document, analyse, analyse_many
    from summkit.errors import ArgumentTypeError, InputError, SummkitError, UsageError
    from summkit.evaluation.comparing import check, compare
    from summkit.evaluation.comparison import Comparison
    from summkit.evaluation.run import Run
    from summkit.evaluation.saved import load_run
    from summkit.evaluation.score import ColumnScore, Score
    from summkit.evaluation.scoring import score
    from summkit.evaluation.verdict import Verdict
    from summkit.metrics.base import Candidate, Item, Metric
    from summkit.metrics.chrf import Chrf
    from summkit.metrics.column import Column
    from summkit.metrics.command import CommandMetric
    from summkit.metrics.fragments import Fragments
    from summkit.metrics.judge import Judge
    from summkit.metrics.position import Length, Position
    from summkit.metrics.readability.metric import Readability
    from summkit.metrics.redundancy import Redundancy
    from summkit.metrics.rouge import Rouge
    from summkit.metrics.support.metric import Support
    from summkit.newsrank.summariser import NewsRank
    from summkit.parameters import parameter
    from summkit.reading import Failure, read
    from summkit.selection import Rules
    from summkit.sentence import Sentence
    from summkit.summarisers.base import Reason, Summariser
    from summkit.summarisers.centroid import Centroid
    from summkit.summarisers.command import Command
    from summkit.summarisers.edmundson import Edmundson
    from summkit.summarisers.kl import KL
    from summkit.summarisers.lead import Lead
    from summkit.summarisers.lexrank import LexRank
    from summkit.summarisers.llm import LanguageModel
    from summkit.summarisers.lsa import Lsa
    from summkit.summarisers.luhn import Luhn
    from summkit.summarisers.pacsum import PacSum
    from summkit.summarisers.random import Random
    from summkit.summarisers.reduction import Reduction
    from summkit.summarisers.registry import create
    from summkit.summarisers.submodular import Submodular
    from summkit.summarisers.sumbasic import SumBasic
    from summkit.summarisers.textrank import TextRank
    from summkit.summary import ChosenSentence, Explanation, Summary
    from summkit.system import System
    from summkit.training.archive import train

__all__ = [
    "KL",
    "ArgumentTypeError",
    "Article",
    "Budget",
    "Candidate",
    "Centroid",
    "ChosenSentence",
    "Chrf",
    "Column",
    "ColumnScore",
    "Command",
    "CommandMetric",
    "Comparison",
    "Document",
    "Dropped",
    "Edmundson",
    "Explanation",
    "Failure",
    "Fragments",
    "InputError",
    "Item",
    "Judge",
    "LanguageModel",
    "Lead",
    "Length",
    "LexRank",
    "Lsa",
    "Luhn",
    "Metric",
    "NewsRank",
    "PacSum",
    "Position",
    "Random",
    "Readability",
    "Reason",
    "Reduction",
    "Redundancy",
    "Rouge",
    "Rules",
    "Run",
    "Score",
    "Sentence",
    "Submodular",
    "SumBasic",
    "Summariser",
    "Summary",
    "SummkitError",
    "Support",
    "System",
    "TextRank",
    "UsageError",
    "Verdict",
    "__version__",
    "analyse",
    "analyse_many",
    "check",
    "compare",
    "create",
    "load_run",
    "parameter",
    "read",
    "score",
    "summarise",
    "summarize",
    "train",
]

_HOMES = {
    "ArgumentTypeError": "errors",
    "Article": "article",
    "Budget": "budget",
    "Candidate": "metrics.base",
    "Centroid": "summarisers.centroid",
    "ChosenSentence": "summary",
    "Chrf": "metrics.chrf",
    "Column": "metrics.column",
    "ColumnScore": "evaluation.score",
    "CommandMetric": "metrics.command",
    "Command": "summarisers.command",
    "Comparison": "evaluation.comparison",
    "Document": "document",
    "Dropped": "article",
    "Edmundson": "summarisers.edmundson",
    "Explanation": "summary",
    "Failure": "reading",
    "Fragments": "metrics.fragments",
    "InputError": "errors",
    "Item": "metrics.base",
    "Judge": "metrics.judge",
    "KL": "summarisers.kl",
    "LanguageModel": "summarisers.llm",
    "Lead": "summarisers.lead",
    "Length": "metrics.position",
    "LexRank": "summarisers.lexrank",
    "Lsa": "summarisers.lsa",
    "Luhn": "summarisers.luhn",
    "Metric": "metrics.base",
    "NewsRank": "newsrank.summariser",
    "PacSum": "summarisers.pacsum",
    "Position": "metrics.position",
    "Random": "summarisers.random",
    "Readability": "metrics.readability.metric",
    "Reason": "summarisers.base",
    "Reduction": "summarisers.reduction",
    "Redundancy": "metrics.redundancy",
    "Rouge": "metrics.rouge",
    "Rules": "selection",
    "Run": "evaluation.run",
    "Score": "evaluation.score",
    "Sentence": "sentence",
    "Submodular": "summarisers.submodular",
    "SumBasic": "summarisers.sumbasic",
    "Summariser": "summarisers.base",
    "Summary": "summary",
    "SummkitError": "errors",
    "Support": "metrics.support.metric",
    "System": "system",
    "TextRank": "summarisers.textrank",
    "UsageError": "errors",
    "Verdict": "evaluation.verdict",
    "analyse": "document",
    "analyse_many": "document",
    "check": "evaluation.comparing",
    "compare": "evaluation.comparing",
    "create": "summarisers.registry",
    "load_run": "evaluation.saved",
    "parameter": "parameters",
    "read": "reading",
    "score": "evaluation.scoring",
    "summarise": "api",
    "summarize": "api",
    "train": "training.archive",
}
_ALIASES = {"summarize": "summarise"}


def __getattr__(name: str) -> Any:
    if name == "__version__":
        from importlib.metadata import version

        return version("summkit")
    if name not in _HOMES:
        from summkit.naming import unknown_name

        raise unknown_name(name, __all__)
    value = getattr(import_module(f"summkit.{_HOMES[name]}"), _ALIASES.get(name, name))
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__

"""summkit: extractive news summarisation and headline evaluation.

The names below are the library; everything else may move. They are imported when first
used, so that `summkit --help` does not wait for them.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from summkit.article import Article
    from summkit.document import Document, analyse, analyse_many
    from summkit.errors import InputError, SummkitError, UsageError
    from summkit.reading import read
    from summkit.selection import Budget
    from summkit.summarisers.registry import create
    from summkit.summary import Summary
    from summkit.system import System

__all__ = [
    "Article",
    "Budget",
    "Document",
    "InputError",
    "Summary",
    "SummkitError",
    "System",
    "UsageError",
    "analyse",
    "analyse_many",
    "create",
    "read",
]

_HOMES = {
    "Article": "article",
    "Budget": "selection",
    "Document": "document",
    "InputError": "errors",
    "Summary": "summary",
    "SummkitError": "errors",
    "System": "system",
    "UsageError": "errors",
    "analyse": "document",
    "analyse_many": "document",
    "create": "summarisers.registry",
    "read": "reading",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'summkit' has no attribute {name!r}")
    return getattr(import_module(f"summkit.{_HOMES[name]}"), name)

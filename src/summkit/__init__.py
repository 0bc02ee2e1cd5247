"""summkit: extractive news summarisation and headline evaluation."""

from summkit.article import Article
from summkit.document import Document, analyse
from summkit.errors import InputError, SummkitError, UsageError
from summkit.selection import Budget
from summkit.system import Summary, System

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
]

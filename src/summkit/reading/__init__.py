"""Read articles from files, pages, addresses and records."""

from summkit.reading.articles import ON_ERROR, read
from summkit.reading.limits import Limits
from summkit.reading.options import (
    Failure,
    Mapped,
    ReadOptions,
    Unread,
    parse_mapping,
    with_mapping,
)
from summkit.reading.sources.source import pending

__all__ = [
    "ON_ERROR",
    "Failure",
    "Limits",
    "Mapped",
    "ReadOptions",
    "Unread",
    "parse_mapping",
    "pending",
    "read",
    "with_mapping",
]

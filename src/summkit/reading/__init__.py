"""Bytes -> Article: one file a kind of input."""

from summkit.reading.limits import Limits
from summkit.reading.options import Failure, ReadOptions, parse_mapping
from summkit.reading.source import read

__all__ = ["Failure", "Limits", "ReadOptions", "parse_mapping", "read"]

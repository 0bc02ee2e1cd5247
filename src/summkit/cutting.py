"""Cut one sentence to a budget, at a clause boundary where one is near, else between words."""

from __future__ import annotations

from summkit.language import Language
from summkit.patterns import regex

MARK = "…"
"""Stands at the end of a text that was cut; it counts towards a character budget."""

# A clause ends at a comma, semicolon, colon or dash of any script before a space; the
# full-width ones need none.
_CLAUSE = regex(r"[,;:،؛](?=\s)|\s[-–—](?=\s)|—|[、，；：]")
_WORD_END = regex(r"\s+")
_TRAILING = " \t\n,;:،؛、，；：-–—([{“‘\"'«"


def marked(prefix: str) -> str:
    """Return what was cut as it is printed: white space folded, the mark at its end."""
    return " ".join(prefix.split()) + MARK


def cut(text: str, language: Language, words: int | None, characters: int | None) -> str:
    """Return a non-empty prefix of `text` that leaves room for `MARK` within the budget.

    Parameters
    ----------
    text
        One sentence that is longer than the budget.
    words, characters
        Largest size, at least 1 each; None means no bound.

    The cut falls at the last clause boundary that keeps at least a third of what fits;
    else at the last word boundary; else, where a single word is longer than the budget,
    inside that word.
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
        parts = text.split(None, words)  # the last part is all that follows the first words
        return len(text[: -len(parts[words])].rstrip()) if len(parts) > words else len(text)
    spans = language.counted_spans(text)
    return spans[words - 1][1] if words <= len(spans) else len(text)

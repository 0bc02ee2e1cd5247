"""Shortening where there is no parser: leave out brackets, then clauses from the last one back."""

from __future__ import annotations

import re
from collections.abc import Sequence

from summkit.document import Document
from summkit.reading.cleaning.dateline import split_dateline
from summkit.shortening.result import Shortening

_BRACKET = re.compile(r"\s*(?:\([^()]*\)|\[[^\[\]]*\]|（[^（）]*）)")
_CLAUSE = re.compile(r"[,;،؛](?=\s)|\s[-–—](?=\s)|[，；]")
_STOPS = ".。।॥۔። \t\n"
_QUOTES = (("“", "”"), ("«", "»"), ("„", "“"), ("「", "」"), ("『", "』"), ("(", ")"), ("（", "）"))
_SHARE = 3  # a headline is at least this part of its budget, or the clause is a stump


def shorten(document: Document, sentences: Sequence[int], characters: int) -> list[Shortening]:
    """Return headlines of whole clauses, longest first within each sentence; perhaps none."""
    headlines: list[Shortening] = []
    for place, index in enumerate(sentences):
        sentence = document.sentences[index]
        rest = split_dateline(sentence.text)[2]
        offset = sentence.start + sentence.text.rindex(rest)
        ends = [match.start() for match in _CLAUSE.finditer(rest)]
        for end in (len(rest), *reversed(ends)):
            spans = _outside_brackets(rest, len(rest[:end].rstrip(_STOPS)))
            text = " ".join("".join(rest[a:b] for a, b in spans).split())
            if len(text) > characters or not _whole(text):
                continue
            if end < len(rest) and len(text) * _SHARE < characters:
                break
            if not text:
                break
            pieces = tuple(
                (offset + a + start, offset + a + stop)
                for a, b in spans
                for start, stop in document.language.counted_spans(rest[a:b])
            )
            reasons = ("clauses",) * (end < len(rest)) + ("bracket",) * (len(spans) > 1)
            runs = tuple((offset + a, offset + b) for a, b in spans)
            text = text[:1].upper() + text[1:]
            headlines.append(Shortening(text, pieces, runs, index, -place - 1 / len(text), reasons))
    return sorted(headlines, key=lambda each: -each.score)


def _outside_brackets(text: str, end: int) -> list[tuple[int, int]]:
    """Return the stretches of text before `end` that stand outside brackets, trimmed."""
    spans, start = [], 0
    for match in _BRACKET.finditer(text, 0, end):
        spans.append((start, match.start()))
        start = match.end()
    spans.append((start, end))
    return [(a, b) for a, b in spans if text[a:b].strip()]


def _whole(text: str) -> bool:
    """Whether every quotation and bracket is closed."""
    return text.count('"') % 2 == 0 and all(
        text.count(first) == text.count(last) for first, last in _QUOTES if last != "“"
    )

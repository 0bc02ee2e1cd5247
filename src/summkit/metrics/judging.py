"""Statistics on the answers of a judge: number, spread and biases."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt
from statistics import fmean, stdev
from typing import NamedTuple


class JudgeFinding(NamedTuple):
    """The data of one text that `notes` needs, as JSON data.

    Attributes
    ----------
    answers, usable
        Number of answers, and number of answers with marks.
    tokens
        Number of tokens in all answers and questions.
    straight, swapped
        Mean mark, 0 to 1: if the article is before the text; if it is after the text. None without
        marks.
    words
        Number of words in the text.
    spread
        Standard deviation of the answers; None for fewer than two.
    """

    answers: int
    usable: int
    tokens: int
    straight: float | None
    swapped: float | None
    words: int
    spread: float | None

    @property
    def mark(self) -> float | None:
        """Mean mark of both orders; None without marks."""
        known = [each for each in (self.straight, self.swapped) if each is not None]
        return fmean(known) if known else None


def notes(prefix: str, judge: str, found: Sequence[JudgeFinding]) -> tuple[str, ...]:
    """Return notes on the number of answers, unusable answers, and the biases of the judge.

    Parameters
    ----------
    prefix
        The prefix of its columns.
    judge
        Its model and prompt.
    found
        The data of each judged text.
    """
    if not found:
        return ()
    answers, usable = sum(f.answers for f in found), sum(f.usable for f in found)
    tokens = sum(f.tokens for f in found)
    lines = [f"{prefix} ({judge}): {answers:,} answers on {len(found):,} texts, {tokens:,} tokens"]
    if usable < answers:
        without = sum(not f.usable for f in found)
        lines.append(
            f"{prefix}: {answers - usable:,} of {answers:,} answers contained no marks and are "
            f"left out; {without:,} of {len(found):,} texts have no marks"
        )
    return (*lines, *_biases(prefix, found))


def _biases(prefix: str, found: Sequence[JudgeFinding]) -> list[str]:
    """Return notes on the influence of the order and of the length of texts."""
    lines = []
    spreads = [f.spread for f in found if f.spread is not None]
    if spreads:
        lines.append(
            f"{prefix}: answers on one text spread by {100 * fmean(spreads):.1f} points on average"
        )
    moves = [
        100 * (f.swapped - f.straight)
        for f in found
        if f.swapped is not None and f.straight is not None
    ]
    if len(moves) > 1:
        error = 1.96 * stdev(moves) / sqrt(len(moves))
        lines.append(
            f"{prefix}: with text and article swapped the marks move by {fmean(moves):+.1f} points "
            f"(95%: {fmean(moves) - error:+.1f} to {fmean(moves) + error:+.1f})"
        )
    pairs = [(f.mark, f.words) for f in found if f.mark is not None]
    rho = rank_correlation([mark for mark, _ in pairs], [words for _, words in pairs])
    if rho is not None:
        lines.append(
            f"{prefix}: marks and length in words correlate by {rho:+.2f} (Spearman) over "
            f"{len(pairs)} texts"
        )
    return lines


def rank_correlation(first: Sequence[float], second: Sequence[float]) -> float | None:
    """Return Spearman's rank correlation, with mean ranks for ties.

    None for fewer than three values, or if the values of one series are all equal.
    """
    if len(first) < 3:
        return None
    a, b = _ranks(first), _ranks(second)
    mean = (len(a) + 1) / 2
    covariance = sum((x - mean) * (y - mean) for x, y in zip(a, b, strict=True))
    widths = sum((x - mean) ** 2 for x in a) * sum((y - mean) ** 2 for y in b)
    return covariance / sqrt(widths) if widths else None


def _ranks(values: Sequence[float]) -> list[float]:
    rounded = [round(value, 9) for value in values]
    places = {value: [0, 0] for value in rounded}
    for place, value in enumerate(sorted(rounded), 1):
        places[value][0] += place
        places[value][1] += 1
    return [places[value][0] / places[value][1] for value in rounded]

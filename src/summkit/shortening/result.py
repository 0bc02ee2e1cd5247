"""The result of shortening a sentence."""

from __future__ import annotations

from dataclasses import dataclass

from summkit.cohesion.completion import Completion


@dataclass(frozen=True, slots=True)
class Shortening:
    """A sentence shortened by deleting words.

    Attributes
    ----------
    text
        The printed form. Except for folded white space, a capital first letter and `completions`,
        it is equal to its pieces.
    pieces
        (start, end) in the article's body of every remaining word and punctuation mark, in order.
    runs
        (start, end) of each remaining stretch of the body without a gap, in order.
    sentence
        Index of the source sentence.
    score
        Higher is better; comparable only between the versions of one document.
    reasons
        The kinds of deletion, in order.
    chance
        The probability that no deletion did harm, 0 to 1.
    judged
        The score of the shipped judge of English headlines; None if it did not score the text.
    completions
        Names that are printed in full, by the number of their run: `text` contains them, the
        pieces do not.
    """

    text: str
    pieces: tuple[tuple[int, int], ...]
    runs: tuple[tuple[int, int], ...]
    sentence: int
    score: float
    reasons: tuple[str, ...]
    chance: float = 1.0
    completions: tuple[Completion, ...] = ()
    judged: float | None = None

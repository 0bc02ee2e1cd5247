"""What shortening a sentence gives."""

from __future__ import annotations

from dataclasses import dataclass

from summkit.cohesion.completion import Completion


@dataclass(frozen=True, slots=True)
class Shortening:
    """A sentence shortened by leaving words out.

    Attributes
    ----------
    text
        As it would be printed. It differs from its pieces by nothing but folded white
        space and a capital on the first letter.
    pieces
        (start, end) in the article's body of every word and sign that is kept, in order.
    runs
        (start, end) of each stretch of the body that is kept without a gap, in order.
    sentence
        Index of the sentence it was made of.
    score
        Higher is better; comparable between the versions of one document only.
    reasons
        The kinds of deletion that made it, in order.
    chance
        How likely it is that none of the deletions did harm, from 0 to 1.
    completions
        Names that are printed in full, by the number of their run: `text` has them, the
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

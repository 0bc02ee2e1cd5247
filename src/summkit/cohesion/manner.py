"""How an article is written: whether it reports, or speaks to its reader, or is a list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from summkit.cohesion.openings import Openings
from summkit.cohesion.phrases import is_in
from summkit.cohesion.quotations import unquoted
from summkit.cohesion.soundness import ENDS

_LOOKED_AT = 40  # sentences
_OPENING = 6  # sentences


class Manner(NamedTuple):
    """How an article is written, by its first sentences.

    Attributes
    ----------
    says
        Share of the sentences in which somebody says something.
    personal
        Share of those that speak in the first person or to the reader, outside of quotations.
    lines
        Share of those that do not end like a sentence.
    questions
        Whether there is one in its opening.
    """

    says: float
    personal: float
    lines: float
    questions: bool


def manner_of(texts: Sequence[str], begin: Openings) -> Manner:
    """Return how an article of these sentences is written."""
    texts = texts[:_LOOKED_AT]
    plain = [unquoted(text) for text in texts]
    count = len(texts)
    return Manner(
        sum(is_in(begin.says, plain)) / count,
        sum(are_personal(plain, begin)) / count,
        sum(text[-1] not in ENDS for text in texts) / count,
        any(text.endswith("?") for text in texts[:_OPENING]),
    )


def are_personal(texts: Sequence[str], begin: Openings) -> list[bool]:
    """Tell which texts without quotations speak in the first person or to the reader."""
    mine = is_in(begin.first_person, texts)
    return [" you " in text or speaks for text, speaks in zip(texts, mine, strict=True)]

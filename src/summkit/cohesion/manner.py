"""The style of an article: whether it reports, addresses its reader, or is a list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from summkit.cohesion.openings import Openings
from summkit.cohesion.phrases import is_in
from summkit.cohesion.quotations import unquoted
from summkit.cohesion.soundness import ENDS

_LOOKED_AT = 40  # number of first sentences by which an article is described
_OPENING = 6  # number of first sentences in which a question counts


class Manner(NamedTuple):
    """The style of an article, measured on its first 40 sentences.

    Attributes
    ----------
    says
        Share of the sentences with a verb of saying, outside of quotations.
    personal
        Share of the sentences that use the first person or "you", outside of quotations.
    lines
        Share of the sentences that do not end like a sentence.
    questions
        Whether one of the first six sentences is a question.
    """

    says: float
    personal: float
    lines: float
    questions: bool


def manner_of(texts: Sequence[str], begin: Openings) -> Manner:
    """Return the style of an article with these sentences."""
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
    """Return for each text whether it uses the first person or "you".

    Parameters
    ----------
    texts
        Texts whose quotations are blanked.
    """
    mine = is_in(begin.first_person, texts)
    return [" you " in text or speaks for text, speaks in zip(texts, mine, strict=True)]

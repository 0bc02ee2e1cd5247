"""What a sentence needs of the sentences around it."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

KINDS = (
    "pronoun",
    "name",
    "noun",
    "connective",
    "comparison",
    "quotation",
    "attribution",
    "broken",
)
"""The kinds of needs; see `Need.kind`."""

FAR = 500
"""So many sentences before one may give what it needs: no article has more, and what is made of
one that has stays in proportion to it."""


class Need(NamedTuple):
    """Something in a sentence that another sentence has to give; any one of those named will do.

    Attributes
    ----------
    kind
        "pronoun": he, this, both; "name": a surname before the full name; "noun": "the plan"
        before any plan; "connective": but, also, the next day, a question before its answer;
        "comparison": others, the second; "quotation": half of one, or one that nobody says;
        "attribution": "he said." alone; "broken": a doubled word, a lost end: see
        `summkit.cohesion.soundness`.
    start, end, text
        Place in the sentence: ``sentence.text[start:end] == text``.
    earlier
        Sentences that give it wherever they are chosen.
    before
        Sentences that give it where they are the last one chosen before this.
    after
        Sentences that give it where they are the first one chosen after this.
    """

    kind: str
    start: int
    end: int
    text: str
    earlier: Collection[int] = ()
    before: Collection[int] = ()
    after: Collection[int] = ()

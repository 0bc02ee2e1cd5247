"""A need: an expression in a sentence that another sentence must resolve."""

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
"""Number of sentences before a sentence among which antecedents are searched.

No news article has more sentences. The limit keeps the time linear in the length of other texts.
"""


class Need(NamedTuple):
    """An expression in a sentence that needs another sentence.

    The need is met if a sentence of `earlier`, `before` or `after` is chosen as described there.

    Attributes
    ----------
    kind
        "pronoun": a pronoun or demonstrative, such as he, this, both; "name": a surname without
        the full name; "noun": a definite noun phrase ("the plan") or a description of a person;
        "connective": but, also, the next day, or a question before its answer; "comparison":
        others, the second; "quotation": half of a quotation, or a quotation without a speaker;
        "attribution": a sentence that is only "he said."; "broken": damage, such as a doubled
        word, which no sentence can resolve: see `summkit.cohesion.soundness`.
    start, end, text
        The span in the sentence: ``sentence.text[start:end] == text``.
    earlier
        Sentences that meet the need if they are chosen and come anywhere before this sentence.
    before
        Sentences that meet the need if they directly precede this sentence in the chosen text.
    after
        Sentences that meet the need if they directly follow this sentence in the chosen text.
    """

    kind: str
    start: int
    end: int
    text: str
    earlier: Collection[int] = ()
    before: Collection[int] = ()
    after: Collection[int] = ()

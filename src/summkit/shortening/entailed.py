"""Sentences that follow from a sentence: "[Ann is one of] 2,870 people [who] have been there".

If a person is only an example of a large group, the statement about the group is the news. The
sentence without "Ann is one of" and without "who" follows from the whole sentence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from summkit.shortening.parsing.tokens import Token

_BEING = frozenset({"is", "are", "was", "were"})
_ROUGHLY = (
    ("more", "than"),
    ("at", "least"),
    ("as", "many", "as"),
    ("about",),
    ("some",),
    ("over",),
)
_ROUGHLY_ONE = ("nearly", "almost", "around")
_WORDS = frozenset("hundred hundreds thousand thousands million millions dozens scores".split())
_GROUPS = frozenset("people men women children police staff".split())
_PRONOUNS = frozenset({"who", "that", "which"})
_DENIED = frozenset("not n't n’t never no only just nobody none".split())
_PLURAL = frozenset(
    "have are were will would could can may might must had did do left lost won came went took gave"
    " got made said saw spent paid fell bought sold fled grew chose".split()
)
"""Verbs after "who" whose subject is not a singular noun."""
_INDEFINITE = frozenset("a an at some several many two three four five six seven eight".split())
_LEAST = 100
"""Minimum size of a group of which a named person is only an example."""
_LEAST_OF_UNNAMED = 20
"""Minimum size of a group of which an unnamed person or smaller group is an example."""
_FARTHEST = 20  # maximum tokens before "is one of"
_NEAR = 4  # maximum tokens from the number to the "who"


def after_reference(tokens: Sequence[Token]) -> Sequence[Token]:
    """Return the tokens after "From this" or "After that," at the head of a sentence."""
    lower = [token.text.lower() for token in tokens[:4]]
    if len(tokens) < _SHORTEST or lower[0] not in _PREPOSITIONS or lower[1] not in _DEMONSTRATIVE:
        return tokens
    if lower[2] == ",":
        return tokens[3:]
    # "From this day": the demonstrative belongs to a noun.
    return tokens[2:] if lower[2] in _OPENS_SUBJECT or tokens[2].text[0].isupper() else tokens


_SHORTEST = 8  # minimum tokens of the sentence
_PREPOSITIONS = frozenset("from after with by for in despite besides since at on".split())
_DEMONSTRATIVE = frozenset({"this", "that", "these"})
_OPENS_SUBJECT = frozenset("the a an he she it they we his her its their two three".split())


def after_credit(tokens: Sequence[Token]) -> Sequence[Token]:
    """Return the tokens after a credit in brackets at the head: "(The Marl Reporter) Ann has"."""
    near = range(2, min(len(tokens) - _SHORTEST, _LONGEST_CREDIT))
    end = next((n for n in near if tokens[n].text == ")"), 0) if tokens[:1] else 0
    if not end or tokens[0].text != "(":
        return tokens
    credited = all(token.text[0].isupper() for token in tokens[1:end])
    return tokens[end + 1 :] if credited else tokens


_LONGEST_CREDIT = 8  # maximum tokens of a credit with its brackets


def of_group(tokens: Sequence[Token]) -> Sequence[Token]:
    """Return the tokens of the statement about the group; all tokens if there is none.

    Examples
    --------
    "Ann Vogel is one of 300 nurses who have left" gives "300 nurses have left". There is no such
    statement if the sentence denies or limits the membership ("is the only one of", "is not
    among"), if the verb is singular ("who has left"), or if the group is small.
    """
    lower = [token.text.lower() for token in tokens]
    for node in range(1, min(len(lower) - 6, _FARTHEST)):
        if lower[node] in _BEING:
            start = _start(lower, node + 1)
            who = _relative(lower, start) if start else 0
            if who and _is_large(tokens, node, start, who):
                return [*tokens[start:who], *tokens[who + 1 :]]
            return tokens
    return tokens


def _start(lower: Sequence[str], node: int) -> int:
    """Return the first word of the group after "one of" or "among"; 0 without one."""
    if not _DENIED.isdisjoint(lower[: node + 4]):
        return 0
    if lower[node] == "among":
        start = node + 1
    elif tuple(lower[node : node + 2]) == ("one", "of"):
        start = node + 2
    else:
        return 0
    return start + (lower[start] == "the")


def _relative(lower: Sequence[str], start: int) -> int:
    """Return the place of the "who" after a group in the plural; 0 without one."""
    number = _number(lower, start)
    for who in range(number + 2, min(number + 2 + _NEAR, len(lower) - 2)):
        if lower[who] in _PRONOUNS:
            noun, verb = lower[who - 1], lower[who + 1]
            plural = noun in _GROUPS or (noun.endswith("s") and not noun.endswith("ss"))
            clause = verb in _PLURAL or verb.endswith("ed")
            return who if plural and clause else 0
    return 0


def _number(lower: Sequence[str], start: int) -> int:
    """Return the place of the number after "more than", "about" and the like."""
    for words in (*_ROUGHLY, *((word,) for word in _ROUGHLY_ONE)):
        if tuple(lower[start : start + len(words)]) == words:
            return start + len(words)
    return start


def _is_large(tokens: Sequence[Token], being: int, start: int, who: int) -> bool:
    """Return whether a group is so large that the subject is only an example of it."""
    number = tokens[_number([token.text.lower() for token in tokens], start)].text.lower()
    if any(token.text.lower() in _WORDS for token in tokens[start:who]):
        return True
    digits = number.replace(",", "")
    if not re.fullmatch(r"\d+", digits):
        return False
    unnamed = tokens[0].text.lower() in _INDEFINITE and being > 1
    return int(digits) >= (_LEAST_OF_UNNAMED if unnamed else _LEAST)

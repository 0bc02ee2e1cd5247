"""The phrases that may be deleted from prose, with the probability that the deletion does no harm.

They come from the rules of headlines (`deletions.parsed`), except for rules that only
headlines allow, and from `deletions.commas`. A phrase's kind is the name of the rule
and the place: "relative end", "time inside". ``data/deletions.json`` has the results of reading a
sample: how often each kind was right; see `benchmarks/shortening.md`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from summkit.datafiles import read_data
from summkit.shortening.deletions.commas import by_commas
from summkit.shortening.deletions.deletion import Deletion, in_object, indefinite
from summkit.shortening.deletions.edges import is_sure, with_one_comma
from summkit.shortening.deletions.parsed import deletions
from summkit.shortening.lexicon import words
from summkit.shortening.parsing.tokens import Token
from summkit.shortening.parsing.tree import COMMAS, Tree, high, low, members, span
from summkit.shortening.trimming import BEGINNINGS, CLASSES

LEAST = 0.6
"""Minimum chance of a deletion that is offered."""

_PRIOR = 4.0
"""The weight of a rule's mean, and of the mean of all rules, as a number of readings."""

_KINDS = frozenset(
    "opener dashes relative participle apposition adverbial-clause time verb-phrase noun-phrase"
    " adverb clause-tail verb-tail infinitive set-off equivalent comparison tail".split()
)

_SHORT_ONLY = frozenset({"adverbial-clause", "verb-phrase", "verb-tail", "infinitive", "time"})
"""Rules whose long phrases inside a clause mostly come from a wrong parse."""

_LONG = 8  # tokens
_OUTLOOKS = frozenset("forecast forecasts outlook target targets guidance".split())
_PERIODS = frozenset({"year", "quarter", "season"})
_AT = frozenset({"at", "near", "outside", "inside"})
_DASHES = frozenset({"-", "–", "—", "--"})


class Phrase(NamedTuple):
    """A phrase that may be deleted from prose.

    Attributes
    ----------
    mask
        Its tokens, with the commas around them.
    kind
        Name of the rule and the place: "start", "inside" without commas, "closed" between two
        commas, "end".
    chance
        The probability that its deletion does no harm.
    """

    mask: int
    kind: str
    chance: float


def phrases(tree: Tree) -> list[Phrase]:
    """Return the possible deletions, by first token, then the longest first."""
    best: dict[int, Phrase] = {}
    for mask, rule in _offered(tree):
        place = _place(tree, mask)
        if not place or not _clean(tree, mask) or not is_sure(tree, mask, rule, place):
            continue
        if place == "closed" and rule != "opener":
            mask = with_one_comma(tree, mask)
        if place.endswith("-long") and rule in _SHORT_ONLY:
            continue
        kind = f"{rule} {place}"
        chance = chance_of(kind)
        known = best.get(mask)
        if chance >= LEAST and (known is None or chance > known.chance):
            best[mask] = Phrase(mask, kind, chance)
    for each in _outlook(tree):
        best.setdefault(each.mask, each)
    return sorted(best.values(), key=lambda each: (low(each.mask), -high(each.mask), each.mask))


def _offered(tree: Tree) -> Iterator[tuple[int, str]]:
    yield from by_commas(tree)
    for each in deletions(tree):
        mask = each.mask & ~tree.end
        if each.mask == tree.everything or (
            each.kind not in _KINDS and not _adds_detail(tree, each)
        ):
            continue
        yield mask, each.kind


def _outlook(tree: Tree) -> Iterator[Phrase]:
    """Yield the period of an outlook: "it cut its forecast [for the year] by a quarter"."""
    for node in range(2, len(tree.lower) - 4):
        if tree.lower[node] != "for" or tree.lower[node - 1] not in _OUTLOOKS:
            continue
        last = node + 2 + (tree.lower[node + 2] in ("full", "current", "whole"))
        if tree.lower[node + 1] in ("the", "this") and tree.lower[last] in _PERIODS:
            yield Phrase(span(node, last), "time inside", chance_of("time inside"))


def _adds_detail(tree: Tree, deletion: Deletion) -> bool:
    """Return whether a clause adds to an indefinite noun: "a growing scandal [involving ...]".

    A place needs no adjective: "errors fell at a hospital [that ended night shifts], it said".
    """
    if deletion.kind not in ("relative-restrictive", "participle-restrictive"):
        return False
    first, last = low(deletion.mask), high(deletion.mask)
    noun = first - 1
    after = tree.lower[last + 1] if last + 1 < len(tree.lower) else "."
    return (
        after in (".", ",")
        and noun > 1
        and tree.tags[noun] == "NN"
        and (tree.tags[noun - 1] in ("JJ", "NN", "VBG", "VBN") or _is_place(tree, noun))
        and COMMAS.isdisjoint(tree.lower[max(0, noun - 4) : noun])  # no apposition
        and indefinite(tree, noun)
        and in_object(tree, noun)
    )


def _is_place(tree: Tree, noun: int) -> bool:
    """Return whether a noun is a place where something happens: "at a hospital"."""
    return tree.lower[noun - 1] in ("a", "an") and tree.lower[noun - 2] in _AT


def _place(tree: Tree, mask: int) -> str:
    """Return the place of a deletion in its sentence; "" if its edges are unclear."""
    first, last = low(mask), high(mask)
    if mask != span(first, last):
        return ""
    final = high(tree.everything & ~tree.end)
    if last == final:
        return "end"
    if first == 0:
        return "start"
    opens, closes = tree.lower[first] in COMMAS, tree.lower[last] in COMMAS
    before = tree.lower[first - 1] in COMMAS
    after = tree.lower[last + 1] in COMMAS
    if opens and closes:
        return "closed"
    if opens or (before and not after):
        return "closed" if after else ""
    if closes and tree.lower[first - 1] in words("plain_speech"):
        return "closed"
    if closes or any(tree.lower[node] in COMMAS for node in members(mask)):
        return ""
    return "inside" if last - first < _LONG else "inside-long"


def _clean(tree: Tree, mask: int) -> bool:
    """Return whether a deletion contains each quotation and bracket wholly or not at all."""
    kept = tree.everything & ~mask
    for first, last in tree.pairs:
        whole = span(first, last)
        if mask & whole and mask & whole != whole:
            return False
    return bool(kept)


# -- fused sentences -------------------------------------------------------------------------


def fused(tree: Tree) -> bool:
    """Return whether two sentences, such as standfirst and lede, are joined without a full stop."""
    return beginning(tree.tokens) > 0


def beginning(tokens: Sequence[Token]) -> int:
    """Return the first token of a second sentence without a full stop before it; 0 without one."""
    for node in range(3, len(tokens) - 2):
        token, before = tokens[node].text, tokens[node - 1].text
        if (
            token in BEGINNINGS
            and before[-1].isalnum()
            and not before[0].isupper()
            and before not in CLASSES
            and tokens[node + 1].text[0].islower()
        ):
            return node
    return 0


# -- chances ---------------------------------------------------------------------------------


@cache
def chance_of(kind: str) -> float:
    """Return the probability that a kind of deletion does no harm, shrunk to its rule's mean."""
    counts = _counts()
    overall = _ratio(counts.values(), 0.8)
    rule = kind.split()[0]
    mean = _ratio([pair for name, pair in counts.items() if name.split()[0] == rule], overall)
    right, read = counts.get(kind, (0, 0))
    return round((right + _PRIOR * mean) / (read + _PRIOR), 4)


def _ratio(pairs: Iterable[tuple[int, int]], prior: float) -> float:
    right = read = 0
    for each in pairs:
        right, read = right + each[0], read + each[1]
    return (right + _PRIOR * prior) / (read + _PRIOR)


@cache
def _counts() -> dict[str, tuple[int, int]]:
    counts = read_data("shortening/deletions", "deletions")
    return {kind: (right, read) for kind, (right, read) in counts.items()}

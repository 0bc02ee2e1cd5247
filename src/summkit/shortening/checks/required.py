"""Checks that every headline by deletion must pass; they filter candidates and measure headlines.

Each check takes the tree of the source sentence and the mask of the remaining tokens, and returns
whether the headline fails. `broken` returns the names of the checks that a headline fails.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import chain

from summkit.shortening.checks import (
    bases,
    complements,
    fixed,
    gaps,
    joined,
    known,
    naming,
    partners,
    remnants,
    scope,
    wants,
    wholes,
)
from summkit.shortening.deletions.copulas import copulas
from summkit.shortening.deletions.famous import first_names
from summkit.shortening.lexicon import words
from summkit.shortening.parsing.tree import Tree, high, mask_of, once, span


def ends_on_function_word(tree: Tree, kept: int) -> bool:
    """Return whether the last word needs another word: "the", "of", "and", "is"."""
    last = high(kept)
    while last > 0 and tree.lower[last] in ('"', "”", "’", "'", ")"):
        last -= 1
    if tree.labels[last] == "prt" or (
        tree.tags[last] == "RB" and tree.lower[last] not in ("as", "so", "not")
    ):
        return False
    if tree.tags[last] == "PRP" and tree.labels[last] in ("dobj", "pobj"):
        return False  # "wants the countries to patrol it": a pronoun as object may end a text
    if last == len(tree.lower) - 1 or (last == len(tree.lower) - 2 and tree.lower[-1] == "."):
        return False  # the source sentence ends there, too
    if tree.lower[last] in ("said", "says"):
        clause = tree.find(last, "ccomp")  # ", the council said [on Monday]"
        return not (0 <= clause < last and kept & tree.subtrees[clause])
    return tree.plain[last] in words("function_words")


def ends_on_comma(tree: Tree, kept: int) -> bool:
    """Return whether the text ends on a comma, colon, semicolon, dash or the like."""
    return tree.lower[high(kept)] in (",", ";", ":", "-", "–", "—", "--", "/", "&", "(", "$", "£")


def splits_pair(tree: Tree, kept: int) -> bool:
    """Return whether a mark or a bracket has lost its partner, or a quotation has lost a word."""
    for first, last in tree.pairs:
        left, right = kept >> first & 1, kept >> last & 1
        if left != right or (first == last and left):
            return True
        inside = kept & span(first, last)
        if tree.lower[first] not in "([{" and inside and inside != span(first, last):
            return True
    return False


def loses_hedge(tree: Tree, kept: int) -> bool:
    """Return whether a negation, modal or hedge is lost and its scope remains: "[may] close"."""
    return any(not kept & hedge and kept & governed for hedge, governed in _hedges(tree))


@once
def _hedges(tree: Tree) -> list[tuple[int, int]]:
    """Return each negation, modal or hedge and the words in its scope, as masks."""
    found = []
    for node, word in enumerate(tree.plain):
        if word not in words("hedges"):
            continue
        head = tree.heads[node]
        if word == "no" and head >= 0 and tree.lower[head] == "longer":
            head = tree.heads[head]  # "is [no longer] risky"
        if head >= 0 and tree.is_verb(head) and word in words("approximators"):
            continue  # "rose 5% in March, up from 4%": the word does not limit the verb
        governed = 1 << head if head >= 0 and tree.labels[node] in _GOVERNING else 0
        # "plans to cut", "not only": the hedge is the head, and its complement is in its scope.
        if tree.is_verb(node):
            governed |= mask_of(
                child
                for child in tree.children[node]
                if tree.labels[child] in ("xcomp", "ccomp", "dobj")
            )
        found.append((1 << node, governed))
    return found


_GOVERNING = frozenset(
    "neg aux amod advmod quantmod det mark compound nmod cc preconj nummod".split()
)


def splits_number(tree: Tree, kept: int) -> bool:
    """Return whether a number lost its unit, or a unit lost its number: "rose 5 [per cent]"."""
    return any(kept & pair and kept & pair != pair for pair in _numbers(tree))


@once
def _numbers(tree: Tree) -> list[int]:
    """Return the mask of each number with its unit."""
    pairs = []
    for node in range(len(tree.tags) - 1):
        following = node + 1
        measured = any(
            tree.tags[each] in ("CD", "$") or tree.lower[each] in "%$£€#"
            for each in (node, following)
        )
        if measured and (_unit(tree, node, following) or _unit(tree, following, node)):
            pairs.append(3 << node)
    return pairs


def _unit(tree: Tree, number: int, unit: int) -> bool:
    """Return whether two adjacent tokens are a number and its unit."""
    if tree.tags[number] != "CD" and not tree.tokens[number].text[0].isdigit():
        return False
    if unit == number - 1:
        return (
            tree.lower[unit] in "$£€#"
            or tree.tags[unit] == "$"
            or tree.lower[unit] in words("units") & {"nothing"}
        )
    return unit == number + 1 and (tree.lower[unit] in words("units") or tree.tags[unit] == "CD")


def splits_name(tree: Tree, kept: int) -> bool:
    """Return whether a name lost a part other than a title or "Inc": "[Foreign] Office"."""
    for name, core in _names(tree):
        left = kept & core
        if left != core and (left or (core and kept & name)):
            return True
    return False


@once
def _names(tree: Tree) -> list[tuple[int, int]]:
    """Return each name of several words, whole and without titles and "Inc", as masks."""
    loose = words("company_suffixes") | words("titles")
    famous = 0
    for first, _ in first_names(tree):
        famous |= first
    found = []
    node, size = 0, len(tree.tags)
    while node < size:
        end = node
        while end + 1 < size and _joined(tree, end):
            end += 1
        if end > node:
            core = ~famous & mask_of(
                i
                for i in range(node, end + 1)
                if tree.lower[i].rstrip(".") not in loose and not (i == 0 and opens_described(tree))
            )
            found.append((span(node, end), core))
        node = end + 1
    return found


def opens_described(tree: Tree) -> bool:
    """Return whether the first word describes the words after it: "Trouble-hit Harwick Motors"."""
    return tree.tokens[0].text.partition("-")[2][:1].islower()


def _joined(tree: Tree, node: int) -> bool:
    """Return whether a token and the next belong to one name."""
    names = ("NNP", "NNPS")
    if tree.tags[node] not in names or not tree.tokens[node].text[0].isupper():
        return False
    following = node + 1
    if tree.lower[node] in words("offices"):
        return False  # an office and a name are separate: "Foreign Secretary Jack Straw"
    if tree.tags[following] not in names or not tree.tokens[following].text[0].isupper():
        return False
    # "in London on Monday": adjacent names are one name only if the parse connects them.
    return (
        tree.heads[node] == following
        or tree.heads[following] == node
        or (tree.heads[node] == tree.heads[following])
    )


def lacks_verb(tree: Tree, kept: int) -> bool:
    """Return whether no verb remains although the sentence has one."""
    verbs = _verbs(tree)
    if not verbs or kept & verbs:
        return False
    return not any(each.free and kept & each.sides == each.sides for each in copulas(tree))


@once
def _verbs(tree: Tree) -> int:
    """Return the mask of the verbs that are no modals."""
    return mask_of(node for node, tag in enumerate(tree.tags) if tag[:2] == "VB")


Check = Callable[[Tree, int], bool]


def _any_of(checks: Sequence[Check]) -> Check:
    """Return a check that fails if any of some checks fails."""
    if len(checks) == 1:
        return checks[0]

    def fails(tree: Tree, kept: int) -> bool:
        return any(check(tree, kept) for check in checks)

    return fails


_GROUPS: dict[str, tuple[Check, ...]] = {
    "ends on a function word": (ends_on_function_word,),
    "ends on a comma": (ends_on_comma,),
    "quote or bracket split": (splits_pair,),
    "negation, modal or hedge lost": (loses_hedge,),
    "number parted from its unit": (splits_number,),
    "name split": (splits_name,),
    "a unit is split": (*wholes.CHECKS, *naming.CHECKS, *fixed.CHECKS),
    "words that belong together are separated": gaps.CHECKS,
    "a complement is missing": (
        *wants.CHECKS,
        *partners.CHECKS,
        *remnants.CHECKS,
        *complements.CHECKS,
    ),
    "a coordination is broken": joined.CHECKS,
    "presupposes deleted text": known.CHECKS,
    "the scope of a word changed": (*scope.CHECKS, *bases.CHECKS),
    "no verb": (lacks_verb,),
}

CHECKS = {name: _any_of(group) for name, group in _GROUPS.items()}
"""Name, as benchmarks print it -> check."""

EVERY = tuple(chain.from_iterable(_GROUPS.values()))
"""The checks of all groups, without their names."""


def broken(tree: Tree, kept: int) -> list[str]:
    """Return the names of the checks that a headline fails."""
    if not kept:
        return ["empty"]
    return [name for name, check in CHECKS.items() if check(tree, kept)]

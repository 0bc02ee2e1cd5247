"""A phrase that may be deleted, and predicates of phrases for the rules."""

from __future__ import annotations

from typing import NamedTuple

from summkit.shortening.lexicon import words
from summkit.shortening.parsing.tree import COMMAS, Tree, low


class Deletion(NamedTuple):
    """A set of tokens that may be deleted together.

    Attributes
    ----------
    mask
        The tokens, with the commas around them.
    kind
        Name of the rule.
    cost
        How much a reader may miss the tokens; below 0 if no reader needs them.
    """

    mask: int
    kind: str
    cost: float


def set_off(tree: Tree, node: int) -> bool:
    """Return whether a comma or dash precedes a phrase."""
    first = low(tree.subtrees[node])
    return first > 0 and tree.lower[first - 1] in COMMAS


def has_object(tree: Tree, verb: int) -> bool:
    """Return whether a verb has an object, a predicate or another complement."""
    return tree.find(verb, "dobj", "attr", "acomp", "xcomp", "ccomp", "oprd", "agent") >= 0


def in_object(tree: Tree, node: int) -> bool:
    """Return whether a noun is an object: without a modifier, the statement mostly stays true."""
    return tree.labels[node] in ("dobj", "pobj", "attr", "oprd")


def counted(tree: Tree, node: int) -> bool:
    """Return whether a noun is quantified, as in "all cars": its modifiers must stay."""
    dependents = {tree.lower[child] for child in tree.children[node]}
    preposition = tree.heads[node]
    over = tree.heads[preposition] if preposition >= 0 and tree.lower[preposition] == "of" else -1
    partitive = over >= 0 and tree.lower[over] in words("partitives")
    quantity = partitive and not dependents & {"a", "an"}  # "members of a sect whose ranch"
    return quantity or bool(dependents & words("quantifiers"))


def indefinite(tree: Tree, node: int) -> bool:
    return tree.tags[node] == "NNP" or (
        tree.tags[node] == "NN"
        and any(tree.lower[child] in ("a", "an") for child in tree.children[node])
    )


def denied(tree: Tree, noun: int) -> bool:
    """Return whether a noun is in a negated clause: "will not allow any [new] factories"."""
    verb = noun
    while verb >= 0 and not tree.is_verb(verb):
        verb = tree.heads[verb]
    near = range(max(0, verb - 1), min(len(tree.tags), verb + 3)) if verb >= 0 else range(0)
    about = (*tree.children[noun], *near, *(tree.children[verb] if verb >= 0 else ()))
    return any(tree.lower[node] in _DENYING for node in about)


_DENYING = frozenset("not n't n’t no never nor neither any only without less fewer".split())


def measured(tree: Tree, node: int) -> bool:
    """Return whether a phrase restricts a superlative ("fastest in six years") or a negation."""
    head = tree.heads[node]
    if head < 0 or head > node:
        return False
    verb = head
    while not tree.is_verb(verb) and tree.heads[verb] >= 0:
        verb = tree.heads[verb]
    if tree.find(verb, "neg") >= 0 or tree.lower[verb] in words("denials"):
        return True
    if tree.lower[low(tree.subtrees[node])] in words("free_openers"):
        return False  # a cause or a time, which restricts nothing
    between = range(min(verb, head) + 1, low(tree.subtrees[node]))
    return any(
        (tree.tags[each] in ("JJS", "RBS") and tree.lower[each] not in ("latest", "least"))
        or (tree.lower[each] in ("first", "only") and tree.tags[each - 1] != "PRP$")
        or (tree.lower[each] == "record" and tree.tags[each + 1][:2] == "NN")
        for each in between
    )


def modified(tree: Tree, noun: int) -> bool:
    """Return whether a noun has a modifier, so that it needs no "of" phrase."""
    return (
        tree.tags[noun][:2] == "NN"
        and tree.lower[noun] not in words("units")
        and tree.lower[noun] not in words("partitives")
        and any(
            tree.labels[c] in ("compound", "amod", "poss")
            and tree.tags[c] not in ("JJS", "JJR", "PRP$")
            for c in tree.children[noun]
        )
    )


DEEDS = (
    "ion",
    "ment",
    "al",
    "ance",
    "ence",
    "ing",
    "ure",
    "ship",
    "ness",
    "ity",
    "ee",
    "er",
    "or",
)
"""Endings of nouns of action and of agent nouns, which need an "of" phrase."""


def closing_noun(tree: Tree, noun: int) -> bool:
    """Return whether an object noun needs no "of" phrase: it is no amount, part or role."""
    if tree.lower[noun] in words("bound_nouns") or tree.lower[noun].endswith(DEEDS):
        return False
    return (
        tree.tags[noun][:2] == "NN"
        and tree.lower[noun] not in words("units") | words("partitives")
        and not counted(tree, noun)
        and in_object(tree, noun)
    )

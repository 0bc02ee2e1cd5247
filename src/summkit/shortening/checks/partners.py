"""Checks whether a word lost the "to", "of" or "with" directly after it: "plans [to buy a rival]".

The parse may be wrong, so these checks use the words as written. As in `checks.required`, each
takes the tree of the source sentence and the mask of the remaining tokens, and returns whether the
headline fails it. Of 6,853 graded headlines of the training articles, 135 fail `loses_partner`: 129
were graded 0 or 1, and one was graded 3 (see `benchmarks/headlines.md`).
"""

from __future__ import annotations

from functools import cache

from summkit.shortening.lexicon import words
from summkit.shortening.parsing.tree import Tree, low, once


def loses_partner(tree: Tree, kept: int) -> bool:
    """Return whether a word lost the word that it governs: "plans [to buy]", "accused [of]"."""
    return any(kept & word and not kept & partner for word, partner in _pairs(tree))


@once
def _pairs(tree: Tree) -> list[tuple[int, int]]:
    """Return each word that needs the word directly after it, with that word, as masks."""
    return [
        (1 << node, 1 << node + 1) for node in range(len(tree.lower) - 2) if _needs_next(tree, node)
    ]


def _needs_next(tree: Tree, node: int) -> bool:
    word, following = tree.lower[node], tree.lower[node + 1]
    if word in words("bound_nouns"):
        return following == "to" and tree.tags[node + 2] in ("VB", "VBP")
    if following == "of":
        # Not "one in five": "one of the protesters", "half of the voters".
        whole = tree.tags[node] == "CD" or word in ("half", "each", "both", "none", "all")
        return whole or word in _governed("of")
    if following == "in" and word in ("shares", "share", "stake", "stakes", "interest"):
        return tree.tags[node - 1][:2] not in ("NN", "PO")  # not "Ferro's shares", "bank shares"
    return word in _governed(following)


@cache
def _governed(partner: str) -> frozenset[str]:
    """Return the words that need this word directly after them."""
    pairs = (pair.split(":") for pair in words("partners"))
    return frozenset(word for word, own in pairs if own == partner)


def loses_that(tree: Tree, kept: int) -> bool:
    """Return whether a verb lost its only complement: "families learned [that it was unsafe]"."""
    return any(kept & verb and not kept & clause for verb, clause in _that_clauses(tree))


@once
def _that_clauses(tree: Tree) -> list[tuple[int, int]]:
    """Return each verb without an object, and its clause with "that", as masks."""
    found = []
    for node, word in enumerate(tree.lower):
        clause = tree.heads[node]
        verb = tree.heads[clause] if clause > node else -1
        if word != "that" or tree.labels[node] != "mark" or not 0 <= verb < node:
            continue
        taken = tree.find(verb, "dobj", "attr", "acomp", "oprd", "xcomp") >= 0
        if tree.labels[clause] == "ccomp" and tree.is_verb(verb) and not taken:
            found.append((1 << verb, tree.subtrees[clause]))
    return found


def loses_whose(tree: Tree, kept: int) -> bool:
    """Return whether a clause lost its "whose": "members [of a sect whose] ranch was raided"."""
    return any(kept & noun == noun and not kept & whose for whose, noun in _owned(tree))


@once
def _owned(tree: Tree) -> list[tuple[int, int]]:
    """Return each "whose", and its noun with the noun's verb, as masks."""
    found = []
    for node, tag in enumerate(tree.tags):
        noun = tree.heads[node]
        if tag == "WP$" and noun > node and tree.heads[noun] > node:
            found.append((1 << node, 1 << noun | 1 << tree.heads[noun]))
    return found


def opens_on_bare_phrase(tree: Tree, kept: int) -> bool:
    """Return whether the headline opens on a phrase that lost what it means: "In move, Ann"."""
    first = low(kept)
    if tree.tags[first] != "IN":
        return False
    noun = first + 1 + low(kept >> first + 1)
    rest = kept >> noun + 1
    comma = noun + 1 + low(rest) if rest else noun
    lost = comma > noun + 1 or noun > first + 1
    return lost and tree.tags[noun] == "NN" and tree.lower[comma] == ","


CHECKS = (loses_partner, loses_that, loses_whose, opens_on_bare_phrase)

"""Checks whether a deletion left a remnant: "health and [care] company", "If he becomes minister".

The parse may be wrong, so most of these checks use the words as written. As in `checks.required`,
each takes the tree of the source sentence and the mask of the remaining tokens, and returns whether
the headline fails it. Of 6,853 graded headlines of the training articles, 113 fail one of these
checks: 94 were graded 0 or 1 (broken, false or incomplete), and 5 were graded 3 (printable).
"""

from __future__ import annotations

from summkit.shortening.lexicon import words
from summkit.shortening.parsing.tree import FINITE, Tree, high, low, members, once


def joins_head(tree: Tree, kept: int) -> bool:
    """Return whether "and" joins the wrong words: "health and [care] company", "player and Ann".

    "Gazprom and [oil firm] Rosneft" joins two names and is right.
    """
    return any(_joins_wrongly(tree, kept, node) for node in _conjunctions(tree) if kept >> node & 1)


@once
def _conjunctions(tree: Tree) -> list[int]:
    """Return each conjunction between a noun or adjective and a noun."""
    return [
        node
        for node in range(1, len(tree.lower) - 2)
        if tree.tags[node] == "CC"
        and tree.tags[node + 1][:2] == "NN"
        and tree.tags[node - 1][:2] in ("NN", "JJ")
    ]


def _joins_wrongly(tree: Tree, kept: int, node: int) -> bool:
    rest = kept >> node + 1
    if not rest or rest & 1 or not kept >> node - 1 & 1:
        return False
    following = node + 1 + low(rest)
    if tree.tags[following][:2] != "NN":
        return False
    names = tree.tags[node - 1] == tree.tags[following] == "NNP"
    return not (names and tree.tags[node + 1] in ("NN", "NNS"))


def leaves_condition(tree: Tree, kept: int) -> bool:
    """Return whether an "if" remains without the clause that depends on it."""
    return any(
        kept >> node & 1 and kept & condition and not kept >> above & 1
        for node, condition, above in _conditions(tree)
    )


@once
def _conditions(tree: Tree) -> list[tuple[int, int, int]]:
    """Return each "if", the mask of its condition, and the verb that depends on it.

    The parser may take the "if" for a preposition.
    """
    found = []
    for node, word in enumerate(tree.lower):
        inner = tree.heads[node] if tree.labels[node] == "mark" else tree.find(node, "pobj")
        if word != "if" or inner < 0:
            continue
        above = tree.heads[inner if tree.labels[node] == "mark" else node]
        if above >= 0:
            found.append((node, 1 << inner, above))
    return found


def lacks_predicate(tree: Tree, kept: int) -> bool:
    """Return whether the remaining words are a noun with its clause: "Bodies of men slain in war".

    A headline without a finite verb must have lost "is", "was" or "has" before a participle or an
    infinitive. Most participles may be past tenses ("sent"), but not "slain".
    """
    inside = members(kept)
    if any(tree.tags[node] in FINITE for node in inside) or not _has_finite(tree):
        return False
    verbs = [node for node in inside if tree.tags[node][:2] == "VB"]
    if any(_may_be_past(tree, node) for node in verbs):
        return False
    for node in inside:
        children = tree.children[node] if tree.tags[node][:2] in ("VB", "TO") else []
        if any(tree.labels[c][:3] == "aux" and not kept >> c & 1 for c in children):
            return False
    return not any(
        kept >> subject & 1 and not kept >> copula & 1 for copula, subject in _copulas(tree)
    )


def _may_be_past(tree: Tree, verb: int) -> bool:
    return tree.tags[verb] == "VBN" and tree.lower[verb] not in words("irregular_participles")


@once
def _has_finite(tree: Tree) -> bool:
    return any(tag in FINITE for tag in tree.tags)


@once
def _copulas(tree: Tree) -> list[tuple[int, int]]:
    """Return each finite form of "be" with its subject."""
    return [
        (node, tree.subject(node))
        for node, word in enumerate(tree.lower)
        if word in words("copulas") and tree.tags[node] in FINITE and tree.subject(node) >= 0
    ]


def loses_aim_of_vote(tree: Tree, kept: int) -> bool:
    """Return whether "voted" lost its aim: "voted nine to one [to keep the rate]"."""
    return any(kept >> verb & 1 and not kept >> aim & 1 for verb, aim in _votes(tree))


@once
def _votes(tree: Tree) -> list[tuple[int, int]]:
    """Return each "voted" with the verb of its aim, which no preposition separates from it."""
    found = []
    for verb, word in enumerate(tree.lower):
        if word not in ("vote", "votes", "voted", "voting") or not tree.is_verb(verb):
            continue
        for node in range(verb + 1, min(verb + 9, len(tree.lower) - 1)):
            if tree.lower[node] in (",", "for", "against", "in", "on"):
                break
            if tree.lower[node] == "to" and tree.tags[node + 1] in ("VB", "VBP"):
                found.append((verb, node + 1))
                break
    return found


def bares_superlative(tree: Tree, kept: int) -> bool:
    """Return whether a superlative lost its range, or the reverse: "[Africa's] biggest nation".

    "Africa's [biggest] nation" is wrong, too.
    """
    return any((kept >> node & 1) != (kept >> node - 1 & 1) for node in _superlatives(tree))


@once
def _superlatives(tree: Tree) -> list[int]:
    """Return each superlative directly after a possessive."""
    return [
        node
        for node in range(2, len(tree.lower) - 1)
        if tree.tags[node] in ("JJS", "RBS")
        and (
            tree.tags[node - 1] == "POS"
            or (tree.tags[node - 1] == "PRP$" and tree.lower[node - 2] == "of")
        )
    ]


def ends_on_vague_noun(tree: Tree, kept: int) -> bool:
    """Return whether the last noun lost its clause: "in transaction [which will give]"."""
    last = high(kept)
    if tree.lower[last] not in _VAGUE or last + 1 >= len(tree.lower):
        return False
    clause = tree.tags[last + 1] in ("WDT", "WP") or tree.lower[last + 1] in ("that", "to", "which")
    return clause and tree.tags[last - 1] in ("IN", "DT")


def ends_in_clause(tree: Tree, kept: int) -> bool:
    """Return whether the text ends on the verb of a relative clause: "a line that will pass"."""
    last = high(kept)
    if last + 2 >= len(tree.lower) or tree.tags[last][:2] != "VB":
        return False
    first = last - 1
    while first > 0 and (tree.tags[first] in ("MD", "RB", "TO") or tree.labels[first][:3] == "aux"):
        first -= 1
    return tree.tags[first] in ("WDT", "WP") and tree.tags[last + 1] in ("IN", "TO", "RP")


def leaves_name_comma(tree: Tree, kept: int) -> bool:
    """Return whether a name lost its description, but not the comma: "Vexa, will honour cards"."""
    return any(kept & after and not kept & before for before, after in _name_commas(tree))


@once
def _name_commas(tree: Tree) -> list[tuple[int, int]]:
    """Return the commas before and after each name in "The firm's unit, Vexa, will", as masks."""
    found = []
    for node, label in enumerate(tree.labels):
        name, comma = tree.heads[node], high(tree.subtrees[node]) + 1
        if label == "appos" and node < name and tree.lower[name + 1] == tree.lower[comma] == ",":
            found.append((1 << comma, 1 << name + 1))
    return found


def leaves_denied(tree: Tree, kept: int) -> bool:
    """Return whether a verb lost its "without": "allow [it without risk of them] being harmed"."""
    return any(not kept & denial and kept & verb for denial, verb in _without(tree))


@once
def _without(tree: Tree) -> list[tuple[int, int]]:
    """Return each "without" and the first "-ing" after it, as masks."""
    found = []
    for node, word in enumerate(tree.lower):
        near = range(node + 1, min(node + 7, len(tree.lower)))
        verb = next((n for n in near if tree.tags[n] == "VBG"), -1)
        if word == "without" and verb > 0 and "," not in tree.lower[node:verb]:
            found.append((1 << node, 1 << verb))
    return found


_VAGUE = frozenset(
    "transaction move bid attempt effort way case operation process situation system plan scheme"
    " deal".split()
)

CHECKS = (
    joins_head,
    leaves_condition,
    lacks_predicate,
    loses_aim_of_vote,
    bares_superlative,
    ends_on_vague_noun,
    ends_in_clause,
    leaves_name_comma,
    leaves_denied,
)

"""Checks whether a name of an organisation, a prize or a product lost a part.

"King's College" is not "College", "the Bureau of Mines" no "Bureau", and "Fold 6" no "Fold". The
parse often fails inside of names, so these checks use the words as written. As in
`checks.required`, each takes the tree of the source sentence and the mask of the
remaining tokens, and returns whether the headline fails it.
"""

from __future__ import annotations

from summkit.shortening.lexicon import words
from summkit.shortening.parsing.tree import Tree, once


def loses_owner(tree: Tree, kept: int) -> bool:
    """Return whether a name lost its possessive: "[King's] College", "[Moody's] Services Inc"."""
    return any(kept & rest and not kept & owner for owner, rest in _owned(tree))


@once
def _owned(tree: Tree) -> list[tuple[int, int]]:
    """Return the owner and the last word of each name with a possessive inside, as masks."""
    found = []
    for node in range(1, len(tree.lower) - 1):
        if tree.lower[node] not in ("'s", "’s", "'", "’") or not _capital(tree, node - 1):
            continue
        last = node
        while last + 1 < len(tree.lower) and _capital(tree, last + 1):
            last += 1
        following = tree.lower[last].rstrip(".")
        if last > node and (following in _INSTITUTIONS or following in words("company_suffixes")):
            last -= following in words("company_suffixes")
            found.append((1 << node - 1, 1 << last))
    return found


_INSTITUTIONS = frozenset(
    "college hospital school university academy awards award circle cathedral church club day prize"
    " cup hall house theatre theater investors ratings analytics park stadium".split()
)


def _capital(tree: Tree, node: int) -> bool:
    return tree.tokens[node].text[0].isupper()


def halves_name(tree: Tree, kept: int) -> bool:
    """Return whether a name lost its "of" or "for": "the Bureau [of Mines]"."""
    return any(kept & first and not kept & second for first, second in _of_names(tree))


@once
def _of_names(tree: Tree) -> list[tuple[int, int]]:
    """Return the word before "of" and the word after it, of each name, as masks."""
    found = []
    for node in range(1, len(tree.lower) - 1):
        after = node + 2 if tree.lower[node + 1] == "the" else node + 1
        named = _capital(tree, node - 1) and after < len(tree.lower) and _capital(tree, after)
        if tree.lower[node] not in ("of", "for") or not named:
            continue
        head = tree.lower[node - 1]
        if head in words("offices") or head.rstrip(".") in words("company_suffixes"):
            continue
        if tree.lower[node] == "for":
            found += _second(tree, after)
        elif head in _BODIES or (node > 1 and not _capital(tree, node - 2)):
            found.append((1 << node - 1, 1 << after))
    return found


def _second(tree: Tree, node: int) -> list[tuple[int, int]]:
    """Return the "Control" and the "Prevention" of "for Disease Control and Prevention"."""
    while node + 1 < len(tree.lower) and _capital(tree, node + 1):
        node += 1
    joined = tree.lower[node + 1 : node + 2] == ["and"] and node + 2 < len(tree.lower)
    return [(1 << node, 1 << node + 2)] if joined and _capital(tree, node + 2) else []


_BODIES = frozenset(
    "bureau university institute bank ministry department board church college council academy"
    " office court society federation union league agency order museum battle".split()
)


def loses_model(tree: Tree, kept: int) -> bool:
    """Return whether a name lost the number at its end: "Fold [6]", "Radio [1]"."""
    return any(kept & name and not kept & number for name, number in _models(tree))


@once
def _models(tree: Tree) -> list[tuple[int, int]]:
    """Return the last word and the number of each name such as "Radio 1", as masks."""
    found = []
    for node in range(1, len(tree.lower) - 1):
        word = tree.lower[node]
        plain = word.isdecimal() and len(word) < 3 and tree.tags[node - 1] == "NNP"
        counts = tree.tags[node + 1] in ("NNS", "CD") or tree.lower[node + 1] == "%"
        named = _capital(tree, node - 1) and tree.lower[node - 1] not in words("time")
        if plain and named and not counts:
            found.append((1 << node - 1, 1 << node))
    return found


def loses_direction(tree: Tree, kept: int) -> bool:
    """Return whether a part of a country became the whole: "hit [northern] England".

    What is "in northern England" is in England, too.
    """
    return any(kept & name and not kept & part for part, name in _parts_of_countries(tree))


@once
def _parts_of_countries(tree: Tree) -> list[tuple[int, int]]:
    """Return each "northern" and the name directly after it, as masks."""
    return [
        (1 << node, 1 << node + 1)
        for node in range(1, len(tree.lower) - 1)
        if tree.lower[node] in _DIRECTIONS
        and tree.tags[node + 1] == "NNP"
        and tree.lower[node - 1] not in ("in", "from", "of", "near")
    ]


_DIRECTIONS = frozenset(
    "north south east west northern southern eastern western central north-east north-west"
    " south-east south-west north-eastern north-western south-eastern south-western northeastern"
    " northwestern southeastern southwestern northeast northwest southeast southwest"
    " upper lower greater inner outer".split()
)

CHECKS = (loses_owner, halves_name, loses_model, loses_direction)

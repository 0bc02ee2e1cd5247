"""Checks whether a deletion splits a unit: a compound, a name with "&", a possessive, a clause.

The parse may be wrong, so these checks use the words as written. As in
`checks.required`, each takes the tree of the source sentence and the mask of the
remaining tokens, and returns whether the headline fails it.
"""

from __future__ import annotations

import re

from summkit.shortening.lexicon import words
from summkit.shortening.parsing.tree import Tree, high, low, mask_of, once, span


def splits_compound(tree: Tree, kept: int) -> bool:
    """Return whether a compound without spaces lost a part: "U.S.[-born]"."""
    return any(kept & whole and kept & whole != whole for whole in _compounds(tree))


@once
def _compounds(tree: Tree) -> list[int]:
    """Return the masks of words that "-", "/" or "&" joins without a space."""
    found: list[int] = []
    for node in range(1, len(tree.tokens) - 1):
        before, sign, after = tree.tokens[node - 1 : node + 2]
        if sign.text not in ("-", "/", "&") or sign.start != before.end or sign.end != after.start:
            continue
        if not (before.text[-1].isalnum() or before.text[-1] == ".") or not after.text[0].isalnum():
            continue
        whole = span(node - 1, node + 1)
        if found and found[-1] & whole:
            whole |= found.pop()
        found.append(whole)
    return found


def splits_ampersand_name(tree: Tree, kept: int) -> bool:
    """Return whether a name with "&" lost one side: "Brighton & [Hove] fire station"."""
    return any(kept & pair and kept & pair != pair for pair in _partners(tree))


@once
def _partners(tree: Tree) -> list[int]:
    """Return the masks of both sides of each "&"; for "Smith & Co", only the second side."""
    found = []
    for node in range(1, len(tree.tokens) - 1):
        if tree.tokens[node].text != "&":
            continue
        loose = tree.lower[node + 1].rstrip(".") in words("company_suffixes")
        found.append(span(node, node + 1) if loose else span(node - 1, node + 1))
    return found


def loses_partner(tree: Tree, kept: int) -> bool:
    """Return whether a name with "and" lost its beginning: "[Harwick and] Poole's Corp said"."""
    return any(kept & last and not kept & first for first, last in _joined_names(tree))


@once
def _joined_names(tree: Tree) -> list[tuple[int, int]]:
    """Return the words before and after each "and" that joins names to one, as masks."""
    return [
        (1 << node - 1, 1 << node + 1)
        for node in range(1, len(tree.lower) - 1)
        if tree.tokens[node].text == "and" and _joins_names(tree, node)
    ]


def _joins_names(tree: Tree, node: int) -> bool:
    """Return whether a company's name goes on after an "and": "Poole Corp", "Poole's said"."""
    if not all(tree.tags[each] in ("NNP", "NNPS") for each in (node - 1, node + 1)):
        return False
    owning = tree.lower[node + 2 : node + 3] in (["'s"], ["’s"])
    after = node + 3 if owning else node + 2
    if after >= len(tree.lower):
        return False
    suffix = (
        tree.lower[after].rstrip(".") in words("company_suffixes") and tree.tags[after] == "NNP"
    )
    said = owning and tree.lower[after] in words("speech") and tree.tags[after][:2] == "VB"
    return suffix or said


def leaves_suffix(tree: Tree, kept: int) -> bool:
    """Return whether "Corp" lost the name before it: "[Harwick Motors] Corp said"."""
    return any(kept & suffix and not kept & name for suffix, name in _suffixes(tree))


@once
def _suffixes(tree: Tree) -> list[tuple[int, int]]:
    """Return each "Corp" after a name with the last word of the name, as masks."""
    found = []
    for node in range(1, len(tree.lower)):
        last = node - 1
        while last > 0 and tree.tags[last] == "POS":
            last -= 1
        named = tree.tags[node] == "NNP" and tree.tags[last] in ("NNP", "NNPS")
        if named and tree.lower[node].rstrip(".") in words("company_suffixes"):
            found.append((1 << node, 1 << last))
    return found


def ends_owning(tree: Tree, kept: int) -> bool:
    """Return whether the text ends on a possessive without its noun: "for Norvex's [plant]"."""
    last = high(kept)
    if tree.tags[last] != "POS" or last + 1 >= len(tree.tags):
        return False
    return tree.tags[last + 1][:2] in ("NN", "JJ", "CD", "VB", "RB")


def loses_joint(tree: Tree, kept: int) -> bool:
    """Return whether a clause lost its conjunction: "clear of it [when] he speaks"."""
    return any(not kept & joint and kept & sides == sides for joint, sides in _joints(tree))


@once
def _joints(tree: Tree) -> list[tuple[int, int]]:
    """Return each conjunction, and the words beside it with the clause's verb, as masks."""
    found = []
    for node in range(1, len(tree.tags) - 1):
        if tree.tags[node] not in ("WRB", "WP$") and tree.lower[node] not in _JOINING:
            continue
        verb = next((n for n in range(node + 1, len(tree.tags)) if tree.is_verb(n)), -1)
        if verb < 0 or tree.tags[verb] == "VBG":
            continue  # a participle needs no conjunction: "injured [while] making a film"
        left = node - 1
        while left > 0 and tree.lower[left] in _SIGNS:
            left -= 1
        found.append((1 << node, 1 << left | 1 << node + 1 | 1 << verb))
    return found


_JOINING = frozenset("because if since unless until whether while although though whose".split())
_SIGNS = frozenset(",–—-")


def opens_relative(tree: Tree, kept: int) -> bool:
    """Return whether the text opens on a relative clause: "[The camp] in which they live"."""
    first = low(kept)
    if first == low(tree.everything):
        return False
    if tree.tags[first] in ("IN", "TO") and first + 1 < len(tree.tags):
        return tree.tags[first + 1] in ("WDT", "WP", "WP$") and bool(kept >> first + 1 & 1)
    return tree.tags[first] in ("WDT", "WP", "WP$")


def halves_list(tree: Tree, kept: int) -> bool:
    """Return whether a list after a colon lost an item: "two came: a jet [and a glider]"."""
    return any(
        kept >> colon & 1 and kept & joined and kept & joined != joined
        for colon, joined in _lists(tree)
    )


@once
def _lists(tree: Tree) -> list[tuple[int, int]]:
    """Return each colon with the coordinated nouns after it, as a mask."""
    found = []
    for colon in (node for node, word in enumerate(tree.lower) if word == ":"):
        items = mask_of(
            each
            for node in range(colon + 1, len(tree.labels))
            if tree.labels[node] == "conj" and tree.heads[node] > colon and _is_noun(tree, node)
            for each in (node, tree.heads[node])
        )
        if items:
            found.append((colon, items))
    return found


def _is_noun(tree: Tree, node: int) -> bool:
    return tree.tags[node][:2] == "NN" and tree.tags[tree.heads[node]][:2] == "NN"


def loses_measure(tree: Tree, kept: int) -> bool:
    """Return whether "worth of" lost its amount: "will issue [3m marks] worth of bonds"."""
    return any(kept >> node & 1 and not kept >> node - 1 & 1 for node in _worths(tree))


@once
def _worths(tree: Tree) -> list[int]:
    """Return the places of "worth" before "of"."""
    return [
        node
        for node in range(1, len(tree.lower) - 1)
        if tree.lower[node] == "worth" and tree.lower[node + 1] == "of"
    ]


def splits_spelt_out_name(tree: Tree, kept: int) -> bool:
    """Return whether a name with an acronym lost a word: "National [Coal] Company (NCC)"."""
    return any(kept & name and kept & name != name for name in _spelt_out(tree))


@once
def _spelt_out(tree: Tree) -> list[int]:
    """Return the words that acronyms in brackets abbreviate, as masks."""
    found = []
    for match in re.finditer(r"\(([A-Z]{3,8})\)", tree.text):
        letters = match[1]
        node = len([each for each in tree.tokens if each.end <= match.start()]) - 1
        last = node
        for letter in reversed(letters):
            while node >= 0 and tree.tokens[node].text[0] != letter and last - node < 12:
                if tree.tokens[node].text[0].isupper():
                    node = -1  # another name
                node -= 1
            node -= 1
        if tree.lower[last].rstrip(".") in words("company_suffixes"):
            last -= 1  # "Tasman Ltd (TL)"
        if node >= -1 and tree.tokens[node + 1].text[0] == letters[0] and node + 1 < last:
            found.append(span(node + 1, last))
    return found


def splits_comparison(tree: Tree, kept: int) -> bool:
    """Return whether "as young as eight" lost a part, but not all of it."""
    return any(kept & whole and kept & whole != whole for whole in _comparisons(tree))


@once
def _comparisons(tree: Tree) -> list[int]:
    """Return the masks of "as", an adjective or adverb, and "as"."""
    lower, tags = tree.lower, tree.tags
    return [
        span(node, node + 2)
        for node in range(len(lower) - 3)
        if lower[node] == lower[node + 2] == "as" and tags[node + 1][:2] in ("JJ", "RB")
    ]


CHECKS = (
    splits_comparison,
    splits_spelt_out_name,
    splits_compound,
    splits_ampersand_name,
    loses_partner,
    leaves_suffix,
    ends_owning,
    loses_joint,
    opens_relative,
    halves_list,
    loses_measure,
)

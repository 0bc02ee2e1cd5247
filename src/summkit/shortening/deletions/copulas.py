"""The "is" and "are" that a headline may omit: "Carmaker [is] in talks", "Coach [is] furious"."""

from __future__ import annotations

from typing import NamedTuple

from summkit.shortening.parsing.tree import Tree, once

_POINTING = ("PRP", "WP", "WDT", "EX", "DT")


class Copula(NamedTuple):
    """A verb "is" or "are" with its subject and complement.

    Attributes
    ----------
    verb, sides
        The mask of the verb; the mask of its subject and complement.
    free
        Whether a headline may leave out the verb.
    """

    verb: int
    sides: int
    free: bool


@once
def copulas(tree: Tree) -> list[Copula]:
    """Return each "is" or "are" that joins its subject to a complement after it."""
    found = []
    for node, word in enumerate(tree.lower):
        if word not in ("is", "are", "was", "were"):
            continue
        subject = tree.subject(node)
        complement = tree.find(node, "xcomp", "acomp")
        if complement < 0:
            complement = tree.find(node, "prep")
        if 0 <= subject < node < complement:
            free = _is_free(tree, node, subject, complement)
            found.append(Copula(1 << node, 1 << subject | 1 << complement, free))
    return found


def _is_free(tree: Tree, node: int, subject: int, complement: int) -> bool:
    """Return whether a main verb joins a noun to the predicate after it, without a negation."""
    if tree.labels[node] not in ("ROOT", "ccomp") or tree.quoted >> node & 1:
        return False
    if tree.tags[subject] in _POINTING or tree.find(node, "neg", "aux", "attr", "conj") >= 0:
        return False
    first = node + 1
    while first < complement and tree.tags[first] == "RB":
        first += 1
    return first == complement and tree.tags[complement] in ("JJ", "JJR", "VBN", "IN")

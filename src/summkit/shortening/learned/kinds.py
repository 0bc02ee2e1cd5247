"""Bit masks of the names, numbers, pronouns and verbs of saying in a sentence."""

from __future__ import annotations

from typing import NamedTuple

from summkit.shortening.lexicon import words
from summkit.shortening.parsing.tree import Tree, mask_of, once


class Kinds(NamedTuple):
    """Masks of the tokens of each kind."""

    names: int
    numbers: int
    pronouns: int
    speech: int


@once
def kinds_of(tree: Tree) -> Kinds:
    """Return the masks of the names, numbers, pronouns and verbs of saying in a sentence."""
    return Kinds(
        mask_of(node for node, tag in enumerate(tree.tags) if tag[:3] == "NNP"),
        mask_of(node for node, tag in enumerate(tree.tags) if tag == "CD"),
        mask_of(node for node, tag in enumerate(tree.tags) if tag == "PRP"),
        mask_of(node for node, word in enumerate(tree.lower) if word in words("speech")),
    )

"""What a headline of a later sentence takes as known: "the phrase", a surname alone."""

from __future__ import annotations

from summkit.cohesion.names import mentions
from summkit.cohesion.openings import openings
from summkit.document import Document
from summkit.shortening.lexicon import words
from summkit.shortening.tree import Tree, members

_KNOWN = frozenset({"the", "this", "that", "these", "those", "such", "both", "another", "its"})
_TELLS = ("prep", "relcl", "acl", "appos", "conj")


def dangles(document: Document, index: int, offset: int, tree: Tree, kept: int) -> bool:
    """Whether what is kept of a sentence refers to what only sentences before it say.

    Parameters
    ----------
    offset
        Place of the tree's text in the body.
    """
    if any(_is_known(tree, kept, node) for node in members(kept)):
        return True
    start = document.sentences[index].start - offset
    last = {tree.tokens[node].end for node in members(kept)}
    return any(start + each.end in last for each in mentions(document, index))


def _is_known(tree: Tree, kept: int, node: int) -> bool:
    """Whether a noun is one that the reader is taken to know: "the plan", "this idea"."""
    if tree.tags[node] not in ("NN", "NNS") or tree.lower[node] in openings("en").unique:
        return False
    if tree.labels[node] in ("compound", "nmod") or tree.lower[node] in words("time"):
        return False
    before = [child for child in tree.children[node] if child < node]
    if not any(tree.lower[child] in _KNOWN for child in before):
        return False
    if any(tree.tags[child] in ("NNP", "JJS", "RBS", "CD", "POS") for child in before):
        return False
    if any(tree.lower[child] in ("first", "last", "only", "next", "same") for child in before):
        return False
    return not any(
        child > node and kept >> child & 1 and tree.labels[child] in _TELLS
        for child in tree.children[node]
    )

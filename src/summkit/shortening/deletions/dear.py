"""Expensive deletions: readers may miss the words, but a cut headline would lose even more.

They are used only if no other deletion makes a headline of the news sentence: modifiers of an
object, phrases after it, and the "who were" of "patients who were back". An object, or a subject
with "a" or a number ("a bank", "two moments"), becomes less specific and the statement stays true.
"[Corrupt] officials face jail", however, would become false. Numbers, quotations, hedges, and
modifiers of negated or quantified nouns stay.
"""

from __future__ import annotations

from collections.abc import Iterator

from summkit.shortening.deletions.deletion import Deletion, counted, denied, measured
from summkit.shortening.deletions.parsed import deletions, with_commas
from summkit.shortening.lexicon import words
from summkit.shortening.parsing.tree import Tree, high, low, members
from summkit.shortening.valency import binds, is_open

_COST = 3.0


def dear(tree: Tree) -> list[Deletion]:
    """Return the deletions of `shortening.deletions.deletions` and the expensive deletions."""
    usual = deletions(tree)
    known = {each.mask for each in usual}
    more = {
        each.mask: each
        for each in _offers(tree)
        if each.mask not in known and not _is_protected(tree, each.mask)
    }
    return sorted(
        [*usual, *more.values()], key=lambda each: (low(each.mask), -high(each.mask), each.mask)
    )


def _offers(tree: Tree) -> Iterator[Deletion]:
    """Yield the expensive deletions of a sentence."""
    for node, label in enumerate(tree.labels):
        head = tree.heads[node]
        if head < 0:
            continue
        if label in ("amod", "compound", "nmod") and node < head:
            yield from _modifier(tree, node, head)
        elif label == "prep" and tree.tags[head][:2] == "NN" and node > head:
            yield from _after_noun(tree, node, head)
        elif label in ("relcl", "acl"):
            yield from _reduced(tree, node)


def _modifier(tree: Tree, node: int, head: int) -> Iterator[Deletion]:
    """Delete a modifier of a common noun: "allow the [Japanese] institutions"."""
    common = tree.tags[head] in ("NN", "NNS") and tree.tags[node] in ("JJ", "NN", "NNS")
    if not common or tree.lower[node] in words("held_adjectives") or _is_limited(tree, head):
        return
    if tree.lower[node].endswith("ing"):
        return  # "encouraging girls": a verb that the parse takes for an adjective
    first = low(tree.subtrees[node])
    if first and tree.tags[first - 1] in ("NNP", "CD", "CC"):
        return
    yield Deletion(tree.subtrees[node], "dear", _COST)


def _is_limited(tree: Tree, noun: int) -> bool:
    """Return whether a noun needs its modifiers for a true statement.

    "no longer a [risky] investment", "the biggest [tobacco] consumer", "[corrupt] officials face
    jail", "refused a [private] meeting".
    """
    if counted(tree, noun) or denied(tree, noun):
        return True
    if any(tree.tags[child] == "JJS" for child in tree.children[noun]):
        return True
    if tree.labels[noun] in ("dobj", "pobj"):
        return tree.lower[tree.heads[noun]] in words("denials")
    return not any(
        tree.lower[child] in ("a", "an") or tree.labels[child] == "nummod"
        for child in tree.children[noun]
        if tree.labels[noun] in ("nsubj", "nsubjpass")
    )


def _after_noun(tree: Tree, node: int, head: int) -> Iterator[Deletion]:
    """Delete a phrase after a noun: "two moments of magic [from a captain]"."""
    word = tree.lower[node]
    if word in ("of", "than", "between", "without"):
        return
    if (
        is_open(tree.lower[head])
        or tree.lower[head] in words("bound_nouns")
        or binds(tree.lower[head], word)
        or measured(tree, node)
    ):
        return
    if _is_limited(tree, head):
        return
    yield Deletion(with_commas(tree, tree.subtrees[node]), "dear", _COST)


def _reduced(tree: Tree, node: int) -> Iterator[Deletion]:
    """Delete "who were" if the next word is a preposition or participle."""
    inside = list(members(tree.subtrees[node]))
    first = inside[0]
    if inside[1:2] != [first + 1] or tree.tags[first] not in ("WP", "WDT"):
        return
    be = tree.lower[first + 1] in ("is", "are", "was", "were")
    then = tree.tags[first + 2] if first + 2 < len(tree.tags) else ""
    if be and then in ("IN", "VBN", "VBG") and tree.tags[first - 1][:2] == "NN":
        yield Deletion(3 << first, "reduced", 0.4)


def _is_protected(tree: Tree, mask: int) -> bool:
    """Return whether a deletion contains a hedge, a number or unit, or a quotation."""
    return bool(mask & tree.quoted) or any(
        tree.plain[node] in words("hedges")
        or tree.lower[node] in words("conditions")
        or tree.lower[node] in words("units")
        or tree.tags[node] == "CD"
        or tree.labels[node] == "neg"
        for node in members(mask)
    )

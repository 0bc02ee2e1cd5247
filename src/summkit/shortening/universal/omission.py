"""Omissions: stretches of a sentence that may be deleted, with checks of the lost meaning."""

from __future__ import annotations

from typing import NamedTuple

from summkit.shortening.parsing.tree import high, low, members
from summkit.shortening.universal.lexicon import Lexicon
from summkit.shortening.universal.tree import SentenceTree

_RELATIVE_TO = frozenset("après avant después antes depois tras após".split())
_NUMBERS = frozenset(
    "nombre número numero taux tasa taxa chiffre cifra part proportion porcentaje porcentagem"
    " proporción majorité mayoría maioria moitié mitad metade".split()
)
_PLAIN = frozenset({"phrase", "clause", "relative", "participle"})


class Omission(NamedTuple):
    """A stretch of tokens that may be deleted.

    Attributes
    ----------
    mask
        The tokens, with the commas around them.
    kind
        Name of the rule.
    cost
        How much a reader may miss the tokens; 0 or higher for most kinds.
    node
        The token whose head remains.
    """

    mask: int
    kind: str
    cost: float
    node: int


def is_deletable(tree: SentenceTree, mask: int) -> bool:
    """Return whether a mask is one stretch that splits no quotation, elision or name."""
    if not tree.whole(mask) or mask >> tree.root & 1:
        return False
    for closed in tree.closed_spans:
        inside = mask & closed
        if inside and inside != closed:
            return False
    first, last = low(mask), high(mask)
    if first and tree.tokens[first - 1].text[-1] in "'’":
        return False
    return not _splits_name(tree, first, last)


def is_allowed(tree: SentenceTree, each: Omission, known: Lexicon) -> bool:
    """Return whether a deletion removes no restriction, denial or attribution of a claim."""
    mask = each.mask
    if not is_deletable(tree, mask):
        return False
    if each.kind == "description":
        return True
    if _is_counted(tree, each.node) or (each.kind == "phrase" and _in_clause(tree, each.node)):
        return False
    first = low(mask)
    if first and tree.lower[first - 1] in known.times and tree.lower[first] in _RELATIVE_TO:
        return False  # the time is relative to the phrase: "une semaine [après la révélation]"
    if first and tree.lower[first - 1] in known.open_words and tree.lower[first] in known.linking:
        return False  # the word needs its complement: "con base [en una demanda]"
    if each.kind in _PLAIN and _continues(tree, known, mask):
        return False
    if each.kind == "aside" and _joins_after_comma(tree, mask):
        return False
    if known.limits(tree, each.node, mask):
        return False
    return each.kind == "according" or not known.speaks(tree, each.node)


def _is_counted(tree: SentenceTree, node: int) -> bool:
    """Return whether a word is inside of a number: "le nombre de morts [sur les routes]"."""
    node = tree.heads[node]
    while node >= 0 and tree.tags[node] in ("N", "NP"):
        if tree.lower[node] in _NUMBERS:
            return True
        node = tree.heads[node]
    return False


def _in_clause(tree: SentenceTree, node: int) -> bool:
    """Return whether a phrase restricts the subject: "prélevés sur eux [après leur mort]"."""
    node = tree.heads[node]
    while 0 <= node < tree.root:
        if tree.tags[node] == "VBN" and not tree.is_finite(node):
            return True
        node = tree.heads[node]
    return False


def _continues(tree: SentenceTree, known: Lexicon, mask: int) -> bool:
    """Return whether the next words may belong to the stretch: "tras la sacudida [de China]"."""
    following = high(mask) + 1
    if following >= len(tree.tokens) or tree.lower[low(mask)] == ",":
        return False
    tag = tree.tags[following]
    if tag == "K":
        after = {*tree.tags[following + 1 : following + 4]}
        return not after & {"VF", "TF"}
    short = mask.bit_count() < 4
    of = known.bases.get(tree.lower[following], tree.lower[following]) == "de"
    return tag in ("J", "C", "VBN", "S") or of or (short and tag == "I")


def _joins_after_comma(tree: SentenceTree, mask: int) -> bool:
    """Return whether a conjunction after a comma is inside: ", con un alza del 7 %, y Gamesa"."""
    return any(
        tree.tags[node] == "K" and tree.lower[node - 1] == "," and mask >> node - 1 & 1
        for node in members(mask)
        if node - 1 > low(mask)
    )


def _splits_name(tree: SentenceTree, first: int, last: int) -> bool:
    """Return whether a stretch begins or ends within a row of capitalised words."""
    tokens, tags = tree.tokens, tree.tags

    def joined(node: int) -> bool:
        names = tags[node] == "NP" and tags[node + 1] == "NP"
        capital = tokens[node].text[0].isupper() and tokens[node + 1].text[0].isupper()
        apart = tokens[node + 1].start == tokens[node].end
        return (names and capital) or (
            apart and tokens[node].text[-1].isalnum() and tokens[node + 1].text[0].isalnum()
        )

    return (first > 0 and joined(first - 1)) or (last + 1 < len(tokens) and joined(last))


def with_commas(tree: SentenceTree, mask: int) -> int | None:
    """Return a stretch with the commas around it; None if it is not set off by commas.

    A comma after the stretch is included, except for one that ends a clause around it.
    """
    first, last = low(mask), high(mask)
    if tree.lower[first] == ",":
        opened = first
    elif first and tree.lower[first - 1] == ",":
        opened = first - 1
    else:
        return None
    mask |= 1 << opened
    if tree.lower[last] == ",":
        return mask
    if last + 1 < len(tree.tokens) and tree.lower[last + 1] == ",":
        return mask | 1 << last + 1
    # Without a second comma, the stretch is at the end of the sentence or of a quotation.
    following = tree.lower[last + 1] if last + 1 < len(tree.tokens) else "."
    return mask if following in '.;:?!»”"' or tree.labels[last + 1] == "cc" else None


def is_name(tree: SentenceTree, node: int) -> bool:
    return tree.tags[node] == "NP"


def is_named(tree: SentenceTree, known: Lexicon, noun: int) -> bool:
    """Return whether a noun needs no modifier: a name, "una mujer", "tres personas"."""
    if is_name(tree, noun):
        return True
    determiners = [tree.lower[c] for c in tree.children[noun] if c < noun]
    counted = tree.child(noun, "nummod") >= 0
    definite = any(word in known.definite for word in determiners)
    return (counted and not definite) or any(word in known.indefinite for word in determiners)

"""The phrases of a parsed sentence that may be deleted, each with its cost.

Costs are in arbitrary units of the loss for a reader: 0 for no loss, 1 for a detail, 2 for words
that readers may miss. Negations, conditions, complements and the hedges of ``words.json`` are never
offered. Clause trimming of news sentences was introduced by Dorr, Zajic and Schwartz (2003, Hedge
Trimmer, section 3). Unlike theirs, this method uses dependencies, and offers all deletions to a
ranker instead of making one deletion after the other.
"""

from __future__ import annotations

from collections.abc import Iterator

from summkit.shortening.deletions.deletion import Deletion, set_off
from summkit.shortening.deletions.predicates import first_predicates
from summkit.shortening.deletions.rules import RULES
from summkit.shortening.deletions.surface import surface
from summkit.shortening.lexicon import words
from summkit.shortening.parsing.tree import COMMAS, Tree, high, low, members, once, span


@once
def deletions(tree: Tree) -> tuple[Deletion, ...]:
    """Return every deletion that a rule offers, by first token, then the longest first."""
    cheapest: dict[int, Deletion] = {}
    for each in _offers(tree):
        mask = each.mask if each.kind in _BARE else with_commas(tree, each.mask)
        if not _allowed(tree, mask, each.kind):
            continue
        known = cheapest.get(mask)
        if known is None or each.cost < known.cost:
            cheapest[mask] = each._replace(mask=mask)
    order = sorted(cheapest.values(), key=lambda e: (low(e.mask), -high(e.mask), e.mask))
    return tuple(order)


def _offers(tree: Tree) -> Iterator[Deletion]:
    yield from _openers(tree)
    yield from _dashes(tree)
    yield from _attributions(tree)
    yield from _suffix(tree)
    yield from surface(tree)
    yield from first_predicates(tree)
    for node, label in enumerate(tree.labels):
        if tree.heads[node] >= 0:
            for rule in RULES.get(label, ()):
                yield from rule(tree, node)
        if label in _LOOSE and tree.heads[node] < node and set_off(tree, node):
            yield Deletion(tree.subtrees[node], "set-off", 0.6)


def _allowed(tree: Tree, mask: int, kind: str) -> bool:
    """Return whether a deletion splits no quotation or bracket and leaves no conjunction alone."""
    kept = tree.everything & ~mask
    if not kept or (not tree.whole(mask) and not tree.whole(kept)):
        return False
    if tree.tags[high(mask)] == "CC" and mask != 1 and kind != "first-predicates":
        return False  # the conjunction joins a remaining word
    quoted = mask & tree.quoted
    return not quoted or all(
        not mask & span(a, b) or mask & span(a, b) == span(a, b)
        for a, b in tree.pairs
        if tree.lower[a] not in "([{"
    )


_LOOSE = frozenset({"advmod", "amod", "nmod", "npadvmod", "dep", "oprd", "parataxis", "prep"})
_BARE = frozenset({"said-it", "first-predicates", "dashes", "adjective", "possessive"})


def with_commas(tree: Tree, mask: int) -> int:
    """Return a phrase with the commas or dashes around it; only one at the edge of a sentence."""
    first, last = low(mask), high(mask)
    size = len(tree.tokens)
    before = first > 0 and tree.lower[first - 1] in COMMAS
    after = last + 1 < size and tree.lower[last + 1] in COMMAS
    if after and _closes_clause(tree, last):
        return mask | (1 << first - 1 if before else 0)
    at_end = last + 1 >= size or (last + 2 >= size and tree.lower[last + 1] in ".!?")
    if first == 0 or (tree.lower[first - 1] in words("openers") and first == 1):
        return mask | (1 << last + 1 if after else 0)
    if before and (after or at_end):
        return mask | 1 << first - 1 | (1 << last + 1 if after and not at_end else 0)
    if before and mask & 1 << first - 1 == 0 and not after:
        closes = first > 1 and "," in tree.lower[: first - 1] and tree.is_verb(last + 1)
        return mask if closes else mask | 1 << first - 1  # "Bitcoin, [briefly] hit"
    return mask


def _closes_clause(tree: Tree, last: int) -> bool:
    """Return whether the comma after the phrase separates a quotation from its speaker."""
    clause = tree.find(tree.root, "ccomp")
    return 0 <= clause < tree.root and high(tree.subtrees[clause]) in (last, last + 1)


# -- whole-sentence rules --------------------------------------------------------------------


def _openers(tree: Tree) -> Iterator[Deletion]:
    """Delete a connective at the head of the sentence: "[But] the firm"."""
    if tree.lower[0] in words("openers") and len(tree.tokens) > 3:
        yield Deletion(1, "opener", -1)


def _dashes(tree: Tree) -> Iterator[Deletion]:
    """Delete text between two dashes, or from a single dash to the end."""
    dashes = [i for i, word in enumerate(tree.lower) if word in ("-", "–", "—", "--") and i]
    if len(dashes) == 2:
        yield Deletion(span(dashes[0], dashes[1]), "dashes", 0.3)
    elif len(dashes) == 1 and any(tree.is_verb(i) for i in range(dashes[0])):
        yield Deletion(span(dashes[0], len(tree.lower) - 1), "dashes", 0.5)


def _attributions(tree: Tree) -> Iterator[Deletion]:
    """Delete the attribution: after the clause, before it, or the "said it" inside."""
    root = tree.root
    clause, speaker = tree.find(root, "ccomp"), tree.subject(root)
    if not _attributes(tree, clause, speaker):
        return
    content = tree.subtrees[clause]
    mark = tree.find(clause, "mark")
    opener = 1 << mark if mark >= 0 else 0  # the "that" of "said that"
    rest = tree.everything & ~content | opener
    plain = tree.lower[root] in words("plain_speech")
    if clause < root:
        yield Deletion(rest, "attribution-tail", 0.2 if plain else 0.8)
        return
    if content & tree.quoted:
        return
    if plain and not _refers_back(tree, clause):
        yield Deletion(rest, "attribution-head", 1.5)
    pronoun = tree.subject(clause)
    # "would close" without its attribution reads like a condition.
    would = any(tree.lower[child] == "would" for child in tree.children[clause])
    # "Growers say they have lost half" is a claim, "Norvex says it will cut jobs" its own plan.
    planned = tree.tags[clause] == "VBG" or any(tree.tags[n] == "MD" for n in tree.children[clause])
    claims = tree.tags[root] in ("VBP", "VBZ") and not planned
    if not would and not claims and _same(tree, speaker, pronoun, clause):
        last = high(tree.subtrees[speaker])
        mask = tree.everything & ~content & ~tree.subtrees[speaker] & ~tree.end
        mask = mask & span(last + 1, len(tree.lower) - 1) | 1 << pronoun | opener
        if low(mask) > last and high(mask) < clause:
            yield Deletion(mask, "said-it", -1.5)


def _attributes(tree: Tree, clause: int, speaker: int) -> bool:
    """Return whether the main verb attributes the clause, without negation, modal or passive."""
    root = tree.root
    if tree.lower[root] not in words("speech") or tree.find(root, "neg") >= 0:
        return False
    if clause < 0 or speaker < 0 or tree.subject(clause) < 0:
        return False
    return not any(
        tree.tags[child] == "MD" or tree.labels[child] == "auxpass" for child in tree.children[root]
    )


def _refers_back(tree: Tree, clause: int) -> bool:
    """Return whether the speaker may be the antecedent of a pronoun in the clause."""
    return any(
        tree.tags[node] == "PRP" or (tree.tags[node] == "PRP$" and node <= clause)
        for node in members(tree.subtrees[clause])
    )


def _same(tree: Tree, subject: int, pronoun: int, clause: int) -> bool:
    """Return whether only the subject can be the antecedent of the clause's pronoun."""
    word, tag = tree.lower[pronoun], tree.tags[subject]
    if tree.children[pronoun]:
        return False
    several = tree.find(subject, "conj") >= 0 or tag in ("NNS", "NNPS")
    if tree.labels[pronoun] == "expl" or tag[:2] != "NN":
        return False
    if word == "it":
        vague = any(
            tree.lower[child] in words("vague_it")
            for child in tree.children[clause]
            if tree.labels[child] in ("acomp", "attr", "advmod", "ccomp")
        )
        passive = tree.find(clause, "ccomp", "csubj") >= 0 and tree.tags[clause] == "VBN"
        return not (several or vague or passive or tree.lower[clause] in words("copulas"))
    if word == "they":
        return several
    return word in ("he", "she") and not several and tag == "NNP"


_OWNING = (["'s"], ["’s"])


def _suffix(tree: Tree) -> Iterator[Deletion]:
    """Delete "Inc", "Corp" and the like after a company's name."""
    for node, word in enumerate(tree.lower):
        if (
            node
            and tree.tags[node - 1] in ("NNP", "NNPS")
            and word.rstrip(".") in words("company_suffixes") - {"&", "company"}
        ) and tree.tokens[node].text[0].isupper():
            if tree.lower[node - 1].endswith("s") and tree.lower[node + 1 : node + 2] in _OWNING:
                continue  # "General Motors Corp's plan" would become "General Motors's plan"
            first = node
            while (
                first > 1
                and tree.lower[first - 1].rstrip(".") in words("company_suffixes") | {"and"}
                and tree.lower[first - 1] not in ("company",)
            ):
                first -= 1
            yield Deletion(span(first, node), "suffix", -0.2)

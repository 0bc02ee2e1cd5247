"""The phrases that a headline may leave out of a parsed sentence.

They are the subtrees of the parse, the deletions of the rules, and six shapes that are no subtree:
the description before a name, the name after an office, the first of two verbs, a noun with its
"of", "who is", and a speaker's verb with the pronoun after it. Filippova and Strube (2008,
Dependency Tree Based Sentence Compression, section 3) shorten sentences by pruning a dependency
tree.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from summkit.shortening.checks.governed import titled
from summkit.shortening.checks.required import opens_described
from summkit.shortening.deletions.deletion import counted, denied
from summkit.shortening.deletions.famous import first_names
from summkit.shortening.deletions.parsed import deletions, with_commas
from summkit.shortening.lexicon import words
from summkit.shortening.parsing.tree import Tree, high, low, members, span

SMALL = frozenset(
    'a an the has have had is are was were been , " that its their his her ; : - – .'.split()
)
"""Words and punctuation marks that do not show whether a phrase remains in the headline."""

_NEEDED = frozenset(
    "det punct aux auxpass neg prt pobj mark nsubj nsubjpass csubj csubjpass case expl cc preconj"
    " quantmod pcomp predet nummod".split()
)
"""Relations of dependents that their head needs."""


class Choice(NamedTuple):
    """A phrase that either remains in the headline or is left out.

    Attributes
    ----------
    mask, content
        Its tokens; its tokens without small words.
    node
        The token whose head is outside the phrase.
    shape
        Its relation to its head, or the name of a shape that is no subtree.
    rules
        Names of the rules that offer to delete it, in order.
    """

    mask: int
    content: int
    node: int
    shape: str
    rules: tuple[str, ...]


def always(tree: Tree) -> int:
    """Return the tokens that no headline needs: "Corp" after a name, an opening "But"."""
    mask = 0
    for each in deletions(tree):
        if each.kind in ("suffix", "opener"):
            mask |= each.mask
    return mask


def choices(tree: Tree) -> list[Choice]:
    """Return the phrases of a sentence, the longest first."""
    small = sum(1 << n for n, word in enumerate(tree.lower) if _small(tree, n, word))
    shapes: dict[int, tuple[int, str]] = {}
    for mask, node, shape in _shapes(tree):
        if _is_deletable(tree, mask):
            shapes.setdefault(mask, (node, shape))
    rules: dict[int, list[str]] = {}
    for each in deletions(tree):
        if each.mask == tree.everything:
            continue
        rules.setdefault(each.mask, []).append(each.kind)
        node = _top(tree, each.mask)
        shapes.setdefault(each.mask, (node, tree.labels[node]))
    found = [
        Choice(mask, mask & ~small or mask, node, shape, tuple(sorted(rules.get(mask, ()))))
        for mask, (node, shape) in shapes.items()
    ]
    return sorted(found, key=lambda each: (-each.mask.bit_count(), low(each.mask), each.mask))


def _small(tree: Tree, node: int, word: str) -> bool:
    return word in SMALL or tree.labels[node] in ("punct", "det")


def _top(tree: Tree, mask: int) -> int:
    """Return the first token of a mask whose head is outside the mask."""
    for node in members(mask):
        head = tree.heads[node]
        if head >= 0 and not mask >> head & 1 and tree.labels[node] != "punct":
            return node
    return low(mask)


def _is_deletable(tree: Tree, mask: int) -> bool:
    """Return whether a deletion leaves words, and leaves quotations and brackets complete."""
    kept = tree.everything & ~mask
    if not mask or not kept or not (tree.whole(mask) or tree.whole(kept)):
        return False
    return all(
        not mask & span(a, b) or mask & span(a, b) == span(a, b)
        for a, b in tree.pairs
        if tree.lower[a] not in "([{"
    )


def _shapes(tree: Tree) -> Iterator[tuple[int, int, str]]:
    """Yield (tokens, the token whose head is outside, shape) of each phrase."""
    for node, label in enumerate(tree.labels):
        head = tree.heads[node]
        if head < 0:
            continue
        proper = tree.tags[node][:3] == "NNP", tree.tags[head][:3] == "NNP"
        if label == "conj":
            yield _second(tree, node, head), node, label
            if first := _first_of_two(tree, node, head):
                yield first, head, "first of two"
        elif label not in _NEEDED and not _limits(tree, node) and not _of_name(tree, node, proper):
            yield with_commas(tree, tree.subtrees[node]), node, label
        if label == "appos" and node > head and proper == (True, False):
            yield tree.subtrees[head] & ~tree.subtrees[node], head, "description"
        if label == "prep" and _follows_noun(tree, node, head):
            before = [c for c in tree.children[head] if c < head]
            yield 1 << node | 1 << head | _subtrees(tree, before), head, "noun of"
        if label == "relcl" and (opening := _who_is(tree, node)):
            yield opening, node, "who is"
    for office, name, _ in titled(tree):
        yield name, high(office), "named"
    for first, surname in first_names(tree):
        yield first, surname, "first name"
    clause, speaker = tree.find(tree.root, "ccomp"), tree.subject(tree.root)
    told = tree.lower[tree.root] in words("speech") and tree.find(tree.root, "neg") < 0
    if clause > tree.root > speaker >= 0 and told:
        pronoun = tree.subject(clause)
        would = any(tree.lower[child] == "would" for child in tree.children[clause])
        if pronoun > tree.root and tree.tags[pronoun] == "PRP" and not would:
            yield span(high(tree.subtrees[speaker]) + 1, pronoun), tree.root, "said it"


def _is_limited(tree: Tree, noun: int) -> bool:
    """Return whether a noun needs its modifiers for a true statement: "Corrupt officials ...".

    Such nouns are a negated or quantified noun, a noun with a superlative, and a plural subject
    without a determiner.
    """
    if counted(tree, noun) or denied(tree, noun):
        return True
    if any(tree.tags[child] == "JJS" for child in tree.children[noun]):
        return True
    general = tree.labels[noun][:5] == "nsubj" and tree.tags[noun] == "NNS"
    return general and tree.find(noun, "det", "poss", "nummod") < 0


def _follows_noun(tree: Tree, node: int, head: int) -> bool:
    """Return whether an "of" directly follows its noun and has an object."""
    right_behind = tree.lower[node] == "of" and head == node - 1 and tree.tags[head][:2] == "NN"
    return right_behind and tree.find(node, "pobj") >= 0


def _limits(tree: Tree, node: int) -> bool:
    """Return whether a word restricts its head: without it, the sentence would claim more."""
    if tree.labels[node] in ("amod", "compound", "nmod") and _is_limited(tree, tree.heads[node]):
        return True
    if tree.labels[node] not in ("amod", "advmod", "nmod") or tree.children[node]:
        return False
    held = words("held_adjectives") | words("hedges") | words("qualifiers")
    return tree.lower[node] in held or tree.lower[node] in ("enough", "ago", "too", "so")


def _of_name(tree: Tree, node: int, proper: tuple[bool, bool]) -> bool:
    """Return whether a word is part of a name, and no title."""
    inside = tree.labels[node] in ("compound", "nmod") and all(proper)
    described = node == 0 and opens_described(tree)
    return inside and tree.lower[node] not in words("titles") and not described


def _subtrees(tree: Tree, nodes: list[int]) -> int:
    mask = 0
    for node in nodes:
        mask |= tree.subtrees[node]
    return mask


def _second(tree: Tree, node: int, head: int) -> int:
    """Return a conjunct, with the conjunction if it is the last one."""
    mask = tree.subtrees[node]
    joined = [c for c in tree.children[head] if tree.labels[c] == "conj"]
    words_between = [c for c in tree.children[head] if tree.labels[c] == "cc" and c < node]
    if words_between and joined[-1] == node:
        mask |= 1 << words_between[-1]
    first = low(mask)
    return mask | (1 << first - 1 if first and tree.lower[first - 1] == "," else 0)


def _first_of_two(tree: Tree, node: int, head: int) -> int:
    """Return the first of two verbs with its dependents, but without the subject; 0 without one."""
    subject = tree.subject(head)
    joints = [c for c in tree.children[head] if tree.labels[c] == "cc" and head < c < node]
    if tree.lower[node - 1] == "," and tree.find(node, "conj") >= 0:
        joints = [node - 1]  # "had run two hours, won the marathon and taken a minute off"
    if not (tree.is_verb(head) and tree.is_verb(node) and joints and 0 <= subject < head < node):
        return 0
    if tree.subject(node) >= 0:
        return 0
    mask = 1 << head | 1 << joints[-1]
    mask |= _subtrees(tree, [c for c in tree.children[head] if head < c < node])
    if tree.lower[node] not in words("irregular_participles"):
        # "had run two hours, won the marathon" becomes "won the marathon".
        mask |= sum(1 << c for c in tree.children[head] if c < head and tree.lower[c] in _PERFECT)
    return mask | (1 << node - 1 if tree.lower[node - 1] == "," else 0)


_PERFECT = frozenset({"had", "has", "have"})


def _who_is(tree: Tree, verb: int) -> int:
    """Return the "who was" of a relative clause: "patients [who were] back in hospital".

    0 if the next word is no participle, adjective, preposition or adverb.
    """
    subject = tree.subject(verb)
    if subject < 1 or tree.lower[subject] not in ("who", "which", "that"):
        return 0
    if tree.tags[subject - 1][:2] not in ("NN", "CD"):
        return 0  # after a comma, the clause can only be deleted as a whole
    being = verb if tree.lower[verb] in words("copulas") else subject + 1
    if being != subject + 1 or tree.lower[being] not in ("is", "are", "was", "were"):
        return 0
    if being + 1 == len(tree.tags):
        return 0  # the text ends on "who was"
    if (
        tree.tags[being + 1] not in ("VBN", "VBG", "JJ", "IN", "RB")
        or tree.lower[being + 1] == "n't"
    ):
        return 0
    return span(subject, being) if tree.lower[being + 1] not in ("not", "never") else 0

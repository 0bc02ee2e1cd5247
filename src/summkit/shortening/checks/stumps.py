"""The number of words of a headline that lost the phrase directly after them.

"Rossi will buy a fifth [of the shares]" is seldom printed, but sometimes it is the best version of
a sentence. So a lost phrase is no failed check: each one lowers the score of the headline. In the
graded headlines of `benchmarks/headlines_graded.jsonl` that pass every check, 27% have the best
grade, and of the headlines with such a word 7%; see `benchmarks/headlines.md`.
"""

from __future__ import annotations

from summkit.shortening.parsing.tree import Tree, high, once

_NOUNS = {
    "of": frozenset("dobj pobj attr conj nsubj nsubjpass ROOT".split()),
    "to": frozenset({"dobj"}),
    "that": frozenset({"dobj", "pobj", "attr"}),
}
"""The word after a noun -> the noun's relations in which a reader misses the phrase."""

_AFTER_LAST_VERB = frozenset("with to for on from".split())
_AFTER_PARTICIPLE = frozenset("for on from as".split())


def stumps(tree: Tree, kept: int) -> int:
    """Return the number of remaining words that lost the phrase directly after them.

    A verb that lost its "without" counts twice, since the headline states more than the sentence.

    Such words are a noun before "of", "to" or "that" ("a fifth [of the shares]"), a predicate noun
    before a preposition ("was the backdrop [for a film]"), a past participle before "for", "on",
    "from" or "as" ("was known [as Ann]"), a verb before "without" ("saw it [without paying]"), and
    a verb at the end ("will serve [on a jury]"). A day between a verb and its object counts, too.
    """
    lost = _phrases(tree) & kept & ~(kept >> 1)
    last = high(kept & ~tree.end)
    limits = 2 * sum(bool(kept & verb and not kept & limit) for verb, limit in _limited(tree))
    days = sum(kept & parts == parts for parts in _days(tree))
    return lost.bit_count() + limits + days + _ends_on_verb(tree, last)


@once
def _days(tree: Tree) -> list[int]:
    """Return the mask of each verb and object with the day between them: "reported on Friday a"."""
    found = []
    for node in range(1, len(tree.lower) - 2):
        verb = tree.heads[node]
        thing = tree.find(verb, "dobj") if verb == node - 1 else -1
        if tree.lower[node] == "on" and tree.is_time(node) and thing > node + 1:
            found.append(1 << verb | 1 << node | 1 << thing)
    return found


@once
def _limited(tree: Tree) -> list[tuple[int, int]]:
    """Return each "without" before a gerund, with the verb that it limits, as masks."""
    found = []
    for node, word in enumerate(tree.lower[:-1]):
        verb = tree.heads[node]
        if word == "without" and tree.tags[node + 1] == "VBG" and verb >= 0:
            found.append((1 << verb, 1 << node))
    return found


@once
def _phrases(tree: Tree) -> int:
    """Return the mask of the words that need the phrase directly after them."""
    found = 0
    for node in range(len(tree.lower) - 1):
        if _needs_phrase(tree, node) and not (
            tree.lower[node + 1] not in _NOUNS and tree.is_time(node + 1)
        ):
            found |= 1 << node
    return found


def _needs_phrase(tree: Tree, node: int) -> bool:
    """Return whether a reader misses the phrase after a word, by the next word."""
    following = tree.lower[node + 1]
    if tree.tags[node] in ("NN", "NNS"):
        label = tree.labels[node]
        if label == "attr" and tree.tags[node + 1] in ("IN", "TO"):
            return True
        return label in _NOUNS.get(following, ())
    return tree.tags[node] == "VBN" and following in _AFTER_PARTICIPLE


def _ends_on_verb(tree: Tree, last: int) -> bool:
    """Return whether the last word is a verb before a preposition: "will serve [on a jury]"."""
    if last + 1 == len(tree.lower) or not tree.is_verb(last):
        return False
    following = tree.lower[last + 1]
    if tree.tags[last] == "VBN":
        return following == "to"  # "has ground [to a halt]"; `_phrases` has the other words
    bound = following in _AFTER_LAST_VERB
    return bound and not tree.is_time(last + 1)

"""Checks of the form of a shortened sentence, which `required.CHECKS` does not include.

As in `checks.required`, each takes the tree of the source sentence and the mask of the
remaining tokens, and returns whether the headline fails it.
"""

from __future__ import annotations

from collections.abc import Callable

from summkit.shortening.checks.governed import lacks_clause, loses_complement, loses_core
from summkit.shortening.checks.joints import (
    breaks_phrase,
    commas,
    joins_nothing,
    leaves_comma,
    leaves_unclosed,
    loses_question,
    opens_dependent,
    runs_on,
)
from summkit.shortening.lexicon import words
from summkit.shortening.parsing.tree import Tree, high, mask_of, once
from summkit.shortening.valency import is_open

_NOUN_PHRASE = frozenset({"DT", "PRP$", "JJ", "NN", "NNS", "NNP", "CD", "$", "PRP", "RP"})
_BEFORE_NOUN = frozenset({"NN", "JJ", "NNP", "CD", "VBN", "VBG", "JJR", "JJS"})


def _needs_next_phrase(tree: Tree, kept: int, last: int) -> bool:
    """Return whether the last verb requires the phrase after the end: "enabled the firm [to]"."""
    following = tree.tags[last + 1] if last + 1 < len(tree.tags) else ""
    if following not in ("TO", "IN"):
        return False
    verb = high(kept & tree.verbs)
    if following == "IN" and any(tree.tags[n] == "IN" for n in range(verb + 1, last)):
        return False  # the verb has its phrase: "provided the market with assistance [in May]"
    bound = words("control_verbs") if following == "TO" else words("placing_verbs")
    loose = words("loose_prepositions") | words("free_openers") - {"as"}
    return verb >= 0 and tree.lower[verb] in bound and tree.lower[last + 1] not in loose


def leaves_stump(tree: Tree, kept: int) -> bool:
    """Return whether the text ends inside a phrase: after a last comma, or on "hours" [after]."""
    last = high(kept)
    if last + 1 < len(tree.lower) and _counts(tree, last) and tree.lower[last + 1] in _WHEN:
        return True
    if kept & _stops(tree) or _needs_next_phrase(tree, kept, last):
        return True
    after = last + 1
    while after < len(tree.lower) and tree.lower[after].rstrip(".") in words("company_suffixes"):
        after += 1
    if after < len(tree.lower) and tree.tags[after] in ("DT", "PRP$"):
        return not any(tree.is_time(n) for n in range(after, min(after + 4, len(tree.lower))))
    if last + 1 < len(tree.lower):
        if tree.tags[last + 1] in ("VBZ", "VBD", "VBP", "MD"):
            return True  # the last remaining word is the subject of the deleted verb
        if _splits_phrase(tree, last):
            return not tree.is_time(last + 1)
    return _leaves_tail(tree, kept, last)


@once
def _stops(tree: Tree) -> int:
    return mask_of(node for node, word in enumerate(tree.lower) if word == ".")


def _counts(tree: Tree, last: int) -> bool:
    """Return whether a measure needs the next word: "hours [after]", but not "in three months"."""
    head = tree.heads[last]
    return tree.is_measure(last) and not (0 <= head < last and tree.lower[head] in ("in", "for"))


_WHEN = frozenset({"after", "before", "ago", "later", "earlier", "since"})


def _splits_phrase(tree: Tree, last: int) -> bool:
    """Return whether the end separates a verb from its object, or "futures" from "markets"."""
    following = tree.tags[last + 1]
    if tree.is_verb(last) and following in _NOUN_PHRASE:
        return True
    if tree.lower[last + 1] in ("due", "worth", "available"):
        return False
    if following[:2] not in ("NN", "JJ") or tree.tags[last] not in _BEFORE_NOUN:
        return False
    pair = (tree.lower[last].rstrip("."), tree.lower[last + 1].rstrip("."))
    return words("company_suffixes").isdisjoint(pair)


def _leaves_tail(tree: Tree, kept: int, last: int) -> bool:
    """Return whether the text after the last comma is only a part of a phrase, without a verb."""
    commas = kept & _separators(tree) & (1 << last) - 1
    if not commas:
        return False
    comma = high(commas)
    if kept >> comma & tree.verbs >> comma:
        return False
    ends = last + 1 >= len(tree.lower) or tree.lower[last + 1] in (".", ",", "!", "?")
    return (not ends and comma == last - 1) or not kept >> comma - 1 & 1


@once
def _separators(tree: Tree) -> int:
    """Return the mask of the commas and dashes."""
    return mask_of(node for node, word in enumerate(tree.lower) if word in (",", "-", "–", "—"))


def leaves_open(tree: Tree, kept: int) -> bool:
    """Return whether a word that needs a complement ("portion", "prime") has lost it."""
    for node, right in _open_words(tree):
        if not kept >> node & 1 or kept >> node + 1 & 1:
            continue
        if kept >> node == 1 or (right and not kept & right):
            return tree.lower[node + 1] not in (".", "!", "?")
    return False


@once
def _open_words(tree: Tree) -> list[tuple[int, int]]:
    """Return each word that needs a complement, with the mask of its later dependents."""
    return [
        (node, mask_of(child for child in tree.children[node] if child > node))
        for node in range(len(tree.lower) - 1)
        if is_open(tree.lower[node])
        and tree.lower[node + 1].rstrip(".") not in words("company_suffixes")
    ]


def leans_on_context(tree: Tree) -> bool:
    """Return whether a sentence refers back: a pronoun, "her time", or a definite subject."""
    subject = tree.subject(tree.root)
    return points_back(tree) or (
        tree.tags[subject] in ("NN", "NNS", "DT")
        and any(
            tree.lower[child] in ("the", "this", "that", "these", "those", "both")
            for child in (subject, *tree.children[subject])
        )
    )


def points_back(tree: Tree) -> bool:
    """Return whether a sentence has a pronoun, a possessive before its subject, or no subject."""
    subject = tree.subject(tree.root)
    if subject < 0 or "PRP$" in tree.tags[: subject + 1]:
        return True
    if tree.lower[subject] in _ORDINALS or tree.lower[:2] in _PAIRS:
        return True
    named = any(
        tree.tags[node] in ("NNP", "NNPS")
        for node in (subject, *tree.children[subject])
        if node <= subject
    )
    for node, tag in enumerate(tree.tags):
        names_subject = named and node > subject and tree.lower[node] in ("it", "he", "she", "they")
        names_subject = names_subject and not _is_object_of(tree, node, subject)
        if tag == "PRP" and not names_subject and not _is_inside_gerund(tree, node):
            return True
    return False


_ORDINALS = frozenset("first second third latter former others another neither".split())
_PAIRS = (["the", "two"], ["the", "three"], ["the", "other"], ["the", "pair"], ["the", "others"])
"""Subjects that need an antecedent: "The first would limit the quota", "The two countries"."""


def _is_inside_gerund(tree: Tree, pronoun: int) -> bool:
    """Return whether "it" is in a gerund's phrase after a noun: "saw the opera without buying it".

    The noun is probably the antecedent, if it is not the subject.
    """
    gerund = tree.heads[pronoun]
    while gerund >= 0 and not tree.is_verb(gerund):
        gerund = tree.heads[gerund]
    if gerund < 0 or tree.labels[gerund] != "pcomp" or tree.lower[pronoun] not in ("it", "them"):
        return False
    tag = "NN" if tree.lower[pronoun] == "it" else "NNS"
    return any(
        tree.tags[n] == tag and tree.labels[n] in ("dobj", "pobj") and not tree.is_time(n)
        for n in range(tree.subject(tree.root) + 1, gerund)
    )


def _is_object_of(tree: Tree, pronoun: int, subject: int) -> bool:
    """Return whether a pronoun is an object in its antecedent's own clause: "Ann Vogel calls it".

    Such a pronoun cannot refer to the subject, which would need "itself".
    """
    if tree.labels[pronoun] == "pobj":
        return False
    verb = tree.heads[pronoun]
    if tree.is_verb(verb) and tree.labels[pronoun][:5] == "nsubj":
        return False
    while verb >= 0 and (not tree.is_verb(verb) or tree.subject(verb) < 0):
        if tree.labels[verb] in ("prep", "pobj"):
            return False
        verb = tree.heads[verb]
    return verb >= 0 and tree.subject(verb) == subject


def opens_subordinate(tree: Tree, kept: int) -> bool:
    """Return whether the text opens with "when" or "after" and has no comma."""
    return opens_dependent(tree, kept) and not kept & commas(tree)


SHAPES: tuple[Callable[[Tree, int], bool], ...] = (
    loses_core,
    lacks_clause,
    loses_complement,
    leaves_stump,
    leaves_open,
    opens_subordinate,
    leaves_comma,
    leaves_unclosed,
    loses_question,
    breaks_phrase,
    joins_nothing,
    runs_on,
    opens_dependent,
)

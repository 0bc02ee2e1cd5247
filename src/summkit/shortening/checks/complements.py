"""Checks whether a rate or a verb's object was split: "30 cents [a] litre", "hit [the bank] at 6".

As in `checks.required`, each check takes the tree of the source sentence and the mask of
the remaining tokens, and returns whether the headline fails it.
"""

from __future__ import annotations

from summkit.shortening import rates
from summkit.shortening.lexicon import words
from summkit.shortening.parsing.tree import Tree, high, mask_of, once, span
from summkit.shortening.valency import closes


def splits_rate(tree: Tree, kept: int) -> bool:
    """Return whether a rate lost a word: "60 kilometres [an] hour", "60 kilometres [an hour]"."""
    return any(kept & rate and kept & rate != rate for rate in _rates(tree))


@once
def _rates(tree: Tree) -> list[int]:
    return [span(first, last) for first, last in rates.spans(tree.lower)]


@once
def articles_of_rates(tree: Tree) -> int:
    """Return the mask of the articles of all rates."""
    return mask_of(rates.places(tree.lower))


def loses_object(tree: Tree, kept: int) -> bool:
    """Return whether a verb lost the object directly after it: "The Larkspur hit [the bank]"."""
    return any(kept & verb and not kept & thing for verb, thing in _objects(tree))


@once
def _objects(tree: Tree) -> list[tuple[int, int]]:
    """Return pairs of masks: a verb that needs an object, and the last noun of that object."""
    found = []
    for verb, tag in enumerate(tree.tags):
        if tag[:2] != "VB" or closes(tree.lower[verb]):
            continue
        thing = tree.find(verb, "dobj")
        between = range(verb + 1 + (tree.tags[verb + 1 : verb + 2] == ("RP",)), thing)
        if thing > verb and all(tree.tags[n] in _IN_NOUN for n in between):
            found.append((1 << verb, 1 << thing))
    return found


_IN_NOUN = frozenset("DT PRP$ JJ JJR JJS CD NN NNS NNP NNPS VBN VBG POS HYPH RB $".split())


def says_only_when(tree: Tree, kept: int) -> bool:
    """Return whether "said" has lost its statement: "[The train is fast,] the firm said as it"."""
    return any(kept & verb and not kept & statement for verb, statement in _sayings(tree))


@once
def _sayings(tree: Tree) -> list[tuple[int, int]]:
    """Return each verb of saying after its statement, and the statement's verbs, as masks."""
    found = []
    for verb, word in enumerate(tree.lower):
        if word not in words("plain_speech") or tree.tags[verb] not in ("VBD", "VBZ", "VBP"):
            continue
        comma = next((n for n in range(verb - 1, 0, -1) if tree.lower[n] in (",", '"', "”")), 0)
        if comma and verb - comma < _SPEAKER and tree.lower[verb + 1 : verb + 2] in _WHEN:
            found.append((1 << verb, span(0, comma - 1) & tree.verbs))
    return found


_SPEAKER = 8  # maximum tokens from the comma to the verb of saying
_WHEN = (["as"], ["when"], ["while"], ["after"], ["before"], ["on"], ["in"], ["at"], ["."], [","])


def loses_plan(tree: Tree, kept: int) -> bool:
    """Return whether a plan is stated as a fact: "lose 40 crowns a month [under a plan]"."""
    return any(kept & verb and not kept & under for verb, under in _plans(tree))


@once
def _plans(tree: Tree) -> list[tuple[int, int]]:
    """Return each "under a plan" with the verb that it restricts, as masks."""
    found = []
    for node, word in enumerate(tree.lower[:-2]):
        verb = node
        while verb >= 0 and not tree.is_verb(verb):
            verb = tree.heads[verb]
        near = tree.lower[node + 1 : node + 5]
        states = verb >= 0 and tree.tags[verb] in ("VBP", "VBZ", "VBD", "VB")
        if word == "under" and states and not _DRAFTS.isdisjoint(near):
            found.append((1 << verb, 1 << node))
    return found


def loses_stance(tree: Tree, kept: int) -> bool:
    """Return whether "vote" lost its side: "should vote [against the bridge] on Sunday"."""
    return any(kept & verb and not kept & side for verb, side in _stances(tree))


@once
def _stances(tree: Tree) -> list[tuple[int, int]]:
    """Return each verb of taking sides, and the "for" or "against" after it, as masks."""
    return [
        (1 << verb, 1 << verb + 1)
        for verb, word in enumerate(tree.lower[:-1])
        if word in _SIDES and tree.lower[verb + 1] in ("against", "for")
    ]


_SIDES = frozenset(
    "vote votes voted voting campaign campaigns campaigned campaigning argue argues argued arguing"
    " rule ruled rules ruling side sided decide decided protest protested demonstrated".split()
)


def ends_in_relative(tree: Tree, kept: int) -> bool:
    """Return whether a relative clause lost its verb: "a proposal that the town [published]"."""
    return any(kept & opening == opening and not kept & verb for opening, verb in _relatives(tree))


@once
def _relatives(tree: Tree) -> list[tuple[int, int]]:
    """Return the "that" and the noun of each relative clause, and its verb, as masks."""
    found = []
    for node in range(1, len(tree.lower) - 2):
        if tree.lower[node] not in ("that", "which") or tree.tags[node - 1][:2] != "NN":
            continue
        noun = node + 1
        while (
            noun < len(tree.lower) - 2 and tree.tags[noun] in _IN_NOUN and not _verbal(tree, noun)
        ):
            noun += 1
        if noun > node + 1 and tree.tags[noun][:2] == "VB":
            found.append((1 << node | 1 << noun - 1, 1 << noun))
    return found


def _verbal(tree: Tree, node: int) -> bool:
    return tree.tags[node] in ("VBN", "VBG")


def ends_on_as(tree: Tree, kept: int) -> bool:
    """Return whether the text ends inside a clause: "cut 900 jobs as demand [for paper falls]"."""
    last = high(kept)
    if last < 1 or tree.lower[last - 1] != "as" or not kept >> last - 1 & 1:
        return False
    follows = tree.tags[last + 1] if last + 1 < len(tree.tags) else "."
    return tree.tags[last][:2] == "NN" and follows in ("IN", "VBZ", "VBD", "VBP", "NNS", "MD")


_DRAFTS = frozenset("plan plans proposal proposals draft bill scenario blueprint".split())

CHECKS = (
    splits_rate,
    loses_object,
    says_only_when,
    loses_plan,
    loses_stance,
    ends_in_relative,
    ends_on_as,
)

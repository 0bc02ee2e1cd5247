"""Rules for prepositional phrases: "in March", "of the company", "by closing two plants".

A phrase must stay if a predicate in `STAYS` is true. Each predicate is one reason. The cost of
deleting another phrase depends on its head, a verb or a noun.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from summkit.shortening.deletions.deletion import (
    Deletion,
    closing_noun,
    has_object,
    measured,
    modified,
    set_off,
)
from summkit.shortening.lexicon import words
from summkit.shortening.parsing.tree import Tree, low, members
from summkit.shortening.valency import binds, closes, is_open


class Phrase:
    """A prepositional phrase with the properties that its rules use.

    Attributes
    ----------
    tree, node, mask
        The sentence, the preposition, and the tokens of the phrase.
    word
        The preposition in lower case.
    head, governor
        The head of the phrase, and the head in lower case.
    verb
        The nearest verb above the phrase in lower case; without one, the root.
    time, place, loose
        Whether the phrase is a time expression; whether its preposition can express a place;
        whether hardly any word requires its preposition ("despite", "during").
    """

    __slots__ = (
        "governor",
        "head",
        "loose",
        "mask",
        "node",
        "place",
        "time",
        "tree",
        "verb",
        "word",
    )

    def __init__(self, tree: Tree, node: int) -> None:
        self.tree, self.node = tree, node
        self.word, self.head, self.mask = tree.lower[node], tree.heads[node], tree.subtrees[node]
        self.governor = tree.lower[self.head]
        verb = self.head
        while not tree.is_verb(verb) and tree.heads[verb] >= 0:
            verb = tree.heads[verb]
        self.verb = tree.lower[verb]
        self.time = tree.is_time(node)
        self.place = self.word in words("place_prepositions")
        self.loose = self.word in words("loose_prepositions")

    @property
    def follows(self) -> bool:
        """Whether the phrase comes after its head."""
        return self.head < self.node

    @property
    def fronted(self) -> bool:
        """Whether the phrase opens the sentence, or precedes its head and is set off by commas."""
        return low(self.mask) <= 1 or (not self.follows and set_off(self.tree, self.node))

    @property
    def gerund(self) -> bool:
        """Whether the preposition governs a verb: "by closing"."""
        governed = self.tree.find(self.node, "pcomp")
        return governed >= 0 and self.tree.is_verb(governed)


def prepositional(tree: Tree, node: int) -> Iterator[Deletion]:
    """Delete a prepositional phrase."""
    if not tree.children[node] and tree.lower[node] != "here":
        return
    phrase = Phrase(tree, node)
    if phrase.word == "according":
        yield Deletion(phrase.mask, "according", 0.3)
    elif phrase.word == "as" and _names_role(phrase):
        yield Deletion(phrase.mask, "verb-phrase", 0.8)
    elif any(stays(phrase) for stays in STAYS):
        return
    elif phrase.word == "of" and phrase.follows and _head_is_enough(phrase):
        yield Deletion(phrase.mask, "of-phrase", 2.4 if modified(tree, phrase.head) else 3.0)
    elif not any(stays(phrase) for stays in STAYS_UNLESS_OF):
        yield from _with_head(phrase)


def _with_head(phrase: Phrase) -> Iterator[Deletion]:
    """Delete a phrase whose head is a verb or a noun."""
    tree = phrase.tree
    if tree.is_verb(phrase.head):
        if not any(stays(phrase) for stays in STAYS_WITH_VERB):
            kind = "time" if phrase.time else "verb-phrase"
            yield Deletion(phrase.mask, kind, _cost_with_verb(phrase))
    elif tree.tags[phrase.head][:2] == "NN" and (phrase.loose or not phrase.gerund):
        kind = "time" if phrase.time else "noun-phrase"
        yield Deletion(phrase.mask, kind, _cost_with_noun(phrase))


def _names_role(phrase: Phrase) -> bool:
    """Return whether an "as" phrase is set off by commas, or is "as part of" or "as a result"."""
    following = phrase.tree.lower[phrase.node + 1 : phrase.node + 3]
    return set_off(phrase.tree, phrase.node) or bool({"part", "result"} & set(following))


def _head_is_enough(phrase: Phrase) -> bool:
    """Return whether a noun is complete without its "of" phrase: "a 3% rise [of the index]"."""
    return modified(phrase.tree, phrase.head) or closing_noun(phrase.tree, phrase.head)


# -- reasons why a phrase must stay ----------------------------------------------------------


def _denies(phrase: Phrase) -> bool:
    """Return whether the phrase negates: "without a licence"."""
    denials = ("no", "not", "without", "never")
    return any(phrase.tree.lower[each] in denials for each in members(phrase.mask))


def _limits(phrase: Phrase) -> bool:
    """Return whether the phrase restricts a superlative: "the fastest in six years"."""
    return measured(phrase.tree, phrase.node)


def _completes_light_verb(phrase: Phrase) -> bool:
    """Return whether the phrase may belong to a light verb: "took control of the firm"."""
    tree = phrase.tree
    light = tree.labels[phrase.head] == "dobj" and tree.lower[tree.heads[phrase.head]] in words(
        "light_verbs"
    )
    return light and not (phrase.time or phrase.loose)


def _lists_times(phrase: Phrase) -> bool:
    """Return whether the phrase lists several times: "in March last year and in May"."""
    tags = phrase.tree.tags
    return (
        phrase.time
        and phrase.mask.bit_count() > 4
        and any(tags[each] == "CC" for each in members(phrase.mask))
    )


def _bound_by_head(phrase: Phrase) -> bool:
    """Return whether the head's valency requires the phrase: "a stake in", "relies on"."""
    return (
        phrase.follows
        and not phrase.time
        and (binds(phrase.governor, phrase.word) or is_open(phrase.governor))
    )


def _completes_noun(phrase: Phrase) -> bool:
    """Return whether the head noun has little meaning alone: "the idea of a mission"."""
    return phrase.follows and phrase.governor in words("bound_nouns") and not phrase.time


def _bound_by_verb(phrase: Phrase) -> bool:
    """Return whether the verb above requires the phrase: "put 1,000 workers on leave"."""
    if not phrase.follows or phrase.word == "of" or phrase.time or phrase.loose:
        return False
    return phrase.verb in words("placing_verbs") or binds(phrase.verb, phrase.word)


def _in_name(phrase: Phrase) -> bool:
    """Return whether the phrase is part of a name: "Court of Appeals"."""
    return phrase.word == "of" and phrase.tree.tags[phrase.head][:3] == "NNP"


def _in_term(phrase: Phrase) -> bool:
    """Return whether the phrase and its head are one term: "letter of intent"."""
    tree = phrase.tree
    governed = tree.find(phrase.node, "pobj")
    bare = governed == phrase.node + 1 and not tree.children[governed]
    return phrase.word == "of" and bare and not modified(tree, phrase.head)


def _changes_meaning(phrase: Phrase) -> bool:
    """Return whether the preposition changes the statement: "except", "than", "like"."""
    return phrase.word in words("held_prepositions")


def _qualified(phrase: Phrase) -> bool:
    """Return whether an adverb or a negation modifies the phrase: "only for members"."""
    return phrase.tree.find(phrase.node, "advmod", "neg", "quantmod") >= 0 and not phrase.time


def _needs_gerund(phrase: Phrase) -> bool:
    """Return whether the verb may require the gerund: "succeeded in closing"."""
    return _governed(phrase) and phrase.gerund and phrase.word != "by"


def _of_light_verb(phrase: Phrase) -> bool:
    """Return whether the phrase completes a light verb: "went into administration"."""
    return _governed(phrase) and phrase.governor in words("light_verbs")


def _is_goal(phrase: Phrase) -> bool:
    """Return whether the phrase is the goal of a verb without movement: "objected to the plan"."""
    return (
        _governed(phrase) and phrase.word == "to" and phrase.governor not in words("transfer_verbs")
    )


def _completes_verb(phrase: Phrase) -> bool:
    """Return whether the phrase is the only complement of the verb: "depends on exports"."""
    tree, head = phrase.tree, phrase.head
    if phrase.time or phrase.loose or phrase.fronted:
        return False
    adjacent = low(phrase.mask) == head + 1
    if phrase.governor not in words("copulas") and not (adjacent and not has_object(tree, head)):
        return False
    complete = phrase.governor in words("self_contained_passives")
    return not complete and not (phrase.place and closes(phrase.governor))


def _is_predicate(phrase: Phrase) -> bool:
    """Return whether the phrase is the whole predicate of "is": "is in Rome", "was in March"."""
    return phrase.governor in words("copulas") and not has_object(phrase.tree, phrase.head)


def _governed(phrase: Phrase) -> bool:
    """Return whether the phrase comes after its head and may be its complement."""
    return phrase.follows and not (phrase.time or phrase.loose)


STAYS: tuple[Callable[[Phrase], bool], ...] = (
    _denies,
    _limits,
    _completes_light_verb,
    _lists_times,
    _bound_by_head,
    _completes_noun,
    _bound_by_verb,
    _in_name,
    _in_term,
)
"""Reasons why any phrase must stay."""

STAYS_UNLESS_OF: tuple[Callable[[Phrase], bool], ...] = (_changes_meaning, _qualified)
"""Reasons why a phrase must stay, except for an "of" phrase that its noun does not need."""

STAYS_WITH_VERB: tuple[Callable[[Phrase], bool], ...] = (
    _needs_gerund,
    _of_light_verb,
    _is_goal,
    _completes_verb,
    _is_predicate,
)
"""Reasons why a phrase whose head is a verb must stay."""


# -- costs -----------------------------------------------------------------------------------


def _cost_with_verb(phrase: Phrase) -> float:
    """Return the cost of a phrase whose head is a verb."""
    costs = ((phrase.time, 0.1), (phrase.fronted, 0.5), (phrase.loose, 0.7), (phrase.place, 1.0))
    return next((cost for holds, cost in costs if holds), 1.7)


def _cost_with_noun(phrase: Phrase) -> float:
    """Return the cost of a phrase whose head is a noun."""
    tree = phrase.tree
    cost = 0.2 if phrase.time else 1.0 if phrase.place or phrase.loose else 2.0
    subject = tree.labels[phrase.head][:5] == "nsubj"
    needed = subject and not (phrase.time or modified(tree, phrase.head))
    return cost + 1.0 if needed else cost

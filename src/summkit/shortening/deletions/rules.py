"""Deletion rules by relation; each yields the deletions that it allows, with their costs."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from summkit.shortening.deletions.deletion import (
    Deletion,
    counted,
    denied,
    has_object,
    in_object,
    indefinite,
    measured,
    modified,
    set_off,
)
from summkit.shortening.deletions.prepositions import prepositional
from summkit.shortening.lexicon import words
from summkit.shortening.parsing.tree import COMMAS, Tree, high, low, members, span
from summkit.shortening.valency import binds, is_open


def _relative(tree: Tree, node: int) -> Iterator[Deletion]:
    """Delete a relative clause: set off by commas, or after an indefinite noun or object."""
    mask = tree.subtrees[node]
    head = tree.heads[node]
    if tree.lower[tree.heads[head]] in words("denials"):
        return  # the clause is the content of a denied claim
    if tree.lower[low(mask)] == "that" and tree.lower[head] in words("bound_nouns"):
        return  # the clause is the content of the noun: "the accusation that he lied"
    if set_off(tree, node):
        yield Deletion(mask, "relative", 0)
    elif (indefinite(tree, head) or in_object(tree, head)) and not counted(tree, head):
        yield Deletion(mask, "relative-restrictive", 1.6)


def _participle(tree: Tree, node: int) -> Iterator[Deletion]:
    """Delete a participle or infinitive after a noun: "the plan [agreed in May]"."""
    mask, head = tree.subtrees[node], tree.heads[node]
    if tree.lower[tree.heads[head]] in words("denials"):
        return
    if tree.heads[head] >= 0 and tree.lower[tree.heads[head]] in ("without", "with"):
        return  # "without the winner making a speech": the preposition needs the participle
    if tree.tags[node] == "VB":
        if measured(tree, node):
            return  # "the first to visit Marl": the infinitive restricts the ordinal
        if tree.labels[head] in ("dobj", "pobj") and tree.lower[head] not in words("hedges"):
            yield Deletion(mask, "infinitive", 2.0 if modified(tree, head) else 2.8)
        return
    if set_off(tree, node):
        yield Deletion(mask, "participle", 0.2)
    elif (
        tree.tags[node] in ("VBN", "VBG")
        and tree.tags[head][:2] == "NN"
        and not counted(tree, head)
        and not (tree.tags[node] == "VBG" and tree.lower[tree.heads[head]] == "of")
    ):
        yield Deletion(mask, "participle-restrictive", 1.6)


def _apposition(tree: Tree, node: int) -> Iterator[Deletion]:
    """Delete an apposition after its noun: "Norvex[, a maker of boats]"."""
    head = tree.heads[node]
    if set_off(tree, node) and node > head:
        cost = 0.2 if tree.tags[head] != "NNP" or tree.tags[node] != "NNP" else 0.6
        yield Deletion(tree.subtrees[node], "apposition", cost)


def _adverbial_clause(tree: Tree, node: int) -> Iterator[Deletion]:
    """Delete an adverbial clause that is no condition: "[after talks had failed]"."""
    first = low(tree.subtrees[node])
    inside = {tree.lower[child] for child in tree.children[node]} | {tree.lower[first]}
    if first > 0 and tree.is_measure(first - 1) and not set_off(tree, node):
        return  # "hours after it sank": the clause belongs to the measure
    if inside & words("strict_marks"):
        return
    infinitive = tree.tags[node] == "VB" and "to" in inside
    if infinitive and tree.lower[tree.heads[node]] in words("control_verbs"):
        return
    verb = tree.heads[node]
    whole = has_object(tree, verb) or tree.find(verb, "auxpass") >= 0 < tree.find(verb, "prep")
    if infinitive and not set_off(tree, node) and not whole:
        return
    cost = 1.3 if infinitive else 0.6 if set_off(tree, node) or first <= 1 else 1.0
    yield Deletion(tree.subtrees[node], "adverbial-clause", cost)


def _purpose(tree: Tree, node: int) -> Iterator[Deletion]:
    """Delete the purpose of an object: "agreed a package [to restore the sector]"."""
    head = tree.heads[node]
    given = tree.find(head, "dobj")
    if (
        tree.tags[node] == "VB"
        and head < given < low(tree.subtrees[node])
        and tree.lower[low(tree.subtrees[node])] == "to"
        and tree.lower[head] not in words("control_verbs") | words("light_verbs")
        and not (is_open(tree.lower[given]) or binds(tree.lower[given], "to"))
        and tree.find(head, "neg") < 0
    ):
        yield Deletion(tree.subtrees[node], "infinitive", 2.0)


def _time_noun(tree: Tree, node: int) -> Iterator[Deletion]:
    """Delete a noun phrase that is a time expression: "last week"."""
    if not tree.is_time(node) or measured(tree, node):
        return
    dependents = {tree.lower[child] for child in tree.children[node]}
    amount = tree.lower[node] in words("units") and not dependents & words("time_openers")
    if not amount and not dependents & {"a", "an", "per", "every", "each"}:
        yield Deletion(tree.subtrees[node], "time", 0)


def _adverb(tree: Tree, node: int) -> Iterator[Deletion]:
    """Delete an adverb of manner, or another adverb that the sentence does not need."""
    word = tree.lower[node]
    if word in words("hedges") or tree.tags[node] not in ("RB", "RBR"):
        return
    head = tree.heads[node]
    if tree.children[node] and not (tree.is_time(node) or word in words("loose_adverbs")):
        return
    if any(tree.plain[each] in words("hedges") for each in members(tree.subtrees[node])):
        return
    manner = word.endswith("ly") and tree.is_verb(head)
    if word == "together" and tree.is_verb(head) and tree.find(head, "dobj") >= 0:
        yield Deletion(tree.subtrees[node], "adverb", 0.5)
    if (
        word in words("loose_adverbs") and (tree.is_verb(head) or tree.tags[head] == "CD")
    ) or manner:
        if tree.tags[head] in ("CD", "JJ") or tree.labels[head] == "amod":
            return
        yield Deletion(
            tree.subtrees[node], "adverb", 0.1 if word in words("loose_adverbs") else 0.5
        )


def _intensified(tree: Tree, node: int) -> Iterator[Deletion]:
    """Delete a participle with its adverb: "the [heavily armed] men"."""
    described = tree.tags[node] == "VBN" and node < tree.heads[node]
    if not described or tree.find(node, "advmod") < 0:
        return
    if not words("hedges") & {tree.plain[each] for each in members(tree.subtrees[node])}:
        yield Deletion(tree.subtrees[node], "adjective-phrase", 1.0)


def _following_adjective(tree: Tree, node: int) -> Iterator[Deletion]:
    """Delete an adjective phrase after a noun: "a car [worth 20,000 pounds]"."""
    if node > tree.heads[node] and tree.children[node] and tree.subtrees[node] >> node != 1:
        yield Deletion(tree.subtrees[node], "adjective-phrase", 1.5)


def _light_adjective(tree: Tree, node: int) -> Iterator[Deletion]:
    """Delete an adjective with little meaning: "a [further] meeting"."""
    light = tree.lower[node] in words("light_adjectives") and _describes(tree, node)
    if light and not denied(tree, tree.heads[node]):
        yield Deletion(1 << node, "adjective", 1.0)


def _leading_adjective(tree: Tree, node: int) -> Iterator[Deletion]:
    """Delete the first of several modifiers of an object: "a [sharp] price rise"."""
    word, head = tree.lower[node], tree.heads[node]
    if word in words("light_adjectives") or not _describes(tree, node):
        return
    if tree.tags[node] != "JJ" or not word.isalpha() or tree.tokens[node].text[0].isupper():
        return
    if word in words("hedges") or word in words("units") or word in words("held_adjectives"):
        return
    leads = node == low(tree.subtrees[head]) or tree.tags[node - 1] in ("DT", "PRP$", "CD", "IN")
    others = any(tree.tags[each] in ("JJ", "NN", "NNS") for each in range(node + 1, head))
    if leads and others and in_object(tree, head):
        yield Deletion(1 << node, "modifier", 2.2)


def _describes(tree: Tree, node: int) -> bool:
    """Return whether an adjective without dependents precedes a common noun.

    "new record" is one term and does not count.
    """
    head = tree.heads[node]
    if tree.children[node] or tree.tags[head] == "NNP":
        return False
    return tree.lower[node] != "new" or tree.lower[head] not in words("records")


def _possessive(tree: Tree, node: int) -> Iterator[Deletion]:
    """Delete a possessive pronoun before a noun: "[its] plans"."""
    if tree.tags[node] == "PRP$" and tree.lower[node] in ("its", "their", "his", "her"):
        head = tree.heads[node]
        inherent = tree.lower[head] in words("kin") or tree.tags[head] == "VBG"
        if not inherent and low(tree.subtrees[head]) > 0:
            yield Deletion(1 << node, "possessive", 0.2)


def _title(tree: Tree, node: int) -> Iterator[Deletion]:
    """Delete the lower-case description before a name, or a title such as "Mr"."""
    head = tree.heads[node]
    if tree.tags[head] not in ("NNP", "NNPS"):
        return
    if tree.lower[node] in words("titles") and node < head:
        yield Deletion(span(node, node), "title", 0)
    if node < head and tree.tags[node] in ("NN", "JJ") and tree.tokens[node].text[0].islower():
        following = tree.tokens[node + 1].text
        first = low(tree.subtrees[head])
        if following[0].isupper() and not tree.quoted >> node & 1:
            inside = range(first, node + 1)
            apart = first > 0 and tree.lower[first - 1] in COMMAS
            if not apart and not any(
                tree.tags[i] in ("POS", "CC") or tree.lower[i] in COMMAS for i in inside
            ):
                yield Deletion(span(first, node), "description", 0.6)


def _coordinated(tree: Tree, node: int) -> int:
    """Return the mask of the second of two conjuncts with its conjunction; 0 if it must stay."""
    head = tree.heads[node]
    children = tree.children[head]
    conjunction = next((c for c in reversed(children) if tree.labels[c] == "cc" and c < node), -1)
    if conjunction < 0 or tree.lower[conjunction] not in ("and", "but", "with"):
        return 0
    if any(tree.labels[each] == "preconj" for each in children) or tree.find(head, "conj") != node:
        return 0  # "both ... and" needs two parts; "one, two and three" is a longer list
    mask = tree.subtrees[node] | 1 << conjunction
    first = low(tree.subtrees[node])
    return mask | span(conjunction, first) if conjunction + 1 < first else mask


def _verb_tail(tree: Tree, node: int) -> Iterator[Deletion]:
    """Delete the second of two verbs, with its conjunction and its dependents."""
    head, mask = tree.heads[node], _coordinated(tree, node)
    if not mask or not (tree.is_verb(head) and tree.is_verb(node)):
        return
    if not has_object(tree, head) and tree.find(head, "prep", "prt") < 0 and has_object(tree, node):
        return  # the second verb's object may belong to both ("bought and sold shares")
    clause = tree.subject(node) >= 0
    yield Deletion(mask, "clause-tail" if clause else "verb-tail", 0.5 if clause else 0.9)


def _noun_tail(tree: Tree, node: int) -> Iterator[Deletion]:
    """Delete the second of two nouns if the first one has a modifier."""
    head, mask = tree.heads[node], _coordinated(tree, node)
    if not mask or tree.tags[head][:2] != "NN" or tree.tags[node][:2] != "NN":
        return
    subject = tree.labels[head] in ("nsubj", "nsubjpass", "compound", "nmod")
    described = tree.find(head, "amod", "compound", "det", "nummod", "poss") >= 0
    if described and not subject and not _paired(tree, tree.heads[head]):
        yield Deletion(mask, "noun-tail", 1.4)


def _paired(tree: Tree, word: int) -> bool:
    """Return whether a word requires two conjuncts: "between", "both"."""
    return word >= 0 and tree.lower[word] in ("between", "both", "among")


def _list_tail(tree: Tree, node: int) -> Iterator[Deletion]:
    """Delete all items of a list of objects except for the first: "A[, B and C]"."""
    head = tree.heads[node]
    if tree.find(node, "conj") < 0 or tree.tags[head][:2] != "NN":
        return
    if tree.labels[head] not in ("dobj", "pobj") or _paired(tree, tree.heads[head]):
        return
    if set_off(tree, node):
        mask = span(low(tree.subtrees[node]) - 1, high(tree.subtrees[node]))
        yield Deletion(mask, "list-tail", 1.6)


def _agent(tree: Tree, node: int) -> Iterator[Deletion]:
    """Delete the agent of a passive: "[by the council]"."""
    verb = tree.heads[node]
    if tree.find(verb, "auxpass") >= 0 and tree.labels[verb] in ("ROOT", "ccomp"):
        yield Deletion(tree.subtrees[node], "agent", 1.8)


Rule = Callable[[Tree, int], Iterator[Deletion]]

RULES: dict[str, tuple[Rule, ...]] = {
    "relcl": (_relative,),
    "acl": (_participle,),
    "appos": (_apposition,),
    "advcl": (_adverbial_clause,),
    "prep": (prepositional,),
    "xcomp": (_purpose,),
    "npadvmod": (_time_noun,),
    "advmod": (_adverb,),
    "amod": (
        _title,
        _intensified,
        _following_adjective,
        _light_adjective,
        _leading_adjective,
    ),
    "poss": (_possessive,),
    "compound": (_title,),
    "nmod": (_title,),
    "conj": (_list_tail, _verb_tail, _noun_tail),
    "agent": (_agent,),
}
"""The rules for a word, by its relation to its head.

Of several deletions with equal costs, the first is used.
"""
